"""The start: builds the shared parts once, hands them in, and opens the window."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import time
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from apay_console import cli, hooks, log, startup
from apay_console.errors import NotStored
from apay_console.store.folder import make_private

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from apay_console.assembly import Parts
    from apay_console.ui.instance import Instance
    from apay_console.ui.main_window import MainWindow
    from apay_console.ui.parts.theme import Theme

# What a start does first, and what comes after it; tests/test_main_order.py holds it to this.
ORDER = (
    "umask",
    "scrub",
    "keep_memory_private",
    "make_private",  # the data folder is the owner's
    "log.begin",
    "hooks.catch",
    "hooks.catch_crashes",
    "hooks.hear_qt",
    "Instance.is_first",
    "MainWindow.__init__",
    "FirstPaint.__init__",  # the window can be seen
    "assemble",
    "opening.open_file",  # a keyring and the browser wait until somebody needs them
)


def main() -> int:
    """Run one command line."""
    startup.begin(sys.argv, os.environ)
    code = cli.run(sys.argv[1:], cli.Starters(window=_open_window, tour=_play_tour))
    _end_qt()
    gc.collect()  # what the application held, now that no frame holds the application
    return code


def _open_window(look: cli.Look) -> int:
    startup.load_qt()
    from apay_console.ui.instance import Instance  # noqa: PLC0415 - after load_qt

    folder = _data_folder()
    _begin_log(folder)
    instance = Instance(folder)
    if instance.is_first():
        return _run(folder, look, instance)
    instance.call()
    return cli.WORKED


def _run(folder: Path, look: cli.Look, instance: Instance) -> int:
    from apay_console.ui.first_paint import FirstPaint  # noqa: PLC0415 - as above
    from apay_console.ui.looks import Looks  # noqa: PLC0415 - as above
    from apay_console.ui.main_window import MainWindow  # noqa: PLC0415 - as above

    looks = Looks(folder)
    app, theme = _application(
        look if look.theme != "system" else replace(look, theme=looks.scheme())
    )
    with theme.undressed():
        window = MainWindow(theme)
    looks.place(window, look.width, look.height)
    window.closing.connect(lambda: looks.keep(window, theme))
    window.show()
    with ExitStack() as ending:
        first = FirstPaint(window).came
        first.connect(lambda: ending.callback(_begin(window, folder).close))
        first.connect(lambda: _hear_others(window, instance))
        return app.exec()


def _begin(window: MainWindow, folder: Path) -> Parts:
    """Give a window that can be seen its console, and let that begin."""
    from apay_console.ui.watchdog import Watchdog  # noqa: PLC0415 - after the first paint

    parts = _build(folder)
    window.serve(parts.console)
    hooks.listen(parts.console.mistaken.emit)
    window.closing.connect(Watchdog(window).stop)
    parts.console.start()
    return parts


def _hear_others(window: MainWindow, instance: Instance) -> None:
    """Come forward when the program is started again, and end when the system says so."""
    from apay_console.ui.ending import Ending, end  # noqa: PLC0415 - after the first paint
    from apay_console.ui.instance import bring_forward  # noqa: PLC0415 - after load_qt

    instance.called.connect(lambda: bring_forward(window))
    instance.listen()
    Ending(window).asked.connect(lambda: end(window))


def _play_tour(folder: Path, look: cli.Look) -> int:
    startup.load_qt()
    _begin_log(None)
    from apay_console.ui.main_window import MainWindow  # noqa: PLC0415 - as above
    from apay_console.ui.tour import stage as tour_stage  # noqa: PLC0415 - as above
    from apay_console.ui.tour import tour  # noqa: PLC0415 - as above

    tour_stage.claim_folder(folder)
    tour_stage.prepare(look.scale)
    _app, theme = _application(look)
    with tempfile.TemporaryDirectory(prefix="apay-tour-") as data:
        parts = _build(Path(data))
        with theme.undressed():
            window = MainWindow(theme)
        window.serve(parts.console)
        window.resize(look.width, look.height)
        went_well = tour.play(window, parts.console, folder)
        window.close()
        parts.close()
    return cli.WORKED if went_well else cli.FAILED


def _application(look: cli.Look) -> tuple[QApplication, Theme]:
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - as above

    from apay_console.ui.collecting import Collector  # noqa: PLC0415 - as above
    from apay_console.ui.parts.theme import FUSION, Theme  # noqa: PLC0415 - as above

    with startup.scaled(look.scale, os.environ):
        app = QApplication([*startup.qt_arguments(sys.argv), *FUSION])
    app.setApplicationName("apay-console")
    app.setApplicationDisplayName("Apay Console")
    Collector(app)
    return app, Theme(app, now=time.time, scheme=look.theme)


def _end_qt() -> None:
    if "PySide6.QtWidgets" not in sys.modules:  # a command that opened no window
        return
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - as above

    from apay_console.ui.shutdown import shut_down  # noqa: PLC0415 - as above

    if isinstance(application := QApplication.instance(), QApplication):
        shut_down(application)


def _begin_log(data: Path | None) -> None:
    """Make the folders private, and catch from now on what goes wrong; all this stops nothing."""
    if data is not None:
        _made_private(data)  # whoever opens the data file says what is wrong with its folder
    log.begin()
    hooks.catch()
    folder = _log_folder()
    if _made_private(folder):
        log.write_to(folder)
        hooks.catch_crashes(folder)
    hooks.hear_qt()


def _made_private(folder: Path) -> bool:
    with suppress(OSError, NotStored):
        make_private(folder)
        return True
    return False


def _data_folder() -> Path:
    from platformdirs import user_data_path  # noqa: PLC0415 - only where the window opens

    return user_data_path("apay-console", appauthor=False)


def _log_folder() -> Path:
    from platformdirs import user_log_path  # noqa: PLC0415 - as above

    return user_log_path("apay-console", appauthor=False)


def _build(folder: Path) -> Parts:
    from apay_console.assembly import assemble  # noqa: PLC0415 - as above
    from apay_console.sources import Sources, random_id  # noqa: PLC0415 - as above

    return assemble(folder, Sources(clock=time.time, new_id=random_id))


if __name__ == "__main__":
    sys.exit(main())
