"""After a checkout nothing lies on the disk: a real process, with a home of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from tests.patience import PATIENCE_S
from tests.ui.gallery import Gallery, public_key_hash
from tests.ui.visits import AMAZON, QUIET

pytestmark = QUIET

PROGRAM = """
import os, sys
from apay_console import startup
startup.begin(sys.argv, os.environ)
from PySide6.QtCore import QTimer, QUrl
from PySide6.QtWidgets import QApplication
app = QApplication(startup.qt_arguments(sys.argv))
from apay_console.model.profile import Environment, Region
from apay_console.presenters.buyer.addresses import Place
from apay_console.presenters.buyer.buyer import Page
from apay_console.ui.browser.buyers_page import BuyersPage
from apay_console.ui.browser.engine import FLAGS, Buyers
from apay_console.ui.parts.theme import Theme
url, flags = sys.argv[1:3]
buyers = Buyers(app, flags=FLAGS + ' ' + flags)
app.aboutToQuit.connect(buyers.close)
shown = BuyersPage(Theme(app, now=lambda: 0.0), buyers=buyers)
shown.show()
place = Place(Environment.SANDBOX, Region.NA)
shown.show_page(Page(QUrl(url), place, '', 'mine', 'me'))
def look():
    view = shown.windows.current
    if view is not None and view.own.title() == 'stored':
        print('stored', flush=True)
        shown.shut()
        app.quit()
timer = QTimer()
timer.timeout.connect(look)
timer.start(10)
sys.exit(app.exec())
"""
CANARY = "canary-4711"
STORES = f"""<title>before</title><body>{CANARY}<script>(async () => {{
  const word = '{CANARY}'
  document.cookie = 'buyer=' + word + '; Max-Age=99999; Secure'
  localStorage.setItem(word, word)
  sessionStorage.setItem(word, word)
  await new Promise(y => {{
    const wanted = indexedDB.open(word, 1)
    wanted.onupgradeneeded = () => wanted.result.createObjectStore(word).put(word, word)
    wanted.onsuccess = y
  }})
  await (await caches.open(word)).put('/' + word, new Response(word))
  await navigator.serviceWorker.register('/worker.js')
  await (await navigator.storage.getDirectory()).getFileHandle(word, {{create: true}})
  await fetch('/cached')
  document.title = 'stored'
}})()</script>"""


@pytest.fixture(scope="module")
def home(
    buyers: Any,  # it skips where there is no sandbox to look for
    places: list[Gallery],
    private_key: RSAPrivateKey,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """Where a program lived that showed a buyer a page, which stored all that it could."""
    home = tmp_path_factory.mktemp("home")
    places[0].clear()
    cookie = f"buyer2={CANARY}; Path=/; Max-Age=99999; Secure; HttpOnly"
    places[0].page("/page", STORES, Set_Cookie=cookie)
    places[0].page("/worker.js", f"'{CANARY}'", Content_Type="text/javascript")
    places[0].page("/cached", CANARY, Cache_Control="max-age=99999", Content_Type="text/plain")
    folders = {
        "XDG_CONFIG_HOME": home / "config",
        "XDG_DATA_HOME": home / "data",
        "XDG_CACHE_HOME": home / "cache",
        "XDG_STATE_HOME": home / "state",
        "TMPDIR": home,
        "HOME": home,
    }
    flags = (
        f"--ignore-certificate-errors-spki-list={public_key_hash(private_key)}"
        f' --host-resolver-rules="MAP * 127.0.0.1:{places[0].port},EXCLUDE 127.0.0.1"'
    )
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, f"{AMAZON}/page", flags],
        env=os.environ | {name: str(path) for name, path in folders.items()},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_S,
    )
    assert (done.stdout.split(), done.returncode) == (["stored"], 0), done.stderr
    return home


def test_p34_no_file_holds_a_word_of_the_buyers(
    home: Path, record_property: Callable[[str, object], None]
) -> None:
    files = [path for path in home.rglob("*") if path.is_file()]
    spellings = [CANARY.encode(), CANARY.encode("utf-16-le")]
    telling = [
        path.name
        for path in files
        if CANARY in path.name or any(word in path.read_bytes() for word in spellings)
    ]
    assert telling == []
    record_property("figure", f"{len(telling)} files of {len(files)} tell of the buyer")


def test_p34_no_file_of_the_browsers_stays(home: Path) -> None:
    files = [path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()]
    assert [name for name in files if "fontconfig" not in name and "mesa" not in name] == []
