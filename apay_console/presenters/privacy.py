"""Whether anything of buyers is stored, as the person chose."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from apay_console.errors import N_, Message, say
from apay_console.presenters.notice import Notice
from apay_console.presenters.sale.desk import SaleDesk
from apay_console.store.settings import NO_BUYERS

_NONE = N_(
    "Buyers' data is stored no more. Exchanges that forgot theirs: {count}. What you type of a "
    "buyer stays only while its sale is open."
)
_NONE_ASIDE = N_(
    "Buyers' data is stored no more. Exchanges that forgot theirs: {count}; damaged files were "
    "deleted. What you type of a buyer stays only while its sale is open."
)
_SOME = N_("Buyers' data is stored again, for 30 days at the most.")


class Privacy(QObject):
    """Reads and keeps the choice; whoever wants none stored has what is there taken out at once."""

    chosen = Signal(bool)  # whether nothing of buyers is stored

    def __init__(self, desk: SaleDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk

    def begin(self) -> None:
        """Read the choice."""
        services = self._desk.services
        services.runner.run(
            services.settings.get(NO_BUYERS, default=False),
            owner=self,
            done=lambda found: self.chosen.emit(found is True),
            failed=self._failed,
        )

    def keep_none(self, *, is_chosen: bool) -> None:
        """Store nothing of buyers from now on, or as usual again."""
        services = self._desk.services
        services.runner.run(
            self._changed(is_chosen=is_chosen), owner=self, done=self._say, failed=self._failed
        )

    async def _changed(self, *, is_chosen: bool) -> Message:
        services = self._desk.services
        await services.settings.put(NO_BUYERS, is_chosen)
        if not is_chosen:
            return say(_SOME)
        words = _NONE_ASIDE if (await services.history.storage()).aside_bytes else _NONE
        return say(words, count=await services.history.forget_buyers())

    def _say(self, words: Message) -> None:
        self._desk.say(Notice("ok", words))
        self.begin()

    def _failed(self, error: BaseException) -> None:
        self._desk.services.runner.tell(error, lambda f: self._desk.say(Notice("err", f.message)))
        self.chosen.emit(False)
