"""Why the data file is not as it should be."""

from __future__ import annotations

from apay_console.errors import N_
from apay_console.model.why.entry import Check, Entry

_DISK = Check(N_("Is the disk well, and did the computer lose its power?"))
_OTHERS = Check(N_("Did another program write into the data folder, or put an older copy there?"))
_SALES = Check(N_("Compare the newest sales with what Amazon shows."), "get")

ENTRIES = (
    Entry("network.file_aside", N_("The data file was damaged"),
          N_("A part of it could not be read. A new one took its place, with every row that could "
             "be read and, for what is small, with yesterday's copy. The old one was renamed."),
          (_DISK, _OTHERS, _SALES),
          N_("Copy the old file elsewhere if you miss something: it may hold buyers' data, so it "
             "is deleted after 30 days."), says=(
              N_("The data file was damaged. What could be read of it is in a new one; for 30 "
                 "days the old one lies at {path}."),)),
    Entry("network.newer_file", N_("A newer Apay Console wrote the data file"),
          N_("It keeps what this older one does not know and would lose. So the file was not even "
             "opened, and nothing is stored or sent."),
          (Check(N_("Is the newer one still there? Start it instead.")),
           Check(N_("Want to go on with this one? It begins a new file beside it, and finds it "
                    "again at each start."), "begin_anew")),
          N_("Start the newer one: everything is as it was."), says=(
              N_("{path} was written by a newer Apay Console. Start that one, or use a new, empty "
                 "history beside it; nothing was changed."),)),
    Entry("network.ended_suddenly", N_("This console ended suddenly"),
          N_("It was ended from outside, the computer lost its power, or it made a mistake. What "
             "is typed is stored a moment after the last key."),
          (_DISK, Check(N_("Does it happen again? The log says what the program did last."),
                        "log")),
          N_("Nothing needs to be done: look at what you typed, and go on."), says=(
              N_("Apay Console ended suddenly last time. What you had typed is back."),)),
    Entry("network.file_read_only", N_("The data file cannot be written to"),
          N_("A request that changes something is stored before it leaves. Where nothing can be "
             "stored, nothing of that kind is sent; reading works."),
          (Check(N_("May you write to the folder, and is its disk not read-only or full?")),),
          N_("Make its folder and disk writable, then start again."), says=(
              N_("Nothing is kept, for {path} cannot be written to, and nothing that changes "
                 "something is sent. Make its folder and disk writable, then start again."),)),
    Entry("network.journal", N_("The journal of the data file is gone"),
          N_("What is stored stands in the journal first. The program ended suddenly, and somebody "
             "took the journal away before this start, so the latest rows may be missing."),
          (_OTHERS, _SALES), N_("Look at the newest sales before you send one again."), says=(
              N_("The journal {path} is gone, and with it perhaps what was stored last. Look at "
                 "your newest sales before you send one again."),)),
    Entry("network.file_gone", N_("The data file was taken away"),
          N_("Somebody moved, deleted or exchanged it while this console had it open. What is "
             "written to it then is never found again, so nothing was."),
          (_OTHERS,), N_("Put it back, or start this console again."), says=(
              N_("{path} was moved or deleted while this console ran, so nothing is stored any "
                 "more. Put it back, or start this console again."),)),
    Entry("network.unread_profiles", N_("A profile cannot be read"),
          N_("Somebody changed its row in the data file. The row and its private key are left as "
             "they are."),
          (_OTHERS, Check(N_("A copy of the file from an earlier day may still have it."))),
          N_("Add the profile anew, or put such a copy in the place of the file."), "profiles",
          says=(
              N_("{count} of the profiles in {path} cannot be read and are not shown; nothing was "
                 "deleted. Copies of the file from earlier days lie beside it."),)),
    Entry("network.copied_folder", N_("The data folder is a copy"),
          N_("A private key lies in the keyring once, under its profile's name, and a copy of the "
             "folder knows it by the same name. So what one of the two deletes, the other loses."),
          (Check(N_("Need both? Give each profile of the copy a name and a key of its own: add it "
                    "anew, and leave the old one alone."), "profiles"),),
          N_("Use one of the two folders, and delete the other."), "profiles", says=(
              N_("The data folder {path} is a copy of {original}, and both use the same private "
                 "keys in your keyring: a profile that you remove in one loses its key in the "
                 "other too."),)),
    Entry("network.shared_disk", N_("The data folder is shared with other computers"),
          N_("Disks on a network do not keep two programs apart as a disk of this computer does, "
             "and what copies files while they are written copies halves. Both can damage the "
             "data file."),
          (Check(N_("Is your home folder on a server, or inside a folder that is synchronised?")),),
          N_("Keep the data folder on a disk of this computer."), says=(
              N_("The data folder {path} is on a network disk, or is copied to other computers; "
                 "its file may be damaged there. Keep it on a disk of this computer."),)),
)  # fmt: skip
