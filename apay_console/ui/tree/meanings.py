"""What is known of an answer's places: their fields, what is missing there, where they lead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QCoreApplication

from apay_console.model.fields import ApiVersion, Field, Path, Schema
from apay_console.ui.parts.text import word
from apay_console.ui.tree.links import object_id
from apay_console.ui.tree.words import (
    NO_REDIRECT,
    Words,
    meaning_of_reason,
    missing_paths,
    still_missing,
)

_REDIRECT = "webCheckoutDetails.amazonPayRedirectUrl"


class Meanings:
    """Reads an answer by the catalogue, and knows the other objects of its sale."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema  # of the next answer that is read
        self.has_form = True  # beside it, where a missing value can be entered
        self.links: Mapping[str, str] = {}  # an id, and which object it shows
        self.missing: Mapping[Path, Path] = {}  # a place, and where its value is to be entered
        self._root: Any = None
        self._fields: Mapping[Path, Field] = {}

    def read(self, body: Any, version: ApiVersion) -> None:
        """Know another answer."""
        self._root = body
        self._fields = self.schema.by_path(version)
        self.missing = missing_paths(body, self.schema, version) if self.has_form else {}

    def add_to(self, found: Words, path: Path, value: Any) -> Words:
        """Say what a value means at its place, besides what it is."""
        if path in self.missing and (value is None or path[0] == "constraints"):
            return replace(found, leads=self.missing[path])
        if isinstance(value, str) and value in self.links:
            return replace(found, shows=self.links[value])
        if self._name(path) == _REDIRECT and not (value and isinstance(value, str)):
            nothing = QCoreApplication.translate("Tree", "no redirect URL")
            return replace(found, reading=still_missing(self._root) or nothing, why=NO_REDIRECT)
        if found.why:
            return replace(found, reading=meaning_of_reason(found.why, self._root))
        opens = object_id(self._root, path, value)
        return replace(found, opens=opens) if opens else found

    def _name(self, path: Path) -> str:
        return self._fields[path].name if path in self._fields else ""

    def explain(self, path: Path) -> str:
        """What the catalogue says of a place; empty when it has no field there."""
        field = self._fields.get(path)
        if field is None:
            return ""
        label = word(field.label)
        return f"{label}\n{word(field.help)}" if field.help else label
