"""What the sandbox may be asked to let happen with the next step of a sale."""

from __future__ import annotations

from apay_console.model import simulations
from apay_console.model.lifecycle import Next
from apay_console.model.operations import COMPLETE_SESSION
from apay_console.model.profile import Environment
from apay_console.presenters.sale.state.sale_state import SaleState

_STEPS = {Next.SEND, Next.COMPLETE, Next.TASK}


def codes(state: SaleState) -> tuple[str, ...]:
    """List the codes that the next step takes; live takes none, Amazon's sandbox its own only."""
    environment = state.profile.environment
    if environment is Environment.LIVE or state.step not in _STEPS or state.is_unread:
        return ()
    wanted = COMPLETE_SESSION if state.step is Next.COMPLETE else state.operation
    found = simulations.codes_for(wanted, state.sale.version)
    is_emulator = environment is Environment.EMULATOR
    return tuple(code for code in found if is_emulator or not simulations.is_own(code))


def code(state: SaleState, step: Next) -> str:
    """The code that goes with a step: the chosen one, where it is the next step and takes it."""
    is_meant = state.step is step and state.simulation in codes(state)
    return state.simulation if is_meant else ""
