"""The key and certificate of a run, and where the certificate lies."""

from __future__ import annotations

import json

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from apay_console.emulator.front import Front
from apay_console.emulator.notices.topic import Topic, arn_of, host_of
from apay_console.emulator.wire import Asked
from apay_console.model.notification import check_certificate_url
from apay_console.model.profile import Region
from tests.emulator.shop import Till, code

HOST = (("host", "localhost:8098"),)


def test_the_certificate_vouches_for_the_key() -> None:
    topic = Topic()
    topic.prepare()
    made = x509.load_pem_x509_certificate(topic.certificate)
    key = made.public_key()
    assert isinstance(key, RSAPublicKey)
    assert key.public_numbers() == topic.key.public_key().public_numbers()
    made.verify_directly_issued_by(made)
    assert "simulated" in made.subject.rfc4514_string()


def test_each_run_has_a_key_and_a_path_of_its_own() -> None:
    first, second = Topic(), Topic()
    assert first.path != second.path
    assert first.path == first.path
    assert first.path.startswith("/SimpleNotificationService-")
    assert first.path.endswith(".pem")


@pytest.mark.parametrize("region", Region)
def test_a_region_s_host_is_one_of_amazon_s(region: Region) -> None:
    check_certificate_url(f"https://{host_of(region)}{Topic().path}")
    assert host_of(region).split(".")[1] in arn_of(region)


def test_the_emulator_serves_it_at_its_path_only(till: Till) -> None:
    front, topic = Front(till.emulator), till.emulator.topic
    answer = front.handle(Asked("GET", topic.path, HOST))
    assert (answer.status, answer.body) == (200, topic.certificate)
    assert b"PRIVATE" not in answer.body
    assert code(front.handle(Asked("POST", topic.path, HOST))) == "405 RequestNotSupported"
    for other in ("/SimpleNotificationService-.pem", topic.path + "x", topic.path.upper()):
        assert code(front.handle(Asked("GET", other, HOST))) == "404 ResourceNotFound"


def test_no_key_is_made_for_a_path_that_means_something_else(till: Till) -> None:
    Front(till.emulator).handle(Asked("GET", "/nothing", HOST))
    assert "key" not in vars(till.emulator.topic)
    assert json.dumps(sorted(vars(till.emulator.topic))) == "[]"
