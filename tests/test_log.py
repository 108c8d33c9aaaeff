"""The log says what happened and where; nothing that was in it, whoever tells it."""

from __future__ import annotations

import json
import logging
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from PySide6.QtCore import QUrl

from apay_console import log, signing
from apay_console.emulator import routes
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION

CANARY = "Mara Quill"


@pytest.fixture
def root() -> Iterator[logging.Logger]:
    """The root logger, with a memory and files of the test's own, and as it was afterwards."""
    logger = logging.getLogger()
    handlers, level = logger.handlers[:], logger.level
    log.lines._kept.clear()
    log.begin()
    yield logger
    for handler in logger.handlers[:]:
        if handler not in handlers:
            logger.removeHandler(handler)
            if handler is not log.lines:
                handler.close()
    logger.setLevel(level)


def told() -> str:
    return "\n".join(log.lines.all())


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_an_exchange_is_told_in_the_fields_of_the_list(root: logging.Logger) -> None:
    log.exchange(method="GET", path="checkoutSessions/{checkoutSessionId}", status=200, ms=12)
    assert told().endswith("INFO exchange method=GET path=checkoutSessions/{checkoutSessionId} "
                           "status=200 ms=12")  # fmt: skip


def test_p08_what_is_no_field_of_the_list_is_not_told(root: logging.Logger) -> None:
    log.exchange(status=200, body=CANARY, buyer=CANARY, headers={"cookie": CANARY})
    assert told().endswith("INFO exchange status=200")


@pytest.mark.parametrize("value", [CANARY, "a\nb", "mara@example.com", 'x"y', "x" * 81, "é", ""])
def test_p08_a_field_takes_no_sentence_and_no_second_line(root: logging.Logger, value: str) -> None:
    log.exchange(request_id=value)
    assert told().endswith("exchange request_id=?")


def test_p08_of_what_others_log_the_place_alone_is_told(root: logging.Logger) -> None:
    logging.getLogger("some.library").warning("sent %s to " + CANARY, CANARY)  # noqa: G003 - as some do
    logging.getLogger("apay_console.other").error(CANARY)
    assert CANARY not in told()
    assert "WARNING some.library test_log:" in told()


@pytest.mark.parametrize("name", ["httpx", "httpcore"])
def test_p08_the_http_library_says_no_more_than_warnings(root: logging.Logger, name: str) -> None:
    assert not logging.getLogger(name).isEnabledFor(logging.INFO)


def raised(error: BaseException) -> BaseException:
    secret = CANARY  # noqa: F841 - a frame that holds what must not be told
    try:
        raise error
    except BaseException as caught:  # noqa: BLE001 - whatever it was
        return caught


def test_p09_an_error_is_told_by_its_kind_and_the_places_it_came_through(
    root: logging.Logger,
) -> None:
    log.failed(raised(ValueError(CANARY)))
    assert "ERROR mistake kind=ValueError\n  " in told()
    assert f"{__name__}:" in told()
    assert " raised" in told()
    assert CANARY not in told()


def test_p09_what_an_error_came_from_is_told_as_well_and_says_no_more(root: logging.Logger) -> None:
    error = raised(ValueError(CANARY))
    error.__cause__ = raised(KeyError(CANARY))
    error.__cause__.__context__ = error  # even in a circle
    log.failed(error)
    assert "KeyError, and then" in told()
    assert CANARY not in told()


# How each layer fails with what it was given, as far as that is nothing a person is told of.
LAYERS: dict[str, Callable[[], object]] = {
    "model": lambda: CHECKOUT_SESSION[CANARY],
    "JSON": lambda: json.loads("{" + CANARY),
    "signing": lambda: signing.sign(CANARY, CANARY, CANARY),  # type: ignore[arg-type]
    "keys": lambda: load_pem_private_key(f"-----BEGIN {CANARY}".encode(), None),
    "api": lambda: httpx.URL(f"https://{CANARY}:{CANARY}/"),
    "store": lambda: sqlite3.connect(":memory:").execute(CANARY),
    "emulator": lambda: routes.find(CANARY, f"/v2/{CANARY}", CANARY),
    "Qt": lambda: QUrl().setPort(CANARY),  # type: ignore[arg-type]
}


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("layer", LAYERS)
def test_p09_whatever_layer_fails_its_values_are_not_told(
    root: logging.Logger, layer: str, record_property: Callable[[str, object], None]
) -> None:
    with pytest.raises(Exception) as caught:  # noqa: PT011 - each has its own
        LAYERS[layer]()
    log.failed(caught.value)
    assert "ERROR mistake kind=" in told()
    assert CANARY not in told()
    record_property("figure", f"{layer}: 0 canaries")


def test_where_a_thread_stands_is_told_by_names(root: logging.Logger) -> None:
    written = (
        '  File "/home/mei/apay_console/jobs.py", line 7 in run\n  File "C:\\x.py", line 8 in go\n'
    )
    assert log.frames_told(written) == ["jobs.py:7 run", "x.py:8 go"]
    log.frozen(251, log.frames_told(written))
    assert told().endswith("WARNING window frozen ms=251\n  jobs.py:7 run\n  x.py:8 go")


def test_five_files_of_a_megabyte_are_kept_and_only_their_owner_reads_them(
    root: logging.Logger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (log.SIZE, log.FILES) == (1_000_000, 5)
    monkeypatch.setattr(log, "SIZE", 1_000)
    log.write_to(tmp_path)
    for number in range(200):
        log.exchange(status=number)
    files = sorted(tmp_path.iterdir())
    assert [path.name for path in files] == [log.FILE, *(f"{log.FILE}.{n}" for n in range(1, 5))]
    assert {mode(path) for path in files} == {0o600}
    assert max(path.stat().st_size for path in files) <= 1_000
    assert "status=199" in (tmp_path / log.FILE).read_text("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such links")
def test_a_link_in_the_place_of_the_log_is_not_written_through(
    root: logging.Logger, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.touch()
    (tmp_path / log.FILE).symlink_to(other)
    file = log.write_to(tmp_path)
    log.exchange(status=200)
    assert other.read_bytes() == b""
    assert not file.is_written


@pytest.mark.parametrize("way", ["gone", "a file", "full"])
def test_f49_where_no_file_can_be_written_the_lines_are_in_memory(
    root: logging.Logger,
    tmp_path: Path,
    way: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "log"
    if way == "a file":
        folder.touch()
    elif way == "full":
        full = Path("/dev/full")
        monkeypatch.setattr(log, "open_private", lambda _: full.open("a", encoding="utf-8"))
    file = log.write_to(folder)
    log.exchange(status=200)
    assert told().endswith("exchange status=200")
    assert not file.is_written
    assert capsys.readouterr().err == ""


def test_the_memory_holds_the_newest_thousand_lines(root: logging.Logger) -> None:
    for number in range(1_001):
        log.exchange(status=number)
    assert len(log.lines.all()) == 1_000
    assert log.lines.all()[0].endswith("status=1")
