"""What is said about a file that is not the private key one needs; never with its content."""

from __future__ import annotations

from apay_console.errors import N_, KeyRefused, Message

EMPTY = N_("Nothing is here yet. Choose the private key's file, or paste the key.")
TOO_LARGE = N_("This is too large for a key file, which has a few thousand characters.")
NOT_A_KEY = N_("This is not a private key. Its file begins with “-----BEGIN PRIVATE KEY-----”.")
CUT_OFF = N_("The key is cut off: its last line, “-----END …-----”, is missing. Copy all of it.")
SEVERAL = N_(
    "{count} keys or certificates are in here ({kinds}). Which one is it? Paste the one private "
    "key alone."
)
DAMAGED = N_("The key is damaged: something in it was changed or lost. Take the original file.")
UNUSUAL = N_("The key has an unusual exponent. Make a new RSA-2048 key.")
TOO_SHORT = N_("This RSA key has {bits} bits; at least 2048 are needed.")
TOO_LONG = N_("This RSA key has {bits} bits; at most 4096 can be used. RSA-2048 is usual.")
RSA_NEEDED = N_("This is a key of another kind ({kind}); Amazon Pay needs an RSA key.")
PUBLIC = N_(
    "This is the public key, which goes to Amazon. Choose its private half: that file begins with "
    "“-----BEGIN PRIVATE KEY-----”."
)
SSH_PUBLIC = N_(
    "This is a public key of SSH. Choose its private half: the file of the same name without .pub."
)
CERTIFICATE = N_("This is a certificate. Choose the private key that belongs to it.")
REQUEST = N_("This is a request for a certificate. Choose the private key that belongs to it.")
PKCS12 = N_("This is a PKCS#12 file. Take the key out: openssl pkcs12 -in FILE -nodes -nocerts")
PKCS7 = N_("This is a PKCS#7 file, which holds certificates. Choose the private key.")
JWK = N_("This is a JSON Web Key. Convert it to PEM, then choose that file.")
PUTTY = N_("This is a PuTTY key. Save it by PuTTYgen: Conversions, Export OpenSSH key.")
PGP = N_("This is a PGP key. Amazon Pay needs an RSA key, as a PEM file.")
JAVA = N_("This is a Java key store. Take the key out as PKCS#12, then as PEM.")
KEY_ID = N_("This is the key's id, not the key. Choose the private key's file.")
NEEDS_PASSPHRASE = N_("This key has a passphrase. Type it; it is used once and not kept.")
WRONG_PASSPHRASE = N_("This passphrase does not open the key. Try another one.")
SSH_PASSPHRASE = N_(
    "An OpenSSH key with a passphrase cannot be opened here. Convert a copy of it: "
    "ssh-keygen -p -m PEM -f COPY"
)
COSTLY = N_(
    "This key's passphrase takes {found} rounds to use; at most {most} can be. Encrypt it with "
    "fewer: {command}"
)
COSTLY_SCRYPT = N_(
    "This key's passphrase takes scrypt with n = {n}, r = {r}, p = {p} to use, which is more than "
    "256 MiB or too slow. Encrypt it with less: {command}"
)
NOT_OPENED = N_(
    "This key could not be opened: the work ended before its answer. Encrypt a copy of it, then "
    "choose that: openssl pkcs8 -topk8 -iter 600000 -in FILE -out COPY"
)
ENDED = N_("Cancelled. The key was not opened.")
UNKNOWN = N_("This key is of a kind or cipher that cannot be read here. Amazon Pay needs RSA.")

NO_FILE = N_("There is no such file any more. Choose another.")
NOT_A_FILE = N_("This is not a file. Choose the file of the private key.")
UNREADABLE = N_("This file cannot be read ({reason}). Check its permissions.")

OF_LABEL = {
    "PUBLIC KEY": PUBLIC,
    "RSA PUBLIC KEY": PUBLIC,
    "CERTIFICATE": CERTIFICATE,
    "X509 CERTIFICATE": CERTIFICATE,
    "TRUSTED CERTIFICATE": CERTIFICATE,
    "CERTIFICATE REQUEST": REQUEST,
    "NEW CERTIFICATE REQUEST": REQUEST,
    "PKCS7": PKCS7,
    "PGP PRIVATE KEY BLOCK": PGP,
    "PGP PUBLIC KEY BLOCK": PGP,
}


class NeedsPassphrase(KeyRefused):
    """The key is encrypted; `was_wrong` says that a passphrase was tried."""

    def __init__(self, message: Message, *, was_wrong: bool) -> None:
        super().__init__(message)
        self.was_wrong = was_wrong
