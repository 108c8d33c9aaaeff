# pip install httpx; signing comes with this console
import json
import secrets
import time
from pathlib import Path

import httpx
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from apay_console import signing

BASE_URL = @BASE_URL@
KEY_ID = @KEY_ID@
KEY = load_pem_private_key(Path(@KEY_FILE@).read_bytes(), None)
REGION, HOST = @REGION@, @HOST@
ALGORITHM = "AMZN-PAY-RSASSA-PSS-V2"


def call(method, path, body=None, idempotency_key=""):
    content = json.dumps(body).encode() if body is not None else b""
    date = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    headers = signing.reference_headers(HOST, REGION, date, idempotency_key)
    text = signing.canonical_request(method, path, [], headers, content)
    signature = signing.sign(KEY, ALGORITHM, signing.string_to_sign(ALGORITHM, text))
    headers["authorization"] = (
        f"{ALGORITHM} PublicKeyId={KEY_ID}, "
        f"SignedHeaders={signing.signed_headers(headers)}, Signature={signature}"
    )
    return httpx.request(method, BASE_URL + path, headers=headers, content=content)


session = {
    "storeId": "amzn1.application-oa2-client.demo",
    "webCheckoutDetails": {"checkoutReviewReturnUrl": "http://localhost:3000/review"},
}
answer = call("POST", "/v2/checkoutSessions", session, secrets.token_hex(16))
print(answer.status_code, answer.text)
