"""Calls beside the table, and simulation codes, are stored and repeated like every other write."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from apay_console.errors import Invalid
from apay_console.model.exchange import Outcome
from apay_console.model.signed_call import signed_call
from tests.api import faults
from tests.api.faults import answering
from tests.senders import OK, UPDATE, Bench, opened

CALL = replace(UPDATE, operation=signed_call("DELETE", "charges/C/cancel"), ids={})


@pytest.fixture
def bench(tmp_path: Path, private_key: RSAPrivateKey) -> Iterator[Bench]:
    with opened(tmp_path, private_key) as made:
        yield made


def first_line(request: bytes) -> str:
    return request.decode().split("\r\n", maxsplit=1)[0]


def test_a_signed_call_goes_where_it_was_told_to(bench: Bench) -> None:
    exchange = bench.send(CALL)
    [request] = bench.server.requests
    assert first_line(request) == "DELETE /sandbox/v1/charges/C/cancel HTTP/1.1"
    assert request.endswith(b'{"a":1}')
    assert exchange.operation == "signed_call"


def test_a_query_is_sorted_and_encoded_signed_and_sent(bench: Bench) -> None:
    query = "reports?reportTypes=A,B&pageSize=10"
    exchange = bench.send(replace(CALL, operation=signed_call("GET", query), body=b""))
    written = "pageSize=10&reportTypes=A%2CB"
    assert first_line(bench.server.requests[0]).split()[1] == f"/sandbox/v1/reports?{written}"
    assert f"\n/sandbox/v1/reports\n{written}\n" in exchange.canonical_request


def test_an_unknown_one_is_repeated_with_its_method_and_code(bench: Bench) -> None:
    bench.server.behaviour = faults.closing
    bench.send(replace(CALL, simulation="AmazonClosed"))
    [attempt] = bench.unfinished()
    assert (attempt.method, attempt.simulation) == ("DELETE", "AmazonClosed")
    bench.server.behaviour = OK
    assert bench.run(lambda sender: sender.repeat(attempt)).outcome is Outcome.APPLIED
    first, second = bench.server.requests
    assert first_line(first) == first_line(second)
    assert b"x-amz-pay-simulation-code: AmazonClosed" in second


def test_a_simulation_code_is_signed(bench: Bench) -> None:
    exchange = bench.send(replace(UPDATE, simulation="Declined"))
    assert "x-amz-pay-simulation-code:Declined" in exchange.canonical_request


@pytest.mark.parametrize("code", ["a\r\nb", "é", " x"])
def test_a_code_that_could_be_another_header_is_refused(code: str, bench: Bench) -> None:
    with pytest.raises(Invalid):
        bench.send(replace(UPDATE, simulation=code))
    assert bench.server.connections == 0


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, "apay_console")
    return caplog


def test_p09_the_log_is_told_how_it_went_by_the_path_without_ids(
    bench: Bench, told: pytest.LogCaptureFixture
) -> None:
    bench.server.behaviour = answering(200, "{}", "x-amz-pay-request-id: R-1")
    took = round(bench.send(UPDATE).took_ms)
    way = "method=PATCH path=checkoutSessions/{checkoutSessionId} status=200"
    assert told.messages == [f"exchange {way} ms={took} request_id=R-1 outcome=APPLIED"]


def test_p09_of_what_had_no_answer_and_was_typed_by_hand_the_log_is_told_no_more(
    bench: Bench, told: pytest.LogCaptureFixture
) -> None:
    bench.server.behaviour = faults.closing
    took = round(bench.send(CALL).took_ms)
    assert told.messages == [
        f"exchange method=DELETE path=- status=- ms={took} request_id=- outcome=UNKNOWN"
    ]
