"""Errors of access, of the service and of the way there, with and without a code."""

from __future__ import annotations

from apay_console.errors import N_
from apay_console.model.why.entry import ENVIRONMENT, READ_AGAIN, REGION, SIGNATURE, Check, Entry

_KEY_ID = Check(N_("Key id: compare it, letter by letter, with Seller Central."), "profiles")
_WAIT = N_("Wait a little, then try again: this console repeats a write with the same key.")
_GATEWAY = N_(
    "The answer came from something in front of Amazon Pay, not from Amazon Pay itself. Whether "
    "the request came through, it does not say."
)
_READ_FIRST = Check(N_("After a write, read the object before you send anything else."), "get")
_REQUEST_ID = Check(
    N_("Keep the request id (x-amz-pay-request-id): Amazon's support asks for it."), "raw_tab"
)
_SERVER = (_READ_FIRST, Check(N_("Was it an injected fault? The fault board says so."), "faults"),
           _REQUEST_ID)  # fmt: skip

ENTRIES = (
    Entry(
        "error.InvalidRequestSignature",
        N_("Amazon could not verify the signature"),
        N_(
            "Either Amazon read the same request and the key does not fit, or the request changed "
            "on its way. Amazon quotes the hash of what it read, which tells the two apart."
        ),
        (
            Check(N_("Same hash: it read the request as it was signed, so the key, its id, the "
                     "region or the algorithm is wrong."), "profiles", rule="same_hash"),
            Check(N_("Another hash: something between here and Amazon changed the request, or a "
                     "header was signed that was not sent."), "signature", rule="other_hash"),
            Check(N_("Salt: AMZN-PAY-RSASSA-PSS has 20 bytes, PSS-V2 has 32; the header must name "
                     "the one that was used."), "profiles"),
            ENVIRONMENT,
            REGION,
            Check(N_("Own code refused: give the request to the doctor, which finds the byte."),
                  "doctor", see="trap.signature"),
        ),
        N_("Compare line by line; nothing was changed."),
        "signature",
    ),
    Entry(
        "error.InvalidAuthentication",
        N_("Amazon could not tell who asks"),
        N_("The authorization header is incomplete, or names a key that may not be used here."),
        (_KEY_ID, ENVIRONMENT, REGION, SIGNATURE),
        N_("Correct the profile, then send again; nothing was changed."),
        "profiles",
    ),
    Entry(
        "error.InvalidAuthorizationToken",
        N_("The delegation token is not valid"),
        N_(
            "A solution provider that asks for a merchant sends x-amz-pay-authtoken. That token is "
            "wrong, expired, or belongs to another merchant."
        ),
        (
            Check(N_("Is the header there, and is it this merchant's token?"), "raw_tab"),
            Check(N_("Asking for yourself needs no such token: leave it out.")),
        ),
        N_("Fetch a new token for this merchant, then send again."),
    ),
    Entry(
        "error.UnauthorizedAccess",
        N_("This merchant may not do that"),
        N_(
            "The signature was right, but the account has no right to this call or this object. "
            "Some features, such as overcharging, are by invitation only."
        ),
        (
            Check(N_("Does the object belong to the merchant of this key?"), "profiles"),
            Check(N_("Is the account set up for this feature and for this region?")),
        ),
        N_("Use the profile of the right merchant, or ask Amazon to open the feature."),
        "profiles",
    ),
    Entry(
        "error.InvalidAccountStatus",
        N_("The merchant account is not active"),
        N_("Amazon knows the account, but it is not verified yet, is suspended, or was closed."),
        (
            Check(N_("Look in Seller Central whether anything is asked of you.")),
            Check(N_("Is this the key of the account that you mean?"), "profiles"),
        ),
        N_("Nothing here can mend it: finish the registration, or ask Amazon."),
    ),
    Entry(
        "error.ResourceNotFound",
        N_("Amazon has nothing by this id here"),
        N_(
            "The id is unknown in this environment and region, to this merchant, or not any more: "
            "sessions are deleted 30 days after they were created."
        ),
        (
            ENVIRONMENT,
            REGION,
            Check(N_("Prefix: S ids are of the sandbox, P ids of live; 01 is US, 02 Europe, 03 "
                     "Japan."), "profiles", rule="prefix"),
            Check(N_("Age: a session is gone after 30 days."), "new_with_values", rule="age"),
            Check(N_("Merchant: another merchant's objects look as if they did not exist."),
                  "profiles"),
            Check(N_("Amazon sometimes answers a fault of its own like this: read once more."),
                  "get"),
        ),
        N_("Choose the profile that the object belongs to."),
        "profiles",
    ),
    Entry(
        "error.UnsupportedOperation",
        N_("There is no such operation here"),
        N_(
            "The path or the operation is not offered for this version, region or account. v1 has "
            "no Complete: there Amazon finishes the session when the buyer comes back."
        ),
        (
            Check(N_("Version: does this operation exist in it?"), "raw_tab", rule="version"),
            Check(N_("Path: checkoutSessions is written with an s, always.")),
        ),
        N_("Use the other version, or another operation."),
        "read_other",
    ),
    Entry(
        "error.RequestNotSupported",
        N_("This HTTP method is not supported here"),
        N_("Updates are PATCH, closing and canceling are DELETE with a body, the rest POST or "
           "GET."),
        (
            Check(N_("Look at the method that left."), "raw_tab"),
            Check(N_("Some proxies drop the body of a DELETE, or turn PATCH into POST.")),
        ),
        N_("Send it with the method that the page of the operation names."),
        "raw_tab",
    ),
    Entry(
        "error.RequestTimeout",
        N_("The request did not arrive in time"),
        N_("Amazon waited for the rest of the request and gave up."),
        (
            Check(N_("Is the connection slow? The times are on the page Raw."), "raw_tab"),
            _READ_FIRST,
        ),
        _WAIT,
        "again",
    ),
    Entry(
        "error.TLSVersionNotSupported",
        N_("TLS 1.2 or newer is needed"),
        N_("The connection used an old TLS version. This console always uses a new one."),
        (
            Check(N_("A proxy that opens TLS may speak an old version towards Amazon.")),
            Check(N_("Own code: update the TLS library of your language.")),
        ),
        N_("Go around the proxy, or update it."),
        "again",
    ),
    Entry(
        "error.TooManyRequests",
        N_("Too many requests for now"),
        N_(
            "Each operation has a bucket that refills every second. In the sandbox it is small: "
            "reading a session has room for 10 and gets back 1 a second, creating one 5 and 1."
        ),
        (
            Check(N_("Does something else ask with the same merchant account?")),
            Check(N_("Own code: read at most every 5 seconds, and wait longer after each refusal."),
                  see="trap.asynchronous"),
        ),
        N_("Wait a few seconds, then try again."),
        "again",
    ),
    Entry("error.InternalServerError", N_("A fault inside Amazon"),
          N_("Something broke at Amazon. After a write, it may or may not have taken effect."),
          _SERVER, _WAIT, "again"),
    Entry(
        "error.ProcessingFailure",
        N_("The payment could not be processed"),
        N_("The payment processor failed. That is no decision about the buyer's card."),
        (
            READ_AGAIN,
            Check(N_("Try once more after one or two minutes; not again and again.")),
        ),
        N_("Read the object; if no money was moved, try once more in a minute or two."),
        "get",
    ),
    Entry("error.ServiceUnavailable", N_("Amazon is busy"),
          N_("Amazon Pay takes no requests for the moment."), _SERVER, _WAIT, "again"),
    Entry("error.BadGateway", N_("A gateway failed"), _GATEWAY, _SERVER, _WAIT, "again"),
    Entry("error.GatewayTimeout", N_("A gateway waited too long"), _GATEWAY, _SERVER, _WAIT,
          "check"),
    Entry(
        "error.unknown",
        N_("Amazon refused it with a code that this console does not know"),
        N_(
            "The code is on none of Amazon's pages that this console was made from. Its message is "
            "shown as it came; the status says roughly what kind of refusal it is."
        ),
        (
            Check(N_("400 to 499: something about the request or the object."), "raw_tab",
                  rule="status_4"),
            Check(N_("500 to 599: something at Amazon; a write may have taken effect."), "get",
                  rule="status_5"),
            READ_AGAIN,
            _REQUEST_ID,
        ),
        N_("Read Amazon's message, then read the object again."),
        "raw_tab",
    ),
    Entry(
        "http.401", N_("401 without a code"),
        N_("Something in front of Amazon Pay wants you to sign in: usually a proxy."),
        (Check(N_("Look at the answer: does it come from Amazon at all?"), "raw_tab"),),
        N_("Go around the proxy, then try again."), "again",
    ),
    Entry(
        "http.403", N_("403 without a code"),
        N_("Something refused the request before Amazon Pay saw it: a proxy or a firewall."),
        (Check(N_("Look at the answer: does it come from Amazon at all?"), "raw_tab"), SIGNATURE),
        N_("Go around the proxy, then try again."), "again",
    ),
    Entry(
        "http.404", N_("404 without a code"),
        N_("Whoever answered does not know this path. Amazon Pay itself would have named a code."),
        (Check(N_("Look at the path and the host that were asked."), "raw_tab"), ENVIRONMENT),
        N_("Correct the path or the profile."), "raw_tab",
    ),
    Entry(
        "http.407", N_("A proxy wants to know who you are"),
        N_("The proxy between here and Amazon asks for a name and password."),
        (Check(N_("Look at the answer: it names the proxy."), "raw_tab"),),
        N_("Go around the proxy, then try again."), "again",
    ),
    Entry(
        "http.425", N_("Too early"),
        N_(
            "Amazon did not want to take the request so early in the connection. Its own SDKs "
            "simply ask again; no page of Amazon's explains the status."
        ),
        (_READ_FIRST,),
        _WAIT, "again",
    ),
    Entry("http.500", N_("500 without a code"),
          N_("A fault at Amazon, or at something in front of it."), _SERVER, _WAIT, "again"),
    Entry("http.502", N_("502 without a code"), _GATEWAY, _SERVER, _WAIT, "again"),
    Entry("http.503", N_("503 without a code"), _GATEWAY, _SERVER, _WAIT, "again"),
    Entry("http.504", N_("504 without a code"), _GATEWAY, _SERVER, _WAIT, "check"),
    Entry(
        "http.unknown",
        N_("An answer without a code"),
        N_(
            "The answer says by its status that the request was refused, and no more. Amazon Pay "
            "usually names a code, so a proxy may have answered."
        ),
        (
            Check(N_("Look at the answer: does it come from Amazon at all?"), "raw_tab"),
            READ_AGAIN,
        ),
        N_("Read the object again before you send anything else."),
        "get",
    ),
)  # fmt: skip
