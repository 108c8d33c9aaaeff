"""Keys for coroutines: the vault is opened once, late, and never waited for by anybody else."""

from __future__ import annotations

import asyncio
import threading

import pytest

from apay_console.errors import NoKey
from apay_console.store.keys.shelf import KeyShelf
from apay_console.store.keys.vault import MemoryVault
from tests.patience import PATIENCE_S


def test_the_vault_is_opened_by_the_first_who_asks_and_only_once(private_key):
    opened: list[MemoryVault] = []

    def open_vault() -> MemoryVault:
        opened.append(MemoryVault())
        return opened[-1]

    async def work(shelf: KeyShelf) -> None:
        assert opened == []
        await asyncio.gather(shelf.place(), shelf.place(), shelf.save("a", private_key))

    asyncio.run(work(KeyShelf(open_vault)))
    assert len(opened) == 1


def test_a_vault_that_could_not_be_opened_is_opened_again(private_key):
    answers = [OSError("no bus"), MemoryVault()]

    def open_vault() -> MemoryVault:
        answer = answers.pop(0)
        if isinstance(answer, OSError):
            raise answer
        return answer

    async def work(shelf: KeyShelf) -> str:
        with pytest.raises(OSError, match="no bus"):
            await shelf.place()
        return await shelf.save("a", private_key)

    assert asyncio.run(work(KeyShelf(open_vault)))


def test_what_was_saved_is_there_until_it_is_forgotten(private_key):
    async def work(shelf: KeyShelf) -> None:
        ref = await shelf.save("a", private_key)
        assert await shelf.load(ref) is private_key
        await shelf.forget(ref)
        with pytest.raises(NoKey):
            await shelf.load(ref)

    asyncio.run(work(KeyShelf(MemoryVault)))


def test_a_key_that_was_read_once_is_at_hand(private_key):
    vault = MemoryVault()
    ref = vault.save("a", private_key)

    async def work(shelf: KeyShelf) -> None:
        await shelf.load(ref)
        vault.forget(ref)
        assert await shelf.load(ref) is private_key

    asyncio.run(work(KeyShelf(lambda: vault)))


def test_a_lent_key_is_at_hand_and_no_vault_is_asked(private_key):
    def no_vault() -> MemoryVault:
        raise AssertionError("the vault was opened")

    async def work(shelf: KeyShelf) -> None:
        shelf.lend("memory/emulator.1", private_key)
        assert await shelf.load("memory/emulator.1") is private_key

    asyncio.run(work(KeyShelf(no_vault)))


def test_what_lies_beside_a_key_is_swept(private_key):
    async def work(shelf: KeyShelf) -> None:
        first = await shelf.save("a", private_key)
        second = await shelf.save("a", private_key, first)
        await shelf.sweep("a", second)
        assert await shelf.load(second) is private_key

    vault = MemoryVault()
    asyncio.run(work(KeyShelf(lambda: vault)))
    assert len(vault._keys) == 1


def test_who_gives_up_is_free_at_once_though_the_vault_still_hangs():
    answers, hung = threading.Event(), threading.Event()

    def open_vault() -> MemoryVault:
        hung.set()
        answers.wait(PATIENCE_S)
        return MemoryVault()

    async def work(shelf: KeyShelf) -> None:
        asked = asyncio.ensure_future(shelf.place())
        await asyncio.get_running_loop().run_in_executor(None, hung.wait)
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        answers.set()
        assert not (await shelf.place()).persistent

    asyncio.run(work(KeyShelf(open_vault)))


def test_p05_it_is_known_that_a_key_is_waited_for_until_it_comes_or_nobody_waits(private_key):
    answers = threading.Event()
    vault = MemoryVault()
    ref = vault.save("a", private_key)

    def open_vault() -> MemoryVault:
        answers.wait(PATIENCE_S)
        return vault

    async def work(shelf: KeyShelf) -> None:
        asked = asyncio.ensure_future(shelf.load(ref))
        given_up = asyncio.ensure_future(shelf.load(ref))
        await asyncio.sleep(0)
        assert shelf.waits(0)
        assert not shelf.waits(3600)
        given_up.cancel()
        answers.set()
        assert await asked is private_key
        assert not shelf.waits(0)

    asyncio.run(work(KeyShelf(open_vault)))
