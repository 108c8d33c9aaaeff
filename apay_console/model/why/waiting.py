"""Why a button cannot be pressed now."""

from __future__ import annotations

from apay_console.errors import N_
from apay_console.model.why.entry import READ_AGAIN, Check, Entry

ENTRIES = (
    Entry(
        "state.fine",
        N_("Nothing is wrong here"),
        N_(
            "Nothing was refused, nothing is missing, and nothing ended badly. Type a code or a "
            "word above to look up what it means."
        ),
        (
            Check(N_("See where the sale stands, and who moves it next."), "states_tab"),
            Check(N_("Does the address where the buyer pays stay empty in your shop?"),
                  see="trap.redirect_null"),
        ),
        N_("Take the next step of the sale."),
        "act",
    ),
    Entry(
        "button.unknown_outcome",
        N_("The last request has to be checked first"),
        N_(
            "A request left, and no answer says what became of it. A second one might charge "
            "twice, so nothing else is sent for this sale until that is known."
        ),
        (
            Check(N_("Check it: this console sends the same request with the same key, which can "
                     "do nothing twice, or reads the object."), "check", rule="unresolved"),
            Check(N_("Looked for yourself, and sure? Say so."), "settle"),
        ),
        N_("Check the request."),
        "check",
        says=(N_("Check the last request first: its outcome is unknown."),),
    ),
    Entry(
        "button.unread",
        N_("It was not read yet"),
        N_("This console has the id, but never saw the object, so it cannot know what it takes."),
        (Check(N_("Does it belong to this profile? Else Amazon will not find it."), "profiles",
               see="error.ResourceNotFound"),),
        N_("Read it."),
        "get",
        says=(N_("This was not read yet: press Get."),
              N_("This session was not read yet: press Get.")),
    ),
    Entry(
        "button.earlier",
        N_("You are looking at an earlier moment"),
        N_("What is shown is an old answer. Nothing is sent from there, so that nothing old is "
           "sent by mistake."),
        (Check(N_("“Back to now” stands above the answer.")),),
        N_("Press “Back to now”."),
        says=(N_("You are looking at an earlier moment."),),
    ),
    Entry(
        "button.json",
        N_("The JSON cannot be read"),
        N_("The body was edited by hand, and is not JSON at the moment."),
        (Check(N_("The line and column where reading stopped stand under it."), "body",
               rule="json"),),
        N_("Correct it, or discard what was typed."),
        "body",
        says=(N_("The JSON cannot be read yet."),),
    ),
    Entry(
        "button.signing_in",
        N_("The buyer is signing in"),
        N_("The session is at the buyer. Changes now could be overtaken by theirs."),
        (Check(N_("Look at the buyer's page: is it still open?"), "page_tab", rule="paying"),),
        N_("Let them finish, or stop waiting for them."),
        "stop_waiting",
        says=(N_("The buyer is signing in."),),
    ),
    Entry(
        "button.paying",
        N_("The buyer is paying"),
        N_("An amount that changed now would be refused at Complete, so the form is locked."),
        (
            Check(N_("Look at the buyer's page: is it still open?"), "page_tab", rule="paying"),
            Check(N_("Paid in another browser? Paste the address where you landed."),
                  "paste_return"),
        ),
        N_("Let them finish, or stop waiting for them."),
        "stop_waiting",
        says=(N_("The buyer is paying."),),
    ),
    Entry(
        "button.problems",
        N_("Something typed cannot be sent"),
        N_("This console checks what is typed by Amazon's own rules, and found what Amazon would "
           "refuse."),
        (
            Check(N_("Each such field says beside its name what is wrong."), rule="problems"),
            Check(N_("To send it all the same, write the JSON by hand."), "body"),
        ),
        N_("Correct the marked fields."),
        says=(N_("{count} to correct"),),
    ),
    Entry(
        "button.read_only",
        N_("Live is read-only"),
        N_("With a live profile real money moves, so nothing that changes anything is sent until "
           "you allow it, for 15 minutes."),
        (Check(N_("Is this really the profile that you mean?"), "profiles", rule="read_only"),),
        N_("Allow changes to live."),
        "unlock",
        says=(N_("Live is read-only"),),
    ),
    Entry(
        "button.missing",
        N_("Something is still missing"),
        N_("The buyer can only pay once Amazon has everything. The chips at the top say what is "
           "missing; each leads to its field."),
        (
            Check(N_("Amount"), field="paymentDetails.chargeAmount", rule="has_amount",
                  see="constraint.ChargeAmountNotSet"),
            Check(N_("Result URL"), field="webCheckoutDetails.checkoutResultReturnUrl",
                  rule="has_result_url", see="constraint.CheckoutResultReturnUrlNotSet"),
            Check(N_("Intent"), field="paymentDetails.paymentIntent", rule="has_intent",
                  see="constraint.PaymentIntentNotSet"),
        ),
        N_("Fill in what is missing, then send the update."),
        says=(N_("{count} still missing"),),
    ),
    Entry(
        "button.nothing_typed",
        N_("There is nothing to send"),
        N_("This button sends what was typed, and nothing was typed since the last answer."),
        (Check(N_("Type into a field, or write the JSON by hand."), "body", rule="typed"),),
        N_("Change something first."),
        says=(N_("Nothing is typed yet."),),
    ),
    Entry(
        "button.state",
        N_("Not in this state"),
        N_("Amazon would refuse it: the object's state does not take it. So it is not sent."),
        (READ_AGAIN, Check(N_("The other buttons above the form say what can be done."),
                           "session_tab")),
        N_("Do what the state takes, or read the object again."),
        "get",
        says=(N_("Amazon would answer 422 {code}: the state is {state}, not {states}."),),
    ),
    Entry(
        "button.get",
        N_("Get: there is nothing to read yet"),
        N_("Get reads an object at Amazon, and there is none yet."),
        (Check(N_("Create the session, or open one by its id."), "open", rule="has_id"),),
        N_("Create the session."),
        "act",
    ),
    Entry(
        "button.open_page",
        N_("The buyer's page cannot be opened yet"),
        N_("The page where the buyer pays opens by amazonPayRedirectUrl, which Amazon only gives "
           "once nothing is missing."),
        (Check(N_("Why is it empty?"), see="trap.redirect_null", rule="redirect"),),
        N_("Fill in what is missing, and read the session again."),
        "get",
    ),
    Entry(
        "button.complete",
        N_("There is nothing to complete"),
        N_("Complete is the merchant's last step in v2, once the buyer is back from paying. In v1 "
           "Amazon does it by itself."),
        (
            Check(N_("Version: only v2 has this step."), rule="is_v2"),
            Check(N_("Is the session still open?"), "get", rule="open"),
            Check(N_("Is the buyer back from paying?"), "open_page", rule="buyer_back"),
        ),
        N_("Let the buyer pay first."),
        "open_page",
    ),
    Entry(
        "button.sign_in",
        N_("Nobody can sign in now"),
        N_("A buyer signs in for a session that exists and is open."),
        (Check(N_("Is the session open?"), "get", rule="open"),),
        N_("Begin a new session."),
        "new_with_values",
    ),
    Entry(
        "button.unknown",
        N_("This cannot be done now"),
        N_("There is nothing to do it with, or something else has to come first."),
        (
            Check(N_("Is there an object to do it with?"), "open", rule="has_id"),
            Check(N_("Is the session open?"), "get", rule="open"),
            Check(N_("Is the buyer paying, or a request without an outcome?"), "check",
                  rule="unresolved"),
        ),
        N_("The next step is always the button at the foot of the request."),
        "act",
    ),
)  # fmt: skip
