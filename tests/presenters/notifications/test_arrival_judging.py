"""What came is genuine, forged or unchecked, each with its reason; and it calls for one GET."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from apay_console.emulator.notices.notice import Notice
from apay_console.emulator.notices.notifying import Notifying, letter_of
from apay_console.emulator.notices.topic import Topic
from apay_console.model.fields import ApiVersion
from apay_console.model.notification import LARGEST, Told
from apay_console.presenters.notifications.arrival import FORGED, GENUINE, UNCHECKED, Arrival
from apay_console.presenters.notifications.arrival_judging import (
    Own,
    arrived,
    fetched,
    with_earlier,
)
from tests.test_sns import certificate, envelope

BASE = "http://127.0.0.1:8098"
AMAZON = "https://sns.eu-west-1.amazonaws.com/x.pem"
CHARGE = "S02-5527310-0186642-C077305"
PERMISSION = "S02-5527310-0186642"


@pytest.fixture(scope="module")
def topic() -> Topic:
    return Topic()


def posted(topic: Topic, told: Told | None, **ways: Any) -> dict[str, str]:
    """A notification of the emulator's, as it is posted."""
    notice = Notice(1, "m-1", 1749545401.0, told, token="t0ken")
    letter = letter_of(notice, Notifying("http://localhost/", **ways), topic, BASE)
    return dict(json.loads(letter.body))


def told_of(kind: str = "CHARGE", version: ApiVersion = ApiVersion.V2) -> Told:
    return Told(kind, CHARGE, PERMISSION, version=version)


def judged(raw: Any, topic: Topic) -> Arrival:
    text = raw if isinstance(raw, bytes | str) else json.dumps(raw)
    return arrived(text, 7.0, Own(BASE, topic.certificate_at))


@pytest.mark.parametrize("ways", [{}, {"amazon_host": True}, {"signature_version": "2"}])
def test_what_the_emulator_sends_is_genuine(topic: Topic, ways: dict[str, Any]) -> None:
    found = judged(posted(topic, told_of(), **ways), topic)
    assert found.tone == GENUINE
    assert str(found.verdict) == "The signature is right: the built-in emulator sent it."
    assert str(found.title) == "Charge C077305 changed"
    assert str(found.meaning) == (
        f"The charge {CHARGE} changed. A notification does not say how: read it to see."
    )
    assert found.question == f"/v2/charges/{CHARGE}"


@pytest.mark.parametrize(
    ("kind", "version", "path"),
    [
        ("CHARGE", ApiVersion.V1, f"/v1/charges/{CHARGE}"),
        ("REFUND", ApiVersion.V2, f"/v2/refunds/{CHARGE}"),
        ("CHARGE_PERMISSION", ApiVersion.V2, f"/v2/chargePermissions/{CHARGE}"),
        ("CHARGEBACK", ApiVersion.V2, f"/v2/chargePermissions/{PERMISSION}"),
    ],
)
def test_each_type_calls_for_its_get(
    topic: Topic, kind: str, version: ApiVersion, path: str
) -> None:
    assert judged(posted(topic, told_of(kind, version)), topic).question == path


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"Message": '{"ObjectType": "REFUND", "ObjectId": "x"}'}, "changed after it was signed"),
        ({"Timestamp": "2025-06-10T09:06:58.000Z"}, "changed after it was signed"),
        ({"Subject": "New"}, "changed after it was signed"),
        ({"Signature": "QUJD"}, "somebody else wrote it"),
        ({"Signature": "?"}, "not Base64"),
        ({"SignatureVersion": "3"}, "SNS knows 1, 2"),
        ({"SigningCertURL": "https://evil.example/x.pem"}, "which is not Amazon's"),
        ({"SigningCertURL": "http://127.0.0.1:8098.evil.example/x.pem"}, "which is not Amazon's"),
        ({"SigningCertURL": f"{BASE}/SimpleNotificationService-1.pem"}, "certificate is gone"),
        ({"SigningCertURL": "http://[x/"}, "which is not Amazon's"),
        ({"Type": "Nonsense"}, "The type “Nonsense” is unknown"),
    ],
)
def test_what_is_not_genuine_says_why(topic: Topic, change: dict[str, str], reason: str) -> None:
    found = judged(posted(topic, told_of()) | change, topic)
    assert found.tone == FORGED
    assert str(found.verdict).startswith("Do not act on it. ")
    assert reason in str(found.verdict)
    assert found.question is None
    assert not found.may_fetch
    assert found.subscribe_url == ""
    claim = str(found.claim) if found.envelope else ""
    assert "read it" not in claim
    assert claim.startswith("It claims: ") or not found.envelope


