"""Whoever wants nothing of buyers stored is told what went."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.presenters.conftest import Desk, Run
from tests.sale_parts import NOTE


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
        assert words.startswith("Buyers' data is stored no more. Exchanges that forgot theirs: 1")
        assert ("damaged files were deleted." in words) is is_damaged
        assert words.endswith("What you type of a buyer stays only while its sale is open.")
        assert not aside.exists()


def test_p49_what_is_typed_of_a_buyer_stays_on_the_desk_and_is_not_stored(
    run: Run, tmp_path: Path
) -> None:
    with run() as desk:
        desk.start()
        desk.do(lambda: desk.console.privacy.keep_none(is_chosen=True))
        desk.type(NOTE, "For Mara Quill")
        desk.do(desk.console.desk.save_draft)
        assert desk.state.draft.typed == {NOTE.name: "For Mara Quill"}
    assert not [one for one in tmp_path.iterdir() if b"Mara Quill" in one.read_bytes()]
