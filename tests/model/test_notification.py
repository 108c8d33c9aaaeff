"""Notifications as Amazon writes them, and what is wrong with those that it did not write."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.errors import Invalid
from apay_console.model import notification
from apay_console.model.fields import ApiVersion
from apay_console.model.notification import (
    LARGEST,
    OBJECT_TYPES,
    Told,
    check_certificate_url,
    read_envelope,
    read_told,
    text_to_sign,
)

# set-up-instant-payment-notifications.html, with values of our own
INSIDE = {
    "MerchantID": "A0DEMOMERCHANT",
    "ObjectType": "CHARGE",
    "ObjectId": "S02-5527310-0186642-C077305",
    "ChargePermissionId": "S02-5527310-0186642",
    "NotificationType": "STATE_CHANGE",
    "NotificationId": "7d0c0000-0000-4000-8000-000000000002",
    "NotificationVersion": "V2",
}
ENVELOPE = {
    "Type": "Notification",
    "MessageId": "0b6a2d1e-0000-4000-8000-000000000001",
    "TopicArn": "arn:aws:sns:eu-west-1:000000000000:demo-topic",
    "Message": json.dumps(INSIDE),
    "Timestamp": "2025-06-10T09:06:57.000Z",
    "SignatureVersion": "1",
    "Signature": "QkFTRTY0",
    "SigningCertURL": "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-demo.pem",
    "UnsubscribeURL": "https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe",
}
TOLD = Told(
    "CHARGE",
    "S02-5527310-0186642-C077305",
    "S02-5527310-0186642",
    id="7d0c0000-0000-4000-8000-000000000002",
    merchant_id="A0DEMOMERCHANT",
)
ORDER = [
    "Message",
    "MessageId",
    "Subject",
    "SubscribeURL",
    "Timestamp",
    "Token",
    "TopicArn",
    "Type",
]
TEXTS = st.text(max_size=40)


def refusal(read: Any, *arguments: Any) -> str:
    with pytest.raises(Invalid) as caught:
        read(*arguments)
    return str(caught.value)


def test_amazon_s_example_is_read() -> None:
    found = read_envelope(json.dumps(ENVELOPE, indent=2).encode())
    assert (found.type, found.id, found.signature) == (
        "Notification",
        "0b6a2d1e-0000-4000-8000-000000000001",
        "QkFTRTY0",
    )
    assert read_told(found.message) == TOLD
    assert read_envelope(json.dumps(ENVELOPE)).values == found.values


def test_the_text_to_sign_has_each_key_and_value_on_a_line() -> None:
    assert text_to_sign(ENVELOPE) == (
        f"Message\n{ENVELOPE['Message']}\n"
        "MessageId\n0b6a2d1e-0000-4000-8000-000000000001\n"
        "Timestamp\n2025-06-10T09:06:57.000Z\n"
        "TopicArn\narn:aws:sns:eu-west-1:000000000000:demo-topic\n"
        "Type\nNotification\n"
    )


@given(values=st.dictionaries(st.sampled_from([*ORDER, "Signature", "UnsubscribeURL"]), TEXTS))
def test_the_text_to_sign_is_the_present_keys_in_their_order(values: dict[str, str]) -> None:
    expected = ""
    for name in ORDER:
        if name in values:
            expected += name + "\n" + values[name] + "\n"
    assert text_to_sign(values) == expected
    assert text_to_sign(dict(reversed(list(values.items())))) == expected


@given(version=st.sampled_from(ApiVersion), data=st.data())
def test_what_is_told_comes_back_from_either_spelling(version: ApiVersion, data: Any) -> None:
    kind = data.draw(st.sampled_from(OBJECT_TYPES[version]))
    words = [data.draw(st.text("ABC-01ä ", min_size=1)) for _ in range(6)]
    told = Told(kind, *words[:5], format=words[5], version=version)
    assert read_told(json.dumps(told.spell())) == told
    first = "o" if version is ApiVersion.V1 else "O"
    assert f"{first}bjectType" in told.spell()


def test_v1_begins_its_keys_small() -> None:
    assert replace(TOLD, version=ApiVersion.V1).spell() == {
        "merchantID": "A0DEMOMERCHANT",
        "objectType": "CHARGE",
        "objectId": "S02-5527310-0186642-C077305",
        "chargePermissionId": "S02-5527310-0186642",
        "notificationType": "STATE_CHANGE",
        "notificationId": "7d0c0000-0000-4000-8000-000000000002",
        "notificationVersion": "V2",
    }


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"ObjectId=S02", "This is no notification; line 1 cannot be read: "),
        (b"", "line 1 cannot be read: Nothing here yet"),
        (b"[1]", "A JSON object is needed"),
        (b"\xff{}", "not UTF-8 at byte 0"),
        (b'{"Type": "Notification", "Type": "x"}', "“Type” stands here twice"),
        (b"{" + b" " * LARGEST + b"}", "larger than any notification"),
        (b"[" * 70, "Nested deeper"),
        (json.dumps(INSIDE).encode(), "only what is inside a notification"),
        (b'{"objectType": "CHARGE"}', "only what is inside a notification"),
        (b'{"Type": "Notification"}', "The envelope lacks MessageId, TopicArn, Message"),
        (json.dumps(ENVELOPE | {"Type": "Nonsense"}).encode(), "The type “Nonsense” is unknown"),
        (json.dumps(ENVELOPE | {"Message": {}}).encode(), "Message is not a text."),
        (json.dumps(ENVELOPE | {"Token": 7}).encode(), "Token is not a text."),
    ],
)
def test_what_is_no_envelope_says_why(body: bytes, reason: str) -> None:
    assert reason in refusal(read_envelope, body)


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        ("thanks", "This is no notification; line 1 cannot be read: "),
        ("{}", "names no ObjectType"),
        (json.dumps(INSIDE | {"ObjectType": "SESSION"}), "“SESSION” is unknown in v2"),
        ('{"objectType": "CHARGE_PERMISSION"}', "“CHARGE_PERMISSION” is unknown in v1"),
        (json.dumps(INSIDE | {"objectId": "S01"}), "spelled in two ways"),
        (json.dumps(INSIDE | {"ObjectId": ""}), "ObjectId is missing"),
        ('{"objectType": "CHARGE"}', "objectId is missing"),
        (json.dumps(INSIDE | {"ObjectId": 7}), "ObjectId is not a text."),
    ],
)
def test_a_message_that_tells_nothing_says_why(inside: str, reason: str) -> None:
    assert reason in refusal(read_told, inside)


@pytest.mark.parametrize(
    "url",
    [
        "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-demo.pem",
        "https://sns.us-east-1.amazonaws.com:443/x.pem",
        "https://sns.cn-north-1.amazonaws.com.cn/x.pem",
    ],
)
def test_amazon_s_own_hosts_may_hold_certificates(url: str) -> None:
    check_certificate_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://sns.eu-west-1.amazonaws.com/x.pem",
        "https://sns.eu-west-1.amazonaws.com.evil.example/x.pem",
        "https://evil.example/sns.eu-west-1.amazonaws.com/x.pem",
        "https://snsXeu-west-1.amazonaws.com/x.pem",
        "https://sns.eu-west-1.amazonaws.com@evil.example/x.pem",
        "https://u@sns.eu-west-1.amazonaws.com/x.pem",
        "https://sns.eu-west-1.amazonaws.com:8443/x.pem",
        "https://sns.eu-west-1.amazonaws.com:99999/x.pem",
        "https://s3.eu-west-1.amazonaws.com/x.pem",
        "https://bucket.sns.eu-west-1.amazonaws.com/x.pem",
        "https://sns.eu-west-1.amazonaws.com/x.pem?next=x",
        "https://sns.eu-west-1.amazonaws.com/x.pem#x",
        "https://sns.eu-west-1.amazonaws.com/x.html",
        "https://sns.eu-west-1.amazonaws.com\n/x.pem",
        "https://[::1/x.pem",
        "",
    ],
)
def test_no_other_host_may(url: str) -> None:
    assert "which is not Amazon's" in refusal(check_certificate_url, url)


@given(st.one_of(st.binary(max_size=200), TEXTS))
def test_whatever_comes_is_read_or_refused(raw: bytes | str) -> None:
    with suppress(Invalid):
        notification.read_envelope(raw)
