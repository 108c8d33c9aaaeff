"""A gallery of pages that want something they should not have: each fails, and harms nobody."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel

from tests.ui.gallery import Gallery
from tests.ui.visits import AMAZON, BIG, QUIET, Visit

pytestmark = QUIET


def nothing_opened(visit: Visit) -> bool:
    """Whether there is still one page, alive, with no window of any kind before it."""
    visit.settled()
    QApplication.processEvents()
    assert QApplication.activeModalWidget() is None
    assert QApplication.activePopupWidget() is None
    return visit.shown.windows.count() == 1


def files() -> set[Path]:
    """All that lies at home, and where programs keep temporary files."""
    return {path for path in Path.home().rglob("*") if "pytest-of-" not in str(path)}


EVIL = {"Content_Disposition": 'attachment; filename="../../evil.sh"'}
DOWNLOADS = {
    "link": "<a id=a href='/file' download='../../evil.sh'>x</a><script>a.click()</script>",
    "blob": "<a id=a download='evil.sh'>x</a>"
    "<script>a.href = URL.createObjectURL(new Blob(['echo'])); a.click()</script>",
    "data": "<a id=a download='evil.sh' href='data:application/x-sh,echo'>x</a>"
    "<script>a.click()</script>",
    "move": "<script>location.href = '/file'</script>",
    "frame": "<iframe src='/file'></iframe>",
    "refresh": "<meta http-equiv=refresh content='0;url=/file'>",
    "form": "<form id=f method=post action='/file'></form><script>f.submit()</script>",
    "storm": "<script>for (let n = 0; n < 50; n++) Object.assign(document.createElement('a'), "
    "{href: '/file?' + n, download: 'evil.sh'}).click()</script>",
}


@pytest.mark.parametrize("way", list(DOWNLOADS))
def test_p31_no_download_leaves_a_file(visit: Visit, way: str) -> None:
    visit.gallery.page("/file", "echo", Content_Type="application/x-sh", **EVIL)
    visit.open("<p>before")
    before = files()
    visit.gallery.page("/page", f"<title>after</title>{DOWNLOADS[way]}")
    visit.js("location.reload(); 1")
    visit.until(lambda: visit.view.own.title() == "after")
    if way not in {"blob", "data"}:
        visit.until(lambda: any(hit.path.startswith("/file") for hit in visit.gallery.hits))
    assert nothing_opened(visit)
    visit.until(lambda: files() <= before)  # Chromium lets go of what it began to fetch
    assert visit.shown.bar.text() == f"{AMAZON}/page"


def test_p31_a_document_to_be_printed_is_a_download_and_is_not_shown(visit: Visit) -> None:
    visit.gallery.page("/x.pdf", "%PDF-1.4", Content_Type="application/pdf")
    visit.open("<title>before</title><iframe src='/x.pdf'></iframe>")
    visit.until(lambda: any(hit.path == "/x.pdf" for hit in visit.gallery.hits))
    assert visit.js("navigator.pdfViewerEnabled") is False
    assert visit.js("navigator.plugins.length") == 0
    assert nothing_opened(visit)


def test_p31_a_page_that_asks_for_a_password_opens_no_dialog_and_is_not_asked_again(
    visit: Visit,
) -> None:
    ask = {"WWW_Authenticate": 'Basic realm="Your Amazon password"'}
    visit.gallery.page("/secret", "<title>none</title>", status=401, **ask)
    visit.open("<title>before</title><iframe src='/secret'></iframe>")
    visit.until(lambda: any(hit.path == "/secret" for hit in visit.gallery.hits))
    visit.js("location.href = '/secret'; 1")
    visit.until(lambda: visit.view.own.title() == "none")
    assert nothing_opened(visit)
    assert [hit.path for hit in visit.gallery.hits] == ["/page", "/secret", "/secret"]


def test_p31_where_a_link_was_clicked_is_told_to_nobody(visit: Visit) -> None:
    visit.gallery.page("/two", "<title>two</title>")
    visit.open(f"<a href='/two' ping='/ping' {BIG}>x</a>")
    visit.click()
    visit.until(lambda: visit.view.own.title() == "two")
    assert nothing_opened(visit)
    assert not any(hit.path == "/ping" for hit in visit.gallery.hits)


SOUND = "data:audio/wav;base64,UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQIAAACAgA=="


def test_p31_nothing_plays_by_itself(visit: Visit) -> None:
    play = f"new Audio('{SOUND}').play().then(() => came = 'plays', e => came = e.name)"
    visit.open(f"<script>{play}</script>")
    visit.until(lambda: visit.js("window.came"))
    assert visit.js("came") == "NotAllowedError"


def test_p31_an_encrypted_page_has_no_open_parts(visit: Visit, places: list[Gallery]) -> None:
    open_part = "http://rebound.test/open"  # leads to a server without encryption
    parts = "".join(f"<{tag} src='{open_part}'></{tag}>" for tag in ("script", "img", "iframe"))
    visit.open(f"<link rel=stylesheet href='{open_part}'>{parts}<p>x")
    assert visit.promise(f"fetch('{open_part}', {{mode: 'no-cors'}})")[0] == "no"
    assert nothing_opened(visit)
    assert places[2].hits == []


def test_p31_a_page_shows_no_file_of_this_computer(visit: Visit) -> None:
    visit.open(
        "<img id=i src='file:///etc/hostname'><iframe id=f src='file:///etc/passwd'></iframe>"
    )
    assert visit.promise("fetch('file:///etc/passwd')")[0] == "no"
    assert visit.js("i.naturalWidth") == 0
    assert "root" not in visit.js("try { f.contentDocument.body.innerText } catch (e) { e.name }")


def test_p31_a_page_has_no_picture_in_the_window(visit: Visit) -> None:
    visit.open("<link rel=icon href='/icon.png'><link rel=apple-touch-icon href='/icon.png'>x")
    assert nothing_opened(visit)
    assert {hit.path for hit in visit.gallery.hits} == {"/page"}
    assert visit.view.own.icon().isNull()


COPIES = {
    "at once": "navigator.clipboard.writeText('evil').catch(() => 0)",
    "by a command": "document.execCommand('selectAll'), document.execCommand('copy')",
    "by an event": "addEventListener('copy', e => (e.clipboardData.setData('text/plain', 'evil'), "
    "e.preventDefault())), document.execCommand('copy')",
    "by pasting": "document.execCommand('paste')",
}


@pytest.mark.parametrize("way", list(COPIES))
def test_p31_without_a_click_the_clipboard_is_not_touched(visit: Visit, way: str) -> None:
    QGuiApplication.clipboard().setText("mine 4711")
    visit.open(f"evil<textarea id=t autofocus></textarea><script>{COPIES[way]}</script>")
    assert nothing_opened(visit)
    assert QGuiApplication.clipboard().text() == "mine 4711"
    assert "4711" not in visit.js("document.body.innerText + t.value")


def test_p31_with_a_click_the_clipboard_is_not_read(visit: Visit) -> None:
    QGuiApplication.clipboard().setText("mine 4711")
    paste = "t.focus(), document.execCommand('paste')"
    visit.open(f'<button {BIG} onclick="{paste}">x</button><textarea id=t></textarea>')
    visit.click()
    assert nothing_opened(visit)
    assert "4711" not in visit.js("document.body.innerText + t.value")


def test_p31_a_page_neither_moves_nor_closes_the_window(visit: Visit) -> None:
    visit.open("<p>x")
    before = visit.shown.window().geometry()
    visit.js("moveTo(0, 0); resizeTo(9, 9); moveBy(9, 9); blur(); focus(); close(); 1")
    assert nothing_opened(visit)
    assert visit.shown.window().geometry() == before
    assert visit.js("document.visibilityState") == "visible"


STORMS = {
    "printing": "for (let n = 0; n < 200; n++) print()",
    "questions": "for (let n = 0; n < 200; n++) confirm(n) || prompt(n)",
    "history": "for (let n = 0; n < 150; n++) history.pushState(n, '', '?' + n)",
    "frames": "for (let n = 0; n < 100; n++) document.body.append(Object.assign("
    "document.createElement('iframe'), {srcdoc: '<p>' + n}))",
    "a long page": "document.body.innerHTML = '<p>x'.repeat(50000)",
    "deep nesting": "document.body.innerHTML = '<b>'.repeat(20000)",
    "long words": "document.title = 'x'.repeat(5000000)",
    "moves": "for (let n = 0; n < 99; n++) location.href = 'http://evil.test/' + n",
    "windows": "for (let n = 0; n < 200; n++) window.open('http://evil.test/')",
    "schemes": "for (let n = 0; n < 99; n++) location.href = 'mailto:a@b.c'",
}


@pytest.mark.parametrize("storm", list(STORMS))
def test_p31_a_storm_ends_by_itself_and_the_page_goes_on(visit: Visit, storm: str) -> None:
    visit.open("<body>x")
    visit.js(f"{STORMS[storm]}; 1")
    assert nothing_opened(visit)
    assert visit.shown.bar.text().startswith(f"{AMAZON}/page")
    assert visit.gallery.of("evil.test") == []
    visit.open("<title>two</title>", path="/two")


MARKUP = "<h1>evil</h1><img src=file:///x>\u202e4711"


@pytest.mark.parametrize("where", ["title", "alert", "address"])
def test_p32_what_a_page_calls_itself_is_nowhere_more_than_text(visit: Visit, where: str) -> None:
    visit.open("<p>x")
    ways = {
        "title": f"document.title = '{MARKUP}'",
        "alert": f"alert('{MARKUP}')",
        "address": "history.pushState(0, '', '/' + encodeURIComponent('<h1>4711') + '#<b>4711')",
    }
    visit.js(f"{ways[where]}; 1")
    assert nothing_opened(visit)
    if where == "alert":
        visit.said("The page says: <h1>evil</h1><img src=file:///x><U+202E>4711")
    shown = [label for label in visit.shown.findChildren(QLabel) if "4711" in label.text()]
    assert all(
        "<U+202E>" in label.text() and label.textFormat().name == "PlainText" for label in shown
    )
    assert "4711" not in visit.shown.window().windowTitle()
    assert "<" not in visit.shown.bar.text()
