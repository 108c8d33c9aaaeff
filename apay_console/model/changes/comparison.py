"""Two exchanges beside each other: what changed between their answers, and what was ignored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from apay_console.errors import N_, BadText, Message, say
from apay_console.model import codec, json_text
from apay_console.model.answer import answer_of, reason_code
from apay_console.model.changes import lines
from apay_console.model.changes.changes import Change, changes, is_short
from apay_console.model.changes.ignored import Ignored, Spelling, ignored
from apay_console.model.exchange import Exchange, Outcome
from apay_console.model.fields import ApiVersion, Field
from apay_console.model.operation import Operation
from apay_console.model.operations import UPDATE_SESSION, operation
from apay_console.model.reading import Reading, read
from apay_console.model.subjects import SESSION


@dataclass(frozen=True)
class Comparison:
    """What is known of two answers together; `before` is None where there is no earlier one."""

    before: Exchange | None
    after: Exchange
    left: Any
    right: Any  # both in one spelling
    changes: tuple[Change, ...]
    ignored: tuple[Ignored, ...]
    notes: tuple[Message, ...] = ()

    @cached_property
    def rows(self) -> list[lines.Row]:
        """Both answers as lines beside each other."""
        return lines.rows_of(self.left, self.right, self.changes)

    @cached_property
    def starts(self) -> dict[int, int]:
        """In which of these lines each change begins."""
        return lines.starts_of(self.rows)

    def lay_out(self) -> Comparison:
        """Make the lines now, where nobody waits for them; nothing else about it is long."""
        _ = self.rows, self.starts
        return self


def first(after: Exchange) -> Comparison:
    """Take an answer that has none before it."""
    body = answer_of(after)
    return Comparison(None, after, body, body, (), _ignored(after, body))


def compare(before: Exchange, after: Exchange, between: Iterable[Exchange] = ()) -> Comparison:
    """Compare two answers; what was sent with the later one, or `between` them, is yours."""
    old, new = answer_of(before), answer_of(after)
    left, right = read(old, version_of(before)), read(new, version_of(after))
    both = _Both(old, new)
    notes = [_other_objects(left, right)]
    if left and right and left.subject is right.subject and left.version is not right.version:
        both, words = _in_one_spelling(left, right)
        notes.append(words)
    sent = [_sent(one, right) for one in (*between, after)]
    found = changes(both.left, both.right, *sent)
    told = tuple(note for note in notes if note is not None)
    return Comparison(before, after, both.left, both.right, found, _ignored(after, new), told)


def are_short(*exchanges: Exchange) -> bool:
    """Whether their answers can be compared while a window waits."""
    return all(is_short(answer_of(one)) for one in exchanges)


def version_of(exchange: Exchange) -> ApiVersion:
    """The API version that an exchange was spelt in."""
    return ApiVersion.V1 if exchange.version == ApiVersion.V1 else ApiVersion.V2


def operation_of(exchange: Exchange) -> Operation | None:
    """What an exchange did; None where this program does not know."""
    try:
        return operation(exchange.operation)
    except KeyError:
        return None


def why_not(exchange: Exchange) -> Message | None:
    """Why an exchange has nothing that could be compared; None when it has."""
    if exchange.answered is None:
        return say(N_("No answer came to this request, so there is nothing to compare."))
    if answer_of(exchange) is None:
        return say(N_("The answer is no JSON that could be compared; see Raw."))
    if exchange.outcome is Outcome.REJECTED:
        status, code = exchange.answered.status, reason_code(exchange)
        words = N_("This request was refused ({status} {code}); the refusal shows no object.")
        return say(words, status=status, code=code)
    return None


@dataclass(frozen=True)
class _Both:
    left: Any
    right: Any


def _other_objects(left: Reading | None, right: Reading | None) -> Message | None:
    if not left or not right or (left.subject is right.subject and left.id == right.id):
        return None
    words = N_("Two objects are compared: {one} and {other}.")
    return say(words, one=_named(left), other=_named(right))


def _named(reading: Reading) -> Message:
    return say(N_("{what} {id}"), what=say(reading.subject.label), id=reading.id[:40])


def _in_one_spelling(left: Reading, right: Reading) -> tuple[_Both, Message]:
    """Spell the earlier answer as the later one; what only one version has is left out."""
    schema, versions = right.subject.schema, (left.version, right.version)
    flat = [codec.flatten(one.body, schema, one.version) for one in (left, right)]
    rows = dict.fromkeys(field for one in flat for field in one.values)
    lost = [field for field in rows if not all(map(field.path, versions))]
    both = zip(flat, (left, right), strict=True)
    bodies = [_body(one, reading, right.version, lost) for one, reading in both]
    words = N_("Compared field by field: {old} and {new} spell names differently, no change.")
    if lost:
        words = N_(
            "Compared field by field: {old} and {new} spell names differently, no change. "
            "Left out, as only one of them has it: {count}."
        )
    return _Both(*bodies), say(words, old=left.version, new=right.version, count=len(lost))


def _body(flat: codec.Flat, reading: Reading, goal: ApiVersion, lost: list[Field]) -> Any:
    kept = {field: value for field, value in flat.values.items() if field not in lost}
    body = codec.nest(kept, goal)
    for path in flat.unknown:
        if len(path) == 1:  # a whole part that the catalogue does not know
            body.setdefault(path[0], reading.body[path[0]])
    return body


def _sent(exchange: Exchange, answer: Reading | None) -> Any:
    """What of the object was sent, spelt as the answer; None where nothing was."""
    done = operation_of(exchange)
    if done is None or not _writes(done, exchange):
        return None
    sent, version = _sent_body(exchange), version_of(exchange)
    if sent is None or answer is None:
        return sent
    if done.answers is not answer.subject:
        return None
    if version is answer.version or done.body is None:
        return sent
    return codec.convert(sent, done.body, version, answer.version).body


def _writes(done: Operation, exchange: Exchange) -> bool:
    """Whether a body's keys are the object's own, as those that complete a session are not."""
    is_own = done is UPDATE_SESSION or done.about is not SESSION
    return done.writes and is_own and exchange.outcome is Outcome.APPLIED


def _sent_body(exchange: Exchange) -> Mapping[str, Any] | None:
    try:
        return json_text.read_bytes(exchange.sent.body) if exchange.sent.body else None
    except BadText:
        return None


def _ignored(exchange: Exchange, body: Any) -> tuple[Ignored, ...]:
    done, sent = operation_of(exchange), _sent_body(exchange)
    is_told = done is not None and done.writes and exchange.outcome is Outcome.APPLIED
    if done is None or not is_told or not sent or not isinstance(body, Mapping):
        return ()
    spelling = Spelling(done.body, done.answers.schema, version_of(exchange))
    return ignored(sent, body, spelling)
