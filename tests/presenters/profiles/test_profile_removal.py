"""A profile goes when it is told to, and its key with it."""

from __future__ import annotations

import pytest

from apay_console.presenters.profiles.profile_editor import ProfileEditor
from apay_console.presenters.profiles.profile_removal import ProfileRemoval
from apay_console.presenters.profiles.profiles import EMULATOR
from tests.presenters.profiles.editor_parts import editor, idle, parts, said, saved

__all__ = ["editor", "parts"]


@pytest.fixture
def removal(editor: ProfileEditor) -> ProfileRemoval:
    return ProfileRemoval(editor)


def test_removing_asks_first_and_can_be_declined(qtbot, parts, editor, removal, private_key):
    profile_id = saved(qtbot, parts, editor, private_key)
    removal.ask()
    assert "delete its private key?" in said(editor)
    editor.keep()
    assert said(editor) == ""
    removal.ask()
    with qtbot.waitSignal(parts.profiles.removed):
        removal.remove()
    assert parts.profiles.get(profile_id) is None
    assert editor.page.id == EMULATOR
    assert parts.keyring.items == {}


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
