"""The tour, played as a person plays it: a checkout and what follows, with a picture a step."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage

from apay_console.ui.browser import sandbox
from apay_console.ui.tour.stage import MARKER
from tests.patience import until

KEYS = {"step": str, "png": str, "ok": bool, "seconds": (int, float), "saw": str}
PROGRAM = Path(sys.executable).with_name("apay-console")


@contextmanager
def started(folder: Path, *options: str, **more: str) -> Iterator[subprocess.Popen[str]]:
    """Start the program with no display and no session bus, as on a server."""
    left_out = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "DBUS_SESSION_BUS_ADDRESS"}
    environ = {name: value for name, value in os.environ.items() if name not in left_out} | more
    command = [str(PROGRAM), "--tour", str(folder), *options]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env=environ, **pipes) as program:
        try:
            yield program
        finally:
            program.kill()


def play(folder: Path, *options: str, **more: str) -> tuple[int, str, str]:
    """Let it come to its end; what it returned, and what it said."""
    with started(folder, *options, **more) as program:
        said, problems = program.communicate()
        return program.returncode, said, problems


@pytest.fixture(scope="module")
def ready() -> None:
    """Whether it can be played here at all."""
    if not PROGRAM.exists():
        pytest.skip("the program is not installed beside this Python (make setup does it)")
    why = sandbox.obstacle(ours=True)
    if why is not None and not sandbox.is_root():
        pytest.skip(str(why))


@pytest.fixture(scope="module")
def folder(ready: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder, after the tour was played into it: small, dark and fine."""
    made = tmp_path_factory.mktemp("tour")
    for_a_while = tmp_path_factory.mktemp("temporary")
    look = ("--theme", "dark", "--size", "1024x680", "--scale", "2")
    code, said, problems = play(made, *look, TMPDIR=str(for_a_while))
    assert (code, said) == (0, ""), problems[-2_000:]
    assert list(for_a_while.iterdir()) == [], "something was left behind"
    return made


@pytest.fixture(scope="module")
def steps(folder: Path) -> list[dict[str, Any]]:
    found = json.loads((folder / "tour.json").read_text("utf-8"))
    assert isinstance(found, list)
    return found


@pytest.fixture(scope="module")
def pictures(folder: Path, steps: list[dict[str, Any]]) -> dict[str, QImage]:
    return {step["step"]: QImage(str(folder / step["png"])) for step in steps}


def is_dark(picture: QImage) -> bool:
    """Say which theme it is in, by the window's rim, which no page covers."""
    return picture.pixelColor(2, picture.height() - 3).lightness() < 128


def saw(steps: list[dict[str, Any]], name: str) -> str:
    return next(step["saw"] for step in steps if step["step"] == name)


def test_it_has_at_least_forty_steps_and_each_went_well(steps):
    assert len(steps) >= 40
    assert [step["step"] for step in steps if not step["ok"]] == []
    assert len({step["step"] for step in steps}) == len(steps)


def test_each_step_has_these_keys_and_no_others(steps):
    for step in steps:
        assert set(step) == set(KEYS)
        assert all(isinstance(step[name], kind) for name, kind in KEYS.items())
        assert step["saw"].strip()
        assert step["seconds"] > 0


def test_the_folder_holds_the_pictures_and_nothing_else(folder, steps):
    assert {path.name for path in folder.iterdir()} == {
        MARKER,
        "tour.json",
        *(step["png"] for step in steps),
    }
    assert sorted(step["png"] for step in steps) == [step["png"] for step in steps]


def test_a_second_tour_is_refused_its_folder_and_leaves_it_as_it_was(folder, steps):
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    code, said, problems = play(folder)
    assert (code, said) == (2, "")
    assert problems.startswith(f"apay-console: {folder} is not empty")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_each_picture_is_of_the_whole_window_and_differs_from_all_others(pictures):
    sizes = {name: (picture.width(), picture.height()) for name, picture in pictures.items()}
    assert sizes == dict.fromkeys(pictures, (2048, 1360))
    assert [
        pair for pair in combinations(pictures, 2) if pictures[pair[0]] == pictures[pair[1]]
    ] == []


def test_each_picture_is_in_the_theme_that_was_asked_for(pictures):
    assert [name for name, picture in pictures.items() if not is_dark(picture)] == []


