"""A real shop on loopback gets real notifications, and finds their signatures right."""

from __future__ import annotations

import asyncio
import base64
import re
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA1, SHA256

from apay_console.emulator.delivering import Delivering
from apay_console.model.letter import Letter, Receipt
from tests.emulator.notices.test_outbox import sell
from tests.emulator.receiver import Receiver, played
from tests.emulator.shop import Till
from tests.patience import PATIENCE_S

DOCS = Path(__file__).parents[2] / "docs/notifications.md"

HASHES = {"1": SHA1(), "2": SHA256()}


async def selling(till: Till, receiver: Receiver) -> None:
    sell(till)
    await receiver.wait_for(3)


def certificate_at(url: str) -> RSAPublicKey:
    with urllib.request.urlopen(url) as answer:
        assert answer.headers["content-type"] == "application/x-pem-file"
        key = x509.load_pem_x509_certificate(answer.read()).public_key()
    assert isinstance(key, RSAPublicKey)
    return key


def verify(key: RSAPublicKey, envelope: dict[str, str]) -> None:
    """Check a signature as SNS describes it, without the code under test."""
    order = ["Message", "MessageId", "Subject", "SubscribeURL", "Timestamp", "Token", "TopicArn"]
    lines = [f"{name}\n{envelope[name]}\n" for name in [*order, "Type"] if name in envelope]
    signature = base64.b64decode(envelope["Signature"], validate=True)
    method = HASHES[envelope["SignatureVersion"]]
    key.verify(signature, "".join(lines).encode(), PKCS1v15(), method)


@pytest.mark.parametrize("version", ["1", "2"])
def test_each_notification_comes_in_order_and_is_signed(till: Till, version: str) -> None:
    keys: list[RSAPublicKey] = []

    async def story(till: Till, receiver: Receiver) -> None:
        await selling(till, receiver)
        url = receiver.envelopes[0]["SigningCertURL"]
        assert url.startswith(till.emulator.settings.base_url + "/")
        keys.append(await asyncio.to_thread(certificate_at, url))

    receiver = played(till, story, signature_version=version)
    assert [told["ObjectType"] for told in receiver.told] == [
        "CHARGE_PERMISSION",
        "CHARGE",
        "CHARGE_PERMISSION",
    ]
    for asked, envelope in zip(receiver.asked, receiver.envelopes, strict=True):
        assert (asked.method, asked.path) == ("POST", "/ipn")
        assert asked.header("content-type") == "text/plain; charset=UTF-8"
        assert asked.header("x-amz-sns-message-type") == envelope["Type"] == "Notification"
        assert asked.header("x-amz-sns-message-id") == envelope["MessageId"]
        assert envelope["SignatureVersion"] == version
        assert envelope["Timestamp"] == "2025-06-10T08:50:01.000Z"
        verify(keys[0], envelope)
        for name in ("Message", "MessageId", "Timestamp", "TopicArn", "Type"):
            with pytest.raises(InvalidSignature):
                verify(keys[0], envelope | {name: envelope[name] + " "})


@pytest.mark.parametrize("version", ["1", "2"])
def test_the_documented_check_tells_right_from_wrong(till: Till, version: str) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    found: dict[str, Any] = {}
    exec(example, found)
    check = found["check"]

    async def story(till: Till, receiver: Receiver) -> None:
        await selling(till, receiver)
        envelope, own = receiver.envelopes[0], till.emulator.settings.base_url + "/"
        await asyncio.to_thread(check, envelope, own)
        with pytest.raises(InvalidSignature):
            await asyncio.to_thread(check, envelope | {"Message": "{}"}, own)
        with pytest.raises(ValueError, match="not Amazon's"):
            check(envelope, "https://sns.eu-west-1.amazonaws.com/")

    played(till, story, signature_version=version)


