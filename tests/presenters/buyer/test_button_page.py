"""A page with a real button: what it holds, what is missing for one, and who comes back."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any
from urllib.request import Request, urlopen

import pytest

from apay_console import signing
from apay_console.errors import Message
from apay_console.model import button
from apay_console.model.fields import ApiVersion
from apay_console.model.profile import Environment, Profile, Region
from apay_console.presenters.buyer.button_page import ButtonPage, Offer
from tests.presenters.conftest import Desk


def looks_of(profile: Profile) -> button.Looks:
    """What the panel begins with."""
    return button.Looks(button.LANGUAGES[profile.region][0], button.CURRENCIES[profile.region][0])


class Page:
    """The presenter, and what it offered."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.presenter = ButtonPage(desk.console.desk.services, desk.console.landing)
        self.presenter.emulator_base = desk.console.host.base_url
        self.offers: list[Offer] = []
        self.failures: list[Message] = []
        self.presenter.offered.connect(self.offers.append)
        self.presenter.failed.connect(self.failures.append)

    def offer(self, **looks: Any) -> Offer:
        state = self.desk.state
        chosen = replace(looks_of(state.profile), **looks)
        plan = self.presenter.plan(state, chosen)
        assert plan.hindrance is None, str(plan.hindrance)
        self.desk.do(lambda: self.presenter.offer(plan, chosen))
        return self.offers[-1]

    def hindrance(self, **profile: Any) -> str:
        state = self.desk.state
        other = replace(state, profile=replace(state.profile, **profile))
        found = self.presenter.plan(other, looks_of(other.profile)).hindrance
        return str(found or "")


@pytest.fixture
def page(desk: Desk) -> Page:
    return Page(desk)


def begin(page: Page, version: ApiVersion) -> None:
    page.desk.do(lambda: page.desk.console.shelf.begin(version))


def fetched(url: str) -> str:
    with urlopen(url) as answer:
        return str(answer.read().decode())


def parameters(html: str) -> dict[str, Any]:
    found = re.search(r'renderButton\("#AmazonPayButton", (.*?)\);\n</script>', html, re.DOTALL)
    assert found is not None
    read: dict[str, Any] = json.loads(found[1])
    return read


def test_v2s_button_holds_a_payload_that_the_shops_key_signed(page: Page) -> None:
    begin(page, ApiVersion.V2)
    offer = page.offer()
    config = parameters(offer.snippet)["createCheckoutSessionConfig"]
    text = signing.string_to_sign(config["algorithm"], config["payloadJSON"])
    key = page.desk.console.host.key
    assert key is not None
    assert signing.verify(key.public_key(), config["algorithm"], text, config["signature"])
    urls = json.loads(config["payloadJSON"])["webCheckoutDetails"]
    assert urls["checkoutReviewReturnUrl"] == page.desk.console.landing.review_url


def test_the_served_page_holds_the_very_snippet(page: Page) -> None:
    begin(page, ApiVersion.V2)
    offer = page.offer()
    assert parameters(fetched(offer.url)) == parameters(offer.snippet)


def test_v1s_button_creates_a_session_at_each_click(page: Page) -> None:
    begin(page, ApiVersion.V1)
    offer = page.offer()
    assert parameters(offer.snippet)["createCheckoutSession"]["url"] == "/button/create"
    base = page.desk.console.landing.base_url
    ids = [clicked(page, base) for _ in range(2)]
    known = page.desk.emulator.world.state.sessions
    assert len(set(ids)) == 2
    assert set(ids) <= set(known)
    assert {known[number].version for number in ids} == {ApiVersion.V1}


def clicked(page: Page, base: str, origin: str | None = None) -> str:
    """Do what the button's script does on the page."""
    request = Request(f"{base}/button/create", b"", {"origin": origin or base})

    async def ask() -> str:
        import asyncio

        answer = await asyncio.get_running_loop().run_in_executor(None, urlopen, request)
        return str(json.loads(answer.read())["checkoutSessionId"])

    found: list[str] = []
    runner = page.desk.console.desk.services.runner
    page.desk.do(lambda: runner.run(ask(), owner=page.presenter, done=found.append))
    return found[0]


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
def test_no_other_page_can_make_sessions(origin: str, page: Page) -> None:
    begin(page, ApiVersion.V1)
    page.offer()
    base = page.desk.console.landing.base_url
    before = len(page.desk.emulator.world.state.sessions)
    request = Request(f"{base}/button/create", b"", {"origin": origin})
    with pytest.raises(OSError, match="403"):
        urlopen(request)
    assert len(page.desk.emulator.world.state.sessions) == before


def test_signing_in_only_asks_for_the_buyer_and_nothing_else(page: Page) -> None:
    begin(page, ApiVersion.V2)
    config = parameters(page.offer(product=button.SIGN_IN).snippet)["signInConfig"]
    payload = json.loads(config["payloadJSON"])
    assert payload["signInReturnUrl"] == page.desk.console.landing.review_url
    assert "paymentDetails" not in payload


@pytest.mark.parametrize(
    ("profile", "words"),
    [
        ({"environment": Environment.LIVE}, "your shop's own page"),
        ({"environment": Environment.SANDBOX, "merchant_id": ""}, "merchant id"),
        ({"environment": Environment.SANDBOX, "merchant_id": "A1"}, ""),
    ],
)
def test_what_a_button_lacks_is_said(profile: dict[str, Any], words: str, page: Page) -> None:
    found = page.hindrance(**profile)
    assert words in found
    assert bool(found) is bool(words)


@pytest.mark.parametrize("region", Region)
def test_a_sandbox_button_loads_its_regions_script(region: Region, page: Page) -> None:
    state = page.desk.state
    profile = replace(state.profile, environment=Environment.SANDBOX, region=region)
    assert button.script_for(profile, "http://127.0.0.1:1") == button.SCRIPTS[region]


def test_v1s_button_leads_to_the_session_that_waits_for_its_buyer(page: Page) -> None:
    page.desk.do(page.desk.console.sign_out)
    waiting = page.desk.state
    assert waiting.stand.needs_buyer
    page.offer()
    before = len(page.desk.emulator.world.state.sessions)
    assert clicked(page, page.desk.console.landing.base_url) == waiting.sale.session_id
    assert len(page.desk.emulator.world.state.sessions) == before


@pytest.mark.parametrize("version", ApiVersion)
def test_p20_no_button_is_signed_or_served_for_live(page: Page, version: ApiVersion) -> None:
    begin(page, version)
    state = page.desk.state
    live = replace(state.profile, environment=Environment.LIVE, public_key_id="LIVE-A")
    looks = looks_of(live)
    plan = page.presenter.plan(replace(state, profile=live), looks)
    page.desk.do(lambda: page.presenter.offer(plan, looks))
    assert page.offers == []
    assert page.failures == [plan.hindrance]
    assert plan.hindrance is not None
