"""The foot of the request pane: what will be sent, why it waits, and the one primary button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from apay_console.model.lifecycle import Next
from apay_console.model.operations import CANCEL_CHARGE, CLOSE_PERMISSION, CREATE_REFUND
from apay_console.ui.commands import Commands
from apay_console.ui.form.rows import CHEVRON, EDGE
from apay_console.ui.parts.labels import WrappedLabel
from apay_console.ui.parts.text import PlainLabel, say
from apay_console.ui.parts.theme import Theme, restyle
from apay_console.ui.parts.why_button import WhyButton
from apay_console.ui.sale.simulation_choice import SimulationChoice
from apay_console.ui.sale.task_words import task_words

if TYPE_CHECKING:
    from apay_console.presenters.sale.state.sale_state import SaleState

_INSET = (16 - EDGE, 10, 12, 10)
_SPACING = 8
_ICONS = {
    Next.CREATE: "plus",
    Next.SIGN_IN: "user-circle-plus",
    Next.SEND: "paper-plane-right",
    Next.OPEN_PAGE: "browser",
    Next.COMPLETE: "check-circle",
    Next.TASK: "paper-plane-right",
    Next.NEW: "copy-simple",
}


# What takes back is offered, but never as the step that comes next.
_TAKES_BACK = {CREATE_REFUND.name, CANCEL_CHARGE.name, CLOSE_PERMISSION.name}


def _kind(state: SaleState) -> str:
    """How loud the next step is."""
    takes_back = state.is_task and state.operation.name in _TAKES_BACK
    return "secondary" if takes_back else "primary"


def _icon(state: SaleState) -> str:
    """The icon of the next step; of a task that only reads, that of Get."""
    reads = state.step is Next.TASK and not state.operation.writes
    return "arrows-clockwise" if reads else _ICONS[state.step]


def _beside_the_edge(part: QWidget) -> QHBoxLayout:
    """Let a part begin where the words of the form do."""
    row = QHBoxLayout()
    row.setContentsMargins(EDGE, 0, 0, 0)
    row.addWidget(part)
    row.addStretch(1)
    return row


class Once(QPushButton):
    """A button that a double click presses once: what it does next may be something else."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()


