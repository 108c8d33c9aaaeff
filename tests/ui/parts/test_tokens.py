"""Every word can be read on every background it may stand on."""

from __future__ import annotations

import pytest

from apay_console.model.profile import Environment
from apay_console.ui.parts import tokens

SCHEMES = [False, True]


def luminance(color: str) -> float:
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("is_dark", SCHEMES)
@pytest.mark.parametrize("ink", list(tokens.INKS))
def test_words_stand_out_from_every_background(ink, is_dark):
    found = tokens.colors(Environment.EMULATOR, is_dark=is_dark)
    grounds = (*tokens.BACKGROUNDS, *tokens.TINTS)
    low = [ground for ground in grounds if contrast(found[ink], found[ground]) < 4.5]
    assert not low


@pytest.mark.parametrize("is_dark", SCHEMES)
def test_the_edge_of_an_input_is_seen(is_dark):
    found = tokens.colors(Environment.EMULATOR, is_dark=is_dark)
    assert all(
        contrast(found["borderStrong"], found[at]) >= 3 for at in ("bg", "surface", "sunken")
    )


@pytest.mark.parametrize("is_dark", SCHEMES)
@pytest.mark.parametrize("environment", list(Environment))
def test_each_environment_can_be_read_in_its_colour(environment, is_dark):
    found = tokens.colors(environment, is_dark=is_dark)
    assert contrast(found["onEnv"], found["env"]) >= 4.5
    assert contrast(found["onAccent"], found["accent"]) >= 4.5
    assert contrast(found["onAccent"], found["accentHover"]) >= 4.5


def test_the_environments_differ():
    for is_dark in SCHEMES:
        assert len({tokens.colors(word, is_dark=is_dark)["env"] for word in Environment}) == 3
