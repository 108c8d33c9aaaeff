"""The notifications that the emulator sent, as a list tells of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apay_console.errors import N_, BadText, Message, say
from apay_console.model import json_text
from apay_console.presenters import moments
from apay_console.presenters.notifications.arrival import short

if TYPE_CHECKING:
    from apay_console.emulator.notices.notice import Notice
    from apay_console.emulator.service import Emulator
    from apay_console.model.letter import Receipt

_TITLES: Mapping[str, str] = {
    "CHARGE_PERMISSION": N_("Permission {id}: {state}"),
    "CHARGE": N_("Charge {id}: {state}"),
    "REFUND": N_("Refund {id}: {state}"),
    "CHARGEBACK": N_("Chargeback {id}"),
}
_NAMES: Mapping[str, str] = {
    "CHARGE_PERMISSION": N_("Permission {id}, by hand"),
    "CHARGE": N_("Charge {id}, by hand"),
    "REFUND": N_("Refund {id}, by hand"),
    "CHARGEBACK": N_("Chargeback {id}"),
}
_TEST = N_("Test, as from Seller Central")
_CONFIRM = N_("Asks to confirm the subscription")
_TAKEN = N_("{status} in {ms} ms")
_CONFIRMED = N_("{status} in {ms} ms, confirmed at {at}")
_UNCONFIRMED = N_("{status} in {ms} ms, not confirmed: SubscribeURL was not opened yet")
_TWICE = N_("{status} in {ms} ms, delivered {times} times")
_RETRIED = N_("{status}, to be tried again at {due}")
_GIVEN_UP = N_("{status}, given up after {times} tries")
_REFUSED = N_("{status}, not tried again")
_SILENT = N_("To be tried again at {due}. {reason}")
_SILENT_FOR_GOOD = N_("Given up after {times} tries. {reason}")
_DUE = N_("Due at {due}")
_ON_ITS_WAY = N_("On its way")
DONE, WAITING, FAILED, HELD = "ok", "wait", "err", "held"


@dataclass(frozen=True)
class Line:
    """One notification: what it tells, and how it went."""

    id: str
    at: str  # when it came to be, by the emulator's clock
    title: Message
    outcome: Message
    tone: str
    object_type: str = ""
    object_id: str = ""  # what it is about; empty where there is nothing to look at
    said: str = ""  # the first of the shop's own words


def lines_of(emulator: Emulator) -> tuple[Line, ...]:
    """Every notification, the newest first; on the emulator's own thread."""
    now = emulator.world.now
    return tuple(_line(notice, now) for notice in reversed(list(emulator.outbox)))


def body_of(emulator: Emulator, number: str) -> str:
    """Write a notification as it is posted; empty when it is no longer known."""
    from apay_console.emulator.notices.notifying import letter_of  # noqa: PLC0415 - after first paint

    notice, settings = emulator.outbox.find(number), emulator.settings
    if notice is None:
        return ""
    letter = letter_of(notice, settings.notifying, emulator.topic, settings.base_url)
    return letter.body.decode()


def _line(notice: Notice, now: float) -> Line:
    told = notice.told
    last = notice.answers[-1].receipt if notice.answers else None
    is_test = told is not None and told.object_id.startswith("P01-0000000")
    return Line(
        notice.id,
        moments.short(notice.at, now),
        _title(notice),
        _outcome(notice, last, now),
        _tone(notice, last),
        told.object_type if told else "",
        told.object_id if told and not is_test else "",
        last.body.decode("utf-8", "replace") if last else "",
    )


def _title(notice: Notice) -> Message:
    told = notice.told
    if told is None:
        return say(_CONFIRM)
    if told.object_id.startswith("P01-0000000"):
        return say(_TEST)
    words = _TITLES if notice.state else _NAMES
    return say(words[told.object_type], id=short(told.object_id), state=notice.state)


def _tone(notice: Notice, last: Receipt | None) -> str:
    if notice.held:
        return HELD
    if notice.due_at is not None:
        return WAITING
    if last is None or not last.is_taken:
        return FAILED
    return DONE if notice.told or notice.confirmed_at is not None else WAITING


def _outcome(notice: Notice, last: Receipt | None, now: float) -> Message:
    if notice.held:
        return notice.held
    if last is None:
        due = notice.due_at or now
        is_now = notice.due_at is not None and due <= now
        return say(_ON_ITS_WAY) if is_now else say(_DUE, due=moments.short(due, now))
    return _success(notice, last, now) if last.is_taken else _failure(notice, last, now)


def _success(notice: Notice, last: Receipt, now: float) -> Message:
    times = sum(answer.receipt.is_taken for answer in notice.answers)
    words, found = _TWICE if times > 1 else _TAKEN, notice.confirmed_at
    if notice.told is None:
        words = _UNCONFIRMED if found is None else _CONFIRMED
    at = moments.short(found or now, now)
    return say(words, status=last.status, ms=round(last.took_ms), times=times, at=at)


def _failure(notice: Notice, last: Receipt, now: float) -> Message:
    arguments = {
        "status": last.status,
        "reason": last.reason,
        "times": len(notice.answers),
        "due": moments.short(notice.due_at or now, now),
    }
    if notice.due_at is not None:
        return say(_RETRIED if last.status else _SILENT, **arguments)
    if not last.may_repeat:
        return say(_REFUSED, **arguments)
    return say(_GIVEN_UP if last.status else _SILENT_FOR_GOOD, **arguments)


def unfolded(body: str) -> tuple[str, str]:
    """Write a notification for reading: the envelope, and the JSON inside it (empty if none)."""
    try:
        envelope = json_text.read_object(body)
        inside = json_text.read_object(str(envelope.get("Message", "")))
    except BadText:
        return body, ""
    return json_text.write(envelope, indent=2), json_text.write(inside, indent=2)
