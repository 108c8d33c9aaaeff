"""What will be sent: the body as JSON, to be read and to be typed in."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from apay_console.errors import BadText, Message
from apay_console.model import draft as drafts
from apay_console.model import json_text
from apay_console.model.draft import Draft, Scope
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.ui.form.editors_text import escaped
from apay_console.ui.parts.curtain import Curtain
from apay_console.ui.parts.labels import WrappedLabel
from apay_console.ui.parts.text import PlainLabel, clip, say, visible
from apay_console.ui.parts.theme import Theme
from apay_console.ui.parts.widgets import Area

_MOST_LISTED = 8  # keys that no field knows
_LONGEST_KEY = 80


class BodySheet(QFrame):
    """An editor over the form, in step with it both ways."""

    edited = Signal(str)
    rename_wanted = Signal()
    closed = Signal()  # Escape was pressed

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bodySheet")
        self._shown: tuple[Draft, Scope] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        heading = PlainLabel(self.tr("What will be sent"))
        heading.setProperty("role", "section")
        column.addWidget(heading)
        self._text = self._make_text(theme)
        self._curtain = Curtain(self._text, theme)
        column.addWidget(self._curtain, 1)
        self._problem = self._make_words("error")
        self._unknown = self._make_words("hint")
        column.addWidget(self._problem)
        column.addWidget(self._unknown)
        self._rename = QPushButton(self.tr("Rename keys to this version"))
        self._rename.setProperty("kind", "secondary")
        self._rename.clicked.connect(self.rename_wanted)
        column.addWidget(self._rename, 0, Qt.AlignmentFlag.AlignLeft)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.closed)

    def _make_text(self, theme: Theme) -> Area:
        text = Area(of_draft=True)
        text.setAccessibleName(self.tr("What will be sent, as JSON"))
        text.setFont(theme.font("mono"))
        text.typed.connect(self.edited)
        text.noticed.connect(self._tell)
        return text

    def _make_words(self, role: str) -> WrappedLabel:
        words = WrappedLabel("")
        words.setProperty("role", role)
        words.hide()
        return words

    def _tell(self, notice: Message) -> None:
        """Say what became of a paste."""
        self._problem.setText(say(notice))
        self._problem.show()

    def raw_text(self) -> str:
        """The text as it stands, its blanks kept as they were typed."""
        return self._text.text()

    def show_state(self, state: SaleState) -> None:
        """Show the body of a draft; what was typed by hand is left alone."""
        self._text.setReadOnly(state.is_locked)
        if (state.draft, state.scope) == self._shown:
            return
        self._shown = (state.draft, state.scope)
        wanted = state.draft.by_hand
        if wanted is None:
            wanted = _pretty(state.body.text)
        if wanted != self.raw_text():
            self._text.put(wanted)
        self._show_problem(state.body.bad)
        self._show_unknown(state)

    def _show_problem(self, bad: BadText | None) -> None:
        self._problem.setVisible(bad is not None)
        if bad is not None:
            place = self.tr("Line {line}, column {column}: {reason}")
            words = place.replace("{line}", str(bad.line)).replace("{column}", str(bad.column))
            self._problem.setText(words.replace("{reason}", say(bad.message)))

    def _show_unknown(self, state: SaleState) -> None:
        rows = drafts.unknown_keys(state.draft, state.scope)
        listed = rows[:_MOST_LISTED]
        words = [self._unknown_words(key, right, state.sale.version) for key, right in listed]
        if len(rows) > len(listed):
            more = self.tr("and {count} more")
            words.append(more.replace("{count}", str(len(rows) - len(listed))))
        self._unknown.setText("\n".join(words))
        self._unknown.setVisible(bool(rows))
        self._rename.setVisible(any(right for _, right in rows))

    def _unknown_words(self, key: str, right: str | None, version: str) -> str:
        if right is None:
            words = self.tr("{version} does not know “{key}”; it is sent as it stands.")
        else:
            words = self.tr("{version} does not know “{key}”; here it is “{right}”.")
        words = words.replace("{version}", version).replace("{right}", right or "")
        return words.replace("{key}", visible(clip(key, _LONGEST_KEY)))

    def go_to_problem(self, bad: BadText) -> None:
        """Put the cursor where reading stopped."""
        block = self._text.document().findBlockByNumber(bad.line - 1)
        cursor = QTextCursor(block)
        cursor.movePosition(
            QTextCursor.MoveOperation.Right, n=min(bad.column - 1, max(block.length() - 1, 0))
        )
        self._text.setTextCursor(cursor)
        self._text.setFocus()

    def focus_text(self) -> None:
        """Put the keyboard into the text."""
        self._curtain.setFocus()


def _pretty(text: str) -> str:
    """Spread JSON over lines; what would not be seen in it is written as an escape."""
    try:
        return escaped(json_text.write(json_text.read_object(text), indent=2))
    except BadText:  # a field may hold JSON that is just too deep for the whole
        return escaped(text)
