"""The table of commands: menus, tool bar, palette and shortcuts read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from apay_console.errors import N_


@dataclass(frozen=True)
class Command:
    """One thing that a person can do, wherever it is offered."""

    name: str
    label: str
    shortcut: str = ""
    icon: str = ""
    group: str = ""  # the menu's section; empty: not in the menu


COMMANDS = (
    Command("act", N_("Next step"), "Ctrl+Return", "caret-right", "sale"),
    Command("open", N_("Open…"), "Ctrl+O", "sign-in", "sale"),
    Command("new", N_("New"), "Ctrl+N", "plus", "sale"),
    Command("new_v1", N_("New session, v1"), "", "plus", "sale"),
    Command("new_v2", N_("New session, v2"), "", "plus", "sale"),
    Command("new_without_buyer", N_("New without a buyer"), "", "user-circle-minus", "sale"),
    Command("new_with_values", N_("New with these values"), "Ctrl+Shift+N", "copy-simple", "sale"),
    Command("new_other", N_("New in the other version with these values"), "", "swap", "sale"),
    Command("read_other", N_("Read in the other version"), "", "swap", "sale"),
    Command("remove_sale", N_("Remove from the list"), "", "trash", "sale"),
    Command("get", N_("Get"), "F5", "arrows-clockwise", "send"),
    Command("send", N_("Send update"), "", "paper-plane-right", "send"),
    Command("again", N_("Try again"), "", "arrows-clockwise"),
    Command("begin_anew", N_("Use a new, empty history"), "", "plus"),
    Command("check", N_("Check this request"), "", "question", "send"),
    Command("settle", N_("I have looked; go on"), "", "check", "send"),
    Command("capture", N_("Capture…"), "", "credit-card", "send"),
    Command("refund", N_("Refund…"), "", "arrow-u-up-left", "send"),
    Command("charge", N_("Charge…"), "", "receipt", "send"),
    Command("cancel_charge", N_("Cancel the charge…"), "", "prohibit", "send"),
    Command("close_permission", N_("Close the permission…"), "", "lock-key", "send"),
    Command("finalize", N_("Finalize…"), "", "check-circle", "send"),
    Command("track_delivery", N_("Track a delivery…"), "", "receipt", "send"),
    Command("stop_polling", N_("Stop asking"), "", "hourglass-medium", "send"),
    Command("signed_call", N_("Signed call…"), "", "fingerprint", "send"),
    Command("stop", N_("Stop the request"), "", "x-circle", "send"),
    Command("server_time", N_("Sign with Amazon's time"), "", "timer", "send"),
    Command("discard", N_("Discard changes"), "Ctrl+Shift+Backspace", "x", "edit"),
    Command("undo", N_("Undo"), "Ctrl+Z", "arrow-u-up-left", "edit"),
    Command("redo", N_("Redo"), "Ctrl+Shift+Z", "arrow-u-up-right", "edit"),
    Command("rename", N_("Rename keys to this version"), "", "swap", "edit"),
    Command("paste_in", N_("Paste in…"), "Ctrl+Shift+V", "clipboard-text", "edit"),
    Command("body", N_("What will be sent"), "Ctrl+J", "code", "edit"),
    Command("sign_in", N_("Sign a buyer in"), "", "user-circle-plus", "buyer"),
    Command("sign_out", N_("Sign her out"), "", "user-circle-minus", "buyer"),
    Command("pay", N_("Open the page where the buyer paid last"), "", "browser"),
    Command("open_page", N_("Open buyer's page"), "Ctrl+B", "browser", "buyer"),
    Command("open_outside", N_("Open in my browser"), "", "arrow-square-out", "buyer"),
    Command("paste_return", N_("Paste the address you landed on"), "", "clipboard-text", "buyer"),
    Command("complete", N_("Complete"), "", "check-circle", "buyer"),
    Command("stop_waiting", N_("Stop waiting for the buyer"), "", "x", "buyer"),
    Command("forget_buyer", N_("Forget this buyer"), "", "trash", "buyer"),
    Command("button_page", N_("Sign a buyer in at Amazon…"), "", "sign-in", "buyer"),
    Command("shop", N_("Watch my shop"), "Ctrl+Shift+W", "storefront", "emulator"),
    Command("doctor", N_("Signature doctor"), "", "shield-check", "emulator"),
    Command("clock", N_("Time machine"), "", "timer", "emulator"),
    Command(
        "clock_back", N_("Back to the last snapshot"), "", "clock-counter-clockwise", "emulator"
    ),
    Command("faults", N_("Faults"), "", "lightning", "emulator"),
    Command("notifications", N_("Notifications"), "", "list", "emulator"),
    Command("bad_twice", N_("Bad day: completed twice"), "", "warning", "emulator"),
    Command("bad_expired", N_("Bad day: expired"), "", "warning", "emulator"),
    Command("bad_no_id", N_("Bad day: returned without an id"), "", "warning", "emulator"),
    Command("bad_amount", N_("Bad day: amount changed meanwhile"), "", "warning", "emulator"),
    Command("find", N_("Find"), "Ctrl+F", "magnifying-glass", "view"),
    Command("session_tab", N_("Session"), "Ctrl+1", "tree-structure", "view"),
    Command("changes_tab", N_("Changes"), "Ctrl+2", "swap", "view"),
    Command("states_tab", N_("States"), "Ctrl+3", "circle-half", "view"),
    Command("raw_tab", N_("Raw"), "Ctrl+4", "code", "view"),
    Command("signature", N_("Signature"), "Ctrl+5", "fingerprint", "view"),
    Command("next_change", N_("Next change"), "F8", "caret-down", "view"),
    Command("previous_change", N_("Previous change"), "Shift+F8", "caret-up", "view"),
    Command("page_tab", N_("Buyer's page"), "Ctrl+6", "browser", "view"),
    Command("next_object", N_("Next object of the sale"), "Ctrl+Alt+Right", "caret-right", "view"),
    Command(
        "previous_object", N_("Previous object of the sale"), "Ctrl+Alt+Left", "arrow-left", "view"
    ),
    Command("activity", N_("Activity"), "Ctrl+Shift+H", "clock-counter-clockwise", "view"),
    Command("attention", N_("Needs attention"), "", "question", "view"),
    Command("history", N_("History"), "Ctrl+H", "clock-counter-clockwise", "view"),
    Command("export", N_("Take it elsewhere…"), "Ctrl+E", "arrow-square-out", "view"),
    Command("present", N_("Hide buyers' data (presentation)"), "", "user-circle-minus", "view"),
    Command("wide", N_("Hide the request pane"), "F11", "corners-out", "view"),
    Command("theme_system", N_("Colours as the system"), "", "gear-six", "colours"),
    Command("theme_light", N_("Light"), "", "sun", "colours"),
    Command("theme_dark", N_("Dark"), "", "moon", "colours"),
    Command("profiles", N_("Profiles and keys…"), "Ctrl+,", "key", "program"),
    Command("import_profiles", N_("Import profiles…"), "", "sign-in", "program"),
    Command("export_profiles", N_("Export profiles…"), "", "arrow-square-out", "program"),
    Command("unlock", N_("Allow changes to live…"), "", "lock-key", "program"),
    Command("lock", N_("Make live read-only again"), "", "lock-key", "program"),
    Command("why", N_("Why?"), "F1", "question", "program"),
    Command("palette", N_("All commands"), "Ctrl+K", "command", "program"),
    Command("no_buyers", N_("Store no buyers' data"), "", "prohibit", "program"),
    Command("log", N_("Show the log"), "", "list", "program"),
    Command("about", N_("About Apay Console"), "", "info", "program"),
    Command("quit", N_("Quit"), "Ctrl+Q", "x", "program"),
)

_REPEATED = {"undo", "redo"}  # while their keys are held down; a step that leads on is taken once


def label_of(name: str) -> str:
    """A command's words, translated."""
    command = next(row for row in COMMANDS if row.name == name)
    return QCoreApplication.translate("Model", command.label)


class Commands(QObject):
    """One action for each command; parts of the window take them from here."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._actions = {row.name: self._make(row, window) for row in COMMANDS}

    def _make(self, row: Command, window: QWidget) -> QAction:
        action = QAction(QCoreApplication.translate("Model", row.label), self)
        action.setObjectName(row.name)
        if row.shortcut:
            action.setShortcut(QKeySequence(row.shortcut))
        action.setAutoRepeat(row.name in _REPEATED)
        window.addAction(action)
        return action

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def run(self, name: str) -> None:
        """Do what a command does, if it can be done now."""
        self._actions[name].trigger()

    def connect_to(self, **doers: Callable[[], object]) -> None:
        """Say who carries out which commands."""
        for name, do in doers.items():
            self._actions[name].triggered.connect(lambda _=False, do=do: do())

    def enable(self, **rows: bool) -> None:
        """Say which commands can be done now."""
        for name, is_enabled in rows.items():
            self._actions[name].setEnabled(is_enabled)
