"""Whatever is sent: a 4xx that names the field, a state as it was, and a server that goes on."""

from __future__ import annotations

import copy
import gc
import json
import socket
import struct
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from hypothesis import given
from hypothesis import strategies as st

from apay_console.emulator.front import Front
from apay_console.emulator.server import MOST_BODY
from apay_console.emulator.wire import Answer, Asked
from apay_console.errors import Invalid
from apay_console.model import codec
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.fields import ApiVersion, Field
from apay_console.model.kinds import Pattern, Switch
from apay_console.model.operations import OPERATIONS, Operation
from tests.emulator.browsing import Browser
from tests.emulator.loops import exchange, serving, wire
from tests.emulator.shop import STORE, Till, code, everything, minimum, open_till, read

PRICE = {"amount": "10.00", "currencyCode": "USD"}
CALLS = [
    (operation, version)
    for operation in OPERATIONS
    if operation.body
    for version in operation.versions
]
SESSION_CALLS = [row for row in CALLS if row[0].body is CHECKOUT_SESSION]
NAMES = [f"{operation.name}-{version}" for operation, version in CALLS]
WRONG: list[Any] = [True, 7, 7.5, ["x"], [{"teapot": 1}], {"teapot": 1}, [], {}, "x" * 5000]


@dataclass(frozen=True)
class Counter:
    """A shop with one of each object, in the state in which each call would be taken."""

    till: Till
    ids: dict[str, str]

    def path(self, operation: Operation) -> str:
        if operation.name in {"complete_session", "finalize_session"}:
            return operation.path.format(checkoutSessionId=self.ids["paid"])
        return operation.path.format(**self.ids)

    def body(self, operation: Operation) -> dict[str, Any]:
        """A body that would be taken."""
        return copy.deepcopy(_GOOD[operation.name](self.ids, self.till.version))

    def send(self, operation: Operation, body: Any, **extra: str) -> Answer:
        if operation.needs_idempotency_key:
            extra.setdefault("x_amz_pay_idempotency_key", self.till.shop.key())
        return self.till.send(operation.method, self.path(operation), body, **extra)

    def kept(self) -> list[tuple[str, str, str]]:
        return list(self.till.emulator.save())


_GOOD: dict[str, Callable[[dict[str, str], str], dict[str, Any]]] = {
    "create_session": lambda ids, version: minimum(version),
    "update_session": lambda ids, version: {},
    "complete_session": lambda ids, version: {"chargeAmount": PRICE},
    "finalize_session": lambda ids, version: {"chargeAmount": PRICE, "paymentIntent": "Authorize"},
    "update_permission": lambda ids, version: {},
    "close_permission": lambda ids, version: {"closureReason": "No tea left"},
    "create_charge": lambda ids, version: {
        "chargePermissionId": ids["chargePermissionId"],
        "chargeAmount": PRICE,
    },
    "update_charge": lambda ids, version: {},
    "capture_charge": lambda ids, version: {"captureAmount": PRICE},
    "cancel_charge": lambda ids, version: {"cancellationReason": "No tea left"},
    "create_refund": lambda ids, version: {"chargeId": ids["captured"], "refundAmount": PRICE},
    "track_delivery": lambda ids, version: {
        "chargePermissionId": ids["chargePermissionId"],
        "deliveryDetails": [{"trackingNumber": "0430983", "carrierCode": "UPS"}],
    },
}


def paid(till: Till, **payment: Any) -> str:
    """A session whose buyer has pressed the button."""
    number = till.ready("10.00", **payment)
    values = {"amazonCheckoutSessionId": number, "decision": "approve"}
    assert Browser(Front(till.emulator)).post("/checkout/processing", values).status == 303
    return number


def finished(till: Till, **payment: Any) -> dict[str, Any]:
    number = paid(till, **payment)
    if till.version == "v2":
        total = payment.get("totalOrderAmount")
        body = {"chargeAmount": PRICE} | ({"totalOrderAmount": total} if total else {})
        assert till.complete(number, body).status == 200
    return read(till.get(number))


