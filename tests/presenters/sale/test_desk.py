"""The desk: what is shown is kept, and a sale that was put away is still served."""

from __future__ import annotations

import asyncio

import pytest

from apay_console.errors import NotStored, say
from apay_console.model import draft as drafts
from apay_console.model import json_text
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.draft import Draft
from apay_console.model.fields import Field
from apay_console.presenters.sale.state.sale_state import SaleState
from tests.presenters.conftest import Desk, Run
from tests.sale_parts import AMOUNT, NOTE, opened


def kept(desk: Desk) -> Draft:
    services = desk.console.desk.services
    text = asyncio.run(services.drafts.load(desk.state.sale.id))
    return drafts.load(json_text.read_kept(text or "{}"), CHECKOUT_SESSION)


def test_what_is_typed_is_stored_once_the_person_pauses(desk: Desk) -> None:
    desk.type(NOTE, "T")
    desk.type(NOTE, "Tea")
    desk.until(lambda: kept(desk) == Draft({NOTE.name: "Tea"}))


def test_a_draft_that_is_stored_already_is_not_stored_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = []
    kind = type(desk.console.desk.services.drafts)
    save = kind.save

    async def count(self: object, sale_id: str, text: str) -> None:
        stored.append(text)
        await save(self, sale_id, text)  # type: ignore[arg-type]

    monkeypatch.setattr(kind, "save", count)
    desk.type(NOTE, "Tea")
    for _ in range(3):
        desk.do(desk.console.desk.save_draft)
    assert len(stored) == 1


def test_a_store_that_takes_nothing_more_is_said_and_tried_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: object) -> None:
        raise NotStored(say("The disk is full."))

    kind = type(desk.console.desk.services.drafts)
    with monkeypatch.context() as patch:
        patch.setattr(kind, "save", full)
        desk.type(NOTE, "Tea")
        desk.do(desk.console.desk.save_draft)
    assert str(desk.notice.sentence) == "What you type is not being kept: The disk is full."
    assert desk.state.draft == Draft({NOTE.name: "Tea"})
    desk.do(desk.console.desk.save_draft)
    assert kept(desk) == Draft({NOTE.name: "Tea"})


def test_every_change_is_shown_once(desk: Desk) -> None:
    shown: list[SaleState] = []
    desk.console.desk.shown.connect(shown.append)
    desk.type(NOTE, "Tea")
    assert [state.draft for state in shown] == [Draft({NOTE.name: "Tea"})]


def test_a_constraint_leads_to_its_field_or_to_who_can_help(desk: Desk) -> None:
    wanted: list[Field] = []
    commands: list[str] = []
    desk.console.desk.focus_wanted.connect(wanted.append)
    desk.console.desk.command_wanted.connect(commands.append)
    desk.console.desk.go_to("ChargeAmountNotSet")
    desk.console.desk.go_to("BuyerNotAssociated")
    desk.console.desk.go_to("TeaNotBrewed")
    assert (wanted, commands) == ([AMOUNT], ["sign_in"])


def test_an_unknown_constraint_is_told_in_amazons_words(desk: Desk) -> None:
    shown = opened(missing=("TeaNotBrewed",))
    desk.console.desk.change(session=shown.session)
    desk.console.desk.go_to("TeaNotBrewed")
    assert str(desk.notice.sentence) == (
        "Amazon asks for something this console does not know: “TeaNotBrewed.”"
    )


def test_an_earlier_exchange_is_shown_as_it_was_until_back_to_now(desk: Desk) -> None:
    desk.do(desk.console.courier.get)
    newest, oldest = desk.state.exchanges
    desk.console.desk.look_at(oldest)
    assert desk.state.moment is oldest
    desk.console.desk.look_at(newest)
    assert desk.state.moment is None
    desk.console.desk.look_at(oldest)
    desk.console.desk.back_to_now()
    assert desk.state.moment is None


def test_without_a_sale_nothing_happens(run: Run) -> None:
    with run() as desk:
        console = desk.console
        acts = (
            console.courier.act,
            console.courier.send,
            console.courier.get,
            console.courier.complete,
            console.courier.check,
            console.courier.settle,
            console.courier.again,
            console.courier.buyer_stays,
            console.editor.discard,
            console.editor.rename_keys,
            console.shelf.begin,
            console.shelf.begin_with_values,
            console.buyer.open_page,
            console.buyer.sign_in,
            console.sign_out,
            console.again,
            console.desk.back_to_now,
            console.desk.save_draft,
            lambda: console.desk.go_to("ChargeAmountNotSet"),
            lambda: console.editor.edit(NOTE, "Tea"),
            lambda: console.editor.edit_json("{}"),
            lambda: console.editor.set_text(NOTE.name, "Tea"),
            lambda: console.buyer.returned("http://127.0.0.1/"),
            lambda: console.go_to_path(("a",)),
        )
        for act in acts:
            act()
        desk.settle()
        assert console.desk.state is None
