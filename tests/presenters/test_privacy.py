"""Whoever wants nothing of buyers stored is told what went."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.presenters.conftest import Desk, Run


def chosen(desk: Desk) -> str:
    desk.do(lambda: desk.console.privacy.keep_none(is_chosen=True))
    return desk.sentence


@pytest.mark.parametrize("is_damaged", [False, True])
def test_p49_damaged_files_go_with_the_buyers_data_and_it_is_said(
    run: Run, tmp_path: Path, is_damaged: bool
) -> None:
    with run() as desk:
        desk.start()
        aside = tmp_path / "console.sqlite3.corrupt-20250101T000000Z"
        if is_damaged:
            aside.write_bytes(b"Mara Quill")
        words = chosen(desk)
        assert words.startswith("Buyers' data is stored no more; 1 exchanges forgot theirs")
        assert words.endswith("set aside were deleted.") is is_damaged
        assert not aside.exists()
