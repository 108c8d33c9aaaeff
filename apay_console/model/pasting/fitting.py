"""A pasted body as a draft for the form in front, and what became of each key that did not fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from apay_console.model import codec
from apay_console.model import draft as drafts
from apay_console.model.draft import Draft, Scope
from apay_console.model.fields import ApiVersion, Field
from apay_console.model.subjects import subject_of
from apay_console.model.typed import Raw


@dataclass(frozen=True)
class Fitted:
    """What goes into the form, and what is said of the rest."""

    draft: Draft
    renamed: tuple[tuple[str, str], ...] = ()  # the key as it came, and as this version spells it
    left_out: tuple[str, ...] = ()  # Amazon fills these, or they may not be sent now
    lost: tuple[str, ...] = ()  # the other version alone has such a field
    unknown: tuple[str, ...] = ()  # no version knows them; they stay, and are sent as they stand

    @property
    def count(self) -> int:
        """How many fields the form takes."""
        return len(self.draft.typed)


def fit(body: Mapping[str, Any], scope: Scope) -> Fitted:
    """Take a body of either version apart for a form; an answer's nulls are no wishes."""
    came = drafts.from_body(body, scope)
    spelt = drafts.unknown_keys(came, scope)
    draft = drafts.renamed(came, scope)
    closed = _rows(draft, scope, scope.version)
    draft = _without(draft, closed, scope.version)
    there = codec.other(scope.version)
    gone = _rows(draft, scope, there)
    draft = _without(draft, gone, there)
    return Fitted(
        _wishes(draft) if subject_of(body) else draft,
        tuple((old, new) for old, new in spelt if new),
        tuple(_dotted(closed, scope.version)),
        tuple(_dotted(gone, there)),
        tuple(_unknown(draft, scope)),
    )


def _rows(draft: Draft, scope: Scope, version: ApiVersion) -> list[Field]:
    return list(codec.flatten(draft.extra, scope.schema, version).values)


def _without(draft: Draft, rows: list[Field], version: ApiVersion) -> Draft:
    return replace(draft, extra=drafts.without(draft.extra, rows, version) or {})


def _unknown(draft: Draft, scope: Scope) -> Iterable[str]:
    """What no version knows, also where it stands under a key that only the other one has."""
    here = codec.flatten(draft.extra, scope.schema, scope.version).unknown
    there = codec.flatten(draft.extra, scope.schema, codec.other(scope.version)).unknown
    for path in here:
        inner = [one for one in there if one[: len(path)] == path]
        yield from (".".join(one) for one in inner or [path])


def _wishes(draft: Draft) -> Draft:
    return replace(draft, typed={name: text for name, text in draft.typed.items() if text})


def _dotted(rows: Iterable[Field], version: ApiVersion) -> Iterable[str]:
    return (".".join(row.path(version) or ()) for row in rows)


def laid_over(before: Draft, pasted: Draft, scope: Scope, values: codec.Wire) -> Draft:
    """Lay what was pasted over what was typed; what the object has already is no change."""
    draft = replace(before, extra=drafts.merge(before.extra, pasted.extra), by_hand=None)
    for name, value in pasted.typed.items():
        row = scope.schema[name]
        if isinstance(value, Raw):
            is_there = values.get(row) == value.value
            draft = drafts.with_text(draft, row, "", {}) if is_there else _with(draft, name, value)
        else:
            draft = drafts.with_text(draft, row, value or "", values)
    return draft


def _with(draft: Draft, name: str, value: Raw) -> Draft:
    return replace(draft, typed={**draft.typed, name: value})
