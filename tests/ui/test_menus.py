"""The menu behind the gear: every command that has a group, and the colours as they are."""

from __future__ import annotations

from itertools import groupby

import pytest
from PySide6.QtWidgets import QWidget

from apay_console.ui import menus
from apay_console.ui.commands import COMMANDS, Commands
from apay_console.ui.theme import DARK, LIGHT


@pytest.fixture
def window(qtbot):
    frame = QWidget()
    frame.commands = Commands(frame)
    qtbot.addWidget(frame)
    return frame


def test_it_lists_each_command_with_a_group_once_and_a_line_between_groups(window):
    menu = menus.make_menu(window.commands, window)
    listed = [action.objectName() for action in menu.actions() if not action.isSeparator()]
    assert listed == [row.name for row in COMMANDS if row.group]
    groups = [name for name, _ in groupby(row.group for row in COMMANDS if row.group)]
    assert sum(action.isSeparator() for action in menu.actions()) == len(groups) - 1
    assert len(set(groups)) == len(groups)


def test_what_stands_in_no_menu_is_offered_where_it_helps():
    hidden = {row.name for row in COMMANDS if not row.group}
    assert hidden == {"again", "pay"}  # after a fault; and what the primary button does


def test_a_colour_is_chosen_once_and_ticked(window, theme):
    menus.connect_theme(window.commands, theme)
    assert window.commands["theme_light"].isChecked()
    window.commands.run("theme_dark")
    assert (theme.scheme, theme.is_dark) == (DARK, True)
    assert window.commands["theme_dark"].isChecked()
    assert not window.commands["theme_light"].isChecked()


def test_the_tick_follows_a_theme_that_was_chosen_elsewhere(window, theme):
    menus.connect_theme(window.commands, theme)
    theme.choose(DARK)
    assert window.commands["theme_dark"].isChecked()
    theme.choose(LIGHT)
    assert not window.commands["theme_dark"].isChecked()


@pytest.mark.parametrize("scheme", ["light", "system"])
def test_exactly_one_is_ticked_though_the_colours_stay_the_same(scheme, window, theme):
    menus.connect_theme(window.commands, theme)
    window.commands.run(f"theme_{scheme}")
    window.commands.run(f"theme_{scheme}")
    ticked = [name for name in ("system", "light", "dark") if _is_ticked(window, name)]
    assert ticked == [scheme]


def _is_ticked(window, name):
    return window.commands[f"theme_{name}"].isChecked()
