"""Amazon Pay on loopback: a question in, an answer out, and no I/O between."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from apay_console import log
from apay_console.emulator import choices, replays, routes, saving
from apay_console.emulator.buyers import Buyer, find_buyer
from apay_console.emulator.clock.snapshots import Snapshots
from apay_console.emulator.faults.orders import Faults
from apay_console.emulator.gate import Admitted, Gate
from apay_console.emulator.ids import Ids, RandomIds
from apay_console.emulator.journal import Journal
from apay_console.emulator.notices.notifying import Notifying
from apay_console.emulator.notices.outbox import Outbox
from apay_console.emulator.notices.topic import Topic
from apay_console.emulator.rules import answering, associating, expiring
from apay_console.emulator.rules.call import Call
from apay_console.emulator.rules.table import RULES
from apay_console.emulator.state import Changed, Permission, Record, Row, Session
from apay_console.emulator.state_changes import StateChanges
from apay_console.emulator.strictness import Strictness
from apay_console.emulator.throttling import Throttle
from apay_console.emulator.watching import Watched, watch
from apay_console.emulator.wire import Answer, Asked, Refused
from apay_console.emulator.world import World
from apay_console.errors import BadText, Fault
from apay_console.model import json_text
from apay_console.model.exchange import SIMULATION_CODE
from apay_console.model.fields import ApiVersion
from apay_console.model.profile import Environment, environment_of

MANUAL, AUTO = "manual", "auto"


@dataclass
class Settings:
    """What may be set from outside while the emulator runs."""

    buyer: str = MANUAL  # whether the first sample buyer signs in by himself
    base_url: str = ""  # where the buyer's pages are
    key_file: str = ""  # what the snippets sign with; empty: they are shown elsewhere
    next_decision: str = ""  # what the next buyer does without being asked
    strictness: Strictness = field(default_factory=Strictness)
    throttle: Throttle = field(default_factory=Throttle)
    faults: Faults = field(default_factory=Faults)
    notifying: Notifying = field(default_factory=Notifying)


class Emulator:
    """Answers as Amazon Pay would, and remembers; carried by whatever can call `handle`."""

    def __init__(
        self,
        keys: Mapping[str, RSAPublicKey],
        *,
        clock: Callable[[], float],
        ids: Ids | None = None,
        settings: Settings | None = None,
        changed: Changed | None = None,
    ) -> None:
        self.settings = settings or Settings()
        self.journal = Journal(clock)
        self.snapshots = Snapshots()
        self._clock = clock
        self._ids = ids or RandomIds()
        dial = self.settings.strictness
        dial.note = self.journal.note
        self._gate = Gate(dict(keys), dial)
        self.world = World(clock, self._ids, self.journal.note, changed, dial)
        self.topic = Topic()
        self.outbox = Outbox(self.world, self.settings.notifying)
        self.world.happened.heard = self.outbox.hear
        self.state_changes = StateChanges(self.world.happened)
        self.watched: Watched | None = None  # told of each request that was answered

    def trust(self, key_id: str, key: RSAPublicKey) -> None:
        """Take requests that are signed with another key, from now on."""
        self._gate.keys[key_id] = key

    def public_key(self, key_id: str) -> RSAPublicKey | None:
        """Give the key that a key id stands for; None for an unknown one."""
        return self._gate.keys.get(key_id)

    @property
    def key_ids(self) -> list[str]:
        """The public key ids whose requests are taken."""
        return list(self._gate.keys)

    def handle(self, asked: Asked) -> Answer:
        """Answer one request of the API."""
        if self.watched is None:
            return self._handle(asked)
        return watch(self._handle, asked, self._clock(), self.watched)

    def _handle(self, asked: Asked) -> Answer:
        try:
            expiring.run_due(self.world)
            answer = self._answer(asked)
        except Refused as refused:
            answer = refused.answer
        except Exception as error:  # noqa: BLE001 - one bad request must not end the service
            answer = mistaken(error)
        return answer.with_header("x-amz-pay-request-id", self._ids.unique())

    def _answer(self, asked: Asked) -> Answer:
        admitted = self._gate.admit(asked, self._clock())
        route = routes.find(asked.method, asked.path, admitted.key_id)
        if route.live is not (environment_of(admitted.key_id) is Environment.LIVE):
            self.world.choose(choices.PATH_OVER_PREFIX)
        self.settings.throttle.check(route.operation.name, self._clock(), live=route.live)
        fault = self.settings.faults.take(route.operation.name, admitted.key_id)
        if fault is None:
            return self._operate(asked, admitted, route)
        operate = partial(self._operate, asked, admitted, route)
        return fault.spoil(operate, admitted.headers, self._clock())

    def _operate(self, asked: Asked, admitted: Admitted, route: routes.Route) -> Answer:
        key = replays.key_of(route, admitted.headers, self.settings.strictness)
        if not key.isalnum() and key:
            self.world.choose(choices.KEY_SIGNS)
        body = _body(asked.body) if route.operation.has_body else {}
        if not key:
            return self._run(admitted, route, body)
        claimed = replays.claim(key, route, admitted.region, body)
        again = replays.answer_again(self.world, claimed)
        if again:
            return again
        answer = self._run(admitted, route, body)
        replays.keep(self.world, claimed, answer)
        return answer

    def _run(self, admitted: Admitted, route: routes.Route, body: Mapping[str, Any]) -> Answer:
        call = Call(
            self.world,
            route.version,
            admitted.region,
            route.live,
            body,
            admitted.headers.get(SIMULATION_CODE, ""),
            find_buyer("") if self.settings.buyer == AUTO else None,
        )
        return RULES[route.operation.name](call, route.number, self.settings.base_url)

    def sign_in(self, session_id: str, buyer: Buyer, product_type: str = "PayAndShip") -> None:
        """Let a sample buyer sign in, as on the page of phase A; raise Refused."""
        associating.sign_in(self.world, self.session(session_id), buyer, product_type)

    def sign_out(self, session_id: str) -> None:
        """Forget a session's buyer; raise Refused."""
        associating.sign_out(self.world, self.session(session_id))

    def session(self, session_id: str) -> Session:
        """Find a session as it stands now; raise Refused when there is none."""
        expiring.run_due(self.world)
        session = self.world.state.sessions.get(session_id)
        if session is None:
            raise Refused(404, "ResourceNotFound", "There is no such checkout session.")
        return session

    def body(self, record: Record, version: ApiVersion) -> dict[str, Any]:
        """Spell an object as a request that reads it is answered."""
        if isinstance(record, Session):
            return answering.session_body(record, version, self.settings.base_url)
        if isinstance(record, Permission):
            return answering.permission_body(record, version, self.world.now)
        return answering.body(record, version)

    def advance(self, seconds: float) -> int:
        """Put the clock forward; everything due happens in order. Say how much happened."""
        self.world.advance(seconds)
        happened = expiring.run_due(self.world)
        self.outbox.tell()
        return happened

    def reset(self) -> None:
        """Forget everything, faults too."""
        self.world.clear()
        self.outbox.clear()
        self.settings.faults.waiting.clear()
        self.settings.throttle.refill()
        self.settings.next_decision = ""

    def save(self) -> Iterator[Row]:
        """Write the whole state, row by row."""
        return saving.rows(self.world.state)

    @property
    def told(self) -> tuple[int, int]:
        """How much happened so far, and how much of it a shop is told of."""
        return self.world.happened.count, self.outbox.count

    def take_back_news(self, told: tuple[int, int]) -> None:
        """Forget what happened since, and tell no shop of it."""
        self.world.happened.take_back(told[0])
        self.outbox.take_back(told[1])

    def restore(self, kept: Iterable[Row]) -> None:
        """Go on from where rows were kept."""
        self.world.state, lost = saving.read(kept)
        for name in lost:
            self.journal.note(f"left out what could not be read: {name}")


def mistaken(error: Exception) -> Answer:
    """Say in the log where it failed, and nothing of what was sent; answer that it did."""
    log.failed(error)
    return Refused(500, "InternalServerError", "The emulator made a mistake.").answer


def _body(raw: bytes) -> dict[str, Any]:
    try:
        return json_text.read_bytes(raw)
    except BadText as error:
        place = f"line {error.line}, column {error.column}"
        raise Refused(400, "InvalidRequestFormat", f"{error.message} ({place})") from None
    except (Fault, RecursionError):
        raise Refused(400, "InvalidRequestFormat", "The body cannot be read.") from None
