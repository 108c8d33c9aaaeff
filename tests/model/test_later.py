"""What followed from a session: in its order, and how far the money is."""

from __future__ import annotations

from decimal import Decimal

from apay_console.model import later
from apay_console.model.money.price import Price
from apay_console.model.subjects import CHARGE
from tests.objects import CHARGE_ID, charge, permission, refund, usd

OTHER = charge("Captured", "8.00", number=2)


def test_the_last_that_has_not_failed_tells_most() -> None:
    first, second = charge("Captured", "5.00"), charge("Authorized", number=2)
    failed = charge("Declined", number=3)
    assert later.furthest((first, second, failed)) == second
    assert later.furthest((charge("Declined"), failed)) == failed
    assert later.furthest(()) is None


def test_money_that_is_back_tells_more_than_money_that_came() -> None:
    assert later.furthest((permission(), OTHER, refund())) == refund()
    assert later.furthest((permission(), OTHER)) == OTHER


def test_only_what_is_in_the_state_is_added_up() -> None:
    found = (charge("Captured", "5.00"), OTHER, charge("CaptureInitiated", "9.00", number=3))
    assert later.total(found, CHARGE, "Captured", "captureAmount") == Price(Decimal("13.00"), "USD")
    assert later.total((), CHARGE, "Captured", "captureAmount") is None


def test_two_currencies_make_no_sum() -> None:
    euro = usd("5.00") | {"currencyCode": "EUR"}
    found = (OTHER, charge("Captured", "5.00", captureAmount=euro))
    assert later.total(found, CHARGE, "Captured", "captureAmount") is None


def test_each_refund_stands_behind_its_charge_and_a_strange_one_last() -> None:
    strange = refund(number=2, chargeId="S01-9-9-C9")
    objects: later.Readings = ()
    for one in (strange, refund(), OTHER, charge(), permission()):
        objects = later.placed(objects, one)
    assert objects == (permission(), OTHER, charge(), refund(), strange)
    newer = charge("Captured", "5.00")
    assert later.find(later.placed(objects, newer), CHARGE_ID) == newer
    assert len(later.placed(objects, newer)) == len(objects)


def test_an_amount_may_be_nothing() -> None:
    assert later.money(OTHER, "refundedAmount") == Price(Decimal(0), "USD")
    yen = charge("Captured", "5.00", refundedAmount={"amount": "0", "currencyCode": "JPY"})
    assert later.money(yen, "refundedAmount") == Price(Decimal(0), "JPY")
    for wire in ({"amount": "0"}, {"amount": "-0", "currencyCode": "USD"}, "0"):
        strange = charge("Captured", "5.00", refundedAmount=wire)
        assert later.money(strange, "refundedAmount") is None
