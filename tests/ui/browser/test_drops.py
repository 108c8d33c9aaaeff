"""What is dropped on a buyer's page leads that page nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint

from tests.ui.drops import drop_at, strange
from tests.ui.visits import AMAZON, QUIET, Visit

pytestmark = QUIET


@pytest.mark.parametrize("name", strange(Path()))
def test_b118_a_page_goes_nowhere_by_what_is_dropped_on_it(
    visit: Visit, tmp_path: Path, name: str
) -> None:
    visit.open("<body style='height:500px' ondrop='window.got=1' ondragover='return false'>pay")
    view = visit.view
    spot = view.mapTo(view.window(), view.rect().center())
    assert not drop_at(view.window().windowHandle(), spot + QPoint(3, 3), strange(tmp_path)[name])
    visit.settled()
    assert visit.js("location.href") == f"{AMAZON}/page"
    assert visit.js("window.got === undefined")
    assert visit.gallery.of("evil.example") == []
