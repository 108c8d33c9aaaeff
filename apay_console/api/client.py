"""Sends one call and says what came of it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apay_console.api.call import Call
from apay_console.api.outcomes import judge
from apay_console.api.trace import STOPPED, Trace
from apay_console.errors import Message, NotSent, OutcomeUnknown, say
from apay_console.model.deadline import MOST
from apay_console.model.exchange import Answered, Exchange, Outcome, Sent
from apay_console.model.server_time import seconds_ahead
from apay_console.model.timeline import PARSED

if TYPE_CHECKING:  # loaded with the first request, after the first paint
    import ssl

    import httpx

    from apay_console.api.auth import Signature

__all__ = ["Call", "Client", "Unanswered", "Unsent"]

MEBIBYTE = 1024 * 1024


class Unsent(NotSent):
    """Nothing left this machine; `exchange` is what would have."""

    def __init__(self, exchange: Exchange) -> None:
        super().__init__(exchange.reason or Message(""))
        self.exchange = exchange


class Unanswered(OutcomeUnknown):
    """It left and no whole answer came; `exchange` is what is known."""

    def __init__(self, exchange: Exchange) -> None:
        super().__init__(exchange.reason or Message(""))
        self.exchange = exchange


@dataclass(frozen=True)
class _Trip:
    """One call on its way."""

    call: Call
    signature: Signature
    trace: Trace
    started_at: float

    def exchange(
        self, answered: Answered | None, outcome: Outcome, reason: Message | None
    ) -> Exchange:
        call, signature = self.call, self.signature
        return Exchange(
            operation=call.operation.name,
            version=call.version,
            sent=signature.sent or Sent(call.operation.method, call.endpoint + call.target, ()),
            answered=answered,
            outcome=outcome,
            started_at=self.started_at,
            took_ms=self.trace.elapsed,
            reason=reason,
            trace=tuple(self.trace.events),
            profile_id=call.profile.id,
            idempotency_key=call.idempotency_key,
            string_to_sign=signature.string_to_sign,
            canonical_request=signature.canonical_request,
        )


class Client:
    """The one way to ask Amazon Pay; httpx is loaded with the first call or by `prepare`."""

    def __init__(
        self,
        *,
        clock: Callable[[], float],
        longest: float = MOST,
        cap: int = 8 * MEBIBYTE,
        trust: Callable[[], ssl.SSLContext] | None = None,
    ) -> None:
        self._clock = clock
        self._longest = longest  # seconds that anybody waits, whatever a profile says
        self._cap = cap
        self._trust = trust
        self.signs_by_server = False  # with the server's time, where this machine's is off
        self._ahead: dict[str, float] = {}  # by endpoint, how far this machine's clock is ahead
        self._opening = threading.Lock()
        self._http: dict[str, httpx.AsyncClient] = {}  # by the proxy, which may be none

    def prepare(self, proxy: str = "") -> httpx.AsyncClient:
        """Load what takes time; from any thread, as often as you like."""
        from apay_console.api import wire  # noqa: PLC0415 - httpx takes a tenth of a second

        with self._opening:
            if proxy not in self._http:
                context = (self._trust or wire.system_trust)()
                self._http[proxy] = wire.open_client(context, proxy)
            return self._http[proxy]

    async def send(self, call: Call, trace: Trace | None = None) -> Exchange:
        """Send a call; any answer is an Exchange, none is `Unsent` or `Unanswered`."""
        http = self.prepare(call.profile.way)
        from apay_console.api import auth, failures, wire  # noqa: PLC0415 - see prepare

        trace = trace or Trace()
        trace.go_through(call.profile.way)
        trip = _Trip(call, auth.Signature(call, self._time_for(call)), trace, self._clock())
        deadline = self._deadline_of(call)
        try:
            request = wire.make_request(call, trace, deadline)
            async with asyncio.timeout(0 if trace.stopped.is_set() else deadline) as limit:
                trace.limit = limit
                answered, spoilt = await wire.fetch(http, request, trip.signature, self._cap)
        except failures.FAILURES as error:
            failure = failures.Failure(error, call.authority, deadline)
            stopped = trace.stopped.is_set()
            raise _fault(trip, say(STOPPED) if stopped else failure.explain(trace)) from None
        finally:
            trace.limit = None
        return self._judged(trip, answered, spoilt)

    def _judged(self, trip: _Trip, answered: Answered, spoilt: Message | None) -> Exchange:
        """Read a whole answer, and say what it tells of the call."""
        answered.read_ahead()
        writes = trip.call.operation.writes
        outcome, reason = (Outcome.UNKNOWN, spoilt) if spoilt else judge(answered, writes=writes)
        trip.trace.mark(PARSED)
        exchange = trip.exchange(answered, outcome, reason)
        self._ahead[trip.call.endpoint] = seconds_ahead(exchange)
        return exchange

    def _deadline_of(self, call: Call) -> float:
        return min(call.profile.deadline, self._longest)

    def _time_for(self, call: Call) -> Callable[[], float]:
        if not self.signs_by_server:
            return self._clock
        return lambda: self._clock() - self._ahead.get(call.endpoint, 0.0)

    def signed(self, call: Call) -> Sent:
        """Sign a call as `send` would, and send nothing."""
        self.prepare()
        from apay_console.api import auth, wire  # noqa: PLC0415 - see prepare

        signature = auth.Signature(call, self._time_for(call))
        request = wire.make_request(call, Trace(), self._deadline_of(call))
        next(signature.auth_flow(request))
        return signature.sent or Sent(call.operation.method, str(request.url), ())

    async def close(self) -> None:
        """Let go of the HTTP library's client."""
        for http in self._http.values():
            await http.aclose()


def _fault(trip: _Trip, reason: Message) -> Unsent | Unanswered:
    if trip.trace.left:
        return Unanswered(trip.exchange(None, Outcome.UNKNOWN, reason))
    return Unsent(trip.exchange(None, Outcome.NOT_SENT, reason))
