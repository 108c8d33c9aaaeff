"""The forms in which an exchange can be taken elsewhere, and how each is made."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from PySide6.QtCore import qVersion

from apay_console.emulator.files import resource
from apay_console.errors import N_, Invalid, Message, say
from apay_console.model import redaction
from apay_console.model.exchange import Exchange, Sent
from apay_console.model.hidden_names import Keep
from apay_console.model.profile import BUILT_IN_KEY_ID
from apay_console.model.redaction import REDACTED
from apay_console.model.taking import code, curl, evidence, har, languages, table
from apay_console.model.taking.taken import Taken
from apay_console.presenters import moments

_LEFT_OUT = N_(
    "The signature is left out, so Amazon refuses this as it is. Tick “Sign afresh” for one that "
    "works."
)
_AS_SENT = N_("The signature is the one that was sent. Amazon takes it for 15 minutes from then.")
_FRESH = N_("Signed afresh. Amazon takes this for 15 minutes, from whoever runs it.")
_IN_V2 = N_("Amazon's SDKs speak v2 only, so this asks in v2 what was asked in v1.")
_OWN_KEY = N_("Put your private key beside it as private-key.pem; no key is in it.")
_BUILT_IN = N_(
    "This profile's own key never leaves the console. “Watch my shop” gives you a key file and its "
    "id: put the file beside it as private-key.pem, and the id in place of {key_id}."
)
_IN_CODE = "<redacted>"
_FIRST = N_(
    "This is the first of {count} requests; a table, an archive or a HAR file holds them all."
)
_ONE_LINE = N_("Choose several rows in the history to have a line for each.")
_NOT_COPIED = N_("An archive is saved, not copied.")
_HIDDEN = N_("Buyers' data stands as {mark}, which would be sent as it stands.")
_DAMAGED = N_(
    "Some of this row of the history is damaged, so this cannot be made of it. HAR holds the rest."
)


class Form(StrEnum):
    """What an exchange becomes."""

    CURL = "curl"
    HAR = "har"
    PHP = "php"
    NODE = "node"
    JAVA = "java"
    DOTNET = "dotnet"
    PYTHON = "python"
    EVIDENCE = "evidence"
    TABLE = "table"


LABELS = {
    Form.CURL: N_("curl command"),
    Form.HAR: N_("HAR file"),
    Form.PHP: N_("Code in PHP"),
    Form.NODE: N_("Code for Node.js"),
    Form.JAVA: N_("Code in Java"),
    Form.DOTNET: N_("Code in C#"),
    Form.PYTHON: N_("Code in Python"),
    Form.EVIDENCE: N_("Evidence archive"),
    Form.TABLE: N_("Table (CSV)"),
}
LANGUAGES = {Form(language.name): language for language in languages.LANGUAGES}
_WITH_SIGNATURE = {Form.CURL, Form.HAR, Form.EVIDENCE}


@dataclass(frozen=True)
class Ticks:
    """What a person ticked."""

    buyers: bool = False
    signatures: bool = False
    afresh: bool = False
    sure: bool = False  # that a fresh signature may move real money

    @property
    def keep(self) -> Keep:
        """What may leave."""
        return Keep(self.buyers, self.signatures)


NOTHING = Ticks()


def has_signature(form: Form) -> bool:
    """Whether a form shows the signature that was sent."""
    return form in _WITH_SIGNATURE


def make(form: Form, exchanges: Sequence[Exchange], ticks: Ticks) -> Taken:
    """Make a form of exchanges; raise Invalid when it cannot be made of them."""
    clean = [redaction.exchange(one, ticks.keep) for one in exchanges]
    if form is Form.HAR:
        return _text(clean[0], har.text(clean, program_version()), "har")
    if form is Form.TABLE:
        return _table(clean)
    if form is Form.EVIDENCE:
        return _evidence(clean, ticks.keep)
    try:
        made = _of_one(form, clean[0], ticks)
    except ValueError:  # its address is none, or not that of its operation
        raise Invalid(say(_DAMAGED)) from None
    first = (say(_FIRST, count=len(clean)),) if len(clean) > 1 else ()
    return replace(made, remarks=(*first, *made.remarks))


def _of_one(form: Form, one: Exchange, ticks: Ticks) -> Taken:
    if form in LANGUAGES:
        return _code(form, one)
    return of_curl(one, one.sent, say(_AS_SENT if ticks.signatures else _LEFT_OUT))


def signed_afresh(one: Exchange, sent: Sent) -> Taken:
    """The curl command with its fresh signature."""
    return of_curl(one, sent, say(_FRESH))


def of_curl(one: Exchange, sent: Sent, about: Message) -> Taken:
    """A curl command, with what has to be known about it."""
    why = curl.why(sent.body) if sent.body else None
    remarks = (about, *_hidden_remarks(sent.body), *((why,) if why else ()))
    return _text(one, curl.command(sent), "sh", remarks)


def _code(form: Form, one: Exchange) -> Taken:
    language, body = LANGUAGES[form], one.sent.body
    plain = body.replace(REDACTED.encode(), _IN_CODE.encode())  # a source file is ASCII
    one = replace(one, sent=replace(one.sent, body=plain))
    template = resource(f"taking/{language.file}").read_text("utf-8")
    in_v2 = (say(_IN_V2),) if code.speaks_v2_instead(one, language) else ()
    remarks = (_about_key(one), *in_v2, *_hidden_remarks(plain, _IN_CODE))
    text = code.program(one, language, template)
    return Taken(language.file, text, text.encode(), remarks)


def _about_key(one: Exchange) -> Message:
    """Say where the key comes from: the built-in profile's is in no file."""
    signed = dict(one.sent.headers).get("authorization", "")
    is_built_in = f"PublicKeyId={BUILT_IN_KEY_ID}," in signed
    return say(_BUILT_IN, key_id=BUILT_IN_KEY_ID) if is_built_in else say(_OWN_KEY)


def _hidden_remarks(body: bytes, mark: str = REDACTED) -> tuple[Message, ...]:
    return (say(_HIDDEN, mark=mark),) if mark.encode() in body else ()


def _evidence(clean: Sequence[Exchange], keep: Keep) -> Taken:
    versions = {
        "apay-console": program_version(),
        "qt": str(qVersion()),
        "python": platform.python_version(),
        "platform": platform.platform(),
    }
    found = evidence.files(clean, versions, is_whole=keep.buyers and keep.signatures)
    name = f"{_stem(clean[0])}.zip"
    return Taken(
        name, evidence.shown(found), evidence.archive(found), (say(_NOT_COPIED),), can_copy=False
    )


def _table(clean: Sequence[Exchange]) -> Taken:
    """Spreadsheets know UTF-8 by the mark at its beginning."""
    text = table.text(clean)
    remarks = (say(_ONE_LINE),) if len(clean) == 1 else ()
    return Taken(f"{_stem(clean[0])}.csv", text, text.encode("utf-8-sig", "replace"), remarks)


def _text(one: Exchange, text: str, ending: str, remarks: tuple[Message, ...] = ()) -> Taken:
    return Taken(f"{_stem(one)}.{ending}", text, text.encode("utf-8", "surrogatepass"), remarks)


def _stem(one: Exchange) -> str:
    return f"{one.operation}-{moments.stamp(one.started_at)}"


def program_version() -> str:
    """This program's version."""
    from importlib.metadata import version  # noqa: PLC0415 - 10 ms, and seldom asked for

    return version("apay-console")
