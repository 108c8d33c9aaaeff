"""Pasting in, in the real window: looked at first, then put into the form by keyboard."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from apay_console.ui.panels.paste_panel import PastePanel
from tests.sale_parts import AMOUNT, NOTE, PRICE
from tests.window_parts import CTRL, SHIFT, Shop, fresh, quick

__all__ = ["fresh", "quick"]

MARKUP = "<b>tea</b>&amp;"
BODY = json.dumps(
    {
        "paymentDetails": {"chargeAmount": PRICE},
        "statusDetails": {"state": "Open"},
        MARKUP: 1,
    }
)


@pytest.fixture
def panel(fresh: Shop) -> PastePanel:
    fresh.key(Qt.Key.Key_V, CTRL | SHIFT)
    found = fresh.window.page.side.panel("paste_in")
    assert isinstance(found, PastePanel)
    assert fresh.focused is found.box
    return found


def test_a_whole_paste_by_keyboard_alone(fresh: Shop, panel: PastePanel) -> None:
    assert not panel.put.isEnabled()
    fresh.paste(BODY)
    assert panel.found.text() == "JSON · fields for this form: 1"
    assert panel.rest.text().splitlines() == [
        "“paymentDetails” is “paymentDetail” in v1.",
        "“statusDetails” is “statusDetail” in v1.",
        "“statusDetail.state” is not yours to send here: left out.",
        f"“{MARKUP}” is not understood: kept, and sent as it stands.",
    ]
    count = len(fresh.exchanges)
    fresh.key(Qt.Key.Key_Return, CTRL)
    fresh.settle()
    assert fresh.window.page.side.name == ""
    assert fresh.text(AMOUNT) == "19.99 USD"
    assert fresh.state.draft.extra == {MARKUP: 1}
    assert len(fresh.exchanges) == count
    fresh.key(Qt.Key.Key_Z, CTRL)
    assert not fresh.state.draft


def test_what_cannot_be_read_stays_with_the_reason(fresh: Shop, panel: PastePanel) -> None:
    fresh.paste('{"a": 1,}')
    assert "Line 1, column 8" in panel.problem.text()
    assert not panel.put.isEnabled()
    assert panel.box.text() == '{"a": 1,}'
    fresh.key(Qt.Key.Key_Escape)
    fresh.key(Qt.Key.Key_V, CTRL | SHIFT)
    assert panel.box.text() == '{"a": 1,}'


def test_the_clipboard_is_read_when_asked(fresh: Shop, panel: PastePanel) -> None:
    note = {"merchantMetadata": {"noteToBuyer": "Green"}}
    QGuiApplication.clipboard().setText(f"payload = {note!r}")
    fresh.click(panel.clipboard)
    assert panel.found.text() == "A piece of code · fields for this form: 1"
    fresh.click(panel.put)
    assert fresh.text(NOTE) == "Green"
    assert panel.box.text() == ""


def test_a_long_list_is_cut_and_says_so(fresh: Shop, panel: PastePanel) -> None:
    fresh.paste(json.dumps({f"key{place}": place for place in range(40)}))
    rows = panel.rest.text().splitlines()
    assert (len(rows), rows[-1]) == (13, "and 28 more")


def dropped(box: QWidget, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    box.insertFromMimeData(data)


def test_a_file_that_is_dropped_is_looked_at_and_not_sent(
    fresh: Shop, panel: PastePanel, tmp_path: Path
) -> None:
    file = tmp_path / "body.json"
    file.write_text(BODY, encoding="utf-8-sig")
    dropped(panel.box, file)
    fresh.settle()
    assert panel.box.text() == BODY
    assert panel.found.text() == "JSON · fields for this form: 1"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"PK\x03\x04\x00\x00", "is no text"),
        (b" " * 300_000, "is larger than 256 KiB"),
        (None, "cannot be read"),
    ],
)
def test_a_file_that_is_none_of_these_is_refused_and_nothing_is_lost(
    fresh: Shop, panel: PastePanel, tmp_path: Path, data: bytes | None, why: str
) -> None:
    fresh.paste("kept")
    file = tmp_path / "given.zip"
    if data is not None:
        file.write_bytes(data)
    dropped(panel.box, file)
    fresh.settle()
    assert why in panel.problem.text()
    assert panel.box.text() == "kept"
