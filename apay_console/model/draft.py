"""What a person has typed for a session: an overlay on the session as it was last read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from apay_console.errors import N_, BadText, Invalid, say
from apay_console.model import codec, json_text
from apay_console.model.fields import ApiVersion, Field, Path, Schema, When
from apay_console.model.typed import Raw, Typed


@dataclass(frozen=True)
class Scope:
    """What a draft is for: which object, in which spelling, where, and whether it exists yet."""

    schema: Schema
    version: ApiVersion
    region: str
    creating: bool = False

    def fields(self) -> tuple[Field, ...]:
        """The fields that may be sent now."""
        closed = {When.NEVER, When.UPDATE} if self.creating else {When.NEVER, When.CREATE}
        return tuple(row for row in self.schema.of(self.version) if row.when not in closed)


@dataclass(frozen=True)
class Draft:
    """Fields that differ from the session, keys that no field knows, and JSON typed by hand."""

    typed: Mapping[str, Typed] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    by_hand: str | None = None  # the whole body as typed; kept even while it cannot be read

    def __bool__(self) -> bool:
        return bool(self.typed or self.extra or self.by_hand is not None)


@dataclass(frozen=True)
class Body:
    """What would be sent, or why it cannot be."""

    text: str
    problems: Mapping[Field, Invalid]
    bad: BadText | None = None

    @property
    def sendable(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.problems and self.bad is None


def with_text(draft: Draft, row: Field, text: str, session: codec.Wire) -> Draft:
    """Take what was typed into a field; set back to the session's value, it leaves the draft."""
    typed = {name: value for name, value in draft.typed.items() if name != row.name}
    now = session.get(row)
    if not text.strip():
        typed |= {} if now is None else {row.name: None}
    elif not _says(row, text, now):
        typed[row.name] = text
    return replace(draft, typed=typed, by_hand=None)


def _says(row: Field, text: str, wire: Any) -> bool:
    """Whether a typed text means what the session has already."""
    try:
        return text.strip() == shown(row, wire) or row.kind.encode(row.kind.parse(text)) == wire
    except Invalid:
        return False


def shown(row: Field, wire: Any) -> str:
    """Write a session's value as its editor shows it; empty for null and the unreadable."""
    if wire is None:
        return ""
    try:
        return row.kind.show(row.kind.decode(wire))
    except Invalid:
        return ""


def body(draft: Draft, scope: Scope) -> Body:
    """Make the bytes-to-be of a draft: only what differs, in the version's spelling."""
    if draft.by_hand is not None:
        return _by_hand(draft, draft.by_hand, scope)
    values, problems = _encode(draft, scope)
    return Body(json_text.write(merge(codec.nest(values, scope.version), draft.extra)), problems)


def _by_hand(draft: Draft, text: str, scope: Scope) -> Body:
    try:
        json_text.read_object(text)
    except BadText as error:
        return Body(text, {}, error)
    return Body(text, _encode(draft, scope)[1])


def _encode(draft: Draft, scope: Scope) -> tuple[dict[Field, Any], dict[Field, Invalid]]:
    values: dict[Field, Any] = {}
    problems: dict[Field, Invalid] = {}
    for name, typed in draft.typed.items():
        row = scope.schema[name]
        try:
            values[row] = _wire(row, typed, scope)
        except Invalid as error:
            problems[row] = error
    return values, problems


def _wire(row: Field, typed: Typed, scope: Scope) -> Any:
    if isinstance(typed, Raw):
        return typed.value
    if typed is None:
        return None
    kind = row.kind.within(scope.version, scope.region)
    return kind.encode(kind.parse(typed))


def merge(left: Mapping[str, Any], right: Mapping[str, Any]) -> dict[str, Any]:
    """Lay one JSON object over another, deep."""
    merged = dict(left)
    for key, value in right.items():
        both = isinstance(value, Mapping) and isinstance(merged.get(key), Mapping)
        merged[key] = merge(merged[key], value) if both else value
    return merged


def from_json(text: str, scope: Scope) -> Draft:
    """Take JSON typed by hand: it is sent as typed, and the form follows it; raise BadText."""
    found = json_text.read_object(text)
    return replace(from_body(found, scope), by_hand=text)


