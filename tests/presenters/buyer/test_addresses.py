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
    Place,
    admit,
    encoded,
    host_of,
    origin,
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
    assert "not running" in refusal(f"{OURS}/x", Place(Environment.EMULATOR, Region.NA))


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
    ],
)
def test_an_origin_is_scheme_host_and_port(url: str, site: str) -> None:
    assert origin(QUrl(url)) == site
