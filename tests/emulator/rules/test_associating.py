"""A buyer signs in, chooses, and leaves again, while the session is still open to it."""

from __future__ import annotations

import pytest

from apay_console.emulator.buyers import sample_buyers
from apay_console.emulator.rules import associating
from apay_console.emulator.rules.cards import find_card
from apay_console.emulator.wire import Refused
from apay_console.model.profile import Region
from tests.emulator.money import pay
from tests.emulator.shop import Till, constraint_ids, first_buyer, minimum, read


def test_another_buyer_does_not_inherit_the_card_of_the_first(till: Till) -> None:
    number = till.ready()
    world, session = till.emulator.world, till.emulator.session(number)
    declined = find_card("3434", Region.NA)
    assert declined
    associating.change_card(world, session, declined)
    assert session.card == "3434"
    till.emulator.sign_in(number, sample_buyers()[1])
    assert session.card == ""
    shown = read(till.get(number))["paymentPreferences"]
    assert shown == [{"paymentDescriptor": sample_buyers()[1].card}]


def test_a_buyer_who_signs_out_is_forgotten_and_missed(each_till: Till) -> None:
    number = each_till.ready()
    each_till.emulator.sign_out(number)
    assert each_till.emulator.session(number).buyer == ""
    answer = each_till.get(number)
    assert constraint_ids(answer) == ["BuyerNotAssociated"]
    told = read(answer)
    assert (told["buyer"], told["shippingAddress"], told["productType"]) == (None, None, None)


def test_once_the_buyer_has_paid_nobody_signs_in_or_out(till: Till) -> None:
    number = till.ready()
    pay(till, number)
    for attempt in (lambda: till.emulator.sign_in(number, first_buyer()),
                    lambda: till.emulator.sign_out(number)):  # fmt: skip
        with pytest.raises(Refused, match="InvalidCheckoutSessionStatus"):
            attempt()
    assert till.emulator.session(number).buyer == first_buyer().id


def test_scopes_limit_what_a_session_tells_of_its_buyer(till: Till) -> None:
    number = till.new(minimum("v2") | {"scopes": ["name"]})
    till.emulator.sign_in(number, first_buyer())
    buyer = read(till.get(number))["buyer"]
    assert (buyer["name"], buyer["email"], buyer["phoneNumber"]) == (first_buyer().name, None, None)
    assert buyer["buyerId"] == first_buyer().buyer_id
