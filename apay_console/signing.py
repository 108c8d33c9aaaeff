"""Canonical request, string to sign, signature, verification."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from urllib.parse import quote, unquote_to_bytes

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256

from apay_console.errors import N_, Invalid, say
from apay_console.model.profile import Algorithm

_SHA256 = SHA256()
_PADDING: dict[str, PSS] = {
    Algorithm.PSS: PSS(MGF1(_SHA256), salt_length=20),
    Algorithm.PSS_V2: PSS(MGF1(_SHA256), salt_length=32),
}
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_AUTHORIZATION = re.compile(
    r"(AMZN-PAY-RSASSA-PSS(?:-V2)?) PublicKeyId=([\x21-\x2b\x2d-\x7e]{1,128}), "
    r"SignedHeaders=([!#$%&'*+.^_`|~0-9A-Za-z;-]{1,4096}), Signature=([A-Za-z0-9+/]{1,2048}={0,2})"
)


@dataclass(frozen=True)
class Authorization:
    """The parts of an `authorization` header."""

    algorithm: Algorithm
    key_id: str
    signed_headers: str  # as it was written: the SDKs sign it in the caller's letter case and order
    signature: str

    @cached_property
    def names(self) -> list[str]:
        """The signed headers' names in lower case, in the order of their lines."""
        return self.signed_headers.lower().split(";")

    def __str__(self) -> str:
        return (
            f"{self.algorithm} PublicKeyId={self.key_id}, "
            f"SignedHeaders={self.signed_headers}, Signature={self.signature}"
        )


def reference_headers(
    host: str, region: str, date: str, idempotency_key: str = ""
) -> dict[str, str]:
    """Make the headers that Amazon wants signed with every request."""
    headers = {
        "accept": "application/json",
        "content-type": "application/json",
        "x-amz-pay-date": date,
        "x-amz-pay-host": host,
        "x-amz-pay-region": region,
    }
    return headers | ({"x-amz-pay-idempotency-key": idempotency_key} if idempotency_key else {})


def canonical_request(
    method: str,
    path: str,
    query: Iterable[tuple[str, str]],
    headers: Mapping[str, str] | Iterable[tuple[str, str]],
    body: bytes,
) -> str:
    """Write a request as it is hashed: `path` as on the wire, `query` not yet encoded."""
    return wire_canonical_request(method, path, canonical_query(query), headers, body)


def wire_canonical_request(
    method: str,
    path: str,
    query: str,
    headers: Mapping[str, str] | Iterable[tuple[str, str]],
    body: bytes,
) -> str:
    """Write a request as it is hashed, with the query's text as it stands on the wire."""
    lines = _lines(headers)
    parts = [method.upper(), path or "/", query]
    return _join(parts, lines, ";".join(lines), sha256(body).hexdigest())


def signed_headers(headers: Mapping[str, str] | Iterable[tuple[str, str]]) -> str:
    """Name the headers that `canonical_request` covers, as `SignedHeaders=` wants them."""
    return ";".join(_lines(headers))


def canonical_query(pairs: Iterable[tuple[str, str]]) -> str:
    """Encode a query by RFC 3986, sorted by name and then by value."""
    return _query(pairs)


def string_to_sign(algorithm: str, text: str) -> str:
    """Name the algorithm and the hash of a canonical request (or of a button's payload)."""
    return f"{algorithm}\n{sha256(text.encode()).hexdigest()}"


def sign(private_key: RSAPrivateKey, algorithm: str, text: str) -> str:
    """Sign a string to sign; Base64, another one each time."""
    signature = private_key.sign(text.encode(), _padding(algorithm), _SHA256)
    return base64.b64encode(signature).decode("ascii")


def verify(public_key: RSAPublicKey, algorithm: str, text: str, signature: str) -> bool:
    """Say whether a signature is that of `text`, with the one salt length of its algorithm."""
    padding, raw = _PADDING.get(algorithm), _decode(signature)
    if padding is None or raw is None:
        return False
    try:
        public_key.verify(raw, text.encode(), padding, _SHA256)
    except InvalidSignature:
        return False
    return True


