"""A form of an update, and the words beside its fields."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QFrame, QScrollArea

from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.draft import Scope
from apay_console.model.fields import ApiVersion
from apay_console.ui.form.form import Form
from tests.ui.hands import shown

V1, V2 = ApiVersion.V1, ApiVersion.V2

AMOUNT = CHECKOUT_SESSION["paymentDetails.chargeAmount"]

RESULT = CHECKOUT_SESSION["webCheckoutDetails.checkoutResultReturnUrl"]

NOTE = CHECKOUT_SESSION["merchantMetadata.noteToBuyer"]


@pytest.fixture
def form(theme, qtbot):
    made = Form(Scope(CHECKOUT_SESSION, V1, "na"), theme)
    qtbot.addWidget(made)
    made.told = []
    made.edited.connect(lambda row, text: made.told.append((row, text)))
    return made


def remark(form: Form, row) -> str:
    return form.cell(row).remark.full


def in_pane(form: Form, width: int, height: int, qtbot) -> QScrollArea:
    pane = QScrollArea()
    pane.setWidgetResizable(True)
    pane.setFrameShape(QFrame.Shape.NoFrame)
    pane.setWidget(form)
    pane.resize(width, height)
    qtbot.pane = pane  # held: qtbot itself only knows it weakly
    return shown(pane, qtbot)
