"""Attempt, send, outcome, history: the one way anything leaves."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import KW_ONLY, dataclass, field, replace
from functools import cached_property, partial
from itertools import chain
from typing import TYPE_CHECKING

from apay_console.api import repeats
from apay_console.api.client import Call, Client, Unanswered, Unsent
from apay_console.api.retry import Retry
from apay_console.api.trace import Trace
from apay_console.errors import N_, Invalid, say
from apay_console.model.attempt import Attempt, check_place, likeness_of, past_attempt, place_of
from apay_console.model.exchange import SIMULATION_CODE, Exchange, Headers, Outcome, Sent
from apay_console.model.fields import ApiVersion
from apay_console.model.operations import operation
from apay_console.model.profile import Profile, base_path
from apay_console.model.request import Request
from apay_console.storing import AttemptLog, ExchangeLog, Keeper

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey


@dataclass(frozen=True, eq=False)
class Sender:
    """Stores a write before it sends it, and everything that came back; sends no write twice.

    What came back is given out at once and stored meanwhile, before all that is stored because
    of it; so a slow disk keeps nobody from an answer.
    """

    client: Client
    attempts: AttemptLog
    history: ExchangeLog
    _: KW_ONLY
    key_of: Callable[[Profile], Awaitable[RSAPrivateKey]]
    endpoint_of: Callable[[Profile], str]
    profile_of: Callable[[str], Awaitable[Profile]]
    clock: Callable[[], float]
    new_id: Callable[[], str]
    retry: Retry = field(default_factory=Retry)
    _under_way: set[str] = field(default_factory=set, init=False, repr=False)
    _out: dict[str, Trace] = field(default_factory=dict, init=False, repr=False)  # of each sale

    @cached_property
    def _keeper(self) -> Keeper:
        return Keeper(self.history, self.attempts)

    async def send(self, request: Request) -> Exchange:
        """Send a request; an exchange, whatever comes of it. When this raises, nothing was sent."""
        first = self._out[request.sale_id] = Trace()  # it waits for the key, too
        traces = chain([first], iter(Trace, None))
        call = await first.unless_stopped(self._call(request))
        if not request.operation.writes:
            return await self.retry.until_settled(
                lambda: self._ask(call, next(traces), request),
                lambda: self._out[request.sale_id].stopped,
            )
        attempt = self._attempt(call, request.sale_id)
        with self._on_its_way(attempt):
            return await self._write(call, next(traces), attempt, request)

    def stop(self, sale_id: str) -> None:
        """Wait no more for a sale's request, nor to ask again; on the loop's thread."""
        if sale_id in self._out:
            self._out[sale_id].stop()

    async def repeat(self, attempt: Attempt) -> Exchange:
        """Ask again about a write whose fate is unknown: same key, same bytes, a fresh date."""
        trace = Trace()
        call = await self._call_again(attempt)
        self._out[attempt.sale_id] = trace
        with self._on_its_way(attempt):
            exchange = repeats.judged(call.operation, await self._exchange(call, trace))
            whole = _placed(exchange, attempt.sale_id, _session_in(attempt.path))
            settles = exchange.outcome in {Outcome.APPLIED, Outcome.REJECTED}
            return await self._remember(whole, attempt, settles=settles)

    @contextmanager
    def _on_its_way(self, attempt: Attempt) -> Iterator[None]:
        """Count a write as under way, until its answer is stored or none can come any more."""
        self._under_way.add(attempt.id)
        try:
            yield
        except BaseException:
            self._under_way.discard(attempt.id)
            raise

    def sign_by_server(self, *, is_on: bool) -> None:
        """Sign with the server's time from now on, as its last answer told it, or with our own."""
        self.client.signs_by_server = is_on

    def signing_with(self, key: RSAPrivateKey) -> Sender:
        """The same sender with one key for everybody, which may not be stored anywhere yet."""

        async def key_of(_: Profile) -> RSAPrivateKey:
            return key

        return replace(self, key_of=key_of)

    async def sign_button(self, profile: Profile, payload: str) -> str:
        """Sign the payload of a checkout button; nothing leaves."""
        from apay_console import signing  # noqa: PLC0415 - cryptography waits until needed

        return signing.button_signature(await self.key_of(profile), profile.algorithm, payload)

    async def sign_again(self, exchange: Exchange) -> Sent:
        """Sign a request of the past with a fresh date, to be taken elsewhere; nothing leaves."""
        return self.client.signed(await self._call_again(past_attempt(exchange)))

    async def unfinished(self) -> list[Attempt]:
        """List the writes whose fate is unknown, but for those that are being sent right now."""
        await self.stored()
        found = await self.attempts.unfinished()
        return [attempt for attempt in found if attempt.id not in self._under_way]

    async def stored(self) -> None:
        """Wait until everything that came back is stored, or could not be."""
        await self._keeper.all_kept()

    async def look(self) -> None:
        """Wait as `stored` does; raise NotStored, once, where an answer could not be stored."""
        await self._keeper.look()

    async def settle(self, attempt: Attempt, outcome: Outcome) -> None:
        """Store what became of a write; by the person's word, if a repeat cannot tell."""
        await self._keeper.settle(attempt.id, outcome)

    async def _ask(self, call: Call, trace: Trace, request: Request) -> Exchange:
        self._out[request.sale_id] = trace
        exchange = await self._exchange(call, trace)
        return await self._remember(_placed(exchange, request.sale_id, _session_of(request, call)))

    async def _write(
        self, call: Call, trace: Trace, attempt: Attempt, request: Request
    ) -> Exchange:
        self._out[attempt.sale_id] = trace
        try:
            await self.attempts.begin(attempt, is_separate=request.is_separate)
            exchange = await self._exchange(call, trace)
        except asyncio.CancelledError:
            if not trace.left:
                await self.settle(attempt, Outcome.NOT_SENT)
            raise
        whole = _placed(exchange, attempt.sale_id, _session_of(request, call))
        settles = exchange.outcome is not Outcome.UNKNOWN
        return await self._remember(whole, attempt, settles=settles)

    async def _exchange(self, call: Call, trace: Trace) -> Exchange:
        try:
            return await self.client.send(call, trace)
        except (Unsent, Unanswered) as fault:
            return fault.exchange

    async def _remember(
        self, exchange: Exchange, attempt: Attempt | None = None, *, settles: bool = False
    ) -> Exchange:
        """Begin to store an exchange, which has its number once that is done."""
        settled = attempt.id if attempt and settles else ""
        ended = partial(self._under_way.discard, attempt.id if attempt else "")
        await self._keeper.keep(exchange, settled, ended)
        return exchange

    async def _call(self, request: Request) -> Call:
        wanted, profile = request.operation, request.profile
        if request.version not in wanted.versions:
            words = N_("{version} has no “{operation}”.")
            raise Invalid(say(words, version=request.version.value, operation=wanted.label))
        fresh = self.new_id() if wanted.needs_idempotency_key else ""
        target = f"{base_path(profile, request.version)}/{wanted.target(**request.ids)}"
        return Call(
            operation=wanted,
            profile=profile,
            version=request.version,
            endpoint=self.endpoint_of(profile),
            key=await self.key_of(profile),
            target=target,
            body=request.body,
            idempotency_key=request.idempotency_key or fresh,
            headers=_headers(request.simulation),
        )

    async def _call_again(self, attempt: Attempt) -> Call:
        profile = await self.profile_of(attempt.profile_id)
        check_place(attempt.place, profile)
        return Call(
            operation=replace(operation(attempt.operation), method=attempt.method),
            profile=profile,
            version=ApiVersion(attempt.version),
            key=await self.key_of(profile),
            endpoint=self.endpoint_of(profile),
            target=attempt.path,
            body=attempt.body,
            idempotency_key=attempt.idempotency_key,
            headers=_headers(attempt.simulation),
        )

    def _attempt(self, call: Call, sale_id: str) -> Attempt:
        place = place_of(call.profile)
        return Attempt(
            id=self.new_id(),
            profile_id=call.profile.id,
            sale_id=sale_id,
            operation=call.operation.name,
            version=call.version,
            method=call.operation.method,
            path=call.target,
            body=call.body,
            idempotency_key=call.idempotency_key,
            created_at=self.clock(),
            simulation=dict(call.headers).get(SIMULATION_CODE, ""),
            place=place,
            likeness=likeness_of(call.operation, place, call.target, call.body),
        )


def _headers(simulation: str) -> Headers:
    return ((SIMULATION_CODE, simulation),) if simulation else ()


def _placed(exchange: Exchange, sale_id: str, session_id: str) -> Exchange:
    return replace(exchange, sale_id=sale_id, session_id=session_id)


def _session_of(request: Request, call: Call) -> str:
    return request.session_id or _session_in(call.target)


def _session_in(path: str) -> str:
    found = re.search(r"/checkoutSessions/([^/]+)", path)
    return found[1] if found else ""
