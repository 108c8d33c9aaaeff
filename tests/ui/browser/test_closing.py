"""A page may be closed in the middle of anything."""

from __future__ import annotations

import pytest

from tests.ui.visits import AMAZON, HOME, QUIET, Visit

pytestmark = QUIET


@pytest.mark.parametrize("after_ms", range(0, 24, 2))
def test_a_page_that_begins_downloads_and_leaves_ends_nothing_but_itself(
    visit: Visit, after_ms: int
) -> None:
    frames = "<iframe src=/file></iframe>" * 5
    leave = f"<script>setTimeout(() => location.href = '{HOME}', {after_ms})</script>"
    visit.gallery.page("/file", "x" * 99, Content_Type="application/octet-stream")
    visit.gallery.page("/leave", frames + leave)
    with visit.qtbot.waitSignal(visit.shown.returned):
        visit.go(f"{AMAZON}/leave")
