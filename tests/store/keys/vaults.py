"""What tests of the vault share."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from apay_console.store.keys.vault import KeyringVault, Vault


def same(one: RSAPrivateKey, other: RSAPrivateKey) -> bool:
    return one.private_numbers() == other.private_numbers()


def reopened(kept: Vault) -> Vault:
    """The same keyring in the program's next run; memory has none."""
    if isinstance(kept, KeyringVault):
        return KeyringVault(kept._backend, kept.place, patience=kept._asker.patience)
    return kept
