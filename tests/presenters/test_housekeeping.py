"""What the window says at its start of the place in which its data lies, and says once."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QByteArray, QCoreApplication
from pytestqt.qtbot import QtBot

from apay_console.model.exchange import Exchange
from apay_console.presenters import data_place
from apay_console.presenters.data_place import is_shared
from apay_console.store import schema
from apay_console.store.history import History
from tests.presenters.conftest import Desk, Run, run_of_program
from tests.profile_parts import sandbox
from tests.sale_parts import NOTE, REVIEW
from tests.store.filling import digest
from tests.store.samples import DAY, exchange

FILE = "console.sqlite3"


def told(desk: Desk) -> str:
    """What is said once everything is there."""
    desk.start()
    desk.settle()
    QCoreApplication.processEvents()  # it is said on the next turn of Qt's loop
    return str(desk.notice.sentence) if desk.state.notice else ""


def disk(kind: str = "ext4", device: str = "/dev/sda1", root: str = "/") -> SimpleNamespace:
    """What Qt says of a disk that no test can mount."""
    return SimpleNamespace(
        fileSystemType=lambda: QByteArray(kind.encode()),
        device=lambda: QByteArray(device.encode()),
        rootPath=lambda: root,
    )


@pytest.mark.parametrize(
    "found",
    [disk("nfs4"), disk("fuse.sshfs"), disk("CIFS"), disk("x", "//nas/x"), disk(root="//n")],
)
def test_f50_a_data_folder_on_a_network_disk_is_warned_of_once(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, found: SimpleNamespace
) -> None:
    monkeypatch.setattr(data_place, "QStorageInfo", lambda _: found)
    with run() as first:
        assert told(first).startswith(f"The data folder {tmp_path} is on a network disk")
        first.send(NOTE, "Tea")  # it works all the same
        assert first.exchanges[0] == ("update_session", 200)
    with run() as second:
        assert told(second) == ""


@pytest.mark.parametrize("name", ["Dropbox", "OneDrive - Tea shop", "Nextcloud"])
def test_f50_a_folder_that_is_copied_to_other_computers_is_known_by_its_name(
    tmp_path: Path, name: str
) -> None:
    assert is_shared(tmp_path / name / "apay-console")


@pytest.mark.parametrize("name", ["data", "dropboxes", "my OneDrive"])
def test_a_folder_of_this_computer_is_not_warned_of(tmp_path: Path, name: str) -> None:
    assert not is_shared(tmp_path / name)


def test_a_copied_folder_is_told_once_that_it_shares_its_keys(
    run: Run, qtbot: QtBot, tmp_path: Path
) -> None:
    with run() as first:
        assert told(first) == ""
    copy = tmp_path / "copy"
    shutil.copytree(tmp_path, copy, ignore=shutil.ignore_patterns("copy"))
    with run_of_program(qtbot, copy) as copied:
        assert told(copied).startswith(f"The data folder {copy} is a copy of {tmp_path}, and both")
    with run_of_program(qtbot, copy) as copied:
        assert told(copied) == ""
    with run() as original:
        assert told(original) == ""


def test_p49_buyers_of_31_days_ago_are_forgotten_at_a_start_and_on_each_day_after_it(
    run: Run,
) -> None:
    with run() as desk:
        services = desk.console.desk.services
        now = services.clock()

        def add() -> None:
            for age in (31, 29):
                one = exchange(started_at=now - age * DAY)
                desk.parts.runner.run(
                    services.history.add(one), owner=desk.console, done=numbers.append
                )
            desk.settle()

        def known() -> list[bool]:
            found: list[Exchange] = []
            for one in numbers:
                desk.parts.runner.run(
                    services.history.get(one.id), owner=desk.console, done=found.append
                )
            desk.settle()
            return [b"Mara Quill" in one.answered.body for one in found if one.answered]

        numbers: list[Exchange] = []
        believe(desk, now)
        add()
        assert known() == [True, True]
        desk.start()
        assert known() == [False, True]
        add()
        desk.do(desk.console.housekeeping._daily.timeout.emit)
        assert known() == [False, True, False, True]


def believe(desk: Desk, moment: float) -> None:
    """Let the clock have said this on two days."""
    seen = desk.console.desk.services.settings.put("housekeeping.clock", [moment, 0])
    desk.parts.runner.run(seen, owner=desk.console, done=lambda _: None)
    desk.settle()


def test_p49_a_clock_a_month_ahead_forgets_no_buyer_on_its_first_day(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time()
    asked: list[float] = []

    async def forget(_: History, before: float) -> int:
        asked.append(now - 30 * DAY - before)
        return 0

    monkeypatch.setattr(History, "forget_buyers", forget)
    for days in (0, 0.5, 31, 31.5, 1.5):
        monkeypatch.setattr(time, "time", lambda days=days: now + days * DAY)
        with run() as desk:
            if not days:
                believe(desk, now)
            desk.start()
    assert [round(-found / DAY, 3) for found in asked] == [0, 0.5, 0.5, 0.5, 1.5]


@contextmanager
def killed(run: Run, folder: Path) -> Iterator[Desk]:
    """A run that ends as by kill -9: its files stay as they are."""
    with run() as desk:
        desk.start()
        yield desk
        shutil.copytree(folder, folder / "killed")
    for part in (folder / "killed").iterdir():
        shutil.copy(part, folder / part.name)


@pytest.mark.parametrize("gone", [["-wal"], ["-wal", "-shm"]])
def test_f44_a_journal_that_somebody_took_is_told_of(
    run: Run, tmp_path: Path, gone: list[str]
) -> None:
    with killed(run, tmp_path):
        pass
    for end in gone:
        (tmp_path / f"{FILE}{end}").unlink()
    with run() as desk:
        assert told(desk).startswith(f"The journal {tmp_path / FILE}-wal is gone")
    with run() as desk:
        assert told(desk) == ""


@pytest.mark.parametrize("typed", ["Tea for two", ""])
def test_p46_after_a_sudden_end_it_is_said_once_that_what_was_typed_is_back(
    run: Run, tmp_path: Path, typed: str
) -> None:
    with killed(run, tmp_path) as desk:
        if typed:
            desk.type(NOTE, typed)
            desk.do(desk.console.desk.save_draft)
    with run() as desk:
        words = "Apay Console ended suddenly last time. What you had typed is back."
        assert told(desk) == (words if typed else "")
        assert desk.state.draft.typed == ({NOTE.name: typed} if typed else {})
    with run() as desk:
        assert told(desk) == ""
        assert desk.state.draft.typed == ({NOTE.name: typed} if typed else {})


def test_p46_of_a_new_sale_in_which_nobody_typed_nothing_is_said(run: Run, tmp_path: Path) -> None:
    with killed(run, tmp_path) as desk:
        desk.do(desk.console.shelf.begin)
        desk.do(desk.console.desk.save_draft)
    with run() as desk:
        assert told(desk) == ""


def test_p46_it_is_said_of_a_sale_that_was_never_sent_too(run: Run, tmp_path: Path) -> None:
    with killed(run, tmp_path) as desk:
        desk.do(desk.console.shelf.begin)
        desk.type(NOTE, "Tea for two")
        desk.do(desk.console.desk.save_draft)
    with run() as desk:
        assert told(desk).endswith("What you had typed is back.")
        assert desk.notice.tone == "info"


def test_f47_a_damaged_profile_is_told_of_and_the_others_work(run: Run, tmp_path: Path) -> None:
    with run() as first:
        first.start()
        for profile in (sandbox("a"), sandbox("b")):
            first.do(lambda profile=profile: first.console.profiles.save(profile))
    with closing(sqlite3.connect(tmp_path / FILE)) as other, other:
        other.execute("UPDATE profiles SET document = substr(document, 2) WHERE id = 'a'")
        other.execute("""INSERT INTO settings VALUES ('profiles.unsettled', '["a"]')""")
    with run() as second:
        assert told(second).startswith(f"1 of the profiles in {tmp_path / FILE} cannot be read")
        assert [one.id for one in second.console.profiles.all] == ["emulator", "b"]
    with closing(sqlite3.connect(tmp_path / FILE)) as other:
        marked = other.execute("SELECT value FROM settings WHERE name = 'profiles.unsettled'")
        assert marked.fetchone() == ('["a"]',)  # the key that may be beside its own waits for it


def make_newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as newer:
        newer.execute(f"PRAGMA user_version={(schema.MAJOR + 1) << 16}")


@pytest.mark.parametrize("typed", ["Tea for two", ""])
def test_p42_beside_a_newer_programs_file_a_new_history_can_be_begun(
    run: Run, tmp_path: Path, typed: str
) -> None:
    with run() as first:
        first.start()
    make_newer(tmp_path / FILE)
    before = digest(tmp_path / FILE)
    with run() as second:
        assert "use a new, empty history beside it" in told(second)
        assert second.notice.actions == ("begin_anew",)
        if typed:
            second.type(NOTE, typed)
        second.do(second.console.newer.begin)
        second.until(lambda: bool(second.state.exchange) or bool(typed))
        QCoreApplication.processEvents()
        assert str(second.notice.sentence).startswith(
            f"A new, empty history is kept in {tmp_path / 'console-1.sqlite3'}."
        )
        assert second.state.draft.typed.get(NOTE.name, "") == typed
        second.console.form_action("use_console", REVIEW)
        second.do(second.console.courier.create if typed else second.console.courier.send)
        assert second.exchanges[0][1] in {200, 201}
    with run() as third:  # it is found again, and nothing is asked or said any more
        assert told(third) == ""
        assert third.state.exchanges
    assert digest(tmp_path / FILE) == before
    assert not (tmp_path / f"{FILE}-wal").exists()


def test_f45_a_newer_programs_file_is_named_and_not_touched_by_a_whole_run(
    run: Run, tmp_path: Path
) -> None:
    with run() as first:
        first.start()
    make_newer(tmp_path / FILE)
    before = {path.name: digest(path) for path in tmp_path.iterdir()}
    with run() as second:
        assert "was written by a newer Apay Console" in told(second)
        second.type(NOTE, "Tea")
        second.do(second.console.courier.create)
        assert second.exchanges == []  # a request that cannot be stored first is not sent
        second.do(second.console.desk.save_draft)
    assert {path.name: digest(path) for path in tmp_path.iterdir()} == before
