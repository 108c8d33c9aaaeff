"""How the merchant is notified, as the person planned it and as it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from apay_console.errors import Invalid
from apay_console.model.letter import ENDPOINT, IN_ORDER, MODES

LONGEST = 400 * 24 * 3600  # seconds that a letter may be late


@dataclass(frozen=True)
class Plan:
    """How the merchant is notified."""

    endpoint: str = ""
    is_here: bool = False  # this console's own receiver, whatever its port is today
    mode: str = IN_ORDER
    after: int = 60  # seconds, when late
    allowed: tuple[str, ...] = ()  # hosts beyond this computer
    amazon_host: bool = False  # SigningCertURL names Amazon's host
    sha256: bool = False  # SignatureVersion 2 instead of 1

    @property
    def kept(self) -> dict[str, Any]:
        """The plan as it is stored."""
        return {**vars(self), "allowed": list(self.allowed)}


def host_of(url: str) -> str:
    """Name the host of an address."""
    return urlsplit(url).hostname or ""


def read_plan(kept: Any) -> Plan:
    """Read a stored plan; what cannot be used is as at the beginning."""
    found = kept if isinstance(kept, Mapping) else {}
    plan = Plan(is_here=found.get("is_here") is True)
    try:
        plan = replace(plan, endpoint=ENDPOINT.check(str(found.get("endpoint") or "http://x/")))
    except Invalid:
        return plan
    hosts = found.get("allowed")
    mode, after = found.get("mode"), found.get("after")
    return replace(
        plan,
        endpoint=plan.endpoint if found.get("endpoint") else "",
        mode=mode if mode in MODES else IN_ORDER,
        after=after if type(after) is int and 0 <= after <= LONGEST else 60,
        allowed=tuple(str(host) for host in hosts) if isinstance(hosts, list) else (),
        amazon_host=found.get("amazon_host") is True,
        sha256=found.get("sha256") is True,
    )
