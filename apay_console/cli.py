"""The command line: parses and dispatches."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from apay_console.errors import N_, Fault, Invalid, say
from apay_console.visible_text import print_text

WORKED, FAILED, WRONG_USAGE = 0, 1, 2


@dataclass(frozen=True)
class Look:
    """How the window is to be: its colours and its size."""

    theme: str = "system"  # system, light or dark
    width: int = 1440
    height: int = 900
    scale: float = 1.0


@dataclass(frozen=True)
class Starters:
    """What the start can do: open the window, or play the tour in it."""

    window: Callable[[Look], int]
    tour: Callable[[Path, Look], int]


def run(arguments: Sequence[str], starters: Starters) -> int:
    """Carry out one command line; 0 worked, 1 did not, 2 wrong usage."""
    try:
        return _dispatch(_parser().parse_args(arguments), starters)
    except Invalid as fault:
        example = f" For example: {fault.example}" if fault.example else ""
        return _fail(f"{fault}{example}", WRONG_USAGE)
    except Fault as fault:
        return _fail(str(fault), FAILED)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _fail(f"{where}{error.strerror or type(error).__name__}", FAILED)


def _fail(words: str, code: int) -> int:
    """Say in one line what went wrong."""
    print_text(f"apay-console: {' '.join(words.split())}", sys.stderr)
    return code


class _Parser(argparse.ArgumentParser):
    """Refuses in one line, as everything here does."""

    def error(self, message: str) -> NoReturn:
        raise Invalid(
            say(N_("{message} (see {program} --help)"), message=message, program=self.prog)
        )


if TYPE_CHECKING:
    from apay_console.emulator.notices.notifying import Notifying
    from apay_console.store.state_file import StateFile

    _Commands = argparse._SubParsersAction[_Parser]  # noqa: SLF001 - its only name


def _parser() -> _Parser:
    parser = _Parser(
        prog="apay-console",
        description="Test Amazon Pay checkouts by hand. Without a command it opens the window.",
        allow_abbrev=False,
    )
    parser.add_argument("--tour", metavar="DIR", type=Path, help="play a checkout in pictures")
    words = "the window's colours"
    themes = ("system", "light", "dark")
    parser.add_argument("--theme", choices=themes, default="system", help=words)
    words = "the window's size, at least 1024x680"
    parser.add_argument("--size", type=_size, default=(1440, 900), metavar="1440x900", help=words)
    words = "how large everything is drawn: 1, 1.25, 1.5 or 2"
    parser.add_argument("--scale", type=_scale, default=1.0, metavar="1", help=words)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _add_emulator(commands)
    _add_sign(commands)
    _add_openapi(commands)
    _add_doctor(commands)
    return parser


def _add_emulator(commands: _Commands) -> None:
    words = "serve Amazon Pay on 127.0.0.1"
    emulator = commands.add_parser("emulator", help=words, allow_abbrev=False)
    emulator.add_argument("--port", type=_port, default=0, help="0, the default, takes a free one")
    words = "a key id of yours, whose public key follows; without any, a new pair is made"
    emulator.add_argument("--public-key-id", action="append", default=[], metavar="ID", help=words)
    words = "the public key in PEM form: openssl pkey -in KEY -pubout -out FILE"
    emulator.add_argument(
        "--public-key", action="append", default=[], type=Path, metavar="FILE", help=words
    )
    words = "auto: a sample buyer signs in as soon as a session is created"
    emulator.add_argument("--buyer", choices=("manual", "auto"), default="manual", help=words)
    words = "keep what happened in FILE, and go on from there at the next start"
    emulator.add_argument("--state", type=Path, metavar="FILE", help=words)
    words = "post notifications there, signed with a certificate of this run"
    emulator.add_argument("--ipn-endpoint", default="", metavar="URL", help=words)
    words = "a host beyond this computer that notifications may be posted to"
    emulator.add_argument("--ipn-allow", action="append", default=[], metavar="HOST", help=words)
    words = "write no line for each request"
    emulator.add_argument("--quiet", action="store_true", help=words)


def _add_sign(commands: _Commands) -> None:
    words = "print the signed headers of a request"
    sign = commands.add_parser("sign", help=words, allow_abbrev=False)
    words = 'JSON: {"publicKeyId": "SANDBOX-…", "privateKeyFile": "key.pem", "region": "na"}'
    sign.add_argument("--profile-file", required=True, type=Path, metavar="F", help=words)
    sign.add_argument("--method", required=True, metavar="M", help="GET, POST, PATCH or DELETE")
    words = "the whole address, as it will be asked"
    sign.add_argument("--url", required=True, metavar="U", help=words)
    words = "the bytes that will be sent; without it there is no body"
    sign.add_argument("--body", type=Path, metavar="FILE", help=words)
    sign.add_argument("--idempotency-key", default="", metavar="KEY", help="for creating POSTs")
    sign.add_argument("--explain", action="store_true", help="add the stages of the signature")


def _add_openapi(commands: _Commands) -> None:
    words = "print the API as an OpenAPI 3.1 document"
    openapi = commands.add_parser("openapi", help=words, allow_abbrev=False)
    openapi.add_argument("--api-version", required=True, choices=("v1", "v2"))


def _add_doctor(commands: _Commands) -> None:
    words = "say whether a captured request is signed rightly, and if not, why"
    doctor = commands.add_parser("doctor", help=words, allow_abbrev=False)
    words = "raw HTTP, a curl command or HAR; - reads it from the input"
    doctor.add_argument("request", type=Path, metavar="FILE", help=words)
    doctor.add_argument("--public-key", type=Path, metavar="FILE", help="PEM, of the sender")
    words = "Amazon's refusal, with the string to sign in it"
    doctor.add_argument("--rejection", type=Path, metavar="FILE", help=words)
    doctor.add_argument("--json", action="store_true", help="for scripts")


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdecimal() and height.isdecimal() and int(width) >= 1024 and int(height) >= 680):
        raise argparse.ArgumentTypeError("give WIDTHxHEIGHT, at least 1024x680")
    return int(width), int(height)


def _scale(text: str) -> float:
    if text not in {"1", "1.25", "1.5", "2"}:
        raise argparse.ArgumentTypeError("give 1, 1.25, 1.5 or 2")
    return float(text)


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError("give a port from 0 to 65535")
    return int(text)


def _dispatch(chosen: argparse.Namespace, starters: Starters) -> int:
    if chosen.command == "emulator":
        return _serve(chosen)
    if chosen.command == "sign":
        return _sign(chosen)
    if chosen.command == "openapi":
        return _describe(chosen)
    if chosen.command == "doctor":
        return _examine(chosen)
    width, height = chosen.size
    look = Look(chosen.theme, width, height, chosen.scale)
    return starters.tour(chosen.tour, look) if chosen.tour else starters.window(look)


def _serve(chosen: argparse.Namespace) -> int:
    if len(chosen.public_key_id) != len(chosen.public_key):
        raise Invalid(say(N_("Give a --public-key with each --public-key-id.")))
    from apay_console.api.posting import Poster  # noqa: PLC0415 - only here
    from apay_console.emulator.standalone import Options, run_standalone  # noqa: PLC0415 - only here

    told = _notifying(chosen.ipn_endpoint, chosen.ipn_allow)
    keys = list(zip(chosen.public_key_id, chosen.public_key, strict=True))
    with _kept(chosen.state) as keeper:
        quiet, post = chosen.quiet, Poster().post
        options = Options(chosen.port, keys, chosen.buyer, keeper, told, post, quiet)
        return run_standalone(options, sys.stdout)


def _notifying(endpoint: str, hosts: list[str]) -> Notifying:
    """Say where notifications go; raise Invalid."""
    from apay_console.emulator.notices.notifying import Notifying  # noqa: PLC0415 - only here
    from apay_console.model.letter import ENDPOINT  # noqa: PLC0415 - only here

    url = ENDPOINT.check(endpoint) if endpoint else ""
    return Notifying(url, allowed={host.lower() for host in hosts})


@contextmanager
def _kept(path: Path | None) -> Iterator[StateFile | None]:
    """Open the file of the emulator's state, if there is to be one."""
    if path is None:
        yield None
        return
    from apay_console.store.state_file import StateFile  # noqa: PLC0415 - only here

    with closing(StateFile(path)) as found:
        yield found


