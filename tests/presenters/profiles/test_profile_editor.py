"""The dialog's presenter: nothing typed is lost, and every step says what became of it."""

from __future__ import annotations

import pytest

from apay_console.model.profile import Environment
from apay_console.presenters.profiles.key_trial import WORKS
from apay_console.presenters.profiles.profiles import EMULATOR
from tests.presenters.profiles.editor_parts import editor, fill, idle, parts, said, saved, with_key
from tests.profile_parts import pem, sandbox

__all__ = ["editor", "parts"]


def test_it_begins_with_the_current_profile(editor):
    assert editor.page.id == EMULATOR
    assert editor.is_chosen
    assert [row.id for row in editor.rows()] == [EMULATOR]


def test_a_new_profile_is_saved_with_its_key_and_can_be_used(qtbot, parts, editor, private_key):
    profile_id = saved(qtbot, parts, editor, private_key)
    assert said(editor) == "ok: Saved. The key was stored, read back and proven: it signs."
    assert editor.page.intake.key is None
    assert not editor.page.is_edited
    with qtbot.waitSignal(editor.finished):
        editor.use()
    assert parts.profiles.current.id == profile_id
    idle(qtbot, parts)


def test_a_refusal_goes_to_the_first_bad_entry_and_keeps_everything(qtbot, editor):
    editor.add()
    fill(editor, public_key_id="a b", store_id="x y")
    with qtbot.waitSignal(editor.focus_wanted) as told:
        editor.save()
    assert told.args == ["key"]
    assert editor.page.entries.public_key_id == "a b"
    assert set(editor.page.problems) == {"key", "public_key_id", "store_id"}


def test_what_was_typed_stays_while_another_profile_is_looked_at(qtbot, parts, editor, private_key):
    editor.add()
    fill(editor)
    with_key(qtbot, parts, editor, private_key)
    new = editor.page
    editor.open(EMULATOR)
    assert editor.intake.intake.key is None
    assert [(row.name, row.is_new) for row in editor.rows()] == [
        ("Tea shop", False),
        ("Fjord Tea", True),
    ]
    editor.open(new.id)
    assert editor.page.entries.name == "Fjord Tea"
    assert editor.intake.intake.key is not None


def test_what_was_given_up_is_forgotten(qtbot, parts, editor, private_key):
    editor.add()
    with_key(qtbot, parts, editor, private_key)
    editor.forget()
    assert editor.intake.intake.key is None
    editor.begin()
    assert len(editor.rows()) == 1


def test_leaving_asks_only_when_something_would_be_lost(qtbot, editor):
    with qtbot.waitSignal(editor.finished):
        editor.leave()
    editor.add()
    with qtbot.waitSignal(editor.finished):
        editor.leave()
    editor.type("store_id", "amzn1.x")
    with qtbot.assertNotEmitted(editor.finished):
        editor.leave()
    assert said(editor) == "warn: “A new profile” is not saved yet. Close without saving?"
    assert editor.page.notice.actions == ("discard", "keep")


def test_a_private_key_in_a_wrong_place_is_wiped(qtbot, editor):
    editor.add()
    with qtbot.waitSignal(editor.wiped) as told:
        editor.type("store_id", "-----BEGIN RSA PRIVATE KEY-----")
    assert told.args == ["store_id"]
    assert "does not belong here" in str(editor.page.problems["store_id"])


def test_an_unsaved_key_can_be_tried(qtbot, parts, editor, private_key):
    editor.add()
    fill(editor, name="")
    with_key(qtbot, parts, editor, private_key)
    editor.test()
    assert str(editor.busy) == "Asking Amazon…"
    qtbot.waitUntil(lambda: editor.busy is None)
    assert said(editor) == f"ok: {WORKS}"
    assert parts.amazon.calls[0].target.startswith("/v2/checkoutSessions/")
    assert parts.keyring.asked == 0


def test_a_saved_key_can_be_tried(qtbot, parts, editor, private_key):
    saved(qtbot, parts, editor, private_key)
    editor.test()
    qtbot.waitUntil(lambda: editor.busy is None)
    assert said(editor) == f"ok: {WORKS}"


@pytest.mark.parametrize("name", ["public_key_id", "environment", "region", "another key"])
def test_what_amazon_says_of_a_key_is_not_said_of_what_was_put_in_its_place(
    qtbot, parts, editor, private_key, name
):
    saved(qtbot, parts, editor, private_key)
    editor.test()
    if name == "another key":
        editor.intake.take_text(pem(private_key))
    else:
        editor.type(name, {"environment": "live", "region": "us"}.get(name, "SANDBOX-OTHER"))
    idle(qtbot, parts)
    assert editor.busy is None
    assert said(editor) == ""


