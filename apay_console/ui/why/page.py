"""One explanation: the cause, what to check in order, and what to do now."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from apay_console.model.why.entry import Check
from apay_console.presenters.why.explained import Checked, Explained
from apay_console.presenters.why.rules.finding import Finding
from apay_console.ui.commands import Commands, label_of
from apay_console.ui.panels.parts import button, hint, section
from apay_console.ui.parts.labels import WrappedLabel
from apay_console.ui.parts.layouts import empty
from apay_console.ui.parts.text import say, unmnemonic, visible, word
from apay_console.ui.parts.theme import Theme

_ICON = 16
_MARKS = {
    "fine": ("check-circle", "ok"),
    "here": ("warning-fill", "warn"),
    "open": ("question", "text3"),
}
_LONGEST_WORD = 48


class WhyPage(QFrame):
    """Shows an explanation; its buttons ask for a command, a field, or another explanation."""

    command_wanted = Signal(str)
    field_wanted = Signal(str)
    entry_wanted = Signal(str)

    def __init__(self, theme: Theme, commands: Commands, leads_to: Callable[[str], bool]) -> None:
        super().__init__()
        self.setObjectName("whyPage")
        self._theme = theme
        self._commands = commands
        self._leads_to = leads_to
        self._said: list[str] = []
        self._marks: list[tuple[QLabel, Finding]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 4, 20, 16)
        self._column.setSpacing(6)
        theme.changed.connect(self._draw)

    def show_explained(self, found: Explained) -> None:
        """Show another explanation."""
        empty(self._column)
        self._said, self._marks = [], []
        self._add_head(found)
        if found.checks:
            self._column.addWidget(section(self.tr("Check, in this order")))
            for place, checked in enumerate(found.checks, 1):
                self._column.addWidget(self._row(place, checked))
        self._add_now(found)
        self._column.addStretch(1)
        self._draw()

    def text(self) -> str:
        """Everything that it says, line by line."""
        return "\n".join(self._said)

    def _say(self, words: str, role: str = "") -> WrappedLabel:
        label = WrappedLabel(words, longest=_LONGEST_WORD)
        label.setProperty("role", role)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._said.append(words)
        return label

    def _add_head(self, found: Explained) -> None:
        self._column.addWidget(self._say(word(found.entry.title), "title"))
        if found.name:
            self._column.addWidget(self._say(visible(found.name), "mono"))
        self._column.addWidget(self._say(word(found.entry.cause)))
        if found.own_words and not self._theme.veil.is_drawn:  # they may quote what was sent
            own = self.tr("Amazon's words: {words}")
            self._column.addWidget(self._say(own.replace("{words}", visible(found.own_words))))

    def _add_now(self, found: Explained) -> None:
        if not found.entry.now:
            return
        self._column.addWidget(section(self.tr("What now")))
        self._column.addWidget(self._say(word(found.entry.now)))
        name = found.entry.command
        if name and self._commands[name].isEnabled():
            made = button(unmnemonic(label_of(name)), "secondary")
            made.clicked.connect(lambda: self.command_wanted.emit(name))
            self._column.addSpacing(4)
            self._column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)

    def _row(self, place: int, checked: Checked) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 2, 0, 2)
        line.setSpacing(10)
        line.addWidget(self._mark(checked.finding), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        line.addLayout(words, 1)
        words.addWidget(self._say(f"{place}. {word(checked.check.words)}"))
        if checked.finding is not None:
            words.addWidget(self._finding(checked.finding))
        self._add_links(words, checked.check)
        return row

    def _mark(self, finding: Finding | None) -> QLabel:
        icon = QLabel()
        icon.setFixedSize(_ICON, _ICON + 2)
        if finding is not None:
            self._marks.append((icon, finding))
        return icon

    def _draw(self) -> None:
        for icon, finding in self._marks:
            icon.setPixmap(self._theme.icon(*_MARKS[finding.verdict]).pixmap(_ICON, _ICON))

    def _finding(self, finding: Finding) -> QWidget:
        verdict = {
            "fine": self.tr("Fine: {words}"),
            "here": self.tr("Look here: {words}"),
            "open": self.tr("Not certain: {words}"),
        }[finding.verdict]
        words = verdict.replace("{words}", say(finding.words))
        self._said.append(words)
        return hint(words)

    def _add_links(self, column: QVBoxLayout, check: Check) -> None:
        links = self._links(check)
        if not links:
            return
        line = QHBoxLayout()
        line.setSpacing(16)
        for link in links:
            line.addWidget(link)
        line.addStretch(1)
        column.addLayout(line)

    def _links(self, check: Check) -> list[QPushButton]:
        found: list[QPushButton] = []
        if check.field and self._leads_to(check.field):
            go = self.tr("Go to the field")
            found.append(_link(go, check, lambda: self.field_wanted.emit(check.field)))
        if check.command and self._commands[check.command].isEnabled():
            go = unmnemonic(label_of(check.command))
            found.append(_link(go, check, lambda: self.command_wanted.emit(check.command)))
        if check.see:
            go = self.tr("More about it")
            found.append(_link(go, check, lambda: self.entry_wanted.emit(check.see)))
        return found

    def links(self) -> list[QPushButton]:
        """The buttons, from top to bottom."""
        return [one for one in self.findChildren(QPushButton) if one.isVisibleTo(self)]


def _link(words: str, check: Check, do: Callable[[], object]) -> QPushButton:
    link = button(words, "more")
    link.setCursor(Qt.CursorShape.PointingHandCursor)
    link.setAccessibleDescription(word(check.words))
    link.clicked.connect(lambda _=False: do())
    return link
