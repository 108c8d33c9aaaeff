"""From a path after the version to the operations that are found there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from apay_console.model.operation import Operation
from apay_console.model.operations import OPERATIONS

Shape = tuple[str, int, str]  # the resource, how many segments, and the last word when it is fixed


def operations_at(segments: Sequence[str]) -> Mapping[str, Operation] | None:
    """Find the operations of a path by their methods; None where there are none."""
    return _TABLE.get(_shape(segments))


def _shape(segments: Sequence[str]) -> Shape:
    return segments[0], len(segments), segments[2] if len(segments) == 3 else ""


def _table() -> dict[Shape, dict[str, Operation]]:
    found: dict[Shape, dict[str, Operation]] = {}
    for operation in OPERATIONS:
        shape = _shape(operation.path.split("/"))
        found.setdefault(shape, {})[operation.method] = operation
    return found


_TABLE = _table()
