"""What the buttons of the other pages and panels need before they can be pressed."""

from __future__ import annotations

from apay_console.errors import N_
from apay_console.model.why.entry import READ_AGAIN, Check, Entry

ENTRIES = (
    Entry(
        "button.busy",
        N_("A request is on its way"),
        N_(
            "Its answer is not here yet. A sale has one request at a time, so that none overtakes "
            "another."
        ),
        (
            Check(N_("Is the emulator told to answer late? Its faults say so."), "faults"),
            Check(N_("Is the network slow? This console gives up by itself, and says what is known "
                     "of the request then.")),
        ),
        N_("Wait for the answer; it is shown by itself."),
    ),
    Entry(
        "button.ended",
        N_("The session has ended: its fields are only shown"),
        N_(
            "A session that is completed, canceled or expired takes no more changes. Its values "
            "stay here to be read and copied."
        ),
        (
            READ_AGAIN,
            Check(N_("See how it ended, and who did that."), "states_tab"),
            Check(N_("What was paid is changed at its charge and permission."), "next_object"),
        ),
        N_("Begin a new session with these values."),
        "new_with_values",
    ),
    Entry(
        "button.past",
        N_("Not with what is chosen in the list"),
        N_("Each of these buttons works on the chosen exchanges, and needs the right ones."),
        (
            Check(N_("Is anything chosen? Click a line of the list.")),
            Check(N_("Replay, Open in form and Note take one exchange at a time.")),
            Check(N_("Compare takes one, with the answer before it, or two.")),
            Check(N_("Open in form needs a request with a body: one that creates or changes.")),
            Check(N_("Open this sale needs a request that was sent for a sale here.")),
        ),
        N_("Choose another line, or several with Ctrl or Shift."),
    ),
    Entry(
        "button.days",
        N_("The number of days is missing"),
        N_("Exchanges are deleted by their age in whole days, and no such number is typed."),
        (Check(N_("A number from 1 to 36,500, without a point and without a sign.")),),
        N_("Type the number of days."),
    ),
    Entry(
        "button.no_receiver",
        N_("No address is given that takes notifications"),
        N_("A notification is posted to your receiver, and this console does not know where."),
        (
            Check(N_("Is your shop's receiver running? Type its address.")),
            Check(N_("None at hand? “Use this console” takes them here and explains them.")),
        ),
        N_("Type an address, or use this console."),
    ),
    Entry(
        "button.paste",
        N_("Nothing is pasted yet that fits"),
        N_("The button takes what was found in the box, and nothing there fits this form."),
        (
            Check(N_("Is anything in the box? Paste JSON, curl, a HAR entry, or code.")),
            Check(N_("Below the box stands what was found, or where reading stopped.")),
            Check(N_("Does the form take typing now? It does not after the session's end.")),
        ),
        N_("Paste the whole request, or begin a new session with it."),
    ),
    Entry(
        "button.button_page",
        N_("Amazon's button cannot be made yet"),
        N_("The button needs the ids of the merchant and the store, and a page that serves it. "
           "What is missing stands at the top of the panel."),
        (
            Check(N_("Merchant id and store id belong to the profile."), "profiles"),
            Check(N_("Live begins on your shop's own page. Open its session by the id."), "open"),
        ),
        N_("Add what is missing to the profile."),
        "profiles",
    ),
    Entry(
        "button.shop_key",
        N_("Your shop's key cannot be saved at this moment"),
        N_("The key is being made, or its id is not known yet. Both take only a moment."),
        (Check(N_("A message above the key says when it could not be made.")),),
        N_("Wait a moment."),
    ),
    Entry(
        "button.signed_call",
        N_("The call cannot be sent yet"),
        N_("A call needs a path, and one request is under way at a time."),
        (
            Check(N_("Is a path typed? It begins after the version, or is a whole address.")),
            Check(N_("Is an answer on its way? It is sent once that is here."), "check",
                  rule="unresolved"),
        ),
        N_("Type the path."),
    ),
)  # fmt: skip
