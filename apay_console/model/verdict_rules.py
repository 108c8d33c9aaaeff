"""Refusals by their words: what each says of the request, and what to change."""

from __future__ import annotations

import re
from dataclasses import dataclass

from apay_console.errors import N_


@dataclass(frozen=True)
class Rule:
    """One way to be refused; its groups, `sent` and `path` stand in braces in the sentences."""

    code: str
    pattern: re.Pattern[str]
    sentence: str
    change: str = ""
    header: str = ""  # whose value is `sent`; empty: the one that is named


def _rule(code: str, pattern: str, sentence: str, change: str = "", header: str = "") -> Rule:
    return Rule(code, re.compile(pattern, re.DOTALL), sentence, change, header)


_NAME = r"(?P<name>[!-~]{1,120})"
_HEADERS = tuple(
    _rule(code, pattern, sentence, change)
    for code in ("MissingHeader", "MissingHeaderValue")
    for pattern, sentence, change in (
        (
            r"header authorization ",
            N_("Not signed: there is no header authorization."),
            N_("Sign it with your shop's private key; Amazon's SDKs add the header by themselves."),
        ),
        (
            r"x-amz-pay-idempotency-key is missing",
            N_("The idempotency key is missing."),
            N_("Send x-amz-pay-idempotency-key, new for each new object, and sign it."),
        ),
        (
            rf"header {_NAME} is missing",
            N_("The header {name} is missing."),
            N_("Send the header {name}, and sign it."),
        ),
        (
            rf"header {_NAME} has no value",
            N_("The header {name} is empty."),
            N_("Give the header {name} a value, and sign it."),
        ),
    )
)
_BAD_HEADERS = tuple(
    _rule("InvalidHeaderValue", *row)
    for row in (
        (
            r"public key id (?P<key_id>\S{1,128}) is not known",
            N_("The key id {key_id} is not known here."),
            N_("Use the key id that “Watch my shop” shows, or paste your public key there."),
        ),
        (
            r"x-amz-pay-date must look like (?P<example>\w+)",
            N_("The date “{sent}” cannot be read."),
            N_("Write x-amz-pay-date in UTC, like {example}."),
            "x-amz-pay-date",
        ),
        (
            r"x-amz-pay-date (?:should not be in future|is older)",
            N_("The clock of your shop is wrong."),
            N_("Set the clock of that machine, and sign anew for each request."),
        ),
        (
            r"x-amz-pay-region must be na",
            N_("Wrong region: “{sent}”."),
            N_("Set the region to na, eu or jp."),
            "x-amz-pay-region",
        ),
        (
            r"x-amz-pay-host must be (?P<host>\S+) in region (?P<region>\w+)",
            N_("Wrong region: {sent} does not serve region {region}."),
            N_("Set x-amz-pay-host to {host}, or choose the region that belongs to the host."),
            "x-amz-pay-host",
        ),
        (
            rf"header {_NAME} must be sent once",
            N_("The header {name} was sent twice."),
            N_("Send it once; a header of your own may repeat one that the SDK makes."),
        ),
        (
            rf"header {_NAME} holds more than ASCII",
            N_("The header {name} holds letters that no header can carry."),
            N_("Use plain ASCII in headers."),
        ),
        (
            r"header host names another machine",
            N_("The header host names another machine: “{sent}”."),
            N_("Ask 127.0.0.1 or localhost."),
            "host",
        ),
        (
            rf"header {_NAME} must be application/json",
            N_("The header {name} is “{sent}”, not application/json."),
            N_("Set accept and content-type to application/json."),
        ),
        (
            r"does not have Amazon Pay's form",
            N_("The header authorization cannot be read."),
            N_(
                "Write it like this: AMZN-PAY-RSASSA-PSS-V2 PublicKeyId=…, SignedHeaders=…, "
                "Signature=…"
            ),
        ),
        (
            r"signed headers must be named once",
            N_("SignedHeaders names a header twice, or none."),
            N_("Name each signed header once, with a semicolon between two."),
        ),
        (
            r"not written in plain Base64",
            N_("The signature is not written in Base64."),
            N_("Write the signature in standard Base64, with its = signs and without line ends."),
        ),
        (
            r"not both",
            N_("Two headers carry a signature."),
            N_("Send authorization only."),
        ),
        (
            r"takes 1 to 32 letters",
            N_("The idempotency key “{sent}” has a wrong form."),
            N_("Use 1 to 32 letters, digits, - and _."),
            "x-amz-pay-idempotency-key",
        ),
    )
)
_VALUES = (
    _rule(
        "InvalidParameterValue",
        r"value '(?P<value>.{0,200}?)' provided for '(?P<name>[^']{0,100}(?i:amount))'",
        N_("Bad amount: “{value}” for {name}."),
        N_("Write amounts as text with a point, like 19.99; no decimals in JPY."),
    ),
    _rule(
        "InvalidParameterValue",
        r"value '(?P<value>.{0,200}?)' provided for '(?P<name>[^']{1,120})' is invalid\. "
        r"(?P<why>.+)",
        N_("“{value}” is not accepted for {name}."),
        "{why}",
    ),
    _rule(
        "InvalidParameterValue",
        r"value '(?P<value>.{0,200}?)' provided for '(?P<name>[^']{1,120})'",
        N_("“{value}” is not accepted for {name}."),
        N_("Look at what Amazon's page allows for {name}."),
    ),
    _rule(
        "MissingParameterValue",
        r"required parameter '?(?P<name>[^\s']{1,120})",
        N_("{name} is missing in the body."),
        N_("Add {name}."),
    ),
    _rule(
        "InvalidParameterCombination", r"(?P<why>.+)", N_("Two values exclude each other."), "{why}"
    ),
    _rule("CurrencyMismatch", r"(?P<why>.+)", N_("The currencies differ."), "{why}"),
    _rule(
        "InvalidRequestFormat",
        r"(?P<why>.+)",
        N_("The body cannot be read: {why}"),
        N_("Send one JSON object in UTF-8."),
    ),
    _rule(
        "DuplicateIdempotencyKey",
        r"",
        N_("The idempotency key was used before with another body."),
        N_("Make a new key for each new object, and keep it for repeats only."),
    ),
    _rule(
        "InvalidSandboxSimulationSpecified",
        r"code '(?P<value>[^']{0,80})'",
        N_("The simulation code “{value}” cannot be used here."),
        N_("Leave x-amz-pay-simulation-code out, or use one of this operation's codes."),
    ),
)
_PLACES = (
    _rule(
        "ResourceNotFound",
        r"Nothing is at the path",
        N_("There is no such path: {path}."),
        N_("Paths look like /v2/checkoutSessions/…; look at the SDK's base address too."),
    ),
    _rule(
        "ResourceNotFound",
        r"",
        N_("There is no such object here: {path}."),
        N_("Its id is misspelt, of another environment, or from before the emulator was reset."),
    ),
    _rule(
        "RequestNotSupported",
        r"method (?P<method>\S{1,20}) is not supported here; use (?P<allowed>[A-Z, ]+)",
        N_("{method} is not supported at this path."),
        N_("Use {allowed}."),
    ),
    _rule(
        "UnsupportedOperation",
        r"operation (?P<operation>.{1,60}) is not available in (?P<version>v\d)",
        N_("“{operation}” is not there in {version}."),
        N_("Call the other version."),
    ),
    _rule(
        "InvalidAPIVersion",
        r"version '(?P<version>[^']{0,20})'",
        N_("There is no API version “{version}”."),
        N_("Use v1 or v2."),
    ),
    _rule(
        "UnauthorizedAccess",
        r"origin",
        N_("A web page of another origin asked, not a server."),
        N_("Call the API from your server: a browser must never hold the private key."),
    ),
    _rule(
        "TooManyRequests",
        r"",
        N_("Too many requests: the throttle is on."),
        N_("Wait, then ask again with the same idempotency key."),
    ),
)
_MONEY = (
    _rule(
        "AmountMismatch",
        r"The (?P<name>\w{1,40}) differs",
        N_("{name} is not that of the checkout session."),
        N_("Complete with exactly the amount of the session; update the session first."),
    ),
    _rule(
        "CheckoutSessionCanceled",
        r"",
        N_("The checkout session is canceled."),
        N_("Begin a new checkout session."),
    ),
    _rule("TransactionAmountExceeded", r"(?P<why>.+)", N_("More than what is left."), "{why}"),
    _rule("TransactionCountExceeded", r"(?P<why>.+)", N_("Too many charges."), "{why}"),
    _rule(
        "PeriodicAmountExceeded", r"(?P<why>.+)", N_("More than a month may be charged."), "{why}"
    ),
)

RULES = (*_HEADERS, *_BAD_HEADERS, *_VALUES, *_PLACES, *_MONEY)
