"""What a request changed is written before it is told; what cannot be written never was."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from apay_console.emulator import saving
from apay_console.emulator.delivering import Delivering
from apay_console.emulator.persistence import WriteFirst, restore
from apay_console.emulator.rules import paying
from apay_console.emulator.rules.cards import cards_of
from apay_console.emulator.wire import Answer
from apay_console.errors import Fault, NotStored, say
from apay_console.model.letter import Letter, Receipt
from apay_console.model.profile import Region
from apay_console.store.state_file import StateFile
from tests.emulator.shop import Till, code, open_till, read

PRICE = {"amount": "5.00", "currencyCode": "USD"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "shop.state"


@pytest.fixture
def file(path: Path) -> Iterator[StateFile]:
    with closing(StateFile(path)) as found:
        yield found


@pytest.fixture
def till(private_key: RSAPrivateKey, file: StateFile) -> Till:
    """A shop whose emulator writes first."""
    return writing(open_till(private_key, changed=file.keep), file)


def writing(till: Till, file: StateFile) -> Till:
    first = WriteFirst(till.emulator, file)
    plain = till.emulator.handle

    def handle(asked: Any) -> Answer:
        return first.do(lambda: plain(asked))

    till.emulator.handle = handle  # type: ignore[method-assign]  # as the port does
    return till


def fill_disk(file: StateFile, *, is_full: bool = True) -> None:
    pages = file._connection.execute("PRAGMA page_count").fetchone()[0]
    most = pages if is_full else 1 << 30
    file._connection.execute(f"PRAGMA max_page_count={most}")


def paid(till: Till) -> str:
    """Give the id of a charge that was captured."""
    number = till.ready(paymentIntent="AuthorizeWithCapture")
    session = till.emulator.session(number)
    paying.decide(till.emulator.world, session, paying.APPROVE, cards_of(Region.NA)[0])
    total = {"amount": "48.90", "currencyCode": "USD"}
    return str(read(till.complete(number, {"chargeAmount": total}))["chargeId"])


def fill_until_refused(till: Till) -> str:
    """Create sessions until the disk has no room for one; give the refused one's key."""
    for number in range(200):
        key = f"full{number}"
        try:
            till.create(x_amz_pay_idempotency_key=key)
        except NotStored:
            return key
    raise AssertionError("the disk was never full")


def test_what_a_full_disk_refused_is_gone_and_the_same_key_makes_it_once(
    till: Till, file: StateFile, private_key: RSAPrivateKey
) -> None:
    till.new()
    fill_disk(file)
    key = fill_until_refused(till)
    in_memory = {row for row in till.emulator.save() if row[0] != "clock"}  # never set, never kept
    assert in_memory == set(file.rows())
    with pytest.raises(NotStored, match="The disk is full"):
        till.create(x_amz_pay_idempotency_key=key)
    fill_disk(file, is_full=False)
    created = till.create(x_amz_pay_idempotency_key=key)
    assert created.status == 201
    other = open_till(private_key)
    restore(other.emulator, file)
    assert read(other.get(read(created)["checkoutSessionId"])) == read(created)


def test_no_shop_is_told_of_what_was_not_written(till: Till, file: StateFile) -> None:
    charge = paid(till)
    told, notices = till.emulator.told, len(list(till.emulator.outbox))
    file._connection.execute("PRAGMA query_only=ON")
    with pytest.raises(NotStored):
        till.send(
            "POST", "refunds", {"chargeId": charge, "refundAmount": PRICE},
            x_amz_pay_idempotency_key="refund",
        )  # fmt: skip
    assert (till.emulator.told, len(list(till.emulator.outbox))) == (told, notices)
    assert till.emulator.world.state.refunds == {}
    assert read(till.send("GET", f"charges/{charge}"))["refundedAmount"]["amount"] == "0"


