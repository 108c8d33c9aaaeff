"""A form shows what may be sent now, tells what is typed, and says what is wrong beside it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea

from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.draft import Scope
from apay_console.model.fields import ApiVersion
from apay_console.model.operations import OPERATIONS
from apay_console.model.typed import Raw
from apay_console.presenters.sale.state.objects import NOTHING
from apay_console.ui.form.cell import Cell
from apay_console.ui.form.form import Form
from apay_console.ui.form.rows import Row, Section
from apay_console.ui.parts.theme import Theme
from tests.ui.form.form_parts import AMOUNT, NOTE, RESULT, V1, V2, form, in_pane, remark
from tests.ui.hands import shown, type_text

__all__ = ["form"]

PENDING = CHECKOUT_SESSION["paymentDetails.canHandlePendingAuthorization"]

PLATFORM = CHECKOUT_SESSION["platformId"]

STORE_ID = CHECKOUT_SESSION["storeId"]


@pytest.mark.parametrize("creating", [False, True])
@pytest.mark.parametrize("version", list(ApiVersion))
def test_it_shows_each_field_that_may_be_sent_now_once(version, creating, theme, qtbot):
    scope = Scope(CHECKOUT_SESSION, version, "eu", creating)
    form = Form(scope, theme)
    qtbot.addWidget(form)
    assert sorted(form.fields(), key=repr) == sorted(scope.fields(), key=repr)


def outline(form: Form) -> list[str]:
    lines = []
    for section in form.findChildren(Section):
        lines.append(("▸ " if section.is_folded else "") + section.heading)
        lines += [f"  {' | '.join(c.field.label for c in row.cells)}" for row in section.rows]
        lines += [f"  ▸ {' | '.join(c.field.label for c in row.cells)}" for row in section.folded]
    return lines


def test_the_v1_update_form_reads_like_this(form):
    assert outline(form) == [
        "Web checkout details",
        "  Result return URL",
        "  ▸ Review return URL",
        "Payment detail",
        "  Amount | Intent",
        "  Can handle pending authorization",
        "  ▸ Statement descriptor",
        "Merchant metadata",
        "  Reference id | Store name",
        "  Note to buyer",
        "  Custom information",
        "▸ Solution provider and PSP",
        "  ▸ Supplementary data",
        "  ▸ Platform id",
        "  ▸ Provider reference id",
    ]


def test_no_row_holds_more_than_two_fields(theme, qtbot):
    form = Form(Scope(CHECKOUT_SESSION, V2, "na", creating=True), theme)
    qtbot.addWidget(form)
    assert all(len(row.cells) <= 2 for row in form.findChildren(Row))


def test_the_v1_update_form_fits_the_smallest_window(theme, qtbot):
    pane = in_pane(Form(Scope(CHECKOUT_SESSION, V1, "na"), theme), 408, 481, qtbot)
    qtbot.waitUntil(lambda: pane.widget().height() >= pane.viewport().height())
    assert pane.verticalScrollBar().maximum() == 0
    assert pane.widget().minimumSizeHint().width() <= 320


def test_typing_is_told_with_its_field_and_filling_is_not(form):
    form.fill({NOTE: "Two tins", AMOUNT: {"amount": "1.00", "currencyCode": "USD"}})
    assert form.told == []
    type_text(form.editor(NOTE).line, "!")
    assert form.told == [(NOTE, "Two tins!")]


def test_filling_shows_wire_values_typed_texts_and_raw_ones(form):
    form.fill({PENDING: True, AMOUNT: "12,50 USD", NOTE: Raw({"a": 1}), RESULT: None})
    assert form.editor(PENDING).text() == "true"
    assert form.editor(AMOUNT).line.text() == "12,50"
    assert (form.editor(NOTE).text(), remark(form, NOTE)) == ('{"a":1}', "Shown as it came")
    assert form.editor(RESULT).text() == ""


def test_a_form_can_be_filled_again_and_again(form):
    form.fill({NOTE: "a", PENDING: True})
    form.fill({})
    assert {form.editor(row).text() for row in form.fields()} == {""}
    assert form.told == []


def test_focus_unfolds_scrolls_and_brings_the_keyboard(theme, qtbot):
    form = Form(Scope(CHECKOUT_SESSION, V2, "na", creating=True), theme)
    pane = in_pane(form, 408, 300, qtbot)
    row = CHECKOUT_SESSION["addressDetails.phoneNumber"]
    form.focus(row)
    assert form.editor(row).line.hasFocus()
    assert form.editor(row).line.isVisible()
    qtbot.waitUntil(lambda: pane.verticalScrollBar().value() > 0)
    assert not form.editor(row).line.visibleRegion().isEmpty()


def test_focus_on_a_field_that_the_form_lacks_does_nothing(form):
    form.focus(CHECKOUT_SESSION["checkoutSessionId"])


def test_a_folded_problem_or_change_unfolds(form, qtbot):
    shown(form, qtbot)
    assert not form.editor(PLATFORM).line.isVisible()
    form.mark_changed({PLATFORM})
    assert form.editor(PLATFORM).line.isVisible()


def test_a_fold_says_how_much_it_hides(form):
    form.fill({PLATFORM: "A1B2", CHECKOUT_SESSION["supplementaryData"]: "x"})
    fold = next(s.fold for s in form.findChildren(Section) if s.is_folded)
    assert fold.text() == "Solution provider and PSP · 2 set"
    fold.click()
    assert fold.text() == "Solution provider and PSP"
    assert fold.accessibleDescription() == "opened"


def test_creating_says_what_is_required(theme, qtbot):
    form = Form(Scope(CHECKOUT_SESSION, V2, "na", creating=True), theme)
    qtbot.addWidget(form)
    assert remark(form, STORE_ID) == "Required"
    form.fill({STORE_ID: "amzn1.application-oa2-client.1"})
    assert remark(form, STORE_ID).startswith("30 / ")


def test_a_switch_that_nobody_set_says_so(form):
    assert remark(form, PENDING) == "Not set"
    form.fill({PENDING: False})
    assert remark(form, PENDING) == ""


def test_no_example_passes_for_a_value_where_nothing_can_be_typed(form):
    line = form.cell(NOTE).editor.inputs()[0]
    assert line.placeholderText()
    example = line.placeholderText()
    form.lock(True)
    assert not line.placeholderText()
    form.lock(False)
    assert line.placeholderText() == example


def test_a_locked_form_takes_no_typing_and_is_taken_up_again(form):
    form.lock(True)
    type_text(form.editor(NOTE).line, "x")
    assert form.told == []
    assert not form.cell(RESULT).button.isEnabled()
    form.lock(False)
    type_text(form.editor(NOTE).line, "x")
    assert form.told == [(NOTE, "x")]


def test_every_input_has_a_name_and_every_label_a_buddy(theme, qtbot):
    form = Form(Scope(CHECKOUT_SESSION, V2, "eu", creating=True), theme)
    qtbot.addWidget(form)
    for cell in form.findChildren(Cell):
        assert all(widget.accessibleName() for widget in cell.editor.inputs())
    for button in form.findChildren(QPushButton):
        assert button.text() or button.accessibleName()
    labels = [label for label in form.findChildren(QLabel) if label.property("role") == "label"]
    assert len(labels) > 20
    assert all(label.buddy() is not None for label in labels)


@pytest.mark.parametrize(
    "operation", [row for row in OPERATIONS if row.body], ids=lambda row: row.name
)
def test_what_any_operation_sends_can_be_typed_in_a_small_window(operation, theme, qtbot):
    for version in operation.versions:
        scope = Scope(operation.body, version, "jp", creating=True)
        form = Form(scope, theme)
        qtbot.addWidget(form)
        assert set(form.fields()) == set(scope.fields())
        cells = form.findChildren(Cell)
        assert all(widget.accessibleName() for cell in cells for widget in cell.editor.inputs())
        assert form.minimumSizeHint().width() <= 408


def test_a_form_without_fields_holds_no_keyboard(theme, qtbot):
    form = Form(Scope(NOTHING, V2, "na"), theme)
    qtbot.addWidget(form)
    assert form.fields() == ()
    assert form.holder(form) is None
    form.fill({})
    form.lock(True)


def test_tab_goes_in_reading_order(form, qtbot):
    shown(form, qtbot)
    form.editor(RESULT).line.setFocus()
    order = []
    for _ in range(9):
        order.append(form.focusWidget().accessibleName() or form.focusWidget().text())
        form.focusNextChild()
    assert order == [
        "Result return URL",
        "Use this console",
        "More: Payment detail",
        "Amount",
        "Amount: currency",
        "Intent",
        "Can handle pending authorization",
        "Reference id",
        "Store name",
    ]


def test_all_text_is_plain(form):
    assert {label.textFormat() for label in form.findChildren(QLabel)} == {Qt.TextFormat.PlainText}


def test_a_form_dies_when_it_is_closed(dies, theme):
    def make():
        form = Form(Scope(CHECKOUT_SESSION, V1, "na"), theme)
        form.fill({NOTE: "x"})
        form.lock(True)
        return form

    assert dies(make)


def test_a_form_that_is_replaced_leaves_nothing_behind(dies, theme, qtbot):
    pane = QScrollArea()
    qtbot.addWidget(pane)

    def make():
        pane.setWidget(Form(Scope(CHECKOUT_SESSION, V2, "jp"), theme))
        return pane.takeWidget()

    for _ in range(3):
        assert dies(make)


def test_a_form_follows_the_theme(theme: Theme, form):
    theme.choose("dark")
    label = next(w for w in form.findChildren(QLabel) if w.property("role") == "label")
    label.ensurePolished()
    assert label.palette().windowText().color() == theme.color("text2")
