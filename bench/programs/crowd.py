"""An emulator that takes in many sessions, and tells what memory it has at each count asked for.

The signature is left out: it leaves nothing behind, and would take most of the time.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from pathlib import Path
from time import time

from apay_console.emulator.gate import Admitted
from apay_console.emulator.headers import IDEMPOTENCY_KEY
from apay_console.emulator.routes import find
from apay_console.emulator.service import AUTO, Emulator, Settings
from apay_console.emulator.wire import Answer, Asked
from apay_console.model.profile import Region
from bench.shop import NEW_SESSION, SESSIONS, priced

KEY_ID = "SANDBOX-CROWD"
_NEW = json.dumps(NEW_SESSION).encode()


def main(counts: list[int]) -> None:
    """Say how much there is at first, and then at each count."""
    emulator = Emulator({}, clock=time, settings=Settings(buyer=AUTO))
    _enter(emulator, 0)  # what is made once is there by now
    emulator.reset()
    print(_resident(), flush=True)
    done = 0
    for count in counts:
        for number in range(done, count):
            _enter(emulator, number)
        done = count
        print(_resident(), flush=True)


def _enter(emulator: Emulator, number: int) -> None:
    """Create a session with its buyer, and set an amount."""
    made = _ask(emulator, "POST", SESSIONS, _NEW, f"crowd{number}")
    path = f"{SESSIONS}/{json.loads(made.body)['checkoutSessionId']}"
    _ask(emulator, "PATCH", path, json.dumps(priced(number)).encode())


def _ask(emulator: Emulator, method: str, path: str, body: bytes, once: str = "") -> Answer:
    headers = {IDEMPOTENCY_KEY: once} if once else {}
    admitted = Admitted(headers, Region.NA, KEY_ID)
    return emulator._operate(
        Asked(method, path, (), body), admitted, find(method, path, admitted.key_id)
    )


def _resident() -> int:
    """The memory of this process, in bytes."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]])
