"""Taking an exchange elsewhere, in the whole window: seen first, then copied or saved."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog

from apay_console.model.exchange import Exchange
from apay_console.model.hidden_names import BUYER
from apay_console.model.redaction import REDACTED
from apay_console.model.taking.part import Part
from apay_console.presenters.taking.forms import Form
from apay_console.ui.parts.text import MOST_SIGNS
from apay_console.ui.states.view import StatesView
from apay_console.ui.taking.export_sheet import ExportSheet
from tests.sale_parts import NOTE
from tests.window_later_parts import sold
from tests.window_parts import CTRL, SHIFT, Shop, fresh, quick, shop

__all__ = ["fresh", "quick", "shop"]


@pytest.fixture
def sheet(shop: Shop) -> ExportSheet:
    """The sheet about the first answer, with nothing ticked."""
    QGuiApplication.clipboard().setText("before")
    shop.key(Qt.Key.Key_E, CTRL)
    found = shop.window.sheets.export
    choose(found, Form.CURL)
    assert found.isVisible()
    return found


def choose(sheet: ExportSheet, form: Form) -> str:
    sheet.forms.setCurrentRow(list(Form).index(form))
    return sheet.preview.text()


def tick(shop: Shop, box: QCheckBox) -> None:
    box.setFocus()
    shop.key(Qt.Key.Key_Space)
    shop.settle()


@pytest.fixture
def outside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that is not the console's own."""
    return tmp_path_factory.mktemp("outside")


def save_value(shop: Shop, *path: str) -> ExportSheet:
    """Ask to save a value of the tree."""
    tree = shop.window.page.answer.tree.tree
    tree.setCurrentIndex(tree.nodes_model.reveal(path))
    next(action for action in tree.actions() if action.text() == "Save value as…").trigger()
    shop.settle()
    return shop.window.sheets.export


def test_a_value_of_the_tree_goes_the_way_of_every_export(fresh: Shop, outside: Path) -> None:
    fresh.run("get")
    sheet = save_value(fresh, "buyer")
    assert sheet.isVisible()
    assert not sheet.forms.isVisible()
    assert sheet.preview.text() == REDACTED
    assert fresh.focused is sheet.buyers
    tick(fresh, sheet.buyers)
    name = json.loads(sheet.preview.text())["name"]
    assert save_to(sheet, outside / "buyer.json") == "buyer.json"
    assert json.loads((outside / "buyer.json").read_text("utf-8"))["name"] == name
    sheet.leave()
    fresh.run("export")
    assert sheet.forms.isVisible()
    assert not sheet.buyers.isChecked()


def test_a_value_is_saved_whole_while_buyers_are_hidden_too(fresh: Shop, outside: Path) -> None:
    fresh.run("get")
    fresh.run("present")
    sheet = save_value(fresh, "buyer")
    tick(fresh, sheet.buyers)
    assert not sheet.preview.isVisible()
    save_to(sheet, outside / "buyer.json")
    assert "@" in json.loads((outside / "buyer.json").read_text("utf-8"))["email"]


def test_a_value_of_the_history_goes_the_same_way(fresh: Shop) -> None:
    fresh.run("get")
    fresh.run("history")
    details = fresh.window.history.page.details
    details.tree.setCurrentIndex(details.tree.nodes_model.reveal(("buyer",)))
    fresh.run("present")
    details.tree._actions.save_value()
    fresh.settle()
    sheet = fresh.window.sheets.export
    assert sheet.preview.text() == REDACTED
    tick(fresh, sheet.buyers)
    assert "@" in json.loads(sheet.preview.text())["email"], "the whole, though it is hidden"


def test_of_a_long_text_the_beginning_is_shown_and_all_is_copied(fresh: Shop) -> None:
    fresh.window.sheets.take_part(Part((), "x" * 1_000_000))
    fresh.settle()
    sheet = fresh.window.sheets.export
    assert len(sheet.preview.text()) <= MOST_SIGNS
    assert sheet.preview.text().endswith("…")
    assert "Only the beginning is shown" in sheet.size_words.text()
    sheet.copy.click()
    assert QGuiApplication.clipboard().text() == "x" * 1_000_000


