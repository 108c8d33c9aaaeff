"""A private key gets into no field that is for something else, by no way."""

from __future__ import annotations

import ast
from itertools import chain
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QToolTip

from apay_console import ui
from apay_console.ui.parts.no_keys import keep_keys_out
from apay_console.ui.parts.widgets import Area, Line
from tests.profile_parts import pem
from tests.ui.hands import paste, shown, type_text


@pytest.fixture(autouse=True)
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is said below the field; off screen there is no room for a bubble."""
    words: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _, text, *__: words.append(text))
    return words


@pytest.fixture(params=["line", "plain line", "area", "area of a draft"])
def field(request, qtbot) -> Line | QLineEdit | Area:
    made: Line | QLineEdit | Area
    if request.param == "plain line":
        made = QLineEdit()
        keep_keys_out(made)
    elif request.param == "line":
        made = Line()
    else:
        made = Area(of_draft=request.param == "area of a draft")
    return shown(made, qtbot)


def text_of(field: Line | QLineEdit | Area) -> str:
    return field.toPlainText() if isinstance(field, Area) else field.text()


def heard(field: Line | QLineEdit | Area) -> list[str]:
    """Everything that those who listen to the field are told."""
    told: list[str] = []
    if isinstance(field, QLineEdit):
        field.textEdited.connect(told.append)
        field.textChanged.connect(told.append)
    if not isinstance(field, QLineEdit) or isinstance(field, Line):
        field.typed.connect(told.append)
    return told


def drop(field: Line | QLineEdit | Area, text: str) -> None:
    mime = QMimeData()
    mime.setText(text)
    button, modifier = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    action = Qt.DropAction.CopyAction
    field.dropEvent(QDropEvent(QPointF(4, 4), action, mime, button, modifier))


def compose(field: Line | QLineEdit | Area, text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


@pytest.mark.parametrize("put_in", [paste, drop, compose])
def test_what_stood_there_stays_and_nobody_hears_of_the_key(field, put_in, private_key):
    type_text(field, "Fjord")
    told = heard(field)
    put_in(field, pem(private_key))
    assert text_of(field) == "Fjord"
    assert not [text for text in told if text != "Fjord"]
    field.undo()
    field.redo()
    assert "PRIVATE" not in text_of(field)


def test_a_key_in_pieces_is_stopped_by_the_first_that_shows_what_it_is(field, private_key):
    for line in pem(private_key).splitlines()[:2]:
        paste(field, line)
    assert text_of(field) == ""


def test_a_key_that_is_typed_gets_no_further_than_its_name(field):
    told = heard(field)
    type_text(field, "-----BEGIN PRIVATE KEY")
    assert "PRIVATE KEY" not in text_of(field)
    assert not [text for text in told if "PRIVATE KEY" in text]
    type_text(field, "S")
    assert text_of(field) == "-----BEGIN PRIVATE KES"


def test_it_is_said_once_below_the_field_what_to_do_instead(field, said, private_key):
    paste(field, pem(private_key))
    QApplication.processEvents()
    (words,) = said
    assert "does not belong here" in words
    assert "Profiles and keys" in words


def test_what_is_no_key_is_not_touched(field, said):
    words = "Fjord's private key: SANDBOX-AG6KZ5VFXNQ3JPTMWL2D"
    paste(field, words)
    QApplication.processEvents()
    assert text_of(field) == words
    assert said == []


def test_a_field_takes_text_again_after_a_key(field, private_key):
    paste(field, pem(private_key))
    type_text(field, "Fjord")
    assert text_of(field) == "Fjord"


def test_what_a_person_hands_over_at_once_is_looked_at_too(qtbot, said, private_key):
    area = shown(Area(), qtbot)
    area.take("Fjord")
    area.take(pem(private_key))
    assert area.text() == "Fjord"
    assert "does not belong here" in said[0]


FIELDS = {"QLineEdit", "QPlainTextEdit", "QTextEdit"}
KEEP_OUT = ("keep_keys_out(", "holds_private_key(", ".setReadOnly(True)")
BY_THEMSELVES = {"paste_row.py", "profile_fields.py"}  # the key's own box; a form that says it


def makers(tree: ast.Module) -> bool:
    """Whether a module makes one of Qt's fields, or a kind of its own."""
    called = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    kinds = [node.bases for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    named = [one for one in chain(called, *kinds) if isinstance(one, ast.Name)]
    return any(one.id in FIELDS for one in named)


def test_b42_no_field_is_made_that_would_let_a_key_in():
    sources = {path: path.read_text("utf-8") for path in Path(ui.__file__).parent.rglob("*.py")}
    made = {path: text for path, text in sources.items() if makers(ast.parse(text))}
    assert len(made) > 10
    open_to_keys = {
        path.name for path, text in made.items() if not any(words in text for words in KEEP_OUT)
    }
    assert open_to_keys == BY_THEMSELVES
