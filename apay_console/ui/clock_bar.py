"""The bar under the top bar while the emulator is not as usual: another time, or faults."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from apay_console.presenters.emulator import time_words
from apay_console.presenters.emulator.emulator_tools import EmulatorTools
from apay_console.presenters.emulator.time_machine import JUMPS
from apay_console.ui.commands import Commands, label_of
from apay_console.ui.parts.announcing import announce
from apay_console.ui.parts.labels import ElidedLabel
from apay_console.ui.parts.text import say, word
from apay_console.ui.parts.theme import Theme


class ClockBar(QFrame):
    """Says so, that nobody wonders about dates and errors, and leads to what turns it."""

    left = Signal()  # what had the keyboard here is gone

    def __init__(
        self, theme: Theme, commands: Commands, tools: EmulatorTools, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("clockBar")
        self._theme = theme
        self._commands = commands
        self._tools = tools
        self._said = ""
        self._icon = QLabel()
        self._words = ElidedLabel("")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 12, 3)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        self._jump = self._add(row, self.tr("Jump"))
        self._jump.setMenu(self._make_jumps())
        self._jump.setProperty("kind", "flat")
        self._back, self._clock, self._faults = (
            self._add_command(row, name) for name in ("clock_back", "clock", "faults")
        )
        self.hide()
        tools.machine.changed.connect(self.refresh)
        tools.faults.changed.connect(self.refresh)
        theme.changed.connect(self.refresh)

    def _add(self, row: QHBoxLayout, words: str) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("kind", "ghost")
        row.addWidget(button)
        return button

    def _add_command(self, row: QHBoxLayout, name: str) -> QPushButton:
        button = self._add(row, label_of(name))
        button.clicked.connect(lambda: self._commands.run(name))
        return button

    def _make_jumps(self) -> QMenu:
        menu = QMenu(self)
        for seconds, label in JUMPS:
            action = menu.addAction(word(label))
            action.triggered.connect(
                lambda _=False, seconds=seconds: self._tools.machine.jump(seconds)
            )
        return menu

    def refresh(self, *_: object) -> None:
        """Show how it is now, or hide."""
        time, faults = self._tools.machine.time, self._tools.faults.board.active
        focused = self.window().focusWidget()
        had_keyboard = focused is not None and self.isAncestorOf(focused)
        self._back.setVisible(bool(time.moments) and time.is_odd)
        self._clock.setVisible(time.is_odd)
        self._jump.setVisible(time.is_odd)
        self._faults.setVisible(bool(faults))
        self._words.setText(self.tr(" · ").join(self._sentences()))
        self.setAccessibleName(self._words.text())
        self._announce(" ".join(self._just()))
        icon = "timer" if time.is_odd else "lightning"
        self._icon.setPixmap(self._theme.icon(icon, "text2").pixmap(16, 16))
        self.setVisible(self._tools.is_at_hand and (time.is_odd or bool(faults)))
        if had_keyboard and self.isHidden():
            self.left.emit()

    def _announce(self, just: str) -> None:
        """Say aloud what the clock made happen, once."""
        if just != self._said:
            self._said = just
            announce(self, just)

    def _sentences(self) -> list[str]:
        time, faults = self._tools.machine.time, self._tools.faults.board.active
        found = []
        if time.is_odd:
            state = say(time_words.state_of(time.ahead, is_stopped=time.is_stopped))
            found.append(self.tr("The emulator's clock: {state}").replace("{state}", state))
            found += self._just()
        if faults:
            words = self.tr("Faults that wait: {count}")
            found.append(words.replace("{count}", str(len(faults))))
        return found

    def _just(self) -> list[str]:
        """What the last turn of the clock made happen, that of the sale on the desk before all."""
        told = self._tools.own_first(self._tools.machine.just)
        words = [say(row.sentence).removesuffix(".") for row in told[:1]]
        if len(told) > 1:
            more = self.tr("{first} and {count} more").replace("{count}", str(len(told) - 1))
            return [more.replace("{first}", words[0])]
        return words

    def text(self) -> str:
        """What the bar says, empty when it is hidden."""
        return "" if self.isHidden() else self._words.text()
