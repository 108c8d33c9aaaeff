"""Why sessions, charges, permissions and refunds are in their state: Amazon's reason codes."""

from __future__ import annotations

from apay_console.errors import N_
from apay_console.model.why.entry import Check, Entry

_NEW = (N_("Begin a new session: this one cannot be revived."), "new_with_values")
_NOT_AGAIN = Check(N_("Do not repeat it with this payment method."), see="trap.retry_declined")
_BUYER_MENDS = (N_("Ask the buyer to mend it in their Amazon account, then read it again."), "get")
_CLOSED = (N_("A closed permission stays closed: let the buyer check out anew."),
           "new_with_values")  # fmt: skip
_STANDS = Check(N_("Charges that were captured before stand."), "next_object")
_CARDS = Check(N_("In the sandbox the card decides: 3064 leaves, 3434 is declined."), "sign_in")

_SESSIONS = (
    Entry(
        "session.BuyerCanceled",
        N_("The buyer left Amazon's page"),
        N_("The buyer went back or canceled before the payment was made. Nothing was charged."),
        (_CARDS, Check(N_("A simulation code that was sent last does the same."), "activity")),
        *_NEW,
    ),
    Entry(
        "session.Declined",
        N_("The payment was declined"),
        N_(
            "The card was refused, the buyer did not pass their bank's check, or Amazon suspected "
            "fraud; it does not say which. Nothing was charged."
        ),
        (_CARDS, Check(N_("A simulation code that was sent last does the same."), "activity")),
        N_("Offer the buyer another way to pay, or begin a new session."),
        "new_with_values",
    ),
    Entry(
        "session.AmazonCanceled",
        N_("Amazon canceled the session"),
        N_("Something went wrong at Amazon. It is not the buyer's fault, and nothing was charged."),
        (Check(N_("A simulation code that was sent last does the same."), "activity"),),
        *_NEW,
    ),
    Entry(
        "session.Expired",
        N_("24 hours passed"),
        N_(
            "A session lives 24 hours. In v2 a payment that was never completed is voided with it: "
            "the buyer is not charged, and the shop gets nothing."
        ),
        (
            Check(
                N_("v2: was Complete sent after the buyer came back?"),
                "activity",
                see="trap.not_completed",
                rule="is_v2",
            ),
            Check(N_("In the emulator the time machine may have been moved on."), "clock"),
        ),
        *_NEW,
    ),
    Entry(
        "session.unknown",
        N_("The session ended for a reason that this console does not know"),
        N_("Amazon's page of the session names four reasons; this is none of them."),
        (Check(N_("Read reasonDescription: it is Amazon's own sentence."), "session_tab"),),
        *_NEW,
    ),
)

_CHARGES = (
    Entry("charge.SoftDeclined", N_("Declined for now"),
          N_("The bank or Amazon said no for a reason that may pass. No money was taken."),
          (Check(N_("Is the permission still chargeable?"), "previous_object"),
           Check(N_("Wait before each further try; how long, Amazon does not say."))),
          N_("Try again a few times at most."), "charge"),
    Entry("charge.HardDeclined", N_("Declined for good"),
          N_("The bank said no, and will say no again to this payment method."),
          (_NOT_AGAIN,), N_("Ask the buyer for another payment method."), "new_with_values"),
    Entry("charge.AmazonRejected", N_("Amazon rejected it"),
          N_("Amazon will not make this payment, and closes the permission. It does not say why."),
          (_NOT_AGAIN, Check(N_("Read the permission: it is closed now."), "previous_object")),
          N_("Let the buyer pay in another way."), "new_with_values"),
    Entry("charge.ProcessingFailure", N_("It could not be processed"),
          N_("The payment processor failed. That is no decision about the buyer's card."),
          (Check(N_("Is the permission still chargeable?"), "previous_object"),),
          N_("Try once more after one or two minutes."), "charge"),
    Entry("charge.TransactionTimedOut", N_("Amazon did not decide in time"),
          N_("The decision took longer than a charge waits that must be answered at once."),
          (Check(N_("canHandlePendingAuthorization lets Amazon answer later, within 24 hours."),
                 rule="can_wait"),),
          N_("Charge again, and let Amazon answer later."), "charge"),
    Entry("charge.PaymentMethodNotAllowed", N_("The payment method cannot be used"),
          N_("The buyer's card or account is of a kind that this payment does not take."),
          (_NOT_AGAIN,), N_("Ask the buyer for another payment method."), "new_with_values"),
    Entry("charge.MFANotCompleted", N_("The buyer did not confirm it"),
          N_("The bank wanted the buyer to confirm the payment, and that was not done."),
          (Check(N_("Send the buyer a way back to Amazon's page.")),),
          N_("Let the buyer confirm, then charge again."), "charge"),
    Entry("charge.ExpiredUnused", N_("It was authorized, and never captured"),
          N_("An authorization holds the money for 30 days; then it is released."),
          (Check(N_("Capture when you ship: after 7 days the capture may take longer.")),
           Check(N_("In the emulator the time machine may have been moved on."), "clock")),
          N_("Charge again, if the permission still allows it."), "charge"),
    Entry("charge.AmazonCanceled", N_("Amazon canceled the charge"),
          N_("Something went wrong at Amazon, or it ended the permission. No money was taken."),
          (Check(N_("Is the permission still chargeable?"), "previous_object"),),
          N_("Charge again, if the permission still allows it."), "charge"),
    Entry("charge.MerchantCanceled", N_("You canceled the charge"),
          N_("Cancel Charge was called by the merchant; the money is free again."),
          (Check(N_("The activity says when, and with which words."), "activity"),),
          N_("Charge again, if the order still stands."), "charge"),
    Entry("charge.ChargePermissionCanceled", N_("Its permission was closed"),
          N_("The permission was closed while this charge was not captured yet, which ends both."),
          (Check(N_("Read the permission: it says who closed it."), "previous_object"),
           Check(N_("cancelPendingCharges decides whether closing ends pending charges."))),
          *_CLOSED),
    Entry("charge.BuyerCanceled", N_("The buyer canceled it"),
          N_("The buyer ended the payment before it was captured. No money was taken."),
          (Check(N_("Is the permission still chargeable?"), "previous_object"),), *_NEW),
    Entry("charge.unknown", N_("A reason that this console does not know"),
          N_("Amazon's page of the charge does not name this reason."),
          (Check(N_("Read reasonDescription: it is Amazon's own sentence."), "session_tab"),),
          N_("Read the charge again before you do anything."), "get"),
)  # fmt: skip

