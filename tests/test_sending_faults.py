"""What a server's bad day leaves: one request, one outcome, and words that can be acted upon."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from apay_console.api.client import Client
from apay_console.model.exchange import Exchange, Outcome
from apay_console.model.fields import ApiVersion
from apay_console.model.operations import CREATE_SESSION
from apay_console.model.request import Request
from apay_console.presenters.sale.words.notices import notice_of
from apay_console.pytest_plugin import ApayEmulator
from apay_console.sending import Sender
from tests.api.calls import EMULATOR
from tests.api.faults import Visit, answering
from tests.patience import PATIENCE_S
from tests.senders import CREATE, GET, OK, UPDATE, Bench, opened

ROOT = Path(__file__).parents[1]
HTML = "<html><b>Service Unavailable</b><script>alert(1)</script></html>"


@pytest.fixture
def bench(tmp_path: Path, private_key: RSAPrivateKey) -> Iterator[Bench]:
    with opened(tmp_path, private_key) as made:
        yield made


def test_f15_a_key_that_came_with_other_content_leads_to_the_first_request(
    bench: Bench, apay_emulator: ApayEmulator
) -> None:
    bench.key = apay_emulator.private_key
    who = replace(EMULATOR, public_key_id=apay_emulator.public_key_id)
    body = (
        b'{"storeId":"amzn1.a","webCheckoutDetails":{"checkoutReviewReturnUrl":"http://a.example"}}'
    )
    made = Request(CREATE_SESSION, who, ApiVersion.V2, {}, body, sale_id="s1")

    async def twice(sender: Sender) -> Exchange:
        first = await sender.send(made)
        assert first.outcome is Outcome.APPLIED
        key = first.idempotency_key
        await bench.database.run(lambda c: c.execute("DELETE FROM attempts"))  # as another machine
        other = replace(made, body=body.replace(b"amzn1.a", b"amzn1.b"), idempotency_key=key)
        return await sender.send(other)

    second: Exchange = bench.run(
        twice, client=Client(clock=time.time), endpoint_of=lambda _: apay_emulator.base_url
    )
    told = notice_of(second)
    assert second.outcome is Outcome.REJECTED
    assert told is not None
    assert str(told.sentence) == (
        "This idempotency key was used before with other content; nothing changed."
    )
    assert told.actions == ("get", "history")
    assert len(apay_emulator.state["session"]) == 1


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_f17_a_read_is_asked_four_times_and_a_page_of_html_is_text(
    status: int, bench: Bench
) -> None:
    bench.server.behaviour = answering(status, HTML, "Content-Type: text/html")
    exchange = bench.send(GET)
    assert (len(bench.server.requests), bench.pauses) == (4, [1.0, 2.0, 4.0])
    assert exchange.outcome is Outcome.UNKNOWN
    assert exchange.answered is not None
    assert exchange.answered.body.decode() == HTML
    told = notice_of(exchange)
    assert told is not None
    assert str(status) in str(told.sentence)
    assert "<" not in str(told.sentence)


@pytest.mark.parametrize("status", [500, 502, 503, 504])
@pytest.mark.parametrize("request_", [UPDATE, CREATE])
def test_f17_a_write_is_sent_once_and_asked_about_by_the_person(
    status: int, request_: Request, bench: Bench
) -> None:
    bench.server.behaviour = answering(status, HTML, "Content-Type: text/html", "Retry-After: 0")
    assert bench.send(request_).outcome is Outcome.UNKNOWN
    assert (len(bench.server.requests), len(bench.unfinished())) == (1, 1)


SLEEPING = """
import sys
from pathlib import Path
from types import SimpleNamespace
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from tests.senders import CREATE, Bench
key, server = generate_private_key(65537, 2048), SimpleNamespace(url=sys.argv[2])
bench = Bench(Path(sys.argv[1]), key, server, 0.5)
exchange = bench.send(CREATE)
print(exchange.outcome, exchange.took_ms > 0, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot stop a program so")
def test_f67_asleep_past_its_deadline_a_write_is_unknown_when_the_computer_wakes(
    bench: Bench,
) -> None:
    arrived, awake = threading.Event(), threading.Event()

    def hold(visit: Visit) -> None:
        arrived.set()
        awake.wait(PATIENCE_S)
        visit.say("HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}")

    bench.server.behaviour = hold
    command = [sys.executable, "-c", SLEEPING, str(bench.path), bench.server.url]
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert arrived.wait(PATIENCE_S)
    os.kill(child.pid, signal.SIGSTOP)
    time.sleep(1)  # its deadline passes meanwhile
    os.kill(child.pid, signal.SIGCONT)
    said, _ = child.communicate(timeout=PATIENCE_S)
    awake.set()
    assert said == "UNKNOWN True\n"
    [attempt] = bench.unfinished()
    bench.server.behaviour = OK
    assert bench.run(lambda sender: sender.repeat(attempt)).outcome is Outcome.APPLIED
    assert bench.server.connections == 2, "each request has a connection of its own"


@pytest.mark.parametrize("jump", [-86_400.0, 86_400.0])
def test_f68_a_clock_that_jumps_meanwhile_makes_no_time_negative(jump: float, bench: Bench) -> None:
    moments = [1_700_000_000.0]

    def clock() -> float:
        moments.append(moments[-1] + jump)
        return moments[-1]

    first = bench.send(GET, clock=clock)
    second = bench.send(GET, clock=clock)
    assert first.took_ms >= 0 <= second.took_ms
    assert all(at >= 0 for _, at in first.trace)
    assert [one.id for one in bench.kept()] == [second.id, first.id]
