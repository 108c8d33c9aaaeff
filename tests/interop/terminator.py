"""TLS before the emulator: Amazon's SDK for Node speaks nothing else."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from apay_console.model.profile import HOSTS
from tests.emulator.loops import loop_thread

NAMES = ("localhost", *HOSTS.values())


@contextmanager
def terminator(target: int, folder: Path) -> Iterator[tuple[int, Path]]:
    """Serve TLS for Amazon's names on loopback; give the port, and the certificate to trust."""
    context, trusted = _certified(folder)
    with loop_thread() as thread:
        server = thread.run(_start(target, context))
        try:
            yield server.sockets[0].getsockname()[1], trusted
        finally:
            thread.run(_stop(server))


async def _start(target: int, context: ssl.SSLContext) -> asyncio.Server:
    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inner, outer = await asyncio.open_connection("127.0.0.1", target)
        await asyncio.gather(_pour(reader, outer), _pour(inner, writer))

    return await asyncio.start_server(carry, "127.0.0.1", 0, ssl=context)


async def _pour(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError, ssl.SSLError):
        while part := await source.read(65536):
            sink.write(part)
            await sink.drain()
    sink.close()


async def _stop(server: asyncio.Server) -> None:
    server.close()
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        task.cancel()


def _certified(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """Make an authority of our own and a certificate for all the names."""
    authority, key = generate_private_key(SECP256R1()), generate_private_key(SECP256R1())
    issuer, now = _name("Apay Console interop"), datetime.now(UTC)
    begun = (
        x509.CertificateBuilder()
        .issuer_name(issuer)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
    )
    root = (
        begun.subject_name(issuer)
        .public_key(authority.public_key())
        .serial_number(x509.random_serial_number())
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(authority, SHA256())
    )
    names = [x509.IPAddress(IPv4Address("127.0.0.1")), *map(x509.DNSName, NAMES)]
    leaf = (
        begun.subject_name(_name("127.0.0.1"))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(authority, SHA256())
    )
    trusted, served = folder / "authority.pem", folder / "served.pem"
    trusted.write_bytes(root.public_bytes(Encoding.PEM))
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    served.write_bytes(private + leaf.public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(served)
    served.unlink()
    return context, trusted


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])
