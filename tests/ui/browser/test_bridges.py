"""No line of the program lets a page in, or a wrong certificate pass."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import apay_console

SOURCES = sorted(Path(apay_console.__file__).parent.rglob("*.py"))
BRIDGES = {
    "QWebChannel",
    "setWebChannel",
    "registerScheme",
    "QWebEngineUrlScheme",
    "installUrlSchemeHandler",
    "QWebEngineUrlSchemeHandler",
    "setHtml",
    "setContent",
    "setDevToolsPage",
    "setInspectedPage",
}
BLIND_EYES = {
    "acceptCertificate",
    "ignoreCertificateError",
    "defer",
    "ignoreSslErrors",
    "setPeerVerifyMode",
}
SWITCHES = {
    "--no-sandbox",
    "--ignore-certificate-errors",
    "--remote-debugging",
    "--disable-web-sec",
}


def names(code: str) -> Iterator[str]:
    """Every name that is written as code: imported, called, or looked up."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.alias):
            yield node.name.rpartition(".")[2]
        elif isinstance(node, ast.Name | ast.Attribute):
            yield node.id if isinstance(node, ast.Name) else node.attr


@cache
def sources() -> dict[str, str]:
    return {str(path): path.read_text("utf-8") for path in SOURCES}


def uses(wanted: str) -> list[str]:
    """The files that use a name; most need no look at their tree."""
    return [file for file, text in sources().items() if wanted in text and wanted in names(text)]


@pytest.mark.parametrize("name", sorted(BRIDGES))
def test_p32_no_bridge_leads_from_a_page_into_the_program(name: str) -> None:
    assert uses(name) == []


def test_p32_scripts_for_a_page_are_our_own_words_and_hold_nothing_from_outside() -> None:
    scripts = [
        ast.unparse(node.args[0])
        for file, text in sources().items()
        if "runJavaScript" in text
        and "tour" not in Path(file).parts  # the tour reads the pages that it shows
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "runJavaScript"
    ]
    assert sorted(scripts) == [
        "_QUESTION",
        "_RELOAD % frames.index(wanted)",
        "_SUBMIT % forms.index(wanted)",
        "_TARGETS",
    ]


@pytest.mark.parametrize("name", sorted(BLIND_EYES))
def test_p30_no_line_accepts_a_wrong_certificate(name: str) -> None:
    assert uses(name) == []


@pytest.mark.parametrize("switch", sorted(SWITCHES))
def test_p26_no_switch_of_ours_weakens_the_browser(switch: str) -> None:
    assert [file for file, text in sources().items() if switch in text] == []


def test_what_is_looked_for_would_be_found() -> None:
    code = "from a import QWebChannel\npage.setHtml(x)\nerror.acceptCertificate()"
    assert {"QWebChannel", "setHtml", "acceptCertificate"} <= set(names(code))
