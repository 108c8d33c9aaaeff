"""Refusals of headers by their words: what each says of the request, and what to change."""

from __future__ import annotations

from apay_console.errors import N_
from apay_console.model.verdicts.rule import rule

_NAME = r"(?P<name>[!-~]{1,120})"
_MISSING = tuple(
    rule(code, pattern, sentence, change)
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
_BAD = tuple(
    rule("InvalidHeaderValue", *row)
    for row in (
        (
            r"public key id (?P<key_id>\S{1,128}) is not known",
            N_("The key id {key_id} is not known here."),
            N_(
                "Use the key id that “Watch my shop” or /_emulator/ shows, or give the "
                "emulator your public key."
            ),
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

HEADERS = (*_MISSING, *_BAD)
