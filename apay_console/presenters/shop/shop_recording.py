"""Takes what a shop asked of the emulator into the history, each request under its sale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from apay_console.errors import BadText, Message, NotStored
from apay_console.model import json_text
from apay_console.model.exchange import FROM_SHOP, Exchange
from apay_console.model.fields import ApiVersion
from apay_console.model.sale import Sale
from apay_console.presenters.services import Services

if TYPE_CHECKING:
    from apay_console.emulator.service import Emulator
    from apay_console.emulator.state import State
    from apay_console.emulator.watching import Seen

_LONGEST_REFERENCE = 256
_IDS = ("refundId", "chargeId", "chargePermissionId")


@dataclass(frozen=True)
class Recorded:
    """One request of a shop, and the sale that it belongs to."""

    exchange: Exchange
    sale: Sale


@dataclass(frozen=True)
class Bunch:
    """What came since the last one."""

    rows: tuple[Recorded, ...]
    fault: Message | None = None  # why it was not kept


@dataclass(frozen=True)
class About:
    """What a request was about."""

    session_id: str  # empty when it is about none, or about one that is not there
    reference: str  # the merchant's own number, as far as it was sent or answered
    version: ApiVersion
    at: float


class Recorder:
    """Works on the network's thread, where the emulator is."""

    def __init__(self, services: Services, profile_id: str) -> None:
        self.profile_id = profile_id  # whose sales a shop's are listed with
        self._services = services

    async def record(self, emulator: Emulator, seen: Sequence[Seen]) -> Bunch:
        """Keep what was seen; what the disk does not take is shown all the same."""
        begun: dict[str, Sale] = {}
        try:
            rows = [await self._placed(emulator, one, begun) for one in seen]
            await self._services.sales.save_all({sale.id: sale for sale in begun.values()}.values())
            stored = await self._services.history.add_all([row.exchange for row in rows])
        except NotStored as fault:
            return Bunch(tuple(self._unplaced(emulator, one) for one in seen), fault.message)
        pairs = zip(stored, rows, strict=True)
        return Bunch(tuple(Recorded(exchange, row.sale) for exchange, row in pairs))

    async def _placed(self, emulator: Emulator, seen: Seen, begun: dict[str, Sale]) -> Recorded:
        from apay_console.emulator.recounting import exchange_of  # noqa: PLC0415 - it runs by now

        about = about_of(seen, emulator.world.state)
        sale = await self._sale(about, begun)
        exchange = exchange_of(seen, emulator)
        return Recorded(replace(exchange, sale_id=sale.id, session_id=about.session_id), sale)

    def _unplaced(self, emulator: Emulator, seen: Seen) -> Recorded:
        from apay_console.emulator.recounting import exchange_of  # noqa: PLC0415 - it runs by now

        about = about_of(seen, emulator.world.state)
        return Recorded(exchange_of(seen, emulator), self._new(about, ""))

    async def _sale(self, about: About, begun: dict[str, Sale]) -> Sale:
        """Find the sale of a request, or begin one; `begun` are those of this bunch."""
        if about.session_id:
            known = await self._of_session(about.session_id, begun)
            if known is not None:
                return known
        number = self._waiting_id(about)
        waiting = begun.get(number) or await self._services.sales.get(number)
        if waiting is not None and not about.session_id:
            return waiting
        sale = begun[about.session_id or number] = self._next(about, waiting)
        return sale

    async def _of_session(self, session_id: str, begun: dict[str, Sale]) -> Sale | None:
        return begun.get(session_id) or await self._services.sales.of_session(session_id)

    def _next(self, about: About, waiting: Sale | None) -> Sale:
        """A row of refused tries becomes that of the session that came of them at last."""
        if waiting is not None and waiting.reference and not waiting.session_id:
            return replace(waiting, session_id=about.session_id, version=about.version)
        number = self._services.new_id() if about.session_id else self._waiting_id(about)
        return self._new(about, number)

    def _new(self, about: About, number: str) -> Sale:
        return Sale(
            number,
            self.profile_id,
            about.version,
            about.at,
            about.at,
            reference=about.reference,
            session_id=about.session_id,
            from_shop=True,
        )

    def _waiting_id(self, about: About) -> str:
        """The id of the row of what belongs to no session."""
        return "-".join(part for part in (FROM_SHOP, self.profile_id, about.reference) if part)


def about_of(seen: Seen, state: State) -> About:
    """Say what a request was about, by its path, its body, its answer and the emulator's memory."""
    from apay_console.emulator.recounting import version_of  # noqa: PLC0415 - it runs by now

    sent, answered = _read(seen.asked.body), _read(seen.answer.body)
    session_id = _session_id(seen, (sent, answered), state)
    reference = _reference(sent) or _reference(answered)
    return About(session_id, reference, version_of(seen), seen.started)


def _session_id(seen: Seen, bodies: tuple[Any, Any], state: State) -> str:
    number = seen.route.number if seen.route else ""
    answered = _text(bodies[1], "checkoutSessionId")
    if answered or number in state.sessions:
        return answered or number
    named = [_text(body, name) for body in reversed(bodies) for name in _IDS]
    found = (_session_of(one, state) for one in (number, *named) if one)
    return next((session_id for session_id in found if session_id), "")


def _session_of(object_id: str, state: State) -> str:
    """Follow a refund to its charge, a charge to its permission, a permission to its session."""
    refund = state.refunds.get(object_id)
    charge = state.charges.get(refund.charge_id if refund else object_id)
    permission = state.permissions.get(charge.permission_id if charge else object_id)
    return permission.session_id if permission else ""


def _reference(body: Mapping[str, Any]) -> str:
    metadata = body.get("merchantMetadata")
    found = _text(metadata, "merchantReferenceId") if isinstance(metadata, Mapping) else ""
    return found[:_LONGEST_REFERENCE]


def _read(body: bytes) -> Mapping[str, Any]:
    try:
        return json_text.read_bytes(body)
    except BadText:
        return {}


def _text(body: Mapping[str, Any], name: str) -> str:
    found = body.get(name)
    return found if isinstance(found, str) else ""
