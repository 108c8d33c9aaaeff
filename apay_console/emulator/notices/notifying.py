"""How the merchant is notified: where to, in which way, and what exactly is posted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from apay_console.emulator.notices.notice import Notice
from apay_console.emulator.notices.topic import Topic, arn_of, host_of
from apay_console.model import json_text
from apay_console.model.letter import IN_ORDER, Letter

_CONFIRM = (
    "You have chosen to subscribe to the topic {arn}.\n"
    "To confirm the subscription, visit the SubscribeURL included in this message."
)


@dataclass
class Notifying:
    """What may be set from outside."""

    endpoint: str = ""  # empty: nothing is sent
    mode: str = IN_ORDER
    after: float = 60.0  # seconds of the emulator's clock, when late
    signature_version: str = "1"
    amazon_host: bool = False  # SigningCertURL names Amazon's host; it is served here all the same
    allowed: set[str] = field(default_factory=set)  # hosts beyond this computer


def letter_of(notice: Notice, ways: Notifying, topic: Topic, base_url: str) -> Letter:
    """Write a notification as it is posted; the same text at each delivery."""
    values = _values(notice) | _addresses(notice, ways, topic, base_url)
    signed = topic.sign(values, ways.signature_version)
    headers = (
        ("content-type", "text/plain; charset=UTF-8"),
        ("user-agent", "Amazon Simple Notification Service Agent"),
        ("x-amz-sns-message-type", notice.type),
        ("x-amz-sns-message-id", notice.id),
        ("x-amz-sns-topic-arn", signed["TopicArn"]),
    )
    body = json_text.write(signed, indent=2).encode()
    return Letter(ways.endpoint, headers, body, frozenset(ways.allowed))


def _values(notice: Notice) -> dict[str, str]:
    """Write what is signed."""
    arn = arn_of(notice.region)
    inside = json_text.write(notice.told.spell()) if notice.told else _CONFIRM.format(arn=arn)
    values = {
        "Type": notice.type,
        "MessageId": notice.id,
        "TopicArn": arn,
        "Message": inside,
        "Timestamp": _moment(notice.at),
    }
    return values if notice.told else values | {"Token": notice.token}


def _addresses(notice: Notice, ways: Notifying, topic: Topic, base_url: str) -> dict[str, str]:
    amazon = f"https://{host_of(notice.region)}"
    certificate = f"{amazon if ways.amazon_host else base_url}{topic.path}"
    query = f"TopicArn={arn_of(notice.region)}"
    if notice.told:
        return {"SigningCertURL": certificate, "UnsubscribeURL": f"{amazon}/?Action=Unsubscribe"}
    url = f"{base_url}/?Action=ConfirmSubscription&{query}&Token={notice.token}"
    return {"SigningCertURL": certificate, "SubscribeURL": url}


def _moment(seconds: float) -> str:
    whole = datetime.fromtimestamp(seconds, UTC)
    return f"{whole:%Y-%m-%dT%H:%M:%S}.{whole.microsecond // 1000:03}Z"
