"""Only pages that belong to a profile open; a return is one to the very place asked for."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QUrl

from apay_console.errors import Invalid
from apay_console.model.profile import Environment, Region
from apay_console.presenters.buyer.addresses import (
    EXAMPLE,
    Place,
    admit,
    encoded,
    host_of,
    origin,
    read,
)
from apay_console.presenters.buyer.amazon_hosts import HOSTS
from tests.presenters.gate_of_addresses import AMAZON, EMULATOR, OURS, refusal


def test_live_and_sandbox_have_the_same_hosts() -> None:
    live = Place(Environment.LIVE, Region.NA)
    text = "https://payments.amazon.com/x"
    assert admit(text, live) == admit(text, AMAZON)


@pytest.mark.parametrize(
    ("region", "host"),
    [
        (Region.NA, "payments.amazon.de"),
        (Region.EU, "payments.amazon.com"),
        (Region.JP, "payments.amazon.co.uk"),
    ],
)
def test_another_regions_host_is_refused_by_name(region: Region, host: str) -> None:
    place = Place(Environment.SANDBOX, region)
    assert host in refusal(f"https://{host}/", place)


@pytest.mark.parametrize("value", ["", " ", None, 7, ["https://payments.amazon.com/"]])
def test_what_is_no_text_is_no_address(value: object) -> None:
    assert refusal(value) == "There is no address to open."


@pytest.mark.parametrize(
    ("text", "opened"),
    [
        ("https://payments.amazon.com", "https://payments.amazon.com/"),
        ("https://payments.amazon.com/a/./c/../b", "https://payments.amazon.com/a/b"),
    ],
)
def test_an_address_is_opened_as_it_was_written_anew(text: str, opened: str) -> None:
    assert encoded(admit(text, AMAZON)) == opened


def test_the_emulators_pages_open_only_for_its_own_profile() -> None:
    page = f"{OURS}/checkout/processing?x=1"
    assert encoded(admit(page, EMULATOR)) == page
    assert "https://" in refusal(page, AMAZON)


@pytest.mark.parametrize(
    "base", ["http://localhost:8098", "https://localhost:8443", "http://[::1]:1"]
)
def test_an_emulator_may_have_any_name_of_this_computer(base: str) -> None:
    place = Place(Environment.EMULATOR, Region.NA, base)
    assert encoded(admit(f"{base}/x", place)) == f"{base}/x"


def test_without_an_emulator_none_of_its_pages_opens() -> None:
    said = refusal(f"{OURS}/x", Place(Environment.EMULATOR, Region.NA))
    assert said == "The emulator is not running, so its pages cannot be opened."


@pytest.mark.parametrize("environment", list(Environment))
def test_p28_this_consoles_own_page_opens_where_it_is_served_and_no_other_of_its_name(
    environment: Environment,
) -> None:
    place = Place(environment, Region.NA, OURS, own="http://127.0.0.1:9001")
    assert encoded(admit("http://127.0.0.1:9001/button", place)) == "http://127.0.0.1:9001/button"
    for text in ("http://127.0.0.1:9001/", "http://127.0.0.1:9002/button", "http://a.test/button"):
        assert refusal(text, place)
    assert refusal("http://127.0.0.1:9001/button", place._replace(own=None))


def test_an_address_was_typed_by_nobody_unless_that_is_said() -> None:
    for way in (read, lambda text: admit(text, AMAZON)):
        with pytest.raises(Invalid, match=r"U\+0020"):
            way(" https://payments.amazon.com/")


@pytest.mark.parametrize(
    ("text", "place", "example"),
    [
        ("", AMAZON, EXAMPLE),
        ("https://payments.amazon.com/".ljust(5000, "x"), AMAZON, EXAMPLE),
        ("https://payments.amazon.com/\t", AMAZON, EXAMPLE),
        ("https://payments.amazon.com:x/", AMAZON, EXAMPLE),
        ("https://evil.test/", AMAZON, EXAMPLE),
        (f"{OURS}/x", EMULATOR._replace(emulator_base="http://a.test"), OURS),
        ("http://127.0.0.1:1/x", EMULATOR, OURS),
    ],
)
def test_a_refusal_shows_an_address_that_would_open(text: str, place: Place, example: str) -> None:
    with pytest.raises(Invalid) as refused:
        admit(text, place)
    assert refused.value.example == example


@given(st.text(max_size=60))
def test_p28_whatever_opens_has_a_listed_host_for_both_parsers(tail: str) -> None:
    for start in ("", "https:", "https://", "https://payments.amazon.com"):
        try:
            url = admit(start + tail, AMAZON)
        except Invalid:
            continue
        assert urlsplit(encoded(url)).hostname == host_of(url) in HOSTS[Region.NA]
        assert encoded(url).startswith(f"https://{host_of(url)}/")


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://a.test:443/x", "https://a.test"),
        ("http://a.test:80/x", "http://a.test"),
        ("http://[::1]:81/", "http://[::1]:81"),
        ("https://a.test:80/", "https://a.test:80"),
        ("ftp://a.test/", "ftp://a.test"),
    ],
)
def test_an_origin_is_scheme_host_and_port(url: str, site: str) -> None:
    assert origin(QUrl(url)) == site
