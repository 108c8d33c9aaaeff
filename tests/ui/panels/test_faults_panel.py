"""The fault board in the window: order, see what is left, call off."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QToolButton

from apay_console.ui.panels.faults_panel import FaultsPanel
from tests.window_parts import Shop, quick, until
from tests.window_parts import shop as window

__all__ = ["quick", "window"]


@pytest.fixture
def shop(window: Shop) -> Iterator[Shop]:
    if window.window.page.side.name != "faults":
        window.run("faults")
    yield window
    window.parts.console.tools.faults.clear()
    window.settle()


@pytest.fixture
def panel(shop: Shop) -> FaultsPanel:
    found = shop.window.page.side.panel("faults")
    assert isinstance(found, FaultsPanel)
    return found


def add(shop: Shop, panel: FaultsPanel, kind: str) -> None:
    panel.form.kind.setCurrentIndex(panel.form.kind.findData(kind))
    shop.click(panel.form.add)
    shop.settle()


def test_the_keyboard_begins_at_what_goes_wrong(shop: Shop, panel: FaultsPanel) -> None:
    assert shop.focused is panel.form.kind


def test_a_fault_is_listed_as_it_was_ordered_and_removed_by_its_button(
    shop: Shop, panel: FaultsPanel
) -> None:
    assert panel._none.isVisible()
    add(shop, panel, "reset")
    add(shop, panel, "error")
    assert panel.rows() == [
        "Connection reset · Any operation · it counts · 1 left",
        "Error status · Any operation · status 500 · nothing is done · 1 left",
    ]
    assert not panel._none.isVisible()
    names = [button.accessibleName() for button in panel.findChildren(QToolButton)]
    assert names[-2:] == ["Remove Connection reset", "Remove Error status"]
    shop.click(panel.findChildren(QToolButton)[-2])
    shop.settle()
    assert [row.split(" · ")[0] for row in panel.rows()] == ["Error status"]
    shop.click(panel._clear)
    shop.settle()
    assert panel.rows() == []
    assert not panel._clear.isVisible()


def test_what_means_nothing_is_refused_in_place(shop: Shop, panel: FaultsPanel) -> None:
    panel.form.kind.setCurrentIndex(panel.form.kind.findData("late"))
    part = panel.form._ways["delay"][1]
    part.put("soon")
    shop.click(panel.form.add)
    shop.settle()
    assert panel._problem.text() == "Seconds late must be a number from 0 to 600. Example: 1"
    assert shop.focused is part
    assert part.text() == "soon"
    panel.form.kind.setCurrentIndex(panel.form.kind.findData("error"))
    assert not panel._problem.isVisible()  # it was about another fault
    panel.form.kind.setCurrentIndex(panel.form.kind.findData("late"))
    part.put("0")
    shop.click(panel.form.add)
    shop.settle()
    assert not panel._problem.isVisible()
    assert len(panel.rows()) == 1


def test_while_it_is_seen_it_follows_what_others_use_up(shop: Shop, panel: FaultsPanel) -> None:
    add(shop, panel, "reset")
    shop.emulator.settings.faults.waiting.clear()  # as the requests of a shop do
    panel._tick.setInterval(1)
    until(lambda: not panel.rows(), "the next look")
    panel._tick.setInterval(1000)
    shop.run("faults")  # closes it
    assert not panel._tick.isActive()
    shop.run("faults")
    assert panel._tick.isActive()
