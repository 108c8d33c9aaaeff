"""Requests are read out of HAR as they were sent; what is none is passed over."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from hypothesis import given

from apay_console.errors import Invalid
from apay_console.model.captured.har import requests
from apay_console.model.exchange import Sent
from tests.model.json_values import json_values

REQUEST: dict[str, Any] = {
    "method": "PATCH",
    "url": "https://pay-api.amazon.eu/v2/checkoutSessions/x",
    "headers": [{"name": "Accept", "value": "a"}],
    "postData": {"mimeType": "application/json", "text": "{}"},
}
SENT = Sent("PATCH", REQUEST["url"], (("Accept", "a"),), b"{}")


@pytest.mark.parametrize(
    "value",
    [
        REQUEST,
        {"request": REQUEST},
        [{"request": REQUEST}],
        {"entries": [{"request": REQUEST}]},
        {"log": {"version": "1.2", "entries": [None, {"request": 5}, {"request": REQUEST}]}},
    ],
)
def test_the_whole_file_or_a_part_of_it(value: Any) -> None:
    assert list(requests(value)) == [SENT]


def test_a_body_may_be_base64_or_missing() -> None:
    data = {"text": base64.b64encode(b"\xff").decode(), "encoding": "base64"}
    assert next(requests({**REQUEST, "postData": data})).body == b"\xff"
    assert next(requests({**REQUEST, "postData": None})).body == b""
    with pytest.raises(Invalid, match="no Base64"):
        list(requests({**REQUEST, "postData": {**data, "text": "é"}}))


@given(json_values)
def test_any_json_is_read_or_passed_over(value: Any) -> None:
    assert all(isinstance(one, Sent) for one in requests({"log": {"entries": value}}))
    assert next(requests({"request": {**REQUEST, "headers": [value]}})).method == "PATCH"
