"""A buyer's pages, watched."""

from __future__ import annotations

import pytest

from apay_console.presenters.buyer.buyer import Page
from tests.presenters.conftest import Desk


@pytest.fixture
def pages(desk: Desk) -> list[Page]:
    found: list[Page] = []
    desk.console.buyer.page_wanted.connect(found.append)
    return found
