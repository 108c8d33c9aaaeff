"""Only pages that belong to a profile open; a return is one to the very place asked for."""

from __future__ import annotations

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

AMAZON = Place(Environment.SANDBOX, Region.NA)

OURS = "http://127.0.0.1:8098"

EMULATOR = Place(Environment.EMULATOR, Region.NA, OURS)


def refusal(text: object, place: Place = AMAZON, *, typed: bool = False) -> str:
    with pytest.raises(Invalid) as refused:
        admit(text, place, typed=typed)
    return str(refused.value)


@pytest.mark.parametrize("host", sorted(HOSTS[Region.NA]))
def test_each_listed_host_opens(host: str) -> None:
    assert encoded(admit(f"https://{host}/a?b=c#d", AMAZON)) == f"https://{host}/a?b=c#d"


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


# The numbers are the rows of bad inputs that these cases come from.
REFUSED = [
    pytest.param("http://payments.amazon.com/", "https://", id="63-http"),
    pytest.param("https://payments.amazon.com@evil.test/", "evil.test", id="64-host-as-user"),
    pytest.param("https://user:pw@payments.amazon.com/", "name a user", id="65-user"),
    pytest.param("https://@payments.amazon.com/", "name a user", id="65-empty-user"),
    pytest.param("https://payments.amazon.com.evil.test/", "amazon.com.evil.test", id="66-suffix"),
    pytest.param("https://notpayments.amazon.com/", "notpayments", id="66-prefix"),
    pytest.param("https://evil.test\\@payments.amazon.com/", "U+005C", id="67-backslash"),
    pytest.param("https:\\\\payments.amazon.com\\", "U+005C", id="67-backslashes"),
    pytest.param("https://payments.amazon.com%2eevil.test/", "two ways", id="68-encoded-dot"),
    pytest.param("https://payments.amazon.com。evil.test/", "amazon.com.evil.test", id="69-dot"),
    pytest.param("https://p\u0430yments.amazon.com/", "xn--pyments-2fg", id="70-cyrillic"),
    pytest.param("https://xn--80ak6aa92e.com/", "xn--80ak6aa92e.com", id="70-punycode"),
    pytest.param("https://payments.am\tazon.com/", "U+0009", id="71-tab"),
    pytest.param("https://payments.am\nazon.com/", "U+000A", id="71-newline"),
    pytest.param(" https://payments.amazon.com/", "U+0020", id="72-leading-blank"),
    pytest.param("https:payments.amazon.com", "host is missing", id="73-no-slashes"),
    pytest.param("https:///payments.amazon.com", "host is missing", id="73-three-slashes"),
    pytest.param("//payments.amazon.com/x", "host is missing", id="73-no-scheme"),
    pytest.param("payments.amazon.com", "host is missing", id="73-bare"),
    pytest.param("HTTPS://PAYMENTS.AMAZON.COM./", "end with a dot", id="74-trailing-dot"),
    pytest.param("https://payments.amazon.com:8443/", "8443", id="75-port"),
    pytest.param("https://payments.amazon.com:99999/", "port", id="75-port-too-large"),
    pytest.param("https://2130706433/", "two ways", id="76-decimal"),
    pytest.param("https://0x7f.1/", "two ways", id="76-hexadecimal"),
    pytest.param("https://127.1/", "two ways", id="76-short"),
    pytest.param("https://127.0.0.1/", "in this network", id="76-loopback"),
    pytest.param("https://[::1]/", "in this network", id="77-ipv6"),
    pytest.param("https://[::ffff:127.0.0.1]/", "in this network", id="77-mapped"),
    *[
        pytest.param(f"{scheme}//payments.amazon.com/", f"{scheme}", id=f"78-{scheme}")
        for scheme in ["file:", "qrc:", "chrome:", "blob:", "intent:", "ftp:", "wss:"]
    ],
    pytest.param("javascript:alert(1)", "javascript:", id="78-javascript"),
    pytest.param("data:text/html,x", "data:", id="78-data"),
    pytest.param("view-source:https://payments.amazon.com/", "view-source:", id="78-view-source"),
    pytest.param("about:blank", "about:", id="78-about"),
    pytest.param("mailto:a@payments.amazon.com", "mailto:", id="78-mailto"),
    pytest.param("https://payments.amazon.com/" + "x" * 1_000_000, "1000028", id="79-1MB"),
    pytest.param(
        f"https://payments.amazon.com/?{'&'.join(['a=1'] * 10_000)}", "4096", id="79-many"
    ),
    pytest.param("https://payments.amazon.com/\u202egpj", "U+202E", id="80-right-to-left"),
    pytest.param("https://payments.amazon.com/\x00", "U+0000", id="80-nul"),
    pytest.param("https://payments.amazon.com/\ud800", "U+D800", id="80-surrogate"),
    pytest.param("https://payments.amazon.com/%zz", "two ways", id="80-bad-escape"),
    pytest.param("http://[::1", "cannot be read", id="unclosed"),
    pytest.param("", "no address", id="102-empty"),
    pytest.param(None, "no address", id="102-null"),
    pytest.param(7, "no address", id="102-number"),
    pytest.param(["https://payments.amazon.com/"], "no address", id="102-list"),
]


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_an_address_that_is_not_amazons_is_refused_with_the_reason(
    text: object, reason: str
) -> None:
    assert reason in refusal(text)


