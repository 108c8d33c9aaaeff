"""Whatever is sent: a 4xx that names the field, a state as it was, and a server that goes on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.emulator.wire import Asked
from apay_console.errors import Invalid
from apay_console.model import codec
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.fields import ApiVersion, Field
from apay_console.model.kinds import Pattern, Switch
from apay_console.model.operation import Operation
from apay_console.model.operations import OPERATIONS
from tests.emulator.everything_called import CALLS, DEEP, counter
from tests.emulator.shop import code, read

SESSION_CALLS = [row for row in CALLS if row[0].body is CHECKOUT_SESSION]

NAMES = [f"{operation.name}-{version}" for operation, version in CALLS]

WRONG: list[Any] = [True, 7, 7.5, ["x"], [{"teapot": 1}], {"teapot": 1}, [], {}, "x" * 5000]


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
def test_b117_another_content_type_is_refused(
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
