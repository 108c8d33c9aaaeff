"""What goes wrong without any error, or with one that misleads: the known traps."""

from __future__ import annotations

from apay_console.errors import N_
from apay_console.model.why.entry import SIGNATURE, Check, Entry

_AMOUNT = "paymentDetails.chargeAmount"
_INTENT = "paymentDetails.paymentIntent"

ENTRIES = (
    Entry("trap.singular_plural", N_("v1 and v2 spell fields differently"),
          N_("v1 says webCheckoutDetail, paymentDetail and statusDetail; v2 says them with an s. "
             "The wrong one is refused as UnrecognizedField."),
          (Check(N_("Which version is this session?"), "read_other", rule="foreign_keys"),
           Check(N_("Rename what was typed by hand."), "rename")),
          N_("Send each session in its own version's words."), "rename"),
    Entry("trap.redirect_null", N_("amazonPayRedirectUrl is empty"),
          N_("Amazon gives the address where the buyer pays once nothing is missing, while the "
             "session is open. Every read decides it anew; no error is told."),
          (Check(N_("Is the session open?"), "get", rule="open"),
           Check(N_("Has a buyer signed in? No update can replace that."), "sign_in",
                 see="constraint.BuyerNotAssociated", rule="buyer"),
           Check(N_("Is the amount set?"), field=_AMOUNT, rule="has_amount",
                 see="constraint.ChargeAmountNotSet"),
           Check(N_("Is the result URL set?"),
                 field="webCheckoutDetails.checkoutResultReturnUrl", rule="has_result_url",
                 see="constraint.CheckoutResultReturnUrlNotSet"),
           Check(N_("Is the intent set?"), field=_INTENT, rule="has_intent",
                 see="constraint.PaymentIntentNotSet"),
           Check(N_("Nothing missing any more? Then the next Get shows the address."), "get",
                 see="trap.get_changes", rule="nothing_missing")),
          N_("Clear what is missing, then read the session."), "get"),
    Entry("trap.get_changes", N_("A read may change what you see"),
          N_("When the buyer signs in, Amazon changes the session by itself. The next Get shows no "
             "constraints, and the redirect URL, although nothing was sent."),
          (Check(N_("Read the session before you send the buyer to pay."), "get"),),
          N_("Read it again."), "get"),
    Entry("trap.amount_format", N_("The form of an amount"),
          N_("An amount is a text: digits, one point, at most two decimals. JPY has none, so "
             "“705.00” is refused there. No comma, sign or symbol; reckoning with floats makes "
             "7.7225 out of nowhere."),
          (Check(N_("Look at the amount as it would be sent."), field=_AMOUNT, rule="amount"),
           Check(N_("Own code: reckon with decimals, and round to the currency."))),
          N_("Enter it as 19.99, or as 705 in JPY.")),
    Entry("trap.presentment_currency", N_("presentmentCurrency is set only at creation"),
          N_("In an update it is refused. It follows the currency of chargeAmount by itself. Which "
             "code the refusal has, Amazon does not say."),
          (Check(N_("Look whether it is in what would be sent."), "body", rule="presentment"),),
          N_("Leave it out, and set the currency with the amount.")),
    Entry("trap.pending_with_capture", N_("Pending authorization and immediate capture"),
          N_("canHandlePendingAuthorization says that you can wait; AuthorizeWithCapture takes the "
             "money at once. The two exclude each other."),
          (Check(N_("Choose Authorize, or do not wait."), field=_INTENT,
                 rule="pending_with_capture"),),
          N_("Use Authorize, and capture later.")),
    Entry("trap.soft_descriptor", N_("What stands on the card statement"),
          N_("softDescriptor has at most 16 characters; Amazon writes AMZ* before them. In a "
             "session it goes only with AuthorizeWithCapture. Whether it is then required, "
             "Amazon's pages say differently."),
          (Check(N_("Is the intent AuthorizeWithCapture?"), field=_INTENT, rule="captures"),),
          N_("Set it only with AuthorizeWithCapture.")),
    Entry("trap.too_long", N_("A text is too long"),
          N_("Store name 50 characters, note to the buyer 255, reference 256, own information "
             "4,096. Whether Amazon counts characters or bytes, it does not say."),
          (Check(N_("The counter beside each field says how many are left."), rule="problems"),),
          N_("Shorten it.")),
    Entry("trap.bad_url", N_("An address that Amazon does not take"),
          N_("A return URL has a scheme and at most 512 characters. Live takes https only, the "
             "sandbox also http and localhost. Amazon adds amazonCheckoutSessionId to it."),
          (Check(N_("Does it begin with https://?"),
                 field="webCheckoutDetails.checkoutResultReturnUrl", rule="https"),
           Check(N_("Leave room for what Amazon adds: about 60 characters."))),
          N_("Enter a whole address.")),
    Entry("trap.day_long", N_("A session lives 24 hours"),
          N_("After 24 hours it is canceled as Expired, after 30 days it is deleted and Get gives "
             "404."),
          (Check(N_("The time left stands at the top."), "session_tab", rule="open"),),
          N_("Begin a new session."), "new_with_values"),
    Entry("trap.not_completed", N_("v2: without Complete the money is lost"),
          N_("In v2 the buyer's payment is only held until the merchant calls Complete. Without it "
             "everything is voided 24 hours after the session was created."),
          (Check(N_("Is this a v2 session?"), rule="is_v2"),
           Check(N_("Is the buyer back from paying?"), "open_page", rule="buyer_back"),
           Check(N_("Does your shop complete also when the buyer closes the browser?"), "shop")),
          N_("Complete as soon as the buyer is back."), "complete"),
    Entry("trap.second_complete", N_("A second Complete is refused though all is well"),
          N_("Complete works once. A second call gets InvalidCheckoutSessionStatus, although the "
             "payment stands."),
          (Check(N_("Is the session completed?"), "get", rule="completed"),
           Check(N_("Browser, notification and cron of a shop may all have called it."),
                 "activity")),
          N_("Read the session; if it is completed, go on."), "get"),
    Entry("trap.amount_changed", N_("The cart changed while the buyer paid"),
          N_("Complete has to repeat the amount to which the buyer agreed, else it is refused as "
             "AmountMismatch."),
          (Check(N_("Lock the cart while the buyer pays."), "bad_amount"),
           Check(N_("Does the session say what your order says?"), "get", rule="amount_differs")),
          N_("Complete with the session's amount, or begin a new session."), "get"),
    Entry("trap.no_id", N_("The buyer came back without an id"),
          N_("Amazon adds amazonCheckoutSessionId to the return URL, but it has been seen missing; "
             "and nothing signs it."),
          (Check(N_("Keep the id in the buyer's own session at your shop."), "bad_no_id"),
           Check(N_("Does the id belong to this buyer's order? Never trust it alone."))),
          N_("Find the sale by your own record of it."), "paste_return"),
    Entry("trap.mixed_environments", N_("Sandbox and live are mixed"),
          N_("Key id, path, store id and object ids each belong to one environment. A wrong one "
             "looks like an unknown id or a bad header."),
          (Check(N_("Key: SANDBOX- and LIVE- stand before newer key ids."), "profiles",
                 rule="environment"),
           Check(N_("Objects: S ids are of the sandbox, P ids of live."), rule="prefix"),
           Check(N_("Store id: newer accounts have one for each environment."), "profiles",
                 rule="store_id")),
          N_("Use one profile for each environment."), "profiles"),
    Entry("trap.wrong_region", N_("The wrong region"),
          N_("Each region has its own host, keys and objects, and the region header has to fit the "
             "host."),
          (Check(N_("Which region is this account of?"), "profiles", rule="region"),),
          N_("Choose the region in the profile; the host follows."), "profiles"),
    Entry("trap.signature", N_("The signature is refused"),
          N_("Frequent causes: another JSON was signed than sent, slashes were escaped, the key "
             "was copied with wrong line ends, the salt has another length, or a proxy changed "
             "headers."),
          (SIGNATURE,
           Check(N_("Give the refused request to the doctor: it finds the byte."), "doctor")),
          N_("Ask the doctor."), "doctor"),
    Entry("trap.idempotency_key", N_("An idempotency key that is refused"),
          N_("A key has at most 32 characters; a UUID with its dashes has 36. Whether dashes are "
             "taken at all, Amazon's pages and its SDKs say differently."),
          (Check(N_("Use 32 hexadecimal digits, as this console does."), "raw_tab",
                 rule="key_fits"),
           Check(N_("Repeat an unanswered request with the same key."), "check")),
          N_("Take the dashes out.")),
    Entry("trap.hidden_errors", N_("Your SDK hides what Amazon said"),
          N_("Some SDKs only throw a status. Reason code, message and request id are in the body "
             "and the headers."),
          (Check(N_("Here everything is on the page Raw."), "raw_tab"),
           Check(N_("Own code: log status, reasonCode, message and x-amz-pay-request-id."))),
          N_("Look at the answer itself."), "raw_tab"),
    Entry("trap.misleading_404", N_("404 does not always mean: no such id"),
          N_("A wrong environment, region or merchant, a deleted session, and even a fault at "
             "Amazon all look the same."),
          (Check(N_("Environment"), "profiles", rule="environment"),
           Check(N_("Region"), "profiles", rule="region"),
           Check(N_("Prefix of the id"), "profiles", rule="prefix"),
           Check(N_("Older than 30 days"), rule="age"),
           Check(N_("Stop asking after a 404: it does not heal by itself."))),
          N_("Go through them in this order."), "profiles"),
    Entry("trap.retry_declined", N_("Repeating a hard decline"),
          N_("HardDeclined and AmazonRejected do not change by repeating. SoftDeclined may pass, "
             "ProcessingFailure is worth one more try after a minute or two."),
          (Check(N_("Look at the reason code first."), "session_tab"),),
          N_("Ask the buyer for another payment method."), "new_with_values"),
    Entry("trap.asynchronous", N_("Charges and refunds are decided later"),
          N_("A pending authorization takes up to 24 hours, a late capture and every refund take "
             "their time too. In the sandbox it is 30 seconds."),
          (Check(N_("Is it pending now? This console reads it again by itself."), "get",
                 rule="pending"),
           Check(N_("Own code: read every 5 seconds at most, or wait for the notification."),
                 "notifications")),
          N_("Wait for the decision before you ship."), "get"),
    Entry("trap.embedded_browser", N_("The browser here asks to sign in again"),
          N_("It has its own memory, apart from your browser's, so Amazon does not know the buyer "
             "in it. A bank's page may open in a window of its own. Passkeys often fail here. "
             "Amazon does not say which browsers it takes."),
          (Check(N_("Pay in your own browser instead."), "open_outside", rule="redirect"),
           Check(N_("Then paste the address where you landed."), "paste_return")),
          N_("Open it in your browser."), "open_outside"),
    Entry("trap.buyer_vanishes", N_("The buyer's data vanish"),
          N_("Name, address and mail are in the session only while it is open. Later they are in "
             "the charge permission, for 30 days."),
          (Check(N_("Is the session still open?"), "session_tab", rule="open"),
           Check(N_("Then read the permission."), "next_object")),
          N_("Keep what you need for shipping when the buyer comes back.")),
    Entry("trap.addresses", N_("Addresses are not tidy"),
          N_("There is one field for the whole name; states are free text; lines may be null or "
             "empty; in Germany the company may stand in line 1 or in line 2."),
          (Check(N_("Look at the address as it came."), "session_tab"),),
          N_("Do not take addresses apart: print them as they are.")),
    Entry("trap.nulls", N_("Null where a list was expected"),
          N_("paymentPreferences is a list with null in it before the buyer signs in; constraints "
             "is null in the answer to Complete."),
          (Check(N_("Look at the answer."), "raw_tab"),),
          N_("Read each of them so that null does no harm.")),
    Entry("trap.epoch_numbers", N_("A time that is a number"),
          N_("Times are texts such as 20250610T083000Z. Refunds in Japan have shown milliseconds "
             "since 1970 as a number instead."),
          (Check(N_("Look at creationTimestamp as it came."), "raw_tab"),),
          N_("Take both.")),
    Entry("trap.personal_data", N_("Buyers' data in logs"),
          N_("Answers hold names, mails, phones and addresses. A log that keeps whole answers "
             "keeps those."),
          (Check(N_("This console logs none, and drops them from its file after 30 days."),
                 "about"),),
          N_("Log ids and codes, not answers.")),
    Entry("trap.private_key", N_("Where the private key is"),
          N_("Whoever has the key acts for the merchant. It belongs in a keyring or a file that "
             "only its user can read, and in no export."),
          (Check(N_("The profile says where the key is kept."), "profiles"),),
          N_("Make a new key in Seller Central if it was ever in a mail or a repository."),
          "profiles"),
    Entry("trap.empty_restrictions", N_("[] in place of {}"),
          N_("In deliverySpecifications a country without further rules is {}. Languages such as "
             "PHP write an empty map as [], which is refused."),
          (Check(N_("Look at the JSON that would be sent."), "body", rule="empty_lists"),),
          N_("Write {} for a whole country."), "body"),
)  # fmt: skip

FIELDS = {  # what a field that cannot be sent most often suffers from, by the class of its kind
    "Money": "trap.amount_format",
    "Url": "trap.bad_url",
    "Text": "trap.too_long",
}
