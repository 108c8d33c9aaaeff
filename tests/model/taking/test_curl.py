"""A command sends what it says, once, through a real shell and a real curl."""

from __future__ import annotations

import shlex
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

import pytest

from apay_console.model.exchange import Sent
from apay_console.model.taking import curl

pytestmark = pytest.mark.skipif(
    not (shutil.which("curl") and shutil.which("bash")), reason="needs bash and curl"
)
JSON = ("content-type", "application/json")
FUZZED = 500
NASTY = [
    b"@/etc/passwd",
    b"-x",
    b"--proxy=http://evil",
    b"'",
    b"''\\''",
    b"$(id)",
    b"`id`",
    b"line\nline\n",
    b"\r\n",
    b"!! !$ !1",
    b"\\",
    b"\\\n",
    b'"',
    b"{a,b}[1-9]",
    b"\0",
    b"a\0b",
    b"\xff\xfe",
    b"\x1b[2J",
    b"\t",
    b"%s %n",
    b"a&b;c|d>e<f*?~#",
    "\u202egnp \u2039redacted\u203a é😀".encode(),
    b"",
    b"x" * 200_000,
]


@dataclass
class Listener:
    """A server that says yes to everything and keeps what came, head and body."""

    port: int = 0
    came: list[tuple[bytes, bytes]] = field(default_factory=list)

    def serve(self, server: socket.socket) -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection, connection.makefile("rwb") as file:
                while self._answer(file):
                    pass

    def _answer(self, file) -> bool:
        lines = []
        while (line := file.readline()) not in {b"\r\n", b""}:
            lines.append(line)
        if not lines:
            return False
        head = b"".join(lines)
        length = [
            line.split(b":")[1] for line in lines if line.lower().startswith(b"content-length")
        ]
        self.came.append((head, file.read(int(length[0])) if length else b""))
        file.write(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")
        file.flush()
        return True


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        made = Listener(server.getsockname()[1])
        thread = threading.Thread(target=made.serve, args=(server,))
        thread.start()
        yield made
        server.shutdown(socket.SHUT_RDWR)
    thread.join()


def asked(listener: Listener, body: bytes, method: str = "PATCH", *more: tuple[str, str]) -> Sent:
    headers = (("Host", "x"), ("accept", "a/b"), JSON, *more, ("content-length", str(len(body))))
    return Sent(method, f"http://127.0.0.1:{listener.port}/v2/a?b=%5B1%5D", headers, body)


def ran(listener: Listener, *requests: Sent, shell: str = "bash") -> list[tuple[bytes, bytes]]:
    """Run commands in one shell, one after the other; what came of them."""
    listener.came.clear()
    script = "\n".join(["set -e", *map(curl.command, requests)])
    command = [shell, "-s"]
    ended = subprocess.run(command, input=script.encode(), capture_output=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"", b"")
    return list(listener.came)


def fuzzed() -> list[bytes]:
    """Bodies of all sorts: signs that shells and curl know, bytes, texts."""
    random = Random(7)
    pieces = [*NASTY[:-1], b"{}", b'{"a":', b" ", b"a", b"=", "ü".encode()]
    made = [bytes(random.choices(range(256), k=random.randrange(40))) for _ in range(100)]
    ascii_signs = range(32, 127)
    made += [bytes(random.choices(ascii_signs, k=random.randrange(60))) for _ in range(150)]
    made += [b"".join(random.choices(pieces, k=random.randrange(1, 9))) for _ in range(250)]
    return made


def test_p53_five_hundred_fuzzed_bodies_arrive_as_they_are(listener, record_property):
    bodies = fuzzed()
    assert len(bodies) == FUZZED
    came = ran(listener, *(asked(listener, body) for body in bodies))
    assert [body for _, body in came] == bodies
    record_property("figure", f"{len(came)} bodies")


@pytest.mark.parametrize("shell", ["sh", "bash"])
def test_b114_each_nasty_body_is_one_request_with_its_own_bytes(listener, shell):
    came = ran(listener, *(asked(listener, body, "POST") for body in NASTY), shell=shell)
    assert [body for _, body in came] == NASTY
    assert all(head.startswith(b"POST /v2/a?b=%5B1%5D HTTP/1.1\r\n") for head, _ in came)


def test_p53_the_headers_are_those_that_left_and_no_others(listener):
    request = asked(listener, b"{}", "POST", ("X-Quote", "it's @here $(id)"), ("x-empty", ""))
    head = ran(listener, request)[0][0]
    lines = {line.lower() for line in head.decode().split("\r\n")[1:] if line}
    assert lines == {
        f"host: 127.0.0.1:{listener.port}",
        "accept: a/b",
        "content-type: application/json",
        "x-quote: it's @here $(id)",
        "x-empty:",
        "content-length: 2",
    }


def test_p53_an_address_that_curl_would_unfold_is_one_request(listener):
    url = f"http://127.0.0.1:{listener.port}/v2/[1-3]/{{a,b}}/../x"
    ((head, _),) = ran(listener, Sent("GET", url, ()))
    assert head.startswith(b"GET /v2/[1-3]/{a,b}/../x HTTP/1.1\r\n")


def test_a_get_has_no_body(listener):
    (head, body), *rest = ran(listener, asked(listener, b"", "GET"))
    assert not rest
    assert body == b""
    assert b"application/x-www-form-urlencoded" not in head


def test_p53_a_header_cannot_begin_another(listener):
    head = ran(listener, asked(listener, b"", "GET", ("x-a", "1\r\nx-evil: 2")))[0][0]
    assert b"\r\nx-evil" not in head.lower()


def test_p53_what_the_persons_own_curlrc_says_changes_nothing(listener, tmp_path, monkeypatch):
    (tmp_path / ".curlrc").write_text("header = evil: 1\nproxy = http://127.0.0.1:1\n", "utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("CURL_HOME", str(tmp_path))
    assert b"evil" not in ran(listener, asked(listener, b"", "GET"))[0][0]


@pytest.mark.parametrize("body", [b"\0", b"\xff", b"\x1b", "\u202e".encode(), b"x" * 200_000])
def test_what_cannot_be_typed_is_written_in_base64_and_the_reason_told(body):
    assert curl.why(body) is not None
    assert "base64 --decode" in curl.command(Sent("POST", "http://x/", (), body))


@pytest.mark.parametrize("body", [b"{}", b"a\nb", "ü😀".encode(), b"@/etc/passwd"])
def test_what_can_be_typed_stands_there_to_be_read(body):
    assert curl.why(body) is None
    assert shlex.quote(body.decode()) in curl.command(Sent("POST", "http://x/", (), body))
