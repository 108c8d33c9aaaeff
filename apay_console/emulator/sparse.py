"""Many values of which most are blank: only the others take up memory."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping
from typing import Any, Self


class Sparse(Mapping[str, Any]):
    """A mapping that keeps what differs from a blank one; `|` makes a plain dictionary."""

    __slots__ = ("_blank", "_own")

    def __init__(self, blank: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        self._blank = blank
        self._own = {
            name: value
            for name, value in values.items()
            if name not in blank or value != blank[name]
        }

    def __getitem__(self, name: str) -> Any:
        return self._own[name] if name in self._own else self._blank[name]

    def __setitem__(self, name: str, value: Any) -> None:
        if name in self._blank and value == self._blank[name]:
            self._own.pop(name, None)
        else:
            self._own[name] = value

    def __iter__(self) -> Iterator[str]:
        return iter(self | {})

    def __len__(self) -> int:
        return len(self | {})

    def items(self) -> ItemsView[str, Any]:
        return (self | {}).items()

    def __or__(self, other: Mapping[str, Any]) -> dict[str, Any]:
        return {**self._blank, **self._own, **other}

    def __ior__(self, other: Mapping[str, Any]) -> Self:
        for name, value in other.items():
            self[name] = value
        return self

    def __repr__(self) -> str:
        return f"<Sparse of {len(self._own)}>"  # what it holds may be a buyer's
