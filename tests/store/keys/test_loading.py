from __future__ import annotations

from collections.abc import Callable

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
)
from hypothesis import example, given
from hypothesis import strategies as st

from apay_console.errors import KeyRefused
from apay_console.store.keys import loading
from apay_console.store.keys.inspecting import inspect
from apay_console.store.keys.words import NeedsPassphrase
from tests.store.keys.key_files import LOCKED, PASSPHRASE, pem, refusal

# Passphrases

ENCRYPTED: list[Callable[[RSAPrivateKey], bytes]] = [
    lambda key: pem(key, PrivateFormat.PKCS8, LOCKED),
    lambda key: pem(key, PrivateFormat.TraditionalOpenSSL, LOCKED),
    lambda key: pem(key, PrivateFormat.PKCS8, LOCKED, Encoding.DER),
]


@pytest.mark.parametrize("write", ENCRYPTED)
def test_an_encrypted_key_asks_for_its_passphrase(
    write: Callable[[RSAPrivateKey], bytes], private_key: RSAPrivateKey
) -> None:
    data = write(private_key)
    for given_one, was_wrong in ((None, False), (b"", False), (b"wrong", True)):
        with pytest.raises(NeedsPassphrase) as caught:
            inspect(data, given_one)
        assert caught.value.was_wrong == was_wrong
        assert "wrong" not in str(caught.value)
    found = inspect(data, PASSPHRASE)
    assert found.key.private_numbers() == private_key.private_numbers()


def test_a_passphrase_that_is_not_needed_does_no_harm(private_key: RSAPrivateKey) -> None:
    for form in (PrivateFormat.PKCS8, PrivateFormat.OpenSSH):
        assert inspect(pem(private_key, form), PASSPHRASE).key.key_size == 2048


def test_an_encrypted_openssh_key_asks_too(private_key: RSAPrivateKey) -> None:
    secret = BestAvailableEncryption(PASSPHRASE)
    data = private_key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, secret)
    with pytest.raises(NeedsPassphrase):
        inspect(data)
    found = inspect(data, PASSPHRASE)
    assert found.kind == "OpenSSH"
    assert found.key.private_numbers() == private_key.private_numbers()


# Size and soundness


def crafted(p: int, q: int, e: int = 65537) -> bytes:
    """A key file of any numbers, sound or not."""
    d = pow(e, -1, (p - 1) * (q - 1))
    numbers = rsa.RSAPrivateNumbers(
        p, q, d, d % (p - 1), d % (q - 1), pow(q, -1, p), rsa.RSAPublicNumbers(e, p * q)
    )
    return pem(numbers.private_key(unsafe_skip_rsa_key_validation=True))


def numbers_like(bits: int, e: int = 65537) -> tuple[int, int]:
    """Two odd numbers, not prime, of which a key file can be written."""
    import math

    found: list[int] = []
    candidate = (1 << bits) - 1
    while len(found) < 2:
        others = found or [2]
        if math.gcd(candidate - 1, e) == 1 and math.gcd(candidate, others[0]) == 1:
            found.append(candidate)
        candidate -= 2
    return found[0], found[1]


def test_a_short_key_is_refused() -> None:
    assert "1024 bits; at least 2048" in refusal(crafted(*numbers_like(512)))


def test_a_huge_key_is_refused_without_being_validated(monkeypatch: pytest.MonkeyPatch) -> None:
    data = crafted(*numbers_like(8192))
    monkeypatch.setattr(loading, "_validated", None)
    assert "16384 bits; at most 4096" in refusal(data)


@pytest.mark.parametrize("e", [3, 17, 65535])
def test_an_unusual_exponent_is_refused(e: int) -> None:
    assert "unusual exponent" in refusal(crafted(*numbers_like(1024, e), e))


def test_numbers_that_are_not_prime_are_damage() -> None:
    assert "damaged" in refusal(crafted(*numbers_like(1024)))


def test_numbers_that_do_not_belong_together_are_damage(private_key: RSAPrivateKey) -> None:
    written = private_key.private_numbers()
    other = generate_private_key(65537, 2048).private_numbers()
    mixed = rsa.RSAPrivateNumbers(
        written.p,
        written.q,
        other.d,
        written.dmp1,
        written.dmq1,
        written.iqmp,
        written.public_numbers,
    )
    assert "damaged" in refusal(pem(mixed.private_key(unsafe_skip_rsa_key_validation=True)))


@given(kept=st.integers(28, 1700))
@example(kept=1675)
def test_a_key_that_is_cut_off_says_so(private_key: RSAPrivateKey, kept: int) -> None:
    data = pem(private_key)[:kept]
    if len(data) < len(pem(private_key)) - 1:
        assert "cut off" in refusal(data)


@given(kept=st.integers(5, 1200))
def test_a_binary_key_that_is_cut_off_is_damaged(private_key: RSAPrivateKey, kept: int) -> None:
    assert "damaged" in refusal(pem(private_key, encoding=Encoding.DER)[:kept])


@given(place=st.integers(28, 1674), sign=st.sampled_from("ABCxyz019+/=-"))
def test_one_changed_character_is_damage(private_key: RSAPrivateKey, place: int, sign: str) -> None:
    data = bytearray(pem(private_key))
    if chr(data[place]) in {"\n", sign}:
        return
    data[place] = ord(sign)
    assert refusal(bytes(data))


@pytest.mark.parametrize("second", ["key", "certificate", "cut off"])
def test_two_pieces_are_refused_and_asked_about(
    private_key: RSAPrivateKey, certificate: x509.Certificate, second: str
) -> None:
    others = {
        "key": pem(private_key),
        "certificate": certificate.public_bytes(Encoding.PEM),
        "cut off": pem(private_key)[:200],
    }
    words = refusal(pem(private_key) + others[second])
    assert words.startswith("2 keys or certificates are in here (PRIVATE KEY, ")
    assert "Which one is it?" in words


def test_strange_labels_are_not_repeated() -> None:
    strange = b"-----BEGIN MY SECRET WORD-----\nx\n-----END MY SECRET WORD-----\n"
    assert "SECRET" not in refusal(strange + strange)


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode()))
@example(b"-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----")
@example(b"-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4\n-----END RSA PRIVATE KEY-----")
@example(b"-----BEGIN RSA PRIVATE KEY-----\nA: b\nC: d\n-----END RSA PRIVATE KEY-----")
@example(b"-----BEGIN OPENSSH PRIVATE KEY-----\n-----END OPENSSH PRIVATE KEY-----")
@example(b"-----BEGIN PRIVATE KEY-----\n\xc3\xa4\n-----END PRIVATE KEY-----")
@example(b"\xff\xfe\x00")
def test_nothing_does_more_than_be_refused(data: bytes) -> None:
    with pytest.raises(KeyRefused):
        inspect(data, b"x")
