"""A raw request is read to the letter."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.errors import Invalid
from apay_console.model.captured.http import from_http
from apay_console.model.exchange import Sent


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_first_line_headers_and_body(end: str) -> None:
    text = end.join(["PATCH /v2/x?a=b HTTP/1.1", "Host: a ", "X: 1", "", '{"a":1}'])
    assert from_http(text.encode()) == Sent(
        "PATCH", "/v2/x?a=b", (("Host", "a"), ("X", "1")), b'{"a":1}'
    )


def test_the_length_cuts_off_what_an_editor_added() -> None:
    assert from_http(b"POST /x\ncontent-length: 2\n\n{}\n").body == b"{}"
    assert from_http(b"POST /x\ncontent-length: 2\n\n{}x").body == b"{}x"
    with pytest.raises(Invalid, match="has 2 bytes, but content-length says 3"):
        from_http(b"POST /x\ncontent-length: 3\n\n{}")


@given(st.binary(max_size=80))
def test_no_bytes_do_more_than_be_refused(data: bytes) -> None:
    with suppress(Invalid):
        assert from_http(b"GET /\n" + data).method == "GET"
