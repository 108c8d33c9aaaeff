"""Each state of Amazon's has an icon and a colour of its own meaning."""

from __future__ import annotations

from apay_console.model.kinds import Choice
from apay_console.model.profile import Environment
from apay_console.model.subjects import SUBJECTS
from apay_console.ui.parts.state_looks import ink_of, look_of
from apay_console.ui.parts.tokens import colors
from apay_console.ui.resources import resource

STATES = {
    state
    for subject in SUBJECTS
    for row in subject.schema
    if row.name == "statusDetails.state" and isinstance(row.kind, Choice)
    for state in row.kind.values
}
STRANGE = look_of("SomethingNew")


def test_every_state_that_the_catalogue_knows_has_a_look():
    assert {"Open", "Chargeable", "Authorized", "Refunded"} <= STATES
    assert [state for state in STATES if look_of(state) == STRANGE] == []


def test_every_look_is_an_icon_and_a_colour():
    tokens = colors(Environment.EMULATOR, is_dark=False)
    for icon, token in map(look_of, ["", "SomethingNew", *STATES]):
        assert resource(f"icons/{icon}.svg").is_file()
        assert token in tokens


def test_what_ends_by_itself_looks_as_if_it_waits():
    pending = {state for subject in SUBJECTS for state in subject.pending}
    assert {look_of(state)[0] for state in pending} == {"hourglass-medium"}


def test_a_word_that_is_no_state_has_no_colour_of_one():
    assert ink_of("Declined") == "err"
    assert ink_of("Fjord Tea") == ""
