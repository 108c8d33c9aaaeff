"""A table runs nothing in a spreadsheet, and its amounts are plain numbers."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.model.exchange import Exchange, Sent
from apay_console.model.taking import table
from tests.exchanges import answered, sent

STARTS = ["=", "+", "-", "@", "\t", "\r", "\n", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20"]
PAYLOADS = ["cmd|'/C calc'!A0", 'HYPERLINK("http://evil.example","x")', "1+1", ""]


def rows(*exchanges: Exchange) -> list[dict[str, str]]:
    """Read a table as a program reads CSV."""
    return list(csv.DictReader(io.StringIO(table.text(exchanges), newline="")))


def charged(**body: Any) -> Exchange:
    return answered(sent(body=body, version="v2"), 201, {"chargeId": "S01-1-C1"})


def hostile(text: str) -> Exchange:
    """An exchange with this text wherever somebody else can put one."""
    names = ("reasonCode", "chargeId", "refundId", "chargePermissionId", "checkoutSessionId")
    came = dict.fromkeys(names, text)
    asked = sent(body={"chargeAmount": {"amount": text, "currencyCode": text}}, version="v2")
    wire = Sent(text, text, (), asked.sent.body)
    answer = answered(replace(asked, sent=wire), 400, came, ("x-amz-pay-request-id", text))
    return replace(answer, operation=text, version=text)


def test_p54_no_cell_of_a_table_begins_as_a_formula_does(
    record_property: Callable[[str, object], None],
) -> None:
    for start in STARTS:
        for payload in PAYLOADS:
            (row,) = rows(hostile(start + payload))
            assert not [value for value in row.values() if value.startswith(tuple(STARTS))]
            assert row["operation"] == f"'{start}{payload}"
    record_property("figure", f"{len(STARTS)} beginnings")


@given(st.text(max_size=20))
def test_p54_whatever_stands_in_a_cell_it_is_read_back_as_a_text(text: str) -> None:
    (row,) = rows(hostile(text))
    assert not row["address"].startswith(tuple(STARTS))
    assert row["address"].removeprefix("'") == text.removeprefix("'")


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u3000"])
def test_p54_blanks_before_a_formula_hide_nothing(blank: str) -> None:
    assert table.cell(f"{blank}=1+1") == f"'{blank}=1+1"


def test_p54_amounts_are_plain_numbers_beside_their_currency() -> None:
    price = {"amount": "1234.50", "currencyCode": "EUR"}
    for body in (
        {"captureAmount": price},
        {"refundAmount": price},
        {"paymentDetails": {"chargeAmount": price}},
        {"paymentDetail": {"totalOrderAmount": price}},
    ):
        (row,) = rows(charged(**body))
        assert (row["amount"], row["currency"]) == ("1234.50", "EUR")


@pytest.mark.parametrize("amount", ["-5", "=1+1", "1e3", "NaN", "1,000.00", "", None, 5, {}])
def test_p54_what_is_no_amount_is_none_in_the_table(amount: Any) -> None:
    (row,) = rows(charged(chargeAmount={"amount": amount, "currencyCode": "EUR"}))
    assert (row["amount"], row["currency"]) == ("", "")


def test_a_table_has_a_line_for_each_exchange_in_its_order() -> None:
    first, second = rows(charged(), replace(charged(), operation="get_charge"))
    assert (second["operation"], second["chargeId"]) == ("get_charge", "S01-1-C1")
    assert list(first) == list(table.COLUMNS)
    assert first["status"] == "201"


@pytest.mark.parametrize("text", ['a,"b"', "two\r\nlines", "a;b"])
def test_signs_that_csv_itself_uses_are_quoted(text: str) -> None:
    assert rows(hostile(text))[0]["address"] == text
    assert table.text([charged()]).endswith("\r\n")


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 100_000, b"[]", b"\xff", b"null"])
def test_a_body_that_cannot_be_read_leaves_its_cells_empty(body: bytes) -> None:
    one = charged()
    wire = replace(one.sent, body=body)
    assert one.answered is not None
    broken = replace(one, sent=wire, answered=replace(one.answered, body=body))
    (row,) = rows(broken)
    assert (row["amount"], row["chargeId"], row["method"]) == ("", "", one.sent.method)
    assert rows(replace(one, answered=None))[0]["status"] == ""
