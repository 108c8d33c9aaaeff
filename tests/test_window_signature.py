"""Through the real window: a signature line by line, by keyboard, and on to the doctor."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QPushButton

from apay_console.model.signature.stages import Stage
from apay_console.presenters.emulator.doctor_case import KEY, REFUSAL, REQUEST
from apay_console.ui.exchange.signature_view import SignatureView
from apay_console.ui.exchange.tied_stage import TiedStage
from apay_console.ui.panels.doctor_panel import DoctorPanel
from apay_console.ui.parts.notice_line import NoticeLine
from apay_console.ui.sale.answer_pane import RAW
from tests.exchanges import refused
from tests.window_parts import Shop, quick, shop, until

__all__ = ["quick", "shop"]


@pytest.fixture
def page(shop: Shop) -> SignatureView:
    shop.parts.console.desk.back_to_now()
    shop.window.page.side.close_panel()
    shop.run("signature")
    return shop.window.page.answer.signature


def box(page: SignatureView, stage: Stage) -> TiedStage:
    return next(one for one in page.findChildren(TiedStage) if one.box.stage is stage)


def lit(page: SignatureView, stage: Stage) -> list[str]:
    marks = box(page, stage).extraSelections()
    return [mark.cursor.selectedText() for mark in marks]


def test_up_and_down_go_from_line_to_line_and_light_its_source(
    shop: Shop, page: SignatureView
) -> None:
    box(page, Stage.CANONICAL).setFocus()
    assert lit(page, Stage.REQUEST) == ["POST"]
    for _ in range(3):
        shop.key(Qt.Key.Key_Down)
    assert lit(page, Stage.CANONICAL) == ["accept:application/json", "accept"]
    assert lit(page, Stage.REQUEST) == ["accept", ": application/json"]
    assert lit(page, Stage.HEADER) == ["accept"]
    assert "small letters" in page._words.text()
    shop.key(Qt.Key.Key_Up)
    assert "no query" in page._words.text()


def test_the_hash_lights_all_that_it_was_made_of(shop: Shop, page: SignatureView) -> None:
    box(page, Stage.DIGEST).setFocus()
    shown = box(page, Stage.CANONICAL).toPlainText()
    assert "".join(lit(page, Stage.CANONICAL)) == shown.replace("\n", "")
    assert len(lit(page, Stage.TO_SIGN)) == 1
    box(page, Stage.SIGNATURE).setFocus()
    assert lit(page, Stage.HEADER)[0].startswith("Signature=")


def test_tab_goes_on_to_the_next_stage(shop: Shop, page: SignatureView) -> None:
    box(page, Stage.DIGEST).setFocus()
    for _ in range(2):  # past the next one's Copy
        shop.key(Qt.Key.Key_Tab)
    assert shop.focused is box(page, Stage.TO_SIGN)


def test_the_raw_page_tells_how_long_it_took_to_paint(shop: Shop) -> None:
    shop.run("session_tab")
    shop.run("get")
    exchange, answer = shop.state.exchange, shop.window.page.answer
    assert exchange is not None
    key = (exchange.started_at, exchange.took_ms)
    until(lambda: answer.paints.ms(key) is not None, "a painting")
    answer.open_tab(RAW)
    assert "Paint" in answer.raw_page.timeline.text()
    assert "Queue" in answer.raw_page.timeline.text()


def test_a_refused_signature_is_taken_to_the_doctor(shop: Shop, page: SignatureView) -> None:
    theirs = f"signing String [AMZN-PAY-RSASSA-PSS-V2\n{'0' * 64}]"
    known = shop.state.exchanges[-1]
    answer = refused(403, "InvalidRequestSignature", theirs).answered
    shop.parts.console.desk.look_at(replace(known, answered=answer))
    (button,) = (one for one in page.findChildren(QPushButton) if "doctor" in one.text())
    shop.click(button)
    panel = shop.window.page.side.panel("doctor")
    assert isinstance(panel, DoctorPanel)
    assert panel.boxes[REQUEST].text().startswith(f"{known.sent.method} {known.sent.url}")
    assert "0" * 64 in panel.boxes[REFUSAL].text()
    assert panel.boxes[KEY].text() == ""
    until(lambda: panel.findChildren(NoticeLine), "the verdict")
    assert "Amazon read another request" in panel.findChildren(NoticeLine)[0].text()


def test_a_file_that_is_dropped_on_the_doctor_is_read(shop: Shop, tmp_path: Path) -> None:
    if shop.window.page.side.name != "doctor":
        shop.run("doctor")
    panel = shop.window.page.side.panel("doctor")
    assert isinstance(panel, DoctorPanel)
    path = tmp_path / "request.http"
    path.write_text("GET /v2/x HTTP/1.1\nhost: h\n", "utf-8")
    drop(panel, path)
    until(lambda: panel.boxes[REQUEST].text() == path.read_text("utf-8"), "the file")
    path.write_bytes(b"\x89PNG\0")
    drop(panel, path)
    until(panel.problem.isVisible, "the refusal")
    assert "is no text" in panel.problem.text()
    drop(panel, path, path)
    assert "one file" in panel.problem.text()


def drop(panel: DoctorPanel, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    assert panel.boxes[REQUEST].canInsertFromMimeData(data)
    panel.boxes[REQUEST].insertFromMimeData(data)
