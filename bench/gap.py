"""The longest time for which the window does not react: 500 updates, and answers of 7 MiB."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from apay_console.model import codec
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.json_text import write
from bench.heartbeat import Heartbeat
from bench.rows import Effort, Row
from bench.stage import Stage, opened

UPDATES = 500
VALUES, LENGTH = 90_000, 76  # 7 MiB


def measure(effort: Effort) -> Iterable[Row]:
    """Send one update after the other, as fast as answers come; then read much at once."""
    with opened() as stage:
        _update(stage, 0)
        heart = Heartbeat()
        heart.start()
        for number in range(1, effort.times(UPDATES, 5) + 1):
            _update(stage, number)
        yield Row("gap-500-updates", heart.stop(), "ms", 30)
        for kind, body in _answers(stage, effort).items():
            with _in_place_of_amazon(stage, body):
                heart.start()
                _get(stage)
                stage.run_for(0.2)
                yield Row(f"gap-{kind}-answer", heart.stop(), "ms", 100)


def _update(stage: Stage, number: int) -> None:
    stage.type_note(f"Two tins of green tea, no. {number}")
    stage.send_and_wait()


def _get(stage: Stage) -> None:
    before = stage.state.exchange
    stage.window.commands.run("get")
    stage.until(lambda: stage.state.exchange is not before and stage.state.busy is None)


def _answers(stage: Stage, effort: Effort) -> dict[str, bytes]:
    """As much as is taken in, of several kinds: each takes its time in another place."""
    many = effort.times(VALUES, 90)
    return {
        "large": _session(stage, write(["x" * LENGTH] * many)),
        "numbers": _session(stage, f"[{','.join(['-0.5e-12'] * 2 * many)}]"),
        "objects": _session(stage, write([{"name": "tea", "no": n} for n in range(many // 2)])),
        "markup": b"<p>Tea</p>\n" * 8 * many,
    }


def _session(stage: Stage, tea: str) -> bytes:
    """A session with far more in it than any has."""
    id_field = CHECKOUT_SESSION["checkoutSessionId"]
    wire = codec.blank(CHECKOUT_SESSION) | {id_field: stage.state.sale.session_id}
    body = codec.spell(wire, CHECKOUT_SESSION, stage.state.sale.version)
    return f'{write(body)[:-1]},"tea":{tea}}}'.encode()


@contextmanager
def _in_place_of_amazon(stage: Stage, body: bytes) -> Iterator[None]:
    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    host = stage.parts.console.host
    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        real, host.base_url = host.base_url, f"http://127.0.0.1:{server.server_address[1]}"
        yield
        host.base_url = real
        server.shutdown()
