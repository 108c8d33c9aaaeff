"""Whatever is handed in as a key gets an answer, through the real widgets."""

from __future__ import annotations

import sys

import pytest
from cryptography.hazmat.primitives.serialization import (
    PrivateFormat,
)
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit

from apay_console.store.keys import unlocking
from tests.profile_parts import pem
from tests.ui.dialogs import drop, fill, found, held, of_files, paste_key, settle
from tests.ui.hands import press, type_text


def test_a_pasted_key_is_taken_and_nothing_of_it_stays_in_sight(qtbot, parts, dialog, private_key):
    paste_key(qtbot, parts, dialog, pem(private_key))
    assert found(dialog) == ("RSA-2048 private key, PKCS#8. It signs, and its signature verifies.")
    assert held(dialog)
    assert dialog.key.paste_row.box.toPlainText() == ""
    assert dialog.key.paste_row.isHidden()


def test_a_key_typed_by_hand_is_taken_too(qtbot, parts, dialog, private_key):
    dialog.key.paste.click()
    box = dialog.key.paste_row.box
    box.setPlainText(pem(private_key))
    box.give()
    settle(qtbot, parts)
    assert held(dialog)
    assert box.toPlainText() == ""


def test_a_dropped_file_is_taken(qtbot, parts, dialog, private_key, tmp_path):
    path = tmp_path / "key.pem"
    path.write_text(pem(private_key))
    path.chmod(0o600)
    drop(dialog, of_files(path))
    settle(qtbot, parts)
    assert held(dialog)
    assert dialog.key.property("drop") is False


def test_dropped_text_is_taken(qtbot, parts, dialog, private_key):
    mime = QMimeData()
    mime.setText(pem(private_key))
    drop(dialog, mime)
    settle(qtbot, parts)
    assert held(dialog)


def test_a_chosen_file_is_taken(qtbot, parts, dialog, private_key, tmp_path):
    path = tmp_path / "key.pem"
    path.write_text(pem(private_key))
    dialog.key.choose.click()
    chooser = dialog.findChild(QFileDialog)
    assert chooser is not None
    chooser.fileSelected.emit(str(path))
    settle(qtbot, parts)
    assert held(dialog)
    chooser.close()


@pytest.mark.parametrize(
    ("form", "name"),
    [(PrivateFormat.TraditionalOpenSSL, "PKCS#1"), (PrivateFormat.OpenSSH, "OpenSSH")],
)
def test_other_forms_are_converted(qtbot, parts, dialog, form, name):
    paste_key(qtbot, parts, dialog, pem(parts.key, form))
    assert f"converted from {name}" in found(dialog)


@pytest.mark.parametrize(
    "mangle",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\n".join(f"   {line}" for line in text.splitlines()),
        lambda text: text.strip(),
        lambda text: text.strip().replace("\n", "\\n"),
    ],
    ids=["CRLF", "leading spaces", "no final newline", "one line"],
)
def test_b37_a_key_that_went_through_other_hands_is_taken(
    qtbot, parts, dialog, private_key, mangle
):
    paste_key(qtbot, parts, dialog, mangle(pem(private_key)))
    assert held(dialog)


def test_b32_an_encrypted_key_asks_for_its_passphrase_which_is_not_kept(
    qtbot, parts, dialog, private_key
):
    paste_key(qtbot, parts, dialog, pem(private_key, passphrase="camellia"))
    secret = dialog.key.secret
    assert secret.isVisible()
    assert secret.echoMode() == QLineEdit.EchoMode.Password
    type_text(secret, "oolong")
    press(secret, Qt.Key.Key_Return)
    settle(qtbot, parts)
    assert "does not open the key" in found(dialog)
    assert secret.text() == ""
    type_text(secret, "camellia")
    press(secret, Qt.Key.Key_Return)
    settle(qtbot, parts)
    assert held(dialog)
    assert not secret.isVisible()
    assert secret.text() == ""
    secret.undo()
    assert secret.text() == ""
    assert dialog._editor.intake.intake.sealed == b""


def test_the_use_of_a_passphrase_can_be_cancelled_in_the_window(
    qtbot, parts, dialog, private_key, monkeypatch
):
    endless = [sys.executable, "-I", "-S", "-c", "import threading; threading.Event().wait()"]
    monkeypatch.setattr(unlocking, "_command", lambda: endless)
    paste_key(qtbot, parts, dialog, pem(private_key, passphrase="camellia"))
    secret, stop = dialog.key.secret, dialog.key.stop
    assert not stop.isVisible()
    type_text(secret, "camellia")
    press(secret, Qt.Key.Key_Return)
    assert stop.isVisible()
    assert dialog.focusWidget() is secret  # a key held down does not cancel
    type_text(secret, "x")
    assert secret.text() == ""
    stop.click()
    assert not stop.isVisible()
    assert "Type it; it is used once" in found(dialog)
    type_text(secret, "oolong")
    assert secret.text() == "oolong"


def test_a_sealed_key_is_not_saved(qtbot, parts, dialog, private_key):
    paste_key(qtbot, parts, dialog, pem(private_key, passphrase="camellia"))
    fill(dialog)
    dialog.foot.save.click()
    assert dialog.focusWidget() is dialog.key.secret
    assert len(parts.profiles.all) == 1


def test_a_key_can_be_given_back(qtbot, parts, dialog, private_key):
    paste_key(qtbot, parts, dialog, pem(private_key))
    dialog.key._forget.click()
    assert not held(dialog)
    assert found(dialog) == ""


def test_a_drag_that_leaves_is_forgotten(dialog):
    mime = QMimeData()
    mime.setText("x")
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    where, modifier = QPointF(1, 1).toPoint(), Qt.KeyboardModifier.NoModifier
    dialog.dragEnterEvent(QDragEnterEvent(where, action, mime, button, modifier))
    assert dialog.key.property("drop") is True
    dialog.dragLeaveEvent(QDragLeaveEvent())
    assert dialog.key.property("drop") is False


def test_the_emulators_profile_takes_no_key(dialog, tmp_path):
    dialog._open("emulator")
    dragged = of_files(tmp_path)  # the event does not own it
    drag = QDragEnterEvent(
        QPointF(1, 1).toPoint(),
        Qt.DropAction.CopyAction,
        dragged,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    drag.ignore()
    dialog.dragEnterEvent(drag)
    assert not drag.isAccepted()
    assert not dialog.key.choose.isVisible()
    assert "emulator's own key" in dialog.key.text()
