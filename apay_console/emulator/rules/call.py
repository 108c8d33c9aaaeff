"""One admitted request: who asks, what for, and on what it acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apay_console.emulator.buyers import Buyer
from apay_console.emulator.rules.reading import Terms
from apay_console.emulator.world import World
from apay_console.model.fields import ApiVersion, Schema
from apay_console.model.operation import Operation
from apay_console.model.profile import Region

NOTHING = Schema("nothing", ())


@dataclass(frozen=True)
class Call:
    """An operation's arguments."""

    world: World
    version: ApiVersion
    region: Region
    live: bool
    body: Mapping[str, Any]
    simulation: str = ""  # the simulation code, empty when none was sent
    auto_buyer: Buyer | None = None  # who signs in by himself when a session is created

    def terms(self, wanted: Operation) -> Terms:
        """Say what the body is read for."""
        schema = wanted.body or NOTHING
        place = (self.version, self.region)
        return Terms(schema, *place, wanted.whens, self.live, self.world.dial)
