"""A request's headers, judged before its signature: whether they can be used at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import lru_cache

from apay_console import signing
from apay_console.emulator import refusals, strictness
from apay_console.emulator.strictness import Strictness
from apay_console.emulator.wire import Asked, Headers, Refused
from apay_console.model.exchange import SIMULATION_CODE
from apay_console.model.profile import HOSTS, Region

AUTHORIZATION = "authorization"
V1_AUTHORIZATION = "x-amz-pay-authorization"
IDEMPOTENCY_KEY = "x-amz-pay-idempotency-key"
REQUIRED = ("accept", "content-type", "x-amz-pay-date", "x-amz-pay-host", "x-amz-pay-region")
LOOPBACK = frozenset({"127.0.0.1", "localhost"})
OLDEST, NEWEST = 15 * 60.0, 5 * 60.0

_DATE = re.compile(
    r"([0-9]{4})(-?)([0-9]{2})\2([0-9]{2})T([0-9]{2})(:?)([0-9]{2})\6([0-9]{2})Z", re.ASCII
)
_REGIONS = {"na": Region.NA, "us": Region.NA, "eu": Region.EU, "jp": Region.JP}
_ONCE = frozenset(
    {*REQUIRED, AUTHORIZATION, V1_AUTHORIZATION, IDEMPOTENCY_KEY, SIMULATION_CODE, "host"}
)


def once(pairs: Headers) -> dict[str, str]:
    """Look headers up by name, refusing one of Amazon's that is sent twice."""
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next((name for name in names if name in _ONCE and names.count(name) > 1), None)
        if twice:
            raise refusals.bad_header(f"The header {twice} must be sent once.")
    return found


def hashed(asked: Asked, found: Mapping[str, str], parsed: signing.Authorization) -> Iterator[str]:
    """Write what the sender may have hashed, likeliest first; a header that is gone is empty."""
    whole = {name: found.get(name, "") for name in parsed.names}
    return signing.candidates(asked.method, asked.target, whole, parsed.signed_headers, asked.body)


def host_name(value: str) -> str:
    """Take the name out of a host with or without a port."""
    name, mark, port = value.lower().rpartition(":")
    return name if mark and port.isdecimal() else value.lower()


def check_host(found: Mapping[str, str]) -> None:
    """Refuse a request that was meant for another machine, as a rebound name would be."""
    name = host_name(found.get("host", ""))
    if name not in LOOPBACK and name not in HOSTS.values():
        raise refusals.bad_header("The header host names another machine.")


def check_origin(found: Mapping[str, str]) -> None:
    """Refuse what a page of somebody else sends; our own pages and scripts may."""
    origin, host = found.get("origin"), found.get("host", "").lower()
    if origin is not None and origin.lower() not in {f"http://{host}", f"https://{host}"}:
        raise Refused(403, "UnauthorizedAccess", "Pages of another origin may not ask here.")


def require(found: Mapping[str, str], names: Iterable[str], *, v1: bool) -> None:
    """Refuse a request without a header that it needs."""
    for name in names:
        value = found.get(name)
        if value is None:
            code = "MissingHeaderValue" if v1 else "MissingHeader"
            raise Refused(400, code, f"The header {name} is missing.")
        if not value:
            raise Refused(400, "MissingHeaderValue", f"The header {name} has no value.")


def check_media(found: Mapping[str, str], dial: Strictness) -> None:
    """Refuse other media than JSON, which is all that Amazon speaks."""
    for name in ("accept", "content-type"):
        types = [part.partition(";")[0].strip().lower() for part in found[name].split(",")]
        if "application/json" not in types and not dial.lets(strictness.MEDIA, name):
            sentence = f"The header {name} must be application/json. {strictness.MEDIA.reason}"
            raise refusals.bad_header(sentence)


def region_of(found: Mapping[str, str], dial: Strictness) -> Region:
    """Read the region, which Amazon's own host must agree with."""
    region = _REGIONS.get(found["x-amz-pay-region"].lower())
    if region is None:
        raise refusals.bad_header("The header x-amz-pay-region must be na, eu or jp.")
    name = host_name(found["x-amz-pay-host"])
    rule = strictness.FOREIGN_HOST
    if name not in LOOPBACK and name != HOSTS[region] and not dial.lets(rule, name):
        sentence = f"The header x-amz-pay-host must be {HOSTS[region]} in region {region}."
        raise refusals.bad_header(f"{sentence} {rule.reason}")
    return region


def check_date(value: str, now: float) -> None:
    """Refuse a request that is too old, or not yet due."""
    sent = seconds(value)
    if sent is None:
        raise refusals.bad_header("The header x-amz-pay-date must look like 20250610T083000Z.")
    if sent > now + NEWEST:
        raise refusals.bad_header("The header x-amz-pay-date should not be in future.")
    if sent < now - OLDEST:
        raise refusals.bad_header("The header x-amz-pay-date is older than 15 minutes.")


@lru_cache(maxsize=64)  # requests of one second have one date
def seconds(value: str) -> float | None:
    """Read x-amz-pay-date as seconds since 1970; None when it is not written as it must be."""
    found = _DATE.fullmatch(value)
    if not found or bool(found[2]) != bool(found[6]):
        return None
    year, _, month, day, hour, _, minute, second = found.groups()
    try:
        moment = datetime(
            int(year), int(month), int(day), int(hour), int(minute), int(second), tzinfo=UTC
        )
    except ValueError:
        return None
    return moment.timestamp()
