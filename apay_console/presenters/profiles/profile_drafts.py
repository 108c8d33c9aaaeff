"""What was typed for each profile and not saved yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from apay_console.presenters.profiles.profile_page import Page
from apay_console.presenters.profiles.profiles import ProfileEntry


class ProfileDrafts:
    """Pages that differ from what is stored, in the order in which they were begun."""

    def __init__(self) -> None:
        self._pages: dict[str, Page] = {}

    def find(self, profile_id: str) -> Page | None:
        """Give the page on which something was typed."""
        return self._pages.get(profile_id)

    def keep(self, page: Page) -> None:
        """Keep a page while it holds something to save."""
        if page.is_edited:
            self._pages[page.id] = page
        else:
            self.drop(page.id)

    def drop(self, profile_id: str) -> None:
        """Forget what was typed for one profile."""
        self._pages.pop(profile_id, None)

    def clear(self) -> None:
        """Forget everything, the keys among it."""
        self._pages.clear()

    def first_lost(self) -> Page | None:
        """Give a page on which something would be lost now; None when nothing would."""
        return next((page for page in self._pages.values() if page.is_touched), None)

    def rows(self, stored: Iterable[ProfileEntry]) -> list[ProfileEntry]:
        """List the stored profiles with marks on those edited, then the new ones."""
        marked = [replace(entry, is_edited=entry.id in self._pages) for entry in stored]
        return marked + [_row_of(page) for page in self._pages.values() if page.is_new]


def _row_of(page: Page) -> ProfileEntry:
    name = page.entries.name.strip()
    place, region = page.environment, page.entries.region
    return ProfileEntry(page.id, name, place, region, is_new=True, is_edited=True)
