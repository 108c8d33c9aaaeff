"""The colours, each once, for light and dark."""

from __future__ import annotations

from dataclasses import dataclass

from apay_console.model.profile import Environment


@dataclass(frozen=True)
class Token:
    """One colour by what it is for."""

    light: str
    dark: str


TOKENS = {
    "bg": Token("#F5F6F8", "#14171C"),
    "surface": Token("#FFFFFF", "#1B1F26"),
    "sunken": Token("#ECEEF2", "#101318"),
    "border": Token("#D5D9E0", "#2F3540"),
    "borderStrong": Token("#808896", "#7A8494"),
    "text": Token("#1B1F27", "#E8EBF0"),
    "text2": Token("#505866", "#B0B8C4"),
    "text3": Token("#5D6573", "#A0A9B7"),
    "accent": Token("#0B5CAD", "#6DB3F8"),
    "accentHover": Token("#094C90", "#8FC5FA"),
    "onAccent": Token("#FFFFFF", "#0B1420"),
    "selection": Token("#D6E6F7", "#1F3B58"),
    "hover": Token("#ECEEF2", "#252B34"),
    "ok": Token("#00705F", "#4FD1B5"),
    "okTint": Token("#E1F3EC", "#15302A"),
    "warn": Token("#8A5300", "#F0C24B"),
    "warnTint": Token("#FBF0DA", "#332813"),
    "err": Token("#A8123E", "#FF7B72"),
    "errTint": Token("#FBE7EC", "#3A1D1D"),
    "unknown": Token("#6B3FA0", "#C3A1EE"),
    "unknownTint": Token("#F0E9F8", "#2B2138"),
    "todo": Token("#0B5CAD", "#6DB3F8"),
    "todoTint": Token("#E4EFFA", "#182A3D"),
    "amazon": Token("#8A5300", "#F0C24B"),
    "amazonTint": Token("#FBF0DA", "#332813"),
    "envEmulator": Token("#59616F", "#8B94A3"),
    "onEmulator": Token("#FFFFFF", "#14171C"),
    "envSandbox": Token("#F2B233", "#F2B233"),
    "onSandbox": Token("#1B1F27", "#14171C"),
    "envLive": Token("#B00030", "#C4143F"),
    "onLive": Token("#FFFFFF", "#FFFFFF"),
}

BACKGROUNDS = ("bg", "surface", "sunken", "selection", "hover")
TINTS = ("okTint", "warnTint", "errTint", "unknownTint", "todoTint", "amazonTint")
INKS = ("text", "text2", "text3", "ok", "warn", "err", "unknown", "todo", "amazon", "accent")


def colors(environment: Environment, *, is_dark: bool) -> dict[str, str]:
    """Every token's colour, with `env` and `onEnv` for the environment."""
    found = {name: token.dark if is_dark else token.light for name, token in TOKENS.items()}
    word = environment.value.capitalize()
    return found | {"env": found[f"env{word}"], "onEnv": found[f"on{word}"]}
