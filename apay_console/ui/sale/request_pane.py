"""The request pane: what is done, the form, what will be sent, and the one primary button."""

from __future__ import annotations

from functools import cached_property
from operator import is_
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QStackedWidget, QWidget
from shiboken6 import isValid

from apay_console.model.fields import Field
from apay_console.model.lifecycle import Next
from apay_console.ui.commands import Commands
from apay_console.ui.form.form import Form
from apay_console.ui.parts.labels import WrappedLabel
from apay_console.ui.parts.layouts import column_in
from apay_console.ui.parts.text import PlainLabel
from apay_console.ui.parts.theme import Theme
from apay_console.ui.parts.why_button import WhyButton
from apay_console.ui.sale.limits_band import LimitsBand
from apay_console.ui.sale.request_foot import Foot
from apay_console.ui.sale.task_row import TaskRow

if TYPE_CHECKING:
    from apay_console.model.draft import Scope
    from apay_console.presenters.sale.state.sale_state import SaleState
    from apay_console.ui.sale.body_sheet import BodySheet


class RequestPane(QFrame):
    """Left: what I send."""

    edited = Signal(object, str)  # Field, its text
    json_edited = Signal(str)
    rename_wanted = Signal()
    action_wanted = Signal(str, object)  # a button in the form: its name, and the Field
    task_wanted = Signal(str)  # the name of the operation to fill in
    simulation_wanted = Signal(str)  # the code that goes with the next step

    def __init__(self, theme: Theme, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._commands = commands
        self._form: Form | None = None
        self._scope: Scope | None = None
        self._before: QWidget | None = None  # what had the keyboard before the body was opened
        self._filled: tuple[object, ...] = ()  # what the form was filled from
        self._is_astray = False  # the keyboard, whose field was taken away just now
        self.setObjectName("request")
        self._foot = Foot(theme, commands)
        self._foot.simulation.chosen.connect(self.simulation_wanted)
        self.tasks = TaskRow()
        self.tasks.chosen.connect(self.task_wanted)
        self.limits = LimitsBand()
        self._nothing = WrappedLabel(self.tr("This cannot be changed, only read."))
        self._nothing.setProperty("role", "hint")
        self._nothing.setContentsMargins(16, 12, 16, 0)
        self.ended = self._make_ended()
        column = column_in(self)
        for part in (
            self.tasks,
            self.limits,
            self._nothing,
            self.ended,
            self._make_stack(),
            self._foot,
        ):
            column.addWidget(part)
        column.setStretchFactor(self._stack, 1)
        self._paint_fold()

    def _make_ended(self) -> QWidget:
        """Why the form takes no typing any more."""
        words = PlainLabel(self.tr("The session has ended: only shown."))
        words.setProperty("role", "hint")
        why = WhyButton("button.ended")
        why.about(words.text())
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(16, 10, 16, 0)
        row.setSpacing(8)
        row.addWidget(words)
        row.addWidget(why)
        row.addStretch(1)
        line.hide()
        return line

    def _make_stack(self) -> QStackedWidget:
        self._stack = QStackedWidget()
        self._scroll = self._make_scroll()
        self._stack.addWidget(self._scroll)
        self._stack.currentChanged.connect(self._paint_fold)
        return self._stack

    @cached_property
    def sheet(self) -> BodySheet:
        """The editor of what will be sent."""
        from apay_console.ui.sale.body_sheet import BodySheet  # noqa: PLC0415 - seen when asked for

        sheet = BodySheet(self._theme)
        sheet.edited.connect(self.json_edited)
        sheet.rename_wanted.connect(self.rename_wanted)
        sheet.closed.connect(lambda: self._commands.run("body"))
        self._stack.addWidget(sheet)
        return sheet

    @property
    def _is_body_open(self) -> bool:
        return self._stack.currentWidget() is not self._scroll

    def _paint_fold(self) -> None:
        self._foot.turn(is_open=self._is_body_open)

    def _make_scroll(self) -> QScrollArea:
        scroll = QScrollArea()
        scroll.setObjectName("formScroll")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return scroll

    @property
    def primary(self) -> QPushButton:
        """The one filled button."""
        return self._foot.primary

    @property
    def form(self) -> Form | None:
        """The form that is shown."""
        return self._form

    def show_state(self, state: SaleState) -> None:
        """Show a sale: its form, its body, and its next step."""
        self.tasks.show_tasks(state.tasks, state.task)
        self.limits.show_limits(state.limits)
        self._nothing.setVisible(state.object is not None and not state.scope.schema.fields)
        self.ended.setVisible(_has_ended(state))
        if state.scope != self._scope:
            self._rebuild(state.scope)
        has_ended = self._fill(state)
        if self._is_body_open:
            self.sheet.show_state(state)
        self._foot.show_state(state)
        if has_ended:
            self.primary.setFocus()
        elif self._is_astray:
            self._is_astray = False
            self.begin()

    def begin(self) -> None:
        """Give the keyboard to where typing begins; with nothing to type, to the button."""
        first = self._form.first() if self._form else None
        if first is not None:
            self.focus(first)
        else:
            self._foot.take_keyboard()

    def _rebuild(self, scope: Scope) -> None:
        """Take another form; the keyboard stays at its field, where there is one."""
        held = self.window().focusWidget()
        place = self._form.holder(held) if self._form else None
        rested = self._foot.is_resting
        if held is not None and place is not None:
            held.clearFocus()  # else Qt would look for the next part of a form that goes
        form = self._form = self._make_form(scope)
        self._scope, self._filled = scope, ()
        self._show_form(form)
        is_kept = place is not None and place in form.fields()
        self._is_astray = rested or (place is not None and not is_kept)
        if place is not None and is_kept:
            form.focus(place)

    def _make_form(self, scope: Scope) -> Form:
        form = Form(scope, self._theme)
        form.edited.connect(self.edited)
        form.action.connect(self.action_wanted)
        return form

    def _show_form(self, form: Form) -> None:
        old = self._scroll.takeWidget()
        self._scroll.setWidget(form)
        if old is not None:
            old.hide()
            old.deleteLater()

    def _fill(self, state: SaleState) -> bool:
        """Fill the form, unless it shows just this; whether the keyboard is in one that ended."""
        form, parts = self._form, _parts(state)
        if form is None or (self._filled and all(map(is_, parts, self._filled))):
            return False
        held = form.holder(self.window().focusWidget()) is not None
        self._filled = parts
        by_name = state.scope.schema.by_name
        typed = {by_name[name]: value for name, value in state.draft.typed.items()}
        form.fill({**_known(state), **typed})
        form.show_problems(state.problems)
        form.mark_changed({row for row in typed if typed[row] != state.prefill.get(row.name)})
        form.mark_needed(state.missing)
        form.lock(state.is_locked)
        return held and state.step is Next.NEW

    def toggle_body(self, state: SaleState) -> None:
        """Open what will be sent over the form, or close it; not while it cannot be read."""
        opening = not self._is_body_open
        if not opening and state.body.bad is not None:
            self.sheet.go_to_problem(state.body.bad)
            return
        if opening:
            self._before = self.window().focusWidget()
            self.sheet.show_state(state)
        self._stack.setCurrentWidget(self.sheet if opening else self._scroll)
        if opening:
            self.sheet.focus_text()
        elif self._before is not None and isValid(self._before):
            self._before.setFocus()

    def focus(self, row: Field) -> None:
        """Go to one field."""
        self._stack.setCurrentWidget(self._scroll)
        if self._form is not None:
            self._form.focus(row)


def _has_ended(state: SaleState) -> bool:
    """Whether the form shows a session that takes nothing more."""
    session = None if state.is_task or state.moment else state.session
    return session is not None and not session.is_open


def _parts(state: SaleState) -> tuple[object, ...]:
    """All that the form's contents follow from."""
    typed, known = (state.draft, state.tried), (state.session, state.exchanges)
    return *typed, *known, state.profile, state.is_locked, state.object


def _known(state: SaleState) -> dict[Field, Any]:
    """What the form shows: the object's values, and of an ended session those it last had."""
    if state.is_task or state.session is None or state.session.is_open:
        return dict(state.values)
    from apay_console.presenters.sale.state import making  # noqa: PLC0415 - after the first paint

    by_name = state.scope.schema.by_name
    return {by_name[name]: text for name, text in making.values_of(state).typed.items()}
