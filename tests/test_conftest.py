"""The parts that tests share do what they say."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.skipif(sys.platform != "linux", reason="the Secret Service is Linux's keyring")
def test_the_keyring_daemon_keeps_a_secret(keyring_daemon: subprocess.Popen[bytes]) -> None:
    from keyring.backends.SecretService import Keyring

    keyring = Keyring()
    keyring.set_password("apay-console-test", "someone", "x" * 5000)
    assert keyring.get_password("apay-console-test", "someone") == "x" * 5000
    assert keyring_daemon.poll() is None


@pytest.mark.skipif(sys.platform != "linux", reason="the Secret Service is Linux's keyring")
def test_each_test_gets_an_empty_keyring(keyring_daemon: subprocess.Popen[bytes]) -> None:
    from keyring.backends.SecretService import Keyring

    assert Keyring().get_password("apay-console-test", "someone") is None
