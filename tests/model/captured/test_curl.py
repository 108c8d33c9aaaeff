"""A curl command is read as the request that curl would send."""

from __future__ import annotations

import shlex
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.errors import Invalid
from apay_console.model.captured.curl import from_curl, is_curl, words_of
from apay_console.model.exchange import Sent

FORM = ("content-type", "application/x-www-form-urlencoded")


def test_curls_own_headers_are_there_unless_they_are_given() -> None:
    found = from_curl(b"""curl http://127.0.0.1:80/v2/charges -H 'Accept: a' -H 'x:' -d '{}'""")
    url = "http://127.0.0.1:80/v2/charges"
    assert found == Sent("POST", url, (FORM, ("accept", "a")), b"{}")


@pytest.mark.parametrize("option", ["-d", "--data", "--data-raw"])
def test_a_value_may_begin_with_a_dash(option: str) -> None:
    found = from_curl(f"curl http://a/ {option} -:=1 -X PUT".encode())
    assert (found.method, found.url, found.body) == ("PUT", "http://a/", b"-:=1")


def test_curl_as_a_browser_copies_it() -> None:
    found = from_curl(
        b"curl 'http://a/v2/x' \\\n  -X 'PATCH' \\\n  -H 'accept: application/json' \\\n"
        b'  --data-raw $\'{"a":"it\\\'s \\u00fc\\x21\\n"}\' --compressed -sS'
    )
    assert (found.method, found.body) == ("PATCH", '{"a":"it\'s ü!\n"}'.encode())


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40))
def test_a_quoted_body_is_read_to_the_letter(body: str) -> None:
    found = from_curl(f"curl http://a/ --data-raw {shlex.quote(body)}".encode())
    is_continued = any(f"{sign}{end}" in body for sign in "\\^" for end in "\r\n\u2028")
    is_dollar = "$'" in body
    assert found.body == body.encode() or is_continued or is_dollar


@pytest.mark.parametrize(
    ("text", "is_one"),
    [(b"curl x", True), (b"$ curl x", True), (b"curl.exe x", True), (b"curls x", False)],
)
def test_a_command_is_known_by_its_name(text: bytes, is_one: bool) -> None:
    assert is_curl(text) == is_one


def test_words_are_split_as_a_shell_splits_them() -> None:
    assert words_of("$ curl 'a b' \\\n  c\\ d") == ["a b", "c d"]


@given(st.text("curl -dHX'\"\\$@:/{}\n a", max_size=60))
def test_no_command_does_more_than_be_refused(text: str) -> None:
    with suppress(Invalid):
        assert from_curl(f"curl {text}".encode()).method
