"""Who may ask: headers first, then the signature (signing-requests.html)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from apay_console import signing
from apay_console.emulator import headers, refusals, routes
from apay_console.emulator.strictness import Strictness
from apay_console.emulator.wire import Asked, Refused
from apay_console.errors import Invalid
from apay_console.model.profile import Region


@dataclass(frozen=True)
class Admitted:
    """A request whose signature was verified."""

    headers: Mapping[str, str]
    region: Region
    key_id: str


@dataclass
class Gate:
    """Judges requests with the public keys that it trusts; it holds no private one."""

    keys: dict[str, RSAPublicKey]
    dial: Strictness  # for headers; never for signatures

    def admit(self, asked: Asked, now: float) -> Admitted:
        """Verify a request, `now` by the machine's clock; raise Refused."""
        found = headers.once(asked.headers)
        headers.check_host(found)
        headers.check_origin(found)
        return self.judge(asked, found, now)

    def judge(self, asked: Asked, found: Mapping[str, str], now: float) -> Admitted:
        """Verify a request as Amazon would, wherever it was sent; raise Refused."""
        parsed, region = self.check(asked, found, now)
        self._verify(asked, found, parsed)
        return Admitted(found, region, parsed.key_id)

    def check(
        self, asked: Asked, found: Mapping[str, str], now: float
    ) -> tuple[signing.Authorization, Region]:
        """Judge all that is told without the key; raise Refused."""
        is_v1 = routes.is_v1(asked.path)
        written = _written(found, is_v1=is_v1)
        headers.require(found, headers.REQUIRED, v1=is_v1)
        parsed = _parsed(written)
        _check_signed(asked, found, parsed)
        headers.check_media(found, self.dial)
        region = headers.region_of(found, self.dial)
        headers.check_date(found["x-amz-pay-date"], now)
        return parsed, region

    def _verify(
        self, asked: Asked, found: Mapping[str, str], parsed: signing.Authorization
    ) -> None:
        key = self.keys.get(parsed.key_id)
        if key is None:
            raise refusals.bad_header(f"The public key id {parsed.key_id} is not known.")
        is_whole = _covers(found, parsed) and all(name in found for name in parsed.names)
        first = ""
        for text in _texts(asked, found, parsed):
            first = first or text
            if is_whole and signing.verify(key, parsed.algorithm, text, parsed.signature):
                return
        raise _bad_signature(first, parsed.signature)


def _written(found: Mapping[str, str], *, is_v1: bool) -> str:
    """Read the one header that holds the signature; v1 documents another name for it."""
    usual, other = found.get(headers.AUTHORIZATION), found.get(headers.V1_AUTHORIZATION)
    if usual is not None and other is not None:
        raise refusals.bad_header("Send authorization or x-amz-pay-authorization, not both.")
    if usual is None and other is not None and is_v1:
        return other
    headers.require(found, [headers.AUTHORIZATION], v1=is_v1)
    return usual or ""


def _parsed(written: str) -> signing.Authorization:
    try:
        return signing.parse_authorization(written)
    except Invalid as error:
        raise refusals.bad_header(str(error.message)) from None


def _check_signed(asked: Asked, found: Mapping[str, str], parsed: signing.Authorization) -> None:
    """Refuse a signed header that is sent twice, or holds what no SDK can have signed."""
    names = parsed.names
    if len(found) != len(asked.headers):
        counted = Counter(name for name, _ in asked.headers)
        twice = next((name for name in names if counted[name] > 1), None)
        if twice:
            raise refusals.bad_header(f"The signed header {twice} must be sent once.")
    strange = next((name for name in names if not found.get(name, "").isascii()), None)
    if strange:
        raise refusals.bad_header(f"The signed header {strange} holds more than ASCII.")


def _covers(found: Mapping[str, str], parsed: signing.Authorization) -> bool:
    """Whether everything is signed that must be."""
    needed = {*headers.REQUIRED, *({headers.IDEMPOTENCY_KEY} & found.keys())}
    return needed.issubset(parsed.names)


def _texts(asked: Asked, found: Mapping[str, str], parsed: signing.Authorization) -> Iterator[str]:
    """Write what may have been signed."""
    texts = headers.hashed(asked, found, parsed)
    return (signing.string_to_sign(parsed.algorithm, text) for text in texts)


def _bad_signature(text: str, signature: str) -> Refused:
    sentence = f"Unable to verify signature, signing String [{text}] , signature [{signature}]"
    return Refused(403, "InvalidRequestSignature", sentence)
