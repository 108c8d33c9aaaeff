"""Keyrings that behave badly, each in its own way."""

from __future__ import annotations

import threading
from collections.abc import Callable


class DictKeyring:
    """Keeps what it is given, as long as Windows would take it; counts how many ask at once."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.calls: list[str] = []
        self.askers = 0
        self.most_askers = 0

    def _called(self, name: str) -> None:
        self.calls.append(name)

    def get_password(self, service: str, user: str) -> str | None:
        self._called("get")
        return self.kept.get((service, user))

    def set_password(self, service: str, user: str, password: str) -> None:
        self._called("set")
        if len(password.encode("utf-16-le")) > 2560:
            raise OSError(1783, f"The stub received bad data: {password}")
        self.kept[service, user] = password

    def delete_password(self, service: str, user: str) -> None:
        self._called("delete")
        del self.kept[service, user]


class Dead(BaseException):
    """The program died here."""


class DyingKeyring(DictKeyring):
    """Works for some steps, then the program is gone: before the next step, or right after it."""

    def __init__(self, steps: int, *, is_done: bool = False) -> None:
        super().__init__()
        self.steps = steps
        self.is_done = is_done

    def step(self, name: str, do: Callable[[], object] = lambda: None) -> None:
        """One step of the program, which may be its last."""
        self.calls.append(name)
        is_last = len(self.calls) > self.steps
        if not is_last or self.is_done:
            do()
        if is_last:
            raise Dead

    def get_password(self, service: str, user: str) -> str | None:
        self.step("get")
        return self.kept.get((service, user))

    def set_password(self, service: str, user: str, password: str) -> None:
        self.step("set", lambda: self.kept.__setitem__((service, user), password))

    def delete_password(self, service: str, user: str) -> None:
        self.step("delete", lambda: self.kept.pop((service, user)))


class ForgetfulKeyring(DictKeyring):
    """As macOS' changes an item: deletes it, then adds it; the second may be refused."""

    is_sound = False

    def set_password(self, service: str, user: str, password: str) -> None:
        self._called("set")
        self.kept.pop((service, user), None)
        if not self.is_sound:
            raise OSError(-25299, f"errSecDuplicateItem {password}")
        self.kept[service, user] = password


class SmallKeyring(DictKeyring):
    """As a Windows whose credentials are shorter than was measured: half of it was written."""

    is_sound = False

    def set_password(self, service: str, user: str, password: str) -> None:
        self._called("set")
        self.kept[service, user] = password if self.is_sound else password[:100]
        if not self.is_sound:
            raise OSError(1783, f"The stub received bad data: {password}")


class FailingKeyring(DictKeyring):
    """Fails in one way whatever it is asked."""

    def __init__(self, make: Callable[[], BaseException], times: int = 1000) -> None:
        super().__init__()
        self.make = make
        self.times = times

    def _called(self, name: str) -> None:
        super()._called(name)
        if self.times:
            self.times -= 1
            raise self.make()


class SlowKeyring(DictKeyring):
    """Answers when it is told to; knows how many questions it had open at once."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = threading.Event()
        self.go_on = threading.Event()

    def get_password(self, service: str, user: str) -> str | None:
        self.askers += 1
        self.most_askers = max(self.most_askers, self.askers)
        self.asked.set()
        self.go_on.wait()
        self.askers -= 1
        return super().get_password(service, user)


class RestartedKeyring(DictKeyring):
    """Was ended and started again while somebody asked: that question is never answered."""

    def __init__(self) -> None:
        super().__init__()
        self.ends = threading.Event()

    def get_password(self, service: str, user: str) -> str | None:
        self._called("get")
        if len(self.calls) == 1:
            self.ends.wait()
        return self.kept.get((service, user))
