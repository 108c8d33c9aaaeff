"""A Wayland display that shows nothing: enough for one program to open its window, and to lose it.

The numbers are those of wayland.xml and xdg-shell.xml: requests and events by their place there.
"""

from __future__ import annotations

import os
import socket
import struct
import threading
from array import array
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

GLOBALS = (("wl_compositor", 4), ("wl_shm", 1), ("xdg_wm_base", 1))
# What a request with a new object in it makes: by interface and request, the kind and its place.
MAKES = {
    ("wl_display", 0): ("wl_callback", 0),
    ("wl_display", 1): ("wl_registry", 0),
    ("wl_compositor", 0): ("wl_surface", 0),
    ("wl_compositor", 1): ("wl_region", 0),
    ("wl_surface", 3): ("wl_callback", 0),
    ("wl_shm", 0): ("wl_shm_pool", 0),
    ("wl_shm_pool", 0): ("wl_buffer", 0),
    ("xdg_wm_base", 1): ("xdg_positioner", 0),
    ("xdg_wm_base", 2): ("xdg_surface", 0),
    ("xdg_surface", 1): ("xdg_toplevel", 0),
}
BIND = ("wl_registry", 0)
ATTACH, COMMIT = ("wl_surface", 1), ("wl_surface", 6)


class Display:
    """Serves one client on a thread of its own until it dies."""

    def __init__(self, place: Path) -> None:
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(str(place))
        self._listening.listen()
        self._client: socket.socket | None = None
        self._kinds: dict[int, str] = {1: "wl_display"}
        self._frames: dict[int, int] = {}  # surfaces, and the callback of their next frame
        self._buffers: dict[int, int] = {}  # surfaces, and what is to be given back
        self._toplevels: dict[int, tuple[int, int]] = {}  # surfaces not yet laid out
        self._surfaces: dict[int, int] = {}  # of each xdg_surface
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def die(self) -> None:
        """Be gone, as when the session's server crashes."""
        for end in (self._client, self._listening):
            if end is not None:
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                end.close()
        self._thread.join()

    def _serve(self) -> None:
        data = b""
        with suppress(OSError):
            self._client, _ = self._listening.accept()
            while got := self._received(self._client):
                data = self._take(data + got)

    def _received(self, client: socket.socket) -> bytes:
        data, extra, _, _ = client.recvmsg(65536, socket.CMSG_SPACE(28 * 4))
        for _, _, handles in extra:  # memory that nobody looks at
            for handle in array("i", handles):
                os.close(handle)
        return data

    def _take(self, data: bytes) -> bytes:
        """Do what is asked, and give back what is not yet a whole request."""
        while len(data) >= 8:
            number, head = struct.unpack_from("II", data)
            if len(data) < (size := head >> 16):
                break
            self._do(number, (self._kinds.get(number, ""), head & 0xFFFF), data[8:size])
            data = data[size:]
        return data

    def _do(self, number: int, request: tuple[str, int], given: bytes) -> None:
        words = struct.unpack(f"{len(given) // 4}I", given)
        if request in MAKES:
            kind, place = MAKES[request]
            self._kinds[words[place]] = kind
            self._made(number, kind, words)
        elif request == BIND:
            name = GLOBALS[words[0] - 1][0]
            self._kinds[words[-1]] = name
            if name == "wl_shm":
                self._send(words[-1], 0, 0)  # ARGB
        elif request == ATTACH:
            self._buffers[number] = words[0]
        elif request == COMMIT:
            self._commit(number)

    def _made(self, maker: int, kind: str, words: tuple[int, ...]) -> None:
        made = words[0]
        if kind == "wl_registry":
            for name, (interface, version) in enumerate(GLOBALS, 1):
                self._send(made, 0, name, interface, version)
        elif kind == "wl_callback" and maker == 1:
            self._send(made, 0, 0)
        elif kind == "wl_callback":
            self._frames[maker] = made
        elif kind == "xdg_surface":
            self._surfaces[made] = words[1]
        elif kind == "xdg_toplevel":
            self._toplevels[self._surfaces[maker]] = (made, maker)

    def _commit(self, surface: int) -> None:
        if surface in self._toplevels:
            toplevel, xdg = self._toplevels.pop(surface)
            self._send(toplevel, 0, 0, 0, 0)  # any size, no states
            self._send(xdg, 0, 1)
        if buffer := self._buffers.pop(surface, 0):
            self._send(buffer, 0)
        if callback := self._frames.pop(surface, 0):
            self._send(callback, 0, 0)

    def _send(self, number: int, event: int, *given: int | str) -> None:
        body = b"".join(map(_written, given))
        assert self._client is not None
        self._client.sendall(struct.pack("II", number, (len(body) + 8) << 16 | event) + body)


def _written(value: int | str) -> bytes:
    if isinstance(value, int):
        return struct.pack("I", value)
    text = value.encode() + b"\0"
    return struct.pack("I", len(text)) + text + bytes(-len(text) % 4)


@contextmanager
def display(place: Path) -> Iterator[Display]:
    """Show a display at a socket; it is gone afterwards."""
    made = Display(place)
    try:
        yield made
    finally:
        made.die()
