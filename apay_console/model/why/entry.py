"""What an explanation consists of: a cause, what to check in order, and what to do now."""

from __future__ import annotations

from dataclasses import dataclass

from apay_console.errors import N_


@dataclass(frozen=True)
class Check:
    """One thing to look at, and where the window can go to look at it."""

    words: str
    command: str = ""  # the command that goes there
    field: str = ""  # the field that it is about
    see: str = ""  # the key of another entry that says more
    rule: str = ""  # the name of what can tell by the sale whether it is so here


@dataclass(frozen=True)
class Entry:
    """Why something is as it is, in plain words."""

    key: str
    title: str
    cause: str
    checks: tuple[Check, ...] = ()
    now: str = ""
    command: str = ""  # what the button under “What now” does
    says: tuple[str, ...] = ()  # the window's own sentences that this explains

    @property
    def code(self) -> str:
        """The code or name itself, without the kind of thing that has it."""
        return self.key.partition(".")[2]

    @property
    def kind(self) -> str:
        """The kind of thing that is explained: error, session, charge, trap and so on."""
        return self.key.partition(".")[0]


READ_AGAIN = Check(N_("Read the object again: its state says what Amazon takes now."), "get")
OWN_WORDS = Check(N_("Read Amazon's own message: it often names the field."), "raw_tab")
BODY = Check(N_("Look at what was sent, key by key."), "body")
SIGNATURE = Check(N_("Compare what was signed with what Amazon read."), "signature")
ENVIRONMENT = Check(
    N_("Environment: a sandbox id is unknown in live, and the other way round."),
    "profiles",
    rule="environment",
)
REGION = Check(
    N_("Region: each region has its own host, and knows only its own keys and objects."),
    "profiles",
    rule="region",
)
