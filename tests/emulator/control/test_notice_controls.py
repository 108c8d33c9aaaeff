"""The control side says where notifications go, and tells what came of them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from apay_console.model.letter import Receipt
from tests.emulator.notices.test_outbox import posted, sell
from tests.emulator.orders import control
from tests.emulator.shop import Till, code, read

DOCS = Path(__file__).parents[3] / "docs/notifications.md"
URL = "http://localhost:8080/ipn"


def told(till: Till, **order: Any) -> dict[str, Any]:
    answer = control(till, "notifications", order)
    assert answer.status == 200, answer.body
    return read(answer)


def test_everything_can_be_set_and_is_told(till: Till) -> None:
    assert read(control(till, "notifications")) == {
        "endpoint": "",
        "mode": "in order",
        "after": 60.0,
        "signatureVersion": "1",
        "amazonHost": False,
        "allow": [],
        "notifications": [],
    }
    order = {
        "endpoint": URL,
        "mode": "late",
        "after": 5,
        "signatureVersion": "2",
        "amazonHost": True,
        "allow": ["Shop.Example"],
    }
    expected = order | {"allow": ["shop.example"], "notifications": []}
    assert told(till, **order) == expected
    assert told(till) == expected
    assert told(till, endpoint="", allow=[])["allow"] == []


@pytest.mark.parametrize(
    "order",
    [
        {"endpoint": "localhost:8080"},
        {"endpoint": "ftp://localhost/"},
        {"endpoint": "http://user@localhost/"},
        {"endpoint": 7},
        {"mode": "sometimes"},
        {"after": -1},
        {"after": "5"},
        {"signatureVersion": 1},
        {"amazonHost": "yes"},
        {"allow": "shop.example"},
        {"allow": [7]},
        {"test": True, "version": "v3"},
        {"objectType": "SESSION", "objectId": "x"},
        {"objectType": "CHARGEBACK", "objectId": "x", "version": "v1"},
        {"objectType": "CHARGEBACK"},
        {"objectType": "CHARGEBACK", "objectId": "x", "chargePermissionId": 7},
    ],
)
def test_what_cannot_be_used_changes_nothing(till: Till, order: dict[str, Any]) -> None:
    before = told(till, endpoint=URL)
    answer = control(till, "notifications", {"after": 3} | order)
    assert code(answer) == "400 InvalidParameterValue"
    assert read(control(till, "notifications")) == before


def test_what_was_told_is_listed_with_its_answers(till: Till) -> None:
    told(till, endpoint=URL)
    session = sell(till)
    posted(till.emulator.outbox, Receipt(500, 12.5))
    rows = read(control(till, "notifications"))["notifications"]
    assert [row["state"] for row in rows] == ["Chargeable", "Authorized", "NonChargeable"]
    assert rows[1]["message"]["ObjectId"] == session["chargeId"]
    assert rows[1]["answers"] == [
        {"at": "20250610T085001Z", "status": 500, "tookMs": 12.5, "reason": None}
    ]
    assert rows[1]["dueAt"] == "20250610T095001Z"
    again = told(till, resend=rows[1]["messageId"])["notifications"][1]
    assert again["dueAt"] == "20250610T085001Z"


def test_what_was_not_sent_says_why(till: Till) -> None:
    sell(till)
    row = read(control(till, "notifications"))["notifications"][0]
    assert (row["dueAt"], row["answers"]) == (None, [])
    assert row["held"] == "Not sent: there is no address to send it to."


def test_tests_confirmations_and_chargebacks_are_sent_at_once(till: Till) -> None:
    told(till, endpoint=URL, mode="never")
    told(till, test=True, version="v1")
    told(till, confirm=True)
    told(till, objectType="CHARGEBACK", objectId="S01-1-1-C1", chargePermissionId="S01-1-1")
    sent = posted(till.emulator.outbox)
    rows = read(control(till, "notifications"))["notifications"]
    assert [row["type"] for row in rows] == [
        "Notification",
        "SubscriptionConfirmation",
        "Notification",
    ]
    assert rows[0]["message"]["objectId"] == "P01-0000000-0000000-000000"
    assert rows[2]["message"]["ChargePermissionId"] == "S01-1-1"
    assert len(sent) == 3


def test_every_documented_call_works(till: Till) -> None:
    told(till, endpoint=URL)
    told(till, test=True)
    page = DOCS.read_text("utf-8").replace("<messageId>", next(iter(till.emulator.outbox)).id)
    orders = re.findall(r"`(?:POST )?(\{.*?\})`", page.partition("## Control side")[2])
    assert len(orders) == 9
    for order in orders:
        told(till, **json.loads(order))
    assert len(list(till.emulator.outbox)) == 4


def test_nobody_s_notification_cannot_be_sent_again(till: Till) -> None:
    assert code(control(till, "notifications", {"resend": "x"})) == "404 ResourceNotFound"
