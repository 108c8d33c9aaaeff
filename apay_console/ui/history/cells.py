"""What each cell of the history says, and how it looks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QFont, QIcon, QPainter, QPixmap

from apay_console.errors import N_
from apay_console.model.exchange import Outcome
from apay_console.model.past import Line
from apay_console.model.profile import Environment
from apay_console.presenters import moments
from apay_console.presenters.history import line_words
from apay_console.presenters.history.past import Past
from apay_console.ui.parts.text import clip, say, shown_tip, visible, word
from apay_console.ui.parts.theme import Theme
from apay_console.ui.sale.sale_words import short_id, title_of

WHEN, WHAT, OUTCOME, TOOK, WHO, MARKS = COLUMNS = (
    "when",
    "what",
    "outcome",
    "took",
    "who",
    "marks",
)
translate = QCoreApplication.translate
_HEADINGS = {
    WHEN: N_("When"),
    WHAT: N_("What"),
    OUTCOME: N_("Outcome"),
    TOOK: N_("Took"),
    WHO: N_("As"),
    MARKS: "",
}
LOOKS = {
    Outcome.APPLIED: ("check-circle-fill", "ok"),
    Outcome.REJECTED: ("x-circle-fill", "err"),
    Outcome.NOT_SENT: ("warning-fill", "warn"),
    Outcome.UNKNOWN: ("question-fill", "unknown"),
}
_CHIP = 16  # pixels
_SECOND_MS = 1000
_LONGEST = 200
_Role = Qt.ItemDataRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Cells:
    """Writes a line's cells in the person's language."""

    def __init__(self, past: Past, theme: Theme) -> None:
        self._past = past
        self._theme = theme
        self._chips: dict[tuple[Environment, str], QIcon] = {}
        self._hint, self._body = theme.font("hint"), theme.font("body")
        self._asked: dict[int, Callable[[Line, str], Any]] = {
            _Role.DisplayRole: self.text,
            _Role.DecorationRole: self.icon,
            _Role.ForegroundRole: lambda line, column: theme.color(ink(line, column)),
            _Role.FontRole: lambda _, column: self.font(column),
            _Role.TextAlignmentRole: lambda _, column: _alignment(column),
            _Role.ToolTipRole: lambda line, column: shown_tip(self.tip(line, column)),
            _Role.AccessibleTextRole: self.spoken,
        }

    def heading(self, column: str, role: int) -> Any:
        """A column's heading."""
        if role == _Role.DisplayRole:
            return word(_HEADINGS[column]) if _HEADINGS[column] else ""
        if role == _Role.AccessibleTextRole and column == MARKS:
            return translate("Past", "Pinned, with a note")
        return _alignment(column) if role == _Role.TextAlignmentRole else None

    def value(self, line: Line, column: str, role: int) -> Any:
        """What Qt asks of a cell."""
        asked = self._asked.get(role)
        return None if asked is None else asked(line, column)

    def line(self, row: int) -> Line | None:
        """The line of a row, as far as it is read."""
        return self._past.pages.line(row)

    def font(self, column: str) -> QFont:
        """A cell's font."""
        return self._body if column == WHAT else self._hint

    def text(self, line: Line, column: str) -> str:
        """A cell's words."""
        if column == WHAT:
            return " · ".join(
                part for part in (say(line_words.did_of(line)), self.object(line)) if part
            )
        if column == OUTCOME:
            return f"{say(line_words.fate_of(line))} {line.status or ''}".strip()
        if column == WHEN:
            return moments.short(line.started_at, self._past.now())
        if column == TOOK:
            return took(line.took_ms)
        return self.who(line) if column == WHO else ""

    def object(self, line: Line) -> str:
        """What it was about: the sale by its name, else an id."""
        sale = self._past.sales.get(line.sale_id)
        return (
            title_of(sale) if sale is not None else short_id(clip(line_words.about(line), _LONGEST))
        )

    def who(self, line: Line) -> str:
        """As whom it was sent."""
        if line_words.is_from_shop(line):
            return word(line_words.YOUR_SHOP)
        name = visible(clip(self._past.profile_name(line.profile_id), _LONGEST))
        return name or translate("Past", "Removed")

    def tip(self, line: Line, column: str) -> str:
        """All that there is no room for."""
        if column == MARKS:
            return self.marks(line)
        if column == WHO:
            return f"{self.who(line)} · {self._past.environment(line.profile_id) or ''}"
        if column == OUTCOME and line.reason is not None:
            return say(line.reason)
        if column == WHAT:
            return f"{line.method} {visible(self._theme.veil.over_url(line.url))}"
        return self.text(line, column)

    def spoken(self, line: Line, column: str) -> str:
        """What is read aloud."""
        if column == MARKS:
            return self.marks(line)
        return self.tip(line, column) if column == WHO else self.text(line, column)

    def marks(self, line: Line) -> str:
        """What the icons at the end of a line mean."""
        pinned = translate("Past", "Pinned, so it stays when old ones are deleted")
        damaged = translate("Past", "Some of it is damaged; the rest is as it was")
        told = (damaged * line.is_damaged, pinned * line.is_pinned, visible(clip(line.note)))
        return ". ".join(filter(None, told))

    def icon(self, line: Line, column: str) -> QIcon | None:
        """A cell's icon."""
        if column == OUTCOME:
            return self._theme.icon(*LOOKS.get(line.outcome, LOOKS[Outcome.UNKNOWN]))
        if column == WHO:
            return self._chip(self._past.environment(line.profile_id))
        if column == MARKS and line.is_damaged:
            return self._theme.icon("warning-fill", "warn")
        if column == MARKS and line.is_pinned:
            return self._theme.icon("push-pin-fill", "accent")
        return self._theme.icon("note-pencil", "text2") if column == MARKS and line.note else None

    def _chip(self, environment: Environment | None) -> QIcon | None:
        """An environment's letter on its own solid colour; drawn once in light, once in dark."""
        if environment is None:
            return None
        key = (environment, self._theme.color(f"env{environment.value.capitalize()}").name())
        if key not in self._chips:
            self._chips[key] = _chip(self._theme, environment)
        return self._chips[key]


def took(milliseconds: float) -> str:
    """How long it took, in a few characters."""
    if milliseconds < _SECOND_MS:
        return f"{round(milliseconds)} ms"
    return f"{milliseconds / _SECOND_MS:.1f} s"


def _chip(theme: Theme, environment: Environment) -> QIcon:
    picture = QPixmap(2 * _CHIP, 2 * _CHIP)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    name, room = environment.value.capitalize(), QRectF(0, 1, _CHIP, _CHIP - 2)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(f"env{name}"))
    painter.drawRoundedRect(room, 4, 4)
    painter.setPen(theme.color(f"on{name}"))
    font = theme.font("strong")
    font.setPixelSize(_CHIP - 6)
    painter.setFont(font)
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, name[0])
    painter.end()
    icon = QIcon(picture)
    icon.addPixmap(picture, QIcon.Mode.Selected)
    return icon


def ink(line: Line, column: str) -> str:
    """The token of a cell's colour."""
    if column == OUTCOME:
        return LOOKS.get(line.outcome, LOOKS[Outcome.UNKNOWN])[1]
    return "text" if column == WHAT else "text2"


def _alignment(column: str) -> Qt.AlignmentFlag:
    return _RIGHT if column == TOOK else _LEFT
