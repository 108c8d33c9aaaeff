"""Areas of text and choices."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from apay_console.ui.parts.text import say
from apay_console.ui.parts.widgets import Area, Combo, Line
from tests.ui.hands import paste, press, shown


def test_an_area_reads_blanks_as_they_are(qtbot):
    area = Area()
    qtbot.addWidget(area)
    area.put("a\u00a0b\n{\u2003}\x00")
    assert area.text() == "a\u00a0b\n{\u2003}\x00"


def test_an_area_tells_typing_once_and_putting_never(qtbot):
    area = Area(of_draft=True)
    qtbot.addWidget(area)
    told = []
    area.typed.connect(told.append)
    area.put("{}")
    assert told == []
    area.moveCursor(area.textCursor().MoveOperation.End)
    press(area, Qt.Key.Key_A, "a")
    press(area, Qt.Key.Key_Z, "\x1a", Qt.KeyboardModifier.ControlModifier)
    assert told == ["{}a"]


def test_an_area_refuses_what_would_freeze_it(qtbot):
    area = Area()
    qtbot.addWidget(area)
    said = []
    area.noticed.connect(lambda message: said.append(say(message)))
    paste(area, "x" * 300_000)
    assert area.text() == ""
    assert said == ["Too long to paste: 262144 characters at the most."]
    paste(area, '{"a":\n1}')
    assert area.text() == '{"a":\n1}'


def test_the_wheel_turns_a_choice_only_with_the_keyboard_in_it(qtbot):
    window = QWidget()
    column = QVBoxLayout(window)
    combo, other = Combo(), Line()
    combo.addItems(["a", "b", "c"])
    for widget in (other, combo):
        column.addWidget(widget)
    shown(window, qtbot)
    other.setFocus()
    _wheel(combo)
    assert combo.currentText() == "a"
    combo.setFocus()
    _wheel(combo)
    assert combo.currentText() == "b"


def _wheel(widget: QWidget) -> None:
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(widget.mapToGlobal(QPoint(5, 5))),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def test_a_choice_that_nobody_made_yet_says_what_to_do(qtbot, theme):
    combo = Combo()
    combo.addItem("Japan")
    combo.setCurrentIndex(-1)
    combo.resize(200, 30)
    shown(combo, qtbot)
    empty = combo.grab().toImage()
    combo.setPlaceholderText("Choose…")
    assert combo.grab().toImage() != empty


def test_a_choice_too_long_for_its_box_ends_in_an_ellipsis(qtbot):
    combo = Combo()
    combo.addItem("Every operation there is, in one choice")
    combo.setMinimumWidth(90)
    combo.resize(90, 30)
    shown(combo, qtbot)
    words = combo.elided(combo.currentText())
    assert words.endswith("…")
    assert combo.fontMetrics().horizontalAdvance(words) < 90
    narrow = combo.grab().toImage()
    combo.setItemText(0, words)
    assert combo.grab().toImage() == narrow  # what is drawn is what was elided
