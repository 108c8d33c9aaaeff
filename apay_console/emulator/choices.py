"""What the emulator does where Amazon's pages are silent: one table, told once each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """One open question, and the answer that both levels of strictness give here."""

    name: str
    does: str  # told in the journal
    question: str
    source: str  # the page that is silent, or that another source contradicts


NULL_CLEARS = Choice(
    "null_clears",
    "null in an update sets the field back to what it was at first",
    "What null in an update means.",
    "set-payment-info.html",
)
EMPTY_UPDATE = Choice(
    "empty_update",
    "an empty update changes nothing, not even the time of the last update",
    "What an empty update does.",
    "set-payment-info.html",
)
CAPTURE_WAITS = Choice(
    "capture_waits",
    "a capture that is pending is done after 30 seconds",
    "How long a pending capture takes.",
    "sandbox-simulations.html",
)
FIXED_RATES = Choice(
    "fixed_rates",
    "a euro is always worth the same of each other currency",
    "Which rates the sandbox converts with.",
    "multi-currency-integration.html",
)
AMOUNTS_AS_NUMBERS = Choice(
    "amounts_as_numbers",
    "Complete compares amounts as numbers, so that 5 equals 5.00",
    "Whether amounts are compared as numbers or as text.",
    "verify-and-complete-checkout.html",
)
MODE_FROM_SERVERS = Choice(
    "mode_from_servers",
    "checkoutMode is taken from servers too, not from signed buttons only",
    "Whether Create Checkout Session takes checkoutMode today.",
    "add-the-amazon-pay-button.html",
)
FINALIZE_WITHOUT_VISIT = Choice(
    "finalize_without_visit",
    "Finalize needs a buyer, and no visit of theirs to the page that pays",
    "What has to happen before Finalize.",
    "buy-now-checkout.html",
)
COUNTY_OF_GIVEN = Choice(
    "county_of_given",
    "districtOrCounty of addressDetails becomes the county of shippingAddress",
    "Where districtOrCounty goes.",
    "address-formatting-and-validation.html",
)
NO_GIVEN_ADDRESS = Choice(
    "no_given_address",
    "paying in one visit without addressDetails ships to the buyer's own address",
    "Where an order goes that came without addressDetails.",
    "add-the-amazon-pay-button.html",
)
CANCELED_ON_PAGE = Choice(
    "canceled_on_page",
    "a v2 session is canceled on the buyer's page, not only by Complete",
    "When a session is canceled that the buyer gave up.",
    "sandbox-simulations.html",
)
REJECTION_CLOSES = Choice(
    "rejection_closes",
    "a rejected charge closes its permission with the reason AmazonCanceled",
    "With which reason a rejection closes the permission.",
    "charge.html",
)
PATH_OVER_PREFIX = Choice(
    "path_over_prefix",
    "a path's environment counts more than the prefix of the key id",
    "Whether a key id with a prefix may name an environment in the path.",
    "introduction.html",
)
KEY_SIGNS = Choice(
    "key_signs",
    "idempotency keys may hold - and _, as Amazon's page says",
    "Whether keys hold - and _: the page and the author of an SDK differ.",
    "idempotency.html",
)
PENDING_CODES = Choice(
    "pending_codes",
    "the names of the codes that begin with Pending",
    "What the codes of a pending charge are called.",
    "sandbox-simulations.html",
)
DECLINE_CODES = Choice(
    "decline_codes",
    "PaymentMethodNotAllowed and MFANotCompleted are codes of Create Charge",
    "With which codes Create Charge is refused for these reasons.",
    "sandbox-simulations.html",
)
CODE_ON_UPDATE = Choice(
    "code_on_update",
    "a simulation code in an update takes effect when the buyer pays",
    "When the code of an update takes effect in v1.",
    "v1-sandbox-simulations.html",
)
ANY_CARRIER = Choice(
    "any_carrier",
    "carrier codes are taken as they come",
    "Which carriers Amazon knows.",
    "delivery-tracker.html",
)

CHOICES = (
    NULL_CLEARS,
    EMPTY_UPDATE,
    CAPTURE_WAITS,
    FIXED_RATES,
    AMOUNTS_AS_NUMBERS,
    MODE_FROM_SERVERS,
    FINALIZE_WITHOUT_VISIT,
    COUNTY_OF_GIVEN,
    NO_GIVEN_ADDRESS,
    CANCELED_ON_PAGE,
    REJECTION_CLOSES,
    PATH_OVER_PREFIX,
    KEY_SIGNS,
    PENDING_CODES,
    DECLINE_CODES,
    CODE_ON_UPDATE,
    ANY_CARRIER,
)
