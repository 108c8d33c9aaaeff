"""Light or dark, after the system or fixed; palette, style sheet, type and icons follow."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontInfo, QFontMetricsF, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QLabel

from apay_console.model.profile import Environment
from apay_console.ui.parts.theme import DARK, LIGHT, SIZES, SYSTEM, restyle
from apay_console.ui.parts.tokens import TOKENS
from apay_console.ui.resources import resource

GROUPS = [QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled]
ROLES = [role for role in QPalette.ColorRole if role not in (QPalette.NoRole, QPalette.NColorRoles)]


def test_every_role_of_every_group_is_one_of_the_tokens(qapp, theme):
    known = {token.light.lower() for token in TOKENS.values()}
    palette = qapp.palette()
    strange = [
        (group, role)
        for group in GROUPS
        for role in ROLES
        if palette.color(group, role).name() not in known
    ]
    assert not strange


def test_choosing_dark_changes_palette_and_style_sheet(qapp, theme, qtbot):
    with qtbot.waitSignal(theme.changed):
        theme.choose(DARK)
    assert theme.is_dark
    assert theme.scheme == DARK
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == TOKENS["bg"].dark.lower()
    assert TOKENS["text2"].dark in qapp.styleSheet()
    assert "caret-down-dark.svg" in qapp.styleSheet()


def test_a_fixed_choice_does_not_follow_the_system(qapp, theme, qtbot):
    with qtbot.assertNotEmitted(theme.changed):
        qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert not theme.is_dark


def test_by_itself_it_follows_the_system(qapp, theme, monkeypatch):
    theme.choose(SYSTEM)
    monkeypatch.setattr(
        type(qapp.styleHints()), "colorScheme", lambda _: Qt.ColorScheme.Dark, raising=True
    )
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.is_dark
    assert theme.color("bg").name() == TOKENS["bg"].dark.lower()


def test_the_environment_colours_the_line_at_the_top(qapp, theme):
    theme.set_environment(Environment.LIVE)
    assert f"3px solid {TOKENS['envLive'].light}" in qapp.styleSheet()
    theme.set_environment(Environment.EMULATOR)
    assert f"3px solid {TOKENS['envEmulator'].light}" in qapp.styleSheet()


def test_type_keeps_its_proportions(qapp, theme):
    body = QFontInfo(theme.font("body")).pointSizeF()
    for role, share in SIZES.items():
        assert theme.font(role).pointSizeF() == pytest.approx(body * share)
    metrics = QFontMetricsF(theme.font("mono"))
    assert metrics.horizontalAdvance("iiii") == metrics.horizontalAdvance("WWWW")


def test_the_style_sheet_says_no_size_of_type_in_pixels():
    assert not re.search(r"font(-size)?:[^;}]*px", resource("style.qss").read_text("utf-8"))


def test_the_style_sheet_has_no_look_for_what_is_false_or_empty():
    looks = re.findall(r"\[\w+=\"([^\"]*)\"\]", resource("style.qss").read_text("utf-8"))
    assert looks
    assert not {"", "false"} & set(looks)


class Styled(QLabel):
    """Counts how often somebody asks for its style."""

    asked = 0

    def style(self):
        self.asked += 1
        return super().style()


def ink(label):
    return label.palette().color(label.foregroundRole())


def test_what_was_not_shown_yet_gets_its_look_when_it_is(theme, qtbot):
    label = Styled("Enter an amount.")
    qtbot.addWidget(label)
    restyle(label, "role", "error")
    assert not label.asked
    label.show()
    assert ink(label) == theme.color("err")
    restyle(label, "role", "hint")
    assert ink(label) == theme.color("text3")
    restyle(label, "role", "")
    assert ink(label) == theme.color("text")


STYLE = """
from apay_console import cli
from apay_console.__main__ import _application
app, theme = _application(cli.Look())
app.setStyleSheet("")
print(app.style().name(), app.arguments())
"""


def test_the_window_is_drawn_alike_on_every_desktop():
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_STYLE_OVERRIDE": "windows"}
    command = [sys.executable, "-c", STYLE]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
    assert done.stdout == "fusion ['-c']\n"


def test_every_icon_can_be_drawn(theme):
    icons = list(resource("icons").glob("*.svg"))
    assert icons
    for file in icons:
        image = theme.icon(file.stem, "text").pixmap(16, 16).toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(16) for y in range(16)), file.name


def test_an_icon_follows_the_theme_without_being_asked_for_again(theme):
    icon = theme.icon("check-circle-fill", "ok")
    assert _ink(icon) == TOKENS["ok"].light.lower()
    theme.choose(DARK)
    assert _ink(icon) == TOKENS["ok"].dark.lower()


def test_an_icon_is_sharp_on_a_fine_screen(theme):
    pixmap = theme.icon("key", "text").pixmap(theme.icon("key", "text").actualSize(_size(16)), 2.0)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (32, 2.0)


def test_an_icon_is_painted_where_it_belongs(theme):
    picture = QPixmap(40, 20)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    QIcon(theme.icon("check-circle-fill", "ok")).paint(painter, QRect(20, 0, 20, 20))
    painter.end()
    image = picture.toImage()
    assert image.pixelColor(24, 10) == theme.color("ok")
    assert image.pixelColor(5, 10) == Qt.GlobalColor.white


def test_a_disabled_icon_is_fainter(theme):
    icon = theme.icon("check-circle-fill", "text")
    faint = icon.pixmap(_size(16), QIcon.Mode.Disabled).toImage().pixelColor(3, 8).alpha()
    assert 0 < faint < icon.pixmap(16, 16).toImage().pixelColor(3, 8).alpha()


def test_the_shapes_in_the_style_sheet_have_the_tokens_colours():
    inks = {"caret-down": "text2", "caret-right": "text2", "check": "onAccent"}
    for name, token in inks.items():
        for scheme in (LIGHT, DARK):
            svg = resource(f"shapes/{name}-{scheme}.svg").read_text("utf-8")
            assert f'fill="{getattr(TOKENS[token], scheme)}"' in svg


def test_qt_understands_the_whole_style_sheet(qapp, theme, qtbot):
    label = QLabel("x")  # a parse error would be a Qt warning, hence a failure
    qtbot.addWidget(label)
    label.setProperty("role", "hint")
    label.ensurePolished()
    assert label.palette().color(QPalette.ColorRole.WindowText) == theme.color("text3")


def _ink(icon: QIcon) -> str:
    return icon.pixmap(16, 16).toImage().pixelColor(3, 8).name()


def _size(side: int):
    from PySide6.QtCore import QSize

    return QSize(side, side)


def test_a_window_is_built_without_the_style_sheet_and_gets_it_then(qapp, theme):
    before = qapp.styleSheet()
    with theme.undressed():
        assert qapp.styleSheet() == ""
    assert qapp.styleSheet() == before != ""
