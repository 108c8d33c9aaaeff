# pip install apay-console
import secrets
import time
import urllib.error
import urllib.request
from pathlib import Path

from cryptography.hazmat.primitives.serialization import load_pem_private_key

from apay_console import signing

KEY_ID = @KEY_ID@
KEY = load_pem_private_key(Path(@KEY_FILE@).read_bytes(), None)
HOST, REGION, ALGORITHM = @HOST@, @REGION@, @ALGORITHM@
METHOD, ADDRESS, TARGET = @HTTP_METHOD_TEXT@, @BASE_URL@, @TARGET@
BODY = (
@BODY_BYTES@
)

date = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
headers = signing.reference_headers(HOST, REGION, date)
@K@headers["x-amz-pay-idempotency-key"] = secrets.token_hex(16)
@S@headers["x-amz-pay-simulation-code"] = @SIMULATION@
path, _, query = TARGET.partition("?")
text = signing.wire_canonical_request(METHOD, path, query, headers, BODY)
signature = signing.sign(KEY, ALGORITHM, signing.string_to_sign(ALGORITHM, text))
names = signing.signed_headers(headers)
headers["authorization"] = str(signing.Authorization(ALGORITHM, KEY_ID, names, signature))

request = urllib.request.Request(ADDRESS + TARGET, BODY or None, headers, method=METHOD)
try:
    answer = urllib.request.urlopen(request)
except urllib.error.HTTPError as refusal:
    answer = refusal
with answer:
    print(answer.status, answer.read().decode())
