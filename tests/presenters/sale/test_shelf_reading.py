"""What was stored is read back, whatever became of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apay_console.errors import NotStored, say
from apay_console.model import draft as drafts
from apay_console.model import json_text
from apay_console.model.attempt import Attempt
from apay_console.model.draft import Draft
from apay_console.model.exchange import Exchange
from apay_console.model.fields import ApiVersion
from apay_console.model.lifecycle import Next
from apay_console.model.sale import Sale
from apay_console.presenters.sale.fetching import fetch
from apay_console.store.attempts import Attempts
from tests.exchanges import NOON, SESSION, answered, refused, sent
from tests.presenters.conftest import Desk, Run
from tests.sale_parts import AMOUNT, NOTE, STORE_NAME, session_body


def stored(desk: Desk, sale: Sale, *exchanges: Exchange, draft: Draft | None = None) -> None:
    services = desk.console.desk.services

    async def store() -> None:
        await services.sales.save(sale)
        for exchange in exchanges:
            await services.history.add(replace(exchange, sale_id=sale.id))
        if draft is not None:
            await services.drafts.save(sale.id, json_text.write(drafts.dump(draft)))

    desk.parts.runner.run(store(), owner=desk.console, done=lambda _: None)
    desk.settle()


SALE = Sale("sale-9", "emulator", ApiVersion.V1, NOON, NOON)


def read_back(desk: Desk, sale: Sale = SALE) -> None:
    found = []
    services = desk.console.desk.services
    work = fetch(services, desk.state.profile, sale)
    desk.parts.runner.run(work, owner=desk.console, done=found.append)
    desk.settle()
    desk.console.desk.put(found[0])


def test_a_session_whose_answer_was_stored_but_not_taken_in_is_taken_in_now(desk: Desk) -> None:
    body = {"merchantMetadata": {"noteToBuyer": "Tea"}}
    created = answered(sent("create_session", body), 201, session_body(values={NOTE.name: "Tea"}))
    stored(desk, SALE, created, draft=Draft({NOTE.name: "Tea", STORE_NAME.name: "Fjord"}))
    read_back(desk)
    assert (desk.state.sale.session_id, desk.state.sale.state) == (SESSION, "Open")
    assert desk.state.draft == Draft({STORE_NAME.name: "Fjord"})
    assert desk.state.step is Next.SEND


def test_yesterdays_refusal_is_still_explained(desk: Desk) -> None:
    stored(desk, SALE, refused(400, "InvalidRequest"))
    read_back(desk)
    assert str(desk.notice.sentence) == (
        "Amazon refused it (400 InvalidRequest). Your values are kept."
    )


def test_an_answer_that_was_lost_yesterday_is_not_called_a_request_on_its_way(desk: Desk) -> None:
    stored(desk, SALE, sent())

    async def begin() -> None:
        await Attempts(desk.parts.database).begin(
            Attempt("a", "emulator", SALE.id, "update_session", "v1", "PATCH", "/", b"{}", "", NOON)
        )

    desk.parts.runner.run(begin(), owner=desk.console, done=lambda _: None)
    desk.settle()
    read_back(desk)
    assert desk.state.unresolved
    assert str(desk.notice.sentence).startswith("Sent, but no usable answer came.")


def test_a_draft_that_cannot_be_read_is_shown_as_it_stands(desk: Desk) -> None:
    services = desk.console.desk.services

    async def spoil() -> None:
        await services.drafts.save(SALE.id, "{oops")

    desk.parts.runner.run(spoil(), owner=desk.console, done=lambda _: None)
    desk.settle()
    read_back(desk)
    assert desk.state.draft == Draft(by_hand="{oops")


def test_a_list_that_cannot_be_read_leaves_something_to_work_with(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise NotStored(say("The disk is full."))

    monkeypatch.setattr(type(desk.console.desk.services.sales), "all", broken)
    desk.do(lambda: desk.console.shelf.show_profile(desk.state.profile))
    assert desk.state.step is Next.CREATE
    assert str(desk.notice.sentence) == "The data file did not answer: The disk is full."


def test_a_mistake_while_reading_is_reported_and_not_swallowed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise KeyError("x")

    sale = desk.state.sale
    desk.do(desk.console.shelf.begin)
    monkeypatch.setattr(type(desk.console.desk.services.history), "of_sale", broken)
    desk.do(lambda: desk.console.shelf.open(sale))
    assert str(desk.notice.sentence) == (
        "This console made a mistake (KeyError). Your values are kept."
    )


def test_the_row_follows_every_answer(desk: Desk) -> None:
    desk.send(AMOUNT, "19.99 USD")
    [row] = desk.console.shelf.sales
    assert (row.state, row.note) == ("Open", "19.99 USD")
    assert row == desk.state.sale


def test_p49_a_sale_that_only_lay_on_the_desk_does_not_bring_a_forgotten_buyer_back(
    run: Run,
) -> None:
    with run() as first:
        first.start()
        first.type(NOTE, "For Mara Quill")
        first.do(first.console.desk.save_draft)
    with run() as second:
        second.start()
        assert second.state.draft.typed == {NOTE.name: "For Mara Quill"}
        work = second.console.desk.services.history.forget_buyers()
        second.parts.runner.run(work, owner=second.console, done=lambda _: None)
        second.settle()
    with run() as third:
        third.start()
        assert third.state.draft == Draft()
