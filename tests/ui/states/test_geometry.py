"""However much is drawn and however narrow it is, nothing of a lane lies over anything else."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import QRectF

from apay_console.model.fields import ApiVersion
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.presenters.states.passed import Trail
from apay_console.presenters.states.picture import Lane, picture
from apay_console.ui.states.geometry import Plan, plan
from tests.objects import charge, permission, refund
from tests.sale_parts import begun, opened, ready

V1, V2 = ApiVersion.V1, ApiVersion.V2
DONE = {"statusDetails.state": "Completed"}
SALES = [
    begun(V2),
    opened(V1),
    ready(V2),
    opened(V2, values={"statusDetails.state": "Canceled"}),
    *(
        replace(opened(V2, values=DONE), objects=(permission(at), charge(state), refund(back)))
        for at, state, back in (
            ("Chargeable", "AuthorizationInitiated", "RefundInitiated"),
            ("NonChargeable", "Authorized", "Refunded"),
            ("Closed", "Captured", "Declined"),
            ("Chargeable", "Declined", "Strange"),
        )
    ),
]
WIDTHS = [300, 536, 720, 1600]


def lanes(state: SaleState) -> tuple[Lane, ...]:
    return picture(state, Trail()).lanes


def drawn(lane: Lane, width: int) -> Plan:
    return plan(lane, width, lambda way: 40 + 7 * len(way.edge.label))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("state", SALES)
def test_boxes_and_words_never_overlap_nor_leave_the_picture(state: SaleState, width: int) -> None:
    for lane in lanes(state):
        found = drawn(lane, width)
        pills = [found.pill(wire) for wire in found.wires if wire.width]
        everything = [*found.boxes.values(), *pills]
        room = QRectF(0, 0, width, found.height)
        assert all(room.contains(place) for place in everything)
        for one, other in combinations(everything, 2):
            assert not one.intersects(other), (lane.subject, one, other)


@pytest.mark.parametrize("state", SALES)
def test_every_line_ends_at_a_box_that_its_edge_names(state: SaleState) -> None:
    for lane in lanes(state):
        found = drawn(lane, 720)
        for wire in found.wires:
            ends = [*wire.before.items(), *wire.to.items()]
            assert {name for name, _ in ends} == {*wire.way.edge.before, *wire.way.edge.to}
            for name, x in ends:
                if name:
                    box = found.boxes[name]
                    assert box.left() < x < box.right()


def test_lines_that_share_a_side_of_a_box_have_their_own_places() -> None:
    found = drawn(lanes(SALES[5])[2], 720)
    xs = [x for wire in found.wires for name, x in wire.before.items() if name == "Authorized"]
    assert len(set(xs)) > 3


def test_what_is_not_there_yet_takes_little_room() -> None:
    quiet, busy = lanes(begun(V2))[2], lanes(SALES[5])[2]
    assert drawn(quiet, 720).height < drawn(busy, 720).height / 2
