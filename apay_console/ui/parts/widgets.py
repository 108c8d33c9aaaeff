"""Qt's inputs as needed here: no paste is cut unsaid, and of a draft's none undoes by itself."""

from __future__ import annotations

import re

from PySide6 import QtWidgets  # its QStyle is made when the first choice is drawn
from PySide6.QtCore import QEvent, QKeyCombination, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStylePainter,
    QWidget,
)

from apay_console.errors import N_, say
from apay_console.model.private_keys import holds_private_key
from apay_console.ui.parts.copying import passing
from apay_console.ui.parts.no_keys import keep_keys_out, turn_away

_BREAKS = re.compile(r"[ \t]*[\r\n\v\f\x85\u2028\u2029]+[ \t]*")
_MOST_JSON = 262_144  # characters; Qt lays out an unbroken line of more than that too slowly
_OWN_UNDO = {"edit-undo", "edit-redo"}
_COMMAND = QKeyCombination(Qt.Modifier.CTRL, Qt.Key.Key_E)  # to Qt, a line's end on X11


def passed_on(event: QEvent, *, of_draft: bool) -> bool:
    """Pass on a key that would undo or redo a draft here, or is a command's; whether it was one."""
    keys = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo) if of_draft else ()
    is_meant = isinstance(event, QKeyEvent) and (
        event.keyCombination() == _COMMAND or any(event.matches(key) for key in keys)
    )
    if is_meant:
        event.ignore()
    return is_meant


def without_undo(menu: QMenu) -> QMenu:
    """Take Qt's own undo out of a context menu."""
    for action in menu.actions():
        if action.objectName() in _OWN_UNDO:
            menu.removeAction(action)
    first: QAction | None = next(iter(menu.actions()), None)
    if first is not None and first.isSeparator():
        menu.removeAction(first)
    return menu


def pop_up(menu: QMenu, event: QContextMenuEvent) -> None:
    """Show a context menu that goes when it is closed."""
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(event.globalPos())


def _units(text: str) -> int:
    """A text's length as Qt counts it."""
    return len(text.encode("utf-16-le", "replace")) // 2


class Line(QLineEdit):
    """One line of text; what is pasted into it stays whole or says what became of it."""

    typed = Signal(str)  # by the person, never by the program
    noticed = Signal(object)  # Message: what a paste had to give up
    left = Signal()  # the keyboard went elsewhere

    def __init__(self, parent: QWidget | None = None, *, of_draft: bool = False) -> None:
        super().__init__(parent)
        self._of_draft = of_draft  # undo is the draft's then, and no longer the line's
        self.most = self.maxLength()
        keep_keys_out(self)
        self.textEdited.connect(self._take)

    def _take(self, text: str) -> None:
        is_full = _units(text) >= self.maxLength() - 1  # Qt may have cut a character in two
        fitting = self._cut(text) if is_full else text
        joined = _BREAKS.sub(" ", fitting.strip()) if _BREAKS.search(fitting) else fitting
        if joined != text:
            self.put(joined)
        self.typed.emit(joined)
        self._tell(fitting, joined, is_cut=is_full)

    def _tell(self, fitting: str, joined: str, *, is_cut: bool) -> None:
        if is_cut:
            words = N_("Too long to paste: cut after {most} characters.")
            self.noticed.emit(say(words, most=self.most))
        elif joined != fitting.strip():
            self.noticed.emit(say(N_("Line breaks became blanks.")))

    def _cut(self, text: str) -> str:
        """Shorten what was pasted, which ends at the cursor, and nothing else."""
        halved = self.maxLength() - _units(text)  # Qt counts half a character that is lost here
        units = text.encode("utf-16-le")[: 2 * (self.cursorPosition() - halved)]
        end = len(units.decode("utf-16-le", "ignore"))
        over = max(len(text) - self.most, 0)
        return text[: max(end - over, 0)] + text[end:]

    def put(self, text: str) -> None:
        """Show another text; the cursor stays where it was, as far as it can."""
        place = self.cursorPosition()
        was_at_end = place >= _units(self.text())
        self.setText(text)
        self.setCursorPosition(_units(text) if was_at_end else place)

    def event(self, event: QEvent) -> bool:
        return passed_on(event, of_draft=self._of_draft) or super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        pop_up(without_undo(menu) if self._of_draft else menu, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._trim()
            self.left.emit()

    def _trim(self) -> None:
        trimmed = self.text().strip()
        if trimmed != self.text() and not self.isReadOnly():
            self.put(trimmed)
            self.typed.emit(trimmed)


class Area(QPlainTextEdit):
    """Several lines of code: never wrapped, Tab goes on to the next field."""

    typed = Signal(str)
    noticed = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None, *, of_draft: bool = False) -> None:
        super().__init__(parent)
        self._of_draft = of_draft  # undo is the draft's then, and no longer the area's
        self.setUndoRedoEnabled(not of_draft)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabChangesFocus(True)
        self._last = ""
        self.textChanged.connect(self._take)

    def text(self) -> str:
        """The text as it stands; toPlainText would turn some blanks into others."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def _take(self) -> None:
        text = self.text()
        if text == self._last:  # Qt also tells of changes that are none
            return
        if holds_private_key(text):
            self.put(self._last)  # which empties Qt's own undo too
            self.moveCursor(QTextCursor.MoveOperation.End)
            turn_away(self)
            return
        self._last = text
        self.typed.emit(text)

    def take(self, text: str) -> None:
        """Show a text that a person gave in another way than by typing."""
        if holds_private_key(text):
            turn_away(self)
        else:
            self.put(text)

    def put(self, text: str) -> None:
        """Show another text."""
        self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(False)
        self._last = self.text()

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        text = source.text()
        if len(text) > _MOST_JSON:
            words = N_("Too long to paste: {most} characters at the most.")
            self.noticed.emit(say(words, most=_MOST_JSON))
        elif holds_private_key(text):
            turn_away(self)
        else:
            self.textCursor().insertText(text)

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802 - Qt's name
        if self.isReadOnly():  # nobody typed it here
            return passing(self.textCursor().selection().toPlainText())
        return super().createMimeDataFromSelection()

    def event(self, event: QEvent) -> bool:
        return passed_on(event, of_draft=self._of_draft) or super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        pop_up(without_undo(menu) if self._of_draft else menu, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class Combo(QComboBox):
    """A choice that the wheel only turns while the keyboard is in it; too long a one is elided."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setItemDelegate(QStyledItemDelegate(self))  # Qt's own ignores the style sheet

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all of it is small
        option, painter = QtWidgets.QStyleOptionComboBox(), QStylePainter(self)
        self.initStyleOption(option)
        if self.currentIndex() < 0 and not self.isEditable():
            option.currentText = self.placeholderText()
        painter.drawComplexControl(QtWidgets.QStyle.ComplexControl.CC_ComboBox, option)
        option.currentText = self.elided(option.currentText)  # Qt would cut a letter in two
        painter.drawControl(QtWidgets.QStyle.ControlElement.CE_ComboBoxLabel, option)

    def elided(self, words: str) -> str:
        """As much of the words as there is room for."""
        option = QtWidgets.QStyleOptionComboBox()
        self.initStyleOption(option)
        kind = QtWidgets.QStyle.ComplexControl.CC_ComboBox
        part = QtWidgets.QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(kind, option, part, self)
        return self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()