def test_if_nothing_is_asked_for_it_is_large_and_light(ready, tmp_path):
    pictures, temporary = tmp_path / "tour", tmp_path / "temporary"
    temporary.mkdir()
    with started(pictures, TMPDIR=str(temporary)):
        until(lambda: len([*pictures.glob("*.png")]) > 4)
    *whole, _ = (QImage(str(path)) for path in sorted(pictures.glob("*.png")))
    assert {(one.width(), one.height(), is_dark(one)) for one in whole} == {(1440, 900, False)}


def test_what_was_seen_names_amazons_ids_and_states(steps):
    start = saw(steps, "start")
    names = ["ChargeAmountNotSet", "CheckoutResultReturnUrlNotSet", "PaymentIntentNotSet"]
    assert all(name in start for name in names)
    assert "EMULATOR" in start
    for name, cleared in zip(names, ("amount-set", "result-url-set", "intent-set"), strict=True):
        assert name not in saw(steps, cleared)
    assert "Completed" in saw(steps, "v1-finished")
    assert "Completed" in saw(steps, "v2-completed")
    assert "Canceled" in saw(steps, "declined")
    assert "Declined" in saw(steps, "declined")


def test_what_was_refused_was_kept(steps):
    assert "12,50" in saw(steps, "refused-amount")
    assert "12.50" in saw(steps, "refused-amount")


def test_the_buyers_page_was_the_real_one(steps):
    for name in ("buyers-page", "v2-buyers-page", "declined-page"):
        assert "SIMULATED" in saw(steps, name)
        assert "http://127.0.0.1:" in saw(steps, name)


def test_money_was_taken_and_a_part_of_it_given_back(steps):
    assert "Authorized 19.99 USD" in saw(steps, "capture-form")
    assert "done: Captured 19.99 USD" in saw(steps, "captured")
    assert "now: Refunded pending" in saw(steps, "refunded-in-part")


def test_a_notification_came_was_verified_and_led_to_its_charge(steps):
    assert "Charge" in saw(steps, "notifications-came")
    assert "answered 200" in saw(steps, "notifications-came")
    assert "The signature is right" in saw(steps, "notification-verified")
    assert "GET · 200" in saw(steps, "notification-read")


def test_a_card_was_declined_and_another_decided_by_the_clock(steps):
    assert "Canceled (Declined)" in saw(steps, "card-declined")
    assert "Asking again" in saw(steps, "charge-pending")
    assert "30 s ahead" in saw(steps, "clock")
    assert "Pending" not in saw(steps, "charge-resolved")
    assert "Authorized: capture 19.99 USD" in saw(steps, "charge-resolved")


def test_a_bad_day_and_a_fault_said_what_to_do(steps):
    assert "422 InvalidCheckoutSessionStatus" in saw(steps, "bad-day")
    assert "outcome unknown" in saw(steps, "fault-met")
    assert "Check before you send anything else" in saw(steps, "fault-met")
    assert "done: Captured 19.99 USD" in saw(steps, "fault-settled")


def test_the_shop_was_seen_with_what_was_right_and_wrong(steps):
    assert "Signature right" in saw(steps, "shop-seen")
    assert "POST · 201" in saw(steps, "shop-seen")
    assert "changed after signing" in saw(steps, "shop-refused")
    assert "POST · 403" in saw(steps, "shop-refused")
    assert "The body was written anew after signing" in saw(steps, "doctor")


def test_a_call_without_a_form_was_answered(steps):
    assert saw(steps, "signed-call").startswith("GET · 200")


def test_the_button_led_to_where_a_buyer_signs_in_and_back_with_a_session(steps):
    assert "Check out (simulated)" in saw(steps, "button-page")
    assert "/signin?amazonCheckoutSessionId=" in saw(steps, "button-pressed")
    assert "done: Buyer Mara Lindqvist" in saw(steps, "button-back")


@pytest.mark.parametrize("place", [Path.home(), Path("/"), Path.cwd()])
def test_a_folder_that_nobody_can_mean_is_refused_in_one_line(place):
    code, _, problems = play(place)
    assert code == 2
    assert problems.startswith("apay-console: ")
    assert problems.count("\n") == 1
    assert "Traceback" not in problems
