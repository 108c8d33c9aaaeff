"""Amazon's own refusal of a signature: it tells the hash of the request as Amazon read it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from apay_console.errors import N_, Invalid, say
from apay_console.model.profile import Algorithm

# as `InvalidRequestSignature` writes it, in JSON or as a log shows it
_STRING = re.compile(r"\[\s*(AMZN-PAY-RSASSA-PSS(?:-V2)?)(?:\\+n|\s)+([0-9a-f]{64})\s*\]")
_EXAMPLE = "Unable to verify signature, signing String [AMZN-PAY-RSASSA-PSS-V2\\n1f0c…]"


@dataclass(frozen=True)
class Rejection:
    """What Amazon would have had to find signed."""

    algorithm: Algorithm
    digest: str  # of the canonical request as Amazon read it, in hexadecimal


def read_rejection(text: str) -> Rejection:
    """Find the string to sign in a refusal; raise Invalid when it tells none."""
    found = find_rejection(text)
    if found is None:
        raise Invalid(say(N_("This refusal tells no string to sign.")), _EXAMPLE)
    return found


def find_rejection(text: str) -> Rejection | None:
    """Find the string to sign in a refusal, if it tells one."""
    found = _STRING.search(text)
    return Rejection(Algorithm(found[1]), found[2]) if found else None
