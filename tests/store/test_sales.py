from __future__ import annotations

from dataclasses import replace

import pytest

from apay_console.store.database import Database
from apay_console.store.drafts import Drafts
from apay_console.store.history import History
from apay_console.store.sales import Sales
from tests.store.samples import exchange, sale, wait


@pytest.fixture
def sales(database: Database) -> Sales:
    return Sales(database)


def test_a_sale_comes_back_as_it_was(sales: Sales) -> None:
    wait(sales.save(sale()))
    assert wait(sales.get("sale-1")) == sale()
    assert wait(sales.get("sale-2")) is None


def test_saving_again_changes_it_and_not_its_place(sales: Sales) -> None:
    for number in (1, 2, 3):
        wait(sales.save(sale(number)))
    changed = replace(sale(1), state="Completed", updated_at=9e9)
    wait(sales.save(changed))
    assert wait(sales.all()) == [sale(3), sale(2), changed]


def test_a_bunch_is_saved_at_once(sales: Sales) -> None:
    wait(sales.save(sale(1)))
    changed = replace(sale(1), state="Completed")
    wait(sales.save_all([sale(2), changed]))
    assert wait(sales.all()) == [sale(2), changed]
    wait(sales.save_all([]))


def test_a_profile_shows_its_own_sales(sales: Sales) -> None:
    for number, owner in ((1, "mine"), (2, "yours"), (3, "mine")):
        wait(sales.save(sale(number, profile_id=owner)))
    assert [found.id for found in wait(sales.all("mine"))] == ["sale-3", "sale-1"]


def test_a_session_finds_its_latest_sale(sales: Sales) -> None:
    for number in (1, 2):
        wait(sales.save(sale(number, session_id="3f0c")))
    assert wait(sales.of_session("3f0c")) == sale(2, session_id="3f0c")
    assert wait(sales.of_session("")) is None


@pytest.mark.parametrize("odd", ["", "{", "[]", "null", "{}", "[" * 9_000, b"\xff"])
def test_a_damaged_sale_takes_no_other_off_the_list(
    database: Database, sales: Sales, odd: object
) -> None:
    wait(sales.save_all([sale(number) for number in (1, 2, 3)]))
    change = "UPDATE sales SET document = ? WHERE id = 'sale-2'"
    wait(database.run(lambda c: c.execute(change, [odd]) and None))
    assert wait(sales.all()) == [sale(3), sale(1)]
    assert wait(sales.get("sale-2")) is None
    assert wait(sales.of_session("session-2")) is None


def test_removing_takes_the_draft_along_and_leaves_the_history(
    database: Database, sales: Sales
) -> None:
    drafts, history = Drafts(database), History(database)
    wait(sales.save(sale()))
    wait(drafts.save("sale-1", "{}"))
    wait(history.add(exchange(sale_id="sale-1")))
    wait(sales.remove("sale-1"))
    wait(sales.remove("sale-1"))
    assert wait(sales.all()) == []
    assert wait(drafts.load("sale-1")) is None
    assert len(wait(history.of_sale("sale-1"))) == 1
