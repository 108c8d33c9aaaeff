"""The signature doctor in the window: three boxes, a verdict, and what was pasted stays."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from PySide6.QtCore import Qt

from apay_console.presenters.emulator.doctor_case import KEY, REQUEST
from apay_console.ui.exchange.stage import Stage
from apay_console.ui.panels.doctor_panel import DoctorPanel
from apay_console.ui.parts.notice_line import NoticeLine
from tests.doctor.conftest import as_http, request_of
from tests.presenters.emulator.test_doctor import pem_of
from tests.window_parts import CTRL, Shop, fresh, quick, until

__all__ = ["fresh", "quick"]


@pytest.fixture
def panel(fresh: Shop) -> DoctorPanel:
    fresh.run("doctor")
    found = fresh.window.page.side.panel("doctor")
    assert isinstance(found, DoctorPanel)
    return found


def stages(panel: DoctorPanel) -> dict[str, Stage]:
    return {stage.accessibleName(): stage for stage in panel.findChildren(Stage)}


def test_a_wrong_request_is_explained_and_its_line_is_marked(
    fresh: Shop, panel: DoctorPanel, private_key: RSAPrivateKey
) -> None:
    assert fresh.focused is panel.boxes[REQUEST]
    fresh.paste(as_http(request_of(private_key)).decode().replace("POST", "PATCH", 1))
    panel.boxes[KEY].put(pem_of(private_key))
    fresh.click(panel.examine)
    until(lambda: stages(panel), "the verdict")
    canonical = stages(panel)["Canonical request, as it is hashed"]
    assert canonical.toPlainText().startswith("PATCH\n/v2/checkoutSessions\n")
    (mark,) = canonical.extraSelections()
    assert mark.cursor.blockNumber() == 0
    (line,) = panel.findChildren(NoticeLine)
    assert line.text() == "Signed for POST, but PATCH was sent."
    assert panel.boxes[REQUEST].text().startswith("PATCH")


def test_what_cannot_be_read_is_said_and_gone_to(fresh: Shop, panel: DoctorPanel) -> None:
    panel.boxes[REQUEST].put("tea")
    panel.examine.setFocus()
    fresh.key(Qt.Key.Key_Space)
    assert "no HTTP request" in panel.problem.text()
    assert fresh.focused is panel.boxes[REQUEST]
    assert panel.problem.text().endswith("For example: PATCH /v2/checkoutSessions/… HTTP/1.1")
    fresh.type("x")
    assert not panel.problem.isVisible()


def test_a_key_that_nobody_knows_is_asked_for(
    fresh: Shop, panel: DoctorPanel, private_key: RSAPrivateKey
) -> None:
    panel.boxes[REQUEST].put(as_http(request_of(private_key)).decode())
    fresh.click(panel.examine)
    until(panel.problem.isVisible, "the question")
    assert "Paste it" in panel.problem.text()
    assert fresh.focused is panel.boxes[KEY]


def test_ctrl_enter_examines(fresh: Shop, panel: DoctorPanel) -> None:
    panel.boxes[REQUEST].put("tea")
    panel.boxes[REQUEST].setFocus()
    fresh.key(Qt.Key.Key_Return, CTRL)
    assert "no HTTP request" in panel.problem.text()
