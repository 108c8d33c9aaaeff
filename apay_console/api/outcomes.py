"""What an answer says about a request's effect."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from apay_console.api import rejections
from apay_console.errors import N_, Message, say
from apay_console.model import json_text
from apay_console.model.document import is_crowded
from apay_console.model.exchange import Answered, Outcome

_EMPTY = N_("It answered {status} with no content.")
_CROWDED = N_("It answered {status} with too many values to be read.")
_NOT_JSON = N_("It answered {status}, but what it sent is not valid JSON at byte {place}.")
_OTHER_KIND = N_("It answered {status}, but what it sent is {kind} and not JSON.")
_TOO_DEEP = N_("It answered {status}, but what it sent is nested too deep to be read.")
_TOO_LARGE = N_("It answered {status}, but there is too little free memory to read it.")
_NO_OBJECT = N_("It answered {status}, but what it sent is not a JSON object.")
_REDIRECT = N_("It answered with a redirect to {host} ({status}), which was not followed.")
_NO_REASON = N_("It answered {status} without saying what became of the request.")
_FAULT = N_("It answered {status} {code}, which does not say what became of the request.")


class Unreadable(Exception):
    """An answer's body that is no JSON object."""

    def __init__(self, words: str, place: int = 0) -> None:
        super().__init__(words)
        self.words = words
        self.place = place


def judge(answered: Answered, *, writes: bool) -> tuple[Outcome, Message | None]:
    """Tell the outcome: applied, rejected where that is certain, or unknown.

    A request that only reads is rejected by any reason code with a 4xx.
    """
    if 300 <= answered.status < 400:
        return Outcome.UNKNOWN, _redirect(answered)
    try:
        value = read_answer(answered)
    except Unreadable as error:
        is_other = error.words == _NOT_JSON and bool(answered.other_kind)
        words = _OTHER_KIND if is_other else error.words
        arguments = {"status": answered.status, "place": error.place, "kind": answered.other_kind}
        return Outcome.UNKNOWN, say(words, **arguments)
    if 200 <= answered.status < 300:
        return Outcome.APPLIED, None
    return _refusal(answered.status, reason_code(value), writes=writes)


def reason_code(value: dict[str, Any]) -> str:
    """Read Amazon's word for what went wrong; empty if there is none."""
    code = value.get("reasonCode")
    return code if isinstance(code, str) else ""


def read_answer(answered: Answered) -> dict[str, Any]:
    """Read an answer leniently, for its words alone; raise Unreadable if it cannot be."""
    if not answered.body.strip():
        raise Unreadable(_EMPTY)
    value = answered.document.value
    value = _read_loosely(answered.body) if value is None else value
    if not isinstance(value, dict):
        raise Unreadable(_NO_OBJECT)
    return value


def _read_loosely(body: bytes) -> Any:
    if is_crowded(body):
        raise Unreadable(_CROWDED)
    try:
        return json_text.read_loosely(body)
    except json.JSONDecodeError as error:
        raise Unreadable(_NOT_JSON, len(error.doc[: error.pos].encode())) from None
    except RecursionError:
        raise Unreadable(_TOO_DEEP) from None
    except MemoryError:
        raise Unreadable(_TOO_LARGE) from None


def _refusal(status: int, code: str, *, writes: bool) -> tuple[Outcome, Message | None]:
    is_refused = bool(code) and 400 <= status < 500
    if rejections.is_certain(status, code) if writes else is_refused:
        return Outcome.REJECTED, None
    words = _FAULT if code else _NO_REASON
    return Outcome.UNKNOWN, say(words, status=status, code=code[:80])


def _redirect(answered: Answered) -> Message:
    try:
        host = urlsplit(answered.header("location")).hostname
    except ValueError:
        host = None
    return say(_REDIRECT, host=(host or "?")[:80], status=answered.status)
