"""Pasting in: what a text holds, and into which form it goes. Nothing here sends anything."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from apay_console import input_files
from apay_console.errors import N_, Invalid, Message, say
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.draft import Draft, Scope
from apay_console.model.operations import CREATE_SESSION, UPDATE_SESSION
from apay_console.model.pasting.fitting import Fitted, fit, laid_over
from apay_console.model.pasting.recognising import Pasted, recognise
from apay_console.presenters.sale.desk import SaleDesk
from apay_console.presenters.sale.editor import SaleEditor
from apay_console.presenters.sale.shelf import SalesShelf
from apay_console.presenters.sale.state.sale_state import SaleState

_LARGEST_FILE = 256 << 10  # bytes: what a box lays out in good time
_OF_SESSION = (CREATE_SESSION, UPDATE_SESSION)


@dataclass(frozen=True)
class Seen:
    """What a text holds, as it would go into the form in front."""

    pasted: Pasted
    fitted: Fitted
    obstacle: Message | None = None  # why it cannot go into this form
    remark: Message | None = None  # what is well to know before it does
    can_begin: bool = False  # a new session can be begun with it


class Pasting(QObject):
    """Reads what is pasted, and puts it into the form when the person says so."""

    file_read = Signal(str)  # the text of a file that was dropped
    file_refused = Signal(object)  # Message

    def __init__(
        self, desk: SaleDesk, editor: SaleEditor, shelf: SalesShelf, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._editor = editor
        self._shelf = shelf

    def look(self, text: str) -> Seen:
        """Say what a text holds; raise Invalid when there is nothing for a form in it."""
        state = self._desk.state
        if state is None:
            raise Invalid(say(N_("There is no sale yet to put it into.")))
        return seen(recognise(text), state)

    def take_file(self, path: str) -> None:
        """Read a file that was dropped; it is looked at as if it had been pasted."""
        self._desk.services.runner.call(
            partial(input_files.read_text, Path(path), _LARGEST_FILE),
            owner=self,
            done=self.file_read.emit,
            failed=self._refuse_file,
        )

    def _refuse_file(self, error: BaseException) -> None:
        tell = self._desk.services.runner.tell
        tell(error, lambda fault: self.file_refused.emit(fault.message))

    def put(self, text: str) -> None:
        """Lay what a text holds over what is typed; undo takes it back."""
        state, found = self._desk.state, self.look(text)
        if state is not None and found.obstacle is None:
            draft = laid_over(state.draft, found.fitted.draft, state.scope, state.values)
            self._editor.lay(draft)

    def begin(self, text: str) -> None:
        """Begin a new session with what a text holds, in the profile's spelling."""
        state, pasted = self._desk.state, recognise(text)
        if state is not None:
            scope = _for_new(state)
            self._shelf.begin(scope.version, fit(pasted.body, scope).draft)


def seen(pasted: Pasted, state: SaleState) -> Seen:
    """Hold what was pasted against the form in front."""
    fitted = fit(pasted.body, state.scope)
    of_session = pasted.operation is None or pasted.operation in _OF_SESSION
    begun = fit(pasted.body, _for_new(state)).draft if of_session else Draft()
    obstacle = _obstacle(pasted, fitted, state)
    return Seen(pasted, fitted, obstacle, _remark(pasted, state), bool(begun.typed))


def _for_new(state: SaleState) -> Scope:
    profile = state.profile
    return Scope(CHECKOUT_SESSION, profile.version, profile.region, creating=True)


def _obstacle(pasted: Pasted, fitted: Fitted, state: SaleState) -> Message | None:
    wanted = pasted.operation
    if wanted is not None and wanted.body is not state.scope.schema:
        words = N_("This is the body of “{operation}”: open that first, then paste it.")
        return say(words, operation=say(wanted.label))
    if not fitted.count and not fitted.unknown:
        return say(N_("Nothing in it can go into this form."))
    if state.is_locked:
        return say(N_("This form takes no changes now."))
    return None


def _remark(pasted: Pasted, state: SaleState) -> Message | None:
    """Say so when a request was for another object than the one in front."""
    here = state.shown or state.sale.session_id
    if pasted.object_id and here and pasted.object_id != here:
        words = N_("It was sent to {other}; here it would go to {here}.")
        return say(words, other=pasted.object_id[:80], here=here)
    return None
