"""Whatever is refused, by fault or by the gate, has a sentence."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import apay_console.emulator.gate
import apay_console.emulator.headers
import apay_console.emulator.replays
from apay_console.errors import say
from apay_console.model.exchange import Answered, Exchange, Outcome, Sent
from apay_console.model.verdicts.rules import RULES
from apay_console.model.verdicts.verdict import Verdict, verdict
from tests.emulator.shop import NOW

GATE = (apay_console.emulator.gate, apay_console.emulator.headers, apay_console.emulator.replays)


def said(found: Verdict) -> str:
    return str(found.sentence)


# --- what comes of faults -------------------------------------------------------------------------


def made(status: int | None, body: Any = None, **more: Any) -> Exchange:
    raw = json.dumps(body or {}).encode()
    answered = None if status is None else Answered(status, (), raw)
    sent = Sent("GET", "http://127.0.0.1:1/v2/charges/x", ())
    outcome = Outcome.UNKNOWN if status is None else Outcome.REJECTED
    return Exchange("get_charge", "v2", sent, answered, outcome, NOW, 1.0, **more)


def test_a_fault_is_no_mistake_of_the_shop() -> None:
    assert said(verdict(made(503))) == "A fault was ordered: 503."
    assert verdict(made(503)).tone == "warn"
    assert said(verdict(made(None))) == "No answer: a fault broke the connection."
    spoilt = made(201, reason=say("cut off"))
    assert said(verdict(spoilt)) == "Signature right, 201, but a fault spoilt the answer."
    assert said(verdict(made(202))) == "Signature right, 202: it is decided later."


def test_a_refusal_that_nobody_foresaw_is_told_plainly() -> None:
    found = verdict(made(418, {"reasonCode": "Teapot", "message": "I am one."}))
    assert (said(found), found.words) == ("Refused: 418 Teapot.", "I am one.")


@given(
    status=st.integers(100, 599),
    code=st.sampled_from([rule.code for rule in RULES] + ["", "Other"]),
    message=st.text(max_size=200),
    version=st.sampled_from(["v1", "v2", "v3", ""]),
)
def test_whatever_was_answered_has_a_sentence(
    status: int, code: str, message: str, version: str
) -> None:
    told = made(status, {"reasonCode": code, "message": message})
    found = verdict(replace(told, version=version))
    assert said(found)
    assert found.tone in {"ok", "warn", "err"}


# --- counted --------------------------------------------------------------------------------------


def sentences() -> Iterator[tuple[str, str]]:
    """Every refusal that the gate's modules write out, with something in the place of values."""
    for module in GATE:
        tree = ast.parse(Path(str(module.__file__)).read_text("utf-8"))
        joined = (node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr))
        inner = {part for node in joined for part in node.values}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant | ast.JoinedStr) and node not in inner:
                text = "".join(
                    str(part.value) if isinstance(part, ast.Constant) else "x"
                    for part in (node.values if isinstance(node, ast.JoinedStr) else [node])
                )
                if text.startswith(
                    ("The header", "The signed header", "The public key", "Send au")
                ):
                    yield module.__name__.rpartition(".")[2], text


@pytest.mark.parametrize(("module", "text"), [*sentences()])
def test_every_sentence_of_the_gate_is_explained(module: str, text: str) -> None:
    codes = ("InvalidHeaderValue", "MissingHeader", "MissingHeaderValue")
    found = [verdict(made(400, {"reasonCode": code, "message": text})) for code in codes]
    assert any(not said(one).startswith("Refused:") for one in found), text
