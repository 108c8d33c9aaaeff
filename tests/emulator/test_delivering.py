"""A real shop on loopback gets real notifications, and finds their signatures right."""

from __future__ import annotations

import asyncio
import base64
import json
import re
import urllib.request
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA1, SHA256

from apay_console.api.posting import Poster
from apay_console.emulator import server
from apay_console.emulator.delivering import Delivering
from apay_console.emulator.serving import serve
from apay_console.emulator.wire import Answer, Asked
from apay_console.model.letter import LATE, TWICE, Letter, Receipt
from tests.emulator.notices.test_outbox import HOUR, sell
from tests.emulator.shop import Till

DOCS = Path(__file__).parents[2] / "docs/notifications.md"
HASHES = {"1": SHA1(), "2": SHA256()}


class Receiver:
    """The merchant's own endpoint: remembers what it was sent, and answers as it is told."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.statuses: list[int] = []
        self._came = asyncio.Event()

    def handle(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        self._came.set()
        return Answer(self.statuses.pop(0) if self.statuses else 200, b"")

    async def wait_for(self, count: int) -> None:
        async with asyncio.timeout(10):
            while len(self.asked) < count:
                self._came.clear()
                await self._came.wait()

    @property
    def envelopes(self) -> list[dict[str, str]]:
        return [json.loads(asked.body) for asked in self.asked]

    @property
    def told(self) -> list[dict[str, str]]:
        return [json.loads(envelope["Message"]) for envelope in self.envelopes]


Story = Callable[[Till, Receiver], Awaitable[None]]


def played(till: Till, story: Story, **ways: Any) -> Receiver:
    """Serve the emulator and a shop, deliver, and let something happen meanwhile."""

    async def play() -> Receiver:
        receiver = Receiver()
        shop = await server.start(receiver.handle)
        running = await serve(till.emulator)
        poster = Poster()
        delivering = Delivering(till.emulator, poster.post)
        settings = till.emulator.settings.notifying
        vars(settings).update({"endpoint": f"{shop.base_url}/ipn"} | ways)
        delivering.start()
        await story(till, receiver)
        await delivering.stop()
        await poster.close()
        await shop.stop()
        await running.stop()
        return receiver

    return asyncio.run(play())


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


def test_twice_comes_the_very_same_body_two_times(till: Till) -> None:
    async def story(till: Till, receiver: Receiver) -> None:
        sell(till)
        await receiver.wait_for(6)

    bodies = [asked.body for asked in played(till, story, mode=TWICE).asked]
    assert bodies[0::2] == bodies[1::2]
    assert len(set(bodies)) == 3


def test_late_comes_when_the_clock_is_put_forward(till: Till) -> None:
    async def story(till: Till, receiver: Receiver) -> None:
        sell(till)
        await asyncio.sleep(0)
        assert receiver.asked == []
        till.emulator.advance(60)
        await receiver.wait_for(3)

    played(till, story, mode=LATE, after=60.0)


def test_late_comes_by_itself_when_the_time_is_there(till: Till) -> None:
    async def story(till: Till, receiver: Receiver) -> None:
        sell(till)
        till.clock.now += 0.05  # what the machine's clock does by itself
        await receiver.wait_for(3)

    played(till, story, mode=LATE, after=0.05)


def test_a_pending_charge_is_decided_and_told_though_nobody_asks(till: Till) -> None:
    async def story(till: Till, receiver: Receiver) -> None:
        till.clock.now -= 29.95
        sell(till, "0701", canHandlePendingAuthorization=True)
        await receiver.wait_for(3)
        till.clock.now += 30
        await receiver.wait_for(4)

    receiver = played(till, story)
    assert receiver.told[-1]["ObjectType"] == "CHARGE"


def test_a_shop_that_fails_hears_it_again_an_hour_later(till: Till) -> None:
    async def story(till: Till, receiver: Receiver) -> None:
        receiver.statuses = [500, 503]
        till.emulator.outbox.test()
        await receiver.wait_for(1)
        for count in (2, 3):
            await settled(till, count - 1)
            till.emulator.advance(HOUR)
            await receiver.wait_for(count)
        await settled(till, 3)

    receiver = played(till, story)
    assert len({asked.body for asked in receiver.asked}) == 1
    (notice,) = till.emulator.outbox
    assert [row.receipt.status for row in notice.answers] == [500, 503, 200]


async def settled(till: Till, count: int) -> None:
    """Wait until so many answers are noted."""
    noted = asyncio.Event()
    outbox = till.emulator.outbox
    outbox.listen(noted.set)
    async with asyncio.timeout(10):
        while sum(len(row.answers) for row in outbox) < count:
            noted.clear()
            await noted.wait()
    outbox.unlisten(noted.set)


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
