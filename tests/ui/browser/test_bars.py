"""Above the page stand its address, host first and in ASCII, and where the buyer has been."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from apay_console.presenters.buyer.journey import Hop
from apay_console.ui.browser.bars import AddressBar, HopList
from apay_console.ui.parts.theme import DARK, LIGHT, Theme


@pytest.fixture
def bar(qtbot: QtBot, theme: Theme) -> AddressBar:
    made = AddressBar(theme)
    qtbot.addWidget(made)
    made.resize(560, 46)
    made.show()
    return made


def line(bar: AddressBar) -> QLineEdit:
    return bar.findChild(QLineEdit, "pageAddress")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://payments.amazon.com/x?y=z", "https://payments.amazon.com/x?y=z"),
        ("https://bücher.test/ü", "https://xn--bcher-kva.test/%C3%BC"),
        ("http://127.0.0.1:8098/", "http://127.0.0.1:8098/"),
    ],
)
def test_the_address_is_in_ascii(bar: AddressBar, url: str, shown: str) -> None:
    bar.show_address(QUrl(url))
    assert bar.text() == shown


def test_the_host_is_in_sight_however_long_the_rest(bar: AddressBar) -> None:
    bar.show_address(QUrl("https://payments.amazon.com/" + "x" * 3000))
    assert line(bar).cursorPosition() == 0
    assert bar.minimumSizeHint().width() < 560


def test_nobody_types_an_address(bar: AddressBar) -> None:
    assert line(bar).isReadOnly()


@pytest.mark.parametrize(
    ("url", "closed", "words"),
    [
        ("https://payments.amazon.com/", True, "Encrypted"),
        ("http://127.0.0.1:8098/", False, "Not encrypted: this computer"),
    ],
)
def test_the_lock_is_closed_only_for_https(
    bar: AddressBar, url: str, closed: bool, words: str
) -> None:
    bar.show_address(QUrl(url))
    assert bar.is_secure is closed
    assert line(bar).accessibleDescription() == words


def test_without_a_page_there_is_no_lock(bar: AddressBar) -> None:
    bar.show_address(QUrl("https://payments.amazon.com/"))
    bar.show_address(None)
    assert not bar.is_secure
    assert bar.text() == ""
    assert line(bar).accessibleDescription() == ""


def test_stop_is_there_only_while_something_loads(bar: AddressBar, qtbot: QtBot) -> None:
    stop = next(b for b in bar.findChildren(QAbstractButton) if b.accessibleName() == "Stop")
    assert stop.isHidden()
    bar.show_loading(True)
    with qtbot.waitSignal(bar.stop):
        stop.click()


def test_the_twin_says_its_name_where_there_is_room(bar: AddressBar, qtbot: QtBot) -> None:
    name = "Open in my browser"
    twin = next(b for b in bar.findChildren(QAbstractButton) if b.accessibleName() == name)
    assert twin.text() == ""
    bar.resize(900, 46)
    assert twin.text() == name
    with qtbot.waitSignal(bar.outside):
        twin.click()


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
def test_every_part_has_a_name_in_light_and_dark(
    bar: AddressBar, theme: Theme, scheme: str
) -> None:
    theme.choose(scheme)
    parts: list[QWidget] = [*bar.findChildren(QAbstractButton), line(bar)]
    ours = [part for part in parts if not isinstance(part.parent(), QLineEdit)]
    assert all(part.accessibleName() for part in ours)


def test_hops_are_counted_and_listed_with_their_times(bar: AddressBar, qtbot: QtBot) -> None:
    assert bar.hops.isHidden()
    bar.show_hops(2)
    assert bar.hops.text() == "Hops · 2"
    listed = HopList()
    qtbot.addWidget(listed)
    listed.show_hops([Hop("payments.amazon.com", 0.0), Hop("acs.bank\u202e.test", 61.0)])
    at = [datetime.fromtimestamp(time).astimezone().strftime("%H:%M:%S") for time in (0, 61)]
    assert listed.text().splitlines() == [
        f"{at[0]}  payments.amazon.com",
        f"{at[1]}  acs.bank<U+202E>.test",
    ]


def test_of_many_hops_the_last_are_listed(qtbot: QtBot) -> None:
    listed = HopList()
    qtbot.addWidget(listed)
    listed.show_hops([Hop(f"host{n}.test", float(n)) for n in range(40)])
    assert len(listed.text().splitlines()) == 12
    assert listed.text().endswith("host39.test")


def test_it_dies_when_it_is_closed(
    theme: Theme, dies: Callable[[Callable[[], QWidget]], bool]
) -> None:
    assert dies(lambda: AddressBar(theme))
