"""A profile says who asks and where; a key of one environment is never used in another."""

from __future__ import annotations

import dataclasses

import pytest

from apay_console.errors import Invalid
from apay_console.model.fields import ApiVersion
from apay_console.model.profile import (
    Algorithm,
    Environment,
    Profile,
    Region,
    base_path,
    check_profile,
    environment_of,
)

V1, V2 = ApiVersion.V1, ApiVersion.V2
SANDBOX, LIVE, EMULATOR = Environment.SANDBOX, Environment.LIVE, Environment.EMULATOR
NEUTRAL_ID, SANDBOX_ID, LIVE_ID = "AG6KZ5VFXNQ3JPTMWL2DAG6K", "SANDBOX-AG6KZ5VF", "LIVE-AG6KZ5VF"


def profile(environment: Environment, key_id: str, region: Region = Region.NA) -> Profile:
    return Profile("p", "Fjord Tea", environment, region, key_id)


@pytest.mark.parametrize(
    ("environment", "key_id", "version", "path"),
    [
        (SANDBOX, NEUTRAL_ID, V1, "/sandbox/v1"),
        (SANDBOX, NEUTRAL_ID, V2, "/sandbox/v2"),
        (LIVE, NEUTRAL_ID, V1, "/live/v1"),
        (LIVE, NEUTRAL_ID, V2, "/live/v2"),
        (SANDBOX, SANDBOX_ID, V2, "/v2"),
        (LIVE, LIVE_ID, V2, "/v2"),
        (SANDBOX, SANDBOX_ID, V1, "/sandbox/v1"),
        (LIVE, LIVE_ID, V1, "/live/v1"),
        (EMULATOR, SANDBOX_ID, V1, "/sandbox/v1"),
        (EMULATOR, SANDBOX_ID, V2, "/v2"),
        (EMULATOR, NEUTRAL_ID, V2, "/sandbox/v2"),
    ],
)
def test_the_environment_stands_in_the_path_unless_the_key_id_names_it(
    environment: Environment, key_id: str, version: ApiVersion, path: str
) -> None:
    assert base_path(profile(environment, key_id), version) == path


@pytest.mark.parametrize(
    ("region", "host", "currency"),
    [
        (Region.NA, "pay-api.amazon.com", "USD"),
        (Region.EU, "pay-api.amazon.eu", "EUR"),
        (Region.JP, "pay-api.amazon.jp", "JPY"),
    ],
)
def test_a_region_has_its_host_and_its_ledger_currency(
    region: Region, host: str, currency: str
) -> None:
    found = profile(SANDBOX, SANDBOX_ID, region)
    assert (found.host, found.currency) == (host, currency)


@pytest.mark.parametrize(
    ("key_id", "environment"),
    [
        (SANDBOX_ID, SANDBOX),
        (LIVE_ID, LIVE),
        ("sandbox-ag6kz5vf", SANDBOX),
        ("Live-AG6KZ5VF", LIVE),
        (NEUTRAL_ID, None),
        ("", None),
        ("AG-SANDBOX", None),
    ],
)
def test_a_key_id_names_its_environment_by_its_prefix(
    key_id: str, environment: Environment | None
) -> None:
    assert environment_of(key_id) is environment


@pytest.mark.parametrize(
    ("environment", "key_id"),
    [(LIVE, SANDBOX_ID), (SANDBOX, LIVE_ID), (EMULATOR, LIVE_ID), (LIVE, "sandbox-ag")],
)
def test_a_key_id_of_another_environment_is_refused(environment: Environment, key_id: str) -> None:
    with pytest.raises(Invalid) as caught:
        check_profile(profile(environment, key_id))
    example = caught.value.example
    check_profile(profile(environment, example))


@pytest.mark.parametrize(
    ("environment", "key_id"),
    [(SANDBOX, SANDBOX_ID), (LIVE, LIVE_ID), (EMULATOR, SANDBOX_ID),
     (SANDBOX, NEUTRAL_ID), (LIVE, NEUTRAL_ID), (EMULATOR, NEUTRAL_ID)],
)  # fmt: skip
def test_a_key_id_of_the_same_environment_or_of_none_is_taken(
    environment: Environment, key_id: str
) -> None:
    check_profile(profile(environment, key_id))


def test_a_new_profile_asks_v2_with_the_longer_salt_and_holds_no_key() -> None:
    found = profile(SANDBOX, SANDBOX_ID)
    assert (found.version, found.algorithm) == (V2, Algorithm.PSS_V2)
    assert found.key_ref == ""
    assert not [row.name for row in dataclasses.fields(found) if "private" in row.name]


def test_the_emulator_is_asked_directly_whatever_proxy_is_kept() -> None:
    for environment, key_id in ((EMULATOR, SANDBOX_ID), (SANDBOX, SANDBOX_ID), (LIVE, LIVE_ID)):
        made = dataclasses.replace(profile(environment, key_id), proxy="http://proxy.example:80")
        assert made.way == ("" if environment is EMULATOR else "http://proxy.example:80")


def test_a_profile_with_what_is_no_proxy_sends_nothing() -> None:
    broken = dataclasses.replace(profile(SANDBOX, SANDBOX_ID), proxy="http://mara:pw@evil.example")
    with pytest.raises(Invalid, match="proxy"):
        check_profile(broken)


@pytest.mark.parametrize("seconds", [0, 4, 121, 10**9])
def test_p15_a_profile_that_would_wait_too_briefly_or_for_ever_sends_nothing(seconds: int) -> None:
    broken = dataclasses.replace(profile(SANDBOX, SANDBOX_ID), deadline=seconds)
    with pytest.raises(Invalid, match="whole number of seconds"):
        check_profile(broken)
