"""What the window says at its start of the place in which its data lies, and says once."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QByteArray, QCoreApplication

from apay_console.presenters import data_place
from apay_console.presenters.data_place import is_shared
from tests.presenters.conftest import Desk, Run
from tests.sale_parts import NOTE

FILE = "console.sqlite3"


def told(desk: Desk) -> str:
    """What is said once everything is there."""
    desk.start()
    desk.settle()
    QCoreApplication.processEvents()  # what is found meanwhile is said on the next turn of Qt's loop
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


def test_f44_a_journal_that_somebody_took_is_told_of(run: Run, tmp_path: Path) -> None:
    with run() as killed:
        killed.start()
        shutil.copytree(tmp_path, tmp_path / "killed")  # as kill -9 would leave it
    for part in (tmp_path / "killed").iterdir():
        shutil.copy(part, tmp_path / part.name)
    (tmp_path / f"{FILE}-wal").unlink()
    with run() as desk:
        assert told(desk).startswith(f"The journal {tmp_path / FILE}-wal is gone")
    with run() as desk:
        assert told(desk) == ""
