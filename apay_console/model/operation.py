"""What an operation is: where a call goes, what it needs, and what may happen."""

from __future__ import annotations

import re
from dataclasses import dataclass

from apay_console.errors import N_, Invalid, say
from apay_console.model.fields import ApiVersion, Schema, When
from apay_console.model.kind import HIDDEN, refuse_signs
from apay_console.model.subjects import Subject

BOTH = (ApiVersion.V1, ApiVersion.V2)
V2_ONLY = (ApiVersion.V2,)
SENDING = frozenset({When.OPEN})  # when the rows of a body that is only ever sent may be set
CREATING = frozenset({When.CREATE, When.OPEN})
UPDATING = frozenset({When.OPEN, When.UPDATE})
_EXAMPLE = "3f0c7a52-9b1e-4d68-8a77-51c2e0d9b614"
_ID = re.compile(r"[A-Za-z0-9._~-]{1,128}", re.ASCII)


@dataclass(frozen=True)
class Operation:
    """One call: where it goes, what it needs, and what may happen."""

    name: str
    label: str
    did: str  # how a list of what happened calls it once it is done
    method: str
    path: str  # after the version, with the ids' names in braces
    answers: Subject
    about: Subject | None = None  # whose state decides whether Amazon takes it
    body: Schema | None = None
    whens: frozenset[When] = SENDING  # which rows of the body may be sent
    versions: tuple[ApiVersion, ...] = BOTH
    needs_idempotency_key: bool = False
    moves_money: bool = False
    success: tuple[int, ...] = (200,)
    states: tuple[str, ...] = ()  # the states of `about` in which Amazon takes it; empty: any
    refusal: str = ""  # what Amazon answers in every other state (422)
    refused_in: tuple[tuple[str, str], ...] = ()  # states in which it answers otherwise
    verb: str = ""  # one word for it beside the object that it is about

    @property
    def writes(self) -> bool:
        """Whether it can change anything at Amazon."""
        return self.method != "GET"

    @property
    def has_body(self) -> bool:
        """Whether a JSON object is sent with it."""
        return self.body is not None

    def refusal_in(self, state: str) -> str:
        """Amazon's code where a state does not take it (422); empty where it does."""
        if not self.states or state in self.states:
            return ""
        return dict(self.refused_in).get(state, self.refusal)

    def target(self, **ids: str) -> str:
        """Fill the ids into the path, refusing any that could change the path's meaning."""
        for name, value in ids.items():
            refuse_signs(value, HIDDEN, _EXAMPLE)
            if not _ID.fullmatch(value) or set(value) == {"."}:
                words = N_("“{value}” is not a {name}.")
                raise Invalid(say(words, value=value[:80], name=name), _EXAMPLE)
        return self.path.format(**ids)
