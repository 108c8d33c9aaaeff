"""How strict the emulator is: one table of what it could let pass, and why it does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """The two ways to judge what Amazon's pages leave open or SDKs get wrong."""

    STRICT = "strict"
    LENIENT = "lenient"


@dataclass(frozen=True)
class Rule:
    """One thing that strict refuses, with its reason, and lenient lets pass, saying so."""

    name: str
    strict: str  # the status and reason code that are answered
    lenient: str  # what happens instead
    reason: str  # told in the refusal and in the journal
    source: str  # where the reason comes from


OTHER_SPELLING = Rule(
    "other_spelling",
    "400 UnrecognizedField",
    "the field is taken as the right version spells it",
    "v1 and v2 spell some fields differently, and each path takes its own spelling only.",
    "version-two-migration-guide.html",
)
UNKNOWN_FIELD = Rule(
    "unknown_field",
    "400 UnrecognizedField",
    "the field is left out",
    "Amazon refuses the whole request for one field that it does not know.",
    "error-handling.html",
)
NOT_NOW = Rule(
    "field_not_now",
    "400 UnrecognizedField",
    "the field is left out",
    "It cannot be set now.",
    "checkout-session.html",
)
PRESENTMENT = Rule(
    "presentment_currency_in_update",
    "400 UnrecognizedField",
    "the field is left out",
    "It cannot be set now: it follows the currency of chargeAmount.",
    "set-payment-info.html",
)
DESCRIPTOR = Rule(
    "soft_descriptor",
    "400 InvalidParameterCombination",
    "softDescriptor is kept, and not used",
    "softDescriptor can be used with AuthorizeWithCapture only.",
    "set-payment-info.html",
)
NO_KEY = Rule(
    "no_idempotency_key",
    "400 MissingHeaderValue",
    "the request is carried out, and would be once more",
    "Without a key, a repeated request would take effect twice.",
    "idempotency.html",
)
MEDIA = Rule(
    "other_media",
    "400 InvalidHeaderValue",
    "the header is not looked at",
    "Amazon speaks JSON only.",
    "signing-requests.html",
)
FOREIGN_HOST = Rule(
    "host_of_another_region",
    "400 InvalidHeaderValue",
    "x-amz-pay-region decides alone",
    "Each region has a host of its own.",
    "introduction.html",
)
PLAIN_HTTP = Rule(
    "http_in_live",
    "400 InvalidParameterValue",
    "the address is taken",
    "Live buyers are sent to https addresses only.",
    "checkout-session.html",
)
EMPTY_LIST = Rule(
    "list_for_object",
    "400 InvalidParameterValue",
    "[] is taken as {}",
    "An empty object is written {}; PHP writes [] for an empty array that is not cast to (object).",
    "checkout-session.html",
)
DELIVERY_VALUE = Rule(
    "delivery_value",
    "400 InvalidParameterValue",
    "the value restricts nothing, as in live",
    "The sandbox checks the values of deliverySpecifications; live ignores those it does not know.",
    "checkout-session.html",
)

GIVEN_ADDRESS = Rule(
    "address_details",
    "400 InvalidParameterCombination",
    "addressDetails is not used",
    "addressDetails can be used with checkoutMode ProcessOrder only.",
    "add-the-amazon-pay-button.html",
)

RULES = (
    OTHER_SPELLING,
    UNKNOWN_FIELD,
    NOT_NOW,
    PRESENTMENT,
    DESCRIPTOR,
    NO_KEY,
    MEDIA,
    FOREIGN_HOST,
    PLAIN_HTTP,
    EMPTY_LIST,
    DELIVERY_VALUE,
    GIVEN_ADDRESS,
)


def _untold(text: str) -> None:
    del text  # nobody listens yet


@dataclass(eq=False)
class Strictness:
    """The dial, and where it says what it let pass. Signatures are not on it."""

    level: Level = Level.STRICT
    note: Callable[[str], None] = field(default=_untold)

    def lets(self, rule: Rule, about: str) -> bool:
        """Whether something passes that strict refuses; if so, note it with the reason."""
        if self.level is Level.STRICT:
            return False
        self.note(f"lenient: {about[:80]}: {rule.lenient}. Strict refuses it: {rule.reason}")
        return True


STRICT = Strictness()
