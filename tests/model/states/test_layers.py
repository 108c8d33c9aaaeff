"""Each state has a place of its own in the picture, also one that was added to the table."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.errors import N_
from apay_console.model.fields import ApiVersion
from apay_console.model.states.layers import Spot, spots
from apay_console.model.states.machine import BEGINNING, Edge, Machine, Mover, State, Tone
from apay_console.model.states.machines import CHARGES, MACHINES, PERMISSIONS
from apay_console.model.subjects import CHARGE

V2 = ApiVersion.V2


def test_a_way_back_moves_nothing_to_the_right() -> None:
    assert spots(PERMISSIONS, V2) == {
        "Chargeable": Spot(0, 0),
        "NonChargeable": Spot(1, 0),
        "Closed": Spot(2, 0),
    }


def test_the_way_of_a_charge_goes_from_left_to_right() -> None:
    assert spots(CHARGES, V2) == {
        "AuthorizationInitiated": Spot(0, 0),
        "Authorized": Spot(1, 0),
        "CaptureInitiated": Spot(2, 0),
        "Captured": Spot(3, 0),
        "Canceled": Spot(2, 1),
        "Declined": Spot(3, 1),
    }


@pytest.mark.parametrize("machine", MACHINES)
def test_what_failed_stands_below_what_went_well(machine: Machine) -> None:
    for version in ApiVersion:
        found = spots(machine, version)
        for state in machine.states:
            assert (found[state.name].row > 0) == (state.tone is Tone.FAILED)


def test_a_new_state_finds_its_place_by_itself() -> None:
    new = State("Disputed", Tone.PENDING, N_("The buyer objects."))
    way = Edge("dispute", ("Captured",), ("Disputed",), N_("Objects"), Mover.BUYER, N_("…"))
    more = replace(CHARGES, states=(*CHARGES.states, new), edges=(*CHARGES.edges, way))
    assert spots(more, V2)["Disputed"] == Spot(4, 0)


@st.composite
def machines(draw: st.DrawFn) -> Machine:
    """Any states in any order, joined in any way, circles too."""
    count = draw(st.integers(1, 8))
    names = [f"S{number}" for number in range(count)]
    tones = draw(st.lists(st.sampled_from(Tone), min_size=count, max_size=count))
    pairs = draw(st.lists(st.tuples(st.sampled_from(["", *names]), st.sampled_from(names))))
    states = tuple(State(name, tone, "") for name, tone in zip(names, tones, strict=True))
    edges = tuple(
        Edge(f"e{place}", (before or BEGINNING,), (to,), "", Mover.YOU, "")
        for place, (before, to) in enumerate(pairs)
    )
    return Machine(CHARGE, states, edges)


@given(machines())
def test_no_two_states_stand_in_one_place(machine: Machine) -> None:
    found = spots(machine, V2)
    assert set(found) == {state.name for state in machine.states}
    assert len(set(found.values())) == len(found)
