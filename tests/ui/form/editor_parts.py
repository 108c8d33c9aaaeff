"""An editor of each kind."""

from __future__ import annotations

from apay_console.model.kinds import (
    Kind,
    Money,
)
from apay_console.ui.form.editors import editor_for

EURO = Money(("EUR", "GBP", "JPY", "USD"))


def made(kind: Kind, qtbot, theme=None):
    editor = editor_for(kind)
    qtbot.addWidget(editor)
    editor.told = []
    editor.edited.connect(editor.told.append)
    return editor
