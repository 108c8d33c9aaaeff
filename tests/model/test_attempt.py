"""An attempt says what exactly is about to be sent, and to whom; until it ends nobody knows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apay_console.errors import NotSent
from apay_console.model.attempt import (
    Attempt,
    SentBefore,
    check_place,
    likeness_of,
    past_attempt,
    place_in,
    place_of,
)
from apay_console.model.exchange import Exchange, Outcome, Sent
from apay_console.model.fields import ApiVersion
from apay_console.model.operations import (
    CAPTURE_CHARGE,
    CLOSE_PERMISSION,
    COMPLETE_SESSION,
    CREATE_CHARGE,
    CREATE_REFUND,
    CREATE_SESSION,
)
from apay_console.model.profile import Environment, Profile, Region

BEGUN = Attempt("a", "p", "s", "create_session", "v2", "POST", "/v2/checkoutSessions", b"{}",
                "0" * 32, 100.0)  # fmt: skip
TEA = Profile(
    "fjord", "Fjord Tea", Environment.SANDBOX, Region.EU, "SANDBOX-AG6K", version=ApiVersion.V2
)
PLACE = "sandbox pay-api.amazon.eu"


def test_an_attempt_has_no_outcome_until_it_is_given_one() -> None:
    assert BEGUN.outcome is None
    assert replace(BEGUN, outcome=Outcome.APPLIED).body == BEGUN.body


def test_what_older_programs_stored_names_no_place_no_likeness_and_no_simulation() -> None:
    assert (BEGUN.simulation, BEGUN.place, BEGUN.likeness) == ("", "", "")


@pytest.mark.parametrize(("now", "age"), [(100.0, 0.0), (100.5, 0.5), (160.0, 60.0), (90.0, 0.0)])
def test_what_was_sent_before_is_handed_out_with_its_age(now: float, age: float) -> None:
    refusal = SentBefore(BEGUN, now)
    assert (refusal.twin, refusal.age) == (BEGUN, age)
    assert str(refusal.message) == "The very same was sent before, so it was not sent again."


def asked(url: str, key_id: str = "") -> Sent:
    written = f"AMZN-PAY-RSASSA-PSS-V2 PublicKeyId={key_id}, SignedHeaders=accept, Signature=x"
    signed = (("Authorization", written),) if key_id else ()
    return Sent("POST", url, (("x-amz-pay-host", "pay-api.amazon.eu"), *signed))


@pytest.mark.parametrize(
    ("url", "key_id", "place"),
    [
        ("http://127.0.0.1:8098/v2/charges", "SANDBOX-AG6K", "emulator pay-api.amazon.eu"),
        ("https://pay-api.amazon.com/v2/charges", "LIVE-AG6K", "live pay-api.amazon.com"),
        ("https://pay-api.amazon.jp/v2/charges", "SANDBOX-AG6K", "sandbox pay-api.amazon.jp"),
        ("https://pay-api.amazon.eu/live/v2/charges", "AG6K", "live pay-api.amazon.eu"),
        ("https://pay-api.amazon.eu/sandbox/v1/x", "", "sandbox pay-api.amazon.eu"),
        ("https://pay-api.amazon.eu/live/v2/charges", "SANDBOX-AG6K", "sandbox pay-api.amazon.eu"),
        ("https://pay-api.amazon.eu/v2/charges", "AG6K", " pay-api.amazon.eu"),
        ("https://pay-api.amazon.eu/v2/live/charges", "", " pay-api.amazon.eu"),
    ],
)
def test_whom_a_request_of_the_past_was_for_is_told_by_its_key_and_path(
    url: str, key_id: str, place: str
) -> None:
    assert place_in(asked(url, key_id)) == place


def test_a_request_without_a_host_was_for_nobody_of_amazons() -> None:
    assert place_in(asked("/v2/charges")) == "emulator pay-api.amazon.eu"


def test_a_request_of_the_past_is_written_down_as_it_was() -> None:
    headers = (("x-amz-pay-host", "pay-api.amazon.eu"), ("x-amz-pay-simulation-code", "Declined"))
    sent = Sent("POST", "https://pay-api.amazon.eu/live/v2/charges?a=1", headers, b'{"a":1}')
    exchange = Exchange(
        "create_charge", "v2", sent, None, Outcome.UNKNOWN, 12.0, 1.0,
        sale_id="s", profile_id="p", idempotency_key="0" * 32,
    )  # fmt: skip
    assert past_attempt(exchange) == Attempt(
        "", "p", "s", "create_charge", "v2", "POST", "/live/v2/charges?a=1", b'{"a":1}', "0" * 32,
        12.0, simulation="Declined", place="live pay-api.amazon.eu",
    )  # fmt: skip


@pytest.mark.parametrize("place", [PLACE, "", "sandbox ", " pay-api.amazon.eu"])
def test_p20_what_was_meant_for_the_same_place_may_go_again(place: str) -> None:
    assert place_of(TEA) == PLACE
    check_place(place, TEA)


@pytest.mark.parametrize(
    "place",
    ["live pay-api.amazon.eu", "emulator pay-api.amazon.eu", "sandbox pay-api.amazon.com", "live "],
)
def test_p20_what_was_meant_for_another_place_is_not_sent(place: str) -> None:
    with pytest.raises(NotSent) as refused:
        check_place(place, TEA)
    words = f"“Fjord Tea” was changed since: this was for {place}, so it is not sent again."
    assert str(refused.value.message) == words


CHARGE = b'{"chargeAmount": {"amount": "5", "currencyCode": "EUR"}, "chargePermissionId": "B1"}'
SAME = b'{"chargePermissionId":"B1","chargeAmount":{"currencyCode":"EUR","amount":"5"}}'
LIKE = likeness_of(CREATE_CHARGE, PLACE, "/v2/charges", CHARGE)


def test_p16_the_same_money_is_alike_however_it_is_written() -> None:
    assert len(LIKE) == 64
    for path in ("/v2/charges", "/sandbox/v2/charges", "/live/v1/charges"):
        assert likeness_of(CREATE_CHARGE, PLACE, path, SAME) == LIKE


@pytest.mark.parametrize(
    ("place", "path", "body"),
    [
        ("live pay-api.amazon.eu", "/v2/charges", CHARGE),
        (PLACE, "/v2/refunds", CHARGE),
        (PLACE, "/x/v2/charges", CHARGE),
        (PLACE, "/v2/v2/charges", CHARGE),
        (PLACE, "/v2/char/v2/ges", CHARGE),
        (PLACE, "/v2/charges", CHARGE.replace(b'"5"', b'"6"')),
        (PLACE, "/v2/charges", CHARGE.replace(b'"5"', b"5")),
        (PLACE, "/v2/charges", b"{"),
    ],
)
def test_p16_other_money_is_not_alike(place: str, path: str, body: bytes) -> None:
    assert likeness_of(CREATE_CHARGE, place, path, body) not in {"", LIKE}


def test_an_amount_that_is_written_as_a_number_is_a_likeness_too() -> None:
    found = [
        likeness_of(CREATE_CHARGE, PLACE, "/v2/charges", b'{"chargeAmount":{"amount":%b}}' % digits)
        for digits in (b"5.5", b"5.5", b"5.6")
    ]
    assert found[0] == found[1] != found[2]


def test_bodies_that_are_no_json_are_alike_when_their_bytes_are() -> None:
    found = [likeness_of(CREATE_CHARGE, PLACE, "/v2/charges", body) for body in (b"{", b"{", b"[")]
    assert found[0] == found[1] != found[2]


def test_only_what_moves_money_anew_has_a_likeness() -> None:
    assert likeness_of(CREATE_REFUND, PLACE, "/v2/refunds", CHARGE)
    for done in (CREATE_SESSION, COMPLETE_SESSION, CAPTURE_CHARGE, CLOSE_PERMISSION):
        assert likeness_of(done, PLACE, "/v2/x", CHARGE) == ""
    assert likeness_of(replace(CREATE_CHARGE, method="PATCH"), PLACE, "/v2/charges", CHARGE) == ""
    assert likeness_of(replace(CREATE_CHARGE, moves_money=False), PLACE, "/v2/x", CHARGE) == ""