def _sign(chosen: argparse.Namespace) -> int:
    from apay_console.input_files import read_argument  # noqa: PLC0415 - only here
    from apay_console.signing_file import (  # noqa: PLC0415 - only here
        LARGEST_BODY,
        Unsigned,
        signed,
    )

    body = read_argument(chosen.body, LARGEST_BODY) if chosen.body else b""
    call = Unsigned(chosen.method, chosen.url, body, chosen.idempotency_key)
    found = signed(chosen.profile_file, call, time.time())
    print_text(json.dumps(found if chosen.explain else found["headers"], indent=2), sys.stdout)
    return WORKED


def _describe(chosen: argparse.Namespace) -> int:
    from apay_console.model.fields import ApiVersion  # noqa: PLC0415 - only here
    from apay_console.model.openapi.document import document  # noqa: PLC0415 - only here

    print_text(json.dumps(document(ApiVersion(chosen.api_version)), indent=2), sys.stdout)
    return WORKED


def _examine(chosen: argparse.Namespace) -> int:
    from apay_console.doctor.reporting import Case, examined, report  # noqa: PLC0415 - only here

    finding = examined(Case(chosen.request, chosen.public_key, chosen.rejection))
    print_text(report(finding, as_json=chosen.json), sys.stdout)
    return WORKED if finding.is_right else FAILED
