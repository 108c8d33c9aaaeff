"""An answer tells by its ids which object it shows."""

from __future__ import annotations

import pytest

from apay_console.model import subjects
from apay_console.model.subjects import SUBJECTS, subject, subject_of


@pytest.mark.parametrize("found", SUBJECTS, ids=lambda found: found.name)
def test_every_subject_is_found_by_its_name(found: subjects.Subject) -> None:
    assert subject(found.name) is found


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (("refundId", "chargeId"), subjects.REFUND),
        (("chargeId", "chargePermissionId"), subjects.CHARGE),
        (("chargePermissionId", "buyer"), subjects.PERMISSION),
        (("checkoutSessionId", "chargePermissionId", "chargeId"), subjects.SESSION),
        (("buyerId",), subjects.BUYER),
        (("deliveryDetails",), None),
    ],
)
def test_the_id_of_the_latest_object_tells_what_is_shown(keys, expected) -> None:
    assert subject_of(dict.fromkeys(keys, "x")) is expected


@pytest.mark.parametrize("found", SUBJECTS, ids=lambda found: found.name)
def test_an_id_stands_in_a_field_of_its_own_schema(found: subjects.Subject) -> None:
    assert not found.id_field or found.id_field in found.schema.by_name


@pytest.mark.parametrize("found", SUBJECTS, ids=lambda found: found.name)
def test_pending_and_final_states_are_states_that_amazon_knows(found: subjects.Subject) -> None:
    row = found.schema.by_name.get("statusDetails.state")
    known = set(getattr(row.kind, "values", ())) if row else set()
    assert found.pending | found.final <= known
    assert not found.pending & found.final
