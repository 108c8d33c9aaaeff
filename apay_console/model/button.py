"""The button of a shop's page: payload, script, HTML (add-the-amazon-pay-button.html)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apay_console.model.fields import ApiVersion
from apay_console.model.profile import Algorithm, Environment, Profile, Region, environment_of

SCRIPTS: Mapping[Region, str] = {
    Region.NA: "https://static-na.payments-amazon.com/checkout.js",
    Region.EU: "https://static-eu.payments-amazon.com/checkout.js",
    Region.JP: "https://static-fe.payments-amazon.com/checkout.js",
}
LANGUAGES: Mapping[Region, tuple[str, ...]] = {
    Region.NA: ("en_US",),
    Region.EU: ("en_GB", "de_DE", "fr_FR", "it_IT", "es_ES"),
    Region.JP: ("ja_JP",),
}
CURRENCIES: Mapping[Region, tuple[str, ...]] = {
    Region.NA: ("USD",),
    Region.EU: ("EUR", "GBP"),
    Region.JP: ("JPY",),
}
SIGN_IN = "SignIn"
PRODUCTS = ("PayAndShip", "PayOnly", SIGN_IN)
PLACEMENTS = ("Home", "Product", "Cart", "Checkout", "Other")
COLOURS = ("Gold", "LightGray", "DarkGray")
_EMULATORS_MERCHANT = "A0DEMOMERCHANT"
_PLACE = "AmazonPayButton"


@dataclass(frozen=True)
class Looks:
    """What a person may choose about a button."""

    language: str
    currency: str
    product: str = PRODUCTS[0]
    placement: str = "Cart"
    colour: str = COLOURS[0]


@dataclass(frozen=True)
class Signed:
    """A payload with its signature; the page must hold exactly this text."""

    payload: str
    signature: str
    algorithm: Algorithm
    key_id: str


def script_for(profile: Profile, emulator_base: str) -> str:
    """Say where the button's script is: Amazon's, or the emulator's stand-in."""
    if profile.environment is Environment.EMULATOR:
        return f"{emulator_base}/checkout.js"
    return SCRIPTS[profile.region]


def settings(profile: Profile, looks: Looks, start: Mapping[str, Any]) -> dict[str, Any]:
    """Gather the parameters of renderButton; `start` says how the session begins."""
    found: dict[str, Any] = {
        "merchantId": profile.merchant_id or _EMULATORS_MERCHANT,
        "publicKeyId": profile.public_key_id,
        "ledgerCurrency": looks.currency,
        "checkoutLanguage": looks.language,
        "productType": looks.product,
        "placement": looks.placement,
        "buttonColor": looks.colour,
    }
    if environment_of(profile.public_key_id) is None:  # only a neutral key leaves it open
        found["sandbox"] = profile.environment is not Environment.LIVE
    return {**found, **start}


def start_with(signed: Signed, product: str) -> dict[str, Any]:
    """Let Amazon begin with a signed payload when the button is clicked (v2)."""
    config = {
        "payloadJSON": signed.payload,
        "signature": signed.signature,
        "publicKeyId": signed.key_id,
        "algorithm": signed.algorithm.value,
    }
    return {"signInConfig" if product == SIGN_IN else "createCheckoutSessionConfig": config}


def start_by_call(url: str) -> dict[str, Any]:
    """Let the shop's own page make the session when the button is clicked (v1)."""
    return {"createCheckoutSession": {"url": url, "method": "POST"}}


def needs_payload(version: ApiVersion) -> bool:
    """Whether a version's button carries a signed payload."""
    return version is ApiVersion.V2


def snippet(script: str, found: Mapping[str, Any]) -> str:
    """Write the HTML that a shop's page needs, ready to be pasted."""
    parameters = literal(found)
    return (
        f'<div id="{_PLACE}"></div>\n'
        f'<script src="{script}"></script>\n'
        "<script>\n"
        f'  amazon.Pay.renderButton("#{_PLACE}", {parameters});\n'
        "</script>\n"
    )


def literal(value: Any) -> str:
    """Write a value as JavaScript that cannot end the script it stands in; its text is the same."""
    text = json.dumps(value, indent=2, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text.replace("\n", "\n  ")
