"""An address that Amazon would refuse, or that names another host than it seems to, is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.errors import Invalid
from apay_console.model.kinds import Url
from apay_console.model.web_address import fault_of
from tests.model.refusals import refusal
from tests.work import calls_of


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("shop.example", "Begin with https://"),
        ("ftp://shop.example/", "Begin with https://"),
        ("javascript:alert(1)", "Begin with https://"),
        ("data:text/html,x", "Begin with https://"),
        ("//shop.example/x", "Begin with https://"),
        ("https:shop.example", "The host is missing."),
        ("https:///path", "The host is missing."),
        ("https://user:pw@shop.example/", "An address must not name a user."),
        ("https://shop.example@evil.test/", "An address must not name a user."),
        ("https://:pw@shop.example/", "An address must not name a user."),
        ("https://evil.test\\@shop.example/", "An address has no blanks and no backslashes."),
        ("https://shop example/", "An address has no blanks and no backslashes."),
        ("https://shop.example%2eevil.test/", "The host holds a wrong character."),
        ("https://shop.example\u3002evil.test/", "Write the host in ASCII (punycode)."),
        ("https://sh\u043ep.example/", "Write the host in ASCII (punycode)."),
        ("https://shop.example:99999/", "The port is no number from 1 to 65535."),
        ("https://shop.example:0/", "The port is no number from 1 to 65535."),
        ("https://shop.example:a/", "The port is no number from 1 to 65535."),
        ("https://[zz]/", "This address cannot be read."),
        ("https://shop.example/\u202ex", "The character U+202E cannot be used here; remove it."),
        ("https://shop.example/\u200b", "The character U+200B cannot be used here; remove it."),
        ("https://shop.example/" + "x" * 500, "9 too many: 512 characters at the most."),
    ],
)
def test_an_address_that_amazon_would_refuse_says_why(text: str, reason: str) -> None:
    assert reason in str(refusal(Url(), text))


@pytest.mark.parametrize(
    "wire", ["https://a/\x01", "https://a/\u202e", " https://a/", "https://a/\n"]
)
def test_an_address_on_the_wire_holds_nothing_hidden(wire: str) -> None:
    with pytest.raises(Invalid):
        Url().decode(wire)


@pytest.mark.parametrize(
    "text",
    [
        "https://shop.example/a?b=c#d",
        "http://localhost:8099/",
        "http://[::1]/é",
        "HTTPS://shop.example",
        "https://a/%0d%0a?x=@evil",
    ],
)
def test_an_address_is_taken_as_it_is(text: str) -> None:
    assert Url().parse(text) == text


def test_what_a_reader_would_strip_off_before_an_address_is_no_part_of_it() -> None:
    assert fault_of("\x01https://shop.example/") == "The host is missing."
    assert fault_of("https://shop.example/") is None


def test_an_address_that_nobody_could_read_says_so() -> None:
    assert fault_of("https://[::1/") == "This address cannot be read."


@given(
    st.text(max_size=60) | st.text("htps:/@[]%.\\?#0129a\u3002", max_size=30).map("https:".__add__)
)
def test_any_text_is_judged(text: str) -> None:
    assert fault_of(text) is None or str(fault_of(text))


def test_a_pasted_megabyte_is_refused_after_one_look_at_each_character() -> None:
    text = "https://a/" + "x\u200d" * 500_000

    def parse() -> None:
        with pytest.raises(Invalid):
            Url().parse(text)

    assert calls_of(parse) < 3 * len(text)
