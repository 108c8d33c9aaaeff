"""Bad days on order: which requests are struck, how often, and by what."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from apay_console.emulator import headers
from apay_console.emulator.faults.kinds import KINDS, Kind, Ways
from apay_console.emulator.wire import Answer, Refused

ANY = "*"
Chance = Callable[[], float]  # from 0 to 1


@dataclass
class Fault:
    """What goes wrong with the next requests of an operation, or with a share of them."""

    kind: Kind = KINDS[0]
    operation: str = ANY
    key_id: str = ""  # whose requests; empty: everybody's
    times: int = 1  # how often it still strikes; 0: until it is removed
    share: float = 100.0  # percent of the requests that are struck
    applied: bool = True  # whether the request takes effect although its answer is lost
    ways: Ways = field(default_factory=Ways)
    chance: Chance = random.random
    number: int = 0  # its own, once it waits
    struck: int = 0

    def is_for(self, operation: str, key_id: str) -> bool:
        """Whether a request is one of those that may be struck."""
        return self.operation in (operation, ANY) and self.key_id in ("", key_id)

    def strikes(self) -> bool:
        """Whether it strikes this time; counted if so."""
        if self.share < 100 and self.chance() * 100 >= self.share:
            return False
        self.struck += 1
        self.times = max(self.times - 1, 0)
        return True

    def spoil(self, operate: Callable[[], Answer], found: Mapping[str, str], now: float) -> Answer:
        """Let a request take effect if it may, and make of its answer what arrives."""
        try:
            if self.kind.name == "skew":
                headers.check_date(found["x-amz-pay-date"], now + self.ways.seconds)
            answer = operate() if self.applied else Answer(200, b"{}")
        except Refused as refused:
            answer = refused.answer
        return self._delivered(self.kind.make(answer, self.ways))

    def _delivered(self, answer: Answer) -> Answer:
        ways = self.ways
        delay = ways.delay + (ways.jitter * self.chance() if ways.jitter else 0.0)
        cut = None if ways.cut is None else max(0, min(ways.cut, len(answer.body) - 1))
        return replace(answer, delivery=replace(answer.delivery, delay=delay, cut=cut))


@dataclass
class Faults:
    """The faults that wait for their requests, in the order in which they were ordered."""

    waiting: list[Fault] = field(default_factory=list)
    last_number: int = 0

    def add(self, fault: Fault) -> Fault:
        """Let one more wait."""
        self.last_number += 1
        fault.number = self.last_number
        self.waiting.append(fault)
        return fault

    def take(self, operation: str, key_id: str) -> Fault | None:
        """Find the first fault that strikes a request; one that has struck its last time goes."""
        for fault in self.waiting:
            if not fault.is_for(operation, key_id):
                continue
            is_last = fault.times == 1
            if fault.strikes():
                if is_last:
                    self.waiting.remove(fault)
                return fault
        return None

    def remove(self, number: int) -> bool:
        """Call one off; whether it was there."""
        left = [fault for fault in self.waiting if fault.number != number]
        is_there = len(left) < len(self.waiting)
        self.waiting = left
        return is_there
