"""Errors in what was sent: headers, JSON, values and limits (error-handling.html)."""

from __future__ import annotations

from apay_console.errors import N_
from apay_console.model.why.entry import (
    BODY,
    ENVIRONMENT,
    OWN_WORDS,
    READ_AGAIN,
    REGION,
    Check,
    Entry,
)

_NOTHING_CHANGED = N_("Nothing was changed. Correct it and send again.")
_HEADERS = Check(N_("Look at the headers as they left."), "raw_tab")

ENTRIES = (
    Entry(
        "error.InvalidHeaderValue",
        N_("A header has a value that Amazon does not take"),
        N_(
            "Most often it is the key id in the authorization header: Amazon does not know it in "
            "this region or environment. A wrong date or a wrong region header gives the same code."
        ),
        (
            Check(
                N_("Key id: compare it, letter by letter, with the one in Seller Central."),
                "profiles",
            ),
            ENVIRONMENT,
            REGION,
            Check(
                N_("Clock: the request's time has to be right. How far off is too far, Amazon does "
                   "not say."),
                rule="clock",
            ),
            _HEADERS,
        ),
        N_("Correct the profile, then send again; nothing was changed."),
        "profiles",
    ),
    Entry(
        "error.MissingHeaderValue",
        N_("A header that this call needs is missing or empty"),
        N_(
            "Creating a session, a charge, a capture or a refund needs an idempotency key; every "
            "call needs date, host, region and authorization. Which code Amazon gives for which "
            "header, it does not say."
        ),
        (
            _HEADERS,
            Check(
                N_("Own code: name each signed header in SignedHeaders, and send each of them."),
                "doctor",
            ),
        ),
        N_("This console sends them all. If your own code was refused, ask the signature doctor."),
        "doctor",
    ),
    Entry(
        "error.MissingHeader",
        N_("A header that this call needs is not there"),
        N_(
            "One of the headers date, host, region, authorization or idempotency key did not "
            "arrive. Amazon's v1 list has only MissingHeaderValue for this."
        ),
        (
            _HEADERS,
            Check(N_("A proxy between you and Amazon may take headers away."), "raw_tab"),
        ),
        N_("This console sends them all. If your own code was refused, ask the signature doctor."),
        "doctor",
    ),
    Entry(
        "error.InvalidRequest",
        N_("Something in the request is wrong"),
        N_(
            "Amazon uses this code when no other fits: a body without its length, a body or "
            "headers that are too large, or a request that makes no sense for the call."
        ),
        (OWN_WORDS, BODY, _HEADERS),
        _NOTHING_CHANGED,
        "body",
    ),
    Entry(
        "error.InvalidRequestFormat",
        N_("The body is not JSON"),
        N_("Amazon could not read the body. A comma too many or a quote too few is enough."),
        (
            Check(N_("Open what will be sent: this console shows the line where reading stops."),
                  "body"),
            Check(N_("Own code: sign and send the same bytes, and encode them as UTF-8 once.")),
        ),
        _NOTHING_CHANGED,
        "body",
    ),
    Entry(
        "error.InvalidParameterValue",
        N_("A value is not acceptable"),
        N_(
            "A field is known, but its value is not taken: an amount with a comma or too many "
            "decimals, an unknown currency, a text that is too long, an address that is no URL, or "
            "a word in the wrong case."
        ),
        (
            OWN_WORDS,
            Check(N_("Amount: digits and one point, at most two decimals, none in JPY."),
                  field="paymentDetails.chargeAmount", see="trap.amount_format", rule="amount"),
            Check(N_("Words such as Authorize are taken in exactly this case."),
                  field="paymentDetails.paymentIntent"),
            Check(N_("Addresses: at most 512 characters; live takes https only."),
                  field="webCheckoutDetails.checkoutResultReturnUrl", see="trap.bad_url",
                  rule="https"),
        ),
        _NOTHING_CHANGED,
    ),
    Entry(
        "error.MissingParameterValue",
        N_("A required value is missing"),
        N_(
            "A field that this call cannot do without was not sent: for a new session the store id "
            "and the review URL, for a price both the amount and its currency."
        ),
        (
            OWN_WORDS,
            Check(N_("A new session needs a store id."), "profiles", rule="store_id"),
            Check(N_("A price needs its amount and its currency."),
                  field="paymentDetails.chargeAmount"),
            BODY,
        ),
        _NOTHING_CHANGED,
    ),
    Entry(
        "error.InvalidParameterCombination",
        N_("Two values do not go together"),
        N_(
            "Each value may be right alone, but not beside the other. The known pair is "
            "canHandlePendingAuthorization with AuthorizeWithCapture. Amazon does not list the "
            "others."
        ),
        (
            Check(
                N_("AuthorizeWithCapture takes the money at once, so it cannot wait for a pending "
                   "authorization."),
                field="paymentDetails.paymentIntent",
                see="trap.pending_with_capture",
                rule="pending_with_capture",
            ),
            OWN_WORDS,
        ),
        _NOTHING_CHANGED,
    ),
    Entry(
        "error.UnrecognizedField",
        N_("Amazon does not know a key that was sent"),
        N_(
            "The key is misspelt, belongs to the other version of the API, or may not be sent in "
            "this call. v1 says webCheckoutDetail and paymentDetail, v2 has an s at their ends."
        ),
        (
            Check(N_("Version: keys of the other version are not known."), "rename",
                  see="trap.singular_plural", rule="foreign_keys"),
            Check(N_("Some fields can only be set when the session is created."),
                  see="trap.presentment_currency"),
            Check(N_("What Amazon answers, such as buyer or constraints, cannot be sent.")),
            BODY,
        ),
        N_("Rename the keys, or take the field out; nothing was changed."),
        "rename",
    ),
    Entry(
        "error.InvalidSandboxSimulationSpecified",
        N_("This call does not take that simulation code"),
        N_(
            "Each operation takes its own few simulation codes, in the sandbox only. Codes for a "
            "pending authorization also need a session that can wait for one."
        ),
        (
            Check(N_("Choose a code from the list under the form: it holds what this call takes.")),
            Check(
                N_("AuthorizationInitiated needs Authorize and canHandlePendingAuthorization."),
                field="paymentDetails.canHandlePendingAuthorization",
            ),
            Check(N_("v1 takes the codes with an update, v2 with Complete.")),
        ),
        N_("Choose another code, or none, and send again."),
    ),
    Entry(
        "error.DuplicateIdempotencyKey",
        N_("This idempotency key was used before, with other content"),
        N_(
            "The same key with the same body gives the first answer again; with another body it is "
            "refused. Amazon keeps keys for ever, per merchant account."
        ),
        (
            Check(N_("Read the object: the first request with this key may have worked."), "get"),
            Check(N_("Own code: make a new key for each new wish, and keep it for its repeats."),
                  see="trap.idempotency_key"),
        ),
        N_("Look what the first request did; then send again: this console makes a new key."),
        "get",
        says=(N_("This idempotency key was used before, and a new request needs one of its own."),),
    ),
    Entry(
        "error.CurrencyMismatch",
        N_("The currency is another one than at checkout"),
        N_(
            "Permission, charge, capture and refund all have to be in the currency in which the "
            "buyer agreed."
        ),
        (
            Check(N_("Look at the currency of the permission or charge."), "session_tab"),
            Check(N_("US and Japan take only their own currency, USD and JPY."), "profiles",
                  rule="currency"),
        ),
        N_("Use the currency of the checkout. No money was moved."),
    ),
    Entry(
        "error.InvalidAPIVersion",
        N_("Amazon does not know this version of the API"),
        N_("The path has to say v1 or v2. Whether Amazon still answers v1, it does not say."),
        (
            Check(N_("Look at the path that was asked."), "raw_tab", rule="version"),
            Check(N_("Read the session in the other version."), "read_other"),
        ),
        N_("Use v2, unless your shop was built for v1."),
        "new_other",
    ),
    Entry(
        "error.TransactionAmountExceeded",
        N_("That is more than is left"),
        N_(
            "A charge cannot pass what its permission still allows, a capture not what was "
            "authorized. Refunds end at the captured amount and 15 percent more, or 75 (USD, EUR "
            "or GBP) or 8,400 JPY more, whichever is less. One charge or refund ends at 150,000, "
            "in JPY at 10,000,000."
        ),
        (
            Check(N_("The lines above the form say what is left."), "session_tab"),
            Check(N_("Earlier charges and refunds count; several refunds share one ceiling."),
                  "get"),
            OWN_WORDS,
        ),
        N_("Enter a smaller amount. No money was moved."),
    ),
    Entry(
        "error.PeriodicAmountExceeded",
        N_("This month's limit would be passed"),
        N_(
            "Later payments have a ceiling per calendar month: 1,000 USD or 100,000 JPY for "
            "recurring ones, for Europe Amazon gives no number here; with a saved payment method "
            "it is 15,000 USD, EUR or GBP, and 2,000,000 JPY."
        ),
        (
            Check(N_("Add up what was charged with this permission since the first of the month."),
                  "activity"),
            Check(N_("Amazon's message names the limit."), "raw_tab"),
        ),
        N_("Charge the rest next month, or let the buyer check out anew."),
    ),
    Entry(
        "error.TransactionCountExceeded",
        N_("No more charges are taken here"),
        N_(
            "A one-time permission takes at most 25 tries to charge, failed ones too. For refunds, "
            "Amazon does not give a number."
        ),
        (
            Check(N_("Count the charges of this permission, refused ones too."), "activity"),
            READ_AGAIN,
        ),
        N_("Let the buyer check out anew."),
        "new_with_values",
    ),
)  # fmt: skip
