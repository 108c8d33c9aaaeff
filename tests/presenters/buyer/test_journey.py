"""A buyer goes from Amazon to their bank if they say so, and home; nowhere else."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QUrl

from apay_console.model.profile import Environment, Region
from apay_console.presenters.buyer.addresses import Place
from apay_console.presenters.buyer.journey import Hop, Journey, Move, may_load

OURS = "http://127.0.0.1:8098"
RETURN = "https://shop.test/return"
CANCEL = "https://shop.test/cancel"
BANK = "https://acs.bank.test/challenge"
AMAZON = "https://payments.amazon.com/checkout"


def journey(environment: Environment = Environment.SANDBOX) -> Journey:
    base = OURS if environment is Environment.EMULATOR else None
    place = Place(environment, Region.NA, base)
    ticks = itertools.count(100)
    return Journey(place, (RETURN, CANCEL), "mine", lambda: float(next(ticks)))


def under_way(environment: Environment = Environment.SANDBOX) -> Journey:
    way = journey(environment)
    way.arrive(QUrl(OURS if environment is Environment.EMULATOR else AMAZON))
    return way


def test_amazons_pages_open() -> None:
    assert journey().judge(QUrl(AMAZON)) is Move.OPEN
    assert journey().judge(QUrl("https://www.amazon.com/ap/signin")) is Move.OPEN


@pytest.mark.parametrize("home", [RETURN, f"{RETURN}?amazonCheckoutSessionId=mine", CANCEL])
def test_the_way_home_is_caught(home: str) -> None:
    assert under_way().judge(QUrl(home)) is Move.RETURN


def test_the_way_home_inside_a_frame_is_not_opened() -> None:
    assert under_way().judge(QUrl(RETURN), framed=True) is Move.BLOCK


def test_another_sessions_way_home_is_a_strangers() -> None:
    url = QUrl(f"{RETURN}?amazonCheckoutSessionId=other")
    assert under_way().judge(url) is Move.STRANGER
    assert "other" in str(under_way().mismatch(url))


@pytest.mark.parametrize("framed", [False, True])
def test_after_amazon_a_bank_is_asked_about_and_let_through_once_trusted(framed: bool) -> None:
    way = under_way()
    assert way.judge(QUrl(BANK), framed=framed) is Move.ASK
    way.trust(QUrl(BANK))
    assert way.judge(QUrl(f"{BANK}/2"), framed=framed) is Move.OPEN
    assert way.judge(QUrl("https://acs.other.test/")) is Move.ASK


def test_before_amazon_there_is_no_bank() -> None:
    assert journey().judge(QUrl(BANK)) is Move.BLOCK


@pytest.mark.parametrize(
    "url",
    [
        "http://acs.bank.test/",
        "https://acs.bank.test:8443/",
        "https://user@acs.bank.test/",
        "https://127.0.0.1/",
        "https://router.lan/",
        "https://intranet/",
        "file:///etc/passwd",
        "chrome://settings",
        "javascript:alert(1)",
        "data:text/html,x",
        "about:blank",
    ],
)
def test_what_cannot_be_a_bank_is_blocked(url: str) -> None:
    assert under_way().judge(QUrl(url)) is Move.BLOCK


def test_the_emulator_has_no_banks() -> None:
    way = under_way(Environment.EMULATOR)
    assert way.judge(QUrl(BANK)) is Move.BLOCK
    assert way.judge(QUrl(f"{OURS}/checkout")) is Move.OPEN
    assert way.judge(QUrl(AMAZON)) is Move.BLOCK


def test_parts_of_amazons_pages_open_in_frames_only() -> None:
    part = QUrl("https://cdn.prepare.eu.eu-west-1.iris.apx.amazon.dev/x")
    assert under_way().judge(part, framed=True) is Move.OPEN
    assert under_way().judge(part) is Move.ASK


@pytest.mark.parametrize("url", ["about:blank", "about:srcdoc"])
def test_an_empty_frame_is_no_move(url: str) -> None:
    assert under_way().judge(QUrl(url), framed=True) is Move.OPEN


def test_hops_tell_hosts_and_times_once_each() -> None:
    way = journey()
    pages = [AMAZON, f"{AMAZON}/2", "about:blank", "https://www.amazon.com/ap", AMAZON]
    noted = [way.arrive(QUrl(page)) for page in pages]
    hosts = ["payments.amazon.com", "www.amazon.com", "payments.amazon.com"]
    assert way.hops == [Hop(host, 100.0 + n) for n, host in enumerate(hosts)]
    assert [hop is not None for hop in noted] == [True, False, False, True, True]


SANDBOX = Place(Environment.SANDBOX, Region.NA)
EMULATOR = Place(Environment.EMULATOR, Region.NA, OURS)


@pytest.mark.parametrize(
    "url",
    ["https://m.media-amazon.com/x.js", "wss://payments.amazon.com/", "data:image/png,x", "blob:x"],
)
def test_amazons_pages_load_their_parts_from_the_internet(url: str) -> None:
    assert may_load(QUrl(url), QUrl(AMAZON), SANDBOX)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8098/_emulator/state",
        "https://127.0.0.1/",
        "https://localhost/",
        "https://[::1]/",
        "https://0.0.0.0/",
        "https://192.168.0.1/",
        "https://10.0.0.1/",
        "https://169.254.169.254/latest/meta-data",
        "https://printer.local/",
        "wss://localhost:9222/",
        "http://evil.test/",
        "ws://evil.test/",
        "ftp://evil.test/",
        "file:///etc/passwd",
        "chrome://settings/",
    ],
)
def test_a_page_reaches_nothing_in_this_network(url: str) -> None:
    assert not may_load(QUrl(url), QUrl(AMAZON), SANDBOX)


def test_the_emulators_pages_load_from_the_emulator_and_from_nowhere_else() -> None:
    assert may_load(QUrl(f"{OURS}/style.css"), QUrl(OURS), EMULATOR)
    assert may_load(QUrl(f"{OURS}/checkout"), QUrl(), EMULATOR)  # opened by the program
    assert not may_load(QUrl("https://m.media-amazon.com/x.js"), QUrl(OURS), EMULATOR)
    assert not may_load(QUrl("http://127.0.0.1:8099/"), QUrl(OURS), EMULATOR)


def test_a_foreign_page_does_not_reach_the_emulator() -> None:
    assert not may_load(QUrl(f"{OURS}/x"), QUrl("http://127.0.0.1:8099"), EMULATOR)
    assert not may_load(QUrl(f"{OURS}/x"), QUrl("https://evil.test"), EMULATOR)


def test_without_an_emulator_nothing_loads() -> None:
    nowhere = Place(Environment.EMULATOR, Region.NA)
    assert not may_load(QUrl(f"{OURS}/x"), QUrl(OURS), nowhere)


# --- this console's own page with a button --------------------------------------------------------

OWN = "http://127.0.0.1:5099"


def button_place(environment: Environment) -> Place:
    base = OURS if environment is Environment.EMULATOR else None
    return Place(environment, Region.NA, base, OWN)


def behind_a_button(environment: Environment) -> Journey:
    return Journey(button_place(environment), (f"{OWN}/review",), "", lambda: 0.0)


@pytest.mark.parametrize("environment", [Environment.EMULATOR, Environment.SANDBOX])
def test_the_page_with_the_button_opens_and_nothing_else_of_this_console(
    environment: Environment,
) -> None:
    way = behind_a_button(environment)
    assert way.judge(QUrl(f"{OWN}/button")) is Move.OPEN
    for path in ("/", "/button/create", "/return"):
        assert way.judge(QUrl(OWN + path)) is Move.BLOCK
    assert way.judge(QUrl("http://127.0.0.1:5100/button")) is Move.BLOCK


@pytest.mark.parametrize("environment", [Environment.EMULATOR, Environment.SANDBOX])
def test_whichever_session_comes_back_from_a_button_is_caught(environment: Environment) -> None:
    url = QUrl(f"{OWN}/review?amazonCheckoutSessionId=new")
    assert behind_a_button(environment).judge(url) is Move.RETURN


def test_the_button_loads_the_script_that_belongs_to_its_place() -> None:
    own = QUrl(f"{OWN}/button")
    emulator, sandbox = (button_place(one) for one in (Environment.EMULATOR, Environment.SANDBOX))
    assert may_load(QUrl(f"{OURS}/checkout.js"), own, emulator)
    assert may_load(QUrl("https://static-na.payments-amazon.com/checkout.js"), own, sandbox)
    assert not may_load(QUrl("https://static-na.payments-amazon.com/checkout.js"), own, emulator)
    assert not may_load(QUrl("http://127.0.0.1:1/x.js"), own, sandbox)
    assert may_load(QUrl(f"{OWN}/button/create"), own, emulator)


@pytest.mark.parametrize("environment", [Environment.EMULATOR, Environment.SANDBOX])
def test_no_other_page_reaches_this_console(environment: Environment) -> None:
    place, call = button_place(environment), QUrl(f"{OWN}/button/create")
    for page in (AMAZON, OURS, "https://evil.test/"):
        assert not may_load(call, QUrl(page), place)
