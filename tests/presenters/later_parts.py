"""A completed sale in the emulator, and hands for what follows from it."""

from __future__ import annotations

from apay_console.model.fields import ApiVersion
from apay_console.presenters.sale.state.sale_state import SaleState
from tests.presenters.conftest import Desk
from tests.sale_parts import INTENT


def complete(desk: Desk, intent: str = "Authorize") -> SaleState:
    """Let a buyer pay a v2 session of 19.99 dollars, and complete it."""
    desk.make_ready(ApiVersion.V2)
    if intent != "Authorize":
        desk.send(INTENT, intent)
    address = desk.pay()
    desk.do(lambda: desk.console.buyer.returned(address))
    return desk.do(desk.console.courier.complete)


def show(desk: Desk, name: str) -> SaleState:
    """Show the last object of a type."""
    found = [one for one in desk.state.objects if one.subject.name == name]
    desk.console.later.show(found[-1].id)
    return desk.state


def fill(desk: Desk, name: str, text: str) -> None:
    """Type into a field of the form that is shown."""
    desk.type(desk.state.scope.schema[name], text)


def do_task(desk: Desk, task: str, **typed: str) -> SaleState:
    """Choose a task of the object that is shown, fill it in and do it."""
    desk.console.later.choose(task)
    for name, text in typed.items():
        fill(desk, name, text)
    return desk.do(desk.console.courier.act)


def told(desk: Desk) -> list[str]:
    """The objects in their order, each with its state."""
    return [f"{one.subject.name} {one.state}" for one in desk.state.objects]


def rail(desk: Desk) -> list[str]:
    """The last two steps of the rail."""
    return [f"{step.mark} {step.note or ''}".strip() for step in desk.state.rail[5:]]


def limits(desk: Desk) -> dict[str, str]:
    """What is left, by its word, without the moments."""
    moments = {"Usable until", "Expires"}
    return {row.label: row.value for row in desk.state.limits if row.label not in moments}
