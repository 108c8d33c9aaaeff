"""The panels in the request's place: each is made when it is asked for, and takes no more room."""

from __future__ import annotations

from tests.window_parts import fresh, quick

__all__ = ["fresh", "quick"]
PANELS = ("shop", "clock", "faults", "notifications", "signed_call", "button_page", "doctor")


def test_no_panel_is_wider_than_the_form_in_the_smallest_window(fresh):
    page = fresh.window.page
    fresh.window.resize(1024, 680)
    width = page.side.width()
    for name in PANELS:
        assert page.side.panel(name) is None
        fresh.run(name)
        assert page.side.name == name
        assert page.side.width() == width, name
        assert page.side.isAncestorOf(fresh.focused), name


def test_asked_for_again_a_panel_closes_and_the_keyboard_is_in_the_form(fresh):
    page = fresh.window.page
    for name in PANELS:
        fresh.run(name)
        fresh.run(name)
        assert page.side.name == ""
        assert page.request.isAncestorOf(fresh.focused), name