def from_body(found: Mapping[str, Any], scope: Scope) -> Draft:
    """Take a body apart into a draft; what no field knows stays as extra keys."""
    open_fields = set(scope.fields())
    flat = codec.flatten(found, scope.schema, scope.version)
    taken = {row: value for row, value in flat.values.items() if row in open_fields}
    typed = {row.name: _typed(row, value, scope) for row, value in taken.items()}
    return Draft(typed, without(found, taken, scope.version))


def _typed(row: Field, wire: Any, scope: Scope) -> Typed:
    if wire is None:
        return None
    kind = row.kind.within(scope.version, scope.region)
    try:
        text = kind.show(kind.decode(wire))
        return text if kind.encode(kind.parse(text)) == wire else Raw(wire)
    except Invalid:
        return Raw(wire)


def without(found: Mapping[str, Any], rows: Iterable[Field], version: ApiVersion) -> Any:
    """Copy a body without some of its fields, and without the objects that this leaves empty."""
    return _cut(found, [path for row in rows if (path := row.path(version))])


def _cut(value: Any, paths: Sequence[Path]) -> Any:
    if not paths:
        return value
    if () in paths:
        return None
    if isinstance(value, list):
        rest = [_cut(part, _below(paths, str(place))) for place, part in enumerate(value)]
        return rest if any(rest) else None
    if not isinstance(value, Mapping):
        return None
    inner = {key: _below(paths, key) for key in value}
    kept = {key: _cut(part, inner[key]) for key, part in value.items()}
    return {key: part for key, part in kept.items() if part or not inner[key]}


def _below(paths: Iterable[Path], key: str) -> list[Path]:
    return [path[1:] for path in paths if path[:1] == (key,)]


def unknown_keys(draft: Draft, scope: Scope) -> tuple[tuple[str, str | None], ...]:
    """List the keys that this version does not know, each with its right spelling or None."""
    unknown = codec.flatten(draft.extra, scope.schema, scope.version).unknown
    there = codec.other(scope.version)
    helped = {row.path(there) or () for row in _misspelt(draft, scope)}
    starts = {path[:end] for path in helped for end in range(1, len(path) + 1)}
    right = {path: codec.right_spelling(path, scope.schema, scope.version) for path in starts}
    return tuple((".".join(path), right.get(path)) for path in unknown)


def _misspelt(draft: Draft, scope: Scope) -> dict[Field, Any]:
    """The fields that stand in the draft only as the other version spells them."""
    there = codec.other(scope.version)
    here = codec.flatten(draft.extra, scope.schema, scope.version).values
    found = codec.flatten(draft.extra, scope.schema, there).values
    return {
        row: value
        for row, value in found.items()
        if row.path(scope.version) and row not in here and row.name not in draft.typed
    }


def renamed(draft: Draft, scope: Scope) -> Draft:
    """Spell the keys that only the other version knows as this one does; keep all others."""
    moved = _misspelt(draft, scope)
    kept = without(draft.extra, moved, codec.other(scope.version))
    found = from_body(codec.nest(moved, scope.version), scope)
    return Draft({**draft.typed, **found.typed}, merge(kept, found.extra))


def missing_for_create(draft: Draft, scope: Scope) -> dict[Field, Invalid]:
    """Name the fields without which Create Checkout Session would be refused."""
    words = say(N_("Amazon needs this to create a session."))
    given = {name for name, typed in draft.typed.items() if typed}
    if "webCheckoutDetails.checkoutMode" in given:  # ProcessOrder has no review page
        given.add("webCheckoutDetails.checkoutReviewReturnUrl")
    return {
        row: Invalid(words, row.kind.example)
        for row in scope.fields()
        if row.required and row.name not in given
    }


def dump(draft: Draft) -> dict[str, Any]:
    """Make a draft plain data, to be stored."""
    typed = {
        name: {"raw": value.value} if isinstance(value, Raw) else value
        for name, value in draft.typed.items()
    }
    return {"typed": typed, "extra": dict(draft.extra), "by_hand": draft.by_hand}


def load(stored: Mapping[str, Any], schema: Schema) -> Draft:
    """Make a draft from what was stored; a field that no longer exists is left out."""
    typed = {
        name: Raw(value["raw"]) if isinstance(value, Mapping) else value
        for name, value in stored.get("typed", {}).items()
        if name in schema.by_name
    }
    return Draft(typed, stored.get("extra", {}), stored.get("by_hand"))
