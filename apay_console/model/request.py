"""What a person wants to send."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from apay_console.model.fields import ApiVersion
from apay_console.model.operation import Operation
from apay_console.model.profile import Profile


@dataclass(frozen=True)
class Request:
    """One call to be made: which, as whom, about what, with which bytes."""

    operation: Operation
    profile: Profile
    version: ApiVersion
    ids: Mapping[str, str] = field(default_factory=dict)
    body: bytes = field(default=b"", repr=False)
    sale_id: str = ""
    session_id: str = ""
    idempotency_key: str = field(default="", repr=False)  # empty: a fresh one where one is needed
    is_separate: bool = False  # meant, although the same was sent before
    simulation: str = ""  # what the sandbox is asked to let happen (sandbox-simulations.html)


def separate(request: Request, new_id: Callable[[], str]) -> Request:
    """The same once more, as one of its own: with a key of its own, and meant."""
    has_key = request.operation.needs_idempotency_key or request.idempotency_key
    return replace(request, is_separate=True, idempotency_key=new_id() if has_key else "")