@pytest.mark.parametrize(
    ("text", "opened"),
    [
        ("https://payments.amazon.com/a?b=c", "https://payments.amazon.com/a?b=c"),  # 62
        ("HTTPS://PAYMENTS.AMAZON.COM/A", "https://payments.amazon.com/A"),  # 74
        ("https://payments.amazon.com", "https://payments.amazon.com/"),
        ("https://payments.amazon.com:443/", "https://payments.amazon.com/"),
        ("https://payments.amazon.com:/", "https://payments.amazon.com/"),
        ("https://payments.amazon.com/%0d%0ax", "https://payments.amazon.com/%0D%0Ax"),  # 80
        ("https://payments.amazon.com/ü?ü", "https://payments.amazon.com/%C3%BC?%C3%BC"),
        ("https://payments.amazon.com/?u=@evil.test#@evil", None),  # 81
        ("https://payments.amazon.com/a/./c/../b", "https://payments.amazon.com/a/b"),
    ],
)
def test_an_address_is_opened_as_it_was_written_anew(text: str, opened: str | None) -> None:
    assert encoded(admit(text, AMAZON)) == (opened or text)


def test_blanks_around_a_typed_address_are_trimmed() -> None:  # 72
    typed = admit("\t https://payments.amazon.com/ \n", AMAZON, typed=True)
    assert encoded(typed) == "https://payments.amazon.com/"
    assert "U+0020" in refusal("https://payments.amazon.com/ x", typed=True)


def test_the_emulators_pages_open_only_for_its_own_profile() -> None:
    page = f"{OURS}/checkout/processing?x=1"
    assert encoded(admit(page, EMULATOR)) == page
    assert "https://" in refusal(page, AMAZON)


@pytest.mark.parametrize(
    "text",
    [
        "http://127.0.0.1:8099/",
        "http://127.0.0.1/",
        "https://127.0.0.1:8098/",
        "http://localhost:8098/",
        "http://[::1]:8098/",
        "http://192.168.1.7:8098/",
        "https://payments.amazon.com/",
    ],
)
def test_the_emulator_is_one_origin_exactly(text: str) -> None:  # 85
    assert OURS in refusal(text, EMULATOR)


@pytest.mark.parametrize(
    "base", ["http://0.0.0.0:8098", "http://192.168.1.7:8098", "http://a.test"]
)
def test_an_emulator_elsewhere_is_refused(base: str) -> None:  # 85
    assert "on this computer" in refusal(f"{base}/x", Place(Environment.EMULATOR, Region.NA, base))


@pytest.mark.parametrize(
    "base", ["http://localhost:8098", "https://localhost:8443", "http://[::1]:1"]
)
def test_an_emulator_may_have_any_name_of_this_computer(base: str) -> None:
    place = Place(Environment.EMULATOR, Region.NA, base)
    assert encoded(admit(f"{base}/x", place)) == f"{base}/x"


def test_without_an_emulator_none_of_its_pages_opens() -> None:
    assert "not running" in refusal(f"{OURS}/x", Place(Environment.EMULATOR, Region.NA))


@given(st.text(max_size=60))
def test_whatever_opens_has_a_listed_host_for_both_parsers(tail: str) -> None:
    from urllib.parse import urlsplit

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
