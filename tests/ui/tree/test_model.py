"""The model keeps Qt's rules, changes in place where it can, and knows the catalogue."""

from __future__ import annotations

import copy

import pytest
from PySide6.QtCore import QModelIndex, Qt

from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.changes.changes import Who
from apay_console.model.fields import ApiVersion
from apay_console.ui.tree.model import TreeModel
from tests.ui.outline import outline

BODY = {
    "checkoutSessionId": "3f0c7a52",
    "webCheckoutDetail": {"checkoutResultReturnUrl": None, "amazonPayRedirectUrl": None},
    "paymentDetail": {"chargeAmount": {"amount": "19.99", "currencyCode": "USD"}},
    "constraints": [{"constraintId": "CheckoutResultReturnUrlNotSet"}],
}
DOCUMENTS = [BODY, {}, {"a": {}}, {"a": [[], [1, [2]]]}, {"": None}, list(range(1300))]


@pytest.fixture
def model(theme, qapp):
    made = TreeModel(theme, CHECKOUT_SESSION)
    made.reset_to(BODY, ApiVersion.V1)
    return made


@pytest.mark.parametrize("document", DOCUMENTS, ids=[str(at) for at in range(len(DOCUMENTS))])
def test_it_keeps_qts_rules(document, model, qtmodeltester):
    model.reset_to(document, ApiVersion.V1)
    qtmodeltester.check(model)


def test_it_keeps_qts_rules_while_pages_come_in(model, qtmodeltester):
    model.reset_to({"rows": [{"at": at} for at in range(1200)]}, ApiVersion.V1)
    qtmodeltester.check(model)
    rows = model.nodes.find(("rows",))
    model.show_more(rows)
    model.reveal(("rows", "1100", "at"))
    assert model.rowCount(model.at(rows)) == 1200


def test_it_reads_like_this(model):
    assert outline(model) == [
        "checkoutSessionId 3f0c7a52",
        "webCheckoutDetail",
        "  checkoutResultReturnUrl null",
        "  amazonPayRedirectUrl null  1 still missing",
        "paymentDetail",
        "  chargeAmount 19.99 USD",
        "    amount 19.99  19.99 USD",
        "    currencyCode USD",
        "constraints [1]",
        "  0 CheckoutResultReturnUrlNotSet",
        "    constraintId CheckoutResultReturnUrlNotSet",
    ]


def test_the_same_shape_is_changed_in_place(model, qtbot):
    outline(model)
    changed = copy.deepcopy(BODY)
    changed["paymentDetail"]["chargeAmount"]["amount"] = "20.00"
    with qtbot.assertNotEmitted(model.modelReset):
        told = _changed_rows(model, changed)
    assert told == {"paymentDetail", "chargeAmount", "amount"}
    assert "    amount 20.00  20.00 USD" in outline(model)


@pytest.mark.parametrize(("most", "row"), [(200, "amount"), (3, "checkoutSessionId")])
def test_what_reads_otherwise_is_told_of_though_it_is_the_same(model, monkeypatch, most, row):
    monkeypatch.setattr("apay_console.ui.tree.model._MOST_READ", most)
    outline(model)
    changed = copy.deepcopy(BODY)
    changed["paymentDetail"]["chargeAmount"]["currencyCode"] = "EUR"
    assert row in _changed_rows(model, changed)
    assert "    amount 19.99  19.99 EUR" in outline(model)


def _changed_rows(model, body) -> set[str]:
    told = set()
    model.dataChanged.connect(lambda first, last: told.add(first.data()))
    assert model.take(body, ApiVersion.V1)
    return told


def test_a_link_goes_when_its_constraint_goes(model):
    outline(model)
    changed = copy.deepcopy(BODY)
    changed["constraints"][0]["constraintId"] = "PaymentIntentNotSet"
    told = _changed_rows(model, changed)
    assert "checkoutResultReturnUrl" in told
    node = model.nodes.find(("webCheckoutDetail", "checkoutResultReturnUrl"))
    assert model.words(node).leads is None


def test_another_shape_is_not_taken_in_place(model):
    outline(model)
    assert not model.take({**BODY, "new": 1}, ApiVersion.V1)
    assert not model.take(BODY, ApiVersion.V2)


def test_marks_say_who_changed_what_and_what_is_inside(model):
    model.mark({("paymentDetail", "chargeAmount"): Who.YOU, ("no", "such"): Who.AMAZON})
    find = model.nodes.find
    assert model.who(find(("paymentDetail", "chargeAmount", "amount"))) is Who.YOU
    assert model.who(find(("paymentDetail",))) is None
    spoken = model.at(find(("paymentDetail", "chargeAmount"))).data(
        Qt.ItemDataRole.AccessibleDescriptionRole
    )
    assert spoken.endswith("changed by you")
    model.mark({})
    assert model.who(find(("paymentDetail", "chargeAmount"))) is None


def test_the_catalogue_explains_a_field_in_a_plain_tool_tip(model):
    index = model.at(model.nodes.find(("webCheckoutDetail", "checkoutResultReturnUrl")))
    tip = index.data(Qt.ItemDataRole.ToolTipRole)
    assert tip.startswith("<qt>")
    assert "Result return URL\nWhere the buyer lands after paying." in tip
    assert (
        model.at(model.nodes.find(("constraints", "0"))).data(Qt.ItemDataRole.ToolTipRole) is None
    )


def test_keys_that_hide_something_are_shown(model):
    model.reset_to({"a\u202eb": 1, "k" * 300: 2}, ApiVersion.V1)
    assert [len(line) for line in outline(model)] == [len("a<U+202E>b 1"), 202]
    assert outline(model)[0] == "a<U+202E>b 1"


def test_headings(model):
    headings = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(2)]
    assert headings == ["Field", "Value"]
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_a_page_is_followed_by_a_row_that_says_how_much_is_left(model):
    model.reset_to({"rows": [None] * 1200}, ApiVersion.V1)
    rows = model.at(model.nodes.find(("rows",)))
    assert model.index(500, 0, rows).data() == "… 700 more"
    assert model.is_more(model.index(500, 0, rows).internalId())


def test_what_is_not_there_has_no_index(model):
    assert not model.reveal(("no", "such")).isValid()
    assert not model.index(99, 0).isValid()
    assert not model.index(0, 2).isValid()
    assert not model.parent(QModelIndex()).isValid()
