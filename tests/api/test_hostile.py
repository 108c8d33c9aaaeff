"""No answer hangs the program, fills its memory or ends it: a program of its own reads each."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import Any

import pytest

from tests.api import faults
from tests.api.faults import Behaviour, FaultServer, answering, heaping
from tests.patience import PATIENCE_S

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits memory as Linux does")

MOST = 64  # MiB that answers may take
CAP = 8 * 1024 * 1024
DEEP = 100_000
Told = dict[str, Any]
Tell = Callable[[str, object], None]
HEAVY = {
    "100 MB": (heaping(100_000_000), 30.0, "larger than 8388608 bytes"),
    "endless": (faults.pouring, 30.0, "larger than 8388608 bytes"),
    "bomb": (faults.bombing, 30.0, "compressed (gzip)"),
    "dripping head": (faults.dripping_head, 0.5, "within 0.5 seconds"),
    "dripping body": (faults.dripping_body, 0.5, "within 0.5 seconds"),
    "endless head": (faults.heading, 30.0, "is not HTTP"),
}
JSON = {
    "65 levels": ('{"a":' * 65 + "1" + "}" * 65, "APPLIED", "Nested deeper than 64 levels"),
    "100,000 levels": ('{"a":' * DEEP + "1" + "}" * DEEP, "UNKNOWN", "nested too deep"),
    "100,000 lists": ('{"a":' + "[" * DEEP + "]" * DEEP + "}", "UNKNOWN", "nested too deep"),
    "a million values": ('{"a":[' + "1," * 1_000_000 + "1]}", "UNKNOWN", "too many values"),
    "4,301 digits": ('{"a":' + "9" * 4_301 + "}", "APPLIED", "too many digits"),
    "a million digits": ('{"a":' + "9" * 1_000_000 + "}", "APPLIED", "too many digits"),
    "a text of 8 MB": ('{"a":"' + "x" * 8_000_000 + '"}', "APPLIED", ""),
}


def told_of(steps: Sequence[tuple[Behaviour, float, int]]) -> list[Told]:
    """Let a program ask hostile servers, one after the other, and a nice one in between."""
    with ExitStack() as open_servers:

        def serve(behaviour: Behaviour) -> FaultServer:
            return open_servers.enter_context(FaultServer(behaviour))

        nice, hostile = serve(answering(200, '{"a":1}')), [serve(step[0]) for step in steps]
        plan = [
            {"url": server.url, "seconds": step[1], "mebibytes": step[2]}
            for server, step in zip(hostile, steps, strict=True)
        ]
        found = _run(nice.url, plan)
        assert [len(server.requests) for server in hostile] == [1] * len(steps)
        return found


def _run(nice: str, plan: list[Told]) -> list[Told]:
    command = [sys.executable, "-m", "tests.api.asking", nice]
    done = subprocess.run(
        command,
        input=json.dumps(plan).encode(),
        capture_output=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.stderr == b""
    found: list[Told] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def told() -> dict[str, Told]:
    """What came of every answer; growth is counted from before the first."""
    heavy = [(behaviour, seconds, 0) for behaviour, seconds, _ in HEAVY.values()]
    texts = [(answering(200, text), 30.0, 0) for text, _, _ in JSON.values()]
    return dict(zip([*HEAVY, *JSON], told_of([*heavy, *texts]), strict=True))


@pytest.mark.parametrize("name", HEAVY)
def test_p15_a_hostile_answer_ends_and_its_memory_is_bounded(
    name: str, told: dict[str, Told], record_property: Tell
) -> None:
    found, words = told[name], HEAVY[name][2]
    assert found["outcome"] == "UNKNOWN"
    assert words in found["reason"]
    assert found["kept"] <= CAP
    assert found["lives"] == "APPLIED"
    assert found["growth"] <= MOST
    record_property("figure", f"{name}: {found['seconds']} s, +{found['growth']} MiB")


@pytest.mark.parametrize("name", JSON)
def test_p15_json_that_would_choke_a_reader_is_kept_and_not_read(
    name: str, told: dict[str, Told], record_property: Tell
) -> None:
    found, (text, outcome, unread) = told[name], JSON[name]
    assert found["outcome"] == outcome
    assert unread in found["unread"]
    assert found["read"] is not bool(unread)
    assert found["kept"] == len(text)
    assert found["lives"] == "APPLIED"
    assert found["growth"] <= MOST
    record_property("figure", f"{name}: +{found['growth']} MiB")


def test_f69_an_answer_for_which_there_is_no_memory_is_refused_and_the_program_lives(
    record_property: Tell,
) -> None:
    text = '{"a":[' + ",".join(['"' + "x" * 50 + '"'] * 150_000) + "]}"
    sizes = [1, 2, 4, 8, 12, 16, 24, 32]
    found = told_of([(answering(200, text), 30.0, size) for size in sizes])
    for one in found:
        assert one["lives"] == "APPLIED"
        assert one["read"] or "too little free memory" in one["reason"] + one["unread"]
    lost = [one for one in found if "memory for the answer of 127.0.0.1" in one["reason"]]
    assert {one["outcome"] for one in lost} == {"UNKNOWN"}
    assert not found[0]["read"]
    record_property("figure", f"{len(found)} of {len(sizes)} lived on, {len(lost)} unread")
