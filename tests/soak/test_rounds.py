"""A row of the soak is well only when nothing was lost, doubled or failed; one line tells it."""

from __future__ import annotations

import json
from importlib import import_module
from types import SimpleNamespace

import pytest

from soak import __main__ as soak
from soak.rounds import CannotRun, Row


@pytest.mark.parametrize("wrong", ["lost", "duplicates", "failures"])
def test_a_row_with_anything_wrong_is_not_well(wrong: str) -> None:
    assert Row("writes", 3).ok
    assert not Row("writes", 3, **{wrong: 1}).ok


def test_a_row_is_one_line_of_json() -> None:
    line = Row("writes", 3, duplicates=1).line()
    assert json.loads(line) == {
        "name": "writes",
        "rounds": 3,
        "lost": 0,
        "duplicates": 1,
        "failures": 0,
        "ok": False,
    }
    assert "\n" not in line


def test_what_was_measured_stands_behind_it() -> None:
    assert Row("outages", 3, figures={"gap_ms": 12}).line().endswith('"ok": true, "gap_ms": 12}')


@pytest.mark.parametrize("name", soak.NAMES)
def test_each_name_says_how_often_it_goes_round_in_full(name: str) -> None:
    found = import_module(f"soak.{name}")
    assert found.ROUNDS > 1
    assert callable(found.run)


def test_an_unknown_name_and_no_rounds_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert soak.main(["nothing"]) == 2
    assert "writes" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        soak.main(["writes", "--rounds", "0"])


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> list[Row | CannotRun]:
    """What the next runs give."""
    given: list[Row | CannotRun] = []

    def run(rounds: int) -> Row:
        found = given.pop()
        if isinstance(found, CannotRun):
            raise found
        found.rounds = rounds
        return found

    module = SimpleNamespace(ROUNDS=7, run=run)
    monkeypatch.setattr(soak, "import_module", lambda name: module)
    return given


def test_rounds_are_the_full_number_unless_another_is_asked_for(
    rows: list[Row | CannotRun], capsys: pytest.CaptureFixture[str]
) -> None:
    rows += [Row("writes", 0), Row("writes", 0)]
    assert soak.main(["writes"]) == soak.main(["writes", "--rounds", "2"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["rounds"] for line in lines] == [7, 2]


def test_what_went_wrong_fails_the_run_and_what_cannot_run_does_not(
    rows: list[Row | CannotRun], capsys: pytest.CaptureFixture[str]
) -> None:
    rows += [CannotRun("no daemon"), Row("writes", 0, lost=1)]
    assert soak.main(["writes"]) == 1
    assert soak.main(["writes"]) == 0
    assert "no daemon" in capsys.readouterr().err