def button_signature(private_key: RSAPrivateKey, algorithm: str, payload: str) -> str:
    """Sign the payload of a checkout button, exactly as the browser will get it."""
    return sign(private_key, algorithm, string_to_sign(algorithm, payload))


def parse_authorization(value: str) -> Authorization:
    """Read an `authorization` header, refusing every spelling that no SDK writes."""
    found = _AUTHORIZATION.fullmatch(value)
    if not found:
        raise Invalid(say(N_("The authorization header does not have Amazon Pay's form.")))
    algorithm, key_id, names, signature = found.groups()
    parsed = Authorization(Algorithm(algorithm), key_id, names, signature)
    if "" in parsed.names or len(set(parsed.names)) != len(parsed.names):
        raise Invalid(say(N_("The signed headers must be named once each.")))
    if _decode(signature) is None:
        raise Invalid(say(N_("The signature is not written in plain Base64.")))
    return parsed


def candidates(
    method: str, target: str, headers: Mapping[str, str], signed: str, body: bytes
) -> Iterator[str]:
    """Write what the sender may have hashed, the likeliest first.

    `target` is the path and query of the request line, `headers` has lower-case names and stripped
    values, `signed` is the text of `SignedHeaders`; each name in it must be in `headers`. The SDKs
    differ in how they spell queries and blanks; each candidate is a function of what arrived, so
    to try several weakens nothing.
    """
    path, _, query = target.partition("?")
    names = signed.lower().split(";")
    digest = sha256(body).hexdigest()
    for spelling in _spellings(query):
        for values in _foldings([headers[name] for name in names]):
            parts = [method, path or "/", spelling]
            yield _join(parts, dict(zip(names, values, strict=True)), signed, digest)


def _lines(headers: Mapping[str, str] | Iterable[tuple[str, str]]) -> dict[str, str]:
    pairs = headers.items() if isinstance(headers, Mapping) else headers
    lines = sorted((name.strip().lower(), _fold(value)) for name, value in pairs)
    if len(dict(lines)) != len(lines):
        raise Invalid(say(N_("A header that is signed can be sent only once.")))
    return dict(lines)


def _fold(value: str) -> str:
    return _BLANKS.sub(" ", value).strip(" ")


def _join(parts: list[str], lines: Mapping[str, str], signed: str, digest: str) -> str:
    block = "".join([f"{name}:{value}\n" for name, value in lines.items()])
    return "\n".join([*parts, block, signed, digest])


def _query(pairs: Iterable[tuple[str | bytes, str | bytes]], safe: str = "") -> str:
    encoded = sorted((quote(name, safe), quote(value, safe)) for name, value in pairs)
    return "&".join(f"{name}={value}" for name, value in encoded)


def _spellings(query: str) -> Iterator[str]:
    yield query
    if query:
        pairs = [_pair(part) for part in query.split("&")]
        others = dict.fromkeys((_query(pairs), _query(pairs, "!'()*")))
        yield from (other for other in others if other != query)


def _pair(part: str) -> tuple[bytes, bytes]:
    name, _, value = part.partition("=")
    return unquote_to_bytes(name), unquote_to_bytes(value)


def _foldings(values: list[str]) -> Iterator[list[str]]:
    yield values
    if any("\t" in value for value in values):
        yield [value.replace("\t", " ") for value in values]
    if any(_fold(value) != value for value in values):
        yield [_fold(value) for value in values]


def _padding(algorithm: str) -> PSS:
    if algorithm not in _PADDING:
        words = N_("“{name}” is not one of Amazon Pay's algorithms: {known}.")
        raise Invalid(say(words, name=algorithm[:80], known=", ".join(_PADDING)), Algorithm.PSS_V2)
    return _PADDING[algorithm]


def _decode(signature: str) -> bytes | None:
    """Read Base64 that is written in the only way that `sign` writes it."""
    try:
        raw = base64.b64decode(signature, validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if base64.b64encode(raw).decode("ascii") == signature else None
