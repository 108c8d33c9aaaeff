"""Icons follow their theme, and the collector may free both in any order."""

from __future__ import annotations

import gc
import subprocess
import sys
import weakref

from PySide6.QtGui import QColor

from apay_console.ui.parts.icons import svg_icon
from apay_console.ui.parts.theme import DARK, LIGHT, Theme
from tests.patience import PATIENCE_S

# Holders of icons, in cycles that the collector breaks only after it met the icons.
CYCLES = """
import gc
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from apay_console.ui.parts.icons import svg_icon
class Holder: pass
gc.disable()
app = QApplication(["icons", "-platform", "offscreen"])
for _ in range(200):
    icon, holder = svg_icon("copy", QColor), Holder()
    holder.itself, holder.icons = holder, {1: icon}
    del icon, holder
    gc.collect()
print("alive")
"""


def ink(theme: Theme) -> QColor:
    """The strongest colour of an icon."""
    picture = theme.icon("copy", "text").pixmap(32, 32).toImage()
    spots = [picture.pixelColor(x, y) for x in range(32) for y in range(32)]
    return max(spots, key=QColor.alpha)


def test_an_icon_has_the_colour_of_its_theme_also_after_the_scheme_changed(qapp):
    theme = Theme(qapp, now=float, scheme=LIGHT)
    light = ink(theme)
    theme.choose(DARK)
    assert light.lightness() < 128 < ink(theme).lightness()
    theme.choose(LIGHT)


def test_the_collector_may_free_icons_and_their_holders_in_any_order():
    program = [sys.executable, "-X", "faulthandler", "-c", CYCLES]
    ended = subprocess.run(program, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    assert ended.stdout == "alive\n", ended.stderr


def test_an_icon_goes_with_all_that_it_was_made_of(qapp):
    class Ink:
        def __call__(self) -> QColor:
            return QColor("red")

    color = Ink()
    icon, gone = svg_icon("copy", color), weakref.ref(color)
    del color
    assert icon.pixmap(16, 16).toImage().pixelColor(8, 8).isValid()
    del icon
    gc.collect()
    assert gone() is None
