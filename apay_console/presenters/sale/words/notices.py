"""What an exchange means for the person, in a sentence, and what they can do next."""

from __future__ import annotations

from apay_console.errors import N_, Message, say
from apay_console.model import server_time
from apay_console.model.answer import refusal, why_unread
from apay_console.model.exchange import Exchange, Outcome
from apay_console.model.operation import Operation
from apay_console.model.subjects import SESSION
from apay_console.presenters.notice import Notice
from apay_console.presenters.sale.words import refusals

NOT_SENT = N_("Not sent. {reason} Your values are kept.")
_UNKNOWN = N_(
    "Sent, but no usable answer came. {reason} Amazon may or may not have applied it. "
    "Check before you send anything else."
)
_FAST = N_("This computer's clock is {span} fast. Amazon refuses what is signed too far off.")
_SLOW = N_("This computer's clock is {span} slow. Amazon refuses what is signed too far off.")
_UNKNOWN_QUESTION = N_("No usable answer came. {reason} Nothing was changed by asking.")
_SHOP = N_("Your shop: {sentence}")
_SHOP_CHANGE = N_("Your shop: {sentence} {change}")
_LEFT_OPEN = N_(
    "A request was on its way when this console ended. Amazon may or may not have applied it. "
    "Check before you send anything else."
)
_STILL_UNKNOWN = N_(
    "What became of the last request is still unknown. Check it, or look for yourself what Amazon "
    "shows, before you send anything else."
)
_NO_SESSION = N_("Amazon answered, but what it sent is no checkout session. Get asks again.")
_NO_OBJECT = N_("{object}: Amazon answered, but what it sent cannot be shown. Get asks again.")
_UNREAD = N_("Amazon answered, but not in JSON that can be trusted. {reason} Raw shows what came.")


def notice_of(exchange: Exchange) -> Notice | None:
    """Explain whatever did not simply work."""
    if exchange.is_from_shop:
        return _of_shop(exchange)
    if exchange.outcome is Outcome.NOT_SENT:
        return not_sent(exchange.reason)
    if exchange.outcome is Outcome.UNKNOWN:
        return _unknown(exchange)
    if exchange.outcome is Outcome.REJECTED:
        return _refused(exchange)
    return None


def _of_shop(exchange: Exchange) -> Notice | None:
    from apay_console.model.verdicts.verdict import verdict  # noqa: PLC0415 - only where a shop is watched

    found = verdict(exchange)
    if found.tone == "ok":
        return None
    words = say(_SHOP, sentence=found.sentence)
    if found.change is not None:
        words = say(_SHOP_CHANGE, sentence=found.sentence, change=found.change)
    return Notice(found.tone, words, (), found.words)


def clock_off(exchange: Exchange) -> Notice | None:
    """Say how far this machine's clock is off, before it is the reason of a refusal."""
    ahead = server_time.signed_ahead(exchange)
    if exchange.is_from_shop or abs(ahead) <= server_time.WORTH_SAYING_S:
        return None
    words = _FAST if ahead > 0 else _SLOW
    return Notice("warn", say(words, span=server_time.span(ahead)), ("server_time",))


def not_sent(reason: Message | None, *actions: str) -> Notice:
    """Say that nothing left this machine, and why."""
    words = say(NOT_SENT, reason=reason) if reason else say(N_("Not sent. Your values are kept."))
    return Notice("warn", words, actions or ("again",))


def _unknown(exchange: Exchange) -> Notice:
    reason = exchange.reason or say(N_("It is not known why."))
    if exchange.sent.method == "GET":
        return Notice("warn", say(_UNKNOWN_QUESTION, reason=reason), ("get",))
    return Notice("unknown", say(_UNKNOWN, reason=reason), ("check", "get"))


def _refused(exchange: Exchange) -> Notice:
    refused = refusal(exchange)
    sentence, actions = refusals.explain(refused)
    return Notice("err", sentence, actions, refused.words, refusals.why(refused))


def left_open() -> Notice:
    """Say that a request was on its way when the program ended."""
    return Notice("unknown", say(_LEFT_OPEN), ("check", "get"))


def still_unknown() -> Notice:
    """Say that the session as it was read does not tell what became of a write."""
    return Notice("unknown", say(_STILL_UNKNOWN), ("check", "settle"))


def no_object(done: Operation, exchange: Exchange) -> Notice:
    """Say that an answer holds nothing that could be shown as what was asked for."""
    wanted, reason = done.answers, why_unread(exchange)
    if not wanted.id_field:  # as a delivery tracker: no object of its own
        return Notice("ok", say(N_("{what}: Amazon took it."), what=say(done.did)), ("raw_tab",))
    if reason is not None:
        return Notice("warn", say(_UNREAD, reason=reason), ("raw_tab", "get"))
    if wanted is SESSION:
        return Notice("warn", say(_NO_SESSION), ("get",))
    return Notice("warn", say(_NO_OBJECT, object=say(wanted.label)), ("get",))
