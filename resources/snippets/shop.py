# pip install cryptography
import base64
import json
import secrets
import time
import urllib.error
import urllib.request
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

BASE_URL = @BASE_URL@
KEY_ID = @KEY_ID@
KEY = load_pem_private_key(Path(@KEY_FILE@).read_bytes(), None)
REGION, HOST = @REGION@, @HOST@
ALGORITHM = "AMZN-PAY-RSASSA-PSS-V2"


def signed(method, path, body, headers):
    """Add the signature of a request without a query."""
    names = ";".join(sorted(headers))
    lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
    text = "\n".join([method, path, "", lines, names, sha256(body).hexdigest()])
    to_sign = f"{ALGORITHM}\n{sha256(text.encode()).hexdigest()}"
    raw = KEY.sign(to_sign.encode(), PSS(MGF1(SHA256()), 32), SHA256())
    signature = base64.b64encode(raw).decode()
    who = f"PublicKeyId={KEY_ID}, SignedHeaders={names}, Signature={signature}"
    return {**headers, "authorization": f"{ALGORITHM} {who}"}


def call(method, path, body=None, idempotency_key=""):
    """Ask, and give the status and the answer."""
    content = b"" if body is None else json.dumps(body).encode()
    headers = {
        "accept": "application/json",
        "content-type": "application/json",
        "x-amz-pay-date": time.strftime("%Y%m%dT%H%M%SZ", time.gmtime()),
        "x-amz-pay-host": HOST,
        "x-amz-pay-region": REGION,
    }
    if idempotency_key:  # for each POST that creates or captures
        headers["x-amz-pay-idempotency-key"] = idempotency_key
    whole = signed(method, path, content, headers)
    request = urllib.request.Request(BASE_URL + path, content or None, whole, method=method)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refusal:
        return refusal.code, json.load(refusal)


session = {
    "storeId": "amzn1.application-oa2-client.demo",
    "webCheckoutDetails": {"checkoutReviewReturnUrl": "http://localhost:3000/review"},
}
print(*call("POST", "/v2/checkoutSessions", session, secrets.token_hex(16)))
