"""The states of sessions, permissions, charges and refunds, and all that moves them.

From checkout-session.html, charge-permission.html, charge.html, refund.html and
asynchronous-processing.html. Which operation is taken in which state stands in its own row.
"""

from __future__ import annotations

from apay_console.errors import N_
from apay_console.model.fields import ApiVersion
from apay_console.model.operation import V2_ONLY
from apay_console.model.operations import (
    CANCEL_CHARGE,
    CAPTURE_CHARGE,
    CLOSE_PERMISSION,
    COMPLETE_SESSION,
    CREATE_CHARGE,
    CREATE_REFUND,
    CREATE_SESSION,
    FINALIZE_SESSION,
    UPDATE_PERMISSION,
    UPDATE_SESSION,
)
from apay_console.model.states.machine import (
    BEGINNING,
    Edge,
    Machine,
    Mover,
    State,
    Tone,
    by,
    staying,
)
from apay_console.model.subjects import CHARGE, PERMISSION, REFUND, SESSION

_NEW = (BEGINNING,)
_LIVING = ("Chargeable", "NonChargeable")
_HELD = ("AuthorizationInitiated", "Authorized")
_V1 = (ApiVersion.V1,)
_YOU, _TIME, _AMAZON, _BUYER = Mover.YOU, Mover.TIME, Mover.AMAZON, Mover.BUYER

SESSIONS = Machine(
    SESSION,
    (
        State("Open", Tone.YOURS, N_("It takes changes, and waits for the buyer."),
              N_("can still be changed")),
        State("Completed", Tone.DONE, N_("The buyer paid. It cannot be used for another payment."),
              N_("the buyer has paid, or agreed to")),
        State("Canceled", Tone.FAILED, N_("It came to nothing; its reason says why."),
              N_("ended; nothing more is taken")),
    ),
    (
        Edge("create_session", _NEW, ("Open",), N_("Create"), _YOU,
             N_("A session is made; it lives for 24 hours."), operation=CREATE_SESSION),
        Edge("sign_in", ("Open",), ("Open",), N_("Signs in"), _BUYER,
             N_("The buyer signs in and chooses address and card; no call of yours can do it.")),
        staying(UPDATE_SESSION, N_("Lays what you send over what is known.")),
        Edge("pay", ("Open",), ("Completed",), N_("Pays"), _BUYER,
             N_("The buyer pays, and Amazon completes the session at once."), versions=_V1),
        Edge("agree", ("Open",), ("Open",), N_("Pays"), _BUYER,
             N_("The buyer agrees to pay and comes back; then it waits for you to complete it."),
             versions=V2_ONLY),
        by(COMPLETE_SESSION, ("Completed",),
           N_("Does what the payment intent says, once the buyer is back.")),
        by(FINALIZE_SESSION, ("Completed",),
           N_("Completes a Buy Now checkout, without the page where the buyer pays.")),
        Edge("leave", ("Open",), ("Canceled",), N_("Gives up"), _BUYER,
             N_("The buyer leaves the page without paying."), ("BuyerCanceled",)),
        Edge("decline", ("Open",), ("Canceled",), N_("Declines"), _AMAZON,
             N_("The payment was declined, or Amazon cannot take it now."),
             ("Declined", "AmazonCanceled")),
        Edge("expire", ("Open",), ("Canceled",), N_("Expires"), _TIME,
             N_("24 hours after it was created, whatever has been authorized is given up."),
             ("Expired",), ends_at_expiry=True),
    ),
)  # fmt: skip

PERMISSIONS = Machine(
    PERMISSION,
    (
        State("Chargeable", Tone.READY, N_("Charges can be made."),
              N_("can be charged")),
        State("NonChargeable", Tone.PENDING, N_("No charge can be made now; its reason says why."),
              N_("cannot be charged for now")),
        State("Closed", Tone.OVER, N_("No charge will be made any more."),
              N_("takes no more charges")),
    ),
    (
        Edge("begin", _NEW, _LIVING, N_("Session completed"), _AMAZON,
             N_("A completed session leaves a permission to charge the buyer.")),
        staying(UPDATE_PERMISSION, N_("Changes what the buyer reads of it.")),
        Edge("hold", ("Chargeable",), ("NonChargeable",), N_("Charge open"), _AMAZON,
             N_("An open charge takes all that may be charged."), ("ChargeInProgress",)),
        Edge("hinder", _LIVING, ("NonChargeable",), N_("Card trouble"), _BUYER,
             N_("The buyer's card or address can be charged no more."),
             ("PaymentMethodInvalid", "PaymentMethodDeleted", "BillingAddressDeleted",
              "PaymentMethodExpired", "PaymentMethodNotAllowed", "PaymentMethodNotSet",
              "MFAFailed")),
        Edge("cure", ("NonChargeable",), ("Chargeable",), N_("Free again"), _AMAZON,
             N_("The open charge ended, or the buyer chose another card.")),
        by(CLOSE_PERMISSION, ("Closed",),
           N_("Ends it. Charges that are pending go on, unless you say otherwise."),
           ("MerchantClosed",)),
        Edge("end", _LIVING, ("Closed",), N_("Ends it"), _AMAZON,
             N_("Nothing is left to charge, or it was ended by the buyer, by Amazon or for you."),
             ("MerchantCanceled", "BuyerClosed", "BuyerCanceled", "AmazonCanceled",
              "AmazonClosed")),
        Edge("expire", _LIVING, ("Closed",), N_("Expires"), _TIME,
             N_("180 days after it was given; longer where payments repeat."),
             ("Expired",), ends_at_expiry=True),
    ),
)  # fmt: skip

