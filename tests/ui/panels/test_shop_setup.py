"""Where a shop has to ask and with which key: all of it to be copied, in the order of need."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPushButton, QToolButton

from apay_console.model.snippets import SDKS
from apay_console.presenters.emulator.shop_keys import pem_of
from apay_console.ui.panels.shop_panel import ShopPanel
from apay_console.ui.panels.shop_setup import ShopSetup
from tests.ui.hands import press
from tests.window_parts import Shop, fresh, quick

__all__ = ["fresh", "quick"]


def opened(window: Shop) -> ShopSetup:
    window.run("shop")
    panel = window.window.page.side.panel("shop")
    assert isinstance(panel, ShopPanel)
    return panel.setup


@pytest.fixture
def setup(fresh: Shop) -> ShopSetup:
    return opened(fresh)


def save(window: Shop, setup: ShopSetup, path: Path) -> None:
    setup.save.click()
    dialog = setup.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(path))
    dialog.close()
    window.settle()


def copied(button: QPushButton | QToolButton) -> str:
    button.click()
    return QGuiApplication.clipboard().text()


def copier(setup: ShopSetup, name: str) -> QToolButton:
    buttons = setup.findChildren(QToolButton)
    return next(button for button in buttons if button.accessibleName() == f"Copy: {name}")


def test_the_address_and_the_key_id_are_there_to_be_copied(fresh: Shop, setup: ShopSetup) -> None:
    assert setup.address.text() == fresh.parts.console.host.base_url
    assert copied(copier(setup, "Address")) == setup.address.text()
    assert copied(copier(setup, "Public key id")) == setup.key_id.text() != ""


def test_each_sdk_has_a_program_with_everything_filled_in(setup: ShopSetup) -> None:
    for sdk in SDKS:
        setup.sdk.setCurrentText(sdk.label)
        text = copied(setup.copy)
        assert text == setup.snippet.text()
        assert setup.address.text() in text
        assert setup.key_id.text() in text


def test_the_key_is_the_one_thing_to_do_until_there_is_one(
    fresh: Shop, setup: ShopSetup, tmp_path: Path
) -> None:
    assert setup.save.property("kind") == "primary"
    assert setup.file.text().startswith("None yet.")
    path = tmp_path / "key.pem"
    save(fresh, setup, path)
    assert setup.save.property("kind") == "secondary"
    assert setup.file.text() == f"Written to {path}"
    assert str(path) in setup.snippet.text()
    assert setup.strip.text().startswith("Saved.")


def test_a_file_in_the_way_is_asked_about_and_left(
    fresh: Shop, setup: ShopSetup, tmp_path: Path
) -> None:
    path = tmp_path / "key.pem"
    path.write_text("precious")
    save(fresh, setup, path)
    assert "There is a file" in setup.strip.text()
    leave = setup.strip.findChild(QPushButton, "leave")
    assert leave is not None
    leave.click()
    fresh.settle()
    assert (path.read_text(), setup.strip.text()) == ("precious", "")
    save(fresh, setup, path)
    replace = setup.strip.findChild(QPushButton, "replace")
    assert replace is not None
    replace.click()
    fresh.settle()
    assert "PRIVATE KEY" in path.read_text()


def test_the_private_key_is_shown_nowhere(fresh: Shop, setup: ShopSetup, tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    save(fresh, setup, path)
    secret = path.read_text().splitlines()[1]
    shown = (setup.address, setup.key_id, setup.file, setup.snippet, setup.strip)
    assert all(secret not in part.text() for part in shown)


# --- a key that the shop has already --------------------------------------------------------------


PUBLIC = """-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEAAAA
-----END PUBLIC KEY-----"""


def test_a_public_key_is_pasted_where_the_keyboard_is_at_once(
    fresh: Shop, setup: ShopSetup, private_key
) -> None:
    row = setup.paste_row
    assert row.isHidden()
    setup.paste.click()
    assert row.key_id.hasFocus()
    fresh.paste("SANDBOX-MINE")
    row.text.put(pem_of(private_key.public_key()))
    row.take.click()
    fresh.settle()
    assert row.isHidden()
    assert setup.paste.hasFocus()
    assert setup.others.text() == "Taken as well: SANDBOX-MINE"
    assert "SANDBOX-MINE" in fresh.emulator.key_ids


def test_what_is_no_key_stays_to_be_mended_and_the_reason_is_said(setup: ShopSetup) -> None:
    setup.paste.click()
    row = setup.paste_row
    row.key_id.setText("SANDBOX-MINE")
    row.text.put(PUBLIC)
    row.take.click()
    assert "no public key" in setup.strip.text()
    assert row.text.text() == PUBLIC
    assert not row.isHidden()


def test_escape_takes_the_boxes_away_with_what_they_held(fresh: Shop, setup: ShopSetup) -> None:
    setup.paste.click()
    row = setup.paste_row
    row.text.put(PUBLIC)
    press(row.key_id, Qt.Key.Key_Escape)
    assert row.isHidden()
    assert row.text.text() == ""
    assert fresh.window.page.side.name == "shop"


def test_the_buttons_of_the_boxes_come_into_sight_in_a_low_window(
    fresh: Shop, setup: ShopSetup, tmp_path: Path
) -> None:
    fresh.window.resize(1024, 680)
    save(fresh, setup, tmp_path / "key.pem")  # what is said of it takes room too
    setup.paste.click()
    fresh.settle()
    fresh.click(setup.paste_row.take)
    assert "no blanks" in setup.strip.text()
