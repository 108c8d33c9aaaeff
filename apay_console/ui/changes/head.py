"""Over the changes: what is compared with what, how it looks, and the way from one to the next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from apay_console.ui.parts.labels import ElidedLabel, WrappedLabel
from apay_console.ui.parts.tab_order import stop_once
from apay_console.ui.parts.text import PlainLabel, plain_tip
from apay_console.ui.parts.theme import Theme
from apay_console.ui.parts.widgets import Combo

LIST, SIDE, UNIFIED = "list", "side", "unified"
LOOKS = (LIST, SIDE, UNIFIED)


class Head(QFrame):
    """Two lines of controls, and words where something has to be said first."""

    earlier_chosen = Signal(int)
    look_chosen = Signal(str)
    step_wanted = Signal(int)
    copy_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("changesHead")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 2, 12, 8)
        column.setSpacing(6)
        column.addLayout(self._make_choices())
        column.addWidget(self._make_steps())
        self.notes = WrappedLabel("")
        self.notes.setProperty("role", "note")
        self.notes.hide()
        column.addWidget(self.notes)

    def _make_choices(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.label = PlainLabel(self.tr("Compared with"))
        self.label.setProperty("role", "hint")
        self.earlier = Combo()
        self.earlier.setAccessibleName(self.tr("The earlier answer to compare with"))
        self.earlier.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.earlier.activated.connect(self.earlier_chosen)
        self.pair = ElidedLabel("")
        self.pair.setProperty("role", "hint")
        self.pair.hide()
        row.addWidget(self.label)
        row.addWidget(self.earlier, 1)
        row.addWidget(self.pair, 1)
        row.addWidget(self._make_looks())
        return row

    def _make_looks(self) -> QWidget:
        self._choices = QWidget()
        row = QHBoxLayout(self._choices)
        row.setContentsMargins(8, 0, 0, 0)
        row.setSpacing(4)
        names = (self.tr("List"), self.tr("Side by side"), self.tr("Unified"))
        self._looks = QButtonGroup(self)
        for place, words in enumerate(names):
            button = QPushButton(words)
            button.setProperty("kind", "task")
            button.setCheckable(True)
            button.setChecked(LOOKS[place] == LIST)
            button.setAccessibleName(self.tr("Look: {name}").replace("{name}", words))
            self._looks.addButton(button, place)
            row.addWidget(button)
        stop_once(self._looks)
        self._looks.idClicked.connect(self._choose)
        return self._choices

    def mark(self, look: str) -> None:
        """Show which look is on."""
        self._looks.button(LOOKS.index(look)).setChecked(True)
        stop_once(self._looks)

    def _choose(self, place: int) -> None:
        self.look_chosen.emit(LOOKS[place])

    def _make_steps(self) -> QWidget:
        self._steps = QWidget()
        row = QHBoxLayout(self._steps)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self.summary = ElidedLabel("")
        self.summary.setProperty("role", "hint")
        row.addWidget(self.summary, 1)
        self.place = PlainLabel("")
        self.place.setProperty("role", "hint")
        row.addWidget(self.place)
        row.addSpacing(6)
        self.previous = self._tool("caret-up", self.tr("Previous change"), "Shift+F8")
        self.next = self._tool("caret-down", self.tr("Next change"), "F8")
        self.copy = self._tool("copy-simple", self.tr("Copy as text"), "")
        self.previous.clicked.connect(lambda: self.step_wanted.emit(-1))
        self.next.clicked.connect(lambda: self.step_wanted.emit(1))
        self.copy.clicked.connect(self.copy_wanted)
        for button in (self.previous, self.next, self.copy):
            row.addWidget(button)
        return self._steps

    def _tool(self, icon: str, words: str, key: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(self._theme.icon(icon, "text2"))
        button.setAccessibleName(words)
        button.setToolTip(plain_tip(f"{words} ({key})" if key else words))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def rest(self, *, is_empty: bool) -> None:
        """Take away what there is nothing to do with, while nothing is compared."""
        for part in (self._steps, self._choices):
            part.setVisible(not is_empty)

    def offer(self, earlier: list[str], chosen: int) -> None:
        """List the earlier answers; an empty list: there is nothing to choose from."""
        self.pair.hide()
        self.label.setVisible(bool(earlier))
        self.earlier.setVisible(bool(earlier))
        if not earlier:
            self.pair.setText("")
            self.pair.show()  # it holds the looks to the right
        if [self.earlier.itemText(at) for at in range(self.earlier.count())] != earlier:
            self.earlier.clear()
            self.earlier.addItems(earlier)
        self.earlier.setCurrentIndex(chosen)

    def name_pair(self, words: str) -> None:
        """Say which two are compared, where there is nothing to choose."""
        self.offer([], -1)
        self.pair.setText(words)

    def tell(self, summary: str, notes: list[str]) -> None:
        """Say how much changed, and what has to be known about it."""
        self.summary.setText(summary)
        self.notes.setText("\n".join(notes))
        self.notes.setVisible(bool(notes))

    def count(self, place: int | None, total: int) -> None:
        """Say which of the changes is looked at."""
        words = self.tr("{place} of {total}").replace("{place}", str((place or 0) + 1))
        plain = self.tr("1 change") if total == 1 else self.tr("%n changes", "", total)
        shown = words.replace("{total}", str(total)) if place is not None else plain
        self.place.setText(shown if total else "")
        for button in (self.previous, self.next):
            button.setVisible(total > 0)
