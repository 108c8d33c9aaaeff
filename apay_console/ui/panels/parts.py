"""What the emulator's panels are made of: headings, hints, buttons, and the paper they lie on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QWidget

from apay_console.ui.parts.labels import WrappedLabel
from apay_console.ui.parts.text import PlainLabel

_BEFORE_SECTION = 12


def section(words: str) -> PlainLabel:
    """A heading, with room before it."""
    label = PlainLabel(words)
    label.setProperty("role", "section")
    label.setContentsMargins(0, _BEFORE_SECTION, 0, 0)
    return label


def named(words: str, part: QWidget) -> PlainLabel:
    """The label of a part, by which it is called unless it has a name of its own."""
    label = PlainLabel(words)
    label.setProperty("role", "label")
    label.setBuddy(part)
    if not part.accessibleName():
        part.setAccessibleName(words)
    return label


def hint(words: str = "") -> WrappedLabel:
    """A sentence that explains."""
    label = WrappedLabel(words)
    label.setProperty("role", "hint")
    return label


def button(words: str, kind: str) -> QPushButton:
    """A button of one of the style sheet's kinds."""
    made = QPushButton(words)
    made.setProperty("kind", kind)
    return made


def scrolled(paper: QWidget) -> QScrollArea:
    """Let a long panel scroll up and down, never sideways."""
    area = QScrollArea()
    area.setObjectName("formScroll")
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(paper)
    return area
