"""What is unknown after a restart is listed, of every sale, and leads to where it is checked."""

from __future__ import annotations

from dataclasses import replace

from tests.presenters.conftest import Desk, Run
from tests.presenters.gate import lose_answer
from tests.presenters.later_parts import complete, do_task, show
from tests.sale_parts import NOTE


def listed(desk: Desk) -> list[str]:
    desk.do(desk.console.attention.look)
    return [str(row.what) for row in desk.console.attention.rows]


def lost_update(desk: Desk) -> str:
    lose_answer(desk, "update_session")
    assert desk.send(NOTE, "Tea").unresolved
    return desk.state.sale.id


def test_p16_after_a_restart_each_unknown_write_is_listed_and_said(run: Run) -> None:
    with run() as first:
        first.start()
        complete(first, "Confirm")
        show(first, "permission")
        lose_answer(first, "create_charge")
        assert do_task(first, "create_charge", chargeAmount="5.00 USD").unresolved
        charged = first.state.sale.id
        first.do(first.console.shelf.begin)
        first.do(first.console.courier.create)
        lost_update(first)
        first.do(first.console.shelf.begin)
    with run() as second:
        second.start()
        assert listed(second) == ["Create charge · 5.00 USD", "Update session"]
        assert second.sentence == "What became of 2 requests of other sales is unknown."
        assert second.notice.actions == ("attention",)
        charge = second.console.attention.rows[0]
        assert str(charge.who) == "Tea shop · emulator"
        second.do(lambda: second.console.attention.open(charge))
        assert (second.state.sale.id, second.state.unresolved) == (charged, True)
        state = second.do(second.console.courier.check)
        assert not state.unresolved
        assert len([one for one in state.objects if one.subject.name == "charge"]) == 1
        assert listed(second) == ["Update session"]


def test_a_sale_with_an_unknown_write_stays_in_the_list(desk: Desk) -> None:
    sale_id = lost_update(desk)
    desk.do(desk.console.shelf.begin)
    sale = desk.console.shelf.known(sale_id)
    assert sale is not None
    desk.do(lambda: desk.console.shelf.remove(sale))
    assert desk.console.shelf.known(sale_id) is not None
    assert "Open it and check that first." in desk.sentence
    desk.do(lambda: desk.console.shelf.open(sale))
    desk.do(desk.console.courier.check)
    desk.do(lambda: desk.console.shelf.remove(sale))
    assert desk.console.shelf.known(sale_id) is None


def test_one_whose_sale_is_gone_is_settled_by_the_persons_word(desk: Desk) -> None:
    sale_id = lost_update(desk)
    desk.do(desk.console.shelf.begin)
    services = desk.console.desk.services
    desk.do(
        lambda: services.runner.run(
            services.sales.remove(sale_id), owner=desk.console, done=lambda _: None
        )
    )
    assert listed(desk) == ["Update session"]
    [row] = desk.console.attention.rows
    assert not row.has_sale
    desk.do(lambda: desk.console.attention.settle(row, is_done=False))
    assert desk.console.attention.rows == ()
    assert listed(desk) == []


def test_one_whose_profile_is_gone_is_settled_by_the_persons_word_too(desk: Desk) -> None:
    profiles = desk.console.profiles
    desk.do(lambda: profiles.save(replace(profiles.current, id="other", name="Other tea")))
    desk.do(lambda: profiles.choose("other"))
    lost_update(desk)
    desk.do(desk.console.attention.look)
    assert [row.has_sale for row in desk.console.attention.rows] == [True]
    desk.do(lambda: profiles.remove("other"))
    desk.do(desk.console.attention.look)
    [row] = desk.console.attention.rows
    assert str(row.who) == "a profile that was removed"
    assert not row.has_sale, "nobody can act as it any more"
    desk.do(lambda: desk.console.attention.settle(row, is_done=True))
    assert listed(desk) == []


def test_a_damaged_row_hides_no_other(desk: Desk) -> None:
    lost_update(desk)
    work = desk.parts.database.run(
        lambda c: c.execute(
            """INSERT INTO attempts (id, profile_id, sale_id, operation, version, method, path,
            body, idempotency_key, created_at)
            VALUES ('x', 'p', 's', 'teapot', 'v9', 'POST', '/v9/x', ?, 'k', 0)""",
            (b"",),
        )
    )
    runner = desk.console.desk.services.runner
    desk.do(lambda: runner.run(work, owner=desk.console, done=lambda _: None))
    assert listed(desk) == ["Update session", "POST /v9/x"]
    assert str(desk.console.attention.rows[1].who) == "a profile that was removed"
