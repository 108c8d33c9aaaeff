"""Whatever Amazon or this console may say has an explanation, and every explanation is reached."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import apay_console
from apay_console.emulator.rules.mishaps import MISHAPS
from apay_console.emulator.rules.turning import DECLINES, REFUND_DECLINES
from apay_console.errors import say
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.constraints import REMEDIES
from apay_console.model.fields import ApiVersion
from apay_console.model.openapi.refusals import refusals_of
from apay_console.model.operations import OPERATIONS
from apay_console.model.simulations import CODES
from apay_console.model.states.machines import MACHINES
from apay_console.model.why import table
from apay_console.model.why.traps import FIELDS
from apay_console.presenters.why.asking import FINE
from apay_console.presenters.why.rules.table import RULES
from apay_console.ui.commands import COMMANDS

ROOT = Path(apay_console.__file__).parent
LISTED = {entry.key for entry in table.ENTRIES}
# the thirty traps that Amazon's pages and its integrators' questions tell of
TRAPS = (
    "singular_plural",
    "redirect_null",
    "get_changes",
    "amount_format",
    "presentment_currency",
    "pending_with_capture",
    "soft_descriptor",
    "too_long",
    "bad_url",
    "day_long",
    "not_completed",
    "second_complete",
    "amount_changed",
    "no_id",
    "mixed_environments",
    "wrong_region",
    "signature",
    "idempotency_key",
    "hidden_errors",
    "misleading_404",
    "retry_declined",
    "asynchronous",
    "embedded_browser",
    "buyer_vanishes",
    "addresses",
    "nulls",
    "epoch_numbers",
    "personal_data",
    "private_key",
    "empty_restrictions",
)
GATEWAYS = (401, 403, 404, 407, 425, 500, 502, 503, 504)  # that may come without a code
# where the reasons are written for which nothing is sent, or the answer is not known
SPEAKERS = (
    "presenters/sale/state/sale_state.py",
    "api/failures.py",
    "api/outcomes.py",
    "api/certificate.py",
    "api/client.py",
    "api/trace.py",
    "api/wire.py",
    "api/posting.py",
    "presenters/sale/dispatch.py",
    "presenters/housekeeping.py",
)
OTHER_SPEAKERS = (  # who say other things too
    "signers.py",
    "api/repeats.py",
    "model/attempt.py",
    "sending.py",
    "store/attempts.py",
    "store/faults.py",
    "store/header.py",
    "store/keys/vault.py",
    "presenters/sale/words/notices.py",
    "presenters/sale/state/objects.py",
)
COMMANDS_EXPLAINED = ("open_page", "complete", "sign_in")  # by their names in the list of commands


def _errors() -> set[str]:
    return {
        f"error.{code}"
        for done in OPERATIONS
        for version in ApiVersion
        for codes in refusals_of(done, version).values()
        for code in codes
    } | {f"error.{done.refusal}" for done in OPERATIONS if done.refusal}


def _reasons() -> set[str]:
    by_machine = {
        f"{machine.subject.name}.{reason}"
        for machine in MACHINES
        for edge in machine.edges
        for reason in edge.reasons
    }
    by_emulator = {f"{row.kind}.{reason}" for row in MISHAPS for reason in row.reasons}
    declined = {f"charge.{code}" for code in DECLINES} | {f"refund.{c}" for c in REFUND_DECLINES}
    return by_machine | by_emulator | declined


def _simulated() -> set[str]:
    return {
        f"{next(row for row in OPERATIONS if row.name == name).answers.name}.{effect.reason}"
        for name, effects in CODES.items()
        for effect in effects.values()
        if effect.reason
    }


def _asked_in_the_window() -> set[str]:
    """The keys that the window's own buttons ask for."""
    trees = (ast.parse(file.read_text("utf-8")) for file in (ROOT / "ui").rglob("*.py"))
    nodes = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))
    texts = (node.value for node in nodes if isinstance(node.value, str))
    return {text for text in texts if re.fullmatch(r"(button|trap|state)\.[a-z_]+", text)}


