"""Between a form's values and the wire, in both API versions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from apay_console.model.fields import ApiVersion, Field, Path, Schema

Wire = Mapping[Field, Any]  # each field with its value as it stands in JSON


@dataclass(frozen=True)
class Flat:
    """A body taken apart: the fields it holds, and the paths that its version does not know."""

    values: dict[Field, Any]
    unknown: tuple[Path, ...]


@dataclass(frozen=True)
class Converted:
    """A body in the other version's spelling, and what became of its keys."""

    body: dict[str, Any]
    renamed: tuple[tuple[str, str], ...]
    lost: tuple[str, ...]  # the other version has no such field
    unknown: tuple[str, ...]


def flatten(body: Mapping[str, Any], schema: Schema, version: ApiVersion) -> Flat:
    """Take a body apart; an object that is null as a whole makes each of its fields null."""
    values: dict[Field, Any] = {}
    unknown: list[Path] = []
    index = _index(schema, version)
    for path, field, value in index.walk(body):
        if field is None:
            unknown.append(path)
        else:
            values[field] = value
    return Flat(values, tuple(unknown))


def values_in(body: Mapping[str, Any], schema: Schema, version: ApiVersion) -> dict[Field, Any]:
    """The fields alone, in the order of the body; what is unknown costs next to nothing."""
    walked = _index(schema, version).walk(body, only_known=True)
    return {field: value for _, field, value in walked if field is not None}


class _Index:
    """One version's paths, to look up what stands where."""

    def __init__(self, schema: Schema, version: ApiVersion) -> None:
        self._fields = schema.by_path(version)
        self._inner = {path[:end] for path in self._fields for end in range(1, len(path))}
        self._keys: dict[Path, set[str]] = defaultdict(set)  # what may stand at a path
        for path in self._fields:
            for end, key in enumerate(path):
                self._keys[path[:end]].add(key)

    def walk(
        self, body: Any, path: Path = (), *, only_known: bool = False
    ) -> Iterator[tuple[Path, Field | None, Any]]:
        for key, value in _among(body, self._keys[path]) if only_known else _items(body):
            here = (*path, key)
            if here in self._fields:
                yield here, self._fields[here], value
            elif here not in self._inner:
                yield here, None, value
            elif value is None:
                yield from self._nulls(here)
            elif isinstance(value, Mapping | list):
                yield from self.walk(value, here, only_known=only_known)
            else:
                yield here, None, value

    def _nulls(self, outer: Path) -> Iterator[tuple[Path, Field, None]]:
        for path, field in self._fields.items():
            if path[: len(outer)] == outer:
                yield path, field, None


@cache
def _index(schema: Schema, version: ApiVersion) -> _Index:
    return _Index(schema, version)


