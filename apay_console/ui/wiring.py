"""Who carries out which command, and when it can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apay_console.model.codec import other
from apay_console.model.fields import ApiVersion
from apay_console.model.profile import Environment
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.ui import wiring_emulator, wiring_later
from apay_console.ui.commands import Commands
from apay_console.ui.sale import answer_pane
from apay_console.ui.sale.sale_page import SalePage

if TYPE_CHECKING:  # it comes after the first paint
    from apay_console.presenters.console import Console

_BEGINNING = (
    "new",
    "new_v1",
    "new_v2",
    "new_without_buyer",
    "new_with_values",
    "new_other",
)


def connect_sale(commands: Commands, console: Console) -> None:
    """Connect what concerns the sale on the desk."""
    courier, editor, shelf = console.courier, console.editor, console.shelf
    commands.connect_to(
        act=courier.act,
        send=courier.send,
        get=courier.get,
        complete=courier.complete,
        read_other=courier.read_other,
        check=courier.check,
        settle=courier.settle,
        stop=courier.stop,
        lock=console.desk.lock.lock,
        server_time=courier.sign_by_server,
        again=console.again,
        begin_anew=console.newer.begin,
        discard=editor.discard,
        rename=editor.rename_keys,
        new=shelf.begin,
        new_v1=lambda: shelf.begin(ApiVersion.V1),
        new_v2=lambda: shelf.begin(ApiVersion.V2),
        new_without_buyer=console.without_buyer.begin,
        new_with_values=shelf.begin_with_values,
        new_other=lambda: _begin_other(console),
        remove_sale=lambda: _remove(console),
    )


def connect_buyer(commands: Commands, console: Console) -> None:
    """Connect what concerns the buyer."""
    buyer = console.buyer
    commands.connect_to(
        sign_in=buyer.sign_in,
        sign_out=console.sign_out,
        pay=buyer.pay,
        open_page=buyer.open_page,
        open_outside=lambda: buyer.open_page(outside=True),
        stop_waiting=console.courier.buyer_stays,
    )


def connect_views(commands: Commands, page: SalePage) -> None:
    """Connect what concerns the looks of the sale."""
    tabs = {
        "session_tab": answer_pane.SESSION,
        "changes_tab": answer_pane.CHANGES,
        "states_tab": answer_pane.STATES,
        "raw_tab": answer_pane.RAW,
        "signature": answer_pane.SIGNATURE,
        "page_tab": answer_pane.PAGE,
    }
    for name, place in tabs.items():
        commands.connect_to(**{name: lambda place=place: page.answer.open_tab(place)})
    for name in _BEGINNING:
        commands.connect_to(**{name: page.side.give_way})
    commands.connect_to(
        find=lambda: _find(page),
        next_change=lambda: page.answer.step_change(1),
        previous_change=lambda: page.answer.step_change(-1),
        wide=page.toggle_request,
        forget_buyer=page.answer.page.forget,
    )


def enable(commands: Commands, state: SaleState) -> None:
    """Say which commands can be done for a sale."""
    wiring_later.enable(commands, state)
    wiring_emulator.enable(commands, state)
    has_id, is_idle = bool(state.sale.session_id), state.busy is None
    is_emulator = state.profile.environment is Environment.EMULATOR
    is_open = state.session is not None and state.session.is_open
    can_write = is_idle and not state.unresolved
    can_pay = is_open and bool(state.session and state.session.redirect_url) and is_idle
    commands.enable(
        get=(has_id or bool(state.shown)) and is_idle,
        read_other=has_id and is_idle,
        send=can_write and has_id and is_open and bool(state.draft) and not state.is_task,
        check=state.unresolved and is_idle,
        settle=state.unresolved and is_idle,
        stop=not is_idle,
        discard=bool(state.draft) and not state.is_locked,
        rename=bool(state.draft.extra) and not state.is_locked,
        new_without_buyer=is_emulator,
        sign_in=is_open and is_idle,
        sign_out=is_open and is_idle and is_emulator and not state.stand.needs_buyer,
        pay=can_pay,
        open_page=can_pay,
        open_outside=can_pay,
        paste_return=has_id,
        stop_waiting=state.is_paying,
        complete=can_write and state.stand.can_complete,
        unlock=state.is_read_only,
        lock=bool(state.open_until),
        export=(state.moment or state.exchange) is not None,
        begin_anew=state.notice is not None and "begin_anew" in state.notice.actions,
    )


def _begin_other(console: Console) -> None:
    state = console.desk.state
    if state is not None:
        console.shelf.begin_with_values(other(state.sale.version))


def _remove(console: Console) -> None:
    state = console.desk.state
    if state is not None:
        console.shelf.remove(state.sale)


def _find(page: SalePage) -> None:
    page.answer.open_tab(answer_pane.SESSION)
    page.answer.tree.open_find()
