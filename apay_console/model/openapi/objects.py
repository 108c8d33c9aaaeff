"""The catalogue's objects as JSON Schemas: what may be sent, and what is answered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from apay_console.model.fields import ApiVersion, Field, Path
from apay_console.model.openapi.shapes import INSIDES, Shape, nullable, shape_of
from apay_console.model.operation import UPDATING, Operation
from apay_console.model.subjects import Subject

# A field that Create Checkout Session needs unless another one is there (checkout-session.html).
INSTEAD = {"webCheckoutDetails.checkoutReviewReturnUrl": "webCheckoutDetails.checkoutMode"}
_ANY_CURRENCY = "eu"  # the one region that takes every currency
_Rows = Iterable[tuple[Path, Field]]


def sent(operation: Operation, version: ApiVersion) -> Shape:
    """Say what an operation's body may hold; whatever else it holds is refused."""
    fields = [] if operation.body is None else operation.body.of(version)
    rows = [(row.path(version) or (), row) for row in fields if row.when in operation.whens]
    is_update = operation.whens == UPDATING or operation.method == "PATCH"
    needed = set() if is_update else {row.name for _, row in rows if row.required}
    return _Tree(version, needed, closed=True).object_of(rows)


def answered(subject: Subject, version: ApiVersion) -> Shape:
    """Say what an answer holds; all but its id and its state may be null."""
    rows = [(path, row) for row in subject.schema.of(version) if (path := row.path(version))]
    known = {subject.id_field, "statusDetails.state"}
    return _Tree(version, known, closed=False).object_of(rows)


class _Tree:
    """Puts rows together as objects within objects."""

    def __init__(self, version: ApiVersion, needed: set[str], *, closed: bool) -> None:
        self._version = version
        self._needed = needed
        self._closed = closed

    def object_of(self, rows: _Rows) -> Shape:
        """Make an object of rows whose paths begin inside it."""
        inside: dict[str, list[tuple[Path, Field]]] = {}
        for path, row in rows:
            inside.setdefault(path[0], []).append((path[1:], row))
        if all(key.isdigit() for key in inside) and inside:
            return {"type": "array", "items": self._member(next(iter(inside.values())))}
        return self._closing(inside)

    def _closing(self, inside: dict[str, list[tuple[Path, Field]]]) -> Shape:
        properties = {key: self._member(rows) for key, rows in inside.items()}
        shape: Shape = {"type": "object", "properties": properties}
        needed = [key for key, rows in inside.items() if self._is_needed(rows)]
        either = [self._either(rows, inside) for key, rows in inside.items() if key in needed]
        if all(either) and either:
            shape["anyOf"] = [{"required": [key]} for key in either[0]]
        elif needed:
            shape["required"] = needed
        return {**shape, "additionalProperties": False} if self._closed else shape

    def _either(self, rows: Any, inside: dict[str, list[tuple[Path, Field]]]) -> list[str]:
        """Name the two keys of which one is enough, when the other one is here."""
        name = rows[0][1].name
        other = INSTEAD.get(name, "").rpartition(".")[2]
        is_here = not rows[0][0] and other in inside
        return [name.rpartition(".")[2], other] if is_here else []

    def _is_needed(self, rows: list[tuple[Path, Field]]) -> bool:
        return any(row.name in self._needed for _, row in rows)

    def _member(self, rows: list[tuple[Path, Field]]) -> Shape:
        path, row = rows[0]
        shape = self._leaf(row) if not path else self.object_of(rows)
        return shape if self._is_needed(rows) else nullable(shape)

    def _leaf(self, row: Field) -> Shape:
        kind = row.kind.within(self._version, _ANY_CURRENCY)
        words = {"title": row.label, "description": row.help}
        shape = shape_of(kind) | INSIDES.get(row.name, {})
        return {**{name: text for name, text in words.items() if text}, **shape}
