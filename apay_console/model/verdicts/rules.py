"""Refusals by their words: what each says of the request, and what to change."""

from __future__ import annotations

from apay_console.errors import N_
from apay_console.model.verdicts.headers import HEADERS
from apay_console.model.verdicts.rule import rule

_VALUES = (
    rule(
        "InvalidParameterValue",
        r"value '(?P<value>.{0,200}?)' provided for '(?P<name>[^']{0,100}(?i:amount))'",
        N_("Bad amount: “{value}” for {name}."),
        N_("Write amounts as text with a point, like 19.99; no decimals in JPY."),
    ),
    rule(
        "InvalidParameterValue",
        r"value '(?P<value>.{0,200}?)' provided for '(?P<name>[^']{1,120})' is invalid\. "
        r"(?P<why>.+)",
        N_("“{value}” is not accepted for {name}."),
        "{why}",
    ),
    rule(
        "InvalidParameterValue",
        r"value '(?P<value>.{0,200}?)' provided for '(?P<name>[^']{1,120})'",
        N_("“{value}” is not accepted for {name}."),
        N_("Look at what Amazon's page allows for {name}."),
    ),
    rule(
        "MissingParameterValue",
        r"required parameter '?(?P<name>[^\s']{1,120})",
        N_("{name} is missing in the body."),
        N_("Add {name}."),
    ),
    rule(
        "InvalidParameterCombination", r"(?P<why>.+)", N_("Two values exclude each other."), "{why}"
    ),
    rule("CurrencyMismatch", r"(?P<why>.+)", N_("The currencies differ."), "{why}"),
    rule(
        "InvalidRequestFormat",
        r"(?P<why>.+)",
        N_("The body cannot be read: {why}"),
        N_("Send one JSON object in UTF-8."),
    ),
    rule(
        "DuplicateIdempotencyKey",
        r"",
        N_("The idempotency key was used before with another body."),
        N_("Make a new key for each new object, and keep it for repeats only."),
    ),
    rule(
        "InvalidSandboxSimulationSpecified",
        r"code '(?P<value>[^']{0,80})'",
        N_("The simulation code “{value}” cannot be used here."),
        N_("Leave x-amz-pay-simulation-code out, or use one of this operation's codes."),
    ),
)
_PLACES = (
    rule(
        "ResourceNotFound",
        r"Nothing is at the path",
        N_("There is no such path: {path}."),
        N_("Paths look like /v2/checkoutSessions/…; look at the SDK's base address too."),
    ),
    rule(
        "ResourceNotFound",
        r"",
        N_("There is no such object here: {path}."),
        N_("Its id is misspelt, of another environment, or from before the emulator was reset."),
    ),
    rule(
        "RequestNotSupported",
        r"method (?P<method>\S{1,20}) is not supported here; use (?P<allowed>[A-Z, ]+)",
        N_("{method} is not supported at this path."),
        N_("Use {allowed}."),
    ),
    rule(
        "UnsupportedOperation",
        r"operation (?P<operation>.{1,60}) is not available in (?P<version>v\d)",
        N_("“{operation}” is not there in {version}."),
        N_("Call the other version."),
    ),
    rule(
        "InvalidAPIVersion",
        r"version '(?P<version>[^']{0,20})'",
        N_("There is no API version “{version}”."),
        N_("Use v1 or v2."),
    ),
    rule(
        "UnauthorizedAccess",
        r"origin",
        N_("A web page of another origin asked, not a server."),
        N_("Call the API from your server: a browser must never hold the private key."),
    ),
    rule(
        "TooManyRequests",
        r"",
        N_("Too many requests: the throttle is on."),
        N_("Wait, then ask again with the same idempotency key."),
    ),
)
_STATES = (
    rule(
        "InvalidCheckoutSessionStatus",
        r"waiting for the buyer",
        N_("The buyer has not paid yet."),
        N_("Send the buyer to amazonPayRedirectUrl; complete once the buyer is back."),
    ),
    rule(
        "InvalidCheckoutSessionStatus",
        r"waiting to be completed",
        N_("The buyer has paid: the session can be changed no more."),
        N_("Complete it as it is, or begin a new one."),
    ),
    rule(
        "InvalidCheckoutSessionStatus",
        r"is waiting: (?P<name>\w{1,60})",
        N_("The session is not ready: {name}."),
        N_("Update the session until its constraints are empty."),
    ),
    rule(
        "InvalidCheckoutSessionStatus",
        r"one of v1",
        N_("A session of v1 needs no Complete: it is finished when the buyer returns."),
        N_("Read the session when the buyer is back."),
    ),
)
_MONEY = (
    rule(
        "AmountMismatch",
        r"The (?P<name>\w{1,40}) differs",
        N_("{name} is not that of the checkout session."),
        N_("Complete with exactly the amount of the session; update the session first."),
    ),
    rule(
        "CheckoutSessionCanceled",
        r"",
        N_("The checkout session is canceled."),
        N_("Begin a new checkout session."),
    ),
    rule("TransactionAmountExceeded", r"(?P<why>.+)", N_("More than what is left."), "{why}"),
    rule("TransactionCountExceeded", r"(?P<why>.+)", N_("Too many charges."), "{why}"),
    rule(
        "PeriodicAmountExceeded", r"(?P<why>.+)", N_("More than a month may be charged."), "{why}"
    ),
)

RULES = (*HEADERS, *_VALUES, *_PLACES, *_STATES, *_MONEY)
