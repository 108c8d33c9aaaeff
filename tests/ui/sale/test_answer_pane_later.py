"""The answer's pane follows the object that is shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apay_console.presenters.sale.state.objects import Poll
from apay_console.ui.sale.answer_pane import SESSION
from tests.exchanges import NOON, answered, sent
from tests.ui.later_states import CHARGE_ID, PERMISSION_ID, charge, followed, permission, refund
from tests.ui.sale.answer_parts import pane, window, words

__all__ = ["pane", "window"]

ALL = (permission(), charge("Captured"), refund())


@pytest.mark.parametrize(
    ("shown_id", "title", "first"),
    [
        ("", "Session", "checkoutSessionId"),
        (PERMISSION_ID, "Permission", "chargePermissionId"),
        (CHARGE_ID, "Charge", "chargeId"),
        (ALL[2].id, "Refund", "refundId"),
    ],
)
def test_the_first_tab_and_the_tree_follow_the_object(shown_id, title, first, pane):
    pane.show_state(followed(*ALL, shown=shown_id))
    assert pane._tabs.tabText(SESSION) == title
    tree = pane.tree.tree
    assert tree.model().index(0, 0).data() == first
    label = "Charge permission id" if title == "Permission" else f"{title} id"
    assert tree.nodes_model.explain(1).startswith(label)


def test_an_object_that_was_not_read_yet_says_so(pane):
    pane.show_state(followed(permission(), shown=CHARGE_ID))
    assert pane._tabs.tabText(SESSION) == "Charge"
    assert "Nothing received yet. Press Get to read this." in words(pane)


def test_ids_of_other_objects_are_links_to_them(pane):
    asked = []
    pane.object_wanted.connect(asked.append)
    pane.show_state(followed(*ALL, shown=CHARGE_ID))
    tree = pane.tree.tree
    at = tree.nodes_model.reveal(("chargePermissionId",))
    tree.activated.emit(at)
    tree.activated.emit(tree.nodes_model.reveal(("chargeId",)))
    assert asked == [PERMISSION_ID]
    assert tree._leads(at)


def test_the_sessions_own_ids_lead_on_once_their_objects_are_known(pane):
    asked = []
    pane.object_wanted.connect(asked.append)
    pane.show_state(followed())
    tree = pane.tree.tree
    tree.activated.emit(tree.nodes_model.reveal(("chargeId",)))
    assert asked == []
    pane.show_state(followed(*ALL))
    tree.activated.emit(tree.nodes_model.reveal(("chargeId",)))
    assert asked == [CHARGE_ID]


def test_an_earlier_moment_is_named_after_what_came_back_then(pane):
    state = followed(*ALL)
    earlier = answered(sent("get_charge", version="v2"), 200, dict(ALL[1].body))
    pane.show_state(replace(state, moment=earlier))
    assert pane._tabs.tabText(SESSION) == "Charge"


def test_what_is_pending_counts_down_under_the_line(pane):
    state = followed(*ALL, shown=ALL[2].id)
    pane.show_state(replace(state, poll=Poll(NOON + 4, 1)))
    assert pane.poll.text() == "Pending. Asking again in 4 s"
    pane.show_state(state)
    assert pane.poll.isHidden()


def test_a_later_object_can_be_read_again_without_a_session(window):
    state = followed(*ALL, shown=CHARGE_ID)
    alone = replace(state, session=None, sale=replace(state.sale, session_id=""))
    window.pane.show_state(alone)
    assert window.pane._get.isEnabled()
