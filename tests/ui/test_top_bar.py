"""Who acts and where, which sale this is, and what can be opened."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton, QWidget

from apay_console.model.profile import Environment
from apay_console.ui.commands import COMMANDS, Commands
from apay_console.ui.top_bar import TopBar
from tests.exchanges import NOON, SESSION
from tests.sale_parts import PROFILE, begun, opened
from tests.ui.hands import settled, shown
from tests.ui.later_states import CHARGE_ID, charge, followed, permission

OTHER = replace(PROFILE, id="p2", name="Tea & Sons", environment=Environment.SANDBOX)


@pytest.fixture
def window(qtbot, theme):
    frame = QWidget()
    frame.commands = Commands(frame)
    frame.done = []
    for row in COMMANDS:
        frame.commands.connect_to(**{row.name: lambda name=row.name: frame.done.append(name)})
    frame.bar = TopBar(theme, frame.commands, lambda: NOON, frame)
    frame.resize(1440, 47)
    frame.bar.resize(1440, 47)
    return shown(frame, qtbot)


@pytest.fixture
def bar(window):
    return window.bar


def titled(title: str, state: str = "Open"):
    shown_state = opened()
    return replace(shown_state, sale=replace(shown_state.sale, reference=title, state=state))


def menu_of(bar: TopBar, name: str) -> QMenu:
    button = next(b for b in bar.findChildren(QPushButton) if b.accessibleName() == name)
    return button.menu()


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def test_it_says_where_what_and_how_it_stands(bar):
    bar.show_profiles((PROFILE,), PROFILE)
    bar.show_state(titled("1001"))
    assert bar.text().startswith("EMULATOR Order 1001 3f0c…b614 Open")
    bar.show_state(begun())
    assert bar.text().startswith("EMULATOR New session Not created")


def test_the_state_takes_no_more_room_than_its_word(bar):
    bar.show_state(titled("Order 1001"))
    narrow = settled(bar)._pill.width()
    bar.show_state(begun())
    assert settled(bar)._pill.width() > narrow
    bar.show_state(titled("Order 1001"))
    assert settled(bar)._pill.width() == narrow


def test_the_environment_is_said_in_a_word(bar):
    bar.show_profiles((PROFILE, OTHER), OTHER)
    assert bar.text().startswith("SANDBOX")


def test_f11_the_proxy_of_the_profile_in_use_is_shown_and_no_other(bar):
    behind = replace(OTHER, proxy="http://proxy.example:3128")
    bar.show_profiles((PROFILE, behind), behind)
    assert bar.text().startswith("SANDBOX via proxy.example:3128")
    assert settled(bar)._proxy.isVisible()
    for direct in (OTHER, replace(PROFILE, proxy=behind.proxy)):  # the emulator's is not used
        bar.show_profiles((PROFILE, behind), direct)
        assert "proxy" not in bar.text()
        assert bar._proxy.isHidden()


def test_profiles_are_listed_chosen_and_can_be_edited(window, bar):
    told = []
    bar.profile_wanted.connect(told.append)
    bar.show_profiles((PROFILE, OTHER), OTHER)
    menu = menu_of(bar, "Profile")
    assert texts(menu) == [
        f"{PROFILE.name} · emulator · {PROFILE.region.upper()}",
        f"Tea && Sons · sandbox · {OTHER.region.upper()}",
        "Profiles and keys…",
    ]
    assert [action.isChecked() for action in menu.actions()[:2]] == [False, True]
    menu.actions()[0].trigger()
    menu.actions()[-1].trigger()
    assert (told, window.done) == ([PROFILE.id], ["profiles"])


def test_shown_again_the_list_of_profiles_keeps_its_last_line(window, bar):
    for _ in range(3):
        bar.show_profiles((PROFILE,), PROFILE)
    menu_of(bar, "Profile").actions()[-1].trigger()
    assert window.done == ["profiles"]


def test_an_ampersand_in_a_name_stays_one(bar):
    bar.show_profiles((OTHER,), OTHER)
    button = next(b for b in bar.findChildren(QPushButton) if b.accessibleName() == "Profile")
    assert button.text() == "Tea && Sons"
    assert button.accessibleDescription() == "Tea & Sons"


def test_a_later_object_brings_its_own_id_and_state(bar):
    bar.show_state(followed(permission(), charge(), shown=CHARGE_ID))
    assert " C051840 Authorized" in bar.text()
    assert bar._pill.property("ink") == "accent"
    bar._copy.click()
    assert QGuiApplication.clipboard().text() == CHARGE_ID


@pytest.mark.parametrize(
    ("state", "ink"), [("Captured", "ok"), ("Declined", "err"), ("RefundInitiated", "warn")]
)
def test_a_state_has_the_colour_of_what_it_means(state, ink, bar):
    bar.show_state(titled("1001", state))
    assert bar._pill.property("ink") == ink


def test_the_whole_id_is_copied(bar):
    bar.show_state(opened())
    copier = next(
        button
        for button in bar.findChildren(QToolButton)
        if button.accessibleName() == "Copy the id"
    )
    assert copier.isVisible()
    copier.click()
    assert QGuiApplication.clipboard().text() == SESSION
    bar.show_state(begun())
    assert copier.isHidden()


@pytest.mark.parametrize(
    ("name", "command"), [("Open by an id", "open"), ("All commands", "palette"), ("", "new")]
)
def test_each_button_is_a_command(name, command, window, bar):
    buttons = [*bar.findChildren(QPushButton), *bar.findChildren(QToolButton)]
    wanted = [b for b in buttons if b.accessibleName() == name and (name or b.text() == "New")]
    wanted[0].click()
    assert window.done == [command]


def test_new_offers_both_versions_and_the_values_of_this_one(bar):
    arrow = bar.findChild(QToolButton, "new")
    assert texts(arrow.menu()) == [
        "New session, v1",
        "New session, v2",
        "New without a buyer",
        "New with these values",
        "New in the other version with these values",
    ]


@pytest.mark.parametrize("width", [1024, 1440])
def test_the_longest_reference_that_amazon_takes_does_not_widen_the_window(width, bar):
    bar.narrow(is_narrow=width < 1240)
    bar.resize(width, 47)
    proxy = f"http://{'w' * 200}.example:3128"
    bar.show_profiles((OTHER,), replace(OTHER, name="n" * 80, proxy=proxy))
    bar.show_state(titled("W" * 256, "<b>St\u202eate</b>" + "s" * 5_000))
    assert settled(bar).minimumSizeHint().width() <= 1024
    assert "<b>St<U+202E>ate</b>" in bar.text()
    shown_at = {part: part.x() + part.width() for part in bar.findChildren(QToolButton)}
    assert max(shown_at.values()) <= width


def test_a_long_reference_leaves_the_state_readable(bar):
    bar.narrow(is_narrow=True)
    bar.resize(1024, 47)
    bar.show_profiles((PROFILE,), PROFILE)
    bar.show_state(titled("W" * 256))
    pill = settled(bar)._pill
    assert pill.text() == "Open"
    assert not pill.is_cut


def test_a_small_window_leaves_words_out_and_names_stay(bar):
    bar.narrow(is_narrow=True)
    button = next(b for b in bar.findChildren(QPushButton) if b.accessibleName() == "Open by an id")
    assert button.text() == ""
    bar.narrow(is_narrow=False)
    assert button.text() == "Open…"


def test_it_dies_when_it_is_closed(dies, theme):
    window = QWidget()

    def make() -> QWidget:
        bar = TopBar(theme, Commands(window), lambda: NOON)
        bar.show_profiles((PROFILE,), PROFILE)
        bar.show_state(opened())
        return bar

    assert dies(make)
