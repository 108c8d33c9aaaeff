"""A request that was seen, written down as an exchange: what came, what was answered, and why."""

from __future__ import annotations

from apay_console.emulator.routes import is_v1
from apay_console.emulator.service import Emulator
from apay_console.emulator.watching import Seen
from apay_console.errors import N_, BadText, Message, say
from apay_console.model import json_text
from apay_console.model.exchange import FROM_SHOP, Answered, Exchange, Outcome, Sent
from apay_console.model.fields import ApiVersion
from apay_console.model.signed_call import SIGNED_CALL

_CUT = N_("The answer was cut off.")
_RESET = N_("The connection was broken.")
_KEY = "x-amz-pay-idempotency-key"


def exchange_of(seen: Seen, emulator: Emulator) -> Exchange:
    """Write a request down as it came, with what the emulator made of it."""
    asked, delivery = seen.asked, seen.answer.delivery
    body = seen.answer.body if delivery.cut is None else seen.answer.body[: delivery.cut]
    answered = Answered(seen.answer.status, seen.answer.headers, body)
    url = emulator.settings.base_url + asked.target
    return Exchange(
        operation=seen.route.operation.name if seen.route else SIGNED_CALL.name,
        version=version_of(seen),
        sent=Sent(asked.method, url, asked.headers, asked.body),
        answered=None if _is_lost(seen) else answered,
        outcome=_outcome(seen),
        started_at=seen.started,
        took_ms=(seen.took + delivery.delay) * 1000,
        reason=_reason(seen, emulator),
        profile_id=FROM_SHOP,
        idempotency_key=seen.headers.get(_KEY, ""),
        string_to_sign=seen.to_sign,
        canonical_request=seen.canonical,
    )


def version_of(seen: Seen) -> ApiVersion:
    """Say which version was asked; v2 where the path says none."""
    return ApiVersion.V1 if is_v1(seen.asked.path) else ApiVersion.V2


def reason_code(body: bytes) -> str:
    """Read the code of a refusal; empty in any other answer."""
    try:
        found = json_text.read_bytes(body).get("reasonCode")
    except BadText:
        return ""
    return found if isinstance(found, str) else ""


def _is_lost(seen: Seen) -> bool:
    """Whether no byte of the answer reached the shop."""
    return seen.answer.delivery.reset or seen.answer.delivery.silent


def _outcome(seen: Seen) -> Outcome:
    if _is_lost(seen) or seen.answer.status >= 500:
        return Outcome.UNKNOWN
    return Outcome.APPLIED if seen.answer.status < 400 else Outcome.REJECTED


def _reason(seen: Seen, emulator: Emulator) -> Message | None:
    """Why the shop got no usable answer, or why its signature is wrong."""
    if _is_lost(seen) or seen.answer.delivery.cut is not None:
        return say(_RESET if _is_lost(seen) else _CUT)
    if reason_code(seen.answer.body) != "InvalidRequestSignature":
        return None
    from apay_console.emulator.diagnosing import diagnose  # noqa: PLC0415 - seldom needed

    keys = {key_id: emulator.public_key(key_id) for key_id in emulator.key_ids}
    return diagnose(seen, {key_id: key for key_id, key in keys.items() if key})
