"""What the emulator tells everybody: one page about itself, and the API's description."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from apay_console.emulator.clock import clockwork
from apay_console.emulator.control.table import CONTROLS
from apay_console.emulator.files import resource
from apay_console.emulator.happened import Happening
from apay_console.emulator.journal import Note
from apay_console.emulator.notices.notice import Notice
from apay_console.emulator.pages.hosted import PROCESSING, SIGN_IN
from apay_console.emulator.pages.html import Pages, with_session
from apay_console.emulator.rules import needs
from apay_console.emulator.rules.cards import CARDS
from apay_console.emulator.service import AUTO, MANUAL, Emulator
from apay_console.emulator.state import KINDS, Record, Session
from apay_console.emulator.wire import JSON, Answer
from apay_console.model.fields import ApiVersion
from apay_console.model.kinds import moment, stamp
from apay_console.model.operations import OPERATIONS
from apay_console.model.session import OPEN
from apay_console.model.snippets import SDKS, Facts, Sdk, filled

_RULES = {
    MANUAL: "They sign in on the buyer's page.",
    AUTO: "The first sample buyer signs in as soon as a session is created.",
}
_SHOWN = 20  # rows of a list
_SNIPPETS = {f"snippets/{sdk.file}": sdk for sdk in SDKS}
_TEXT = (("content-type", "text/plain; charset=utf-8"),)
_OPENAPI = {f"openapi/{version}.json": version for version in ApiVersion}


@dataclass(frozen=True)
class Line:
    """One line of a log."""

    at: str
    text: str


@dataclass(frozen=True)
class Waiting:
    """A checkout that waits for its buyer, and the page that it waits at."""

    session_id: str
    page: str
    does: str


class Overview:
    """Needs no token, so it shows ids and states, and nothing of any buyer."""

    def __init__(self, emulator: Emulator, pages: Pages) -> None:
        self._emulator = emulator
        self._pages = pages

    def answer(self, path: str) -> Answer | None:
        """Answer what stands at a path after the prefix; None for what needs the token."""
        if path in _OPENAPI:
            return self._document(_OPENAPI[path])
        if path in _SNIPPETS and self._emulator.settings.key_file:
            return self._snippet(_SNIPPETS[path])
        return None if path else self._page()

    def _document(self, version: ApiVersion) -> Answer:
        from apay_console.model.openapi.document import document  # noqa: PLC0415 - not at the start

        found = document(version, self._emulator.settings.base_url)
        return Answer(200, json.dumps(found, indent=1).encode(), JSON)

    def _snippet(self, sdk: Sdk) -> Answer:
        """Write out how one SDK is pointed here."""
        settings = self._emulator.settings
        facts = Facts(settings.base_url, self._emulator.key_ids[0], settings.key_file)
        template = resource(f"snippets/{sdk.file}").read_text("utf-8")
        return Answer(200, filled(template, sdk, facts).encode(), _TEXT)

    def _page(self) -> Answer:
        emulator = self._emulator
        return self._pages.render(
            "emulator.html",
            base_url=emulator.settings.base_url,
            key_ids=emulator.key_ids,
            buyer_rule=_RULES[emulator.settings.buyer],
            clock=_clock(emulator),
            documents=list(_OPENAPI),
            snippets=_SNIPPETS if emulator.settings.key_file else {},
            counts=list(_counts(emulator)),
            waiting=list(_waiting(emulator)),
            logs=[
                *_requests(emulator),
                ("What happened", _happened(emulator)),
                ("Notifications", _notices(emulator)),
                ("Notes", _notes(emulator)),
            ],
            cards=CARDS,
            operations=OPERATIONS,
            controls=CONTROLS,
        )


def _clock(emulator: Emulator) -> str:
    world = emulator.world
    ahead = round(clockwork.ahead(world))
    words = [f"{moment(stamp(world.now)):%Y-%m-%d %H:%M:%S} UTC"]
    if ahead:
        words.append(f"{abs(ahead):,} s {'ahead of' if ahead > 0 else 'behind'} this machine's")
    if world.state.clock.stopped_at is not None:
        words.append("stopped")
    return ", ".join(words)


def _counts(emulator: Emulator) -> Iterator[tuple[str, int, str]]:
    """Count what there is of each kind, and in which states."""
    for kind in KINDS:
        records: dict[str, Record] = emulator.world.state.table(kind)
        states = Counter(record.state for record in records.values())
        told = ", ".join(f"{state} {count:,}" for state, count in states.most_common())
        yield f"{kind.capitalize()}s", len(records), told


def _waiting(emulator: Emulator) -> Iterator[Waiting]:
    """Find the newest checkouts that wait for a buyer, and where."""
    newest = list(emulator.world.state.sessions.values())[-_SHOWN:]
    for session in reversed(newest):
        if session.state == OPEN and not session.paid:
            found = _page_of(session)
            if found:
                yield found


def _page_of(session: Session) -> Waiting | None:
    if not session.buyer:
        return Waiting(session.id, with_session(SIGN_IN, session.id), "Sign a buyer in")
    if needs.constraints(session.values):
        return None  # the shop's turn
    return Waiting(session.id, with_session(PROCESSING, session.id), "Pay")


def _requests(emulator: Emulator) -> Iterator[tuple[str, list[Line]]]:
    """Tell how the last requests went, where a log of them is kept."""
    if emulator.journal.requests:
        yield "Requests", _lines(emulator.journal.requests)


def _happened(emulator: Emulator) -> list[Line]:
    """Tell what changed, the newest first, by the emulator's clock."""
    rows = emulator.world.happened.since(0)[-_SHOWN:]
    return [Line(stamp(row.at), _told(row)) for row in reversed(rows)]


def _notices(emulator: Emulator) -> list[Line]:
    """Tell what the merchant was told and what the shop answered, the newest first."""
    rows = list(emulator.outbox)[-_SHOWN:]
    return [Line(stamp(row.at), f"{_about(row)}: {_outcome(row)}") for row in reversed(rows)]


def _about(row: Notice) -> str:
    told = row.told
    return f"{told.object_type} {told.object_id} {row.state}".rstrip() if told else row.type


def _outcome(row: Notice) -> str:
    answers = [str(answer.receipt.status or answer.receipt.reason) for answer in row.answers]
    due = [] if row.due_at is None else [f"due at {stamp(row.due_at)}"]
    return ", ".join([*answers, *due]) or str(row.held)


def _notes(emulator: Emulator) -> list[Line]:
    """Tell what was noted, the newest first, by the machine's clock."""
    return _lines(emulator.journal.notes)


def _lines(notes: Sequence[Note]) -> list[Line]:
    rows = list(notes)[-_SHOWN:]
    return [Line(stamp(row.at), row.text) for row in reversed(rows)]


def _told(row: Happening) -> str:
    reason = f" ({row.reason})" if row.reason else ""
    if row.after is None:
        return f"{row.what} {row.about} is forgotten"
    before = f"{row.before} → " if row.before else ""
    return f"{row.what} {row.about}: {before}{row.after}{reason}"
