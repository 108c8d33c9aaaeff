"""The time machine: what time it is in the emulator, jumps, snapshots, and what happened."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from apay_console.presenters import moments
from apay_console.presenters.console import Console
from apay_console.presenters.emulator import time_words
from apay_console.presenters.emulator.foresight import Coming
from apay_console.presenters.emulator.time_machine import JUMPS, Time
from apay_console.ui.commands import Commands
from apay_console.ui.panels.clock_words import day_of, short_moment_of
from apay_console.ui.panels.lines import Lines
from apay_console.ui.panels.parts import button, hint, scrolled, section
from apay_console.ui.panels.snapshot_rows import SnapshotRows
from apay_console.ui.parts.labels import WrappedLabel
from apay_console.ui.parts.text import PlainLabel, say, word
from apay_console.ui.parts.theme import Theme

_SECOND_MS = 1000
_MOST = 8  # sentences of what happened; the snapshots below them stay in sight


class ClockPanel(QFrame):
    """Ticks while it is seen; every jump happens at once."""

    def __init__(self, theme: Theme, commands: Commands, console: Console) -> None:
        super().__init__()
        del commands  # the buttons here act on the clock alone
        self.setObjectName("form")
        self._theme = theme
        self._machine = console.tools.machine
        self._jumps: list[tuple[float, QPushButton, WrappedLabel]] = []
        self._tick = QTimer(self, interval=_SECOND_MS)
        self._tick.timeout.connect(self._machine.look)
        self._make_parts()
        self._place()
        self.setFocusProxy(self._jumps[0][1])
        self._machine.changed.connect(self._show)
        self._show(self._machine.time)

    def _make_parts(self) -> None:
        self._time, self._day = PlainLabel(""), PlainLabel("")
        self._time.setFont(self._theme.font("clock"))
        self._day.setProperty("role", "label")
        self._state = WrappedLabel("")
        self._state.setProperty("role", "hint")
        self._switch = button("", "secondary")
        self._switch.clicked.connect(self._turn)
        self._right = button(self.tr("Set to now"), "ghost")
        self._right.setAccessibleName(self.tr("Set to this machine's time"))
        self._right.clicked.connect(self._machine.set_right)
        self._snapshots = SnapshotRows(self._theme)
        self._snapshots.restore_wanted.connect(self._machine.restore)
        self._snapshots.drop_wanted.connect(self._machine.drop)
        self._take = button(self.tr("Take a snapshot"), "secondary")
        self._take.clicked.connect(self._machine.take)
        self._happened = Lines(self.tr("Nothing has happened yet."))

    def _place(self) -> None:
        paper = QWidget()
        paper.setObjectName("formPaper")
        column = QVBoxLayout(paper)
        column.setContentsMargins(16, 4, 16, 12)
        column.setSpacing(4)
        column.addLayout(self._make_face())
        column.addWidget(section(self.tr("Jump")))
        column.addLayout(self._make_jumps())
        column.addWidget(section(self.tr("What just happened")))
        column.addWidget(self._happened)
        column.addWidget(section(self.tr("Snapshots")))
        column.addWidget(
            hint(self.tr("A snapshot keeps everything, the clock too, until you quit."))
        )
        column.addWidget(self._snapshots)
        column.addWidget(self._take, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(paper))

    def _make_face(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        for label in (self._time, self._day, self._state):
            words.addWidget(label)
        row = QHBoxLayout()
        row.addLayout(words, 1)
        row.addWidget(self._right, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._switch, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _make_jumps(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for number, (seconds, label) in enumerate(JUMPS):
            name = word(label)
            jump = button(name, "secondary")
            jump.setAccessibleName(self.tr("Jump {time}").replace("{time}", name))
            jump.clicked.connect(lambda _=False, seconds=seconds: self._machine.jump(seconds))
            foreseen = WrappedLabel("")
            foreseen.setProperty("role", "hint")
            grid.addWidget(jump, number, 0)
            grid.addWidget(foreseen, number, 1)
            self._jumps.append((seconds, jump, foreseen))
        return grid

    def _turn(self) -> None:
        if self._machine.time.is_stopped:
            self._machine.start()
        else:
            self._machine.stop()

    def _show(self, time: Time) -> None:
        self._time.setText(moments.clock(time.now))
        self._day.setText(day_of(time.now))
        state = say(time_words.state_of(time.ahead, is_stopped=time.is_stopped))
        self._state.setText(state[:1].upper() + state[1:])
        self._switch.setText(self.tr("Start") if time.is_stopped else self.tr("Stop"))
        self._right.setVisible(time.is_odd)
        self._snapshots.show_moments(time.moments)
        if self.isVisible():
            self._show_closely(time)

    def _show_closely(self, time: Time) -> None:
        for (_, _, label), coming in zip(self._jumps, time.coming, strict=False):
            label.setText(self._foreseen(coming))
        told = time.happened[:_MOST]
        self._happened.show_lines(
            [(short_moment_of(row.at, time.now), say(row.sentence)) for row in told]
        )

    def _foreseen(self, coming: Coming) -> str:
        """Say what a jump makes happen beyond what a shorter one does."""
        if coming.first is None:
            more, none = self.tr("Nothing more than that."), self.tr("Nothing happens by itself.")
            return more if coming.is_more else none
        first = say(coming.first.sentence)
        if coming.count == 1:
            return first
        words = self.tr("{first} And {count} more.")
        return words.replace("{first}", first).replace("{count}", str(coming.count - 1))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick.start()
        self._machine.watch(is_watched=True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()
        self._machine.watch(is_watched=False)
