"""One row of the catalogue, and the rows of one object."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any

from apay_console.model.kinds import Kind

Path = tuple[str, ...]  # segments of a JSON path; a number is a place in a list


class ApiVersion(StrEnum):
    """Two spellings of one model (version-two-migration-guide.html)."""

    V1 = "v1"
    V2 = "v2"


class When(Enum):
    """When the merchant may set a field."""

    CREATE = "create"  # with Create Checkout Session only
    OPEN = "open"  # with Create, and with Update while the session is open
    UPDATE = "update"  # with Update only
    NEVER = "never"  # Amazon fills it


@dataclass(frozen=True, eq=False)
class Field:
    """One field: both wire names, kind, words, and when it may change."""

    v2: str | None
    v1: str | None
    label: str
    kind: Kind
    when: When = When.NEVER
    help: str = ""
    section: str = ""
    source: str = ""
    default: Any = None  # what Amazon shows before anybody set it
    hint: str = ""  # an example, shown in the empty editor
    folded: bool = False  # hidden until asked for: providers' fields and rare ones
    required: bool = False  # Create Checkout Session refuses to go without it
    echoed: bool = True  # whether answers show it

    @property
    def name(self) -> str:
        """The field's own name: its v2 path, or the v1 path of what v2 dropped."""
        return self.v2 or self.v1 or ""

    def __repr__(self) -> str:
        return f"<Field {self.name}>"

    def path(self, version: ApiVersion) -> Path | None:
        """Where the field stands in a body of `version`, or None when that version lacks it."""
        return self._paths[version is ApiVersion.V2]

    @cached_property
    def _paths(self) -> tuple[Path | None, Path | None]:
        v1, v2 = (tuple(text.split(".")) if text else None for text in (self.v1, self.v2))
        return v1, v2

    @property
    def settable(self) -> bool:
        """Whether a merchant may ever send it."""
        return self.when is not When.NEVER


@dataclass(frozen=True, eq=False)
class Schema:
    """The rows of one object, in the order of Amazon's answers."""

    name: str
    fields: tuple[Field, ...]
    nullable: frozenset[str] = (
        frozenset()
    )  # objects (by v2 path) that are null as a whole while empty

    def __repr__(self) -> str:
        return f"<Schema {self.name}>"

    def __iter__(self) -> Iterator[Field]:
        return iter(self.fields)

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """Every field under its own name."""
        return {field.name: field for field in self.fields}

    def __getitem__(self, name: str) -> Field:
        return self.by_name[name]

    def of(self, version: ApiVersion) -> tuple[Field, ...]:
        """The fields that `version` knows."""
        return tuple(self.by_path(version).values())

    def by_path(self, version: ApiVersion) -> Mapping[Path, Field]:
        """Every field of `version` under its wire path."""
        return self._by_path[version is ApiVersion.V2]

    @cached_property
    def _by_path(self) -> tuple[Mapping[Path, Field], Mapping[Path, Field]]:
        v1, v2 = (
            MappingProxyType({path: row for row in self.fields if (path := row.path(version))})
            for version in ApiVersion
        )
        return v1, v2

    def sections(self) -> tuple[str, ...]:
        """The form's headings, in order."""
        return tuple(dict.fromkeys(field.section for field in self.fields if field.section))
