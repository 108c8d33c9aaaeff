"""Two exchanges beside each other: whose changes, which spelling, and what cannot be compared."""

from __future__ import annotations

from dataclasses import replace

from apay_console.errors import say
from apay_console.model.answer import answer_of
from apay_console.model.changes.changes import Who
from apay_console.model.changes.comparison import compare, first, why_not
from apay_console.model.fields import ApiVersion
from tests.exchanges import answered, not_sent, refused, sent
from tests.sale_parts import PRICE, read, session_body

V1, V2 = ApiVersion.V1, ApiVersion.V2
CHANGED = {"paymentDetails.chargeAmount": PRICE}
ASKED = {"paymentDetail": {"chargeAmount": PRICE}}


def updated() -> object:
    return answered(sent(body=ASKED), 200, session_body(values=CHANGED))


def test_what_was_sent_between_the_two_is_yours_too() -> None:
    later = read(values=CHANGED)
    assert [one.who for one in compare(read(), later).changes] == [Who.AMAZON]
    assert [one.who for one in compare(read(), later, [updated()]).changes] == [Who.YOU]


def test_what_was_refused_changed_nothing_and_is_nobodys() -> None:
    tried = refused(422, "InvalidParameterValue", body=ASKED)
    (one,) = compare(read(), read(values=CHANGED), [tried]).changes
    assert one.who is Who.AMAZON


def test_two_spellings_of_one_field_are_no_change_either_way() -> None:
    one, two = read(ApiVersion.V1, values=CHANGED), read(ApiVersion.V2, values=CHANGED)
    for pair in (compare(one, two), compare(two, one)):
        assert pair.changes == ()
        assert len(pair.notes) == 1


def test_what_was_sent_in_the_other_spelling_is_still_yours() -> None:
    (one,) = compare(read(), read(ApiVersion.V2, values=CHANGED), [updated()]).changes
    assert (one.path, one.who) == (("paymentDetails", "chargeAmount"), Who.YOU)


def test_a_first_answer_still_tells_what_was_ignored() -> None:
    asked = {**ASKED, "colour": "red"}
    made = answered(sent("create_session", body=asked), 201, session_body(values=CHANGED))
    found = first(made)
    assert (found.before, found.changes) == (None, ())
    assert [one.path for one in found.ignored] == [("colour",)]


def test_operations_and_bodies_that_nobody_knows_do_no_harm() -> None:
    strange = replace(sent(body=b"\xff{"), operation="strange", version="v9")
    found = compare(read(), answered(strange, 200, {"a": 1}))
    assert found.ignored == ()
    assert found.changes


def test_why_an_exchange_cannot_be_compared_is_said() -> None:
    assert why_not(read()) is None
    assert why_not(not_sent(say("No route."))) is not None
    assert why_not(answered(sent(), 200, b"<html>")) is not None
    assert "refused" in str(why_not(refused(400, "InvalidParameterValue")))


def test_what_was_sent_with_the_later_one_is_yours() -> None:
    assert {one.who for one in compare(read(), updated()).changes} == {Who.YOU}


def test_what_was_sent_to_another_object_meanwhile_is_not_the_sessions() -> None:
    body = {"merchantMetadata": {"noteToBuyer": "Tea"}}
    about = {"chargePermissionId": "S01-1234567-1234567", **body}
    other = answered(sent("update_permission", body=body, version="v2"), 200, about)
    later = read(V2, values={"merchantMetadata.noteToBuyer": "Tea"})
    assert {one.who for one in compare(read(V2), later, [other]).changes} == {Who.AMAZON}


def test_what_ends_a_session_is_not_laid_over_it() -> None:
    values = {"shippingAddress.city": "Oslo"}
    body = {"shippingAddress": {"city": "Oslo"}}
    shown = session_body(V2, values)
    ended = answered(sent("finalize_session", body=body, version="v2"), 200, shown)
    found = compare(read(V2), ended).changes
    assert found
    assert {one.who for one in found} == {Who.AMAZON}


def test_two_objects_are_compared_as_they_are_and_that_is_said() -> None:
    rows = [{"chargeId": f"S01-1-C{number}", "chargeState": "x"} for number in (1, 2)]
    one, two = (answered(sent("get_charge", version="v2"), 200, row) for row in rows)
    for pair in (compare(one, two), compare(read(V1), two)):
        (note,) = pair.notes
        assert str(note).startswith("Two objects are compared: ")
    assert compare(read(V1), two).left == answer_of(read(V1))
    assert compare(one, one).notes == ()


def test_where_nothing_was_taken_nothing_was_ignored() -> None:
    no = refused(422, "InvalidParameterValue", body=ASKED)
    assert first(no).ignored == ()
    page = answered(sent("create_session", body=ASKED), 201, b"<html>")
    assert first(page).ignored == ()


def test_a_part_that_no_version_knows_is_compared_all_the_same() -> None:
    one = answered(sent(), 200, {**session_body(V1), "colour": "red"})
    body = {**session_body(V2), "colour": "blue"}
    two = answered(sent("get_session", version="v2"), 200, body)
    (change,) = compare(one, two).changes
    assert (change.path, change.before, change.after) == (("colour",), "red", "blue")
