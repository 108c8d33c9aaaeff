"""One request as a program: a call of Amazon's SDK, or of this package in Python."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from apay_console.errors import N_, BadText, Invalid, say
from apay_console.model import codec, json_text
from apay_console.model.exchange import Exchange
from apay_console.model.fields import ApiVersion
from apay_console.model.operations import OPERATIONS
from apay_console.model.profile import HOSTS, Region
from apay_console.model.taking.languages import Language
from apay_console.model.web_address import LOOPBACK

_MARK = re.compile(r"@([A-Z_]+)@")
_ONLY = re.compile(r"(?:@([AEKSBN])@)?(.*)")  # a line for Amazon, the emulator, a key, a body…
_KEY_ID = re.compile(r"PublicKeyId=([^\s,]+)")
_ALGORITHM = re.compile(r"AMZN-PAY-RSASSA-PSS(-V2)?(?=\s)")
_ID = re.compile(r"\{\w+\}")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_NET_REGIONS = {Region.NA: "UnitedStates", Region.EU: "Europe", Region.JP: "Japan"}
_KEY_FILE, _NO_KEY_ID = "private-key.pem", "YOUR-PUBLIC-KEY-ID"
_IN_A_LINE = 72
_METHODS = {  # as the SDKs for PHP and Node call them; Java differs in one
    "create_session": "createCheckoutSession",
    "get_session": "getCheckoutSession",
    "update_session": "updateCheckoutSession",
    "complete_session": "completeCheckoutSession",
    "finalize_session": "finalizeCheckoutSession",
    "get_permission": "getChargePermission",
    "update_permission": "updateChargePermission",
    "close_permission": "closeChargePermission",
    "create_charge": "createCharge",
    "get_charge": "getCharge",
    "update_charge": "updateCharge",
    "capture_charge": "captureCharge",
    "cancel_charge": "cancelCharge",
    "create_refund": "createRefund",
    "get_refund": "getRefund",
    "get_buyer": "getBuyer",
    "track_delivery": "deliveryTrackers",
}
_ANSWERS = {  # in .NET: where the type of an answer stands
    "session": "CheckoutSession",
    "permission": "ChargePermission",
    "charge": "Charge",
    "refund": "Refund",
    "buyer": "Buyer",
}


def program(one: Exchange, language: Language, template: str) -> str:
    """Fill a language's template with a request; raise Invalid when its SDK cannot send that."""
    facts = _Facts(one, language)
    lines = (_ONLY.fullmatch(line) for line in template.splitlines())
    kept = [line[2] for line in lines if line and (not line[1] or facts.has(line[1]))]
    known = facts.values()
    return _MARK.sub(lambda found: known[found[1]], "\n".join(kept)) + "\n"


