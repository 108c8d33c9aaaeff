"""Opens the window, keeps and fetches keys, and has the keyring fail meanwhile, in many ways."""

from __future__ import annotations

import json
import random
import signal
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from apay_console import signing
from apay_console.errors import Fault
from apay_console.model.profile import Algorithm
from apay_console.store.keys.shelf import KeyShelf
from apay_console.store.keys.vault import KeyringVault, Vault, open_vault
from bench.heartbeat import Heartbeat
from bench.stage import Stage, opened_on
from soak import daemon

OUTAGES = ("killed", "stopped", "locked")
_KEYS = 4
_LONGEST_S = 0.15  # after the program began to keep a key
_BEATS = 20  # of the window, while the keyring does not answer
_TRIES = 4  # until a keyring that is well again has to do what it is asked
_PATIENCE_S = 2  # for one question to the keyring; the program has more
_TEXT = "AMZN-PAY-RSASSA-PSS-V2\nwhat is signed"

Work = Callable[[], Coroutine[Any, Any, Any]]


class Trial:
    """A window, a keyring that fails, and what was said to be kept."""

    def __init__(self, stage: Stage, home: Path) -> None:
        self._stage, self._home = stage, home
        self._daemon = daemon.started(home)
        stage.parts.shelf._open_vault = _opened
        self._heart = Heartbeat()
        self._pool = [generate_private_key(65537, 2048) for _ in range(_KEYS)]
        self._kept: dict[str, RSAPrivateKey] = {}
        self._open = 0
        self.lost = self.failures = 0
        self._keep("first", self._pool[0])
        self._await()
        self._heart.start()

    def happen(self, number: int) -> None:
        """Keep a new key, sign with an old one, and let the keyring fail somewhere on the way."""
        self._keep(f"shop-{number}", random.choice(self._pool))
        self._sign(random.choice(list(self._kept)), is_up=False)
        self._stage.run_for(random.uniform(0, _LONGEST_S))
        fail, mend = self._ways[OUTAGES[number % len(OUTAGES)]]
        fail()
        self._keep(f"late-{number}", random.choice(self._pool))
        self._sign(random.choice(list(self._kept)), is_up=False)
        self._beat()
        if fail == self._stop:
            mend()
        self._await()
        if fail != self._stop:
            mend()
        self._revive()
        self._keep(f"then-{number}", random.choice(self._pool), is_up=True)
        self._await()
        self._sign(list(self._kept)[-1], is_up=True)
        self._await()

    def end(self) -> dict[str, Any]:
        """Fetch all that was kept, and tell what is missing."""
        for ref in self._kept:
            self._sign(ref, is_up=True)
            self._await()
        self._daemon.kill()
        self._daemon.wait()
        figures = {"keys": len(self._kept), "gap_ms": round(self._heart.stop())}
        return {"lost": self.lost, "failures": self.failures, "figures": figures}

    # --- what goes wrong -------------------------------------------------------------------------

    @property
    def _ways(self) -> dict[str, tuple[Callable[[], None], Callable[[], None]]]:
        return {
            "killed": (self._kill, self._restart),
            "stopped": (self._stop, lambda: self._daemon.send_signal(signal.SIGCONT)),
            "locked": (daemon.lock, daemon.unlock),
        }

    def _kill(self) -> None:
        self._daemon.kill()
        self._daemon.wait()

    def _restart(self) -> None:
        daemon.end_the_other()
        self._daemon = daemon.started(self._home)

    def _revive(self) -> None:
        """Start it anew if it ended by itself: GNOME's may, over a client that left."""
        if self._daemon.poll() is not None:
            self._restart()

    def _stop(self) -> None:
        self._daemon.send_signal(signal.SIGSTOP)

    # --- what goes on ----------------------------------------------------------------------------

    def _keep(self, owner: str, key: RSAPrivateKey, *, is_up: bool = False) -> None:
        shelf = self._stage.parts.shelf
        self._run(
            lambda: shelf.save(owner, key),
            lambda ref: self._kept.update({ref: key}),
            tries=_TRIES if is_up else 0,
        )

    def _sign(self, ref: str, *, is_up: bool) -> None:
        """Fetch a key as the program's next run would, and sign."""
        key = self._kept[ref]
        self._run(lambda: _signed(ref, key), self._check, tries=_TRIES if is_up else 0)

    def _check(self, is_right: bool) -> None:
        self.lost += not is_right

    def _run(self, work: Work, done: Callable[[Any], None], *, tries: int) -> None:
        """Do something, and again as often as that; 0: the keyring may refuse it."""
        self._open += 1

        def failed(error: BaseException) -> None:
            self._open -= 1
            if not isinstance(error, Fault):
                self.failures += 1
            elif tries > 1:
                self._revive()
                self._run(work, done, tries=tries - 1)
            else:
                self.lost += tries

        def ended(found: Any) -> None:
            self._open -= 1
            done(found)

        self._stage.parts.runner.run(work(), owner=self._stage.window, done=ended, failed=failed)

    def _await(self) -> None:
        self._stage.until(lambda: not self._open)

    def _beat(self) -> None:
        before = self._heart.beats
        self._stage.until(lambda: self._heart.beats > before + _BEATS)


def _opened() -> Vault:
    vault = open_vault()
    assert isinstance(vault, KeyringVault)
    vault._asker.patience = _PATIENCE_S
    return vault


async def _signed(ref: str, key: RSAPrivateKey) -> bool:
    """Whether the key that is there signs as the one that was kept."""
    found = await KeyShelf(_opened).load(ref)
    signature = signing.sign(found, Algorithm.PSS_V2, _TEXT)
    return signing.verify(key.public_key(), Algorithm.PSS_V2, _TEXT, signature)


def main(home: Path, rounds: int) -> None:
    """Go round so often, and tell what came of it."""
    with opened_on(home / "data") as stage:
        trial = Trial(stage, home / "keyring")
        for number in range(rounds):
            trial.happen(number)
        told = trial.end()
    print(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
