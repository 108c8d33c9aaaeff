"""An editor of profiles, with hands to fill it in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from apay_console.presenters.profiles.profile_editor import ProfileEditor
from tests.profile_parts import KEY_ID, Keyring, Parts, pem, run_of_program


@pytest.fixture
def parts(qtbot: QtBot, tmp_path: Path) -> Iterator[Parts]:
    with run_of_program(tmp_path, Keyring()) as parts:
        yield parts


@pytest.fixture
def editor(parts: Parts) -> ProfileEditor:
    editor = parts.editor()
    editor.begin()
    return editor


def idle(qtbot: QtBot, parts: Parts) -> None:
    qtbot.waitUntil(lambda: not parts.runner._jobs)


def fill(editor: ProfileEditor, **entries: str) -> None:
    given = {"name": "Fjord Tea", "public_key_id": KEY_ID, "region": "eu"} | entries
    for name, text in given.items():
        editor.type(name, text)


def with_key(qtbot: QtBot, parts: Parts, editor: ProfileEditor, key: Any) -> None:
    editor.intake.take_text(pem(key))
    idle(qtbot, parts)


def saved(qtbot: QtBot, parts: Parts, editor: ProfileEditor, key: Any) -> str:
    editor.add()
    fill(editor)
    with_key(qtbot, parts, editor, key)
    with qtbot.waitSignal(parts.profiles.saved):
        editor.save()
    idle(qtbot, parts)
    return editor.page.id


def said(editor: ProfileEditor) -> str:
    notice = editor.page.notice
    return f"{notice.tone}: {notice.sentence}" if notice else ""
