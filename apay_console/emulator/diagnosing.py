"""Why a signature is wrong: what the sender seems to have signed instead, tried one by one."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import partial

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256

from apay_console import signing
from apay_console.emulator import headers
from apay_console.emulator.misspelling import misspellings
from apay_console.emulator.watching import Seen
from apay_console.emulator.wire import Asked
from apay_console.errors import N_, BadText, Message, say
from apay_console.model import json_text
from apay_console.model.profile import HOSTS, Algorithm

Keys = Mapping[str, RSAPublicKey]
Suspicion = tuple[Asked, Message]

_NOT_COVERED = N_("SignedHeaders leaves out {names}, which must be signed.")
_NOT_SENT = N_("The header {name} was signed, but it did not arrive.")
_OTHER_SALT = N_("Signed with the salt length of {other}, but the header names {named}.")
_OTHER_NAME = N_("The string to sign names {other}, but the header names {named}.")
_OTHER_KEY = N_("Signed with the private key of {other}, but the header names {named}.")
_NOT_PSS = N_("Signed with PKCS#1 v1.5 padding; Amazon Pay wants RSASSA-PSS.")
_UNHASHED = N_("The canonical request was signed itself; sign its SHA-256 with the string to sign.")
_NO_BODY = N_("Signed without the body. Sign exactly the bytes that are sent.")
_REWRITTEN = N_("The body was written anew after signing. Sign exactly the bytes that are sent.")
_OTHER_PATH = N_("Signed for the path {path}, but {sent} was asked.")
_OTHER_METHOD = N_("Signed for {method}, but {sent} was sent.")
_OTHER_VALUE = N_("The header {name} was “{value}” when it was signed, but “{sent}” was sent.")
_UNKNOWN = N_(
    "The private key is not the one of {key_id}, or body, path or a header changed after signing."
)
_DATES = ("%Y%m%dT%H%M%SZ", "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S.000Z")
_STARTS = ("", "/sandbox", "/live")
_LONGEST = 200  # of a line that is quoted


@dataclass(frozen=True)
class Trial:
    """A signature, and the key that should fit it."""

    key: RSAPublicKey
    parsed: signing.Authorization

    def fits(self, asked: Asked) -> bool:
        """Whether the signature is that of another request than the one that came."""
        named = self.parsed.algorithm
        return signing.verify(self.key, named, self.to_sign(asked), self.parsed.signature)

    def canonical(self, asked: Asked) -> str:
        """Write a request as its sender would have hashed it."""
        return next(headers.hashed(asked, dict(asked.headers), self.parsed))

    def to_sign(self, asked: Asked, algorithm: str = "") -> str:
        """Write the string to sign, with the header's algorithm or another."""
        return signing.string_to_sign(algorithm or self.parsed.algorithm, self.canonical(asked))


def diagnose(seen: Seen, keys: Keys) -> Message:
    """Say what is wrong with the signature of a refused request, as far as it can be found out."""
    parsed = seen.authorization
    key = keys.get(seen.key_id)
    if parsed is None or key is None:
        return say(_UNKNOWN, key_id=seen.key_id)
    trial = Trial(key, parsed)
    plain = _not_covered(seen, parsed) or _other_way(trial, seen.asked)
    written = plain or _misspelt(trial, seen.asked)
    found = written or _other_request(trial, seen.asked) or _other_key(seen, keys)
    return found or say(_UNKNOWN, key_id=seen.key_id)


def _not_covered(seen: Seen, parsed: signing.Authorization) -> Message | None:
    """Say which headers are left out, or are signed and did not come."""
    present = seen.headers.keys()
    needed = (*headers.REQUIRED, headers.IDEMPOTENCY_KEY)
    left_out = [name for name in needed if name in present and name not in parsed.names]
    if left_out:
        return say(_NOT_COVERED, names=", ".join(left_out))
    gone = next((name for name in parsed.names if name not in present), None)
    return say(_NOT_SENT, name=gone) if gone else None


def _other_way(trial: Trial, asked: Asked) -> Message | None:
    """Find the same request, signed in another way than the header says."""
    named, signature = trial.parsed.algorithm, trial.parsed.signature
    verify = partial(signing.verify, trial.key, signature=signature)
    other = next(one for one in Algorithm if one is not named)
    words = {"other": other.value, "named": named.value}
    if verify(other, trial.to_sign(asked)):
        return say(_OTHER_SALT, **words)
    if verify(other, trial.to_sign(asked, other)) or verify(named, trial.to_sign(asked, other)):
        return say(_OTHER_NAME, **words)
    if any(verify(one, trial.canonical(asked)) for one in Algorithm):
        return say(_UNHASHED)
    return say(_NOT_PSS) if _is_pkcs1(trial, asked) else None


def _is_pkcs1(trial: Trial, asked: Asked) -> bool:
    raw = base64.b64decode(trial.parsed.signature)
    try:
        trial.key.verify(raw, trial.to_sign(asked).encode(), PKCS1v15(), SHA256())
    except InvalidSignature:
        return False
    return True


