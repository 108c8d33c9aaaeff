"""How everything looks: colours, type and icons, light or dark, after the system or fixed."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from apay_console.model.profile import Environment
from apay_console.ui.parts import tokens
from apay_console.ui.parts.icons import svg_icon
from apay_console.ui.parts.veil import Veil
from apay_console.ui.resources import resource

SYSTEM, LIGHT, DARK = "system", "light", "dark"
# For QApplication: `setStyle` would make QStyle with all its enums before anything is painted.
FUSION = ("-style", "fusion")
SIZES = {
    "body": 1.0,
    "strong": 1.0,
    "hint": 0.92,
    "mono": 0.92,
    "id": 0.85,
    "title": 1.23,
    "clock": 1.9,
}
_BOLD = {"strong", "title", "clock"}
_FIXED = {"mono", "id"}

_Role = QPalette.ColorRole
_PALETTE = {
    _Role.Window: "bg",
    _Role.WindowText: "text",
    _Role.Base: "surface",
    _Role.AlternateBase: "bg",
    _Role.ToolTipBase: "surface",
    _Role.ToolTipText: "text",
    _Role.PlaceholderText: "text3",
    _Role.Text: "text",
    _Role.Button: "surface",
    _Role.ButtonText: "text",
    _Role.BrightText: "err",
    _Role.Light: "surface",
    _Role.Midlight: "sunken",
    _Role.Mid: "border",
    _Role.Dark: "borderStrong",
    _Role.Shadow: "borderStrong",
    _Role.Highlight: "selection",
    _Role.HighlightedText: "text",
    _Role.Link: "accent",
    _Role.LinkVisited: "unknown",
    _Role.Accent: "accent",
}
_INKS = (_Role.WindowText, _Role.Text, _Role.ButtonText, _Role.HighlightedText)


class Theme(QObject):
    """The program's looks; `changed` says that pictures taken from it are out of date."""

    changed = Signal()

    def __init__(
        self, app: QApplication, *, now: Callable[[], float], scheme: str = SYSTEM
    ) -> None:
        super().__init__(app)
        self._app = app
        self.veil = Veil(self)
        self.now = now
        self._scheme = scheme
        self._environment = Environment.EMULATOR
        self._icons: dict[tuple[str, str], QIcon] = {}
        self._body = app.font()
        self._colors: dict[str, str] = {}
        self._tell_system()
        app.styleHints().colorSchemeChanged.connect(self._follow)
        self._apply()

    @property
    def is_dark(self) -> bool:
        """Whether dark colours are shown."""
        if self._scheme != SYSTEM:
            return self._scheme == DARK
        return self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark

    @property
    def scheme(self) -> str:
        """What was chosen: `system`, `light` or `dark`."""
        return self._scheme

    def choose(self, scheme: str) -> None:
        """Follow the system, or stay light or dark."""
        if scheme != self._scheme:
            self._scheme = scheme
            self._tell_system()
            self._apply()

    def _tell_system(self) -> None:
        """Let title bars and web pages have the same colours, where the system lets them."""
        hints = self._app.styleHints()
        if self._scheme == SYSTEM:
            hints.unsetColorScheme()
        else:
            is_dark = self._scheme == DARK
            hints.setColorScheme(Qt.ColorScheme.Dark if is_dark else Qt.ColorScheme.Light)

    def set_environment(self, environment: Environment) -> None:
        """Show everywhere which environment requests go to."""
        if environment is not self._environment:
            self._environment = environment
            self._apply()

    def _follow(self) -> None:
        if self._scheme == SYSTEM:
            self._apply()

    def _apply(self) -> None:
        """Palette first: style sheets only shape, and what they miss must fit in all the same."""
        found = tokens.colors(self._environment, is_dark=self.is_dark)
        if found == self._colors:
            return
        self._colors = found
        palette = make_palette(found)
        self._app.setPalette(palette)
        QToolTip.setPalette(palette)
        self._app.setStyleSheet(self._style_sheet())
        self.changed.emit()

    @contextmanager
    def undressed(self) -> Iterator[None]:
        """Build a window without the style sheet: a widget is styled anew wherever it is put."""
        self._app.setStyleSheet("")
        try:
            yield
        finally:
            self._app.setStyleSheet(self._style_sheet())

    def _style_sheet(self) -> str:
        template = resource("style.qss").read_text("utf-8")
        sizes = {f"{role}Size": f"{self.font(role).pointSizeF():.2f}pt" for role in SIZES}
        words = {
            "shapes": resource("shapes").as_posix(),
            "scheme": DARK if self.is_dark else LIGHT,
            "bodyFamily": self.font("body").family(),
            "monoFamily": self.font("mono").family(),
        }
        return template % (self._colors | sizes | words)

    def color(self, token: str) -> QColor:
        """One colour by what it is for."""
        return QColor(self._colors[token])

    def font(self, role: str) -> QFont:
        """A font by its role: body, strong, hint, mono, id, title or clock."""
        font = QFont(self._body)
        if role in _FIXED:
            font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(QFontInfo(self._body).pointSizeF() * SIZES[role])
        if role in _BOLD:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def icon(self, name: str, token: str) -> QIcon:
        """An icon of `resources/icons` in a token's colour, also after that colour changed."""
        key = (name, token)
        if key not in self._icons:
            self._icons[key] = svg_icon(name, partial(_color, weakref.ref(self), token))
        return self._icons[key]


def _color(theme: weakref.ref[Theme], token: str) -> QColor:
    """Return a colour of a theme; an icon that outlives its theme has none."""
    found = theme()
    return found.color(token) if found else QColor()


def make_palette(found: dict[str, str]) -> QPalette:
    """A palette with every role set in every group."""
    palette = QPalette()
    for role, token in _PALETTE.items():
        palette.setColor(QPalette.ColorGroup.All, role, QColor(found[token]))
    for role in _INKS:
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(found["text3"]))
    return palette


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Give a widget a property that the style sheet looks at, and the look that goes with it.

    The style sheet knows no look for what is false or empty, nor for what was never set.
    """
    if (widget.property(name) or None) != (value or None):
        widget.setProperty(name, value)
        if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else Qt soon does it
            widget.style().unpolish(widget)
            widget.style().polish(widget)
