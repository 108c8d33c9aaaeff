"""A profile goes when it is told to, and its key with it."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from apay_console.errors import NotStored, say
from apay_console.model.attempt import Attempt
from apay_console.presenters.profiles.profile_editor import ProfileEditor
from apay_console.presenters.profiles.profile_removal import ProfileRemoval
from apay_console.presenters.profiles.profiles import EMULATOR
from tests.presenters.profiles.editor_parts import editor, idle, parts, said, saved
from tests.profile_parts import Parts

__all__ = ["editor", "parts"]


@pytest.fixture
def removal(parts: Parts, editor: ProfileEditor) -> ProfileRemoval:
    return parts.removal(editor)


def asked(qtbot: QtBot, parts: Parts, removal: ProfileRemoval) -> None:
    removal.ask()
    idle(qtbot, parts)


def leave_open(qtbot: QtBot, parts: Parts, profile_id: str, number: str = "one") -> None:
    work = parts.leave_open(profile_id, number)
    parts.runner.run(work, owner=parts.profiles, done=lambda _: None)
    idle(qtbot, parts)


def test_removing_asks_first_and_can_be_declined(qtbot, parts, editor, removal, private_key):
    profile_id = saved(qtbot, parts, editor, private_key)
    asked(qtbot, parts, removal)
    assert "delete its private key?" in said(editor)
    editor.keep()
    assert said(editor) == ""
    asked(qtbot, parts, removal)
    with qtbot.waitSignal(parts.profiles.removed):
        removal.remove()
    assert parts.profiles.get(profile_id) is None
    assert editor.page.id == EMULATOR
    assert parts.keyring.items == {}


def test_p16_a_write_of_unknown_fate_is_told_of_first_and_asks_for_a_second_choice(
    qtbot, parts, editor, removal, private_key
):
    profile_id = saved(qtbot, parts, editor, private_key)
    leave_open(qtbot, parts, profile_id)
    asked(qtbot, parts, removal)
    assert said(editor).startswith("warn: 1 request of “Fjord Tea” may have taken effect. Look")
    assert editor.page.notice.actions == ("attention", "ask_all_the_same")
    assert parts.keyring.items != {}
    removal.ask_all_the_same()
    assert "delete its private key?" in said(editor)
    assert editor.page.notice.actions == ("remove", "keep")
    assert parts.keyring.items != {}


def test_every_write_of_unknown_fate_is_counted_and_another_profiles_is_not(
    qtbot, parts, editor, removal, private_key
):
    profile_id = saved(qtbot, parts, editor, private_key)
    leave_open(qtbot, parts, "another")
    asked(qtbot, parts, removal)
    assert "delete its private key?" in said(editor)
    leave_open(qtbot, parts, profile_id, "two")
    leave_open(qtbot, parts, profile_id, "three")
    asked(qtbot, parts, removal)
    assert said(editor).startswith("warn: 2 requests of “Fjord Tea” may have taken effect. Look")


def test_an_answer_about_another_profile_asks_nothing(qtbot, parts, editor, removal, private_key):
    saved(qtbot, parts, editor, private_key)
    removal.ask()
    editor.open(EMULATOR)
    idle(qtbot, parts)
    assert said(editor) == ""


def test_nothing_is_removed_while_nobody_can_tell_what_is_open(qtbot, parts, editor, private_key):
    async def unread() -> list[Attempt]:
        raise NotStored(say("The disk is gone."))

    saved(qtbot, parts, editor, private_key)
    asked(qtbot, parts, ProfileRemoval(editor, unread))
    assert said(editor) == "err: The disk is gone."


def test_the_emulators_profile_is_never_removed(editor, removal):
    removal.ask()
    assert said(editor) == ""


def test_a_new_profile_just_goes(editor, removal):
    editor.add()
    editor.type("name", "Fjord")
    removal.ask()
    assert editor.page.id == EMULATOR
    assert len(editor.rows()) == 1


def test_a_key_that_cannot_be_deleted_keeps_the_profile_and_offers_both_ways(
    qtbot, parts, editor, removal, private_key
):
    profile_id = saved(qtbot, parts, editor, private_key)
    parts.keyring.deletes = False
    with qtbot.waitSignal(parts.profiles.key_not_deleted):
        removal.remove()
    notice = editor.page.notice
    assert notice is not None
    assert notice.actions == ("remove", "remove_without_key")
    assert editor.rows()[1].is_leaving
    with qtbot.waitSignal(parts.profiles.removed):
        removal.remove_without_key()
    assert parts.profiles.get(profile_id) is None
    idle(qtbot, parts)
