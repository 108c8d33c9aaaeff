"""The button's script and what a click on it begins (add-the-amazon-pay-button.html)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from apay_console import signing
from apay_console.emulator.files import resource
from apay_console.emulator.pages.html import Pages, redirect
from apay_console.emulator.rules import creating
from apay_console.emulator.rules.call import Call
from apay_console.emulator.service import Emulator
from apay_console.emulator.state import Session
from apay_console.emulator.wire import Answer, Asked, Refused
from apay_console.errors import BadText, Fault
from apay_console.model import button, json_text
from apay_console.model.fields import ApiVersion
from apay_console.model.profile import Algorithm, Environment, Region, environment_of

SCRIPT, START = "/checkout.js", "/checkout/start"
_HEADERS = (
    ("content-type", "text/javascript; charset=utf-8"),
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
)
_REGIONS = {word: region for region, words in button.CURRENCIES.items() for word in words}


class Buttons:
    """Stands in for Amazon's script, and makes sessions of signed payloads."""

    def __init__(self, emulator: Emulator, pages: Pages) -> None:
        self._emulator = emulator
        self._pages = pages

    def script(self, _: Asked) -> Answer:
        """Answer the script that a shop's page loads."""
        return Answer(200, resource("hosted/checkout.js").read_bytes(), _HEADERS)

    def start(self, asked: Asked) -> Answer:
        """Make the session of a clicked button, and let its buyer sign in."""
        found = dict(parse_qsl(asked.query, keep_blank_values=True, max_num_fields=30))
        try:
            self._verify(found)
            return redirect(self._begin(found))
        except Refused as refused:
            return self._pages.render(
                "problem.html",
                refused.status,
                title="The button was refused",
                sentence=refused.sentence,
                missing=(),
                advice=_ADVICE.get(refused.code, f"Amazon's code for it: {refused.code}."),
            )

    def _verify(self, found: Mapping[str, str]) -> None:
        """Check that the payload is to the letter what the merchant signed."""
        key_id = found.get("publicKeyId", "")
        key = self._emulator.public_key(key_id)
        if key is None:
            sentence = f"The public key id {key_id[:80]} is not known."
            raise Refused(400, "InvalidHeaderValue", sentence)
        algorithm = found.get("algorithm") or Algorithm.PSS
        text = signing.string_to_sign(algorithm, found.get("payloadJSON", ""))
        if not signing.verify(key, algorithm, text, found.get("signature", "")):
            sentence = f"Unable to verify the button's signature for {text}"
            raise Refused(403, "InvalidRequestSignature", sentence)

    def _begin(self, found: Mapping[str, str]) -> str:
        product = found.get("productType") or button.PRODUCTS[0]
        payload = _object(found.get("payloadJSON", ""))
        if product == button.SIGN_IN:
            words = {name: str(payload.get(name, "")) for name in ("signInReturnUrl", "storeId")}
            scopes = payload.get("signInScopes")
            words["signInScopes"] = ",".join(map(str, scopes)) if isinstance(scopes, list) else ""
            return "/signin?" + urlencode(words)
        session = self._create(payload, found)
        words = {"amazonCheckoutSessionId": session.id, "productType": product}
        return "/signin?" + urlencode(words)

    def _create(self, payload: Mapping[str, Any], found: Mapping[str, str]) -> Session:
        region = _REGIONS.get(found.get("ledgerCurrency", ""), Region.NA)
        named = environment_of(found["publicKeyId"])
        is_live = named is Environment.LIVE or (not named and found.get("sandbox") == "false")
        call = Call(self._emulator.world, ApiVersion.V2, region, is_live, payload)
        return creating.create(call)


_ADVICE = {
    "InvalidRequestSignature": (
        "The page must hold exactly the text that was signed: no escaped slashes, no other order,"
        " no blank more. Name the algorithm when it is AMZN-PAY-RSASSA-PSS-V2."
    ),
    "InvalidHeaderValue": "Use the key id that this emulator was started with.",
}


def _object(text: str) -> dict[str, Any]:
    try:
        return json_text.read_bytes(text.encode("utf-8", "surrogatepass"))
    except (BadText, Fault, RecursionError):
        raise Refused(400, "InvalidRequestFormat", "The payload is not a JSON object.") from None
