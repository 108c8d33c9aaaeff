"""What is handed through the veil comes back whole, whether it was stored or not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apay_console.model.exchange import Exchange
from apay_console.ui.parts import veil
from apay_console.ui.parts.veil import Veil
from tests.exchanges import answered, sent


def of_buyer(number: int) -> Exchange:
    return replace(answered(sent("get_session"), 200, {"buyer": {"name": "Quill"}}), id=number)


@pytest.fixture
def drawn(qapp: object) -> Veil:
    made = Veil()
    made.draw(is_drawn=True)
    return made


@pytest.mark.parametrize("number", [0, 7])
def test_p12_an_exchange_is_seen_without_its_buyer_and_worked_with_whole(
    drawn: Veil, number: int
) -> None:
    one = of_buyer(number)
    seen = drawn.over(one)
    assert "Quill" not in repr(seen)
    assert drawn.over(one) is seen
    assert drawn.under(seen) is one
    assert drawn.under(one) is one


def test_p12_one_that_gets_its_number_later_is_seen_with_it(drawn: Veil) -> None:
    one = of_buyer(0)
    before = drawn.over(one)
    one.take_number(7)
    assert drawn.over(one).id == 7
    assert drawn.under(before) is drawn.under(drawn.over(one)) is one


def test_p12_only_so_many_are_remembered_the_last_ones(
    drawn: Veil, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(veil, "_MOST", 3)
    many = [of_buyer(number) for number in range(5)]
    seen = [drawn.over(one) for one in many]
    assert [drawn.under(one) for one in seen[-3:]] == many[-3:]
    assert len(drawn._veiled) == len(drawn._whole) == 3


def test_without_a_veil_nothing_is_changed(qapp: object) -> None:
    one = of_buyer(1)
    assert Veil().over(one) is one
