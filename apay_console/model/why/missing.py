"""What Amazon still needs before the buyer can pay: the constraints (checkout-session.html)."""

from __future__ import annotations

from apay_console.errors import N_
from apay_console.model.why.entry import Check, Entry

_SEND = N_("Fill it in and send the update; the next answer lists it no more.")
_NO_MERCHANT_SIDE = Check(
    N_("Merchant metadata, soft descriptor and pending authorization are never asked for.")
)
_SENT = Check(N_("Filled in, but not sent? Then the chip says that it will clear."), "send",
              rule="unsent")  # fmt: skip

ENTRIES = (
    Entry(
        "constraint.BuyerNotAssociated",
        N_("No buyer has signed in for this session"),
        N_(
            "A buyer has to sign in at Amazon and choose address and payment. Only they can do "
            "that: no update, and no field, clears it. Until then there is no redirect URL."
        ),
        (
            Check(N_("Has somebody signed in with the Amazon Pay button for this very session?"),
                  "sign_in", rule="buyer"),
            Check(N_("Signed in a moment ago? The next Get shows it; nothing has to be sent."),
                  "get", see="trap.get_changes"),
        ),
        N_("Sign a buyer in."),
        "sign_in",
    ),
    Entry(
        "constraint.ChargeAmountNotSet",
        N_("The amount is missing"),
        N_(
            "Amazon does not know how much to charge. An amount that was wrong would have been "
            "refused; this one was never sent."
        ),
        (
            Check(N_("Enter amount and currency."), field="paymentDetails.chargeAmount"),
            _SENT,
            _NO_MERCHANT_SIDE,
        ),
        _SEND,
    ),
    Entry(
        "constraint.CheckoutResultReturnUrlNotSet",
        N_("The result URL is missing"),
        N_("Amazon does not know where to send the buyer after they paid."),
        (
            Check(N_("Enter the address of your thank-you page, or use this console's."),
                  field="webCheckoutDetails.checkoutResultReturnUrl"),
            Check(N_("The review URL is another one: it comes before paying.")),
            _SENT,
        ),
        _SEND,
    ),
    Entry(
        "constraint.PaymentIntentNotSet",
        N_("The payment intent is missing"),
        N_(
            "Amazon has to know what paying does: Confirm takes nothing yet, Authorize holds the "
            "money, and in v2 AuthorizeWithCapture takes it at once."
        ),
        (Check(N_("Choose one."), field="paymentDetails.paymentIntent"), _SENT),
        _SEND,
    ),
    Entry(
        "constraint.RecurringFrequencyNotSet",
        N_("How often the buyer is charged is missing"),
        N_(
            "A session for recurring payments needs a frequency. Amazon only shows it to the buyer "
            "and reckons the end by it: it never charges by itself."
        ),
        (
            Check(N_("Choose a unit; Variable goes with the value 0."),
                  field="recurringMetadata.frequency.unit"),
            Check(N_("Send the value as a text, such as \"1\".")),
            Check(N_("Only v2 knows recurring payments."), rule="is_v2"),
            _SENT,
        ),
        _SEND,
    ),
    Entry(
        "constraint.unknown",
        N_("Amazon asks for something that this console does not know"),
        N_(
            "Amazon documents five constraints; this is none of them. Saved payment methods and "
            "several addresses may have their own. AmountNotSet and others belong to an older "
            "product."
        ),
        (
            Check(N_("Read its description: it is Amazon's own sentence."), "session_tab"),
            Check(N_("Write the field that it names into the JSON by hand."), "body"),
        ),
        N_("Send what its description asks for."),
        "body",
    ),
)  # fmt: skip
