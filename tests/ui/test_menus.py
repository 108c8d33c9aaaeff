"""The menu behind the gear: every command that has a group, and the colours as they are."""

from __future__ import annotations

from itertools import groupby, pairwise

import pytest
from PySide6.QtWidgets import QWidget

from apay_console.ui import menus
from apay_console.ui.commands import COMMANDS, Commands
from apay_console.ui.parts.theme import DARK, LIGHT


@pytest.fixture
def window(qtbot):
    frame = QWidget()
    frame.commands = Commands(frame)
    qtbot.addWidget(frame)
    return frame


def names(menu):
    """What a menu offers, that of its own menus in their place."""
    for action in menu.actions():
        if action.menu() is not None:
            yield from names(action.menu())
        elif not action.isSeparator():
            yield action.objectName()


def test_it_lists_each_command_with_a_group_once(window):
    menu = menus.make_menu(window.commands, window)
    assert list(names(menu)) == [row.name for row in COMMANDS if row.group]


def test_each_group_has_a_menu_of_its_own_but_the_programs(window):
    menu = menus.make_menu(window.commands, window)
    titles = [action.text() for action in menu.actions() if action.menu()]
    groups = [name for name, _ in groupby(row.group for row in COMMANDS if row.group)]
    assert titles == ["Sale", "Request", "Edit", "Buyer", "Emulator", "View", "Colours"]
    assert len(titles) == len(set(groups)) - 1 == len(groups) - 1


def test_a_line_stands_before_another_subject_and_never_at_an_end(window):
    menu = menus.make_menu(window.commands, window)
    for own in (action.menu() for action in menu.actions() if action.menu()):
        lines = [action.isSeparator() for action in own.actions()]
        assert not lines[0]
        assert not lines[-1]
        assert (True, True) not in pairwise(lines)


def test_what_is_done_about_money_begins_after_a_line(window):
    menu = menus.make_menu(window.commands, window)
    request = next(one.menu() for one in menu.actions() if one.text() == "Request")
    place = request.actions().index(window.commands["capture"])
    assert request.actions()[place - 1].isSeparator()


def test_it_is_low_enough_for_a_small_window(window, theme):
    assert menus.make_menu(window.commands, window).sizeHint().height() < 680 - 47


def test_what_stands_in_no_menu_is_offered_where_it_helps():
    hidden = {row.name for row in COMMANDS if not row.group}
    # after a fault; and what the primary button does
    assert hidden == {"again", "begin_anew", "pay"}


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