def test_a_value_of_an_earlier_moment_is_that_moments(fresh: Shop) -> None:
    fresh.enter(NOTE, "Later")
    fresh.send()
    created = fresh.state.exchanges[-1]
    fresh.window.activity.chosen.emit(created)
    sheet = save_value(fresh, "merchantMetadata", "noteToBuyer")
    tick(fresh, sheet.buyers)
    assert sheet.preview.text() == note_in(created)
    assert sheet.preview.text() != "Later"


def note_in(exchange: Exchange) -> str:
    return str(json.loads(exchange.sent.body)["merchantMetadata"]["noteToBuyer"])


def copied() -> str:
    return QGuiApplication.clipboard().text()


def save_to(sheet: ExportSheet, path: Path) -> str:
    """Save, with the dialog answered; the name that it offered."""
    sheet.save.click()
    (dialog,) = sheet.findChildren(QFileDialog)
    offered = Path(dialog.selectedFiles()[0]).name
    dialog.fileSelected.emit(str(path))
    dialog.close()
    sheet.window().activateWindow()
    QApplication.processEvents()
    return offered


def note_of(shop: Shop) -> str:
    exchange = shop.state.exchange
    assert exchange is not None
    return note_in(exchange)


def test_it_is_seen_before_anything_is_copied(shop: Shop, sheet: ExportSheet) -> None:
    text = sheet.preview.text()
    assert text.startswith("curl --disable ")
    assert text.count(REDACTED) == 2  # the signature, and the note to the buyer
    assert note_of(shop) not in text
    assert copied() == "before"
    shop.click(sheet.copy)
    assert copied() == text
    shop.key(Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_buyers_data_and_signatures_go_along_when_they_are_ticked(
    shop: Shop, sheet: ExportSheet
) -> None:
    tick(shop, sheet.buyers)
    assert note_of(shop) in sheet.preview.text()
    tick(shop, sheet.signatures)
    assert REDACTED not in sheet.preview.text()
    shop.key(Qt.Key.Key_Escape)
    shop.run("export")
    assert sheet.preview.text().count(REDACTED) == 2  # ticks are not for ever


@pytest.mark.parametrize("form", [form for form in Form if form is not Form.CURL])
def test_p51_every_form_is_redacted_and_named(shop: Shop, sheet: ExportSheet, form: Form) -> None:
    text = choose(sheet, form)
    assert text
    assert note_of(shop) not in text
    assert "Mara" not in text
    assert ("redacted" in text) == (form is not Form.TABLE)  # which has no column of it
    assert " · " in sheet.size_words.text()
    assert sheet.copy.isVisible() == (form is not Form.EVIDENCE)
    assert not sheet.problem.isVisible()


@pytest.mark.skipif(not shutil.which("curl"), reason="needs curl")
def test_a_fresh_signature_is_verified_by_the_emulator(shop: Shop, sheet: ExportSheet) -> None:
    tick(shop, sheet.afresh)
    assert "Include it" in sheet.problem.text()  # what is signed must be what was sent
    assert not sheet.copy.isEnabled()
    tick(shop, sheet.buyers)
    assert not sheet.problem.isVisible()
    assert "15 minutes" in sheet.remarks.text()
    shop.click(sheet.copy)
    command = copied()
    wrong = command.replace("Fjord Tea", "Fjord Toe")
    assert "checkoutSessionId" in answer_of(command)
    assert "InvalidRequestSignature" in answer_of(wrong)


def answer_of(command: str) -> str:
    ended = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    return ended.stdout


def test_saving_writes_the_whole_of_it_for_its_owner_alone(
    sheet: ExportSheet, tmp_path: Path
) -> None:
    path = tmp_path / "a.har"
    text = choose(sheet, Form.HAR)
    offered = save_to(sheet, path)
    assert offered.startswith("create_session-")
    assert offered.endswith(".har")
    assert path.read_text("utf-8") == text
    assert path.stat().st_mode & 0o077 == 0
    assert sheet.size_words.text() == f"Saved as {path}"
    assert copied() == "before"


def test_an_archive_is_saved_as_it_was_shown(sheet: ExportSheet, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    text = choose(sheet, Form.EVIDENCE)
    save_to(sheet, path)
    with zipfile.ZipFile(path) as packed:
        assert all(f"==== {name}\n" in text for name in packed.namelist())


def test_a_place_that_takes_nothing_is_told_and_the_original_is_intact(
    sheet: ExportSheet, tmp_path: Path
) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("old", "utf-8")
    link.symlink_to(target)
    save_to(sheet, link)
    assert "is a link to another file" in sheet.problem.text()
    assert target.read_text("utf-8") == "old"
    save_to(sheet, tmp_path / "gone" / "a.sh")
    assert "is not there" in sheet.problem.text()


def test_the_keyboard_alone_chooses_ticks_and_copies(shop: Shop, sheet: ExportSheet) -> None:
    assert shop.focused is sheet.forms
    shop.key(Qt.Key.Key_Down)
    shop.key(Qt.Key.Key_Tab)
    assert shop.focused is sheet.buyers
    shop.key(Qt.Key.Key_Space)
    assert sheet.buyers.isChecked()
    for _ in range(9):
        if shop.focused is sheet.copy:
            break
        shop.key(Qt.Key.Key_Tab)
    shop.key(Qt.Key.Key_Space)
    assert json.loads(copied())["log"]["version"] == "1.2"
    shop.key(Qt.Key.Key_Backtab, SHIFT)
    shop.key(Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_other_pages_hand_in_exchanges_of_their_own(shop: Shop, sheet: ExportSheet) -> None:
    assert shop.state.exchange is not None
    shop.window.sheets.take_elsewhere([shop.state.exchange] * 2)
    assert len(json.loads(choose(sheet, Form.HAR))["log"]["entries"]) == 2
    shop.key(Qt.Key.Key_Escape)


# --- nothing of a buyer, nothing that signs ------------------------------------------------------


@pytest.fixture
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder beside the console's own, into which nothing is saved."""
    return tmp_path_factory.mktemp("place")


def texts(value: Any) -> Iterator[str]:
    """Every text in a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts(part)


def of_buyer(value: Any) -> Iterator[str]:
    """Every text that tells of a buyer, long enough to be known again."""
    for name, part in value.items() if isinstance(value, dict) else ():
        yield from texts(part) if name in BUYER else of_buyer(part)


def canaries(exchange: Exchange) -> set[bytes]:
    """What may not stand in anything that is taken elsewhere of an exchange."""
    bodies = [exchange.sent.body, exchange.answered.body if exchange.answered else b""]
    found = {text for body in bodies if body for text in of_buyer(json.loads(body))}
    signed = exchange.sent.header("authorization").rpartition("Signature=")[2]
    return {text.encode() for text in {*found, signed} if len(text) > 5}


def whole(data: bytes) -> bytes:
    """All that a file holds, an archive's files too."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return b"".join(packed.read(name) for name in packed.namelist())


def test_p51_of_a_sale_that_was_paid_no_form_holds_a_buyer_or_a_signature(
    fresh: Shop, place: Path, record_property: Callable[[str, object], None]
) -> None:
    exchanges = sold(fresh).state.exchanges
    secret = set[bytes]().union(*map(canaries, exchanges))
    assert any(b"Mara" in text for text in secret)
    fresh.window.sheets.take_elsewhere(exchanges)
    sheet = fresh.window.sheets.export
    hits = []
    for number, form in enumerate(Form):
        choose(sheet, form)
        fresh.settle()
        save_to(sheet, place / str(number))
        found = whole((place / str(number)).read_bytes())
        hits += [(form, text) for text in secret if text in found]
    sheet.leave()
    assert hits == []
    record_property("figure", f"{len(Form)} forms, {len(secret)} texts looked for, 0 hits")


def test_p51_the_picture_of_a_paid_sales_states_holds_no_buyer(fresh: Shop, place: Path) -> None:
    secret = set[bytes]().union(*map(canaries, sold(fresh).state.exchanges))
    fresh.run("states_tab")
    view, path = fresh.window.page.answer.states, place / "states.svg"
    assert isinstance(view, StatesView)
    view.save_button.click()
    (dialog,) = view.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.close()
    picture = path.read_bytes()
    assert b"<svg" in picture
    assert not [text for text in secret if text in picture]