@dataclass(frozen=True)
class _Facts:
    """What a template asks about one request."""

    one: Exchange
    language: Language

    def __post_init__(self) -> None:
        if self.language.is_sdk and self.one.operation not in _METHODS:
            words = N_("Amazon's SDKs have no call of their own for this. Take curl or Python.")
            raise Invalid(say(words))

    def has(self, mark: str) -> bool:
        """Whether the lines behind a mark belong to the program."""
        is_emulator = urlsplit(self.one.sent.url).hostname in LOOPBACK
        return {
            "E": is_emulator,
            "A": not is_emulator,
            "K": bool(self.one.sent.header("x-amz-pay-idempotency-key")),
            "S": bool(self.one.sent.simulation),
            "B": bool(self.one.sent.body),
            "N": self._segment != "",
        }[mark]

    def values(self) -> dict[str, str]:
        """What stands in the place of each name."""
        texts = {name: self.language.quote(text) for name, text in self._texts().items()}
        region = self._region
        is_sandbox = self._segment != "live"
        names = {
            "REGION_NAME": region.name,
            "REGION_TITLE": _NET_REGIONS[region],
            "ALGORITHM_NAME": "V2" if self._algorithm.endswith("V2") else "Default",
            "HTTP_METHOD": self.one.sent.method,
            "ENVIRONMENT_NAME": "SANDBOX" if is_sandbox else "LIVE",
            "ENVIRONMENT_TITLE": "Sandbox" if is_sandbox else "Live",
            "IS_SANDBOX": "true" if is_sandbox else "false",
        }
        return texts | names | (self._of_sdk() if self.language.is_sdk else self._of_python())

    def _texts(self) -> dict[str, str]:
        address = urlsplit(self.one.sent.url)
        base = f"{address.scheme}://{address.netloc}"
        return {
            "BASE_URL": base,
            "SERVICE_URL": f"{base}/{self._segment}".rstrip("/"),
            "TARGET": address._replace(scheme="", netloc="").geturl(),
            "AMAZON_URL": f"https://{HOSTS[self._region]}{self._path_of_v2()}",
            "KEY_ID": _found(_KEY_ID, self._authorization, _NO_KEY_ID),
            "KEY_FILE": _KEY_FILE,
            "REGION": self._region.value,
            "HOST": HOSTS[self._region],
            "ALGORITHM": self._algorithm,
            "SIMULATION": self.one.sent.simulation,
            "HTTP_METHOD_TEXT": self.one.sent.method,
        }

    def _of_sdk(self) -> dict[str, str]:
        sign, one = self.language.variable, self.one
        body = [f"{sign}body"] if one.sent.body else self._no_body()
        arguments = [*map(self.language.quote, self._ids()), *body, f"{sign}headers"]
        methods = _METHODS | dict(self.language.own_methods)
        answer = _ANSWERS.get(self._answers, "")
        return {
            "METHOD": methods[one.operation],
            "ARGUMENTS": ", ".join(arguments),
            "BODY_LINES": self._body_lines() if one.sent.body else "",
            "ANSWER": f"{answer or 'DeliveryTracker'}Response",
            "ANSWER_SPACE": answer or "CheckoutSession",
        }

    def _of_python(self) -> dict[str, str]:
        return {"BODY_BYTES": _in_lines(self.one.sent.body, self.language.indent)}

    def _no_body(self) -> list[str]:
        """What an SDK takes in the place of a body that was empty; nothing where it wants none."""
        # Given '', the SDK for Node signs nothing and sends "".
        empty = {"node": "undefined", "php": "''", "java": "new JSONObject()"}
        wants = self.one.sent.method != "GET" and self.language.name in empty
        return [empty[self.language.name]] if wants else []

    def _ids(self) -> list[str]:
        """The id in the path, which the SDK's call takes first."""
        parts = urlsplit(self.one.sent.url).path.rstrip("/").split("/")
        path = next(row.path for row in OPERATIONS if row.name == self.one.operation)
        names = path.split("/")
        pairs = zip(names, parts[-len(names) :], strict=True)
        return [part for name, part in pairs if _ID.fullmatch(name)]

    def _body_lines(self) -> str:
        """The body as an SDK takes it, in v2's spelling, in quoted lines of JSON."""
        lines = _ascii(json_text.write(self._body(), 2)).split("\n")
        language = self.language
        if max(map(len, lines)) > language.longest_text or len(lines) > language.most_lines:
            words = N_("The body is too long for a program in {language}. Take curl.")
            raise Invalid(say(words, language=language.label))
        return ",\n".join(language.indent + language.quote(line) for line in lines)

    def _body(self) -> object:
        try:
            body = json_text.read_bytes(self.one.sent.body)
        except BadText:
            words = N_("The body is no JSON object, which is all that an SDK sends. Take curl.")
            raise Invalid(say(words)) from None
        schema = next(row.body for row in OPERATIONS if row.name == self.one.operation)
        if self.one.version != ApiVersion.V1 or schema is None:
            return body
        return codec.convert(body, schema, ApiVersion.V1, ApiVersion.V2).body

    def _path_of_v2(self) -> str:
        return re.sub(r"/v1(?=/)", "/v2", urlsplit(self.one.sent.url).path, count=1)

    @property
    def _answers(self) -> str:
        found = (row.answers for row in OPERATIONS if row.name == self.one.operation)
        return next((subject.name for subject in found), "")

    @property
    def _segment(self) -> str:
        found = re.match(r"/(sandbox|live)/", urlsplit(self.one.sent.url).path)
        return found[1] if found else ""

    @property
    def _authorization(self) -> str:
        return self.one.sent.header("authorization")

    @property
    def _algorithm(self) -> str:
        found = _ALGORITHM.match(self._authorization)
        return found[0] if found else "AMZN-PAY-RSASSA-PSS-V2"

    @property
    def _region(self) -> Region:
        named = self.one.sent.header("x-amz-pay-region").lower()
        return Region(named) if named in list(Region) else Region.NA


def speaks_v2_instead(one: Exchange, language: Language) -> bool:
    """Whether the program asks in v2 what was asked in v1: the SDKs know no other."""
    return language.is_sdk and one.version == ApiVersion.V1


def _found(pattern: re.Pattern[str], text: str, otherwise: str) -> str:
    found = pattern.search(text)
    return found[1] if found else otherwise


def _ascii(text: str) -> str:
    """Write JSON so that a source file of any encoding holds it, and nothing in it hides."""
    return _NOT_ASCII.sub(lambda found: json.dumps(found[0])[1:-1], text)


def _in_lines(body: bytes, indent: str) -> str:
    pieces = [body[place : place + _IN_A_LINE] for place in range(0, len(body), _IN_A_LINE)]
    return "\n".join(indent + repr(piece) for piece in pieces or [b""])
