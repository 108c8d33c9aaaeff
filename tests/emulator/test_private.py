"""The emulator serves its owner: each route wants a signature, a token or its own page's form."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator

import pytest

from apay_console.emulator.control.table import CONTROLS
from apay_console.emulator.front import Front
from apay_console.emulator.server import Running
from apay_console.emulator.wire import Asked
from apay_console.model.operations import OPERATIONS
from tests.emulator.loops import exchange, wire
from tests.emulator.orders import TOKEN
from tests.emulator.server_parts import running
from tests.emulator.shop import Till

__all__ = ["running"]
# What everybody gets, as a browser has neither key nor token: the way to the list of what there is,
# and the button's script. The buyer's pages know a session by its id, and nothing without one.
OPEN = {("GET", "/"), ("GET", "/checkout.js")}
NOBODY = "3f0c7a52-9b1e-4d68-8a77-51c2e0d9b614"


def routes(till: Till) -> Iterator[tuple[str, str]]:
    """Everything that the emulator answers: the API's calls, the control side's, and the pages."""
    for operation in OPERATIONS:
        for version in operation.versions:
            ids = dict.fromkeys(("checkoutSessionId", "buyerToken"), NOBODY)
            path = operation.path.format_map(_Any(ids))
            yield operation.method, f"/sandbox/{version}/{path}"
    for row in CONTROLS:
        yield row.method, "/_emulator/" + row.path.replace("{", "").replace("}", "")
    for path, methods in Front(till.emulator, TOKEN)._pages.items():
        for method in methods:
            yield method, path


class _Any(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return NOBODY


def status(till: Till, method: str, path: str, **headers: str) -> int:
    given = {"host": "127.0.0.1:8098", "content-type": "application/json"} | headers
    return (
        Front(till.emulator, TOKEN).handle(Asked(method, path, tuple(given.items()), b"{}")).status
    )


def test_p37_every_route_refuses_who_has_no_key_no_token_and_no_session(
    till: Till, record_property: Callable[[str, object], None]
) -> None:
    before = list(till.emulator.save())
    found = set(routes(till))
    assert len(found) > 50
    let_in = {route for route in found if status(till, *route) < 400}
    assert let_in == OPEN
    assert list(till.emulator.save()) == before
    record_property("figure", f"{len(found) - len(let_in)} of {len(found)} routes, the rest open")


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": "127.0.0.1.evil.example:8098"},
        {"host": ""},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
    ],
    ids=lambda headers: " ".join(f"{name} {value}" for name, value in headers.items()),
)
def test_p37_no_route_is_open_to_another_host_or_page(till: Till, headers: dict[str, str]) -> None:
    for method, path in set(routes(till)):
        with_token = {"authorization": f"Bearer {TOKEN}"} | headers
        assert 400 <= status(till, method, path, **with_token) < 500, (method, path)


@pytest.mark.skipif(not shutil.which("ss"), reason="asks Linux' ss")
def test_p37_no_socket_of_it_listens_beyond_loopback(running: Running) -> None:
    listing = subprocess.run(["ss", "-ltnH"], capture_output=True, text=True, check=True).stdout
    own = [line.split()[3] for line in listing.splitlines() if f":{running.port} " in line]
    assert own == [f"127.0.0.1:{running.port}"]


def test_p37_it_holds_no_private_key(till: Till) -> None:
    keys = till.emulator._gate.keys.values()
    assert not any(hasattr(key, "private_numbers") for key in keys)


def lies() -> dict[str, bytes]:
    """Requests that say one thing and are another."""
    chunked = "POST /signin HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: "
    both = "POST /signin HTTP/1.1\r\nhost: localhost\r\ncontent-length: 4\r\ntransfer-encoding: "
    return {
        "chunk sizes that lie": f"{chunked}chunked\r\n\r\nffff\r\nab\r\n0\r\n\r\n".encode(),
        "chunk sizes that are none": f"{chunked}chunked\r\n\r\nzz\r\nab\r\n0\r\n\r\n".encode(),
        "two encodings": f"{chunked}gzip, chunked\r\n\r\n0\r\n\r\n".encode(),
        "a spelled encoding": f"{chunked}xchunked\r\n\r\n0\r\n\r\n".encode(),
        "a length beside chunks": f"{both}chunked\r\n\r\n0\r\n\r\n".encode(),
        "2 MiB": wire("POST", "/signin", {"host": "localhost"}, b"x" * 2 * 1024 * 1024),
        "10,000 headers": wire("GET", "/", {f"x-{n}": "y" for n in range(10_000)}),
        "no token": wire("GET", "/_emulator/state", {"host": "localhost"}),
        "another host": wire("GET", "/_emulator/", {"host": "evil.example"}),
        "another origin": wire("GET", "/", {"host": "localhost", "origin": "http://evil.example"}),
        "TRACE": wire("TRACE", "/", {"host": "localhost"}),
        "text": wire("POST", "/_emulator/reset", {"host": "localhost", "content-type": "text/plain",
                                                  "authorization": "Bearer token"}, b"{}"),
    }  # fmt: skip


@pytest.mark.parametrize("name", lies())
def test_b117_a_request_that_lies_is_refused_and_the_next_one_is_answered(
    running: Running, name: str
) -> None:
    reply = exchange(running.port, lies()[name])
    assert not reply.raw or 400 <= reply.status < 500
    assert exchange(running.port, wire("GET", "/_emulator/", {"host": "localhost"})).status == 200
