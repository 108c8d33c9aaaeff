"""An emulator with a clock, ids and a shop that the tests rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from tests.emulator.shop import Till, open_till


@pytest.fixture
def till(private_key: RSAPrivateKey) -> Till:
    """A shop that speaks v2."""
    return open_till(private_key)


@pytest.fixture(params=["v1", "v2"])
def each_till(request: pytest.FixtureRequest, private_key: RSAPrivateKey) -> Till:
    """A shop that speaks v1, and one that speaks v2."""
    return open_till(private_key, version=request.param)


@pytest.fixture
def tills(private_key: RSAPrivateKey) -> Callable[..., Till]:
    """Make shops of other kinds."""

    def make(**more: Any) -> Till:
        return open_till(private_key, **more)

    return make
