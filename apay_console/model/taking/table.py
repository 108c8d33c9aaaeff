"""Exchanges as a table for spreadsheets: CSV as in RFC 4180, of which no cell is a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from typing import Any

from apay_console.model import json_text
from apay_console.model.answer import reason_code
from apay_console.model.exchange import Exchange
from apay_console.model.taking.har import moment

COLUMNS = (
    "time",
    "operation",
    "version",
    "method",
    "address",
    "status",
    "outcome",
    "reason",
    "amount",
    "currency",
    "checkoutSessionId",
    "chargePermissionId",
    "chargeId",
    "refundId",
    "requestId",
    "milliseconds",
)
_IDS = COLUMNS[10:14]
_AMOUNTS = ("captureAmount", "refundAmount", "chargeAmount", "totalOrderAmount")
_AROUND = ("paymentDetails", "paymentDetail")
_NUMBER = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,15})?", re.ASCII)
# What a spreadsheet takes for the beginning of a formula, in full width too, also behind blanks.
_FORMULA = re.compile(r"\s*[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]")


def text(exchanges: Iterable[Exchange]) -> str:
    """Write a line for each exchange, below the columns' names."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([cell(value) for value in _row(one)] for one in exchanges)
    return written.getvalue()


def cell(value: str) -> str:
    """A text that no spreadsheet runs, marked as text where it looks like a formula."""
    return f"'{value}" if _FORMULA.match(value) else value


def _row(one: Exchange) -> list[str]:
    sent, came = _document(one.sent.body), _document(one.answered.body if one.answered else b"")
    amount, currency = _amount(sent) or _amount(came) or ("", "")
    return [
        moment(one.started_at),
        one.operation,
        one.version,
        one.sent.method,
        one.sent.url,
        str(one.answered.status) if one.answered else "",
        one.outcome,
        reason_code(one),
        amount,
        currency,
        *(_word(came.get(name)) or _word(sent.get(name)) for name in _IDS),
        one.answered.request_id if one.answered else "",
        f"{one.took_ms:.0f}",
    ]


def _document(body: bytes) -> Mapping[str, Any]:
    try:
        found = json_text.read_loosely(body) if body else None
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, Mapping) else {}


def _amount(document: Mapping[str, Any]) -> tuple[str, str] | None:
    """The amount that moves, as a plain number, and its currency."""
    inner = [document.get(name) for name in _AROUND]
    for place in (document, *(one for one in inner if isinstance(one, Mapping))):
        for price in (place.get(name) for name in _AMOUNTS):
            if isinstance(price, Mapping) and _NUMBER.fullmatch(_word(price.get("amount"))):
                return _word(price["amount"]), _word(price.get("currencyCode"))
    return None


def _word(value: Any) -> str:
    return value if isinstance(value, str) else ""
