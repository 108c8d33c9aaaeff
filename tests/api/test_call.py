"""A call that could go astray cannot be made."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from hypothesis import given
from hypothesis import strategies as st

from apay_console.api.call import check_endpoint, check_idempotency_key
from apay_console.errors import Invalid
from apay_console.model.profile import HOSTS, Environment, Profile, Region
from apay_console.sources import random_id
from tests.api.calls import EMULATOR, SESSION, TARGET, update

HERE = "http://127.0.0.1:8080"
AMAZONS = [
    Profile("p", "Shop", environment, region, key_id)
    for environment, key_id in [(Environment.SANDBOX, "SANDBOX-A"), (Environment.LIVE, "LIVE-A")]
    for region in Region
]


@pytest.mark.parametrize(
    "endpoint", [HERE, "http://localhost:1", "https://localhost", "http://[::1]:65535"]
)
def test_the_emulators_profile_asks_this_machine(endpoint: str, private_key: RSAPrivateKey) -> None:
    assert update(private_key, endpoint).authority == endpoint.split("//")[1]


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://pay-api.amazon.com",
        "http://127.0.0.2:80",
        "http://127.0.0.1.evil.example",
        "http://localhost.evil.example",
        "http://127.0.0.1@evil.example",
        "http://evil.example#127.0.0.1",
        "http://127.0.0.1:8080/",
        "http://127.0.0.1:8080/path",
        "http://127.0.0.1:8080?x",
        "http://127.0.0.1:",
        "http://127.0.0.1:0",
        "http://127.0.0.1:65536",
        "http://127.0.0.1:٨٠",
        "http://127.0.0.1\n",
        "HTTP://127.0.0.1",
        "ftp://127.0.0.1",
        "http://0.0.0.0",
        "http://192.168.0.1",
        "127.0.0.1:8080",
        "",
    ],
)
def test_the_emulators_profile_asks_nobody_else(endpoint: str, private_key: RSAPrivateKey) -> None:
    with pytest.raises(Invalid):
        update(private_key, endpoint)


@pytest.mark.parametrize("profile", AMAZONS, ids=lambda p: f"{p.environment}-{p.region}")
def test_p14_amazons_profiles_ask_the_host_of_their_region(
    profile: Profile, private_key: RSAPrivateKey
) -> None:
    target = f"/{profile.environment}/v1/checkoutSessions/{SESSION}"
    update(private_key, f"https://{profile.host}", profile=profile, target=target)
    others = {f"https://{host}" for host in HOSTS.values()} - {f"https://{profile.host}"}
    same_but = [f"http://{profile.host}", f"https://{profile.host}:443", f"https://{profile.host}."]
    for endpoint in [*others, *same_but, HERE]:
        with pytest.raises(Invalid, match="sends nothing to http"):
            update(private_key, endpoint, profile=profile, target=target)


@pytest.mark.parametrize("profile", AMAZONS, ids=lambda p: f"{p.environment}-{p.region}")
def test_p20_no_path_leads_to_another_environment_than_the_profiles(
    profile: Profile, private_key: RSAPrivateKey
) -> None:
    where = f"https://{profile.host}"
    for segment in ("sandbox", "live", "LIVE", "Sandbox"):
        call = partial(update, private_key, where, profile=profile, target=f"/{segment}/v1/charges")
        if segment.lower() == profile.environment:
            assert call().target == f"/{segment}/v1/charges"
        else:
            with pytest.raises(Invalid, match=f"sends nothing to /{segment}"):
                call()


@given(st.sampled_from(AMAZONS), st.text(max_size=60))
def test_p14_no_text_at_all_leads_elsewhere(profile: Profile, text: str) -> None:
    for endpoint in (text, f"https://{profile.host}{text}", f"https://{text}{profile.host}"):
        if endpoint != f"https://{profile.host}":
            with pytest.raises(Invalid):
                check_endpoint(profile, endpoint)


def test_p20_a_live_key_id_is_for_live_profiles_only(private_key: RSAPrivateKey) -> None:
    with pytest.raises(Invalid, match="LIVE"):
        update(private_key, HERE, profile=replace(EMULATOR, public_key_id="live-A"))


@pytest.mark.parametrize(
    "target",
    [
        *["", "/", "x", "//v2", "/v2//a", "/v2/../a", "/v2/.", "/v2/a//", "/v2/a b", "/v2/a\n"],
        *[
            "/v2/a?",
            "/v2/a?b c",
            "/v2/a?b#c",
            "/v2/..?b",
            "/v2/a#b",
            "/v2/a%2Fb",
            "/v2/é",
            "/v2/a\\b",
            "http://evil.example/v2",
        ],
    ],
)
def test_b29_a_path_that_could_mean_another_is_refused(
    target: str, private_key: RSAPrivateKey
) -> None:
    with pytest.raises(Invalid):
        update(private_key, HERE, target=target)


@pytest.mark.parametrize(
    "target",
    [TARGET, TARGET + "/", "/v2/charges/P21-1.C~_-/capture", "/v2/reports?reportTypes=A,B&x=%20"],
)
def test_amazons_paths_are_taken(target: str, private_key: RSAPrivateKey) -> None:
    assert update(private_key, HERE, target=target).target == target


def test_p17_amazon_takes_every_idempotency_key_of_ours(
    record_property: Callable[[str, object], None],
) -> None:
    keys = {random_id() for _ in range(1_000)}
    record_property("figure", f"{len(keys)} keys")
    assert len(keys) == 1_000
    for key in keys:
        assert re.fullmatch(r"[A-Za-z0-9_-]{1,32}", key, re.ASCII)
        check_idempotency_key(key)


@given(st.uuids(version=4))
def test_b22_a_key_that_is_too_long_is_refused_with_the_most_that_it_may_be(uuid: object) -> None:
    for key in (str(uuid), "a" * 33):  # with its dashes it has 36
        with pytest.raises(Invalid, match="1 to 32 letters"):
            check_idempotency_key(key)
    check_idempotency_key("a" * 32)


@pytest.mark.parametrize("key", ["a b", " a", "é", "a\n", "a.b", "٣", "\N{TEACUP WITHOUT HANDLE}"])
def test_b23_a_key_with_other_signs_is_refused_with_those_that_it_may_have(
    key: str, private_key: RSAPrivateKey
) -> None:
    with pytest.raises(Invalid, match="letters, digits, dashes and underscores") as refused:
        update(private_key, HERE, idempotency_key=key)
    check_idempotency_key(refused.value.example)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("x-amz-pay-authtoken", ""),
        ("x-amz-pay-authtoken", "a\r\nx: b"),
        ("x-amz-pay-authtoken", "é"),
        ("x-amz-pay-authtoken", " a"),
        ("x-amz-pay-authtoken", "a\n"),
        ("X-Amz-Pay-Authtoken", "a"),
        ("x-amz-pay-date", "a"),
        ("authorization", "a"),
        ("host", "evil.example"),
    ],
)
def test_no_header_can_be_smuggled_in(name: str, value: str, private_key: RSAPrivateKey) -> None:
    with pytest.raises(Invalid):
        update(private_key, HERE, headers=((name, value),))


@pytest.mark.parametrize("value", ["a@b.example\r\nBcc: c@d.example", "a@b.example\nx: y"])
def test_b56_no_newline_of_an_address_gets_into_a_header(
    value: str, private_key: RSAPrivateKey
) -> None:
    for name in ("x-amz-pay-authtoken", "x-amz-pay-simulation-code"):
        with pytest.raises(Invalid):
            update(private_key, HERE, headers=((name, value),))


@pytest.mark.parametrize("profile", AMAZONS)
def test_a_simulation_code_never_goes_to_live(profile: Profile, private_key: RSAPrivateKey) -> None:
    headers = (("x-amz-pay-simulation-code", "Declined"),)
    call = partial(update, private_key, f"https://{profile.host}", profile=profile)
    call = partial(call, target=f"/v2/checkoutSessions/{SESSION}", headers=headers)
    if profile.environment is Environment.LIVE:
        with pytest.raises(Invalid, match="sandbox only"):
            call()
    else:
        assert call().headers == headers
