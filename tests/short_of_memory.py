"""The window in a process of its own, with hardly any memory while an answer comes.

`python -m tests.short_of_memory FOLDER URL MEBIBYTES` sends a write to URL with so much memory,
then reads the session from the emulator with all of it, and says what stands in the window.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from PySide6.QtWidgets import QApplication

from apay_console import assembly
from apay_console.presenters.emulator import emulator_host
from apay_console.store.keys.vault import MemoryVault
from tests.api.asking import limit
from tests.sale_parts import AMOUNT
from tests.window_parts import opened


def main(folder: str, url: str, mebibytes: str) -> None:
    """Open the window, send, read, and say what was seen."""
    key, app = generate_private_key(65537, 2048), QApplication([])
    with pytest.MonkeyPatch.context() as patch, opened(app, Path(folder)) as shop:
        patch.setattr(emulator_host, "_make_key", lambda: key)
        patch.setattr(assembly, "open_vault", MemoryVault)
        shop.start()
        shop.enter(AMOUNT, "19.99")
        real, shop.parts.console.host.base_url = shop.parts.console.host.base_url, url
        limit(int(mebibytes))
        shop.send()
        limit(0)
        shop.parts.console.host.base_url = real
        told = {"sent": shop.exchanges[-1], "said": shop.notice, "kept": shop.text(AMOUNT)}
        shop.run("get")
        print(json.dumps(told | {"then": shop.exchanges[-1]}))


if __name__ == "__main__":
    main(*sys.argv[1:])
