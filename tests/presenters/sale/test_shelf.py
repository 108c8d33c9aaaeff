"""The list of sales: each opens as it was left, and whatever names a session opens it."""

from __future__ import annotations

import asyncio

import pytest

from apay_console.errors import Invalid
from apay_console.model.draft import Draft
from apay_console.model.fields import ApiVersion
from apay_console.model.lifecycle import Next
from tests.exchanges import SESSION
from tests.presenters.conftest import Desk
from tests.presenters.gate import lose_answer
from tests.profile_parts import sandbox
from tests.sale_parts import NOTE


def rows(desk: Desk) -> list[str]:
    return [sale.id for sale in desk.console.shelf.sales]


def test_a_new_sale_comes_first_and_lies_on_the_desk(desk: Desk) -> None:
    first = desk.state.sale
    new = desk.do(desk.console.shelf.begin).sale
    assert rows(desk) == [new.id, first.id]
    assert desk.state.step is Next.CREATE


@pytest.mark.parametrize("version", ApiVersion)
def test_a_new_sale_takes_the_version_that_was_asked_for(desk: Desk, version: ApiVersion) -> None:
    desk.do(lambda: desk.console.shelf.begin(version))
    assert desk.do(desk.console.courier.create).session is not None
    assert desk.state.sale.version is version


def test_the_values_of_a_finished_sale_begin_the_next_one(desk: Desk) -> None:
    desk.make_ready()
    desk.pay()
    desk.do(desk.console.courier.get)
    done = desk.state.sale
    desk.do(desk.console.shelf.begin_with_values)
    state = desk.do(desk.console.courier.create)
    assert (state.sale.id != done.id, state.sale.version) == (True, done.version)
    assert (state.step, desk.needs) == (Next.OPEN_PAGE, [])


def test_the_same_values_begin_a_session_of_the_other_version(desk: Desk) -> None:
    desk.make_ready()
    desk.do(lambda: desk.console.shelf.begin_with_values(ApiVersion.V2))
    state = desk.do(desk.console.courier.create)
    assert (state.sale.version, state.step) == (ApiVersion.V2, Next.OPEN_PAGE)


# --- opening ------------------------------------------------------------------------------------


def test_a_sale_opens_as_it_was_left(desk: Desk) -> None:
    desk.type(NOTE, "Tea")
    before = desk.state
    desk.do(desk.console.shelf.begin)
    state = desk.do(lambda: desk.console.shelf.open(before.sale))
    assert state.draft == before.draft
    assert state.session is not None
    assert before.session is not None
    assert state.session.body == before.session.body


def test_opening_the_sale_that_lies_here_loses_nothing_that_was_typed(desk: Desk) -> None:
    desk.type(NOTE, "Tea")
    state = desk.do(lambda: desk.console.shelf.open(desk.state.sale))
    assert state.draft == Draft({NOTE.name: "Tea"})


def test_the_sale_that_was_asked_for_last_is_the_one_that_opens(desk: Desk) -> None:
    first = desk.state.sale
    second = desk.do(desk.console.shelf.begin).sale
    desk.console.shelf.open(first)
    third = desk.do(desk.console.shelf.begin).sale
    assert desk.state.sale.id == third.id
    desk.console.shelf.open(first)
    desk.do(lambda: desk.console.shelf.open(second))
    assert desk.state.sale.id == second.id


def test_a_list_that_comes_after_another_profile_was_chosen_is_not_shown(desk: Desk) -> None:
    profile = desk.state.profile
    desk.console.shelf.show_profile(profile)
    desk.do(lambda: desk.console.shelf.show_profile(sandbox()))
    assert {sale.profile_id for sale in desk.console.shelf.sales} == {"fjord"}


def test_an_earlier_moment_ends_when_the_sale_is_chosen_again(desk: Desk) -> None:
    desk.do(desk.console.courier.get)
    desk.console.desk.look_at(desk.state.exchanges[1])
    assert desk.state.moment is not None
    assert desk.do(lambda: desk.console.shelf.open(desk.state.sale)).moment is None


# --- Open… --------------------------------------------------------------------------------------


def test_a_session_of_this_console_opens_its_own_sale(desk: Desk) -> None:
    sale = desk.state.sale
    desk.do(desk.console.shelf.begin)
    url = f"{desk.console.landing.result_url}?amazonCheckoutSessionId={sale.session_id.upper()}"
    assert desk.do(lambda: desk.console.shelf.open_text(url)).sale.id == sale.id
    assert len(rows(desk)) == 2


def test_a_session_from_a_shop_is_read_at_once_in_its_own_version(desk: Desk) -> None:
    sale = desk.state.sale
    desk.do(lambda: desk.console.shelf.remove(sale))
    address = f"curl {desk.console.host.base_url}/v1/checkoutSessions/{sale.session_id}"
    state = desk.do(lambda: desk.console.shelf.open_text(address))
    assert (state.sale.session_id, state.sale.version) == (sale.session_id, ApiVersion.V1)
    assert state.sale.id != sale.id
    assert desk.exchanges == [("get_session", 200)]
    assert state.sale.reference == "1001"


def test_a_session_that_is_not_there_says_so_and_is_never_created_over(desk: Desk) -> None:
    state = desk.do(lambda: desk.console.shelf.open_text(SESSION))
    assert "Amazon has no such session here." in str(desk.notice.sentence)
    desk.type(NOTE, "Tea")
    desk.do(desk.console.courier.act)
    assert desk.exchanges == [("get_session", 404)]
    assert (desk.state.can_act, desk.state.sale.session_id) == (False, SESSION)
    assert state.sale.reference == ""


def test_rubbish_is_refused_and_the_desk_stays_as_it_is(desk: Desk) -> None:
    before = desk.state
    with pytest.raises(Invalid):
        desk.console.shelf.open_text("rubbish")
    assert desk.state is before


# --- removing -----------------------------------------------------------------------------------


def test_a_removed_sale_is_gone_with_its_draft_and_the_next_one_opens(desk: Desk) -> None:
    first = desk.state.sale
    new = desk.do(desk.console.shelf.begin).sale
    desk.type(NOTE, "Tea")
    desk.do(lambda: desk.console.shelf.remove(new))
    assert rows(desk) == [first.id]
    assert desk.state.sale.id == first.id
    services = desk.console.desk.services
    assert asyncio.run(services.drafts.load(new.id)) is None
    assert [sale.id for sale in asyncio.run(services.sales.all())] == [first.id]
    assert asyncio.run(services.history.of_sale(first.id))


def test_after_the_last_one_was_removed_there_is_a_new_one(desk: Desk) -> None:
    old = desk.state.sale
    state = desk.do(lambda: desk.console.shelf.remove(old))
    assert state.sale.id != old.id
    assert (state.step, desk.exchanges) == (Next.CREATE, [])


def test_a_sale_that_is_not_on_the_desk_is_removed_quietly(desk: Desk) -> None:
    old = desk.state.sale
    new = desk.do(desk.console.shelf.begin).sale
    desk.do(lambda: desk.console.shelf.remove(old))
    assert (rows(desk), desk.state.sale.id) == ([new.id], new.id)


def test_a_sale_with_an_unknown_write_is_not_removed(desk: Desk) -> None:
    lose_answer(desk, "update_session")
    desk.send(NOTE, "Tea")
    desk.do(lambda: desk.console.shelf.remove(desk.state.sale))
    assert rows(desk) == [desk.state.sale.id]
    assert desk.notice.actions == ("check", "settle")
