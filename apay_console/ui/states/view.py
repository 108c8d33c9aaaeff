"""The states tab: every object of the sale, where it stands, and what can move it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from apay_console.model import later
from apay_console.model.states.machine import Machine
from apay_console.model.states.machines import MACHINES
from apay_console.model.subjects import SESSION, Subject
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.presenters.saving import Saved
from apay_console.presenters.states.passed import Trail
from apay_console.presenters.states.picture import Picture, Way, command_of, picture
from apay_console.ui.commands import Commands
from apay_console.ui.parts.layouts import column_in
from apay_console.ui.parts.saving import save_as
from apay_console.ui.parts.text import say
from apay_console.ui.parts.theme import Theme
from apay_console.ui.states import svg
from apay_console.ui.states.info import Info
from apay_console.ui.states.ink import Ink
from apay_console.ui.states.lane_view import LaneView
from apay_console.ui.states.legend import Legend
from apay_console.ui.states.pill import Pill
from apay_console.ui.states.words import told

_SECOND_MS, _MINUTE_MS = 1000, 60_000
_HOUR_S = 3600
_AROUND = 48  # pixels that are seen above and below what has the keyboard


class StatesView(QFrame):
    """The state picture, which follows the sale and the clock."""

    task_wanted = Signal(str, str)  # an object's id (empty: the session), an operation's name
    exchange_wanted = Signal(object)  # Exchange

    def __init__(
        self,
        theme: Theme,
        commands: Commands,
        clock: Callable[[], float],
        machines: Sequence[Machine] = MACHINES,
    ) -> None:
        super().__init__()
        self.setObjectName("statesPage")
        self._theme, self._commands, self._now = theme, commands, clock
        self._machines = machines
        self._trail = Trail()
        self._ink = Ink(theme)
        self._state: SaleState | None = None
        self._picture: Picture | None = None
        self._chosen: dict[str, str] = {}
        self._at: tuple[Subject, str, str] | None = None
        self.lanes: dict[Subject, LaneView] = {}
        self._tick = QTimer(self)
        self._tick.setSingleShot(True)
        self._tick.timeout.connect(self.refresh)
        self._is_arriving = False  # at a lane, until the person goes elsewhere
        column = column_in(self)
        column.addLayout(self._make_head())
        column.addWidget(self._make_scroll(), 1)
        self._info = Info()
        column.addWidget(self._info)
        theme.changed.connect(self._redraw)

    def _make_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 4, 12, 4)
        row.addWidget(Legend(self._theme), 1)
        self.save_button = QPushButton(self.tr("Save as SVG…"))
        self.save_button.setProperty("kind", "secondary")
        self.save_button.clicked.connect(self.save)
        row.addWidget(self.save_button)
        return row

    def _make_scroll(self) -> QScrollArea:
        paper = QWidget()
        paper.setObjectName("statesPaper")
        self._column = QVBoxLayout(paper)
        self._column.setContentsMargins(16, 4, 16, 12)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("statesScroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(paper)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._go)
        self._scroll.verticalScrollBar().actionTriggered.connect(self._stay)
        return self._scroll

    def show_state(self, state: SaleState) -> None:
        """Draw a sale as it is now."""
        if self._state is not None and state.sale.id != self._state.sale.id:
            self._chosen = {}
        self._state = state
        self._draw()

    def refresh(self, *_: object) -> None:
        """Count anew: time went on, or the clock was turned."""
        if self._state is not None:
            self._draw()

    def _draw(self) -> None:
        state = self._state
        if state is None:
            return
        self._picture = picture(state, self._trail, self._chosen, self._machines)
        lefts = self._lefts()
        for lane in self._picture.lanes:
            self._lane(lane.subject).show_lane(lane, lefts[lane.subject.name])
        self._tick_again([left for left in lefts.values() if left is not None and left > 0])
        self._go_to(self._of_interest(state))
        self._tell_rest()

    def _of_interest(self, state: SaleState) -> tuple[Subject, str, str]:
        """The object that is looked at, else the one that is furthest, and where it stands."""
        found = later.find(state.objects, state.shown) or later.furthest(state.objects)
        return (found.subject, found.id, found.state) if found else (SESSION, "", "")

    def _go_to(self, place: tuple[Subject, str, str]) -> None:
        """Bring a lane into sight, once it is another or stands elsewhere."""
        if place != self._at and self.isVisible():
            self._at, self._is_arriving = place, True
            self._go()

    def _go(self) -> None:
        """Scroll to the lane, again whenever the lanes above it find other heights."""
        if self._at is not None and self._is_arriving:
            self._column.activate()
            self._scroll.verticalScrollBar().setValue(self.lanes[self._at[0]].y())

    def _stay(self, *_: object) -> None:
        self._is_arriving = False

    def _follow(self, pill: QWidget) -> None:
        """Keep what has the keyboard in sight."""
        self._stay()
        self._scroll.ensureWidgetVisible(pill, 0, _AROUND)

    def _lane(self, subject: Subject) -> LaneView:
        if subject not in self.lanes:
            made = self.lanes[subject] = LaneView(self._ink, self)
            made.canvas.taken.connect(lambda way, subject=subject: self._take(subject, way))
            made.canvas.opened.connect(self.exchange_wanted)
            made.canvas.looked.connect(self._look)
            made.canvas.reached.connect(self._follow)
            made.chosen.connect(self._choose)
            self._column.insertWidget(self._column.count() - 1, made)
        return self.lanes[subject]

    def _lefts(self) -> dict[str, float | None]:
        lanes = self._picture.lanes if self._picture else ()
        ends = {lane.subject.name: lane.ends_at for lane in lanes}
        now = self._now()
        return {name: None if end is None else end - now for name, end in ends.items()}

    def _tick_again(self, lefts: Sequence[float]) -> None:
        """By the minute, and in the last hour by the second; only while it is seen."""
        if lefts and self.isVisible():
            self._tick.start(_SECOND_MS if min(lefts) < _HOUR_S else _MINUTE_MS)
        else:
            self._tick.stop()

    def _choose(self, name: str, object_id: str) -> None:
        self._chosen[name] = object_id
        self._draw()

    def _take(self, subject: Subject, way: Way) -> None:
        """Take an edge: by its command, or by filling in its task."""
        command = command_of(way.edge)
        if command and not self._commands[command].isEnabled():
            self._info.tell(self._why_not())
        elif command:
            self._commands.run(command)
        elif way.edge.operation is not None:
            about = way.edge.operation.about or subject
            self.task_wanted.emit(self._id_of(about), way.edge.operation.name)

    def _why_not(self) -> str:
        reason = self._state.reason if self._state else None
        return say(reason) if reason else self.tr("That cannot be done just now.")

    def _id_of(self, subject: Subject) -> str:
        lane = self.lanes[subject].lane if subject in self.lanes else None
        is_later = lane is not None and lane.reading is not None and subject is not SESSION
        return lane.reading.id if is_later and lane and lane.reading else ""

    def _look(self, way: Way | None) -> None:
        if way is not None:
            self._info.tell_aloud(told(way))
        else:
            self._tell_rest()

    def _tell_rest(self) -> None:
        """What is said while no edge is looked at."""
        focused = self.focusWidget()
        if isinstance(focused, Pill) and focused.hasFocus():
            self._info.tell(told(focused.way))
        else:
            self._info.tell(
                self.tr("Press an edge to take it; one that was passed opens its exchange.")
            )

    @property
    def told(self) -> str:
        """What the line under the picture says."""
        return self._info.text()

    def save(self) -> None:
        """Save the picture as a file."""
        if self._picture is None:
            return
        title = self.tr("States of {id}").replace(
            "{id}", self._picture.title or self.tr("a new sale")
        )
        data = svg.svg_of(self._picture, self._theme, self._lefts(), title)
        name = svg.file_name(self._picture, self._now())
        save_as(self, name, data, self._on_saved, [self.tr("SVG pictures (*.svg)")])

    def _on_saved(self, saved: Saved) -> None:
        words = self.tr("Saved as {name}.").replace("{name}", saved.path.name)
        self._info.tell_aloud(say(saved.problem) if saved.problem else words)

    def _redraw(self) -> None:
        self._ink = Ink(self._theme)
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()
