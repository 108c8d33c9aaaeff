"""One place makes a client and one a TLS context; nowhere can the check be turned off."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import apay_console

SOURCES = Path(apay_console.__file__).parent
WAYS_OUT = {
    *("AsyncClient", "Client", "AsyncHTTPTransport", "HTTPTransport"),
    *("get", "post", "put", "patch", "delete", "head", "options", "request", "stream"),
}


@cache
def calls_and_names() -> tuple[tuple[str, str], ...]:
    """Each of the program's files, with whatever is called, named or set in it."""
    return tuple(_found())


def _found() -> Iterator[tuple[str, str]]:
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                yield path.name, f"{ast.unparse(node.func)}()"
            elif isinstance(node, ast.Attribute | ast.Name):
                yield path.name, ast.unparse(node)
            elif isinstance(node, ast.keyword):
                yield path.name, f"{node.arg}={ast.unparse(node.value)}"


def test_p13_there_is_one_place_that_makes_a_client() -> None:
    makers = [file for file, text in calls_and_names() if leaves_by_itself(text)]
    assert makers == ["wire.py"]


def test_p13_there_is_one_place_that_makes_a_tls_context(
    record_property: Callable[[str, object], None],
) -> None:
    words = re.compile(r"(SSLContext|create_\w+_context|wrap_socket|wrap_bio|start_tls)\(\)$")
    makers = [file for file, text in calls_and_names() if words.search(text)]
    assert makers == ["wire.py"]
    record_property("figure", f"{len(makers)} place that makes a context")


def test_p13_nowhere_can_the_check_be_turned_off() -> None:
    loose = re.compile(
        r"CERT_(NONE|OPTIONAL)|_unverified_context|ignore_?(certificate|ssl)|"
        r"\b(verify_mode|check_hostname|hostname_checks_common_name)\b|verify=(?!context$)|"
        r"acceptCertificate|SslConfiguration",
        re.IGNORECASE,
    )
    assert [found for found in calls_and_names() if loose.search(" ".join(found))] == []


def leaves_by_itself(text: str) -> bool:
    """Whether this makes a client, or asks without one: `httpx.get(…)` and its like."""
    called = text.removesuffix("()")
    return called != text and (
        called in {"AsyncClient", "urlopen", "urllib.request.urlopen"}
        or (called.startswith("httpx.") and called.removeprefix("httpx.") in WAYS_OUT)
    )
