"""Canonical request, string to sign, signature, verification."""
