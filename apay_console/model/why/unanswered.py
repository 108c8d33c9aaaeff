"""Why nothing was sent, and why an answer is missing or cannot be used."""

from __future__ import annotations

from apay_console.errors import N_
from apay_console.model.why.entry import Check, Entry

_AGAIN = (N_("Nothing left this machine, so sending it again is safe."), "again")
_CHECK = (N_("Check the request: this console does it in a way that does nothing twice."), "check")
_LOOK = Check(N_("Look at the request and its times: how far did it come?"), "raw_tab")
_FAULTS = Check(N_("In the emulator it may be a fault that you injected."), "faults")
_CERTIFICATE = (
    Check(N_("Is something between here and Amazon opening TLS: a proxy, a virus scanner?")),
    Check(N_("Is this machine's clock right? Certificates have a first and a last day."),
          rule="clock"),
    Check(N_("Company proxies need their own certificate in the system's store.")),
)  # fmt: skip

ENTRIES = (
    Entry("network.certificate", N_("The certificate is not to be trusted"),
          N_("Whoever answers cannot prove to be that host. So nothing was sent: neither the "
             "signature nor the buyer's data."),
          _CERTIFICATE, *_AGAIN, says=(
              N_("The certificate of {host} is not valid yet, so nothing was sent to it."),
              N_("The certificate of {host} has expired, so nothing was sent to it."),
              N_("The certificate of {host} is self-signed, so nothing was sent to it."),
              N_("The certificate of {host} belongs to another host, so nothing was sent to it."),
              N_("The certificate of {host} is not one that this system trusts, so nothing was "
                 "sent to it."))),
    Entry("network.tls", N_("No TLS"),
          N_("The host answered, but not with TLS 1.2 or newer, as Amazon does. A proxy or a "
             "sign-in page of a hotel's network may answer instead."),
          _CERTIFICATE, *_AGAIN,
          says=(N_("{host} does not speak TLS as Amazon does, so nothing was sent to it."),)),
    Entry("network.twice", N_("The very same was sent before"),
          N_("A request that would move the same money was sent before, and it was done or may "
             "have been done. A second one has a key of its own, so Amazon would take it for "
             "another payment."),
          (Check(N_("What became of the first one is seen in the history."), "history"),
           Check(N_("If its outcome is unknown: check it, which does nothing twice."), "check",
                 rule="unresolved")),
          N_("Send it a second time only if you mean to move the money twice."),
          says=(N_("The very same was sent before, so it was not sent again."),)),
    Entry("network.stopped", N_("You stopped it"),
          N_("This console waits no more. What had left by then may have been done all the same."),
          (_LOOK,), *_CHECK, says=(N_("You stopped it."),)),
    Entry("network.moved", N_("The profile is for somewhere else now"),
          N_("The request was for another environment or region than its profile is for now. Sent "
             "there, it could do what was never asked for."),
          (Check(N_("Look at the profile: its environment and its region."), "profiles"),),
          N_("Make the profile again as it was, then check the request once more."), "profiles",
          says=(N_("“{name}” was changed since: this was for {place}, so it is not sent again."),)),
    Entry("network.name", N_("The name was not found"),
          N_("The network does not know where that host is. Usually there is no network, or a VPN "
             "answers names."),
          (Check(N_("Is this machine online?")), Check(N_("Does a VPN or a blocker answer names?")),
           Check(N_("Is the region right? Each has its own host."), "profiles", rule="region")),
          *_AGAIN, says=(N_("The name {host} could not be found."),)),
    Entry("network.refused", N_("The connection was refused"),
          N_("The host was found, but nothing listens there, or a firewall said no."),
          (Check(N_("Emulator: is it still running?"), rule="emulator"),
           Check(N_("Amazon: a firewall between here and there may forbid it."))),
          *_AGAIN, says=(N_("{host} refused the connection."),
                         N_("{host} could not be reached."))),
    Entry("network.proxy", N_("The proxy did not open the way"),
          N_("This profile's requests go through a proxy, and it did not let this one through. "
             "Amazon was not even asked."),
          (Check(N_("Is the proxy's address in the profile right, and does it run?"), "profiles"),
           Check(N_("Is it needed at all here? Without one, Amazon is asked directly."),
                 "profiles"),
           Check(N_("407: it wants a name and a password, which are not kept here."))),
          *_AGAIN, says=(
              N_("The name of the proxy {proxy} could not be found."),
              N_("The proxy {proxy} refused the connection."),
              N_("The proxy {proxy} did not open the way to {host} in time."),
              N_("{proxy} does not answer as a proxy does."),
              N_("The proxy {proxy} could not be reached."),
              N_("The proxy {proxy} asks for a name and a password (407), so nothing was sent."),
              N_("The proxy {proxy} did not open the way to {host} (it answered {status})."))),
    Entry("network.slow", N_("The connection was not taken in time"),
          N_("The network is slow, or a firewall lets packets fall without a word."),
          (Check(N_("Does any page open in a browser?")), _FAULTS), *_AGAIN,
          says=(N_("{host} did not take the connection in time."),)),
    Entry("network.timeout", N_("The answer did not come in time"),
          N_("The request left, and this console stopped waiting. Amazon may have done it."),
          (_LOOK, Check(N_("The profile says for how long an answer is waited for."), "profiles"),
           _FAULTS), *_CHECK,
          says=(N_("No complete answer came from {host} within {seconds} seconds."),)),
    Entry("network.broken", N_("The connection broke"),
          N_("The request left, but the connection ended before a whole answer came. Amazon may "
             "have done it."),
          (_LOOK, _FAULTS), *_CHECK, says=(
              N_("{host} broke off in the middle of its answer."),
              N_("{host} closed the connection without an answer."),
              N_("The connection to {host} broke before an answer came."))),
    Entry("network.not_http", N_("What came back is not HTTP"),
          N_("Something answered in another language, such as a proxy or a wrong port."),
          (_LOOK, _FAULTS), *_CHECK, says=(N_("What came back from {host} is not HTTP."),)),
    Entry("network.unreadable", N_("The answer cannot be read"),
          N_("An answer came, but it is empty, is no JSON object, or is not whole. The request may "
             "have been done all the same."),
          (Check(N_("Look at the answer as it came."), "raw_tab"), _FAULTS,
           Check(N_("A page of a proxy looks like this: HTML in place of JSON."), "raw_tab")),
          *_CHECK, says=(
              N_("It answered {status} with no content."),
              N_("It answered {status} with too many values to be read."),
              N_("It answered {status}, but what it sent is not valid JSON at byte {place}."),
              N_("It answered {status}, but what it sent is {kind} and not JSON."),
              N_("It answered {status}, but what it sent is nested too deep to be read."),
              N_("It answered {status}, but what it sent is not a JSON object."),
              N_("It answered {status}, but there is too little free memory to read it."),
              N_("There is too little free memory for the answer of {host}."),
              N_("The answer is compressed ({coding}), which was not asked for; it was not read."),
              N_("The answer is larger than {cap} bytes; the rest of it was not read."))),
    Entry("network.redirect", N_("A redirect was not followed"),
          N_("Amazon Pay never redirects. Following one would hand a signed request to somebody "
             "else."),
          (Check(N_("Look where it leads: a sign-in page of the network is usual."), "raw_tab"),
           _FAULTS), *_CHECK, says=(
              N_("It answered with a redirect to {host} ({status}), which was not followed."),)),
    Entry("network.no_verdict", N_("The answer does not say what became of it"),
          N_("A status of 500 or more, or a refused repeat, leaves open whether the request was "
             "done."),
          (_LOOK, Check(N_("Read the object and look for yourself."), "get"), _FAULTS), *_CHECK,
          says=(N_("It answered {status} without saying what became of the request."),
                N_("It answered {status} {code}, which does not say what became of the request."),
                N_("The repeat was refused ({status} {code}), which does not say what became of "
                   "the first request."))),
    Entry("network.open", N_("A request without an answer"),
          N_("The program ended, or the answer was lost, while a request was on its way. Nothing "
             "else is sent for this sale until that is known."),
          (Check(N_("Checking it can do nothing twice: the same key goes with it."), "check",
                 rule="unresolved"),
           Check(N_("Read the object and look for yourself."), "get")), *_CHECK, says=(
              N_("A request was on its way when this console ended. Amazon may or may not have "
                 "applied it. Check before you send anything else."),
              N_("What became of the last request is still unknown. Check it, or look for yourself "
                 "what Amazon shows, before you send anything else."))),
    Entry("network.emulator", N_("The emulator is not running yet"),
          N_("The built-in emulator starts with the window and needs a moment."),
          (Check(N_("Does a notice say why it could not start?")),), *_AGAIN,
          says=(N_("The emulator is not running yet."),)),
    Entry("network.not_here", N_("That host was not allowed"),
          N_("A host that is not this computer gets nothing until it is allowed by its name, so "
             "that no buyer's data goes to a wrong address."),
          (Check(N_("Is it written right, and do you mean it?")),),
          N_("Allow it by its name, or use this computer."), says=(
              N_("{host} is not this computer, so nothing was sent to it. Allow that host by its "
                 "name first."),)),
    Entry("network.no_key", N_("The private key is not at hand"),
          N_("Every request is signed with the profile's private key, which is missing, locked or "
             "kept elsewhere. So nothing was sent."),
          (Check(N_("Does a window of the keyring wait for its password?")),
           Check(N_("Choose the key file again in the profile."), "profiles")),
          N_("Add the key, then try again."), "profiles", says=(
              N_("This profile has no private key yet; add one under Profiles."),
              N_("The profile that sent this was removed."),
              N_("Your keyring ({keyring}) has not answered for {seconds} seconds. If it asks for "
                 "a password somewhere, answer it, then try again."),
              N_("The private key is not in your keyring ({keyring}). Choose the key file again."),
              N_("The private key lies in another keyring ({there}); this desktop offers "
                 "{keyring}. Start the other one, or choose the key file again. "
                 "Nothing was deleted."),
              N_("The private key was kept in memory for one run only. Choose the key file again."),
              N_("The private key in your keyring ({keyring}) is damaged. Choose the key file "
                 "again."))),
    Entry("network.not_stored", N_("The data file could not take it"),
          N_("A request is stored before it leaves, so that it can be checked later. The disk did "
             "not take it, so nothing was sent."),
          (Check(N_("Is the disk full, or can it not be written to?")),
           Check(N_("Does another program hold the file?"))), *_AGAIN, says=(
              N_("Another program holds the data file {path}. Close that program, then try again."),
              N_("{path} cannot be written to. Make its folder and disk writable, then try again."),
              N_("The disk could not read or write {path}. Check the disk, then try again."),
              N_("The disk is full. Free some space, then try again."),
              N_("{path} cannot be opened. Check the permissions of its folder, then try again."),
              N_("The data file {path} is damaged. It will be set aside, not deleted; try "
                 "again."))),
    Entry("network.mistake", N_("This console made a mistake"),
          N_("Reading failed inside this program, not at Amazon. Nothing was changed by it."),
          (Check(N_("Read once more."), "get"),), N_("Read it again."), "get",
          says=(N_("This console made a mistake while reading. Nothing was changed by it."),)),
    Entry("network.certificate_file", N_("A notification's certificate could not be had"),
          N_("A notification is only believed once the certificate that signed it was fetched from "
             "Amazon."),
          (Check(N_("Open the notification: it says where its certificate should be."),
                 "notifications"),),
          N_("Let it be sent again."), "notifications",
          says=(N_("{host} answered {status} instead of a certificate."),
                N_("What {host} sent is too large to be a certificate."))),
    Entry("network.unknown", N_("It is not known why"),
          N_("Nothing tells why there is no usable answer."), (_LOOK,), *_CHECK,
          says=(N_("It is not known why."),)),
)  # fmt: skip
