"""An archive is complete, the same each time, safe to unpack, and redacted unless ticked."""

import io
import json
import zipfile
from dataclasses import replace
from hashlib import sha256

from apay_console.model import redaction
from apay_console.model.hidden_names import Keep
from apay_console.model.taking import evidence
from tests.exchanges import answered, sent

VERSIONS = {"apay-console": "1.0", "qt": "6.11", "python": "3.12", "platform": "Linux"}
ID = ("x-amz-pay-request-id", "7c1e04d2")


def one(name="update_session"):
    request = sent(name, {"buyer": {"name": "Mara Quill"}})
    made = answered(request, 200, {"buyer": {"name": "Mara Quill"}, "chargeId": "P01-1"}, ID)
    return replace(made, canonical_request="PATCH\n/a", string_to_sign="A\nb", trace=(("a", 1.5),))


def unpacked(data):
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


def made(*exchanges, is_whole=True):
    return evidence.files(exchanges, VERSIONS, is_whole=is_whole)


def test_everything_that_a_support_case_needs_is_in_it():
    found = unpacked(evidence.archive(made(one(), one("get_session"))))
    assert list(found) == sorted(found)
    assert set(found) == {
        "README.txt",
        "exchanges.har",
        "manifest.json",
        "versions.json",
        *(
            f"{folder}/{name}"
            for folder in ("01-update_session", "02-get_session")
            for name in (
                "answer.http",
                "canonical.txt",
                "request.http",
                "timeline.json",
                "to-sign.txt",
            )
        ),
    }
    assert b"7c1e04d2" in found["README.txt"]
    assert json.loads(found["versions.json"]) == VERSIONS
    assert found["01-update_session/canonical.txt"] == b"PATCH\n/a"
    assert json.loads(found["01-update_session/timeline.json"])["events"] == [
        {"event": "a", "ms": 1.5}
    ]


def test_the_readme_begins_a_support_case():
    refused = replace(
        one(), answered=replace(one().answered, status=422, body=b'{"reasonCode":"A\\nB"}')
    )
    lost = replace(one(), answered=None)
    text = made(one(), refused, lost)["README.txt"].decode()
    assert "2025-06-10T08:15:12" in text
    assert "PATCH https://pay-api.amazon.com/\n    200  7c1e04d2\n" in text
    assert "    422 A-B  7c1e04d2\n" in text
    assert "    no answer, so no request id\n" in text


def test_the_manifest_has_the_hash_of_every_other_file():
    found = unpacked(evidence.archive(made(one())))
    hashes = json.loads(found.pop("manifest.json"))
    assert hashes == {name: sha256(data).hexdigest() for name, data in found.items()}


def test_the_same_content_is_the_same_archive():
    assert evidence.archive(made(one())) == evidence.archive(made(one()))


def test_a_name_from_outside_leads_nowhere():
    found = made(replace(one(), operation="../../etc/CON"))
    assert {name.partition("/")[0] for name in found if "/" in name} == {"01-file-CON"}


def test_redacted_exchanges_leave_no_buyer_in_any_file():
    clean = redaction.exchange(one(), Keep())
    found = made(clean, is_whole=False)
    assert not any(b"Mara" in data for data in found.values())
    assert "P01-1" in evidence.shown(found)
    assert "was left out" in found["README.txt"].decode()
    assert "Nothing was left out" in made(one())["README.txt"].decode()


def test_what_is_shown_begins_with_the_readme_and_names_each_file():
    found = made(one())
    text = evidence.shown(found)
    assert text.startswith("==== README.txt\n")
    assert all(f"==== {name}\n" in text for name in found)
