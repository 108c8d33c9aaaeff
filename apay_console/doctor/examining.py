"""The signature doctor: whether Amazon Pay takes a captured request, and if not, why."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from apay_console.emulator import headers
from apay_console.emulator.diagnosing import diagnose, suspicions
from apay_console.emulator.gate import Gate
from apay_console.emulator.strictness import STRICT
from apay_console.emulator.watching import Seen
from apay_console.emulator.wire import Answer, Asked, Refused
from apay_console.errors import N_, Message, say
from apay_console.model.rejection import Rejection
from apay_console.signing import Authorization

_RIGHT = N_("The signature is right: it was made with the private key of this public key.")
_NO_SIGNATURE = N_("The request carries no authorization header that can be read.")
_OTHER_KEY = N_(
    "Amazon read the request just as it was captured, and the signature fits this public key. So "
    "Amazon knows another key under {key_id}: compare id, region and account in Seller Central."
)
_SAME = N_(
    "Amazon read the request just as it was captured. So the private key is not the one of "
    "{key_id}, or the salt is not the one of {algorithm}, or something changed between signing and "
    "sending. Paste the public key: it tells which."
)
_OTHER_ALGORITHM = N_("Amazon read the algorithm {theirs}, but the request names {ours}.")
_OTHER_LINE = N_(
    "Amazon read line {line} of the canonical request as “{theirs}”; here it is “{ours}”. "
    "Something between your signing and Amazon changes it."
)
_OTHER_BODY = N_(
    "Amazon received another body than was captured: it was written anew, or left out, on the way."
)
_OTHER = N_(
    "Amazon read another request than this one, in a way that is not a usual one. Capture it again "
    "where it leaves, behind every library and proxy."
)
_LONGEST = 200  # of a line that is quoted


@dataclass(frozen=True)
class Finding:
    """What the doctor says of one request."""

    is_right: bool
    words: Message
    code: str = ""  # Amazon's reason code for a refusal before the signature
    canonical: str = ""  # the request as it is hashed
    to_sign: str = ""


def examine(asked: Asked, key: RSAPublicKey | None, rejection: Rejection | None) -> Finding:
    """Judge a request by its sender's public key, by Amazon's refusal, or by both."""
    seen = Seen(asked, Answer(403, b""), 0.0, 0.0)
    if seen.authorization is None:
        return Finding(is_right=False, words=say(_NO_SIGNATURE), code="InvalidHeaderValue")
    refused = _refused(seen, key)
    if refused is not None and refused.code != "InvalidRequestSignature":
        words = say("{why}", why=refused.sentence)
        return _found(seen, words, refused.code)
    is_right = key is not None and refused is None  # without a key nothing is known to fit
    return _by_signature(seen, key, rejection, is_right=is_right)


def key_id_of(asked: Asked) -> str:
    """The public key id that a request was signed for; empty when it names none."""
    return Seen(asked, Answer(403, b""), 0.0, 0.0).key_id


def _by_signature(
    seen: Seen, key: RSAPublicKey | None, rejection: Rejection | None, *, is_right: bool
) -> Finding:
    if rejection is not None:
        return _found(seen, _compared(seen, rejection, key, is_right=is_right))
    if is_right:
        return _found(seen, say(_RIGHT), is_right=True)
    keys = {seen.key_id: key} if key else {}
    return _found(seen, diagnose(seen, keys), "InvalidRequestSignature")


def _refused(seen: Seen, key: RSAPublicKey | None) -> Refused | None:
    """Ask the emulator's own gate, at the request's own time; without a key as if it fitted."""
    gate = Gate({seen.key_id: key} if key else {}, STRICT)
    judge = gate.judge if key else gate.check
    try:
        found = headers.once(seen.asked.headers)
        judge(seen.asked, found, headers.seconds(found.get("x-amz-pay-date", "")) or 0.0)
    except Refused as refused:
        return refused
    return None


def _compared(
    seen: Seen, rejection: Rejection, key: RSAPublicKey | None, *, is_right: bool
) -> Message:
    """Say what Amazon's hash tells: the key, or where the request changed on its way."""
    parsed = seen.authorization
    if parsed is None:
        return say(_NO_SIGNATURE)
    if rejection.algorithm is not parsed.algorithm:
        theirs, ours = rejection.algorithm.value, parsed.algorithm.value
        return say(_OTHER_ALGORITHM, theirs=theirs, ours=ours)
    if rejection.digest in map(_digest, headers.hashed(seen.asked, seen.headers, parsed)):
        return _read_alike(seen, parsed, key, is_right=is_right)
    return _changed(seen, rejection.digest)


def _read_alike(
    seen: Seen, parsed: Authorization, key: RSAPublicKey | None, *, is_right: bool
) -> Message:
    """Say what is at fault where Amazon read what was captured: a known key tells it exactly."""
    if key is not None and not is_right:
        return diagnose(seen, {seen.key_id: key})
    words = _OTHER_KEY if is_right else _SAME
    return say(words, key_id=parsed.key_id, algorithm=parsed.algorithm.value)


def _changed(seen: Seen, digest: str) -> Message:
    """Find the request whose hash Amazon computed, among those that differ in one thing."""
    for other, _ in suspicions(seen.asked):
        text = Seen(other, seen.answer, 0.0, 0.0).canonical
        if _digest(text) == digest:
            return _first_difference(seen.canonical, text)
    return say(_OTHER)


def _first_difference(ours: str, theirs: str) -> Message:
    lines = list(zip(ours.split("\n"), theirs.split("\n"), strict=False))
    number, pair = next((at, two) for at, two in enumerate(lines, 1) if two[0] != two[1])
    if number == len(lines):
        return say(_OTHER_BODY)
    ours, theirs = (text[:_LONGEST] for text in pair)
    return say(_OTHER_LINE, line=number, ours=ours, theirs=theirs)


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _found(seen: Seen, words: Message, code: str = "", *, is_right: bool = False) -> Finding:
    return Finding(is_right, words, code, seen.canonical, seen.to_sign)
