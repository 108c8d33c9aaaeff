"""A signature or a header that was refused is explained."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from apay_console.model.exchange import Exchange
from tests.exchanges import answered, refused, sent
from tests.presenters.notice_parts import told, words

HASH = "5f0c" * 16

OTHER = "9e1d" * 16

CHANGED = " It read another request than the one that was signed: the request changed on the way."

SIGNING = f"Unable to verify signature, signing String [AMZN-PAY-RSASSA-PSS-V2\n{HASH}] , signature"


@pytest.mark.parametrize(
    ("ours", "message", "why"),
    [
        (
            HASH,
            SIGNING,
            " It read the request as we did, so check key, key id, region or algorithm.",
        ),
        (
            OTHER,
            SIGNING,
            CHANGED,
        ),
        (HASH, "no hash in it", ""),
    ],
)
def test_f14_a_refused_signature_compares_the_two_hashes(ours: str, message: str, why: str) -> None:
    exchange = refused(
        403,
        "InvalidRequestSignature",
        message,
        string_to_sign=f"AMZN-PAY-RSASSA-PSS-V2\n{ours}",
    )
    assert words(exchange) == ("Amazon could not verify the signature; nothing changed." + why)
    assert told(exchange).actions == ("signature", "profiles")


def header_refused(message: str, **values: Any) -> Exchange:
    return refused(400, "InvalidHeaderValue", message, **values)


def test_an_unknown_key_id_is_named_with_the_region() -> None:
    exchange = header_refused("The public key id SANDBOX-AG6K is not known.")
    headers = (
        ("x-amz-pay-region", "na"),
        ("authorization", "AMZN-PAY-RSASSA-PSS-V2 PublicKeyId=SANDBOX-AG6K, SignedHeaders=a"),
    )
    known = replace(exchange, sent=replace(exchange.sent, headers=headers))
    assert words(known) == (
        "Amazon does not know the key id SANDBOX-AG6K. Is it this region (na) and this environment?"
    )
    assert words(exchange) == (
        "Amazon does not know this key id. Is it this region and this environment?"
    )
    assert told(known).actions == ("profiles",)


@pytest.mark.parametrize(
    ("date", "sentence"),
    [
        ("Tue, 10 Jun 2025 07:55:12 GMT", ": this machine's clock is 20 min ahead."),
        ("Tue, 10 Jun 2025 08:45:10 GMT", ": this machine's clock is 29 min 58 s behind."),
        ("Tue, 10 Jun 2025 08:15:13 GMT", ". Is this machine's clock right?"),
        ("yesterday", ". Is this machine's clock right?"),
    ],
)
def test_a_refused_time_tells_how_far_the_clock_is_off(date: str, sentence: str) -> None:
    exchange = answered(
        sent(),
        400,
        {"reasonCode": "InvalidHeaderValue", "message": "The header x-amz-pay-date is too old."},
        ("date", date),
    )
    assert words(exchange) == f"Amazon refused the request's time{sentence}"


def test_a_bad_idempotency_key_is_not_taken_for_the_key_id() -> None:
    exchange = header_refused("The header x-amz-pay-idempotency-key is too long.")
    assert words(exchange) == "Amazon refused a header of the request; nothing changed."
    assert told(exchange).actions == ("signature",)