def test_the_envelope_has_sns_s_keys_and_the_message_amazon_s(till: Till) -> None:
    receiver = played(till, selling)
    assert list(receiver.envelopes[0]) == [
        *("Type", "MessageId", "TopicArn", "Message", "Timestamp", "SigningCertURL"),
        *("UnsubscribeURL", "SignatureVersion", "Signature"),
    ]
    assert list(receiver.told[1]) == [
        *("MerchantID", "ObjectType", "ObjectId", "ChargePermissionId"),
        *("NotificationType", "NotificationId", "NotificationVersion"),
    ]
    assert receiver.told[1]["NotificationType"] == "STATE_CHANGE"


def test_amazon_s_name_may_stand_for_the_certificate(till: Till) -> None:
    receiver = played(till, selling, amazon_host=True)
    url = receiver.envelopes[0]["SigningCertURL"]
    assert url == f"https://sns.us-east-1.amazonaws.com{till.emulator.topic.path}"


def test_stopping_breaks_off_a_letter_on_its_way(till: Till) -> None:
    async def play() -> None:
        under_way, never = asyncio.Event(), asyncio.Event()

        async def post(_: Letter) -> Receipt:
            under_way.set()
            await never.wait()
            raise AssertionError

        till.emulator.settings.notifying.endpoint = "http://localhost:9/"
        delivering = Delivering(till.emulator, post)
        delivering.start()
        till.emulator.outbox.test()
        await under_way.wait()
        async with asyncio.timeout(5):
            await delivering.stop()

    asyncio.run(play())
    (notice,) = till.emulator.outbox
    assert notice.answers == []


def test_a_shop_that_does_not_answer_holds_up_its_own_letters_and_no_other_shops(
    till: Till,
) -> None:
    slow, quick = "http://localhost:9/slow", "http://localhost:9/quick"
    ways, outbox = till.emulator.settings.notifying, till.emulator.outbox
    posted: asyncio.Queue[str] = asyncio.Queue()
    answers = asyncio.Event()

    async def post(letter: Letter) -> Receipt:
        posted.put_nowait(letter.url)
        if letter.url == slow:
            await answers.wait()
        return Receipt(200, 1.0)

    async def play() -> None:
        ways.endpoint = slow
        delivering = Delivering(till.emulator, post)
        delivering.start()
        first, second = outbox.test(), outbox.test()
        assert await posted.get() == slow
        ways.endpoint = quick
        outbox.tell()
        assert await posted.get() == quick
        assert (first.answers, posted.empty()) == ([], True)
        answers.set()
        await until(lambda: bool(first.answers and second.answers))
        await delivering.stop()

    asyncio.run(asyncio.wait_for(play(), PATIENCE_S))


async def until(is_so: Callable[[], bool]) -> None:
    while not is_so():
        await asyncio.sleep(0.001)


def test_letters_to_one_shop_wait_for_the_answer_to_the_one_before(till: Till) -> None:
    posted: asyncio.Queue[asyncio.Event] = asyncio.Queue()

    async def post(_: Letter) -> Receipt:
        answers = asyncio.Event()
        posted.put_nowait(answers)
        await answers.wait()
        return Receipt(200, 1.0)

    async def play() -> None:
        till.emulator.settings.notifying.endpoint = "http://localhost:9/"
        delivering = Delivering(till.emulator, post)
        delivering.start()
        sell(till)
        for _ in range(3):
            answers = await posted.get()
            for _ in range(20):  # time enough for another to be begun
                await asyncio.to_thread(till.emulator.topic.prepare)
            assert posted.empty()
            answers.set()
        await delivering.stop()

    asyncio.run(asyncio.wait_for(play(), PATIENCE_S))


def test_with_no_address_it_only_waits(till: Till) -> None:
    async def post(_: Letter) -> Receipt:
        raise AssertionError

    async def play() -> None:
        delivering = Delivering(till.emulator, post)
        delivering.start()
        sell(till)
        await asyncio.sleep(0)
        assert delivering._pause() is None
        await delivering.stop()

    asyncio.run(play())
