"""Everything that the window shows of one sale, as plain data and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from apay_console.errors import N_, Invalid, Message, say
from apay_console.model import constraints, draft, lifecycle
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.changes import Change
from apay_console.model.draft import Body, Draft, Raw, Scope, Typed
from apay_console.model.exchange import Exchange
from apay_console.model.fields import Field
from apay_console.model.kinds import Url
from apay_console.model.lifecycle import Next, Stand
from apay_console.model.profile import Environment, Profile
from apay_console.model.reading import Reading
from apay_console.model.sale import Sale
from apay_console.model.session import Constraint, Session
from apay_console.presenters.notices import Notice

EMPTY = Draft()


@dataclass(frozen=True)
class Need:
    """One constraint as a chip: what it asks for, and whether the draft will clear it."""

    constraint: Constraint
    chip: str
    sentence: Message
    predicted: bool


@dataclass(frozen=True)
class SaleState:
    """One sale at one moment; every change makes a new one."""

    profile: Profile
    sale: Sale
    session: Session | None = None
    draft: Draft = EMPTY
    exchanges: tuple[Exchange, ...] = ()  # newest first
    exchange: Exchange | None = None  # the one that the answer pane shows
    changes: tuple[Change, ...] | None = None  # None: nothing to compare with
    notice: Notice | None = None
    busy: Message | None = None
    tried: bool = False  # sending was tried, so empty required fields are marked too
    is_paying: bool = False  # the buyer's page is open
    unresolved: bool = False  # a write whose outcome is unknown stands in the way
    is_read_only: bool = False  # live, and not unlocked
    moment: Exchange | None = None  # an earlier exchange that is being looked at
    objects: tuple[Reading, ...] = ()  # permission, charges, refunds
    shown: str = ""  # the id of the object that is looked at; empty: the session
    task: str = ""  # the name of the operation that is being filled in for that object
    aside: Mapping[tuple[str, str], Draft] = field(default_factory=dict)  # by object id and task

    @cached_property
    def object(self) -> Reading | None:
        """The object that the two panes show; the session when no later one was chosen."""
        later = (reading for reading in self.objects if reading.id == self.shown)
        return next(later, None) if self.shown else self.session

    @cached_property
    def scope(self) -> Scope:
        """What the draft is for."""
        version, region = self.sale.version, self.profile.region
        return Scope(CHECKOUT_SESSION, version, region, creating=not self.sale.session_id)

    @cached_property
    def body(self) -> Body:
        """What would be sent now."""
        return draft.body(self.draft, self.scope)

    @cached_property
    def problems(self) -> Mapping[Field, Invalid]:
        """Each field that cannot be sent as it is, with the reason."""
        missing = draft.missing_for_create(self.draft, self.scope) if self._asks_for_all else {}
        insecure = _insecure(self) if self.profile.environment is Environment.LIVE else {}
        return {**missing, **insecure, **self.body.problems}

    @property
    def _asks_for_all(self) -> bool:
        return self.scope.creating and self.tried and self.draft.by_hand is None

    @cached_property
    def stand(self) -> Stand:
        """Where the sale stands."""
        return Stand(self.session, self.sale.version, self.sale.buyer_back)

    @property
    def step(self) -> Next:
        """What the primary button does."""
        if self.is_unread:
            return Next.SEND
        return lifecycle.next_step(self.stand, unsent=bool(self.draft))

    @property
    def is_unread(self) -> bool:
        """Whether there is a session at Amazon that this console has not seen yet."""
        return self.session is None and bool(self.sale.session_id)

    @property
    def is_locked(self) -> bool:
        """Whether the form takes no typing: the session ended, or the buyer is paying."""
        ended = self.session is not None and not self.session.is_open
        return ended or self.is_paying or self.moment is not None

    @cached_property
    def needs(self) -> tuple[Need, ...]:
        """What Amazon still needs, as chips."""
        rows = self.session.constraints if self.session and self.session.is_open else ()
        sent = EMPTY if self.body.bad else self.draft  # what cannot be read clears nothing
        return tuple(_need(row, sent) for row in rows)

    @property
    def first_field(self) -> Field | None:
        """Where the keyboard begins: at what is missing, in a new sale at what is empty."""
        rows = [row for row in self.scope.fields() if not row.folded]
        if self.session is not None:
            return next((row for row in rows if row in self.missing), None)
        empty = [row for row in rows if not self.draft.typed.get(row.name)]
        return next(iter(empty or rows), None)

    @property
    def missing(self) -> set[Field]:
        """The fields that Amazon waits for and the draft does not fill yet."""
        left = [need.constraint.id for need in self.needs if not need.predicted]
        found = (constraints.remedy(name) for name in left)
        return {CHECKOUT_SESSION[known.field] for known in found if known and known.field}

    @property
    def reason(self) -> Message | None:
        """Why the primary button cannot be pressed, or what stands before the next step."""
        return self.busy or _reason(self)

    @property
    def can_act(self) -> bool:
        """Whether the primary button works now."""
        if self.busy or self.unresolved or self.is_unread or self.moment is not None:
            return False
        if self.step in {Next.SEND, Next.CREATE}:
            return bool(self.draft) and self.body.bad is None
        return True


def _need(row: Constraint, typed: Draft) -> Need:
    known = constraints.remedy(row.id)
    chip = known.chip if known else row.id
    predicted = constraints.will_clear(row.id, typed)
    return Need(row, chip, constraints.explain(row), predicted)


def _reason(state: SaleState) -> Message | None:
    if state.unresolved:
        return say(N_("Check the last request first: its outcome is unknown."))
    if state.is_unread:
        return say(N_("This session was not read yet: press Get."))
    if state.moment is not None:
        return say(N_("You are looking at an earlier moment."))
    return _reason_of_draft(state) or _reason_of_step(state)


def _reason_of_draft(state: SaleState) -> Message | None:
    if state.body.bad is not None:
        return say(N_("The JSON cannot be read yet."))
    if state.is_paying and state.stand.needs_buyer:
        return say(N_("The buyer is signing in."))
    if state.is_paying:
        return say(N_("The buyer is paying."))
    if state.problems:
        return say(N_("{count} to correct"), count=len(state.problems))
    return None


def _reason_of_step(state: SaleState) -> Message | None:
    if state.is_read_only and state.step in {Next.CREATE, Next.SEND, Next.COMPLETE}:
        return say(N_("Live is read-only"))
    left = sum(not need.predicted for need in state.needs)
    if state.step is Next.SEND and state.stand.missing and left:
        return say(N_("{count} still missing"), count=left)
    if state.step in {Next.SEND, Next.CREATE} and not state.draft:
        return say(N_("Nothing is typed yet."))
    return None


def _insecure(state: SaleState) -> dict[Field, Invalid]:
    """Live takes https only (checkout-session.html)."""
    words = say(N_("Live takes https only."))
    return {
        CHECKOUT_SESSION[name]: Invalid(words, "https://shop.example/thanks")
        for name, typed in state.draft.typed.items()
        if isinstance(CHECKOUT_SESSION[name].kind, Url) and _is_plain_http(typed)
    }


def _is_plain_http(typed: Typed) -> bool:
    text = typed.value if isinstance(typed, Raw) else typed
    return isinstance(text, str) and text.strip().lower().startswith("http://")
