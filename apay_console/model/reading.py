"""An object of Amazon's as it was last read: the few values that code branches on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from apay_console.errors import Invalid
from apay_console.model import codec
from apay_console.model.fields import ApiVersion, Field
from apay_console.model.kinds import Price, moment
from apay_console.model.subjects import Subject, subject_of


@dataclass(frozen=True)
class Reading:
    """A tolerant reading of an answer: what is absent or of a wrong type reads as empty."""

    body: Mapping[str, Any]
    version: ApiVersion
    subject: Subject

    @cached_property
    def values(self) -> dict[Field, Any]:
        """Each field with its value as it stands in the answer."""
        return codec.values_in(self.body, self.subject.schema, self.version)

    def wire(self, name: str) -> Any:
        """One field's value as it stands in the answer, None when absent."""
        row = self.subject.schema.by_name.get(name)
        return self.values.get(row) if row else None

    def text(self, name: str) -> str:
        """One field's text, empty when it is absent or no text."""
        return text_of(self.wire(name))

    def price_at(self, name: str) -> Price | None:
        """An amount, when it is set and readable."""
        try:
            found = self.subject.schema[name].kind.decode(self.wire(name))
        except Invalid:
            return None
        return found if isinstance(found, Price) else None

    @cached_property
    def id(self) -> str:
        """The object's id."""
        return self.text(self.subject.id_field)

    @cached_property
    def state(self) -> str:
        """Amazon's word for the state."""
        return self.text("statusDetails.state")

    @cached_property
    def reason(self) -> str:
        """Amazon's word for why the object is in its state; empty in a healthy one."""
        return self.text("statusDetails.reasonCode") or self._first_reason

    @property
    def _first_reason(self) -> str:
        """A charge permission tells its reasons as a list."""
        rows = self.wire("statusDetails.reasons")
        first = rows[0] if isinstance(rows, list) and rows else None
        return text_of(first.get("reasonCode")) if isinstance(first, Mapping) else ""

    @property
    def is_pending(self) -> bool:
        """Whether Amazon will decide by itself what becomes of it."""
        return self.state in self.subject.pending

    @property
    def expires_at(self) -> float | None:
        """Seconds since 1970 when the object ends by itself; None when the answer does not tell."""
        return self._moment("expirationTimestamp")

    @property
    def created_at(self) -> float | None:
        """Seconds since 1970 when the object began; None when the answer does not tell."""
        return self._moment("creationTimestamp")

    def _moment(self, name: str) -> float | None:
        try:
            return moment(self.text(name)).timestamp()
        except ValueError:
            return None


def text_of(value: Any) -> str:
    """A value that is text, else nothing."""
    return value if isinstance(value, str) else ""


def spelling_of(body: Mapping[str, Any], fallback: ApiVersion) -> ApiVersion:
    """Tell an answer's version by how it spells its state."""
    plural, singular = "statusDetails" in body, "statusDetail" in body
    if plural == singular:
        return fallback
    return ApiVersion.V2 if plural else ApiVersion.V1


def read(body: Any, fallback: ApiVersion) -> Reading | None:
    """Read an answer as whichever object it shows; None when it shows none."""
    found = subject_of(body) if isinstance(body, Mapping) else None
    return Reading(body, spelling_of(body, fallback), found) if found else None
