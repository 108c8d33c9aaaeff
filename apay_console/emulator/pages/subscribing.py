"""What lies behind a SubscribeURL: whoever opens it says that notifications may come."""

from __future__ import annotations

from xml.sax.saxutils import escape

from apay_console.emulator.notices.outbox import Outbox
from apay_console.emulator.notices.topic import arn_of
from apay_console.emulator.pages.visiting import query
from apay_console.emulator.wire import Answer, Asked, Refused

CONFIRM = "ConfirmSubscription"
_XML = (("content-type", "text/xml"),)
# As in the pages of Amazon SNS, API_ConfirmSubscription.html.
_ANSWER = (
    '<ConfirmSubscriptionResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">'
    "<ConfirmSubscriptionResult><SubscriptionArn>{arn}</SubscriptionArn>"
    "</ConfirmSubscriptionResult></ConfirmSubscriptionResponse>"
)


def is_about(asked: Asked) -> bool:
    """Whether somebody follows a SubscribeURL."""
    return query(asked).get("Action") == CONFIRM


def confirm(asked: Asked, outbox: Outbox) -> Answer:
    """Take the confirmation, and answer as SNS does."""
    notice = outbox.confirmed(query(asked).get("Token", ""))
    if notice is None:
        raise Refused(400, "InvalidParameterValue", "The Token is none that was sent from here.")
    arn = f"{arn_of(notice.region)}:{notice.id}"
    return Answer(200, _ANSWER.format(arn=escape(arn)).encode(), _XML)
