"""What was meant for one environment or region is never sent, or signed, for another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from apay_console.errors import Invalid, NotSent
from apay_console.model.attempt import Attempt, place_of
from apay_console.model.exchange import Exchange, Outcome, Sent
from apay_console.model.profile import Environment, Profile, Region
from tests.api import faults
from tests.api.calls import EMULATOR
from tests.senders import CREATE, OK, UPDATE, Bench, opened

SANDBOX = Profile("p1", "Fjord Tea", Environment.SANDBOX, Region.EU, "SANDBOX-AG7")
LIVE = replace(SANDBOX, environment=Environment.LIVE, public_key_id="LIVE-AG7")
NEUTRAL = replace(SANDBOX, public_key_id="AG7")
MOVES = [
    (SANDBOX, LIVE),
    (LIVE, SANDBOX),
    (NEUTRAL, replace(NEUTRAL, environment=Environment.LIVE)),
    (replace(NEUTRAL, environment=Environment.LIVE), NEUTRAL),
    (SANDBOX, replace(SANDBOX, region=Region.NA)),
    (EMULATOR, LIVE),
    (EMULATOR, SANDBOX),
    (LIVE, EMULATOR),
]


@pytest.fixture
def bench(tmp_path: Path, private_key: RSAPrivateKey) -> Iterator[Bench]:
    with opened(tmp_path, private_key) as made:
        yield made


def amazon(profile: Profile) -> str:
    return f"https://{profile.host}"


def as_it_is_now(profile: Profile, bench: Bench) -> dict[str, Any]:
    async def profile_of(_: str) -> Profile:
        return profile

    def endpoint_of(one: Profile) -> str:
        is_here = one.environment is Environment.EMULATOR
        return bench.server.url if is_here else amazon(one)

    return {"profile_of": profile_of, "endpoint_of": endpoint_of}


def stored(profile: Profile, bench: Bench) -> Attempt:
    """An attempt as it would have been stored for a profile, and never left."""
    bench.server.behaviour = faults.closing
    bench.send(CREATE)
    [found] = bench.unfinished()
    path = (
        "/v2/checkoutSessions" if "-" in profile.public_key_id else f"/{profile.environment}/v1/c"
    )
    return replace(found, path=path, version="v2", place=place_of(profile))


def test_p20_what_is_stored_says_whom_it_is_for(bench: Bench) -> None:
    bench.server.behaviour = faults.closing
    bench.send(CREATE)
    assert [found.place for found in bench.unfinished()] == [place_of(EMULATOR)]


@pytest.mark.parametrize(("then", "now"), MOVES)
def test_p20_an_unknown_write_is_not_repeated_anywhere_else(
    then: Profile, now: Profile, bench: Bench
) -> None:
    attempt, connections = stored(then, bench), bench.server.connections
    with pytest.raises(NotSent, match="not sent again"):
        bench.run(lambda sender: sender.repeat(attempt), **as_it_is_now(now, bench))
    assert bench.server.connections == connections
    assert len(bench.unfinished()) == 1


@pytest.mark.parametrize(("then", "now"), MOVES)
def test_p20_a_request_of_the_past_is_signed_for_nobody_else(
    then: Profile, now: Profile, bench: Bench
) -> None:
    async def signed(sender: Any) -> Sent:
        url = f"{bench.server.url if then is EMULATOR else amazon(then)}"
        path = "/v2/charges" if "-" in then.public_key_id else f"/{then.environment}/v2/charges"
        key_id = f"AMZN PublicKeyId={then.public_key_id}, SignedHeaders=a, Signature=b"
        headers = (("authorization", key_id), ("x-amz-pay-host", then.host))
        past = Exchange(
            "create_charge", "v2", Sent("POST", url + path, headers, b"{}"), None,
            Outcome.UNKNOWN, 0.0, 0.0, idempotency_key="k", profile_id="p1",
        )  # fmt: skip
        return await sender.sign_again(past)

    assert bench.run(signed, **as_it_is_now(then, bench)).body == b"{}"
    with pytest.raises((NotSent, Invalid)):
        bench.run(signed, **as_it_is_now(now, bench))


def test_a_profile_that_only_changed_its_key_or_name_repeats(bench: Bench) -> None:
    bench.server.behaviour = faults.closing
    bench.send(UPDATE)
    [attempt] = bench.unfinished()
    bench.server.behaviour = OK
    now = replace(EMULATOR, name="Other", public_key_id="SANDBOX-NEW")
    exchange = bench.run(lambda sender: sender.repeat(attempt), **as_it_is_now(now, bench))
    assert exchange.outcome is Outcome.APPLIED


def test_what_an_older_program_stored_can_still_be_asked_about(bench: Bench) -> None:
    attempt = replace(stored(EMULATOR, bench), place="", path="/sandbox/v2/checkoutSessions")
    bench.server.behaviour = OK
    exchange = bench.run(lambda s: s.repeat(attempt), **as_it_is_now(EMULATOR, bench))
    assert exchange.outcome is Outcome.APPLIED
