"""What exactly is posted: the envelope of a region, its addresses, and who may get it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from apay_console.emulator.notices.notice import Notice
from apay_console.emulator.notices.notifying import Notifying, letter_of
from apay_console.emulator.notices.topic import Topic
from apay_console.model.letter import Letter
from apay_console.model.notification import Told
from apay_console.model.profile import Region

BASE = "http://localhost:8098"
TOLD = Told("CHARGE", "S02-1-1-C1", "S02-1-1")


@pytest.fixture(scope="module")
def topic() -> Topic:
    return Topic()


def letter(topic: Topic, told: Told | None = TOLD, **ways: Any) -> tuple[Letter, dict[str, str]]:
    notice = Notice(1, "id-1", 1_749_545_401.007, told, region=Region.EU, token="t0k3n")
    made = letter_of(notice, Notifying("http://shop.test/ipn", **ways), topic, BASE)
    return made, json.loads(made.body)


def test_a_region_has_a_topic_and_a_host_of_its_own(topic: Topic) -> None:
    _, values = letter(topic, amazon_host=True)
    assert values["TopicArn"].startswith("arn:aws:sns:eu-west-1:")
    assert values["SigningCertURL"].startswith("https://sns.eu-west-1.amazonaws.com/")
    assert values["UnsubscribeURL"].startswith("https://sns.eu-west-1.amazonaws.com/")


def test_only_a_question_about_the_subscription_carries_a_token(topic: Topic) -> None:
    assert "Token" not in letter(topic)[1]
    asked = letter(topic, None)[1]
    assert asked["Token"] == "t0k3n"
    assert asked["SubscribeURL"].startswith(f"{BASE}/?Action=ConfirmSubscription&")
    assert asked["SubscribeURL"].endswith("&Token=t0k3n")


def test_a_moment_has_three_digits_after_the_point(topic: Topic) -> None:
    assert letter(topic)[1]["Timestamp"] == "2025-06-10T08:50:01.007Z"


def test_it_goes_where_the_merchant_said_and_where_the_person_allowed(topic: Topic) -> None:
    made, _ = letter(topic, allowed={"shop.test"})
    assert (made.url, made.allowed) == ("http://shop.test/ipn", frozenset({"shop.test"}))
