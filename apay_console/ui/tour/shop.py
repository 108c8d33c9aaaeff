"""A merchant's own shop for the tour: another process signs with the saved key, and it asks."""

from __future__ import annotations

import json
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QProcess, QUrl
from PySide6.QtNetwork import QNetworkAccessManager, QNetworkReply, QNetworkRequest

from apay_console.ui.tour.player import Player, Unseen

_BODY = json.dumps(
    {
        "storeId": "amzn1.application-oa2-client.demo",
        "webCheckoutDetails": {"checkoutReviewReturnUrl": "http://localhost:8080/review"},
        "merchantMetadata": {"merchantReferenceId": "2001", "merchantStoreName": "Fjord Tea"},
    }
)


@dataclass
class Shop:
    """Knows what the panel told it: the address, the public key id, and the file of the key."""

    player: Player
    folder: Path
    address: str
    key_id: str
    key_file: Path

    def create(self, idempotency_key: str, *, changed: bool = False) -> int:
        """Create a session; the body may be changed after it was signed. The status is given."""
        url = f"{self.address}/v2/checkoutSessions"
        headers = self._sign(url, idempotency_key)
        body = _BODY.replace("2001", "2002") if changed else _BODY
        return self._post(url, headers, body.encode())

    def curl(self, idempotency_key: str) -> str:
        """Write a signed request as a command, its body spread over lines after signing."""
        url = f"{self.address}/v2/checkoutSessions"
        words = ["curl", "-X", "POST", url]
        for name, value in self._sign(url, idempotency_key).items():
            words += ["-H", f"{name}: {value}"]
        return shlex.join([*words, "--data-raw", json.dumps(json.loads(_BODY), indent=2)])

    def _sign(self, url: str, idempotency_key: str) -> dict[str, str]:
        profile, body = self.folder / "shop.json", self.folder / "session.json"
        known = {"publicKeyId": self.key_id, "privateKeyFile": str(self.key_file), "region": "na"}
        profile.write_text(json.dumps(known), encoding="utf-8")
        body.write_text(_BODY, encoding="utf-8")
        options = ["--profile-file", str(profile), "--method", "POST", "--url", url]
        options += ["--body", str(body), "--idempotency-key", idempotency_key]
        return dict(json.loads(self._run(["sign", *options])))

    def _run(self, arguments: list[str]) -> str:
        """Run this program's own command line, as a shop's script would."""
        is_frozen = getattr(sys, "frozen", False)
        process = QProcess()
        process.start(
            sys.executable, arguments if is_frozen else ["-m", "apay_console", *arguments]
        )
        self.player.until(
            lambda: process.state() == QProcess.ProcessState.NotRunning, "a signature"
        )
        if process.exitCode():
            raise Unseen(f"a signature: {process.readAllStandardError().toStdString().strip()}")
        return process.readAllStandardOutput().toStdString()

    def _post(self, url: str, headers: dict[str, str], body: bytes) -> int:
        request = QNetworkRequest(QUrl(url))
        for name, value in headers.items():
            request.setRawHeader(QByteArray(name.encode()), QByteArray(value.encode()))
        network = QNetworkAccessManager()
        reply: QNetworkReply = network.post(request, QByteArray(body))
        self.player.until(reply.isFinished, "the emulator's answer")
        status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
        return int(status or 0)
