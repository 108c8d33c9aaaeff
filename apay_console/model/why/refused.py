"""Errors of state, and payments that were declined at once (error-handling.html)."""

from __future__ import annotations

from apay_console.errors import N_
from apay_console.model.why.entry import READ_AGAIN, Check, Entry

_NO_MONEY = N_("Read the object, then do what its state takes. No money was moved.")
_STATES = Check(N_("The buttons above the form say which state takes what."), "session_tab")
_HISTORY = Check(N_("The activity says what was done to it before."), "activity")

ENTRIES = (
    Entry(
        "error.AmountMismatch",
        N_("The amount differs from the session's"),
        N_(
            "Complete repeats the session's amount, so that nobody pays a cart that changed while "
            "they paid. Amount and currency have to be the same; whether 19.9 counts as 19.90, "
            "Amazon does not say."
        ),
        (
            Check(N_("Read the session: its amount is the one to complete with."), "get",
                  rule="amount_differs"),
            Check(N_("Was the cart edited after the buyer went to pay?"),
                  see="trap.amount_changed"),
            Check(N_("A totalOrderAmount that was set has to be repeated too.")),
        ),
        N_("Complete with the session's amount. Nothing was charged by this request."),
        "complete",
    ),
    Entry(
        "error.InvalidCheckoutSessionStatus",
        N_("The session takes no such request in its state"),
        N_(
            "A completed or canceled session takes no changes. Complete is also refused while the "
            "buyer has not finished on Amazon's page, or when it was completed before."
        ),
        (
            Check(N_("Completed already? Then the payment stands, and nothing is wrong."), "get",
                  see="trap.second_complete", rule="completed"),
            Check(N_("Canceled? Then a new session is needed."), "new_with_values",
                  rule="canceled"),
            Check(N_("Still open? Then the buyer has not finished paying."), "open_page",
                  rule="buyer_not_back"),
            Check(N_("Something missing? Complete waits until no constraint is left."),
                  see="trap.redirect_null", rule="nothing_missing"),
        ),
        N_("Read the session: its state tells which of these it is."),
        "get",
    ),
    Entry(
        "error.CheckoutSessionCanceled",
        N_("The session was canceled"),
        N_(
            "The buyer left, the payment was declined, Amazon canceled it, or 24 hours passed. "
            "Amazon tells which in the session itself. Whether the status is 400 or 422 differs "
            "between its lists."
        ),
        (
            Check(N_("Read the session: statusDetails names the reason."), "get", rule="canceled"),
        ),
        N_("A canceled session cannot be revived: begin a new one. Nothing was charged."),
        "new_with_values",
    ),
    Entry(
        "error.InvalidChargeStatus",
        N_("The charge takes no such request in its state"),
        N_(
            "Only an authorized charge can be captured, only a captured one refunded, and only one "
            "without a capture canceled."
        ),
        (READ_AGAIN, _STATES, _HISTORY),
        _NO_MONEY,
        "get",
    ),
    Entry(
        "error.InvalidChargePermissionStatus",
        N_("The permission takes no such request in its state"),
        N_(
            "Charging needs a chargeable permission. One that is closed stays closed; one that is "
            "not chargeable may become so when the buyer mends the payment method."
        ),
        (
            READ_AGAIN,
            Check(N_("v1: one capture closes the permission, and an authorized charge blocks it."),
                  rule="is_v1"),
            _HISTORY,
        ),
        _NO_MONEY,
        "get",
    ),
    Entry(
        "error.ChargePermissionNotModifiable",
        N_("The permission takes no changes now"),
        N_(
            "A closed permission cannot be changed. How often the metadata of an open one may be "
            "changed, Amazon does not say clearly: once is certain."
        ),
        (READ_AGAIN, _HISTORY),
        N_("Leave it as it is; charges are not affected."),
        "get",
    ),
    Entry(
        "error.SoftDeclined",
        N_("Declined for now"),
        N_("The bank or Amazon said no for a reason that may pass, such as a limit of the day."),
        (
            READ_AGAIN,
            Check(N_("Wait before each further try; how long, Amazon does not say.")),
        ),
        N_("Try again a few times at most, then ask for another payment method."),
        "charge",
    ),
    Entry(
        "error.HardDeclined",
        N_("Declined for good"),
        N_("The bank said no, and will say no again to this payment method."),
        (Check(N_("Do not repeat it: that only adds refusals."), see="trap.retry_declined"),),
        N_("Ask the buyer for another payment method. No money was moved."),
        "new_with_values",
    ),
    Entry(
        "error.AmazonRejected",
        N_("Amazon rejected the payment"),
        N_("Amazon itself will not make this payment, and closes the permission. It does not say "
           "why."),
        (
            Check(N_("Read the permission: it may be closed now."), "get"),
            Check(N_("Do not try again with it."), see="trap.retry_declined"),
        ),
        N_("Let the buyer pay in another way. No money was moved."),
        "get",
    ),
    Entry(
        "error.PaymentMethodNotAllowed",
        N_("The payment method cannot be used here"),
        N_("The buyer's card or account is of a kind that this payment does not take."),
        (Check(N_("Payments in another currency take only Visa and Mastercard.")),
         Check(N_("The buyer can choose another method in their Amazon account."))),
        N_("Ask the buyer for another payment method. No money was moved."),
    ),
    Entry(
        "error.TransactionTimedOut",
        N_("Amazon did not decide in time"),
        N_("The decision took longer than the few seconds that a charge waits for it."),
        (
            Check(N_("canHandlePendingAuthorization lets Amazon answer later, within 24 hours."),
                  field="paymentDetails.canHandlePendingAuthorization", rule="can_wait"),
            READ_AGAIN,
        ),
        N_("Charge again, and let Amazon answer later."),
        "charge",
    ),
    Entry(
        "error.MFANotCompleted",
        N_("The buyer has to confirm it with their bank"),
        N_("In Europe the bank may want the buyer to confirm a payment; that was not done."),
        (
            Check(N_("A payment without the buyer can be asked to confirm too: send them a way "
                     "back to Amazon's page.")),
            Check(N_("In the browser here a bank's page may open in a window of its own."),
                  "page_tab", see="trap.embedded_browser"),
        ),
        N_("Let the buyer confirm, then charge again. No money was moved."),
    ),
)  # fmt: skip
