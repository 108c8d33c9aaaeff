"""Asks servers in a process of its own, and tells how much memory their answers took.

`python -m tests.api.asking NICE-URL` reads a plan as JSON: whom to ask, with how many seconds, and
with how many MiB beyond what is used already (0: as many as there are). The nice one is asked
before and after each.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from apay_console import hooks
from apay_console.api.client import Client, Unanswered
from apay_console.model.answer import answer_of, why_unread
from apay_console.model.exchange import Exchange
from tests.api.calls import NOW, update

MEBIBYTE = 1024 * 1024


def main(nice: str) -> None:
    """Go through the plan, and say what came of it as JSON."""
    key = generate_private_key(65537, 2048)
    ask(key, nice)
    before = peak()
    told = []
    for step in json.load(sys.stdin):
        found = tell(key, **step)
        growth = peak() - before
        told.append(found | {"growth": growth, "lives": ask(key, nice).outcome.value})
    print(json.dumps(told))


def tell(key: RSAPrivateKey, url: str, seconds: float, mebibytes: int) -> dict[str, Any]:
    """Ask somebody hostile, read what the window would read, and say what came of it."""
    limit(mebibytes)
    exchange = ask(key, url, seconds)
    unread = str(why_unread(exchange) or "")
    is_read = answer_of(exchange) is not None
    limit(0)
    return {
        "outcome": exchange.outcome.value,
        "seconds": round(exchange.took_ms / 1000, 2),
        "reason": str(exchange.reason or ""),
        "kept": len(exchange.answered.body) if exchange.answered else 0,
        "read": is_read,
        "unread": unread,
    }


def ask(key: RSAPrivateKey, url: str, seconds: float = 30.0) -> Exchange:
    """Send one write; whatever comes of it is an exchange."""

    async def work() -> Exchange:
        asyncio.get_running_loop().set_exception_handler(hooks.loop_failed)  # as the program's
        client = Client(clock=lambda: NOW, longest=seconds)
        try:
            return await client.send(update(key, url))
        except Unanswered as fault:
            return fault.exchange
        finally:
            await client.close()

    return asyncio.run(work())


def peak() -> int:
    """The most memory that was ever used, in MiB; getrusage would count who started this, too."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) // 1024


def limit(mebibytes: int) -> None:
    """Take no more memory than this beyond what is used already; 0 for as much as there is."""
    most = resource.getrlimit(resource.RLIMIT_AS)[1]
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    room = pages * resource.getpagesize() + mebibytes * MEBIBYTE
    resource.setrlimit(resource.RLIMIT_AS, (room if mebibytes else most, most))


if __name__ == "__main__":
    main(*sys.argv[1:])
