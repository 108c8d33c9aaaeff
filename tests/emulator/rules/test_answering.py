"""The emulator's answers are Amazon's, key by key and null by null."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from apay_console.emulator.rules import finishing, paying
from apay_console.emulator.rules.cards import find_card
from apay_console.emulator.saving import read as read_rows
from apay_console.emulator.values import BLANK
from apay_console.model.profile import Region
from tests.emulator.retold import ID, given_v2, told_at, v1, v2, v2_ready
from tests.emulator.shop import Till, read
from tests.model.examples import body_of

__all__ = ["v1", "v2", "v2_ready"]


def test_v1_open_with_something_missing(v1: Till) -> None:
    answer = read(v1.get(ID["v1"]))
    assert answer == body_of("v1-open-missing")
    assert list(answer) == list(body_of("v1-open-missing"))


def test_v1_open_with_nothing_missing(v1: Till) -> None:
    told_at(v1, "20250610T083001Z")
    assert read(v1.update(ID["v1"], body_of("v1-update"))) == body_of("v1-open-ready")


def shape(value: Any) -> Any:
    """The keys of an answer, inner ones too, in their order."""
    if isinstance(value, list):
        return [shape(one) for one in value]
    return [(key, shape(one)) for key, one in value.items()] if isinstance(value, dict) else None


@pytest.mark.parametrize("version", ["v1", "v2"])
def test_an_update_of_every_block_answers_with_the_keys_of_the_documents(
    version: str, request: pytest.FixtureRequest
) -> None:
    till: Till = request.getfixturevalue("v1" if version == "v1" else "v2_ready")
    answer = till.update(ID[version], body_of(f"{version}-update") | {"platformId": "A1PLATFORM"})
    told = read(answer)
    assert answer.status == 200
    assert shape(told) == shape(body_of(f"{version}-open-ready"))
    assert told["platformId"] == "A1PLATFORM"
    assert told["constraints"] == []
    detail = told["webCheckoutDetail" if version == "v1" else "webCheckoutDetails"]
    assert detail["amazonPayRedirectUrl"].startswith("http://")


def test_v1_completed(v1: Till) -> None:
    v1.update(ID["v1"], body_of("v1-update"))
    told_at(v1, "20250610T083129Z")
    session = v1.emulator.session(ID["v1"])
    paying.decide(v1.emulator.world, session, paying.APPROVE, find_card("", Region.NA))
    assert read(v1.get(ID["v1"])) == body_of("v1-completed")


def test_v1_tells_the_provider_s_number_to_the_end(v1: Till) -> None:
    v1.update(ID["v1"], {"providerMetadata": {"providerReferenceId": "PSP-7"}})
    session = v1.emulator.session(ID["v1"])
    finishing.cancel(v1.emulator.world, session, "BuyerCanceled", v1.clock())
    told = read(v1.get(ID["v1"]))
    assert told["providerMetadata"] == {"providerReferenceId": "PSP-7"}


def test_v1_canceled(v1: Till) -> None:
    v1.update(ID["v1"], body_of("v1-update"))
    told_at(v1, "20250610T083129Z")
    session = v1.emulator.session(ID["v1"])
    paying.decide(v1.emulator.world, session, paying.CANCEL, find_card("", Region.NA))
    assert read(v1.get(ID["v1"])) == body_of("v1-canceled")


def test_v2_open_without_a_buyer(v2: Till) -> None:
    answer = read(v2.create(given_v2("v2-open-missing")))
    assert answer == body_of("v2-open-missing")
    assert list(answer) == list(body_of("v2-open-missing"))


def test_v2_open_with_nothing_missing(v2_ready: Till) -> None:
    assert read(v2_ready.get(ID["v2"])) == body_of("v2-open-ready")


def test_v2_completed_in_its_complete_answer_and_in_every_get(v2_ready: Till) -> None:
    told_at(v2_ready, "20250610T090655Z")
    session = v2_ready.emulator.session(ID["v2"])
    paying.decide(v2_ready.emulator.world, session, paying.APPROVE, find_card("", Region.EU))
    price = {"amount": "31.50", "currencyCode": "EUR"}
    assert read(v2_ready.complete(ID["v2"], {"chargeAmount": price})) == body_of("v2-completed")
    assert read(v2_ready.get(ID["v2"])) == body_of("v2-completed")


def test_v2_canceled(v2_ready: Till) -> None:
    told_at(v2_ready, "20250610T090655Z")
    session = v2_ready.emulator.session(ID["v2"])
    finishing.cancel(v2_ready.emulator.world, session, "Declined", v2_ready.clock())
    assert read(v2_ready.get(ID["v2"])) == body_of("v2-canceled")


def test_the_path_decides_the_spelling_whoever_created_the_session(v1: Till) -> None:
    v1.version = "v2"
    answer = read(v1.get(ID["v1"]))
    assert "webCheckoutDetails" in answer
    assert "webCheckoutDetail" not in answer
    assert answer["buyer"]["phoneNumber"] == "503-555-0112"


def test_a_kept_state_answers_the_same(v2_ready: Till, tills: Callable[..., Till]) -> None:
    other = tills(version="v2")
    other.shop.region = Region.EU
    other.emulator.restore(v2_ready.emulator.save())
    assert read(other.get(ID["v2"])) == body_of("v2-open-ready")


def test_no_default_is_shared_between_sessions(v2: Till) -> None:
    v2.create(given_v2("v2-open-ready"))
    assert BLANK["constraints"] == []
    assert read_rows(v2.emulator.save())[0].sessions[ID["v2"]].values["constraints"] == []
