"""Connections on which nothing is asked use up neither files nor patience."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from apay_console.emulator.crowding import Crowd, most_that_wait
from tests.emulator.loops import exchange, wire
from tests.patience import PATIENCE_S

PAGE = wire("GET", "/_emulator/", {"host": "127.0.0.1"})
FORM = wire("POST", "/signin", {"host": "127.0.0.1", "content-length": "9"})
STARTS = {"nothing": b"", "half a head": PAGE[:30], "a request": PAGE, "half a body": FORM + b"a="}


class Line(asyncio.Transport):
    """A connection that knows whether it was closed."""

    def __init__(self) -> None:
        super().__init__()
        self.closed = False

    def close(self) -> None:
        self.closed = True


def test_of_too_many_the_one_that_waits_longest_goes() -> None:
    crowd, lines = Crowd(2), [Line() for _ in range(4)]
    for line in lines:
        crowd.add(line)
    assert [line.closed for line in lines] == [True, True, False, False]


def test_one_that_asks_or_is_gone_makes_room() -> None:
    crowd, lines = Crowd(2), [Line() for _ in range(4)]
    for line in lines:
        crowd.add(line)
        crowd.remove(line)
    assert not any(line.closed for line in lines)
    crowd.remove(lines[0])  # once more does no harm


def test_as_many_may_wait_as_leave_files_for_the_rest() -> None:
    resource = pytest.importorskip("resource")
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    assert 1 <= most_that_wait() <= (500 if soft < 0 else soft // 3)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of open files")
@pytest.mark.parametrize("first", STARTS.values(), ids=STARTS)
def test_six_hundred_idle_connections_leave_one_with_few_files_answering(first: bytes) -> None:
    with _emulator(files=256) as port:
        idle = [_opened(port, first) for _ in range(600)]
        assert exchange(port, PAGE).status == 200
        for line in idle:
            line.close()
        assert exchange(port, PAGE).status == 200


def _opened(port: int, first: bytes) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S)
    with suppress(ConnectionError):  # it may have had to go already
        line.sendall(first.replace(b"connection: close\r\n", b""))
    return line


@contextmanager
def _emulator(files: int) -> Iterator[int]:
    """Run the program as on a machine that lets each have so few files; it complains of nothing."""
    code = (
        f"import resource; resource.setrlimit(resource.RLIMIT_NOFILE, ({files}, {files}));"
        "import sys; sys.argv[1:] = ['emulator']; from apay_console.__main__ import main;"
        "sys.exit(main())"
    )
    command = [sys.executable, "-c", code]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, env=os.environ) as program:
        assert program.stdout
        assert program.stderr
        port = json.loads(program.stdout.readline())["baseUrl"].rpartition(":")[2]
        try:
            yield int(port)
        finally:
            program.send_signal(signal.SIGTERM)
            complaints = program.stderr.read()
        assert program.wait() == 0
        assert complaints == b""
