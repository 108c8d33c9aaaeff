"""Rows that are drawn by hand have the colours of the theme that is shown now."""

from __future__ import annotations

from apay_console.ui.parts.painting import Painter
from apay_console.ui.parts.theme import DARK, LIGHT
from tests.window_parts import shared_theme


def test_a_remembered_colour_is_forgotten_with_the_theme(qapp):
    theme = shared_theme(qapp)
    theme.choose(LIGHT)
    painter = Painter(theme, theme)
    light = painter.color("text")
    assert painter.color("text") is light
    theme.choose(DARK)
    assert painter.color("text") == theme.color("text") != light
    theme.choose(LIGHT)
    assert painter.color("text") == light
