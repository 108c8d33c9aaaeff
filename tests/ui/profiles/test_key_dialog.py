"""The dialog of profiles and keys: tested, saved, used, and closed without a trace."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QPushButton, QScrollArea, QWidget

from apay_console.presenters.profiles.profiles import ProfileEntry
from apay_console.store.keys.vault import MemoryVault, Vault
from apay_console.ui.profiles.key_dialog import KeyDialog
from apay_console.ui.profiles.profile_list import _Row
from tests.patience import PATIENCE_S
from tests.profile_parts import Keyring, pem, run_of_program, sandbox
from tests.ui.dialogs import begin_new, fill, found, held, opened, paste_key, said, settle
from tests.ui.hands import paste, press, settled, type_text


def test_a_new_profile_is_tested_saved_and_used(qtbot, parts, dialog, private_key):
    paste_key(qtbot, parts, dialog, pem(private_key))
    fill(dialog)
    dialog.foot.test.click()
    qtbot.waitUntil(lambda: dialog.strip.text().startswith("Key works."))
    assert dialog.strip.property("tone") == "ok"
    with qtbot.waitSignal(parts.profiles.saved):
        dialog.foot.save.click()
    assert dialog.strip.text().startswith("Saved. The key was stored, read back and proven")
    assert "is kept" in dialog.key.text()
    assert dialog.foot.use.isVisible()
    settle(qtbot, parts)
    dialog.foot.use.click()
    assert parts.profiles.current.name == "Fjord Tea"
    assert not dialog.isVisible()
    settle(qtbot, parts)


def test_f30_no_keyring_is_said_in_one_line_and_the_key_is_for_the_session(
    qtbot, theme, tmp_path, private_key
):
    program = run_of_program(tmp_path, Keyring(), MemoryVault)
    with program as parts, opened(theme, parts) as dialog:
        qtbot.waitUntil(lambda: "stays in memory until you quit" in dialog.key.text())
        paste_key(qtbot, parts, dialog, pem(private_key))
        assert "stays in memory until you quit" in found(dialog)
        assert dialog.key.text().strip() == "Private key"
        fill(dialog)
        with qtbot.waitSignal(parts.profiles.saved):
            dialog.foot.save.click()
        assert "for this session only" in dialog.strip.text()
        assert "this session only" in dialog.profiles.texts()[1]
        assert dialog.key.text().startswith("Private key, until you quit")
        settle(qtbot, parts)


def test_f30_a_key_out_of_reach_is_said_to_be_so_until_another_is_handed_in(
    qtbot, theme, tmp_path, private_key
):
    with run_of_program(tmp_path, Keyring()) as parts, qtbot.waitSignal(parts.profiles.saved):
        parts.profiles.save(sandbox(), private_key)
    program = run_of_program(tmp_path, Keyring(), MemoryVault)
    with program as parts, opened(theme, parts) as dialog:
        with qtbot.waitSignal(parts.profiles.loaded):
            parts.profiles.load()
        dialog._open("fjord")
        qtbot.waitUntil(lambda: "key out of reach" in dialog.profiles.texts()[1])
        assert "The private key is out of reach" in dialog.key.text()
        paste_key(qtbot, parts, dialog, pem(private_key))
        assert "out of reach" not in dialog.key.text()
        settle(qtbot, parts)


def test_f33_a_keyring_that_hangs_when_it_is_opened_holds_up_nothing(
    qtbot, theme, tmp_path, private_key
):
    answers = threading.Event()

    def open_vault() -> Vault:
        answers.wait(PATIENCE_S)
        return MemoryVault()

    with run_of_program(tmp_path, Keyring(), open_vault) as parts:
        parts.profiles.job._patience.setInterval(1)
        with opened(theme, parts) as dialog:
            assert "It goes to your keyring." in dialog.key.text()
            dialog.key.paste.click()
            paste(dialog.key.paste_row.box, pem(private_key))
            qtbot.waitUntil(lambda: held(dialog))
            fill(dialog)
            dialog.foot.save.click()
            qtbot.waitUntil(lambda: "Waiting for your keyring" in dialog.strip.text())
            with qtbot.waitSignal(parts.profiles.saved):
                answers.set()
            settle(qtbot, parts)


def test_f31_a_locked_keyring_keeps_everything_and_offers_the_session(
    qtbot, parts, dialog, private_key
):
    paste_key(qtbot, parts, dialog, pem(private_key))
    fill(dialog)
    parts.keyring.is_locked = True
    with qtbot.waitSignal(parts.profiles.key_not_kept):
        dialog.foot.save.click()
    assert "is locked" in dialog.strip.text()
    assert dialog.form.entries["name"].field.text() == "Fjord Tea"
    assert held(dialog)
    with qtbot.waitSignal(parts.profiles.saved):
        dialog.strip.findChild(QAbstractButton, "save_for_session").click()
    assert "for this session only" in dialog.strip.text()
    settle(qtbot, parts)


def test_p05_a_hung_keyring_leaves_the_window_free_and_can_be_given_up(
    qtbot, parts, dialog, private_key
):
    parts.profiles.job._patience.setInterval(1)
    paste_key(qtbot, parts, dialog, pem(private_key))
    fill(dialog)
    parts.keyring.hang()
    dialog.foot.save.click()
    qtbot.waitUntil(lambda: "Waiting for your keyring" in dialog.strip.text())
    assert not dialog.foot.save.isEnabled()
    type_text(dialog.form.entries["store_id"].field, "amzn1.x")
    dialog.strip.findChild(QAbstractButton, "cancel").click()
    qtbot.waitUntil(lambda: dialog.strip.text() == "Stopped. Nothing was changed.")
    assert dialog.foot.save.isEnabled()
    assert held(dialog)


def test_removing_asks_and_says_what_goes(qtbot, parts, dialog, private_key):
    with qtbot.waitSignal(parts.profiles.saved):
        parts.profiles.save(sandbox(), private_key)
    settle(qtbot, parts)
    dialog._open("fjord")
    dialog.side.remove.click()
    qtbot.waitUntil(lambda: "delete its private key?" in dialog.strip.text())
    with qtbot.waitSignal(parts.profiles.removed):
        dialog.strip.findChild(QAbstractButton, "remove").click()
    assert parts.keyring.items == {}
    settle(qtbot, parts)


def test_before_a_key_goes_that_a_request_still_needs_the_way_to_the_request_is_offered(
    qtbot, parts, dialog, private_key
):
    with qtbot.waitSignal(parts.profiles.saved):
        parts.profiles.save(sandbox(), private_key)
    parts.runner.run(parts.leave_open("fjord"), owner=dialog, done=lambda _: None)
    settle(qtbot, parts)
    dialog._open("fjord")
    dialog.side.remove.click()
    qtbot.waitUntil(lambda: "may have taken effect" in dialog.strip.text())
    assert dialog.strip.findChild(QAbstractButton, "remove") is None
    with qtbot.waitSignals([dialog.attention_wanted, dialog._editor.finished]):
        dialog.strip.findChild(QAbstractButton, "attention").click()
    assert not dialog.isVisible()


def test_a_second_choice_removes_it_all_the_same(qtbot, parts, dialog, private_key):
    with qtbot.waitSignal(parts.profiles.saved):
        parts.profiles.save(sandbox(), private_key)
    parts.runner.run(parts.leave_open("fjord"), owner=dialog, done=lambda _: None)
    settle(qtbot, parts)
    dialog._open("fjord")
    dialog.side.remove.click()
    qtbot.waitUntil(lambda: "may have taken effect" in dialog.strip.text())
    dialog.strip.findChild(QAbstractButton, "ask_all_the_same").click()
    assert parts.profiles.get("fjord") is not None
    with qtbot.waitSignal(parts.profiles.removed):
        dialog.strip.findChild(QAbstractButton, "remove").click()
    settle(qtbot, parts)


def test_what_was_typed_stays_when_another_profile_is_looked_at(dialog):
    fill(dialog, name="Fjord")
    new = dialog._editor.page.id
    dialog._open("emulator")
    assert dialog.form.entries["name"].field.text() == "Tea shop"
    dialog._open(new)
    assert dialog.form.entries["name"].field.text() == "Fjord"
    assert dialog.form.entries["region"].field.text() == "eu"


def test_the_arrow_keys_go_through_the_profiles(dialog):
    press(dialog.profiles, Qt.Key.Key_Up)
    assert dialog._editor.page.id == "emulator"


def test_escape_asks_before_something_is_lost(dialog):
    type_text(dialog.form.entries["name"].field, "Fjord")
    press(dialog, Qt.Key.Key_Escape)
    assert "not saved yet" in dialog.strip.text()
    dialog.strip.findChild(QAbstractButton, "keep").click()
    assert dialog.strip.text() == ""
    press(dialog, Qt.Key.Key_Escape)
    dialog.strip.findChild(QAbstractButton, "discard").click()
    assert not dialog.isVisible()


def test_escape_closes_when_nothing_is_lost(dialog):
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_everything_that_takes_the_keyboard_has_a_name(dialog):
    for widget in dialog.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            named = widget.accessibleName() or getattr(widget, "text", str)()
            assert named, f"{widget} has no name"


def test_what_is_wrong_is_told_to_assistive_technology_too(dialog):
    dialog.foot.save.click()
    field = dialog.form.entries["name"].field
    assert field.accessibleDescription() == said(dialog, "name")


def test_enter_presses_the_button_that_has_the_keyboard_and_saves_nothing(dialog, qtbot):
    fill(dialog, name="")
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.foot.leave.setFocus()
    press(dialog.foot.leave, Qt.Key.Key_Return)
    assert "Close without saving?" in dialog.strip.text()
    assert said(dialog, "name") == ""
    keep = settled(dialog.strip).findChild(QPushButton, "keep")
    keep.setFocus()
    press(keep, Qt.Key.Key_Enter, modifiers=Qt.KeyboardModifier.KeypadModifier)
    assert dialog.strip.text() == ""
    assert said(dialog, "name") == ""


def test_enter_in_a_field_saves(dialog):
    field = dialog.form.entries["name"].field
    press(field, Qt.Key.Key_Return)
    assert said(dialog, "name") != ""


def test_what_is_said_of_an_entry_is_in_sight_with_it(dialog, qtbot):
    dialog._open("emulator")
    dialog.form._more.click()
    dialog.resize(dialog.width(), 560)
    qtbot.waitUntil(dialog.isActiveWindow)
    entry = dialog.form.entries["deadline"]
    before = dialog.form.entries["merchant_id"].field
    before.setFocus()
    press(before, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is entry.field
    qtbot.waitUntil(lambda: entry._words.visibleRegion().boundingRect() == entry._words.rect())
    dialog.form.entries["name"].field.setFocus()
    dialog.findChild(QScrollArea, "profileScroll").verticalScrollBar().setValue(0)
    type_text(entry.field, "x")
    dialog.foot.save.click()
    qtbot.waitUntil(lambda: entry._words.visibleRegion().boundingRect() == entry._words.rect())


class _Counted(_Row):
    """Remembers which rows it drew."""

    def __init__(self, *arguments) -> None:
        super().__init__(*arguments)
        self.drawn: set[int] = set()

    def paint(self, painter, option, index) -> None:
        self.drawn.add(index.row())
        super().paint(painter, option, index)


def test_b44_a_thousand_profiles_are_listed_and_only_those_in_sight_are_drawn(
    theme, dialog, record_property
):
    rows = _Counted(theme, dialog.profiles)
    dialog.profiles.setItemDelegate(rows)
    entries = [ProfileEntry(str(number), f"Shop {number}", None) for number in range(1001)]
    dialog.profiles.show_entries(entries, "700")
    dialog.profiles.grab()
    assert dialog.profiles.currentIndex().row() == 700
    assert 700 in rows.drawn
    assert len(rows.drawn) < 40
    record_property("figure", f"1,001 listed, {len(rows.drawn)} drawn")


def test_a_name_from_outside_is_shown_letter_by_letter(dialog):
    dialog.profiles.show_entries([ProfileEntry("x", "<b>Fjord</b>\u202e", None)], "x")
    assert dialog.profiles.texts() == ["<b>Fjord</b><U+202E>"]


def test_p10_the_dialog_dies_and_takes_the_key_with_it(
    qtbot, theme, parts, private_key, dies: Callable[[Callable[[], QWidget]], bool]
):
    editor = parts.editor()

    def make() -> QWidget:
        dialog = KeyDialog(theme, editor, parts.removal(editor))
        begin_new(dialog)
        fill(dialog)
        editor.intake.take_text(pem(private_key))
        qtbot.waitUntil(lambda: not parts.runner._jobs)
        dialog._end()
        return dialog

    assert dies(make)
    assert editor.intake.intake.key is None
    editor.add()
