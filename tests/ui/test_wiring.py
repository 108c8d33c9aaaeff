"""Which command can be done when: what cannot work is never offered as if it could."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from apay_console.errors import say
from apay_console.model.fields import ApiVersion
from apay_console.model.profile import Environment
from apay_console.presenters.notice import Notice
from apay_console.presenters.sale.state.steps import edited, edited_json
from apay_console.ui import wiring
from apay_console.ui.commands import COMMANDS, Commands
from tests.sale_parts import MISSING, NOTE, begun, opened, ready

WRITES = {"send", "complete"}
OPEN = edited(opened(missing=MISSING), NOTE, "Tea")
BACK = replace(ready(ApiVersion.V2), sale=replace(ready(ApiVersion.V2).sale, buyer_back=True))
ENDED = opened(values={"statusDetails.state": "Completed"})


@pytest.fixture
def commands(qtbot):
    window = QWidget()
    made = Commands(window)
    made.window = window
    qtbot.addWidget(window)
    return made


def able(commands: Commands, state) -> set[str]:
    wiring.enable(commands, state)
    return {row.name for row in COMMANDS if commands[row.name].isEnabled()}


def test_nothing_is_read_or_updated_that_is_not_at_amazon_yet(commands):
    found = able(commands, edited(begun(), NOTE, "Tea"))
    assert not found & {"get", "send", "complete", "open_page", "paste_return", "sign_in"}
    assert {"discard", "new", "open"} <= found


def test_an_open_session_can_be_read_updated_and_given_a_buyer(commands):
    assert {"get", "send", "discard", "sign_in", "sign_out", "paste_return"} <= able(commands, OPEN)


def test_without_a_draft_there_is_nothing_to_send_or_discard(commands):
    assert not able(commands, opened(missing=MISSING)) & {"send", "discard", "rename"}


def test_keys_of_the_other_version_can_be_renamed(commands):
    state = edited_json(opened(), '{"paymentDetails": {"paymentIntent": "Confirm"}}')
    assert "rename" in able(commands, state)
    assert "rename" not in able(commands, replace(state, is_paying=True))


def test_the_page_opens_once_there_is_one(commands):
    assert not able(commands, OPEN) & {"open_page", "open_outside"}
    assert {"open_page", "open_outside"} <= able(commands, ready())


def test_completing_is_for_a_v2_buyer_who_is_back(commands):
    assert "complete" not in able(commands, ready(ApiVersion.V2))
    assert "complete" in able(commands, BACK)


@pytest.mark.parametrize("state", [OPEN, BACK])
def test_while_something_is_under_way_nothing_else_is_sent(state, commands):
    found = able(commands, replace(state, busy=say("Sending…")))
    assert not found & (WRITES | {"get", "check", "settle", "open_page", "sign_in"})


@pytest.mark.parametrize("state", [OPEN, BACK])
def test_an_unknown_write_forbids_every_other_until_it_is_checked(state, commands):
    found = able(commands, replace(state, unresolved=True))
    assert not found & WRITES
    assert {"check", "settle", "get"} <= found


def test_an_ended_session_takes_nothing_more(commands):
    found = able(commands, ENDED)
    assert not found & (WRITES | {"discard", "sign_in", "sign_out", "open_page"})
    assert {"get", "new_with_values"} <= found


def test_only_the_emulators_buyer_can_be_signed_out_here(commands):
    sandbox = replace(OPEN, profile=replace(OPEN.profile, environment=Environment.SANDBOX))
    assert "sign_out" not in able(commands, sandbox)
    assert "sign_out" not in able(commands, opened(missing=("BuyerNotAssociated",)))


def test_waiting_for_a_buyer_can_be_stopped_while_it_lasts(commands):
    assert "stop_waiting" in able(commands, replace(ready(), is_paying=True))
    assert "stop_waiting" not in able(commands, ready())


def test_live_can_be_unlocked_while_it_is_locked(commands):
    assert "unlock" in able(commands, replace(OPEN, is_read_only=True))
    assert "unlock" not in able(commands, OPEN)


def test_a_new_history_is_begun_only_where_a_newer_programs_file_is_in_the_way(commands):
    asked = Notice("err", say("Newer."), ("begin_anew",))
    assert "begin_anew" not in able(commands, OPEN)
    assert "begin_anew" in able(commands, replace(OPEN, notice=asked))
