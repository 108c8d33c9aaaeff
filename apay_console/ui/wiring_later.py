"""Who carries out the commands about permissions, charges and refunds, and when they can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apay_console.model.exchange import Exchange
from apay_console.model.operation import Operation
from apay_console.model.operations import (
    CANCEL_CHARGE,
    CAPTURE_CHARGE,
    CLOSE_PERMISSION,
    CREATE_CHARGE,
    CREATE_REFUND,
    FINALIZE_SESSION,
    TRACK_DELIVERY,
)
from apay_console.presenters.sale.state.objects import task_of, tasks_of
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.ui.commands import Commands
from apay_console.ui.parts.why_button import ask
from apay_console.ui.sale import answer_pane
from apay_console.ui.sale.sale_page import SalePage

if TYPE_CHECKING:  # it comes after the first paint
    from apay_console.presenters.console import Console
    from apay_console.ui.parts.veil import Veil

_TASKS = {
    "capture": CAPTURE_CHARGE,
    "refund": CREATE_REFUND,
    "charge": CREATE_CHARGE,
    "cancel_charge": CANCEL_CHARGE,
    "close_permission": CLOSE_PERMISSION,
    "finalize": FINALIZE_SESSION,
    "track_delivery": TRACK_DELIVERY,
}


def connect(commands: Commands, console: Console, page: SalePage, veil: Veil) -> None:
    """Connect what is done with later objects, and the way from one to the next."""
    page.request.task_wanted.connect(console.later.choose)
    page.request.simulation_wanted.connect(console.editor.simulate)
    page.answer.object_wanted.connect(console.later.show)
    page.answer.task_wanted.connect(lambda *task: _fill_in(console, page, *task))
    page.answer.exchange_wanted.connect(lambda seen: _look_at(console, page, veil.under(seen)))
    page.answer.poll.ask_wanted.connect(console.later.poll_now)
    page.answer.poll.stop_wanted.connect(console.later.stop_polling)
    page.needs.command_wanted.connect(commands.run)
    page.answer.tree.why_wanted.connect(lambda code: ask(page, f"reason.{code}"))
    for name, operation in _TASKS.items():
        commands.connect_to(**{name: lambda operation=operation: _begin(console, page, operation)})
    commands.connect_to(
        next_object=lambda: _step(console, page, 1),
        previous_object=lambda: _step(console, page, -1),
        stop_polling=console.later.stop_polling,
    )


def enable(commands: Commands, state: SaleState) -> None:
    """Say which of these commands can be done for a sale."""
    tasks = {name: target(state, operation) is not None for name, operation in _TASKS.items()}
    has_several = bool(state.objects) and bool(state.sale.session_id or len(state.objects) > 1)
    commands.enable(
        **tasks,
        next_object=has_several,
        previous_object=has_several,
        stop_polling=state.poll is not None,
    )


def target(state: SaleState, operation: Operation) -> str | None:
    """The id of the object that a task is for: the one that is shown, else the newest."""
    session = [("", state.session)] if state.session else []
    found = [
        object_id
        for object_id, reading in [*session, *((one.id, one) for one in state.objects)]
        if reading.subject is operation.about
        and (task := task_of(tasks_of(reading, state.sale.version), operation.name))
        and task.is_allowed
    ]
    return state.shown if state.shown in found else next(reversed(found), None)


def _begin(console: Console, page: SalePage, operation: Operation) -> None:
    """Show the object and its form; nothing is sent yet."""
    state = console.desk.state
    object_id = target(state, operation) if state else None
    if object_id is not None:
        _fill_in(console, page, object_id, operation.name)


def _fill_in(console: Console, page: SalePage, object_id: str, name: str) -> None:
    console.later.show(object_id)
    console.later.choose(name)
    page.side.close_panel()
    page.request.begin()


def _look_at(console: Console, page: SalePage, exchange: Exchange) -> None:
    """Open an exchange that the state picture has passed."""
    console.desk.look_at(exchange)
    page.answer.open_tab(answer_pane.SESSION)


def _step(console: Console, page: SalePage, step: int) -> None:
    object_id = page.answer.objects.neighbour(step)
    if object_id is not None:
        console.later.show(object_id)