_PERMISSIONS = (
    Entry("permission.PaymentMethodInvalid", N_("The payment method does not work"),
          N_("The buyer's payment method cannot be charged now."), (), *_BUYER_MENDS),
    Entry("permission.PaymentMethodDeleted", N_("The payment method was deleted"),
          N_("The buyer took the card or account out of their Amazon account."), (),
          *_BUYER_MENDS),
    Entry("permission.BillingAddressDeleted", N_("The billing address was deleted"),
          N_("The buyer took the address that belongs to the payment method away."), (),
          *_BUYER_MENDS),
    Entry("permission.PaymentMethodExpired", N_("The payment method has expired"),
          N_("The card's date is over."), (), *_BUYER_MENDS),
    Entry("permission.PaymentMethodNotAllowed", N_("The payment method cannot be used"),
          N_("The buyer's card or account is of a kind that this payment does not take."), (),
          *_BUYER_MENDS),
    Entry("permission.PaymentMethodNotSet", N_("There is no payment method"),
          N_("The buyer has not chosen a payment method for this permission."), (),
          *_BUYER_MENDS),
    Entry("permission.ChargeInProgress", N_("A charge is under way"),
          N_("In v1 a permission takes one charge at a time: it waits until that one is captured, "
             "declined or canceled."),
          (Check(N_("Look at the charge: is it authorized or pending?"), "next_object"),
           Check(N_("v1 does this always; whether v2 does it too, Amazon does not say."),
                 rule="is_v1")),
          N_("Capture or cancel that charge."), "capture"),
    Entry("permission.MFAFailed", N_("The buyer did not pass their bank's check"),
          N_("The bank wanted the buyer to confirm a payment, and that failed."), (),
          *_BUYER_MENDS),
    Entry("permission.MerchantClosed", N_("You closed the permission"),
          N_("Close Charge Permission was called by the merchant."),
          (Check(N_("The activity says when, and with which words."), "activity"), _STANDS),
          *_CLOSED),
    Entry("permission.MerchantCanceled", N_("You ended the permission"),
          N_("The merchant ended it. Amazon's pages also call this MerchantClosed, and do not say "
             "where the difference lies."),
          (Check(N_("The activity says when, and with which words."), "activity"), _STANDS),
          *_CLOSED),
    Entry("permission.BuyerClosed", N_("The buyer closed the permission"),
          N_("The buyer ended it in their Amazon account."), (_STANDS,), *_CLOSED),
    Entry("permission.BuyerCanceled", N_("The buyer ended the permission"),
          N_("The buyer ended it. Amazon's pages also call this BuyerClosed, and do not say where "
             "the difference lies."), (_STANDS,), *_CLOSED),
    Entry("permission.AmazonCanceled", N_("Amazon ended the permission"),
          N_("Amazon ended it, for example for fraud. It does not say more."), (_STANDS,),
          *_CLOSED),
    Entry("permission.AmazonClosed", N_("The permission is used up"),
          N_("Everything that it allowed was charged, or Amazon closed it after a rejection."),
          (Check(N_("v1: the first capture closes it."), rule="is_v1"), _STANDS), *_CLOSED),
    Entry("permission.Expired", N_("Its time is over"),
          N_("A one-time permission lives 180 days, with extendExpiration 13 months; a recurring "
             "one 13 months from its last charge."),
          (Check(N_("In the emulator the time machine may have been moved on."), "clock"),
           _STANDS), *_CLOSED),
    Entry("permission.unknown", N_("A reason that this console does not know"),
          N_("Amazon's page of the charge permission does not name this reason."),
          (Check(N_("Read reasonDescription: it is Amazon's own sentence."), "session_tab"),),
          N_("Read the permission again before you charge it."), "get"),
)  # fmt: skip

_REFUNDS = (
    Entry("refund.AmazonRejected", N_("Amazon rejected the refund"),
          N_("Amazon will not pay the money back in this way. It does not say why."),
          (Check(N_("The charge says how much was refunded so far."), "previous_object"),),
          N_("Pay the buyer back in another way."), "previous_object"),
    Entry("refund.ProcessingFailure", N_("The refund could not be processed"),
          N_("The processor failed; the buyer did not get this money back."),
          (Check(N_("The charge says how much was refunded so far."), "previous_object"),),
          N_("Refund once more; if it fails again, ask Amazon."), "refund"),
    Entry("refund.unknown", N_("A reason that this console does not know"),
          N_("Amazon's page of the refund does not name this reason."),
          (Check(N_("Read reasonDescription: it is Amazon's own sentence."), "session_tab"),),
          N_("Read the refund again before you do anything."), "get"),
)  # fmt: skip

ENTRIES = (*_SESSIONS, *_CHARGES, *_PERMISSIONS, *_REFUNDS)
