"""A button holds exactly the payload that was signed, and its page cannot be broken out of."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.model import button
from apay_console.model.button import Signed
from apay_console.model.profile import Algorithm, Environment, Profile, Region

PROFILE = Profile("p", "Fjord Tea", Environment.SANDBOX, Region.EU, "SANDBOX-AG6KZ5VF")
LOOKS = button.Looks("de_DE", "EUR")
SIGNED = Signed('{"storeId":"s"}', "c2ln", Algorithm.PSS_V2, "SANDBOX-AG6KZ5VF")


def parameters(html: str) -> dict:
    """What a browser reads out of a snippet."""
    found = re.search(r'renderButton\("#AmazonPayButton", (.*)\);\n</script>', html, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


@pytest.mark.parametrize("region", Region)
def test_a_region_has_its_script_languages_and_currencies(region: Region) -> None:
    profile = replace(PROFILE, region=region)
    assert button.LANGUAGES[region]
    assert button.CURRENCIES[region]
    assert button.script_for(profile, "http://127.0.0.1:1") == button.SCRIPTS[region]
    assert ".payments-amazon.com/" in button.SCRIPTS[region]


def test_the_emulators_button_has_the_emulators_script() -> None:
    profile = replace(PROFILE, environment=Environment.EMULATOR)
    script = button.script_for(profile, "http://127.0.0.1:9")
    assert script == "http://127.0.0.1:9/checkout.js"


def test_a_key_that_names_its_environment_needs_no_switch() -> None:
    assert "sandbox" not in button.settings(PROFILE, LOOKS, {})
    neutral = replace(PROFILE, public_key_id="AG6KZ5VF")
    assert button.settings(neutral, LOOKS, {})["sandbox"] is True
    live = replace(neutral, environment=Environment.LIVE)
    assert button.settings(live, LOOKS, {})["sandbox"] is False


def test_v2_starts_with_the_signed_payload_and_v1_with_a_call() -> None:
    assert button.start_with(SIGNED, "PayOnly") == {
        "createCheckoutSessionConfig": {
            "payloadJSON": '{"storeId":"s"}',
            "signature": "c2ln",
            "publicKeyId": "SANDBOX-AG6KZ5VF",
            "algorithm": "AMZN-PAY-RSASSA-PSS-V2",
        }
    }
    assert button.start_by_call("/create") == {
        "createCheckoutSession": {"url": "/create", "method": "POST"}
    }


def test_signing_in_only_has_a_setting_of_its_own() -> None:
    assert list(button.start_with(SIGNED, button.SIGN_IN)) == ["signInConfig"]


@given(st.text())
def test_the_browser_reads_the_very_text_that_was_signed(payload: str) -> None:
    start = button.start_with(replace(SIGNED, payload=payload), "PayAndShip")
    found = button.settings(PROFILE, LOOKS, start)
    html = button.snippet(button.SCRIPTS[Region.EU], found)
    assert html.count("</script>") == 2
    assert "<!--" not in html
    read = parameters(html)
    assert read["createCheckoutSessionConfig"]["payloadJSON"] == payload
