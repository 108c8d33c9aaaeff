"""Amazon's own stories, told to the emulator."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from apay_console.emulator.buyers import find_buyer
from apay_console.model.kinds import moment
from apay_console.model.profile import Region
from tests.emulator.shop import Till, minimum
from tests.model.examples import body_of

ID = {"v1": "3f0c7a52-9b1e-4d68-8a77-51c2e0d9b614", "v2": "b7d1f0a4-2c63-4e0f-9d15-6a8e4f3b2c10"}


class Retold:
    """The ids of Amazon's examples, in the order in which they are asked for."""

    def __init__(self, session: str, *digits: str) -> None:
        self._session, self._digits = session, list(digits)

    def unique(self) -> str:
        return self._session

    def digits(self, count: int) -> str:
        return self._digits.pop(0)


def told_at(till: Till, stamp: str) -> None:
    till.clock.now = moment(stamp).timestamp()


@pytest.fixture
def v1(tills: Callable[..., Till]) -> Till:
    till = tills(version="v1")
    till.emulator.world.ids = Retold(ID["v1"], "4410277", "9036185", "051840")
    told_at(till, "20250610T081447Z")
    till.create(minimum("v1"))
    told_at(till, "20250610T081512Z")
    till.emulator.sign_in(ID["v1"], find_buyer("mara"))
    return till


@pytest.fixture
def v2(tills: Callable[..., Till]) -> Till:
    till = tills(version="v2")
    till.shop.region = Region.EU
    till.emulator.world.ids = Retold(ID["v2"], "5527310", "0186642", "077305")
    told_at(till, "20250610T090000Z")
    return till


def given_v2(name: str) -> dict[str, Any]:
    example = body_of(name)
    kept = ("storeId", "deliverySpecifications")
    review = {"checkoutReviewReturnUrl": "http://localhost:8099/review"}
    return {"webCheckoutDetails": review, **{key: example[key] for key in kept}}


@pytest.fixture
def v2_ready(v2: Till) -> Till:
    v2.create(given_v2("v2-open-ready"))
    v2.emulator.sign_in(ID["v2"], find_buyer("jonas"))
    told_at(v2, "20250610T090412Z")
    v2.update(ID["v2"], body_of("v2-update"))
    return v2