EXPECTED = (
    _errors()
    | _reasons()
    | _simulated()
    | {f"constraint.{row.constraint}" for row in REMEDIES}
    | {f"trap.{name}" for name in TRAPS}
    | {f"http.{status}" for status in GATEWAYS}
    | {f"button.{name}" for name in COMMANDS_EXPLAINED}
    | _asked_in_the_window()
    | {f"{kind}.unknown" for kind in ("error", "http", "constraint", "button", "network")}
    | {f"{machine.subject.name}.unknown" for machine in MACHINES}
)


def _sentences(name: str) -> Iterator[str]:
    for node in ast.walk(ast.parse((ROOT / name).read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "N_":
            yield ast.literal_eval(node.args[0])


def test_there_are_thirty_traps() -> None:
    assert len(TRAPS) == 30


@pytest.mark.parametrize("key", sorted(EXPECTED))
def test_everything_that_amazon_may_say_has_an_entry(key: str) -> None:
    assert table.is_known(key)


@pytest.mark.parametrize("name", SPEAKERS)
def test_every_reason_that_this_console_gives_has_an_entry(name: str) -> None:
    silent = [words for words in _sentences(name) if table.explaining(say(words)) is None]
    assert silent == []


def test_no_entry_explains_what_nobody_says() -> None:
    spoken = {words for name in (*SPEAKERS, *OTHER_SPEAKERS) for words in _sentences(name)}
    assert {words for one in table.ENTRIES for words in one.says} <= spoken


def test_no_entry_is_one_that_nothing_leads_to() -> None:
    spoken = {one.key for one in table.ENTRIES if one.says}
    seen = {check.see for one in table.ENTRIES for check in one.checks}
    assert LISTED - EXPECTED - spoken - seen - {*FIELDS.values(), FINE} == set()


def test_each_key_and_each_sentence_stands_once() -> None:
    sentences = [words for one in table.ENTRIES for words in one.says]
    assert len(LISTED) == len(table.ENTRIES)
    assert len(set(sentences)) == len(sentences)


def test_every_button_leads_somewhere() -> None:
    checks = [check for one in table.ENTRIES for check in one.checks]
    commands = {check.command for check in checks} | {one.command for one in table.ENTRIES}
    assert commands - {""} <= {row.name for row in COMMANDS}
    assert {check.see for check in checks} - {""} <= LISTED
    assert {check.field for check in checks} - {""} <= set(CHECKOUT_SESSION.by_name)


def test_every_rule_is_there_and_every_one_is_asked() -> None:
    assert {check.rule for one in table.ENTRIES for check in one.checks} - {""} == set(RULES)


def test_every_entry_says_a_cause_and_what_to_do() -> None:
    for one in table.ENTRIES:
        sentences = re.findall(r"[.?](?:\s|$)", one.cause)
        assert one.title
        assert 1 <= len(sentences) <= 4, one.key
        assert one.now.endswith((".", "?")), one.key
        assert not one.title.endswith("."), one.key


@given(st.text(max_size=60))
def test_an_unknown_code_is_explained_as_such(code: str) -> None:
    for kind in ("error", "http", "session", "charge", "permission", "refund", "constraint"):
        key = f"{kind}.{code}"
        assert table.entry(key).key in {key, f"{kind}.unknown"}


@given(st.text(max_size=60))
def test_a_search_finds_only_what_has_the_words(words: str) -> None:
    for one in table.find(words):
        assert all(part in table._text(one) for part in words.lower().split())


def test_a_search_for_a_code_finds_it_first() -> None:
    for one in table.ENTRIES:
        assert one in table.find(one.code)[:12]
    assert table.find("InvalidRequestSignature")[0].key == "error.InvalidRequestSignature"


def test_the_reason_inside_a_sentence_is_what_is_explained() -> None:
    reason = say("{host} refused the connection.", host="pay-api.amazon.com")
    found = table.explaining(say("Not sent. {reason} Your values are kept.", reason=reason))
    assert found is not None
    assert found.key == "network.refused"
