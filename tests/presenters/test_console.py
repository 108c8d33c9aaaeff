"""From the first start on: what happens by itself, and between the parts."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from apay_console.emulator import serving
from apay_console.errors import NotStored, say
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.fields import Field
from apay_console.model.lifecycle import Next
from apay_console.presenters.buyer import landing
from apay_console.presenters.profiles.profiles import EMULATOR
from apay_console.store import connecting
from tests.presenters.conftest import Desk, Run
from tests.profile_parts import sandbox
from tests.sale_parts import AMOUNT, MISSING, NOTE, RESULT, REVIEW


def test_the_first_start_makes_a_session_that_misses_exactly_three_things(desk: Desk) -> None:
    assert sorted(desk.needs) == sorted(MISSING)
    assert desk.state.session is not None
    assert desk.state.session.buyer
    assert desk.state.sale.reference == "1001"
    assert desk.state.notice is None
    assert desk.exchanges == [("create_session", 201)]
    assert [sale.id for sale in desk.console.shelf.sales] == [desk.state.sale.id]


def test_the_keyboard_goes_to_the_first_thing_that_is_missing(run: Run) -> None:
    with run() as desk:
        wanted: list[Field] = []
        desk.console.begun.connect(wanted.append)
        desk.start()
        assert wanted[-1] in {AMOUNT, RESULT}


def test_a_whole_v1_checkout_from_three_constraints_to_completed(desk: Desk) -> None:
    desk.send(AMOUNT, "19.99 USD")
    assert len(desk.needs) == 2
    state = desk.make_ready()
    assert (state.step, desk.needs, state.notice) == (Next.OPEN_PAGE, [], None)
    address = desk.pay()
    state = desk.do(lambda: desk.console.buyer.returned(address))
    assert state.sale.state == "Completed"
    assert state.step is Next.NEW
    assert "The buyer is back." in str(desk.notice.sentence)


# --- when a part does not come ------------------------------------------------------------------


def test_without_the_emulator_there_is_a_sale_all_the_same_and_it_says_why(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise NotStored(say("The disk is full."))

    monkeypatch.setattr(serving, "serve", broken)
    with run() as desk:
        desk.start()
        assert str(desk.notice.sentence) == "The emulator did not start: The disk is full."
        assert desk.exchanges == []
        desk.type(NOTE, "Tea")
        desk.do(desk.console.courier.create)
        assert str(desk.notice.sentence) == (
            "Not sent. The emulator is not running yet. Your values are kept."
        )
        assert desk.state.draft.typed[NOTE.name] == "Tea"


def test_without_a_return_address_there_is_a_sale_all_the_same(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> int:
        raise NotStored(say("The disk is full."))

    monkeypatch.setattr(landing, "kept_port", broken)
    with run() as desk:
        desk.start()
        assert "return address could not be served" in str(desk.notice.sentence)


def test_a_damaged_file_that_was_set_aside_is_named_at_the_start(run: Run, tmp_path: Path) -> None:
    (tmp_path / "console.sqlite3").write_bytes(b"no database" * 1000)
    with run() as desk:
        desk.start()
        desk.until(lambda: desk.state.notice is not None)
        assert desk.notice.tone == "warn"
        words = str(desk.notice.sentence)
        assert words.startswith("The data file was damaged.")
        assert [str(p) for p in tmp_path.glob("*.corrupt-*Z")] == [words.split("lies at ")[1][:-1]]
        desk.send(NOTE, "Tea")
        assert desk.state.notice is None  # said once


def test_a_data_folder_that_cannot_be_used_is_said_and_typing_goes_on(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "console.sqlite3").mkdir()
    with run() as desk:
        desk.start()
        assert desk.notice.tone in {"warn", "err"}
        desk.type(NOTE, "Tea")
        assert desk.state.draft.typed[NOTE.name] == "Tea"


def test_what_was_not_sent_is_said_though_what_is_typed_is_not_kept_either(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: object) -> None:
        raise NotStored(say("The disk is full."))

    monkeypatch.setattr(desk.parts.database, "run", full)
    desk.type(NOTE, "Tea")
    desk.do(desk.console.courier.send)
    assert str(desk.notice.sentence) == "Not sent. The disk is full. Your values are kept."
    assert desk.notice.actions == ("again",)
    desk.do(desk.console.desk.save_draft)
    assert str(desk.notice.sentence).startswith("Not sent.")
    assert desk.state.draft.typed[NOTE.name] == "Tea"


def test_a_mistake_of_the_console_is_said_and_logged_without_data(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    async def mistake() -> None:
        raise KeyError(NOTE.name)

    desk.parts.runner.run(mistake(), owner=desk.console, done=print)
    desk.settle()
    assert str(desk.notice.sentence) == (
        "This console made a mistake (KeyError). Your values are kept."
    )
    assert NOTE.name not in caplog.text
    assert f"\n  {__name__}:" in caplog.text


def test_f64_what_was_typed_is_stored_before_a_mistake_is_told(desk: Desk) -> None:
    desk.type(NOTE, "Tea")
    assert desk.console.desk._saving.isActive()  # it would be stored later
    desk.do(lambda: desk.console.mistaken.emit("KeyError"))
    assert not desk.console.desk._saving.isActive()
    stored: list[object] = []
    desk.parts.runner.run(
        desk.console.desk.services.drafts.load(desk.state.sale.id),
        owner=desk.console,
        done=stored.append,
    )
    desk.settle()
    assert "Tea" in str(stored)


# --- profiles ---------------------------------------------------------------------------------


def test_another_profile_has_its_own_sales_and_nothing_is_sent_for_it(desk: Desk) -> None:
    ours = desk.state.sale
    desk.do(lambda: desk.console.profiles.save(sandbox()))
    desk.do(lambda: desk.console.choose_profile("fjord"))
    assert desk.state.profile.id == "fjord"
    assert (desk.exchanges, desk.state.sale.session_id) == ([], "")
    assert [sale.profile_id for sale in desk.console.shelf.sales] == ["fjord"]
    desk.do(lambda: desk.console.choose_profile(EMULATOR))
    assert desk.state.sale.id == ours.id


def test_a_profile_that_was_edited_is_used_at_once(desk: Desk) -> None:
    desk.do(lambda: desk.console.profiles.save(sandbox()))
    desk.do(lambda: desk.console.choose_profile("fjord"))
    edited = sandbox(name="Fjord Tea & Co")
    desk.do(lambda: desk.console.profiles.save(edited))
    assert desk.state.profile == edited
    desk.do(desk.console.shelf.begin)
    assert desk.state.profile == edited


# --- from the answer to the form --------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("webCheckoutDetail.checkoutResultReturnUrl", RESULT.name),
        ("paymentDetail.chargeAmount", AMOUNT.name),
        ("merchantMetadata", "merchantMetadata.merchantReferenceId"),
    ],
)
def test_a_null_in_the_answer_leads_to_what_fills_it(desk: Desk, path: str, name: str) -> None:
    wanted: list[Field] = []
    desk.console.desk.focus_wanted.connect(wanted.append)
    desk.console.go_to_path(tuple(path.split(".")))
    assert wanted == [CHECKOUT_SESSION[name]]


def test_a_null_that_nobody_can_fill_leads_to_what_is_needed_first(desk: Desk) -> None:
    wanted: list[Field] = []
    desk.console.desk.focus_wanted.connect(wanted.append)
    desk.console.go_to_path(("webCheckoutDetail", "amazonPayRedirectUrl"))
    assert len(wanted) == 1
    assert wanted[0] in {AMOUNT, RESULT}


def test_use_this_console_fills_in_the_address_that_belongs_there(desk: Desk) -> None:
    desk.console.form_action("use_console", RESULT)
    assert desk.state.draft.typed[RESULT.name] == desk.console.landing.result_url
    desk.do(desk.console.shelf.begin)
    desk.type(REVIEW, "")
    desk.console.form_action("use_console", REVIEW)
    assert desk.state.draft.typed[REVIEW.name] == desk.console.landing.review_url


# --- the buyer signs out ------------------------------------------------------------------------


def test_signing_the_buyer_out_makes_the_fourth_constraint_appear(desk: Desk) -> None:
    desk.do(desk.console.sign_out)
    assert sorted(desk.needs) == sorted((*MISSING, "BuyerNotAssociated"))
    desk.sign_in()
    desk.do(desk.console.courier.get)
    assert sorted(desk.needs) == sorted(MISSING)


def test_nobody_is_signed_out_of_an_ended_session(desk: Desk) -> None:
    desk.make_ready()
    desk.pay()
    desk.do(desk.console.sign_out)
    assert str(desk.notice.sentence) == (
        "Nobody can be signed out here: the session has ended, or the buyer has paid."
    )


def noted(desk: Desk) -> list[object]:
    """What is typed as the note of each sale, the newest first."""
    opened = [desk.do(partial(desk.console.shelf.open, one)) for one in desk.console.shelf.sales]
    return [state.draft.typed.get(NOTE.name) for state in opened]


@pytest.mark.parametrize("typed", ["Tea for two", ""])
def test_f42_once_another_program_let_go_of_the_file_trying_again_shows_the_sales(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    monkeypatch.setattr(connecting, "_PATIENCE", 0)
    with run() as first:
        first.start()
        known = first.state.sale
    with closing(sqlite3.connect(tmp_path / "console.sqlite3", isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        other.execute("INSERT INTO settings VALUES ('theirs', '1')")
        with run() as desk:
            desk.start()
            if typed:
                desk.type(NOTE, typed)
            for _ in range(2):
                assert "Another program holds the data file" in desk.sentence
                assert desk.notice.actions == ("again",)
                desk.do(desk.console.again)
                assert desk.state.draft.typed.get(NOTE.name, "") == typed
            other.execute("COMMIT")
            other.close()
            desk.do(desk.console.again)
            assert (desk.state.sale.id, desk.state.notice) == (known.id, None)
            assert noted(desk) == ([typed, None] if typed else [None])


def test_no_sale_is_begun_before_each_part_came_however_often_another_is_told(run: Run) -> None:
    with run() as desk:
        console = desk.console
        for _ in range(3):
            console.landing.ready.emit("http://127.0.0.1:1")
            console.profiles.loaded.emit()
        assert console.desk.state is None
        desk.start()
        assert desk.state.session is not None


def test_a_sale_that_is_opened_again_has_the_keyboard_at_what_it_misses(run: Run) -> None:
    with run() as desk:
        desk.start()
    with run() as again:
        told: list[Field] = []
        again.console.begun.connect(told.append)
        again.start()
        assert told[0] is RESULT
