"""What each part of a signature is, in one sentence (amazon-pay-api-v2 signing-requests.html)."""

from __future__ import annotations

from apay_console.errors import N_, Message, say
from apay_console.model.exchange import Exchange
from apay_console.model.profile import Algorithm
from apay_console.model.signature import stages as parts

_WORDS = {
    parts.METHOD: N_("The method, in capitals, as the request line says it."),
    parts.HOST: N_("The host is not in the signed path; x-amz-pay-host is signed in its place."),
    parts.PATH: N_(
        "The path as it left, encoded once, from the first slash up to the question mark."
    ),
    parts.GAP: N_("The line feed after the last header and the one that joins make an empty line."),
    parts.NAMES: N_(
        "The names of the signed headers; SignedHeaders= repeats them letter by letter."
    ),
    parts.DIGEST: N_("The SHA-256 of the whole canonical request, in small hexadecimal digits."),
    parts.KEY: N_("Which of your public keys Amazon is to verify the signature with."),
    parts.SIGNATURE: N_(
        "The string to sign, signed with the private key, in Base64. Its salt is random, so it "
        "is another one each time."
    ),
    parts.AUTHORIZATION: N_("The header that carries the signature; it cannot be signed itself."),
}
_HEADERS = {
    "x-amz-pay-date": N_("When it was signed, in UTC. Amazon takes it for 15 minutes."),
    "x-amz-pay-host": N_("Amazon's host for the region, without a port."),
    "x-amz-pay-region": N_("The region; host, key and account must be of the same one."),
    "x-amz-pay-idempotency-key": N_(
        "The same key with the same body is carried out once, however often it is sent."
    ),
}
_HEADER = N_("“{name}” in small letters, a colon without a blank, its value; sorted by name.")
_UNSIGNED = N_("“{name}” is not signed: whatever is on the way may change it.")
_NO_QUERY = N_("There is no query; its line stays, and is empty.")
_PAIR = N_("A pair of the query, encoded as RFC 3986 has it; sorted by name, then by value.")
_BODY = N_("The SHA-256 of the body's {count} bytes, {digest}…: one byte more makes it another.")
_NO_BODY = N_("The SHA-256 of nothing: the request has no body.")
_ALGORITHM = N_(
    "RSASSA-PSS with SHA-256 and a salt of {salt} bytes; both sides must mean the same."
)
_SALTS = {Algorithm.PSS: 20, Algorithm.PSS_V2: 32}
_SHOWN = 8  # digits of a hash that tell it from another


def words_of(tie: str, exchange: Exchange) -> Message | None:
    """Explain what is looked at; None where there is nothing to explain."""
    kind, _, name = tie.partition(":")
    if kind == parts.QUERY:
        return say(_PAIR if "?" in exchange.sent.url else _NO_QUERY)
    if tie == parts.BODY:
        return _of_body(exchange.sent.body)
    if tie == parts.ALGORITHM:
        return _of_algorithm(exchange.string_to_sign)
    if name:
        template = _HEADERS.get(name, _HEADER) if f"{kind}:" == parts.HEADER else _UNSIGNED
        return say(template, name=name[:80])
    return say(_WORDS[tie]) if tie in _WORDS else None


def _of_body(body: bytes) -> Message:
    if not body:
        return say(_NO_BODY)
    from hashlib import sha256  # noqa: PLC0415 - brings 3 MiB of OpenSSL

    return say(_BODY, count=f"{len(body):,}", digest=sha256(body).hexdigest()[:_SHOWN])


def _of_algorithm(to_sign: str) -> Message | None:
    name = to_sign.partition("\n")[0]
    found = next((salt for one, salt in _SALTS.items() if one == name), None)
    return say(_ALGORITHM, salt=found) if found else None
