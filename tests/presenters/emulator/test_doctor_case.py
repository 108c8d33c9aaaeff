"""What the doctor gets is the request byte for byte; a file that is none is refused in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.doctor.captured import read
from apay_console.errors import Invalid
from apay_console.model.exchange import Sent
from apay_console.presenters.emulator.doctor_case import (
    KEY,
    LARGEST,
    REFUSAL,
    REQUEST,
    text_in,
    text_of,
    texts_of,
)
from tests.exchanges import refused

SIGNED = (("Host", "pay-api.amazon.com"), ("authorization", "AMZN-PAY-RSASSA-PSS x"))


def sent(body: bytes) -> Sent:
    length = ("content-length", str(len(body)))
    return Sent("POST", "https://pay-api.amazon.com/v2/charges?a=b", (*SIGNED, length), body)


@given(
    st.one_of(
        st.binary(max_size=60),
        st.text(max_size=40).map(lambda text: text.encode("utf-8", "ignore")),
    )
)
def test_the_doctor_reads_back_the_very_bytes(body: bytes) -> None:
    found = read(text_of(sent(body)).encode())
    assert (found.method, found.target, found.body) == ("POST", "/v2/charges?a=b", body)
    assert found.header("authorization") == SIGNED[1][1]


def test_a_body_that_a_box_would_change_goes_as_har() -> None:
    assert text_of(sent(b"{}")).startswith(
        "POST https://pay-api.amazon.com/v2/charges?a=b HTTP/1.1\n"
    )
    for body in (b"\xff", b"a\r\nb", "\u2028".encode()):
        assert json.loads(text_of(sent(body)))["request"]["postData"]["encoding"] == "base64"


def test_a_refused_exchange_fills_the_request_and_the_refusal() -> None:
    exchange = refused(403, "InvalidRequestSignature", "Unable to verify")
    texts = texts_of(exchange)
    assert texts[REQUEST].startswith("PATCH https://pay-api.amazon.com/")
    assert texts[KEY] == ""
    assert "Unable to verify" in texts[REFUSAL]


def test_a_file_is_read_for_its_box(tmp_path: Path) -> None:
    path = tmp_path / "request.http"
    path.write_bytes(b"\xef\xbb\xbf" + text_of(sent(b"{}")).encode())
    assert text_in(path, REQUEST) == text_of(sent(b"{}"))


def test_only_the_signed_request_is_taken_out_of_a_long_file(tmp_path: Path) -> None:
    request = json.loads(text_of(sent(b"\xff")))["request"]
    path = tmp_path / "all.har"
    rest = [{"request": {"method": "GET", "url": "https://x/", "headers": []}}] * 6_000
    path.write_text(json.dumps({"log": {"entries": [*rest, {"request": request}]}}), "utf-8")
    text = text_in(path, REQUEST)
    assert len(text) < 1_000
    assert read(text.encode()).body == b"\xff"


@pytest.mark.parametrize(
    ("data", "part", "words"),
    [
        (b"x" * (LARGEST + 1), REQUEST, "larger than 4 MiB"),
        (b"x" * (65 * 1024), KEY, "larger than 64 KiB"),
        (b"\x89PNG\r\n\x1a\n", REQUEST, "is no text"),
        (b"a\0b", REFUSAL, "is no text"),
        (b"x" * 300_000, REQUEST, "no HTTP request"),
        (None, REQUEST, "cannot be read"),
    ],
)
def test_what_is_not_for_the_box_is_refused_in_words(
    data: bytes | None, part: str, words: str, tmp_path: Path
) -> None:
    path = tmp_path / "file.bin"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(Invalid, match=words):
        text_in(path, part)
