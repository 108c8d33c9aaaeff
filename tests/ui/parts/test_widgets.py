"""A paste stays whole or says what became of it; undo and the wheel stay out of the way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from apay_console.ui.parts.text import say
from apay_console.ui.parts.widgets import Area, Combo, Line
from tests.ui.hands import paste, press, shown, type_text
from tests.work import calls_of

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def line(qtbot) -> Line:
    made = Line()
    qtbot.addWidget(made)
    made.told = []
    made.said = []
    made.typed.connect(made.told.append)
    made.noticed.connect(lambda message: made.said.append(say(message)))
    return made


def test_the_hint_in_an_empty_line_can_be_read(line, theme):
    line.ensurePolished()
    assert line.palette().placeholderText().color() == theme.color("text3")


def test_typing_is_told_and_putting_is_not(line):
    line.put("a")
    assert line.told == []
    type_text(line, "b")
    assert line.told == ["ab"]


def test_a_paste_with_blanks_around_is_kept_until_the_field_is_left(line, qtbot):
    shown(line, qtbot)
    line.setFocus()
    paste(line, " 19.99")
    assert line.text() == " 19.99"
    line.clearFocus()
    assert line.text() == "19.99"
    assert line.told == [" 19.99", "19.99"]


def test_a_line_end_after_a_pasted_id_is_taken_off_without_a_word(line):
    paste(line, "S01-1234567-1234567\r\n")
    assert (line.text(), line.said) == ("S01-1234567-1234567", [])


@pytest.mark.parametrize("mark", ["\n", "\r\n", "\u2028", "\u2029", "\n\n", " \n "])
def test_b55_pasted_lines_are_joined_in_sight(line, mark):
    paste(line, f"one{mark}two")
    assert (line.text(), line.said) == ("one two", ["Line breaks became blanks."])


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\u202e", "\u200b", "\u00a0", "😀"])
def test_other_characters_are_pasted_as_they_are(line, sign):
    paste(line, f"a{sign}b")
    assert line.text() == f"a{sign}b"


def test_a_little_too_much_stays_and_is_not_cut(line):
    line.most = 50
    paste(line, "x" * 51)
    assert (len(line.text()), line.said) == (51, [])


def test_b53_a_paste_of_a_mebibyte_is_cut_at_the_limit_and_says_so(line):
    line.most = 255
    assert calls_of(lambda: paste(line, "ä" * 2**20)) < 200  # not one for each character
    assert line.text() == "ä" * 255
    assert line.said == ["Too long to paste: cut after 255 characters."]


def test_b53_a_line_without_a_limit_of_its_own_has_qts_and_says_so_too(line):
    paste(line, "ä" * 2**20)
    assert line.text() == "ä" * 32_767
    assert line.said == ["Too long to paste: cut after 32767 characters."]


def test_b51_no_half_of_a_character_is_left_where_a_paste_is_cut(line):
    line.put("tail")
    line.setCursorPosition(0)
    paste(line, "a" * 32_762 + "😀")  # one half of it would still fit
    assert line.text() == "a" * 32_762 + "tail"
    line.end(False)
    assert line.cursorPosition() == 32_766  # Qt counts halves, Python does not see them
    assert line.told == [line.text()]


def test_b54_fifty_megabytes_of_a_clipboard_are_not_looked_at_letter_by_letter(line, qtbot):
    area = Area()
    qtbot.addWidget(area)
    area.noticed.connect(lambda message: line.said.append(say(message)))
    line.most = 255
    area.put("what stood there")
    assert calls_of(lambda: paste(line, "x" * 50_000_000)) < 200
    assert calls_of(area.paste) < 200
    assert line.text() == "x" * 255
    assert area.text() == "what stood there"
    assert line.said == [
        "Too long to paste: cut after 255 characters.",
        "Too long to paste: 262144 characters at the most.",
    ]


def test_what_stood_there_survives_a_paste_that_is_cut(line):
    line.most = 20
    line.put("headtail")
    line.setCursorPosition(4)
    paste(line, "😀" * 100_000)
    assert line.text() == "head" + "😀" * 12 + "tail"


@pytest.mark.parametrize("make", [Line, Area])
def test_undo_is_left_to_the_draft(make, qtbot):
    line = make(of_draft=True)
    qtbot.addWidget(line)
    type_text(line, "a")
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, CONTROL)
    event.ignore()
    QApplication.sendEvent(line, event)
    assert not event.isAccepted()
    press(line, Qt.Key.Key_Z, "\x1a", CONTROL)
    assert line.text() == "a"


@pytest.mark.parametrize("make", [Line, Area])
@pytest.mark.parametrize("of_draft", [True, False])
def test_a_commands_key_is_left_to_the_window_where_qt_has_another_use_for_it(
    make, of_draft, qtbot
):
    line = make(of_draft=of_draft)
    qtbot.addWidget(line)
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_E, CONTROL)
    event.accept()  # as Qt does on X11, where it means the line's end
    QApplication.sendEvent(line, event)
    assert not event.isAccepted()


@pytest.mark.parametrize("make", [Line, Area])
def test_what_is_of_no_draft_undoes_by_itself(make, qtbot):
    line = make()
    qtbot.addWidget(line)
    type_text(line, "a")
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, CONTROL)
    event.ignore()
    QApplication.sendEvent(line, event)
    assert event.isAccepted()
    press(line, Qt.Key.Key_Z, "\x1a", CONTROL)
    assert line.text() == ""


def test_undo_is_left_to_the_draft_in_an_editable_choice_too(qtbot):
    combo = Combo()
    combo.setEditable(True)
    combo.setLineEdit(Line(of_draft=True))
    qtbot.addWidget(combo)
    type_text(combo.lineEdit(), "a")
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, CONTROL)
    event.ignore()
    QApplication.sendEvent(combo, event)
    assert not event.isAccepted()


@pytest.mark.parametrize("make", [Line, Area])
def test_the_context_menu_offers_no_undo_of_its_own(make, qtbot):
    from apay_console.ui.parts.widgets import without_undo

    widget = make()
    qtbot.addWidget(widget)
    menu = without_undo(widget.createStandardContextMenu())
    names = [action.objectName() for action in menu.actions()]
    menu.deleteLater()
    assert "edit-undo" not in names
    assert "edit-paste" in names
    assert names[0]


@pytest.mark.qt_log_ignore("^This plugin does not support")  # off screen nothing can be raised
@pytest.mark.parametrize("make", [Line, Area])
def test_the_context_menu_opens_and_goes_again(make, qtbot):
    widget = shown(make(of_draft=True), qtbot)
    at = QPoint(5, 5)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, widget.mapToGlobal(at))
    QApplication.sendEvent(getattr(widget, "viewport", lambda: widget)(), event)
    menu = QApplication.activePopupWidget()
    assert "edit-undo" not in [action.objectName() for action in menu.actions()]
    menu.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(menu)


@pytest.mark.parametrize("make", [Line, Area])
def test_where_the_keyboard_is_can_be_seen_in_what_is_read_only_too(make, qtbot, theme):
    line = make()
    line.setReadOnly(True)
    shown(line, qtbot)
    line.setFocus()
    picture = line.grab().toImage()
    assert picture.pixelColor(0, picture.height() // 2) == theme.color("accent")
