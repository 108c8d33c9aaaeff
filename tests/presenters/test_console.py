"""From the first start on: what happens by itself, and between the parts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from apay_console.emulator import serving
from apay_console.errors import NotStored, say
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.draft import Draft
from apay_console.model.fields import Field
from apay_console.model.lifecycle import Next
from apay_console.presenters.buyer import landing
from apay_console.presenters.profiles.profiles import EMULATOR
from tests.presenters.conftest import Desk, Run
from tests.profile_parts import sandbox
from tests.sale_parts import AMOUNT, MISSING, NOTE, RESULT, REVIEW

ROOT = Path(__file__).parent.parent.parent


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


# --- the second start -------------------------------------------------------------------------


def test_the_second_start_shows_the_same_sale_and_its_redirect_url_still_opens(run: Run) -> None:
    with run() as first:
        first.start()
        first.make_ready()
        first.type(NOTE, "not sent yet")
        before = first.state
    with run() as second:
        second.start()
        after = second.state
        assert after.sale.id == before.sale.id
        assert after.draft == before.draft == Draft({NOTE.name: "not sent yet"})
        assert [one.id for one in after.exchanges[1:]] == [one.id for one in before.exchanges]
        assert second.exchanges[0] == ("get_session", 200)
        assert before.session is not None
        assert before.session.redirect_url.startswith(second.console.host.base_url + "/")
        assert second.console.landing.result_url == first.console.landing.result_url
        opened: list[Any] = []
        second.console.buyer.page_wanted.connect(opened.append)
        second.console.buyer.open_page()
        assert opened[0].url.toString() == before.session.redirect_url


def test_the_sale_that_was_open_last_is_open_again(run: Run) -> None:
    with run() as first:
        first.start()
        older = first.state.sale
        first.do(first.console.shelf.begin)
        assert first.state.sale.id != older.id
        first.do(lambda: first.console.shelf.open(older))
    with run() as second:
        second.start()
        assert second.state.sale.id == older.id
        assert [sale.id for sale in second.console.shelf.sales][1] == older.id


def test_what_was_typed_in_the_last_moment_is_there_again(run: Run) -> None:
    with run() as first:
        first.start()
        first.type(NOTE, "the last word")
    with run() as second:
        second.start()
        assert second.state.draft == Draft({NOTE.name: "the last word"})


KILLED = """
import os, sys, time, itertools
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from apay_console import assembly
from apay_console.store.vault import MemoryVault
from tests.api.faults import FaultServer
assembly.open_vault = MemoryVault
app = QCoreApplication([])
numbers = itertools.count(1)
parts = assembly.assemble(
    Path(sys.argv[1]), assembly.Sources(time.time, lambda: f"{next(numbers):032x}")
)
console = parts.console
def die(visit):
    os.kill(os.getpid(), 9)
server = FaultServer(die)
server.__enter__()
def send(state):
    if state.session is not None and state.busy is None and not state.draft:
        console.host.base_url = server.url
        console.editor.set_text("merchantMetadata.noteToBuyer", "Tea")
        console.courier.send()
console.desk.shown.connect(send)
console.start()
app.exec()
"""


def test_after_kill_9_while_sending_the_next_start_says_so(run: Run, tmp_path: Path) -> None:
    command = [sys.executable, "-c", KILLED, tmp_path]
    assert subprocess.run(command, cwd=ROOT, timeout=60, check=False).returncode == -9
    with run() as desk:
        desk.start()
        assert desk.state.unresolved
        assert not desk.state.can_act
        assert str(desk.notice.sentence).startswith(
            "A request was on its way when this console ended."
        )
        assert desk.state.draft == Draft({NOTE.name: "Tea"})
        state = desk.do(desk.console.courier.check)
        assert not state.unresolved
        assert not state.draft
        assert state.session is not None
        assert state.session.text(NOTE.name) == "Tea"


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
    assert "in mistake" in caplog.text


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
