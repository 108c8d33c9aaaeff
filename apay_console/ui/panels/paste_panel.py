"""Pasting in: JSON, curl, HAR or code, looked at first, then put into the form."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from apay_console.errors import Invalid, Message
from apay_console.presenters.console import Console
from apay_console.presenters.sale.pasting import Seen
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.ui.commands import Commands
from apay_console.ui.panels.drop_area import DropArea
from apay_console.ui.panels.parts import button, hint, named, section
from apay_console.ui.parts.announcing import announce
from apay_console.ui.parts.labels import ProblemLabel, WrappedLabel
from apay_console.ui.parts.text import clip, say, visible
from apay_console.ui.parts.theme import Theme
from apay_console.ui.parts.why_mark import WhyMark

_EXAMPLE = '{"merchantMetadata":{"noteToBuyer":"Thank you"}}'
_MOST_LISTED, _LONGEST = 12, 90


class PastePanel(QFrame):
    """A box, what was found in it, and two buttons; what was pasted stays until it is used."""

    def __init__(self, theme: Theme, commands: Commands, console: Console) -> None:
        super().__init__()
        self.setObjectName("form")
        self._commands = commands
        self._pasting = console.pasting
        self._desk = console.desk
        self.box = DropArea()
        self.box.setFont(theme.font("mono"))
        self.box.setPlaceholderText(_EXAMPLE)
        self.box.noticed.connect(self._tell)
        self.box.typed.connect(self._look)
        self.box.file_given.connect(self._pasting.take_file)
        self._pasting.file_read.connect(self._take_text)
        self._pasting.file_refused.connect(self._tell)
        self.problem = ProblemLabel()
        self.found = WrappedLabel("")
        self.rest = WrappedLabel("")
        self.rest.setProperty("role", "hint")
        self._make_buttons()
        self._place()
        self.setFocusProxy(self.box)
        self._desk.shown.connect(self._follow)
        self._look()

    def _make_buttons(self) -> None:
        self.put = button(self.tr("Put into the form"), "primary")
        self.put.clicked.connect(self._put)
        self.begin = button(self.tr("Begin a new session with it"), "secondary")
        self.begin.clicked.connect(self._begin)
        WhyMark("button.paste", self.begin, self.put)
        self.clipboard = button(self.tr("Paste from the clipboard"), "ghost")
        self.clipboard.clicked.connect(self.take_clipboard)

    def _place(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 12)
        column.setSpacing(4)
        column.addWidget(hint(self.tr("Nothing is sent by pasting.")))
        column.addSpacing(6)
        words = self.tr("JSON, curl, a HAR entry, or code that holds the body")
        column.addWidget(named(words, self.box))
        column.addWidget(self.box, 3)
        column.addWidget(self.clipboard, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.problem)
        self._heading = section(self.tr("What was found"))
        for part in (self._heading, self.found, self.rest):
            column.addWidget(part)
        column.addStretch(1)
        column.addLayout(self._row_of_buttons())

    def _row_of_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.begin)
        row.addWidget(self.put)
        return row

    def take_clipboard(self) -> None:
        """Take what was copied elsewhere."""
        self.box.selectAll()
        self.box.paste()  # which looks at what it takes, and how much of it
        self.box.setFocus()

    def _take_text(self, text: str) -> None:
        self.box.take(text)
        self._look()

    def _follow(self, _: SaleState) -> None:
        """Another form may be in front now."""
        if self.isVisible():
            self._look()

    def _look(self) -> None:
        """Say what the text holds; nothing at all while it is empty."""
        self.problem.hide()
        try:
            seen = self._pasting.look(self.box.text()) if self.box.text().strip() else None
        except Invalid as error:
            seen = None
            self._tell(error.message)
        self._show(seen)

    def _show(self, seen: Seen | None) -> None:
        for part in (self._heading, self.found, self.rest):
            part.setVisible(seen is not None)
        self.put.setEnabled(seen is not None and seen.obstacle is None)
        self.begin.setEnabled(seen is not None and seen.can_begin)
        if seen is not None:
            self._tell_found(self._summary(seen))
            self.rest.setText("\n".join(self._rows(seen)))
            self.rest.setVisible(bool(self.rest.text()))

    def _tell_found(self, words: str) -> None:
        """Show it, and say it once: most letters that are typed change nothing of it."""
        self.found.setText(words)
        if words != self.found.accessibleName():
            self.found.setAccessibleName(words)
            announce(self.found, words)

    def _summary(self, seen: Seen) -> str:
        words = self.tr("{form} · fields for this form: {count}")
        words = words.replace("{form}", say(seen.pasted.form))
        lines = [words.replace("{count}", str(seen.fitted.count))]
        lines += [say(words) for words in (seen.remark, seen.obstacle) if words is not None]
        return "\n".join(lines)

    def _rows(self, seen: Seen) -> list[str]:
        fitted, version = seen.fitted, self._version()
        of_this = self.tr("“{old}” is “{new}” in {version}.").replace("{version}", version)
        rows = [
            of_this.replace("{new}", _key(new)).replace("{old}", _key(old))
            for old, new in fitted.renamed
        ]
        for words, keys in (
            (self.tr("{version} has no “{key}”: left out."), fitted.lost),
            (self.tr("“{key}” is not yours to send here: left out."), fitted.left_out),
            (self.tr("“{key}” is not understood: kept, and sent as it stands."), fitted.unknown),
            (self.tr("“{key}” holds code: fill it in yourself."), seen.pasted.code),
        ):
            plain = words.replace("{version}", version)
            rows += [plain.replace("{key}", _key(key)) for key in keys]
        return self._clipped(rows)

    def _clipped(self, rows: list[str]) -> list[str]:
        left = len(rows) - _MOST_LISTED
        more = [self.tr("and %n more", "", left)] if left > 0 else []
        return [*rows[:_MOST_LISTED], *more]

    def _version(self) -> str:
        state = self._desk.state
        return state.sale.version.value if state is not None else ""

    def _put(self) -> None:
        self._use(self._pasting.put)

    def _begin(self) -> None:
        self._use(self._pasting.begin)

    def _use(self, do: Callable[[str], None]) -> None:
        """Do it, then show the form; the box is empty for the next time."""
        do(self.box.text())
        self.box.put("")
        self._look()
        self._commands.run("paste_in")

    def _tell(self, words: Message) -> None:
        self.problem.tell(say(words))


def _key(key: str) -> str:
    return visible(clip(key, _LONGEST))
