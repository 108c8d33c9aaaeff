"""Amazon's notifications: the envelope that SNS sends, and the few words inside it.

Sources: set-up-instant-payment-notifications.html, and for the envelope the pages of Amazon SNS.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apay_console.errors import N_, BadText, Invalid, Message, say
from apay_console.model import json_text
from apay_console.model.fields import ApiVersion

NOTIFICATION = "Notification"
SUBSCRIPTION = "SubscriptionConfirmation"
UNSUBSCRIPTION = "UnsubscribeConfirmation"
TYPES = (NOTIFICATION, SUBSCRIPTION, UNSUBSCRIPTION)
STATE_CHANGE = "STATE_CHANGE"
OBJECT_TYPES = {
    ApiVersion.V1: ("CHARGE", "REFUND"),
    ApiVersion.V2: ("CHARGE_PERMISSION", "CHARGE", "REFUND", "CHARGEBACK"),
}
LARGEST = 512 * 1024  # characters; SNS itself takes no message over 256 KiB
EXAMPLE = '{"Type": "Notification", …}'

# The signed text has these keys, in this order, where they are present.
_SIGNED = (
    *("Message", "MessageId", "Subject", "SubscribeURL"),
    *("Timestamp", "Token", "TopicArn", "Type"),
)
_NEEDED = (
    *("Type", "MessageId", "TopicArn", "Message", "Timestamp"),
    *("SignatureVersion", "Signature", "SigningCertURL"),
)
_AMAZON = re.compile(
    r"https://sns\.[a-z0-9-]{1,40}\.amazonaws\.com(?:\.cn)?(?::443)?/[A-Za-z0-9._/-]{1,200}\.pem",
    re.ASCII,
)
_INNER = {
    "merchant_id": "MerchantID",
    "object_type": "ObjectType",
    "object_id": "ObjectId",
    "permission_id": "ChargePermissionId",
    "change": "NotificationType",
    "id": "NotificationId",
    "format": "NotificationVersion",
}


@dataclass(frozen=True)
class Envelope:
    """What SNS posts; its signature has not been looked at yet."""

    values: Mapping[str, str]

    @property
    def type(self) -> str:
        """One of SNS's three types."""
        return self.values["Type"]

    @property
    def id(self) -> str:
        """The same in every delivery of one message."""
        return self.values["MessageId"]

    @property
    def message(self) -> str:
        """What is inside: for a notification, JSON again."""
        return self.values["Message"]

    @property
    def signature(self) -> str:
        """Base64."""
        return self.values["Signature"]

    @property
    def signature_version(self) -> str:
        """“1” is SHA-1, “2” is SHA-256."""
        return self.values["SignatureVersion"]

    @property
    def certificate_url(self) -> str:
        """Where the certificate lies, by the message's own word."""
        return self.values["SigningCertURL"]

    @property
    def text_to_sign(self) -> str:
        """The text that the signature covers."""
        return text_to_sign(self.values)


@dataclass(frozen=True)
class Told:
    """What a notification tells; never the state, which has to be asked for."""

    object_type: str
    object_id: str
    permission_id: str
    change: str = STATE_CHANGE
    id: str = ""
    merchant_id: str = ""
    format: str = "V2"  # of the notification; not the API's version
    version: ApiVersion = ApiVersion.V2  # by the spelling of the keys

    def spell(self) -> dict[str, str]:
        """Write it as its version spells it."""
        return {
            _spelt(name, self.version): str(getattr(self, field)) for field, name in _INNER.items()
        }


def text_to_sign(values: Mapping[str, str]) -> str:
    """Join the signed keys and their values, each on a line of its own."""
    return "".join(f"{name}\n{values[name]}\n" for name in _SIGNED if name in values)


