"""An editor for every kind."""

from __future__ import annotations

from functools import singledispatch

from apay_console.model.kinds import (
    Anything,
    Choice,
    Json,
    Kind,
    Many,
    Money,
    Switch,
    Text,
    Timestamp,
)
from apay_console.ui.form.editor import Editor
from apay_console.ui.form.editors_choice import ChoiceEditor, ManyEditor, SwitchEditor
from apay_console.ui.form.editors_money import MoneyEditor
from apay_console.ui.form.editors_text import JsonEditor, ShownEditor, TextEditor


@singledispatch
def editor_for(kind: Kind) -> Editor:
    """Make the editor of a kind."""
    raise TypeError(f"No editor for {type(kind).__name__}.")


editor_for.register(Text)(TextEditor)
editor_for.register(Choice)(ChoiceEditor)
editor_for.register(Switch)(SwitchEditor)
editor_for.register(Money)(MoneyEditor)
editor_for.register(Many)(ManyEditor)
editor_for.register(Json)(JsonEditor)
editor_for.register(Timestamp)(ShownEditor)
editor_for.register(Anything)(ShownEditor)
