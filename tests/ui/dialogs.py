"""The dialog of profiles and keys, opened and used as a person does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from apay_console.ui.parts.theme import Theme
from apay_console.ui.profiles.key_dialog import KeyDialog
from tests.profile_parts import KEY_ID, Keyring, Parts, run_of_program
from tests.ui.hands import paste, type_text


def begin_new(dialog: KeyDialog) -> None:
    """Show the dialog with a profile to fill in."""
    dialog.begin()
    dialog.side.add.click()


@contextmanager
def opened(theme: Theme, parts: Parts) -> Iterator[KeyDialog]:
    """Show the dialog with a profile to fill in, and close it at the end."""
    editor = parts.editor()
    dialog = KeyDialog(theme, editor, parts.removal(editor))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    begin_new(dialog)
    yield dialog
    dialog._end()
    dialog.deleteLater()


@pytest.fixture
def parts(qtbot: QtBot, tmp_path: Path, private_key: RSAPrivateKey) -> Iterator[Parts]:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    with run_of_program(folder, Keyring()) as parts:
        parts.key = private_key
        yield parts


@pytest.fixture
def dialog(theme: Theme, parts: Parts) -> Iterator[KeyDialog]:
    with opened(theme, parts) as dialog:
        yield dialog


def fill(dialog: KeyDialog, **entries: str) -> None:
    given = {"name": "Fjord Tea", "public_key_id": KEY_ID, "region": "eu"} | entries
    for name, text in given.items():
        field = dialog.form.entries[name].field
        if isinstance(field, QComboBox):
            field.setCurrentIndex(field.findData(text))
            field.activated.emit(field.currentIndex())
        else:
            type_text(field, text)


def settle(qtbot: QtBot, parts: Parts) -> None:
    qtbot.waitUntil(lambda: not parts.runner._jobs)


def paste_key(qtbot: QtBot, parts: Parts, dialog: KeyDialog, text: str) -> None:
    dialog.key.paste.click()
    paste(dialog.key.paste_row.box, text)
    settle(qtbot, parts)


def drop(dialog: KeyDialog, mime: QMimeData) -> None:
    where, action = QPointF(400, 300), Qt.DropAction.CopyAction
    button, modifier = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(where.toPoint(), action, mime, button, modifier)
    dialog.dragEnterEvent(enter)
    if enter.isAccepted():  # or Qt lets nothing drop
        dialog.dropEvent(QDropEvent(where, action, mime, button, modifier))


def of_files(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def found(dialog: KeyDialog) -> str:
    return " ".join(dialog.key.findings.texts())


def held(dialog: KeyDialog) -> bool:
    return dialog._editor.page.intake.key is not None


def said(dialog: KeyDialog, name: str) -> str:
    return dialog.form.entries[name].text()