@pytest.mark.parametrize("raw", [b"\xff", b"", b"hello", b"{", b"x" * (LARGEST + 1), b"[1]"])
def test_what_is_no_notification_is_kept_short_and_says_so(topic: Topic, raw: bytes) -> None:
    found = judged(raw, topic)
    assert (found.tone, found.id, str(found.title)) == (FORGED, "", "No notification")
    assert len(found.raw) <= 10_000
    assert str(found.verdict)


def test_amazon_s_is_unchecked_until_its_certificate_is_there(
    topic: Topic, private_key: RSAPrivateKey
) -> None:
    told = told_of().spell()
    values = dict(envelope(private_key, SigningCertURL=AMAZON, Message="{}").values)
    found = judged(values, topic)
    assert (found.tone, found.may_fetch) == (UNCHECKED, True)
    assert "sns.eu-west-1.amazonaws.com" in str(found.verdict)
    right = fetched(found, certificate(private_key), time.time())
    assert (right.tone, right.may_fetch) == (GENUINE, False)
    other = generate_private_key(public_exponent=65537, key_size=2048)
    for pem, reason in (
        (certificate(other), "somebody else wrote it"),
        (certificate(private_key, -7), "The certificate ended on"),
        (b"<html>", "is no certificate"),
    ):
        wrong = fetched(found, pem, time.time())
        assert (wrong.tone, wrong.may_fetch, wrong.question) == (FORGED, False, None)
        assert reason in str(wrong.verdict)
    assert judged(values | {"Message": json.dumps(told)}, topic).question is not None


def test_a_message_that_tells_nothing_says_why(topic: Topic, private_key: RSAPrivateKey) -> None:
    found = judged(dict(envelope(private_key).values), topic)
    assert str(found.meaning) == "The message inside names no ObjectType."
    assert str(found.title) == "A notification that tells nothing"
    assert found.question is None


def test_the_test_of_seller_central_leads_nowhere(topic: Topic) -> None:
    number = "P01-0000000-0000000-000000"
    found = judged(posted(topic, Told("CHARGE", number, number)), topic)
    assert found.tone == GENUINE
    assert "Its id is made up" in str(found.meaning)
    assert found.question is None


def test_a_subscription_asks_to_be_confirmed(topic: Topic) -> None:
    found = judged(posted(topic, None), topic)
    assert found.tone == GENUINE
    assert "Open SubscribeURL, at 127.0.0.1:8098, to say yes" in str(found.meaning)
    assert found.subscribe_url.startswith(f"{BASE}/?Action=ConfirmSubscription&TopicArn=arn:")
    assert found.question is None
    changed = judged(posted(topic, None) | {"SubscribeURL": "https://[evil"}, topic)
    assert (changed.tone, changed.subscribe_url) == (FORGED, "")


def test_an_id_that_is_none_is_never_asked_for(topic: Topic) -> None:
    told = Told("CHARGE", "../../refunds?x=1", "")
    assert judged(posted(topic, told), topic).question is None


def test_another_change_than_the_state_s_is_told_apart(topic: Topic) -> None:
    told = Told("CHARGE", CHARGE, PERMISSION, change="ATTRIBUTE_CHANGE")
    found = judged(posted(topic, told), topic)
    assert str(found.meaning).startswith("Something else than the state")


def test_a_second_delivery_is_recognised(topic: Topic) -> None:
    first = judged(posted(topic, told_of()), topic)
    assert with_earlier(first, []).again is None
    again = with_earlier(first, [first])
    assert "Do nothing twice" in str(again.again)
    assert with_earlier(judged(b"x", topic), [judged(b"x", topic)]).again is None


def test_a_forged_one_is_no_delivery_and_hides_no_genuine_one(topic: Topic) -> None:
    genuine = judged(posted(topic, told_of()), topic)
    forged = judged(posted(topic, told_of()) | {"Subject": "New"}, topic)
    assert forged.id == genuine.id
    assert with_earlier(forged, [genuine]).again is None
    assert with_earlier(genuine, [forged]).again is None


@pytest.mark.parametrize("other", ["http://127.0.0.1:80981", "http://127.0.0.1:8098.shop.example"])
def test_an_address_that_only_begins_like_the_emulators_is_not_its_own(
    topic: Topic, other: str
) -> None:
    sent = posted(topic, told_of())
    sent["SigningCertURL"] = sent["SigningCertURL"].replace(BASE, other)
    assert judged(sent, topic).tone == FORGED
    assert "is not Amazon's" in str(judged(sent, topic).verdict)