@cache
def _key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


@cache
def counter(version: str) -> Counter:
    """One for all tests: a refused request changes nothing."""
    till = open_till(_key(), version=version)
    split = {"totalOrderAmount": {"amount": "100.00", "currencyCode": "USD"}}
    held = finished(till, **(split if version == "v2" else {}))
    charged = till.send(
        "POST",
        f"charges/{finished(till)['chargeId']}/capture",
        {"captureAmount": PRICE},
        x_amz_pay_idempotency_key=till.shop.key(),
    )
    assert charged.status == 200, charged.body
    ids = {
        "checkoutSessionId": till.new(),
        "paid": paid(till) if version == "v2" else "",
        "chargePermissionId": held["chargePermissionId"],
        "chargeId": held["chargeId"],
        "captured": read(charged)["chargeId"],
    }
    return Counter(till, ids)


def whole(operation: Operation, version: ApiVersion) -> dict[str, Any]:
    """A body with every field that its call takes, each an example of its kind."""
    found: dict[Field, Any] = {}
    for field in operation.body.of(version) if operation.body else ():
        kind = field.kind.within(version, "na")
        if field.when in operation.whens and kind.example:
            try:
                found[field] = kind.encode(kind.parse(field.hint or kind.example))
            except Invalid:
                continue
    return json.loads(json.dumps(codec.nest(found, version)))


