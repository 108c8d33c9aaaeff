"""How long the window does not react while a buyer's page opens, the first and the next."""

from __future__ import annotations

from collections.abc import Iterable

from apay_console.ui.browser import sandbox
from bench.heartbeat import Heartbeat
from bench.rows import CannotRun, Effort, Row
from bench.stage import Stage, opened


def measure(_: Effort) -> Iterable[Row]:
    """Open the emulator's page twice; the first time brings the browser in."""
    obstacle = sandbox.obstacle(ours=True)
    if obstacle is not None:
        raise CannotRun(str(obstacle))
    with opened() as stage:
        stage.make_payable()
        stage.settle()
        yield Row("page-first", _gap(stage), "ms", 150)
        stage.settle()
        yield Row("page-second", _gap(stage), "ms", 20)


def _gap(stage: Stage) -> float:
    """Open the page, wait until it can be read, and close it again; milliseconds."""
    heart = Heartbeat()
    heart.start()
    stage.parts.console.buyer.open_page()
    stage.until(lambda: _is_loaded(stage))
    gap = heart.stop()
    browser = stage.window.page.answer.page.browser
    assert browser is not None
    browser.close_page()
    return gap


def _is_loaded(stage: Stage) -> bool:
    browser = stage.window.page.answer.page.browser
    view = browser.windows.current if browser else None
    return view is not None and view.shown is not None and not view.own.isLoading()
