"""Everything that the window shows of one sale, as plain data and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from apay_console.errors import N_, Invalid, Message, say
from apay_console.model import constraints, draft, later, lifecycle
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.changes.changes import Change
from apay_console.model.draft import Body, Draft, Scope
from apay_console.model.exchange import Exchange
from apay_console.model.fields import Field
from apay_console.model.lifecycle import Next, Stand, Step
from apay_console.model.operation import Operation
from apay_console.model.operations import CREATE_SESSION, UPDATE_SESSION, operation
from apay_console.model.profile import Environment, Profile
from apay_console.model.reading import Reading
from apay_console.model.sale import Sale
from apay_console.model.session import Session
from apay_console.presenters.notice import Notice
from apay_console.presenters.sale.state import needs, objects
from apay_console.presenters.sale.state.needs import Need
from apay_console.presenters.sale.state.objects import Left, Poll, Task
from apay_console.presenters.sale.words.advice import advice
from apay_console.presenters.sale.words.error_answers import ErrorAnswer, error_answer

EMPTY = Draft()


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
    open_until: float = 0.0  # when live locks again, by the clock that never jumps
    moment: Exchange | None = None  # an earlier exchange that is being looked at
    objects: tuple[Reading, ...] = ()  # permission, charges, refunds
    shown: str = ""  # the id of the object that is looked at; empty: the session
    task: str = ""  # the name of the operation that is being filled in for that object
    aside: Mapping[tuple[str, str], Draft] = field(default_factory=dict)  # by object id and task
    poll: Poll | None = None  # when a pending object is read again by itself
    simulation: str = ""  # the code that was chosen for what is done next

    @cached_property
    def object(self) -> Reading | None:
        """The object that the two panes show; the session when no later one was chosen."""
        return later.find(self.objects, self.shown) if self.shown else self.session

    @cached_property
    def error_answer(self) -> ErrorAnswer | None:
        """The error that Amazon answered where the object would stand; None where it stands."""
        is_newest = self.object is None and self.moment is None
        return error_answer(self.exchange, self.shown) if is_newest and self.exchange else None

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """What can be done with the permission or charge that is shown, or also with a session."""
        found = self.object if self.is_task else None
        return objects.tasks_of(found, self.sale.version) if found else ()

    @property
    def is_task(self) -> bool:
        """Whether the form is for a task, and not for the session's own fields."""
        return bool(self.shown or self.task)

    @property
    def operation(self) -> Operation:
        """What the form is for; where nothing can be done with an object, to read it again."""
        if self.is_task:
            return operation(self.task or later.reading_of_id(self.shown).name)
        return UPDATE_SESSION if self.sale.session_id else CREATE_SESSION

    @cached_property
    def scope(self) -> Scope:
        """What the draft is for."""
        schema = self.operation.body or objects.NOTHING
        is_new = self.is_task or not self.sale.session_id
        return Scope(schema, self.sale.version, self.profile.region, is_new)

    @cached_property
    def values(self) -> Mapping[Field, Any]:
        """What the form shows under the draft: what the object holds already."""
        if self.is_task:
            return objects.held(self.object, self.task) if self.object and self.task else {}
        return self.session.values if self.session else {}

    @cached_property
    def prefill(self) -> Mapping[str, str]:
        """The texts that the form began with, by the names of its fields."""
        found = self.object if self.task else None
        return objects.prefill(found, self.task) if found else {}

    @property
    def is_edited(self) -> bool:
        """Whether anything was typed that is not sent yet."""
        return self.draft != Draft(self.prefill)

    @cached_property
    def limits(self) -> tuple[Left, ...]:
        """What the object that is shown still allows, and until when."""
        return objects.limits_of(self.object) if self.object else ()

    @cached_property
    def rail(self) -> tuple[Step, ...]:
        """The sale as seven steps."""
        return lifecycle.rail(self.stand)

    @cached_property
    def advice(self) -> Message | None:
        """The next sensible step as a sentence."""
        is_emulator = self.profile.environment is Environment.EMULATOR
        return advice(self.stand, self.object, is_emulator=is_emulator)

    @cached_property
    def body(self) -> Body:
        """What would be sent now."""
        return draft.body(self.draft, self.scope)

    @cached_property
    def problems(self) -> Mapping[Field, Invalid]:
        """Each field that cannot be sent as it is, with the reason."""
        find = needs.missing_for_task if self.is_task else draft.missing_for_create
        asks = self.scope.creating and self.tried and self.draft.by_hand is None
        missing = find(self.draft, self.scope) if asks else {}
        is_live = self.profile.environment is Environment.LIVE
        insecure = needs.insecure(self.draft, self.scope.schema) if is_live else {}
        return {**missing, **insecure, **self.body.problems}

    @cached_property
    def stand(self) -> Stand:
        """Where the sale stands."""
        return Stand(self.session, self.sale.version, self.sale.buyer_back, self.objects)

    @property
    def step(self) -> Next:
        """What the primary button does."""
        if self.is_unread:
            return Next.SEND
        if self.is_task:
            return Next.TASK
        return lifecycle.next_step(self.stand, unsent=bool(self.draft))

    @property
    def is_unread(self) -> bool:
        """Whether there is an object at Amazon that this console has not seen yet."""
        return self.object is None and bool(self.shown or self.sale.session_id)

    @property
    def refusal(self) -> Message | None:
        """What Amazon would answer to the task, as long as the object is in its state."""
        chosen = objects.task_of(self.tasks, self.task)
        return chosen.reason if chosen else None

    @property
    def is_locked(self) -> bool:
        """Whether the form takes no typing: nothing can be changed now, or the buyer is paying."""
        has_ended = self.session is not None and not self.session.is_open
        is_over = self.refusal is not None if self.is_task else has_ended
        return is_over or self.is_paying or self.moment is not None

    @cached_property
    def needs(self) -> tuple[Need, ...]:
        """What Amazon still needs, as chips."""
        is_open = not self.is_task and self.session is not None and self.session.is_open
        rows = self.session.constraints if self.session and is_open else ()
        sent = EMPTY if self.body.bad else self.draft  # what cannot be read clears nothing
        return tuple(needs.need(row, sent) for row in rows)

    @property
    def first_field(self) -> Field | None:
        """Where the keyboard begins: at what is missing, in a new sale at what is empty."""
        rows = [row for row in self.scope.fields() if not row.folded]
        if self.session is not None and not self.is_task:
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
        if self.busy or self.unresolved or self.is_unread or self.moment or self.refusal:
            return False
        if self.needs_typing:
            return bool(self.draft) and self.body.bad is None
        return self.body.bad is None or self.step not in _SENDING

    @property
    def will_write(self) -> bool:
        """Whether the primary button sends a write."""
        return self.step in {*_SENDING, Next.COMPLETE} and self.operation.writes

    @property
    def needs_typing(self) -> bool:
        """Whether the next step sends what is typed, and nothing else."""
        is_update = self.step is Next.TASK and self.operation.method == "PATCH"
        return is_update or self.step in {Next.SEND, Next.CREATE}


_SENDING = {Next.CREATE, Next.SEND, Next.TASK}


def _reason(state: SaleState) -> Message | None:
    if state.unresolved:
        return say(N_("Check the last request first: its outcome is unknown."))
    if state.is_unread:
        of_session = N_("This session was not read yet: press Get.")
        return say(N_("This was not read yet: press Get.") if state.shown else of_session)
    if state.moment is not None:
        return say(N_("You are looking at an earlier moment."))
    return state.refusal or _reason_of_draft(state) or _reason_of_step(state)


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
    if state.is_read_only and state.will_write:
        return say(N_("Live is read-only"))
    left = sum(not need.predicted for need in state.needs)
    if state.step is Next.SEND and state.stand.missing and left:
        return say(N_("{count} still missing"), count=left)
    if state.needs_typing and not state.draft:
        return say(N_("Nothing is typed yet."))
    return None
