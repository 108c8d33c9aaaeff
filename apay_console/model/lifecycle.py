"""Where a sale stands, and who moves next (checkout-session.html, charge.html, refund.html)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from apay_console.errors import N_, Message, say
from apay_console.model import later
from apay_console.model.fields import ApiVersion
from apay_console.model.later import Readings
from apay_console.model.session import COMPLETED, Session
from apay_console.model.subjects import CHARGE, REFUND

_LATER = (N_("Buyer"), N_("Payment info"), N_("Buyer pays"), N_("Finished"))
_ON_THE_PAGE = _LATER.index("Buyer pays")
_REASONS_ON_THE_PAGE = {"BuyerCanceled", "Declined", "AmazonCanceled"}


class Mark(StrEnum):
    """How far one step of a sale is."""

    DONE = "done"
    NOW = "now"
    LATER = "later"
    FAILED = "failed"


class Next(StrEnum):
    """The one next step, which the primary button takes."""

    CREATE = "create"
    SIGN_IN = "sign_in"
    SEND = "send"
    OPEN_PAGE = "open_page"
    COMPLETE = "complete"
    TASK = "task"  # what is filled in for a permission, charge or refund
    NEW = "new_with_values"


@dataclass(frozen=True)
class Step:
    """One step of the rail: what it is called, how far it is, and a word beside it."""

    name: str
    mark: Mark
    note: Message | None = None


@dataclass(frozen=True)
class Stand:
    """What is known of a sale: its session, if it was read, and what followed from it."""

    session: Session | None
    version: ApiVersion
    buyer_back: bool = False
    objects: Readings = ()

    @property
    def missing(self) -> int:
        """How many things only the merchant can add are missing."""
        rows = self.session.constraints if self.session else ()
        return sum(row.id != "BuyerNotAssociated" for row in rows)

    @property
    def needs_buyer(self) -> bool:
        """Whether nobody has signed in yet."""
        rows = self.session.constraints if self.session else ()
        return any(row.id == "BuyerNotAssociated" for row in rows)

    @property
    def can_complete(self) -> bool:
        """Whether Complete Checkout Session is the step to take."""
        is_open = self.session is not None and self.session.is_open
        return is_open and self.buyer_back and self.version is ApiVersion.V2


def next_step(stand: Stand, *, unsent: bool) -> Next:
    """Name the step that the primary button takes; unsent edits always come first."""
    session = stand.session
    if session is None:
        return Next.CREATE
    if not session.is_open:
        return Next.NEW
    if unsent:
        return Next.SEND
    return _of_open(stand)


def _of_open(stand: Stand) -> Next:
    if stand.can_complete:
        return Next.COMPLETE
    if stand.session is not None and stand.session.redirect_url and not stand.session.constraints:
        return Next.OPEN_PAGE
    return Next.SIGN_IN if stand.needs_buyer else Next.SEND


def rail(stand: Stand) -> tuple[Step, ...]:
    """Tell the sale as seven steps, with exactly one of them now while the session is open."""
    return (*_until_finished(stand), _captured(stand.objects), _refunded(stand.objects))


def _until_finished(stand: Stand) -> tuple[Step, ...]:
    session = stand.session
    if session is None and stand.objects:  # a buyer agreed, or there would be none
        return tuple(Step(name, Mark.DONE) for name in (N_("Session"), *_LATER))
    if session is None:
        return (Step(N_("Session"), Mark.NOW), *(Step(name, Mark.LATER) for name in _LATER))
    first = Step(N_("Session"), Mark.DONE, say(N_("created")))
    return (first, *_later_steps(stand, session))


def _later_steps(stand: Stand, session: Session) -> tuple[Step, ...]:
    if not session.is_open:
        return _ended(session)
    done = (not stand.needs_buyer, not stand.missing, stand.buyer_back, False)
    marks = [Mark.DONE if is_done else Mark.LATER for is_done in done]
    marks[done.index(False)] = Mark.NOW
    notes = (_buyer_note(session), _info_note(stand), None, None)
    return tuple(Step(*row) for row in zip(_LATER, marks, notes, strict=True))


def _ended(session: Session) -> tuple[Step, ...]:
    if session.state == COMPLETED:
        return tuple(Step(name, Mark.DONE) for name in _LATER)
    failed = _ON_THE_PAGE if session.reason in _REASONS_ON_THE_PAGE else len(_LATER) - 1
    reason = say("{reason}", reason=session.reason or session.state)
    before = Mark.DONE if failed == _ON_THE_PAGE else Mark.LATER
    return (
        *(Step(name, before) for name in _LATER[:failed]),
        Step(_LATER[failed], Mark.FAILED, reason),
        *(Step(name, Mark.LATER) for name in _LATER[failed + 1 :]),
    )


def _captured(objects: Readings) -> Step:
    charges = tuple(one for one in objects if one.subject is CHARGE)
    price = later.total(charges, CHARGE, later.CAPTURED, "captureAmount")
    if any(charge.state == later.CAPTURED for charge in charges):
        return Step(N_("Captured"), Mark.DONE, say("{price}", price=price) if price else None)
    return _money_step(N_("Captured"), charges)


def _refunded(objects: Readings) -> Step:
    refunds = tuple(one for one in objects if one.subject is REFUND)
    price = later.total(refunds, REFUND, later.REFUNDED, "refundAmount")
    if any(refund.state == later.REFUNDED for refund in refunds):
        return Step(N_("Refunded"), Mark.DONE, say("{price}", price=price) if price else None)
    return _money_step(N_("Refunded"), refunds)


def _money_step(name: str, found: Readings) -> Step:
    """A step that has not been taken: under way, failed with its reason, or not begun."""
    last = later.furthest(found)
    if last is None:
        return Step(name, Mark.LATER)
    if last.state in later.FAILED:
        return Step(name, Mark.FAILED, say("{reason}", reason=last.reason or last.state))
    return Step(name, Mark.NOW, say(N_("pending")) if last.is_pending else None)


def _buyer_note(session: Session) -> Message | None:
    return say("{name}", name=session.buyer) if session.buyer else None


def _info_note(stand: Stand) -> Message | None:
    if not stand.missing:
        return None
    return say(N_("{missing} missing"), missing=stand.missing)
