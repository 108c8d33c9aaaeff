"""Each constraint's remedy: the field that clears it, or what to do instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apay_console.errors import N_, Invalid, Message, say
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.fields import ApiVersion, Field
from apay_console.model.session import Constraint
from apay_console.model.typed import Raw, Typed

if TYPE_CHECKING:
    from apay_console.model.draft import Draft


@dataclass(frozen=True)
class Remedy:
    """What clears a constraint, and how the window says it."""

    constraint: str
    chip: str
    sentence: str
    field: str = ""  # the field that clears it
    action: str = ""  # the command that clears it, where no field can
    versions: tuple[ApiVersion, ...] = (ApiVersion.V1, ApiVersion.V2)


REMEDIES = (
    Remedy(
        "BuyerNotAssociated",
        N_("Buyer"),
        N_("No buyer has signed in. No field can fix this."),
        action="sign_in",
    ),
    Remedy(
        "ChargeAmountNotSet",
        N_("Amount"),
        N_("Amazon does not know how much to charge. Enter amount and currency: 19.99 USD."),
        field="paymentDetails.chargeAmount",
    ),
    Remedy(
        "CheckoutResultReturnUrlNotSet",
        N_("Result URL"),
        N_("Amazon does not know where to send the buyer after paying."),
        field="webCheckoutDetails.checkoutResultReturnUrl",
    ),
    Remedy(
        "PaymentIntentNotSet",
        N_("Intent"),
        N_(
            "Choose what paying does: Confirm (no charge yet), Authorize (hold the money), "
            "in v2 also AuthorizeWithCapture (take it now)."
        ),
        field="paymentDetails.paymentIntent",
    ),
    Remedy(
        "RecurringFrequencyNotSet",
        N_("Frequency"),
        N_("Amazon does not know how often the buyer will be charged."),
        field="recurringMetadata.frequency.unit",
        versions=(ApiVersion.V2,),
    ),
)
_BY_ID = {remedy.constraint: remedy for remedy in REMEDIES}


def remedy(constraint_id: str) -> Remedy | None:
    """Find what clears a constraint; None for one that this console does not know."""
    return _BY_ID.get(constraint_id)


def explain(constraint: Constraint) -> Message:
    """Say what a constraint means, in Amazon's own words where ours are missing."""
    known = remedy(constraint.id)
    if known:
        return say(known.sentence)
    words = N_("Amazon asks for something this console does not know: “{description}”")
    return say(words, description=constraint.description or constraint.id)


def will_clear(constraint_id: str, draft: Draft) -> bool:
    """Predict whether sending the draft clears the constraint."""
    known = remedy(constraint_id)
    if known is None or not known.field:
        return False
    return _is_usable(CHECKOUT_SESSION[known.field], draft.typed.get(known.field))


def _is_usable(row: Field, typed: Typed) -> bool:
    try:
        return bool(
            row.kind.decode(typed.value) if isinstance(typed, Raw) else row.kind.parse(typed or "")
        )
    except Invalid:
        return False