def objects(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where every object stands."""
    if isinstance(value, dict):
        yield at
        for key, inner in value.items():
            yield from objects(inner, (*at, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from objects(inner, (*at, place))


def laid(body: Any, path: tuple[Any, ...], key: str, value: Any) -> None:
    """Put a value under a key of the object at a path."""
    for step in path:
        body = body[step] if isinstance(body, list) else body.setdefault(step, {})
    body[key] = value


@pytest.mark.parametrize(("operation", "version"), CALLS, ids=NAMES)
@pytest.mark.parametrize("wrong", WRONG, ids=lambda value: repr(value)[:12])
def test_a_wrong_type_is_named_at_every_field(
    operation: Operation, version: ApiVersion, wrong: Any
) -> None:
    desk = counter(version)
    before = desk.kept()
    assert operation.body
    for field in operation.body.of(version):
        path = field.path(version) or ()
        if is_right(field, wrong):
            continue
        body = desk.body(operation)
        laid(body, path[:-1], path[-1], wrong)
        answer = desk.send(operation, body)
        assert 400 <= answer.status < 500, (field, wrong, answer.body)
        assert path[-1] in read(answer)["message"], (field, wrong, answer.body)
    assert desk.kept() == before


def is_right(field: Field, value: Any) -> bool:
    """Whether a value of another type is taken for once."""
    if "0" in field.name.split("."):  # a list's entry, which nobody may send
        return True
    is_switch = isinstance(field.kind, Switch) and value is True
    is_number = isinstance(field.kind, Pattern) and isinstance(value, int)  # .NET sends a number
    is_nothing = value in ([], {}) and field.name in MAY_BE_EMPTY
    return is_switch or is_number or is_nothing


MAY_BE_EMPTY = {"deliverySpecifications", "scopes", "multiAddressesCheckoutMetadata"}


@given(data=st.data(), call=st.sampled_from(CALLS))
def test_an_unknown_key_is_named_at_any_depth(
    data: st.DataObject, call: tuple[Operation, ApiVersion]
) -> None:
    operation, version = call
    desk = counter(version)
    body = whole(operation, version) | desk.body(operation)
    path = data.draw(st.sampled_from(list(objects(body))))
    laid(body, path, "teapot", data.draw(st.sampled_from([None, 1, "x", {}, [], {"cup": 1}])))
    before = desk.kept()
    answer = desk.send(operation, body)
    is_map = path and path[-1] == "restrictions"  # its keys are countries: none is a teapot
    assert code(answer) == f"400 {'InvalidParameterValue' if is_map else 'UnrecognizedField'}"
    assert "teapot" in read(answer)["message"]
    assert desk.kept() == before


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(data=st.data(), call=st.sampled_from(SESSION_CALLS), value=JSON)
def test_any_json_anywhere_breaks_nothing(
    data: st.DataObject, call: tuple[Operation, ApiVersion], value: Any
) -> None:
    operation, version = call
    desk = counter(version)
    body = whole(operation, version) | desk.body(operation)
    path = data.draw(st.sampled_from(list(objects(body))))
    laid(body, path, data.draw(st.sampled_from(["amount", "type", "unit", "x"])), value)
    assert desk.send(operation, body).status in {200, 201, 400}


DEEP = b'{"merchantMetadata":' + b'{"a":' * 64 + b"1" + b"}" * 65
MALFORMED = {
    "nothing": b"",
    "blanks": b"  \n",
    "depth 65": DEEP,
    "a duplicate key": b'{"platformId":"A","platformId":"B"}',
    "an inner duplicate": b'{"merchantMetadata":{"noteToBuyer":"A","noteToBuyer":"B"}}',
    "NaN": b'{"platformId":NaN}',
    "Infinity": b'{"platformId":-Infinity}',
    "bytes that are no UTF-8": b'{"platformId":"\xff\xfe"}',
    "a byte order mark": b"\xef\xbb\xbf{}",
    "UTF-16": "{}".encode("utf-16"),
    "half a character": rb'{"platformId":"\ud800"}',
    "a character zero": rb'{"platformId":"\u0000"}',
    "a list": b"[]",
    "a text": b'"x"',
    "null": b"null",
    "two objects": b"{}{}",
    "a comma too many": b'{"platformId":"A",}',
    "single quotes": b"{'platformId':'A'}",
    "no end": b'{"platformId":"A"',
    "a number without an end": b'{"platformId":' + b"9" * 5000 + b"}",
    "a form": b"platformId=A",
}


@pytest.mark.parametrize(("operation", "version"), CALLS, ids=NAMES)
def test_what_is_no_json_object_is_refused(operation: Operation, version: ApiVersion) -> None:
    desk = counter(version)
    before = desk.kept()
    for name, raw in MALFORMED.items():
        answer = desk.send(operation, raw)
        assert code(answer) == "400 InvalidRequestFormat", name
        assert read(answer)["message"]
    assert desk.kept() == before


@pytest.mark.parametrize(("operation", "version"), CALLS, ids=NAMES)
@pytest.mark.parametrize("media", ["text/plain", "application/x-www-form-urlencoded", "json"])
def test_another_content_type_is_refused(
    operation: Operation, version: ApiVersion, media: str
) -> None:
    desk = counter(version)
    before = desk.kept()
    answer = desk.send(operation, desk.body(operation), content_type=media)
    assert code(answer) == "400 InvalidHeaderValue"
    assert "content-type" in read(answer)["message"]
    assert desk.kept() == before


HEADERS = ["accept", "content-type", "x-amz-pay-date", "x-amz-pay-host", "x-amz-pay-region"]


@pytest.mark.parametrize("name", [*HEADERS, "authorization"])
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda row: row.name)
def test_a_header_that_is_missing_is_named(operation: Operation, name: str) -> None:
    desk = counter("v2")
    before = desk.kept()
    path = f"/sandbox/v2/{operation.path.partition('{')[0]}x"
    asked = desk.till.shop.ask(operation.method, path)
    rest = tuple(row for row in asked.headers if row[0] != name)
    answer = desk.till.emulator.handle(Asked(asked.method, asked.target, rest, asked.body))
    assert code(answer) == "400 MissingHeader"
    assert name in read(answer)["message"]
    assert desk.kept() == before


def test_memory_stays_flat_however_much_is_refused() -> None:
    desk = counter("v2")
    asked = list(refusals_to_come(desk))
    for request in asked * 3:
        assert 400 <= desk.till.emulator.handle(request).status < 500
    gc.collect()
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        for turn in range(2_000):
            desk.till.emulator.handle(asked[turn % len(asked)])
        gc.collect()
        after, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < 64 * 1024
    assert peak - before < 1024 * 1024


def refusals_to_come(desk: Counter) -> Iterator[Asked]:
    """A request of each kind that is refused."""
    for operation, version in CALLS:
        if version is not ApiVersion.V2:
            continue
        path = f"/sandbox/v2/{desk.path(operation)}"
        key = {"x_amz_pay_idempotency_key": desk.till.shop.key()}
        for body in ({"teapot": "x" * 1000}, DEEP, {"webCheckoutDetails": []}):
            yield desk.till.shop.ask(operation.method, path, body, **key)
    for place in range(10):
        yield desk.till.shop.ask("GET", f"/sandbox/v2/charges/{place}")
        yield desk.till.shop.ask("GET", f"/sandbox/v{place + 3}/charges")


def within_a_second(port: int, till: Till) -> None:
    """Ask for a session, and look at the time."""
    target = "/sandbox/v2/checkoutSessions"
    body = json.dumps(minimum("v2")).encode()
    headers = till.shop.headers("POST", target, body, x_amz_pay_idempotency_key=till.shop.key())
    began = time.monotonic()
    reply = exchange(port, wire("POST", target, headers, body))
    assert reply.status == 201
    assert time.monotonic() - began < 1


def test_a_body_of_one_byte_too_many_changes_nothing(till: Till) -> None:
    with serving(Front(till.emulator).handle) as running:
        body = json.dumps({"storeId": STORE, "supplementaryData": ""}).encode()
        body = body.replace(b'""', b'"' + b"x" * (MOST_BODY + 1 - len(body)) + b'"')
        assert len(body) == MOST_BODY + 1
        target = "/sandbox/v2/checkoutSessions"
        headers = till.shop.headers("POST", target, body, x_amz_pay_idempotency_key="k")
        reply = exchange(running.port, wire("POST", target, headers, body))
        assert (reply.status, reply.json["reasonCode"]) == (413, "InvalidRequest")
        assert len(reply.headers["x-amz-pay-request-id"]) == 36
        assert not till.emulator.world.state.sessions
        within_a_second(running.port, till)


def test_two_thousand_connections_that_send_nothing_keep_nobody_waiting(till: Till) -> None:
    allow_open_files(6_000)
    till.clock.now = time.time()
    with serving(Front(till.emulator).handle) as running:
        idle = [socket.create_connection(("127.0.0.1", running.port)) for _ in range(2_000)]
        try:
            within_a_second(running.port, till)
        finally:
            for line in idle:
                line.close()
        within_a_second(running.port, till)


def test_ten_thousand_requests_cut_in_the_middle_do_no_harm(till: Till) -> None:
    till.clock.now = time.time()
    target = "/sandbox/v2/checkoutSessions"
    body = json.dumps(everything("v2") | minimum("v2")).encode()
    headers = till.shop.headers("POST", target, body, x_amz_pay_idempotency_key="cut")
    raw, kept = wire("POST", target, headers, body), 0
    with serving(Front(till.emulator).handle) as running:
        for place in range(10_000):
            cut_off(running.port, raw[: 1 + place % (len(raw) - 1)], resets=bool(place % 2))
            if place % 2_500 == 0:
                within_a_second(running.port, till)
                kept = kept or things()
        within_a_second(running.port, till)
        assert things() < kept + 1_000
    assert len(till.emulator.world.state.sessions) == 5  # of those that were whole


def things() -> int:
    """How much is in memory."""
    gc.collect()
    return len(gc.get_objects())


def cut_off(port: int, part: bytes, *, resets: bool) -> None:
    """Send a part of a request, and go: politely, or with a reset."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(part)
        if resets:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def allow_open_files(count: int) -> None:
    """Raise the limit of this process, where there is one."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = count if hard == resource.RLIM_INFINITY else min(count, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), hard))