def read_envelope(raw: bytes | str) -> Envelope:
    """Read what was posted or pasted; raise Invalid with the reason why it is no notification."""
    body = _object(_text(raw))
    for name in (*_SIGNED, *_NEEDED):
        if name in body and not isinstance(body[name], str):
            raise _bad(say(N_("{name} is not a text."), name=name))
    missing = [name for name in _NEEDED if name not in body]
    if missing:
        raise _bad(_what_is_missing(body, missing))
    if body["Type"] not in TYPES:
        words = N_("The type “{type}” is unknown; SNS sends {known}.")
        raise _bad(say(words, type=body["Type"][:80], known=", ".join(TYPES)))
    return Envelope({name: value for name, value in body.items() if isinstance(value, str)})


def _text(raw: bytes | str) -> str:
    if len(raw) > LARGEST:
        words = N_("This is larger than any notification: {most} characters at the most.")
        raise _bad(say(words, most=LARGEST))
    try:
        return raw.decode("utf-8") if isinstance(raw, bytes) else raw
    except UnicodeDecodeError as error:
        words = N_("The body is not UTF-8 at byte {place}.")
        raise _bad(say(words, place=error.start)) from None


def _object(text: str) -> dict[str, Any]:
    try:
        return json_text.read_object(text.strip())
    except BadText as error:
        words = N_("This is no notification; line {line} cannot be read: {reason}")
        raise _bad(say(words, reason=error.message, line=error.line)) from None


def _what_is_missing(body: Mapping[str, Any], missing: list[str]) -> Message:
    if any(_spelt("ObjectType", version) in body for version in ApiVersion):
        return say(
            N_(
                "This is only what is inside a notification. Its signature is in the envelope "
                "around it, which begins with Type and MessageId."
            )
        )
    return say(N_("The envelope lacks {names}."), names=", ".join(missing))


def read_told(text: str) -> Told:
    """Read what is inside a notification; raise Invalid with the reason why it tells nothing."""
    body = _object(text)
    version = _version(body)
    found = {field: body.get(_spelt(name, version), "") for field, name in _INNER.items()}
    for field, value in found.items():
        if not isinstance(value, str):
            raise _bad(say(N_("{name} is not a text."), name=_spelt(_INNER[field], version)))
    told = Told(**found, version=version)
    _check_type(told)
    if not told.object_id:
        name = _spelt("ObjectId", version)
        raise _bad(say(N_("{name} is missing, so it is not known what changed."), name=name))
    return told


def _version(body: Mapping[str, Any]) -> ApiVersion:
    """Tell the version by its keys: v1 begins them with a small letter."""
    found = {
        version
        for version in ApiVersion
        for name in _INNER.values()
        if _spelt(name, version) in body
    }
    if len(found) > 1:
        words = N_("The keys are spelled in two ways: {v1} is v1's, {v2} is v2's.")
        raise _bad(say(words, v1="objectType", v2="ObjectType"))
    if not found:
        raise _bad(say(N_("The message inside names no {name}."), name="ObjectType"))
    return found.pop()


def _check_type(told: Told) -> None:
    known = OBJECT_TYPES[told.version]
    if told.object_type in known:
        return
    words = N_("The object type “{type}” is unknown in {version}; there are {known}.")
    kind = told.object_type[:80]
    raise _bad(say(words, type=kind, version=told.version.value, known=", ".join(known)))


def check_certificate_url(url: str) -> None:
    """Raise Invalid unless a certificate's address is one of Amazon's own for SNS."""
    if not _AMAZON.fullmatch(url):
        words = N_(
            "The certificate lies at {url}, which is not Amazon's: only "
            "https://sns.<region>.amazonaws.com/….pem is. Whoever wrote this is not known."
        )
        raise _bad(say(words, url=url[:200]), "https://sns.eu-west-1.amazonaws.com/….pem")


def _spelt(name: str, version: ApiVersion) -> str:
    return name if version is ApiVersion.V2 else name[0].lower() + name[1:]


def _bad(words: Message, example: str = EXAMPLE) -> Invalid:
    return Invalid(words, example)