def test_while_what_is_written_cannot_be_read_nothing_is_answered(
    till: Till, file: StateFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = till.new()
    lost = NotStored(say("The disk is gone."))

    def refuse(*_: object) -> Any:
        raise lost

    with monkeypatch.context() as broken:
        broken.setattr(file, "rows", refuse)
        broken.setattr(file, "commit", refuse)
        for _ in range(2):
            with pytest.raises(Fault, match="The disk is gone"):
                till.create()
    assert till.get(number).status == 200
    assert list(till.emulator.world.state.sessions) == [number]


def test_what_happens_by_itself_is_written_before_it_is_told(till: Till, file: StateFile) -> None:
    charge = paid(till)
    made = till.send(
        "POST", "refunds", {"chargeId": charge, "refundAmount": PRICE},
        x_amz_pay_idempotency_key="refund",
    )  # fmt: skip
    assert made.status == 201
    ways = till.emulator.settings.notifying
    till.emulator.settings.notifying = till.emulator.outbox._ways = replace(
        ways, endpoint="http://127.0.0.1:9/ipn"
    )
    till.clock.now += 60
    posted: list[Letter] = []

    async def post(letter: Letter) -> Receipt:
        posted.append(letter)
        raise AssertionError("nothing may leave")

    async def look() -> None:
        delivering = Delivering(till.emulator, post, WriteFirst(till.emulator, file))
        file._connection.execute("PRAGMA query_only=ON")
        assert delivering._found() is None
        assert delivering._pause() == 1.0  # and it does not spin
        file._connection.execute("PRAGMA query_only=OFF")
        assert delivering._found() is not None

    asyncio.run(look())
    assert posted == []


def rows_with(till: Till, kind: str, change: Any) -> list[tuple[str, str, str]]:
    """Change the document of the first row of a kind."""
    found = list(till.emulator.save())
    place = next(at for at, row in enumerate(found) if row[0] == kind)
    document = json.loads(found[place][2])
    change(document)
    found[place] = (*found[place][:2], json.dumps(document))
    return found


def put(name: str, value: Any) -> Any:
    return lambda document: document["values"].__setitem__(name, value)


def deep(levels: int) -> Any:
    value: Any = "end"
    for _ in range(levels):
        value = [value]
    return value


HOSTILE = {
    "a state that is none": ("charge", put("statusDetails.state", "Dreaming")),
    "an amount without digits": ("charge", put("captureAmount", {"amount": "x"})),
    "an endless amount": (
        "charge", put("captureAmount", {"amount": "1e999999", "currencyCode": "USD"}),
    ),
    "no amount": ("charge", put("captureAmount", 5)),
    "reasons that are none": ("permission", put("statusDetails.reasons", 5)),
    "a time that is none": ("permission", put("expirationTimestamp", "soon")),
    "an unknown value": ("permission", put("nothing.like.it", 1)),
    "half a character": ("session", put("storeId", "\ud800")),
    "a deep value": ("session", put("buyer.name", deep(70))),
    "a deeper one": ("session", put("buyer.name", deep(900))),
    "a permission that is not there": ("charge", lambda it: it.update(permission_id="nowhere")),
    "another id": ("permission", lambda it: it.update(id="another")),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "change"), HOSTILE.values(), ids=HOSTILE)
def test_a_record_that_no_rule_wrote_is_left_out(
    private_key: RSAPrivateKey, kind: str, change: Any
) -> None:
    till = open_till(private_key)
    paid(till)
    _, lost = saving.read(rows_with(till, kind, change))
    assert any(name.startswith(kind) for name in lost)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, '{"id":"' + "\ud800" + '"}'])
def test_a_text_that_no_emulator_wrote_is_left_out(text: str) -> None:
    assert saving.read([("session", "1", text)])[1] == ["session 1"]


def test_a_file_with_one_row_that_cannot_be_believed_is_set_aside_whole(
    till: Till, file: StateFile, path: Path, private_key: RSAPrivateKey
) -> None:
    till.new()
    file.keep("charge", "x", "[" * 100_000)
    file.commit()
    other = open_till(private_key, changed=file.keep)
    restore(other.emulator, file)
    note = other.emulator.journal.notes[-1].text
    assert note.startswith(
        f"{path} holds what no emulator wrote. It was kept as {path.name}.broken"
    )
    assert file.rows() == []
    assert other.create().status == 201
    assert code(other.get("nothing")) == "404 ResourceNotFound"
