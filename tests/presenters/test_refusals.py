"""Which field a refusal is about."""

from __future__ import annotations

import pytest

from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.fields import ApiVersion
from apay_console.presenters.notices import own_words
from apay_console.presenters.refusals import Refused, field_of
from tests.exchanges import refused


def about(message: str, version: str = "v1") -> str | None:
    exchange = refused(400, "InvalidParameterValue", message, version=version)
    row = field_of(Refused(exchange, "InvalidParameterValue", own_words(exchange)))
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
