"""A write about to happen, stored before a byte leaves."""

from __future__ import annotations

from dataclasses import dataclass

from apay_console.model.exchange import Outcome


@dataclass(frozen=True)
class Attempt:
    """What exactly is about to be sent; without an outcome its effect is unknown."""

    id: str
    profile_id: str
    sale_id: str
    operation: str
    version: str
    method: str
    path: str  # with the environment's segment, as on the wire
    body: bytes
    idempotency_key: str
    created_at: float  # seconds since 1970, UTC
    outcome: Outcome | None = None
    simulation: str = ""  # the simulation code that goes with it
