"""Every call of the API: method, path, what it needs, what it answers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from apay_console.errors import N_, Invalid, say
from apay_console.model.fields import ApiVersion
from apay_console.model.kind import HIDDEN, refuse_signs

BOTH = (ApiVersion.V1, ApiVersion.V2)
_EXAMPLE = "3f0c7a52-9b1e-4d68-8a77-51c2e0d9b614"
_ID = re.compile(r"[A-Za-z0-9._~-]{1,128}", re.ASCII)


@dataclass(frozen=True)
class Operation:
    """One call: where it goes, what it needs, and what may happen."""

    name: str
    label: str
    method: str
    path: str  # after the version, with the ids' names in braces
    versions: tuple[ApiVersion, ...] = BOTH
    needs_idempotency_key: bool = False
    has_body: bool = False
    moves_money: bool = False
    success: tuple[int, ...] = (200,)
    states: tuple[str, ...] = ()  # the object's states in which Amazon takes it; empty: any

    @property
    def writes(self) -> bool:
        """Whether it can change anything at Amazon."""
        return self.method != "GET"

    def target(self, **ids: str) -> str:
        """Fill the ids into the path, refusing any that could change the path's meaning."""
        for name, value in ids.items():
            refuse_signs(value, HIDDEN, _EXAMPLE)
            if not _ID.fullmatch(value) or set(value) == {"."}:
                words = N_("“{value}” is not a {name}.")
                raise Invalid(say(words, value=value[:80], name=name), _EXAMPLE)
        return self.path.format(**ids)


CREATE_SESSION = Operation(
    name="create_session",
    label=N_("Create session"),
    method="POST",
    path="checkoutSessions",
    needs_idempotency_key=True,
    has_body=True,
    success=(201, 200),
)
GET_SESSION = Operation(
    name="get_session",
    label=N_("Get session"),
    method="GET",
    path="checkoutSessions/{checkoutSessionId}",
)
UPDATE_SESSION = Operation(
    name="update_session",
    label=N_("Update session"),
    method="PATCH",
    path="checkoutSessions/{checkoutSessionId}",
    has_body=True,
    states=("Open",),
)
COMPLETE_SESSION = Operation(
    name="complete_session",
    label=N_("Complete session"),
    method="POST",
    path="checkoutSessions/{checkoutSessionId}/complete",
    versions=(ApiVersion.V2,),
    has_body=True,
    moves_money=True,
    success=(200, 202),
    states=("Open",),
)

OPERATIONS = (CREATE_SESSION, GET_SESSION, UPDATE_SESSION, COMPLETE_SESSION)
_BY_NAME = {row.name: row for row in OPERATIONS}


def operation(name: str) -> Operation:
    """Find an operation by its name."""
    return _BY_NAME[name]