def test_what_amazon_said_of_a_key_goes_when_another_one_is_handed_in(
    qtbot, parts, editor, private_key
):
    saved(qtbot, parts, editor, private_key)
    editor.test()
    qtbot.waitUntil(lambda: editor.busy is None)
    with_key(qtbot, parts, editor, private_key)
    assert said(editor) == ""


def test_a_name_typed_meanwhile_leaves_what_is_asked_about_a_key(qtbot, parts, editor, private_key):
    saved(qtbot, parts, editor, private_key)
    editor.test()
    editor.type("name", "Another name")
    qtbot.waitUntil(lambda: editor.busy is None)
    assert said(editor) == f"ok: {WORKS}"


def test_a_test_that_lacks_something_says_what(qtbot, parts, editor):
    editor.add()
    with qtbot.waitSignal(editor.focus_wanted):
        editor.test()
    assert set(editor.page.problems) == {"key", "public_key_id", "region"}
    assert parts.amazon.calls == []


def test_a_copy_signs_with_a_key_of_its_own(qtbot, parts, editor, private_key):
    saved(qtbot, parts, editor, private_key)
    with qtbot.waitSignal(editor.focus_wanted) as told:
        editor.copy()
    assert told.args == ["name"]
    with qtbot.waitSignal(parts.profiles.saved):
        editor.save()
    idle(qtbot, parts)
    assert len(parts.keyring.items) == 2
    assert editor.page.entries.name == "Copy of Fjord Tea"


def test_a_copy_of_the_emulators_profile_needs_no_key(qtbot, parts, editor):
    editor.copy()
    with qtbot.waitSignal(parts.profiles.saved):
        editor.save()
    idle(qtbot, parts)
    assert editor.page.environment is Environment.EMULATOR
    assert parts.keyring.asked == 0


def test_a_locked_keyring_offers_the_session(qtbot, parts, editor, private_key):
    parts.keyring.is_locked = True
    editor.add()
    fill(editor)
    with_key(qtbot, parts, editor, private_key)
    with qtbot.waitSignal(parts.profiles.key_not_kept):
        editor.save()
    notice = editor.page.notice
    assert notice is not None
    assert "for this session only" in str(notice.sentence)
    assert notice.actions == ("save", "save_for_session")
    assert editor.page.entries.name == "Fjord Tea"
    assert editor.page.intake.key is not None
    with qtbot.waitSignal(parts.profiles.saved):
        editor.save_for_session()
    assert "for this session only" in said(editor)
    idle(qtbot, parts)


def test_a_hung_keyring_is_named_and_can_be_given_up_with_nothing_lost(
    qtbot, parts, editor, private_key
):
    parts.profiles.job._patience.setInterval(1)
    parts.keyring.hang()
    editor.add()
    fill(editor)
    with_key(qtbot, parts, editor, private_key)
    editor.save()
    qtbot.waitUntil(lambda: said(editor).startswith("info: Waiting for your keyring."))
    assert editor.page.notice.actions == ("cancel",)
    editor.open(EMULATOR)
    assert editor.page.entries.name == "Fjord Tea"
    editor.cancel()
    qtbot.waitUntil(lambda: editor.busy is None)
    assert said(editor) == "info: Stopped. Nothing was changed."
    assert editor.page.intake.key is not None


def test_one_thing_is_done_at_a_time(qtbot, parts, editor, private_key):
    editor.add()
    fill(editor)
    with_key(qtbot, parts, editor, private_key)
    editor.test()
    editor.save()
    assert str(editor.busy) == "Asking Amazon…"
    qtbot.waitUntil(lambda: editor.busy is None)
    assert len(parts.profiles.all) == 1


def test_what_is_typed_while_it_is_saved_stays(qtbot, parts, editor, private_key):
    editor.add()
    fill(editor)
    with_key(qtbot, parts, editor, private_key)
    editor.save()
    editor.type("store_id", "amzn1.later")
    with qtbot.waitSignal(parts.profiles.saved):
        pass
    assert editor.page.entries.store_id == "amzn1.later"
    assert editor.page.before.store_id == ""
    assert editor.page.is_edited
    assert editor.page.intake.key is None
    idle(qtbot, parts)


def test_a_profile_saved_elsewhere_does_not_disturb_the_page(qtbot, parts, editor):
    editor.add()
    editor.type("name", "Fjord")
    with qtbot.waitSignal(parts.profiles.saved):
        parts.profiles.save(sandbox("other", "Other"))
    assert editor.page.entries.name == "Fjord"
    assert [row.name for row in editor.rows()] == ["Tea shop", "Other", "Fjord"]
    idle(qtbot, parts)