def _misspelt(trial: Trial, asked: Asked) -> Message | None:
    """Find the same request, written in another way before it was hashed."""
    named, signature = trial.parsed.algorithm, trial.parsed.signature
    for text, words in misspellings(trial.canonical(asked)):
        if signing.verify(trial.key, named, signing.string_to_sign(named, text), signature):
            return words
    return None


def _other_request(trial: Trial, asked: Asked) -> Message | None:
    """Find a request that differs in one thing, and that the signature fits."""
    found = ((other, words) for other, words in suspicions(asked) if trial.fits(other))
    return next((_at_line(trial, asked, *suspicion) for suspicion in found), None)


def _at_line(trial: Trial, asked: Asked, other: Asked, words: Message) -> Message:
    """Say besides where the canonical request of what was signed differs, and what stood there."""
    lines = zip(
        trial.canonical(asked).split("\n"), trial.canonical(other).split("\n"), strict=False
    )
    line, signed = next(
        (number, theirs) for number, (ours, theirs) in enumerate(lines, 1) if ours != theirs
    )
    return replace(words, arguments={**words.arguments, "line": line, "signed": signed[:_LONGEST]})


def suspicions(asked: Asked) -> Iterator[Suspicion]:
    """Requests that differ from the one that came in one thing, as it usually happens."""
    yield from _bodies(asked)
    yield from _paths(asked)
    for method in (asked.method.lower(), "GET", "POST", "PATCH", "DELETE"):
        words = say(_OTHER_METHOD, method=method, sent=asked.method)
        yield replace(asked, method=method), words
    yield from _values(asked)


def _bodies(asked: Asked) -> Iterator[Suspicion]:
    if not asked.body:
        yield replace(asked, body=b"{}"), say(_REWRITTEN)
        yield replace(asked, body=b"null"), say(_REWRITTEN)
        return
    yield replace(asked, body=b""), say(_NO_BODY)
    for body in dict.fromkeys(_written_anew(asked.body)):
        yield replace(asked, body=body), say(_REWRITTEN)


def _written_anew(body: bytes) -> Iterator[bytes]:
    """The same JSON as the usual libraries write it."""
    yield from (body.strip(), body.strip() + b"\n", body.replace(b"\r\n", b"\n"))
    yield body.replace(rb"\/", b"/")
    try:
        value = json_text.read_captured(body)
    except BadText:
        return
    for is_ascii in (True, False):
        for separators in ((",", ":"), (", ", ": ")):
            for is_sorted in (False, True):
                text = json.dumps(
                    value, ensure_ascii=is_ascii, separators=separators, sort_keys=is_sorted
                )
                written = text.encode("utf-8", "surrogatepass")
                yield from (written, written.replace(b"/", rb"\/"))


def _paths(asked: Asked) -> Iterator[Suspicion]:
    """The same resource, with and without a slash at the end, and below each environment."""
    path, query = asked.path, asked.query
    bare = next((path.removeprefix(start) for start in _STARTS[1:] if path.startswith(start)), path)
    starts = [f"{start}{bare.rstrip('/')}" for start in _STARTS]
    for other in (*starts, *(f"{start}/" for start in starts)):
        for target in dict.fromkeys((other, f"{other}?{query}" if query else other)):
            if target != asked.target:
                words = say(_OTHER_PATH, path=target, sent=asked.target)
                yield replace(asked, target=target), words


def _values(asked: Asked) -> Iterator[Suspicion]:
    """The headers that libraries and proxies change on the way."""
    host = dict(asked.headers).get("host", "")
    hosts = [*HOSTS.values(), host, headers.host_name(host), "localhost"]
    others = {
        "x-amz-pay-date": _dates(asked),
        "x-amz-pay-host": hosts,
        "x-amz-pay-region": ["na", "eu", "jp", "us", "NA", "EU", "JP"],
        "content-type": ["application/json", "application/json; charset=utf-8"],
        "accept": ["application/json", "*/*"],
    }
    for name, values in others.items():
        for value in values:
            yield from _with_value(asked, name, value)


def _dates(asked: Asked) -> list[str]:
    """The request's own time, in the other forms in which it may have been signed."""
    moment = headers.seconds(asked.header("x-amz-pay-date"))
    if moment is None:
        return []
    time = datetime.fromtimestamp(moment, UTC)
    return [time.strftime(form) for form in _DATES] + [format_datetime(time, usegmt=True)]


def _with_value(asked: Asked, name: str, value: str) -> Iterator[Suspicion]:
    sent = asked.header(name)
    if value and value != sent:
        pairs = tuple((key, value if key == name else old) for key, old in asked.headers)
        yield replace(asked, headers=pairs), say(_OTHER_VALUE, name=name, value=value, sent=sent)


def _other_key(seen: Seen, keys: Keys) -> Message | None:
    """Find another key that is known here and fits the signature."""
    parsed = seen.authorization
    if parsed is None:
        return None
    others = ((name, Trial(key, parsed)) for name, key in keys.items() if name != seen.key_id)
    found = next((name for name, trial in others if trial.fits(seen.asked)), None)
    return say(_OTHER_KEY, other=found, named=seen.key_id) if found else None
