"""Which field a refusal is about."""

from __future__ import annotations

import pytest

from apay_console.model.answer import Refused, own_words
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.fields import ApiVersion
from apay_console.presenters.sale.words.refusals import explain, field_of
from tests.exchanges import refused


def about(
    message: str, version: str = "v1", code: str = "InvalidParameterValue", **sent: str
) -> str | None:
    exchange = refused(400, code, message, version=version, **sent)
    row = field_of(Refused(exchange, code, own_words(exchange)))
    return row.name if row else None


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("chargeAmount.Amount", "paymentDetails.chargeAmount"),
        ("chargeAmount", "paymentDetails.chargeAmount"),
        ("paymentDetail.chargeAmount.amount", "paymentDetails.chargeAmount"),
        ("noteToBuyer", "merchantMetadata.noteToBuyer"),
        ("merchantMetadata.noteToBuyer", "merchantMetadata.noteToBuyer"),
        ("storeId", "storeId"),
        ("teapot", None),
    ],
)
def test_the_field_is_found_however_much_of_its_path_is_named(name: str, field: str | None) -> None:
    assert about(f"The value 'x' provided for '{name}' is invalid.") == field


def test_a_field_that_has_to_be_there_is_found_too() -> None:
    named = "Value is missing for the required parameter chargeAmount.currencyCode"
    assert about(named) == "paymentDetails.chargeAmount"


def test_every_field_that_may_be_sent_is_found_by_its_whole_path() -> None:
    for version in ApiVersion:
        rows = {row: row.path(version) for row in CHECKOUT_SESSION if row.settable}
        for row, path in rows.items():
            if path:
                named = f"The value 'x' provided for '{'.'.join(path)}' is invalid."
                assert about(named, version) == row.name


def test_words_without_a_field_are_about_none() -> None:
    assert about("Something else.") is None


@pytest.mark.parametrize(
    ("operation", "named", "field"),
    [
        ("capture_charge", "captureAmount.Amount", "captureAmount"),
        ("create_refund", "refundAmount.currencyCode", "refundAmount"),
        ("create_charge", "chargeAmount", "chargeAmount"),
        ("cancel_charge", "cancellationReason", "cancellationReason"),
        ("close_permission", "closureReason", "closureReason"),
    ],
)
def test_a_task_is_searched_for_its_own_fields(operation: str, named: str, field: str) -> None:
    assert about(f"The value 'x' provided for '{named}' is invalid.", name=operation) == field


@pytest.mark.parametrize("code", ["TransactionAmountExceeded", "CurrencyMismatch"])
def test_too_much_is_about_the_amount_though_no_field_is_named(code: str) -> None:
    assert about("Too much.", code=code, name="capture_charge") == "captureAmount"


@pytest.mark.parametrize(
    ("operation", "begins"),
    [
        ("get_session", "Amazon has no such session here."),
        ("get_charge", "Charge: Amazon has none with this id here."),
        ("close_permission", "Permission: Amazon has none with this id here."),
        ("get_buyer", "Buyer: Amazon has none with this id here."),
        ("signed_call", "Amazon has nothing there."),
    ],
)
def test_what_is_not_there_is_called_by_its_name(operation: str, begins: str) -> None:
    exchange = refused(404, "ResourceNotFound", "", name=operation)
    words, actions = explain(Refused(exchange, "ResourceNotFound", ""))
    assert str(words).startswith(begins)
    assert actions == ("profiles",)


def test_a_decline_says_whether_another_try_makes_sense() -> None:
    found = {code: str(explain(Refused(refused(422, code), code, ""))[0]) for code in DECLINES}
    assert len(set(found.values())) == len(DECLINES)
    assert all(words.endswith("No money was moved.") for words in found.values())


DECLINES = (
    "SoftDeclined",
    "HardDeclined",
    "AmazonRejected",
    "TransactionTimedOut",
    "PaymentMethodNotAllowed",
    "MFANotCompleted",
)
