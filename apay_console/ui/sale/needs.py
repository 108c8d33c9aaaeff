"""The needs band: one chip for each constraint; a click goes to what clears it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from apay_console.ui.commands import label_of
from apay_console.ui.parts.announcing import announce
from apay_console.ui.parts.labels import ElidedLabel
from apay_console.ui.parts.layouts import empty
from apay_console.ui.parts.text import clip, say, shown_tip, unmnemonic, visible, word
from apay_console.ui.parts.theme import Theme
from apay_console.ui.parts.why_button import WhyButton

if TYPE_CHECKING:
    from apay_console.presenters.sale.state.needs import Need

_NARROW = 1240
_LOW, _HIGH = 30, 44
_AROUND = 10  # so that the panes stay where they are when nothing is missing any more
_MOST = 6  # chips; Amazon has five constraints
_LONGEST = 32  # characters of an id that this console does not know


class NeedChip(QPushButton):
    """One constraint: what it asks for, and Amazon's own id for it."""

    def __init__(self, need: Need, theme: Theme, *, narrow: bool) -> None:
        super().__init__()
        self.setObjectName("need")
        self.constraint = need.constraint.id
        self.setProperty("kind", "clears" if need.predicted else "need")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        name = self.tr("{chip} · will clear") if need.predicted else "{chip}"
        title = name.replace("{chip}", _short(word(need.chip)))
        self.setAccessibleName(f"{title}: {clip(say(need.sentence))}")
        self.setToolTip(shown_tip(say(need.sentence)))
        self._lay_out(title, need, theme, narrow=narrow)

    def _lay_out(self, title: str, need: Need, theme: Theme, *, narrow: bool) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 12, 0)
        row.setSpacing(8)
        icon = QLabel()
        shown = ("check-circle", "ok") if need.predicted else ("circle-dashed", "todo")
        icon.setPixmap(theme.icon(*shown).pixmap(16, 16))
        row.addWidget(icon)
        words = QVBoxLayout()
        words.setSpacing(0)
        row.addLayout(words)
        words.addStretch(1)
        words.addWidget(_label(title, "section"))
        if not narrow:
            words.addWidget(_label(_short(need.constraint.id), "mono"))
        words.addStretch(1)
        self._height = _LOW if narrow else _HIGH

    def sizeHint(self) -> QSize:
        layout = self.layout()
        width = layout.sizeHint().width() if layout else super().sizeHint().width()
        return QSize(width, self._height)


def _short(text: str) -> str:
    return visible(text[:_LONGEST], _LONGEST - 1)


def _label(text: str, role: str) -> ElidedLabel:
    label = ElidedLabel(text)
    label.setProperty("role", role)
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return label


@dataclass(frozen=True)
class Clear:
    """What is said when nothing is missing, with its icon and what leads on from there."""

    words: str
    icon: str = "check-circle-fill"
    ink: str = "ok"
    command: str = ""  # empty: nothing leads on


class NeedsBand(QFrame):
    """What Amazon still needs; or that nothing is missing, and the next sensible step."""

    chosen = Signal(str)  # the constraint's id
    command_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._needs: tuple[Need, ...] = ()
        self._clear: Clear | None = None
        self.setObjectName("needs")
        self.setAccessibleName(self.tr("What Amazon still needs"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 0, 12, 0)
        self._row.setSpacing(8)
        theme.changed.connect(self._draw)

    def show_needs(self, needs: tuple[Need, ...], clear: Clear | None) -> None:
        """Draw a chip for each need; without any, what there is to say instead."""
        if (needs, clear) != (self._needs, self._clear):
            before = self._spoken()
            self._needs, self._clear = needs, clear
            self._draw()
            announce(self, self._spoken() if self._spoken() != before else "")

    def _spoken(self) -> str:
        """What is needed, whatever the draft will clear of it; or what there is to say instead."""
        if not self._needs:
            return self._clear.words if self._clear else ""
        return ". ".join([self.accessibleName(), *(say(need.sentence) for need in self._needs)])

    def _draw(self) -> None:
        empty(self._row)
        self.setFixedHeight((_LOW if self._is_narrow() else _HIGH) + _AROUND)
        self.setVisible(bool(self._needs or self._clear))
        if self._needs:
            self._draw_needs()
        elif self._clear:
            self._draw_clear(self._clear)
        self._row.addStretch(1)

    def _is_narrow(self) -> bool:
        return self.window().width() < _NARROW

    def _draw_needs(self) -> None:
        narrow = self._is_narrow()
        words = self.tr("Needs") if narrow else self.tr("Amazon still needs")
        self._row.addWidget(_label(words, "label"))
        for need in self._needs[:_MOST]:
            chip = NeedChip(need, self._theme, narrow=narrow)
            chip.clicked.connect(lambda _=False, name=need.constraint.id: self.chosen.emit(name))
            self._row.addWidget(chip, 0, Qt.AlignmentFlag.AlignVCenter)
        if len(self._needs) > _MOST:
            more = self.tr("and {count} more, in the answer below")
            count = str(len(self._needs) - _MOST)
            self._row.addWidget(_label(more.replace("{count}", count), "hint"))
        self._add_why("trap.redirect_null", self.tr("The buyer cannot pay yet"))

    def _draw_clear(self, clear: Clear) -> None:
        icon = QLabel()
        icon.setPixmap(self._theme.icon(clear.icon, clear.ink).pixmap(18, 18))
        self._row.addWidget(icon)
        self._row.addWidget(_label(clear.words, "section"))
        if clear.command:
            button = QPushButton(unmnemonic(label_of(clear.command)))
            button.setProperty("kind", "secondary")
            button.clicked.connect(lambda: self.command_wanted.emit(clear.command))
            self._row.addWidget(button)
        if clear.ink == "err":
            self._add_why("state", clear.words)

    def _add_why(self, wanted: str, words: str) -> None:
        button = WhyButton(wanted)
        button.about(words)
        self._row.addWidget(button)

    def redraw(self) -> None:
        """Draw again, as after the window's width changed."""
        self._draw()

    def chips(self) -> list[NeedChip]:
        """The chips as they stand, to be pressed one by one."""
        items = (self._row.itemAt(place) for place in range(self._row.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, NeedChip)]

    def texts(self) -> list[str]:
        """What the band says: Amazon's ids, with a tick where the draft will clear them."""
        if not self._needs:
            return [self._clear.words] if self._clear else []
        return [("✓ " if need.predicted else "") + need.constraint.id for need in self._needs]