CHARGES = Machine(
    CHARGE,
    (
        State("AuthorizationInitiated", Tone.PENDING, N_("Amazon decides whether it is good."),
              N_("Amazon is still deciding")),
        State("Authorized", Tone.YOURS, N_("The money is held. Capture it, or let it go."),
              N_("the money is held, not taken")),
        State("CaptureInitiated", Tone.PENDING, N_("The money is on its way."),
              N_("the money is being taken")),
        State("Captured", Tone.DONE, N_("The money is yours. It can be refunded."),
              N_("the money is taken")),
        State("Canceled", Tone.FAILED, N_("The money was let go; its reason says why."),
              N_("ended; nothing more is taken")),
        State("Declined", Tone.FAILED, N_("No money came; its reason says why."),
              N_("refused by Amazon or the bank")),
    ),
    (
        Edge("begin", _NEW, (*_HELD, "Captured"), N_("Session completed"), _AMAZON,
             N_("A completed session makes the first charge, unless its intent is Confirm.")),
        Edge("create_charge", _NEW, (*_HELD, "CaptureInitiated", "Captured"), CREATE_CHARGE.verb,
             _YOU, N_("Holds money of the permission, or takes it at once."),
             operation=CREATE_CHARGE),
        Edge("authorize", ("AuthorizationInitiated",), ("Authorized",), N_("Authorizes"), _AMAZON,
             N_("It is good: within 24 hours, in the sandbox after 30 seconds.")),
        by(CAPTURE_CHARGE, ("Captured", "CaptureInitiated"),
           N_("Takes the money; more than seven days after it was held, with some delay.")),
        Edge("settle", ("CaptureInitiated",), ("Captured",), N_("Captures"), _AMAZON,
             N_("The money came.")),
        by(CANCEL_CHARGE, ("Canceled",), N_("Lets the money go."), ("MerchantCanceled",)),
        Edge("close_permission", _HELD, ("Canceled",), N_("Permission closed"), _YOU,
             N_("You closed its permission, and let pending charges be canceled."),
             ("ChargePermissionCanceled",), versions=V2_ONLY),
        Edge("drop", _HELD, ("Canceled",), N_("Cancels"), _AMAZON,
             N_("Amazon or the buyer canceled it."), ("AmazonCanceled", "BuyerCanceled")),
        Edge("expire", ("Authorized",), ("Canceled",), N_("Expires"), _TIME,
             N_("Not captured within 30 days."), ("ExpiredUnused",), ends_at_expiry=True),
        Edge("decline", (*_HELD, "CaptureInitiated"), ("Declined",), N_("Declines"), _AMAZON,
             N_("The bank or Amazon declined it."),
             ("SoftDeclined", "HardDeclined", "AmazonRejected", "ProcessingFailure",
              "TransactionTimedOut")),
    ),
)  # fmt: skip

REFUNDS = Machine(
    REFUND,
    (
        State("RefundInitiated", Tone.PENDING, N_("The money is on its way back."),
              N_("the money is on its way back")),
        State("Refunded", Tone.DONE, N_("The buyer has the money back."),
              N_("the money is back with the buyer")),
        State("Declined", Tone.FAILED, N_("No money went back; its reason says why."),
              N_("refused by Amazon or the bank")),
    ),
    (
        Edge("create_refund", _NEW, ("RefundInitiated",), CREATE_REFUND.verb, _YOU,
             N_("Gives money of a captured charge back; never at once."), operation=CREATE_REFUND),
        Edge("settle", ("RefundInitiated",), ("Refunded",), N_("Refunds"), _AMAZON,
             N_("The money arrived; in the sandbox after 30 seconds.")),
        Edge("decline", ("RefundInitiated",), ("Declined",), N_("Declines"), _AMAZON,
             N_("Amazon could not give the money back."),
             ("AmazonRejected", "ProcessingFailure")),
    ),
)  # fmt: skip

MACHINES = (SESSIONS, PERMISSIONS, CHARGES, REFUNDS)
