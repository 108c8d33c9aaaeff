"""From Ctrl+Enter to the changed cells, against a bare round trip to the same emulator."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from itertools import count
from statistics import median

import httpx

from apay_console.model.profile import base_path
from bench.rows import Effort, Row
from bench.shop import Shop
from bench.stage import Paints, Stage, opened
from bench.timing import took


def measure(effort: Effort) -> Iterable[Row]:
    """Send updates by hand and bare, in turn, in the same process."""
    with opened() as stage, httpx.Client(trust_env=False) as client:
        ask, screen = _bare(stage, client), Screen(stage)
        pairs = []
        for number in range(effort.times(40)):
            stage.type_note(f"Two tins of green tea, no. {number}")
            pairs.append((_after_a_pause(stage, screen.send), _after_a_pause(stage, ask)))
    by_hand, bare = (median(times) * 1e3 for times in zip(*pairs[len(pairs) // 4 :], strict=True))
    yield Row("send-painted", by_hand, "ms", 3.0, bare)


def _after_a_pause(stage: Stage, do: Callable[[], None]) -> float:
    """Do it as a person does, who thinks in between; seconds."""
    stage.settle()
    return took(do)


class Screen:
    """Sees when an answer's changed cells are painted."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._paints = Paints()
        self._needed = 0
        tree = stage.window.page.answer.tree.tree
        tree.look_for("noteToBuyer")  # opens and scrolls to the cell that will change
        tree.look_for("")
        tree.viewport().installEventFilter(self._paints)
        stage.parts.console.desk.shown.connect(self._shown)

    def _shown(self) -> None:
        self._needed = self._paints.count + 1

    def send(self) -> None:
        """Press Ctrl+Enter, and return when the answer was painted."""
        before = self._stage.state.session
        self._stage.press_send()
        self._stage.until(
            lambda: self._stage.state.session is not before and self._paints.count >= self._needed
        )


def _bare(stage: Stage, client: httpx.Client) -> Callable[[], None]:
    """Make what sends an update without any of this program, but for the signature."""
    state, host = stage.state, stage.parts.console.host
    assert host.key is not None
    shop, numbers = Shop(host.key, state.profile.public_key_id), count()
    version = state.sale.version
    path = f"{base_path(state.profile, version)}/checkoutSessions/{state.sale.session_id}"

    def ask() -> None:
        note = {"merchantMetadata": {"noteToBuyer": f"Bare, no. {next(numbers)}"}}
        body = json.dumps(note).encode()
        headers = shop.headers("PATCH", path, body)
        answer = client.patch(host.base_url + path, content=body, headers=headers)
        assert answer.status_code == 200, answer.text

    return ask
