"""What is chosen, in words, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from apay_console.model.exchange import Outcome
from apay_console.model.past import Line
from apay_console.ui.history.cells import OUTCOME, TOOK, WHAT, WHEN, WHO, Cells
from apay_console.ui.parts.labels import ElidedLabel, WrappedLabel
from apay_console.ui.parts.text import clip, plain_tip, visible
from apay_console.ui.parts.theme import Theme
from apay_console.ui.parts.why_button import WhyButton
from apay_console.ui.parts.why_mark import WhyMark
from apay_console.ui.parts.widgets import Line as Entry

_MOST_NOTE = 500
_PAUSE_MS = 400
_LAST = "arrow-square-out"  # the icon of what is taken elsewhere
_FACTS = (WHEN, OUTCOME, TOOK, WHO)


class Head(QFrame):
    """The chosen exchange in two lines, its note, and its buttons."""

    noted = Signal(object, str, bool)  # Line, its note, and whether that is all of it
    left = Signal()  # the note is written or given up: the keyboard goes back to the list

    def __init__(self, cells: Cells, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells = cells
        self._theme = theme
        self._line: Line | None = None
        self._noted: Line | None = None  # whose note is being written
        self._kept = ""  # what of it is kept already
        self._title, self._facts = ElidedLabel(""), ElidedLabel("")
        self._title.setProperty("role", "section")
        self._title.setObjectName("pastTitle")
        self._facts.setProperty("role", "hint")
        self.why = WhyButton("")  # of what the page shows
        self._address = ElidedLabel("")
        self._address.setProperty("role", "mono")
        self._note = WrappedLabel()
        self._note.setProperty("role", "hint")
        self._make_note()
        self._tools, self._buttons = QHBoxLayout(), QHBoxLayout()
        self._offered: list[QAbstractButton] = []
        self._last = QPushButton()
        self._place()
        theme.veil.changed.connect(self._show_again)

    def _make_note(self) -> None:
        self.note = _NoteLine()
        self.note.setPlaceholderText(self.tr("A note, for example why it failed"))
        self.note.setAccessibleName(self.tr("Note"))
        self.note.returnPressed.connect(self._write_note)
        self.note.given_up.connect(self._give_up_note)
        self.note.rested.connect(self._keep_note)
        self.note.left.connect(self._write_note)
        self.note.hide()

    def _place(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self._title, 1)
        top.addLayout(self._tools)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 12, 8)
        column.setSpacing(4)
        column.addLayout(top)
        facts = QHBoxLayout()
        facts.setSpacing(8)
        facts.addWidget(self._facts)
        facts.addWidget(self.why)
        facts.addStretch(1)
        column.addLayout(facts)
        for part in (self._address, self._note, self.note):
            column.addWidget(part)
        self._buttons.setSpacing(6)
        self._buttons.setContentsMargins(0, 4, 0, 0)
        column.addLayout(self._buttons)

    def add_tool(self, action: QAction) -> None:
        """Offer something as a small button at the right of the title."""
        tool = QToolButton()
        tool.setDefaultAction(action)
        tool.setIconSize(QSize(16, 16))
        tool.setAccessibleName(action.text())
        self._tools.addWidget(tool)
        self._offered.append(tool)

    def add_button(self, action: QAction) -> None:
        """Offer something as a button with its words."""
        button = QPushButton(action.text())
        button.setProperty("kind", "task")
        button.setObjectName(f"past_{action.objectName()}")
        button.clicked.connect(action.trigger)
        button.setEnabled(action.isEnabled())
        action.enabledChanged.connect(button.setEnabled)
        button.setAccessibleName(action.text())
        button.setToolTip(plain_tip(action.toolTip()))
        self._last = button
        self._buttons.addWidget(button)
        self._offered.append(button)

    def narrow(self, *, is_narrow: bool) -> None:
        """Where there is little room, let the last button be its icon."""
        words = self._last.accessibleName()
        self._last.setText("" if is_narrow else words)
        self._last.setIcon(self._theme.icon(_LAST, "text2") if is_narrow else QIcon())
        for part in (self, self.parentWidget()):  # as wide as that is at once, not when painted
            layout = part.layout() if part is not None else None
            if layout is not None:
                layout.invalidate()
                layout.activate()

    def end_buttons(self) -> None:
        """Leave the rest of the row empty, but for why some of them cannot be pressed."""
        self._buttons.addStretch(1)
        WhyMark("button.past", *self._offered)

    def show_line(self, line: Line | None, words: str = "") -> None:
        """Say which exchange is looked at; without one, words in its place."""
        same = line is not None and self._line is not None and line.id == self._line.id
        self._line = line
        self._title.setText(self._cells.text(line, WHAT) if line else words)
        facts = [self._cells.text(line, column) for column in _FACTS] if line else []
        self._facts.setText(" · ".join(facts))
        self._address.setText(
            visible(clip(f"{line.method} {self._theme.veil.over_url(line.url)}")) if line else ""
        )
        self._note.setText(visible(clip(line.note, _MOST_NOTE)) if line else "")
        self._note.setVisible(bool(line and line.note) and self.note.isHidden())
        for label in (self._facts, self._address):
            label.setVisible(line is not None)
        self.why.setVisible(line is not None and line.outcome is not Outcome.APPLIED)
        self.why.about(self._title.text())
        if not same:
            self._write_note()

    def _show_again(self) -> None:
        """Show it with the veil that was drawn meanwhile, or without."""
        if self._line is not None:
            self.show_line(self._line)

    def sale_name(self, line: Line) -> str:
        """What the sale of a line is called."""
        return self._cells.object(line) or self.tr("This sale")

    def write_note(self) -> None:
        """Open the line in which the note is written."""
        if self._line is not None:
            self._noted, self._kept = self._line, self._line.note
            self.note.put(self._line.note)
            self.note.show()
            self._note.hide()
            self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.note.selectAll()

    def _write_note(self) -> None:
        """Keep the note for good; whoever goes elsewhere has written it, too."""
        noted, text = self._noted, self.note.text()
        self._close_note()
        if noted is not None and {text, self._kept} != {noted.note}:
            self.noted.emit(noted, text, True)

    def _keep_note(self) -> None:
        """Keep what is typed so far, in case that the program ends."""
        if self._noted is not None and self.note.text() != self._kept:
            self._kept = self.note.text()
            self.noted.emit(self._noted, self._kept, False)

    def _give_up_note(self) -> None:
        noted = self._noted
        self._close_note()
        if noted is not None and self._kept != noted.note:
            self.noted.emit(noted, noted.note, True)

    def _close_note(self) -> None:
        had_keyboard = self.note.hasFocus()
        self._noted = None  # first, as the line loses the keyboard when it is hidden
        self.note.hide()
        self._note.setVisible(bool(self._line and self._line.note))
        if had_keyboard:
            self.left.emit()

    def text(self) -> str:
        """What it says."""
        labels = (self._title, self._facts, self._address, self._note)
        return "\n".join(one.text() for one in labels if one.text() and not one.isHidden())


class _NoteLine(Entry):
    """Enter keeps the note, and so does going elsewhere; Escape gives it up."""

    given_up = Signal()
    rested = Signal()  # a pause in typing

    def __init__(self) -> None:
        super().__init__()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.rested)
        self.typed.connect(lambda _: self._pause.start())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                event.accept()  # it keeps the note, and presses nothing else
