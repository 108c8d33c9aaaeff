"""The control side's calls about notifications: where they go, in which way, and the list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from apay_console import sns
from apay_console.emulator.control.call import Control, Order, bad
from apay_console.emulator.notices.notice import Notice
from apay_console.emulator.wire import Refused
from apay_console.errors import Invalid
from apay_console.model.fields import ApiVersion
from apay_console.model.kinds import stamp
from apay_console.model.letter import ENDPOINT, MODES
from apay_console.model.notification import OBJECT_TYPES, Told

_LATEST = 400 * 24 * 3600
_SWITCHES = ("test", "confirm")


def _set(order: Order) -> Any:
    """Change what is named, then send what is asked for."""
    found, sends = _read_ways(order), list(_sends(order))
    vars(order.emulator.settings.notifying).update(found)
    order.emulator.outbox.tell()
    for send in sends:
        send()
    return _told(order)


def _read_ways(order: Order) -> dict[str, Any]:
    """Read the settings, all of them before any is taken."""
    readers = {
        "endpoint": ("endpoint", _endpoint),
        "mode": ("mode", _mode),
        "signatureVersion": ("signature_version", _signature_version),
        "amazonHost": ("amazon_host", _switch),
        "allow": ("allowed", _hosts),
    }
    found = {
        field: read(order.body[name])
        for name, (field, read) in readers.items()
        if name in order.body
    }
    after = order.number("after", _LATEST)
    return found if after is None else {**found, "after": after}


def _endpoint(value: Any) -> str:
    if value == "":
        return ""
    try:
        return str(ENDPOINT.check(value if isinstance(value, str) else ""))
    except Invalid as error:
        raise bad(f"endpoint cannot be used: {error}") from None


def _mode(value: Any) -> str:
    if value not in MODES:
        raise bad(f"mode is one of {', '.join(MODES)}")
    return str(value)


def _signature_version(value: Any) -> str:
    if value not in sns.VERSIONS:
        raise bad(f"signatureVersion is one of {', '.join(sns.VERSIONS)}")
    return str(value)


def _switch(value: Any) -> bool:
    if not isinstance(value, bool):
        raise bad("amazonHost is true or false")
    return value


def _hosts(value: Any) -> set[str]:
    if not isinstance(value, list) or not all(isinstance(host, str) for host in value):
        raise bad("allow is a list of host names")
    return {host.lower() for host in value}


def _sends(order: Order) -> Iterator[Callable[[], object]]:
    """A test, a request to confirm, something made by hand, one of the list again: as asked."""
    outbox, body = order.emulator.outbox, order.body
    if body.get("test") is True:
        yield partial(outbox.test, _version(body.get("version", ApiVersion.V2)))
    if body.get("confirm") is True:
        yield outbox.confirm
    if "objectType" in body:
        yield partial(outbox.by_hand, _by_hand(order))
    if "resend" in body:
        notice = outbox.find(str(body["resend"]))
        if notice is None:
            raise Refused(404, "ResourceNotFound", "There is no notification of this id.")
        yield partial(outbox.again, notice)


def _version(value: Any) -> ApiVersion:
    if value not in list(ApiVersion):
        raise bad("version is v1 or v2")
    return ApiVersion(value)


def _by_hand(order: Order) -> Told:
    body = order.body
    version = _version(body.get("version", ApiVersion.V2))
    kind, number = body["objectType"], body.get("objectId")
    permission = body.get("chargePermissionId", "")
    if kind not in OBJECT_TYPES[version]:
        raise bad(f"objectType is one of {', '.join(OBJECT_TYPES[version])} in {version.value}")
    if not isinstance(number, str) or not number or not isinstance(permission, str):
        raise bad("objectId and chargePermissionId are texts, and the first is needed")
    return Told(kind, number, permission, version=version)


def _list(order: Order) -> Any:
    order.emulator.advance(0)
    return _told(order)


def _told(order: Order) -> Any:
    ways, outbox = order.emulator.settings.notifying, order.emulator.outbox
    return {
        "endpoint": ways.endpoint,
        "mode": ways.mode,
        "after": ways.after,
        "signatureVersion": ways.signature_version,
        "amazonHost": ways.amazon_host,
        "allow": sorted(ways.allowed),
        "notifications": [_row(notice) for notice in outbox],
    }


def _row(notice: Notice) -> dict[str, Any]:
    told, due = notice.told, notice.due_at
    return {
        "messageId": notice.id,
        "at": stamp(notice.at),
        "type": notice.type,
        "message": told.spell() if told else None,
        "state": notice.state or None,
        "dueAt": None if due is None else stamp(due),
        "confirmedAt": None if notice.confirmed_at is None else stamp(notice.confirmed_at),
        "held": str(notice.held) if notice.held else None,
        "answers": [
            {
                "at": stamp(answer.at),
                "status": answer.receipt.status,
                "tookMs": answer.receipt.took_ms,
                "reason": str(answer.receipt.reason) if answer.receipt.reason else None,
            }
            for answer in notice.answers
        ],
    }


CONTROLS = (
    Control("GET", "notifications", "Tells what merchants were told, and the answers.", _list),
    Control(
        "POST",
        "notifications",
        '{"endpoint": "http://localhost:8080/ipn", "mode": "in order"} says where notifications'
        ' are posted and how: in order, twice, late ("after": 60), never; "allow": ["shop.example"]'
        ' names hosts beyond this computer; "signatureVersion": "1" or "2"; "amazonHost": true'
        ' names Amazon\'s host in SigningCertURL. {"test": true}, {"confirm": true},'
        ' {"resend": messageId} and {"objectType": "CHARGEBACK", "objectId": …} send at once.',
        _set,
    ),
)
