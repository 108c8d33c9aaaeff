"""However a request was captured, it is read as it was sent."""

from __future__ import annotations

import base64
import json
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from hypothesis import given
from hypothesis import strategies as st

from apay_console.doctor.captured import LARGEST, read
from apay_console.emulator.wire import Asked
from apay_console.errors import Invalid
from tests.doctor.conftest import as_curl, as_http, request_of
from tests.emulator.shop import STYLES, Style


def as_har(asked: Asked, **posted: Any) -> dict[str, Any]:
    url = f"https://{asked.header('host')}{asked.target}"
    headers = [{"name": name, "value": value} for name, value in asked.headers]
    data = posted or {"text": asked.body.decode()}
    return {"request": {"method": asked.method, "url": url, "headers": headers, "postData": data}}


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
@pytest.mark.parametrize("end", [b"\r\n", b"\n"])
def test_raw_http_is_read_to_the_letter(
    private_key: RSAPrivateKey, style: Style, end: bytes
) -> None:
    asked = request_of(private_key, style)
    assert read(as_http(asked, end)) == asked


def test_what_an_editor_added_at_the_end_is_left_out_when_the_length_is_known(asked: Asked) -> None:
    length = ("content-length", str(len(asked.body)))
    whole = replace(asked, headers=(*asked.headers, length))
    assert read(as_http(whole) + b"\n") == whole


def test_a_body_of_which_something_is_missing_is_refused(asked: Asked) -> None:
    length = ("content-length", str(len(asked.body) + 1))
    with pytest.raises(Invalid, match="content-length says"):
        read(as_http(replace(asked, headers=(*asked.headers, length))))


def test_a_whole_address_in_the_first_line_is_cut_down_to_its_target(asked: Asked) -> None:
    data = as_http(replace(asked, target=f"https://pay-api.amazon.com{asked.target}?a=b"))
    assert read(data).target == f"{asked.target}?a=b"


def test_a_curl_command_is_read_as_what_it_sends(asked: Asked) -> None:
    assert read(as_curl(asked)) == asked


@pytest.mark.parametrize("wrap", [lambda one: one, lambda one: {"log": {"entries": [one]}},
                                  lambda one: {"entries": [one]}, lambda one: [one],
                                  lambda one: one["request"]])  # fmt: skip
def test_har_is_read_whole_or_in_part(asked: Asked, wrap: Any) -> None:
    assert read(json.dumps(wrap(as_har(asked))).encode()) == asked


def test_of_many_requests_in_har_the_first_signed_one_is_taken(asked: Asked) -> None:
    page = {"request": {"method": "GET", "url": "https://shop.example/", "headers": []}}
    log = {"log": {"entries": [page, {"request": 5}, None, as_har(asked)]}}
    assert read(json.dumps(log).encode()) == asked


def test_a_body_in_base64_is_read(asked: Asked) -> None:
    text = base64.b64encode(asked.body).decode()
    assert read(json.dumps(as_har(asked, text=text, encoding="base64")).encode()) == asked


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no HTTP request"),
        (b"tea", "no HTTP request"),
        (b"GET /v2/x HTTP/1.1\nno header", "is no header"),
        (b"{", "no JSON that can be read: This is not JSON"),
        (b"[" * 100_000, r"Nested deeper than 64 levels\. \(line 1, column 65\)"),
        (b'{"a":' * 100_000, "Nested deeper than 64 levels"),
        (
            b'{"method":"GET","url":"/\\ud800","headers":[{"name":"authorization","value":"x"}]}',
            "half a",
        ),
        (b"curl $'http://a/\\ud800' -H 'a: b'", "half a character"),
        (b"curl http://a/ -H", "ends after -H, which needs a value"),
        (b'{"a": 1}', "no HAR request"),
        (b'{"log": {"entries": 5}}', "no HAR request"),
        (b"curl -H 'a: b", "open quote"),
        (b"curl -X GET", "names no address"),
        (b"curl http://a/ -d @body.json", "from a file"),
        (b"curl http://a/ --upload-file x", "not written in it"),
        (b"x" * (LARGEST + 1), "larger than 4 MiB"),
    ],
    ids=lambda value: value[:20] if isinstance(value, bytes) else None,
)
def test_what_is_no_request_is_refused_with_a_reason(data: bytes, why: str) -> None:
    with pytest.raises(Invalid, match=why):
        read(data)


@pytest.mark.parametrize("data", [b"curl http://[", b"GET http://[x]/ HTTP/1.1\n\n"])
def test_an_address_with_brackets_around_nothing_is_refused(data: bytes) -> None:
    with pytest.raises(Invalid, match="address cannot be read"):
        read(data)


BEGINNINGS = st.sampled_from([b"", b"curl ", b"{", b"GET / HTTP/1.1\n"])


@given(BEGINNINGS, st.binary(max_size=300))
def test_whatever_is_given_is_a_request_or_refused(start: bytes, rest: bytes) -> None:
    with suppress(Invalid):
        assert read(start + rest).method
