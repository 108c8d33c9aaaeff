"""Texts, choices and lists as they are typed."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt

from apay_console.errors import Invalid
from apay_console.model.kinds import (
    Choice,
    Json,
    Many,
    Switch,
    Url,
)
from tests.ui.form.editor_parts import made
from tests.ui.hands import paste, press, type_text


def test_b55_a_url_pasted_over_two_lines_is_joined_in_sight(qtbot, theme):
    editor = made(Url(), qtbot)
    paste(editor.line, "https://shop.example/\nthanks")
    assert editor.line.text() == "https://shop.example/ thanks"
    with pytest.raises(Invalid, match="no blanks"):
        Url().parse(editor.told[-1])


def test_a_choice_of_another_version_is_shown_and_marked(qtbot, theme):
    editor = made(Choice(("Confirm",)), qtbot)
    editor.put("AuthorizeWithCapture")
    assert (editor.text(), editor.is_raw) == ("AuthorizeWithCapture", True)
    editor.combo.setCurrentIndex(1)
    editor.combo.activated.emit(1)
    assert (editor.told, editor.is_raw) == (["Confirm"], False)
    editor.put(None)
    assert editor.combo.count() == 2


def test_a_choice_can_be_taken_back(qtbot, theme):
    editor = made(Choice(("Confirm",)), qtbot)
    editor.put("Confirm")
    editor.combo.setCurrentIndex(0)
    editor.combo.activated.emit(0)
    assert editor.told == [""]


def test_a_switch_has_three_states(qtbot, theme):
    editor = made(Switch(), qtbot)
    editor.put(None)
    for text in ("true", "false", "true"):
        editor.box.click()
        assert editor.text() == text
    press(editor.box, Qt.Key.Key_Backspace)
    assert editor.told == ["true", "false", "true", ""]
    assert not editor.box.isChecked()
    press(editor.box, Qt.Key.Key_Delete)
    assert len(editor.told) == 4


def test_several_words_can_be_typed_or_ticked(qtbot, theme):
    kind = Many(("name", "email", "phoneNumber"))
    editor = made(kind, qtbot)
    type_text(editor.line, "email, odd")
    editor.menu.aboutToShow.emit()
    assert [action.isChecked() for action in editor.menu.actions()] == [False, True, False]
    editor.menu.actions()[0].trigger()
    assert editor.text() == "email, odd, name"
    editor.menu.actions()[1].trigger()
    assert editor.told[-1] == "odd, name"


def test_json_hides_nothing_and_means_the_same(qtbot, theme):
    editor = made(Json(), qtbot)
    value = {"a": "\u2028\u202e\ufdd0\U000e0041", "é": ["緑茶"] * 12}
    editor.put(value)
    assert json.loads(editor.text()) == value
    assert "\\u202e" in editor.text()
    assert "緑茶" in editor.text()
    assert "\n" in editor.text()