class Foot(QFrame):
    """The reason stands beside the button, or above it where there is no room; never unsaid."""

    def __init__(self, theme: Theme, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("foot")
        self._theme = theme
        self._commands = commands
        self._summaries: tuple[str, ...] = ("", "")
        self._is_explained = False
        self._is_sending = True  # until it is known what the button does
        self._above = WrappedLabel("")
        self._above.setProperty("role", "hint")
        self._above.hide()
        self._why_above = WhyButton("button")
        self._why_above.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(*_INSET)
        column.setSpacing(6)
        self.simulation = SimulationChoice()
        column.addLayout(_beside_the_edge(self.simulation))
        column.addLayout(self._make_above())
        column.addLayout(self._make_row())

    def _make_above(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(EDGE, 0, 0, 0)
        row.setSpacing(_SPACING)
        row.addWidget(self._above, 1)
        row.addWidget(self._why_above, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _make_row(self) -> QHBoxLayout:
        self._body = self._button("disclosure", "body")
        self._body.setIconSize(CHEVRON)
        self._body.setAccessibleName(self.tr("What will be sent"))
        self._reason = PlainLabel("")
        self._reason.setProperty("role", "hint")
        self._why = WhyButton("button")
        self.stop = self._button("ghost", "stop")
        self.stop.setText(self.tr("Stop"))
        self._discard = self._button("ghost", "discard")
        self._discard.setText(self.tr("Discard"))
        self.primary = self._button("primary", "act")
        self.primary.setObjectName("primary")
        row = QHBoxLayout()
        row.setSpacing(_SPACING)
        row.addWidget(self._body)
        row.addStretch(1)
        for widget in (self._reason, self.stop, self._why, self._discard, self.primary):
            row.addWidget(widget)
        return row

    def _button(self, kind: str, command: str) -> QPushButton:
        button = Once()
        button.setProperty("kind", kind)
        button.clicked.connect(lambda: self._commands.run(command))
        return button

    def take_keyboard(self) -> None:
        """Let the keyboard wait here: at the button that leads on, but beside one that sends."""
        is_harmless = self.primary.isEnabled() and not self._is_sending
        (self.primary if is_harmless else self._body).setFocus()

    @property
    def is_resting(self) -> bool:
        """Whether the keyboard only waits here."""
        return self._body.hasFocus()

    def turn(self, *, is_open: bool) -> None:
        """Show by the arrow whether what will be sent lies over the form."""
        self._body.setIcon(self._theme.icon("caret-down" if is_open else "caret-right", "text2"))

    def show_state(self, state: SaleState) -> None:
        """Show the next step, and what it waits for."""
        words = self._sum_up(state)
        has_nothing = state.is_locked and not state.draft  # and so nothing is missed
        self._summaries = (*words, "") if has_nothing else words
        self._body.setAccessibleDescription(words[0])
        self.simulation.show_state(state)
        self._discard.setVisible(state.is_edited and not state.is_locked)
        self.stop.setVisible(state.busy is not None)
        self._reason.setText(self._reason_words(state))
        self._is_explained = state.reason is not None and state.busy is None
        for button in (self._why, self._why_above):
            button.about(self._reason.text())
        self._show_step(state)
        self._fit()

    def _reason_words(self, state: SaleState) -> str:
        """Why the button waits; what the row of tasks explains already is not said twice."""
        if state.refusal is not None and state.reason == state.refusal:
            return self.tr("Not in this state")
        return say(state.reason) if state.reason else ""

    def _show_step(self, state: SaleState) -> None:
        self._is_sending = state.will_write
        self.primary.setText(self._step_words(state))
        self.primary.setAccessibleDescription(self._reason.text())
        kind = _kind(state)
        restyle(self.primary, "kind", kind)
        active = "onAccent" if kind == "primary" else "text2"
        self.primary.setIcon(self._theme.icon(_icon(state), active if state.can_act else "text3"))
        keeps_keyboard = state.busy is not None and self.primary.hasFocus()
        self.primary.setEnabled(state.can_act or keeps_keyboard)
        self._commands.enable(act=state.can_act)

    def _sum_up(self, state: SaleState) -> tuple[str, str]:
        """What will be sent, in a few words and in fewer."""
        if not state.draft:
            return self.tr("No unsent changes"), self.tr("No changes")
        count = len(state.draft.typed) + len(state.draft.extra)
        one, more = self.tr("1 field"), self.tr("{count} fields")
        fields = one if count == 1 else more.replace("{count}", str(count))
        if not state.body.sendable:
            return self.tr("{fields} · not ready").replace("{fields}", fields), fields
        words = self.tr("{fields} · {size} bytes").replace("{fields}", fields)
        return words.replace("{size}", str(len(state.body.text.encode()))), fields

    def _step_words(self, state: SaleState) -> str:
        price = state.session.price if state.session else None
        complete = self.tr("Complete {price}").replace("{price}", str(price))
        return {
            Next.CREATE: self.tr("Create session"),
            Next.SIGN_IN: self.tr("Sign a buyer in"),
            Next.SEND: self.tr("Send update"),
            Next.OPEN_PAGE: self.tr("Open buyer's page"),
            Next.COMPLETE: complete if price else self.tr("Complete"),
            Next.TASK: task_words(state),
            Next.NEW: self.tr("New with these values"),
        }[state.step]

    def _fit(self) -> None:
        """Find the longest words that leave room for the reason, or for the rest below it."""
        reason = self._reason.text()
        with_why = (self._is_explained, False) if self._is_explained else (False,)
        ways = [(words, why) for why in with_why for words in self._summaries]
        fits = self._take_first(ways, reason)
        if not fits:
            self._take_first([(words, False) for words in self._summaries], "")
        self._body.setVisible(bool(self._body.text()))
        self._reason.setVisible(bool(reason) and fits)
        self._above.setVisible(bool(reason) and not fits)
        self._above.setText(reason)
        self._why_above.setVisible(self._is_explained and not fits)

    def _take_first(self, ways: list[tuple[str, bool]], reason: str) -> bool:
        return any(self._fits(words, why=why, reason=reason) for words, why in ways)

    def _fits(self, words: str, *, why: bool, reason: str) -> bool:
        self._body.setText(words)
        self._why.setVisible(why)
        parts: list[QWidget] = [self._body, self.primary] if words else [self.primary]
        parts += [self._reason] if reason else []
        parts += [self._why] if not self._why.isHidden() else []
        parts += [self.stop] if not self.stop.isHidden() else []
        parts += [self._discard] if not self._discard.isHidden() else []
        used = sum(part.sizeHint().width() + _SPACING for part in parts)
        return used + _INSET[0] + _INSET[2] <= self.width()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """What is said beside the button never widens the pane: it finds a place above it."""
        least = self.primary.minimumSizeHint().width() + _INSET[0] + _INSET[2]
        return QSize(least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