def _items(body: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(body, Mapping):
        yield from body.items()
    else:
        yield from ((str(place), value) for place, value in enumerate(body))


def _among(body: Any, keys: Collection[str]) -> list[tuple[str, Any]]:
    if isinstance(body, Mapping):
        return [(key, body[key]) for key in body if key in keys]
    return [(key, value) for key, value in _items(body) if key in keys]


def nest(values: Wire, version: ApiVersion) -> dict[str, Any]:
    """Put fields back together as a body of `version`, leaving out what that version lacks."""
    body: dict[str, Any] = {}
    for field, value in values.items():
        path = field.path(version)
        if path:
            _put(body, path, value)
    return body


def _put(body: Any, path: Path, value: Any) -> None:
    for key, following in pairwise(path):
        body = _step(body, key, [] if following.isdigit() else {})
    body[path[-1]] = value


def _step(body: Any, key: str, empty: Any) -> Any:
    """Go one key further in, making the object or the list's next entry where there is none."""
    if not isinstance(body, list):
        return body.setdefault(key, empty)
    if int(key) == len(body):
        body.append(empty)
    return body[int(key)]


def blank(schema: Schema) -> dict[Field, Any]:
    """Every field that answers show, with what Amazon shows before anybody set it."""
    return {field: field.default for field in schema if field.echoed}


def spell(values: Wire, schema: Schema, version: ApiVersion) -> dict[str, Any]:
    """Make the whole object as `version` answers it, empty objects null as Amazon's are."""
    body: dict[str, Any] = _shape(schema, version).build(values)
    return body


@dataclass(frozen=True)
class _Shape:
    """An object of an answer, prepared once: its keys in order, and whether it may be null."""

    rows: tuple[tuple[str, Field | None, _Shape | None], ...]  # each with a field or an object
    is_list: bool
    is_nullable: bool

    def build(self, values: Wire) -> Any:
        made: dict[str, Any] = {}
        for key, field, inner in self.rows:
            if inner:
                made[key] = inner.build(values)
            elif field and field in values:
                made[key] = values[field]
        if self.is_nullable and all(value is None for value in made.values()):
            return None
        return list(made.values()) if self.is_list else made


@cache
def _shape(schema: Schema, version: ApiVersion) -> _Shape:
    echoed = {field.path(version) or (): field for field in schema if field.echoed}
    paths = {path: field for path, field in echoed.items() if path}
    nullable = {_object_path(schema, name, version) for name in schema.nullable}
    return _shape_at((), paths, nullable)


def _shape_at(here: Path, paths: Mapping[Path, Field], nullable: set[Path | None]) -> _Shape:
    inside = [path[: len(here) + 1] for path in paths if path[: len(here)] == here]
    rows = tuple(
        (path[-1], paths.get(path), None if path in paths else _shape_at(path, paths, nullable))
        for path in dict.fromkeys(inside)
    )
    return _Shape(rows, rows[0][0].isdigit(), here in nullable)


def _object_path(schema: Schema, name: str, version: ApiVersion) -> Path | None:
    """Find where the object that v2 calls `name` stands in `version`."""
    inside = next(field for field in schema if (field.v2 or "").startswith(name + "."))
    path, beyond = inside.path(version), len(inside.name.split(".")) - len(name.split("."))
    return path[: len(path) - beyond] if path else None


def convert(
    body: Mapping[str, Any], schema: Schema, start: ApiVersion, goal: ApiVersion
) -> Converted:
    """Spell a body as the other version does, saying what was renamed, lost or not understood."""
    flat = flatten(body, schema, start)
    lost = [field for field in flat.values if field.path(goal) is None]
    kept = {field: value for field, value in flat.values.items() if field not in lost}
    renamed = [(_dotted(field, start), _dotted(field, goal)) for field in kept]
    return Converted(
        nest(kept, goal),
        tuple((old, new) for old, new in renamed if old != new),
        tuple(_dotted(field, start) for field in lost),
        tuple(".".join(path) for path in flat.unknown),
    )


def _dotted(field: Field, version: ApiVersion) -> str:
    return ".".join(field.path(version) or ())


def other(version: ApiVersion) -> ApiVersion:
    """Name the other of the two versions."""
    return ApiVersion.V2 if version is ApiVersion.V1 else ApiVersion.V1


def right_spelling(path: Path, schema: Schema, version: ApiVersion) -> str | None:
    """Say how `version` spells a key that only the other version knows; None when it has none."""
    for wrong, field in schema.by_path(other(version)).items():
        right = field.path(version)
        if wrong[: len(path)] == path and right:
            here = right[: len(right) - (len(wrong) - len(path))]
            return ".".join(here) if here and here != path else None
    return None


def version_of(body: Mapping[str, Any], schema: Schema) -> ApiVersion | None:
    """Recognise the version that a body is spelt in; None when nothing in it tells."""
    unknown = {version: len(flatten(body, schema, version).unknown) for version in ApiVersion}
    if unknown[ApiVersion.V1] == unknown[ApiVersion.V2]:
        return None
    return min(unknown, key=lambda version: unknown[version])
