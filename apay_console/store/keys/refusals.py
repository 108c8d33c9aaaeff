"""What a keyring's errors mean for the person."""

from __future__ import annotations

from apay_console.errors import N_

LOCKED = N_("Your keyring ({keyring}) is locked. Unlock it, then try again.")
DENIED = N_(
    "Your keyring ({keyring}) did not allow it, or its question was dismissed. Try again and "
    "allow it."
)
ABSENT = N_(
    "Your keyring ({keyring}) cannot be reached. Sign in to your desktop again or start the "
    "keyring, then try again."
)
WAITING = N_("Waiting for your keyring. If it asks for a password somewhere, answer it.")
FAILED = N_("Your keyring ({keyring}) failed ({reason}). Try again.")

# By name: which of these classes exist depends on the system. A cause says more than its result.
_MEANINGS = {
    "KeychainDenied": DENIED,
    "SecAuthFailure": DENIED,
    "PromptDismissedException": DENIED,
    "PasswordSetError": DENIED,
    "PasswordDeleteError": DENIED,
    "LockedException": LOCKED,
    "KeyringLocked": LOCKED,
    "NoKeyringError": ABSENT,
    "InitError": ABSENT,
    "SecretServiceNotAvailableException": ABSENT,
    "ConnectionError": ABSENT,
    "FileNotFoundError": ABSENT,
}


def meaning_of(error: BaseException) -> str:
    """Find the words for an error of a backend; never its own, which may quote what was stored."""
    chain = (error.__cause__, error)
    names = [kind.__name__ for link in chain for kind in type(link).__mro__]
    return next((_MEANINGS[name] for name in names if name in _MEANINGS), FAILED)
