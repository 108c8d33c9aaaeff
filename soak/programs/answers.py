"""Opens the window, and asks for what a spoiler breaks of the emulator's answers, so many times."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path
from random import Random

from apay_console import hooks
from apay_console.api import retry
from apay_console.model.exchange import Outcome
from bench.heartbeat import Heartbeat
from bench.stage import Stage, opened_on
from soak.spoiler import Spoiler

_SEED = 5
_LOOKS = ("session_tab", "changes_tab", "states_tab", "raw_tab", "signature", "next_change", "body")


class Complaints(logging.Handler):
    """Counts what the program's log takes for a mistake, and shows where it was made."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = self.frozen = 0

    def emit(self, record: logging.LogRecord) -> None:
        words = record.getMessage()
        if words.startswith("window frozen"):
            self.frozen += 1  # a figure, and no mistake: other programs may have the machine
        else:
            self.count += 1
            hooks.say(words)


class Reader:
    """A person who sends, reads, begins anew, and looks at everything that comes."""

    def __init__(self, stage: Stage, spoiler: Spoiler) -> None:
        self._stage, self._spoiler, self._random = stage, spoiler, Random(_SEED)
        self._notes = 0

    def go_on(self) -> None:
        """Do one thing that asks, and look at what came."""
        before = self._spoiler.count
        self._ask()
        self._stage.until(lambda: self._stage.state.busy is None)
        if self._spoiler.count == before:  # nothing can be asked here any more
            self._stage.window.commands.run("new")
            self._stage.until(lambda: self._stage.state.busy is None)
        self._stage.window.commands.run(self._random.choice(_LOOKS))
        self._stage.run_for(0)

    def _ask(self) -> None:
        commands, state = self._stage.window.commands, self._stage.state
        if state.unresolved:
            commands.run(self._random.choice(("check", "check", "get", "settle")))
        elif self._random.random() < 0.5:
            self._notes += 1
            self._stage.type_note(f"Two tins of green tea, no. {self._notes}")
            commands.run("act")
        else:
            commands.run(self._random.choice(("get", "get", "new", "new_v1", "new_v2")))
        self._stage.run_for(0)

    def is_well(self) -> bool:
        """Whether a new session and an update of it go well once nothing is broken any more."""
        self._spoiler.is_honest = True
        self._stage.window.commands.run("new_v2")
        self._stage.until(lambda: self._stage.state.busy is None)
        self._stage.type_note("Two tins of green tea")
        self._stage.send_and_wait()
        exchange = self._stage.state.exchange
        return exchange is not None and exchange.outcome is Outcome.APPLIED


def main(folder: Path, rounds: int) -> None:
    """Read so many answers, and tell what went wrong."""
    retry.PAUSES, retry.LONGEST = (0.0, 0.0, 0.0), 0.0  # a busy server is asked again at once
    hooks.catch()
    hooks.hear_qt()
    complaints, heart = Complaints(), Heartbeat()
    logging.getLogger().addHandler(complaints)
    with opened_on(folder) as stage:
        spoiler = Spoiler(stage.parts.console.host.base_url, _SEED)
        stage.parts.console.host.base_url = spoiler.base_url
        reader = Reader(stage, spoiler)
        heart.start()
        while spoiler.count < rounds:
            reader.go_on()
        gap, is_well = round(heart.stop()), reader.is_well()
        spoiler.close()
    failures, figures = (
        complaints.count + (not is_well),
        {"gap_ms": gap, "frozen": complaints.frozen},
    )
    print(json.dumps({"rounds": spoiler.count, "failures": failures, "figures": figures}))
    hooks.leave_qt()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
