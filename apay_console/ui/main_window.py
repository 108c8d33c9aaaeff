"""The window: places the parts and connects them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from apay_console.ui.activity import Activity
from apay_console.ui.commands import Commands
from apay_console.ui.parts.layouts import column_in
from apay_console.ui.parts.tab_order import Ordered
from apay_console.ui.parts.theme import Theme
from apay_console.ui.sale import answer_pane
from apay_console.ui.sale.sale_page import SalePage
from apay_console.ui.top_bar import TopBar

if TYPE_CHECKING:  # the console comes after the first paint
    from apay_console.model.profile import Profile
    from apay_console.presenters.buyer.buyer import Page
    from apay_console.presenters.console import Console
    from apay_console.presenters.sale.state.sale_state import SaleState
    from apay_console.ui.history.place import HistoryPlace
    from apay_console.ui.profiles.key_dialog import KeyDialog

_SMALLEST = (1024, 680)


class MainWindow(QMainWindow):
    """One profile, one sale at a time; empty until there is a console that it serves."""

    closing = Signal()
    _console: Console

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setWindowTitle("Apay Console")
        self.setObjectName("window")
        self.setMinimumSize(*_SMALLEST)
        self._theme = theme
        self.commands = Commands(self)
        self.top = TopBar(theme, self.commands, self._now)
        self.page = SalePage(theme, self.commands)
        self.activity = Activity(theme)
        self._place()

    def serve(self, console: Console) -> None:
        """Show what a console decides, and tell it what the person does."""
        from apay_console.ui.sale.undo import DraftUndo  # noqa: PLC0415 - after the first paint

        self._console = console
        undo, redo = self.commands["undo"], self.commands["redo"]
        self.undo = DraftUndo(console.editor.set_draft, undo, redo)
        self._connect_console(console)
        self._connect_parts(console)
        self._connect_commands(console, self._theme)

    def _now(self) -> float:
        return self._console.now()

    def _place(self) -> None:
        centre = Ordered()
        column = column_in(centre)
        column.addWidget(self.top)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.page)
        column.addWidget(self.pages, 1)
        column.addWidget(self.activity)
        self.setCentralWidget(centre)

    def _connect_console(self, console: Console) -> None:
        self.closing.connect(console.desk.save_draft)
        console.started.connect(self._connect_late)
        console.desk.shown.connect(self._show)
        self._theme.veil.changed.connect(self._show_again)
        console.desk.focus_wanted.connect(self.page.go_to)
        console.begun.connect(self.page.begin_at)
        console.desk.command_wanted.connect(self.commands.run)
        console.editor.edited.connect(self.undo.edited)
        console.shelf.changed.connect(self.page.sales.show_sales)
        console.profiles_shown.connect(self.top.show_profiles)
        console.profiles.current_changed.connect(self._show_environment)
        console.buyer.page_wanted.connect(self._open_page)
        console.buyer.outside_wanted.connect(lambda page: QDesktopServices.openUrl(page.url))

    def _connect_parts(self, console: Console) -> None:
        page = self.page
        page.request.edited.connect(console.editor.edit)
        page.request.json_edited.connect(console.editor.edit_json)
        page.request.rename_wanted.connect(console.editor.rename_keys)
        page.request.action_wanted.connect(console.form_action)
        page.needs.chosen.connect(console.desk.go_to)
        page.notice.closed.connect(lambda: console.desk.say(None))
        page.sales.chosen.connect(console.shelf.open)
        page.answer.back_wanted.connect(console.desk.back_to_now)
        page.answer.tree.go.connect(console.go_to_path)
        page.answer.page.returned.connect(self._take_return)
        page.answer.page.need_chosen.connect(console.desk.go_to)
        page.answer.page.outside_wanted.connect(QDesktopServices.openUrl)
        page.answer.page.closed.connect(console.courier.buyer_stays)
        under = self._theme.veil.under
        self.activity.chosen.connect(lambda seen: console.desk.look_at(under(seen)))
        self.top.time.expired.connect(lambda: self.commands.run("get"))
        self.top.profile_wanted.connect(console.choose_profile)

    def _connect_commands(self, console: Console, theme: Theme) -> None:
        from apay_console.ui import menus, wiring, wiring_later, wiring_privacy  # noqa: PLC0415 - as above
        from apay_console.ui.panels.table import Panels  # noqa: PLC0415 - as above

        wiring.connect_sale(self.commands, console)
        wiring_later.connect(self.commands, console, self.page, theme.veil)
        wiring.connect_buyer(self.commands, console)
        wiring.connect_views(self.commands, self.page)
        Panels(theme, self.commands, console).connect(self.page.side)
        menus.connect_theme(self.commands, theme)
        wiring_privacy.connect(self.commands, console, theme)
        self.top.set_menu(menus.make_menu(self.commands, self))
        self.commands.connect_to(
            activity=self.activity.toggle,
            body=self._toggle_body,
            profiles=self._open_profiles,
            import_profiles=self._import_profiles,
            export_profiles=self._export_profiles,
            quit=self.close,
        )

    def _connect_late(self) -> None:
        """Make and connect what is not seen at the first paint."""
        from apay_console.ui import wiring_answer  # noqa: PLC0415 - as above
        from apay_console.ui.sheets import Sheets  # noqa: PLC0415 - as above
        from apay_console.ui.wiring_emulator import EmulatorWires  # noqa: PLC0415 - as above

        self.sheets = Sheets(self, self._theme, self.commands, self._console)
        EmulatorWires(self._theme, self.commands, self._console).connect_to(self.page, self.top)
        wiring_answer.connect(self.page.answer, self._console, self.sheets)
        self._console.watch.recorded.connect(self.page.sales.tell)
        self.commands.connect_to(history=self._toggle_history)

    def _toggle_history(self) -> None:
        self.history.toggle()

    @cached_property
    def history(self) -> HistoryPlace:
        """The page of the whole history, and its place."""
        from apay_console.ui.history.place import HistoryPlace  # noqa: PLC0415 - seldom asked for

        place = HistoryPlace(self._theme, self.commands, self._console, self.page)
        place.page.deeds.taken.connect(self.sheets.take_elsewhere)
        place.page.details.part_wanted.connect(self.sheets.take_part)
        return place

    def _show(self, state: SaleState) -> None:
        from apay_console.ui import wiring  # noqa: PLC0415 - as above

        try:
            self.undo.show_state(state)
            seen = self._theme.veil.over_state(state)
            self.top.show_state(seen)
            self.page.show_state(state)
            self.activity.show_state(seen)
        finally:  # what cannot be drawn, as where memory is short, must not hold up the next step
            wiring.enable(self.commands, state)

    def _open_profiles(self) -> KeyDialog:
        from apay_console.ui.profiles.key_dialog import KeyDialog  # noqa: PLC0415 - seldom asked for

        editor = self._console.profile_editor()
        removal = self._console.profile_removal(editor)
        dialog = KeyDialog(self._theme, editor, removal, self)
        dialog.attention_wanted.connect(self._show_attention)
        for part in (editor, removal):
            part.setParent(dialog)
        dialog.begin()
        return dialog

    def _show_attention(self) -> None:
        self.page.side.give_way()  # where it is open, its command would close it
        self.commands.run("attention")

    def _import_profiles(self) -> None:
        self._open_profiles().files.choose()

    def _export_profiles(self) -> None:
        self._open_profiles().files.export()

    def _show_again(self) -> None:
        if self._console.desk.state is not None:
            self._show(self._console.desk.state)

    def _show_environment(self, profile: Profile) -> None:
        self._theme.set_environment(profile.environment)

    def _toggle_body(self) -> None:
        state = self._console.desk.state
        if state is not None:
            self.page.request.toggle_body(state)

    def _open_page(self, page: Page) -> None:
        self.page.answer.page.open(page)
        self.page.answer.open_tab(answer_pane.PAGE)

    def _take_return(self, address: str) -> None:
        self._console.arrivals.take(address)
        self.page.answer.open_tab(answer_pane.SESSION)
        self.page.answer.tree.tree.setFocus()  # the page is gone, and with it the keyboard's place

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.page.fit(self.width())
        self.top.narrow(is_narrow=self.width() < 1240)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)
