"""What the window exports as code sends what was asked, in each language that this machine runs."""

from __future__ import annotations

import json
import re
import shutil
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import cycle
from pathlib import Path
from urllib.parse import urlsplit

from apay_console.emulator.files import resource
from apay_console.emulator.front import Front
from apay_console.emulator.recounting import reason_code
from apay_console.emulator.service import Emulator, Settings
from apay_console.emulator.watching import Seen
from apay_console.model.exchange import SIMULATION_CODE, Exchange, Sent
from apay_console.model.fields import ApiVersion
from apay_console.model.operation import Operation
from apay_console.model.operations import OPERATIONS
from apay_console.model.profile import Algorithm, Region
from apay_console.model.taking import code
from apay_console.model.taking.languages import JAVA, LANGUAGES, Language
from tests.emulator.loops import serving
from tests.exchanges import sent
from tests.interop.program import KEY_IDS, Program
from tests.interop.report import Report
from tests.interop.runtimes import RUNTIMES, Programs
from tests.interop.sdk import NotThere

AMAZON = "https://pay-api.amazon.com"
_KEY, _REGION = "x-amz-pay-idempotency-key", "x-amz-pay-region"
_SIGNED_RIGHTLY = {"", "ResourceNotFound", "UnrecognizedField"}  # what is said past the gate
_NO_BODY = "InvalidRequestFormat"
_IDS = {"buyerToken": "Atza%7CIQEB%2Bx%3D"}
_TEXT = 'it\'s \\ "$x" `id` #{y} %s {0} </script> */ ?> \\u0041 \\n \u20ac\U0001f6d2\u2028\x7f'
_SESSION = {
    "storeId": "amzn1.application-oa2-client.demo",
    "webCheckoutDetails": {"checkoutReviewReturnUrl": "http://localhost:3000/review"},
    "merchantMetadata": {
        "merchantReferenceId": _TEXT,
        "customInformation": "two\r\n\tlines\x08\x01",
    },
}
_ODD = {
    "$\"\\'": _TEXT,
    "": None,
    "date": "2025-06-10T08:15:12Z",
    "many": [True, [], {}, 12345678901234567890123, 1.25, -0.5, 1e25],
}
_BODIES = {"create_session": _SESSION, "cancel_charge": None, "finalize_session": None}


def run(program: Program, folder: Path, report: Report) -> None:
    """Write a program for each operation, run it, and compare what arrived with what was asked."""
    keys = dict.fromkeys(KEY_IDS, program.key.public_key())
    emulator, seen = Emulator(keys, clock=time.time, settings=Settings()), list[Seen]()
    emulator.watched = seen.append
    with serving(Front(emulator, program.admin_token).handle) as running:
        asked = {one.operation: one for one in _asked(running.base_url)}
        for language in LANGUAGES:
            programs = _written(language, asked, folder / language.name)
            shutil.copy(program.key_file, programs.folder / "private-key.pem")
            if _ended_well(language, programs, report):
                _compare(language, asked, seen, report)
            seen.clear()


def _asked(url: str) -> Iterator[Exchange]:
    """Ask for each operation, each in another of the ways to ask."""
    rows = [row for row in OPERATIONS if ApiVersion.V2 in row.versions]
    for row, key, algorithm, region in zip(
        rows, cycle(KEY_IDS), cycle([*Algorithm, *reversed(Algorithm)]), cycle(Region)
    ):
        yield _exchange(row, url, (key, algorithm, region))


def _exchange(row: Operation, url: str, ways: tuple[str, Algorithm, Region]) -> Exchange:
    key, algorithm, region = ways
    segment = "" if key.startswith("SANDBOX") else "/sandbox"
    path = re.sub(r"\{(\w+)\}", lambda name: _IDS.get(name[1], "S01-1234567-1234567"), row.path)
    body = _BODIES.get(row.name, _ODD if row.body else None)
    headers = [
        ("authorization", f"{algorithm} PublicKeyId={key}, SignedHeaders=accept, Signature=x"),
        (_REGION, region.value),
        *([(_KEY, "once")] if row.needs_idempotency_key else []),
        *([(SIMULATION_CODE, "HardDeclined")] if row.name == "create_charge" else []),
    ]
    raw = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
    request = Sent(row.method, f"{url}{segment}/v2/{path}", tuple(headers), raw)
    return replace(sent(row.name, version="v2"), sent=request)


def _written(language: Language, asked: Mapping[str, Exchange], folder: Path) -> Programs:
    """Write each program in a folder of its own: for the emulator, and for Amazon."""
    template = resource(f"taking/{language.file}").read_text("utf-8")
    for name, one in asked.items():
        amazon = AMAZON + urlsplit(one.sent.url).path
        live = replace(one, sent=replace(one.sent, url=amazon))
        for package, request in ((name, one), (f"{name}_amazon", live)):
            (folder / package).mkdir(parents=True)
            text = code.program(request, language, template)
            head = f"package {package};\n" if language is JAVA else ""
            (folder / package / language.file).write_text(head + text, "ascii")
    return Programs(folder, language.file, tuple(asked))


def _ended_well(language: Language, programs: Programs, report: Report) -> bool:
    """Run the programs; say so where that cannot be."""
    try:
        words = RUNTIMES[language](programs)
    except NotThere as missing:
        print(f"interop: the exported {language.label} is not run: {missing}", file=sys.stderr)
        return False
    if words:
        report.fail(f"exported {language.label}: {words}")
    return not words


def _compare(
    language: Language, asked: Mapping[str, Exchange], seen: list[Seen], report: Report
) -> None:
    arrived = {one.route.operation.name: one for one in seen if one.route}
    report.runs += 1
    for name, one in asked.items():
        report.steps += 1
        found = _differences(one.sent, arrived[name]) if name in arrived else ["nothing arrived"]
        for words in found:
            report.fail(f"exported {language.label}: {name}: {words}")


def _differences(asked: Sent, seen: Seen) -> Iterator[str]:
    pairs = {
        "method": (asked.method, seen.asked.method),
        "path": (urlsplit(asked.url).path, seen.asked.path.rstrip("/")),
        "region": (asked.header(_REGION), seen.headers.get(_REGION, "").lower()),
        "simulation": (asked.simulation, seen.headers.get(SIMULATION_CODE, "")),
        "body": (_read(asked.body), _read(seen.asked.body)),
    }
    for name, (wanted, found) in pairs.items():
        if wanted != found:
            yield f"{name} is {found!r}, not {wanted!r}"
    if asked.header(_KEY) and seen.headers.get(_KEY, "") in {"", asked.header(_KEY)}:
        yield "no idempotency key of its own"
    if not _is_signed_rightly(seen):
        yield f"refused: {seen.answer.body[:300]!r}"


def _is_signed_rightly(seen: Seen) -> bool:
    reason = reason_code(seen.answer.body)
    return reason in _SIGNED_RIGHTLY or (reason == _NO_BODY and not seen.asked.body)


def _read(body: bytes) -> object:
    """Read a body to the last digit; the SDK for Java writes an empty one as an empty object."""
    return json.loads(body or b"{}", parse_float=Decimal, parse_int=Decimal)
