"""What may be signed afresh, and that nothing of an earlier choice is shown for a later one."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from apay_console.errors import NoKey, say
from apay_console.model.exchange import FROM_SHOP, Exchange, Sent
from apay_console.model.profile import Environment, Profile, Region
from apay_console.presenters.taking.forms import Form
from apay_console.presenters.taking.taking import Taking
from tests.exchanges import sent

LIVE = Profile("p", "Fjord", Environment.LIVE, Region.EU, "LIVE-A1")
SANDBOX = replace(LIVE, environment=Environment.SANDBOX, public_key_id="SANDBOX-A1")
URL = "https://pay-api.amazon.eu/v2/checkoutSessions/1"


class Runner:
    """Work that is done when a test says so."""

    def __init__(self) -> None:
        self.ends = []
        self.unhandled = SimpleNamespace(emit=self.ends.append)

    def run(self, work, *, owner, done, failed):
        work.close()
        self.ends.append((done, failed))

    def call(self, function, *, owner, done, failed):
        self.ends.append((lambda: done(function()), failed))


class Bench:
    def __init__(self, profile: Profile | None, *, is_locked: bool = False) -> None:
        async def sign_again(one: Exchange) -> Sent:
            return one.sent

        self.runner = Runner()
        services = SimpleNamespace(
            runner=self.runner, sender=SimpleNamespace(sign_again=sign_again)
        )
        lock = SimpleNamespace(is_locked=lambda _: is_locked)
        desk = SimpleNamespace(services=services, lock=lock, state=None)
        self.taking = Taking(desk, SimpleNamespace(get=lambda _: profile))

    def begin(self, body: bytes = b'{"a":1}', **values: str) -> Taking:
        one = sent(body=body, **{"profile_id": "p", **values})
        request = Sent("PATCH", URL, (("authorization", "A PublicKeyId=k, Signature=old"),), body)
        self.taking.begin([replace(one, sent=request)])
        return self.taking


def problem(taking: Taking) -> str:
    return str(taking.view.problem or "")


def test_a_live_write_is_signed_only_by_who_knows_what_that_is(qapp):
    bench = Bench(LIVE)
    taking = bench.begin()
    taking.tick(afresh=True)
    assert "real money" in problem(taking)
    assert taking.view.asks_sure
    assert taking.view.taken is None
    assert bench.runner.ends == []
    taking.tick(sure=True)
    assert len(bench.runner.ends) == 1


def test_live_that_is_read_only_is_not_signed_at_all(qapp):
    bench = Bench(LIVE, is_locked=True)
    taking = bench.begin()
    taking.tick(afresh=True, sure=True)
    assert "read-only" in str(taking.view.no_signing)
    assert not taking.view.ticks.afresh
    assert bench.runner.ends == []


@pytest.mark.parametrize(
    ("profile", "values", "words"),
    [
        (None, {}, "not here any more"),
        (SANDBOX, {"profile_id": FROM_SHOP}, "a key of its own"),
    ],
)
def test_what_was_signed_with_a_key_that_is_not_here_says_so(qapp, profile, values, words):
    taking = Bench(profile).begin(**values)
    assert words in str(taking.view.no_signing)


@pytest.mark.parametrize("form", [form for form in Form if form is not Form.CURL])
def test_only_a_curl_command_is_signed(qapp, form):
    taking = Bench(SANDBOX).begin()
    taking.tick(afresh=True)
    taking.choose(form)
    assert not taking.view.ticks.afresh


def test_a_body_that_is_redacted_is_not_signed(qapp):
    bench = Bench(SANDBOX)
    taking = bench.begin(b'{"noteToBuyer":"Mara"}')
    taking.tick(afresh=True)
    assert "Include it" in problem(taking)
    assert bench.runner.ends == []


def test_a_signature_that_comes_for_an_earlier_choice_is_dropped(qapp):
    bench = Bench(SANDBOX)
    taking = bench.begin()
    taking.tick(afresh=True)
    assert taking.view.is_busy
    taking.choose(Form.HAR)
    done, _ = bench.runner.ends[0]
    done(Sent("PATCH", URL, (("authorization", "late"),)))
    assert "late" not in taking.view.taken.text


def test_what_is_shown_is_what_was_signed_afresh(qapp):
    bench = Bench(SANDBOX)
    taking = bench.begin()
    taking.tick(afresh=True)
    done, _ = bench.runner.ends[0]
    done(Sent("PATCH", URL, (("authorization", "A PublicKeyId=k, Signature=fresh"),), b'{"a":1}'))
    assert "Signature=fresh" in taking.view.taken.text
    assert "Signature=old" not in taking.view.taken.text
    assert str(taking.view.taken.remarks[0]).startswith("Signed afresh.")
    assert not taking.view.is_busy


def test_a_read_of_live_is_signed_without_asking_and_every_write_asks(qapp):
    for method, asks in (("GET", False), ("PATCH", True), ("DELETE", True), ("POST", True)):
        bench = Bench(LIVE)
        taking = bench.begin()
        (one,) = taking._exchanges
        taking.begin([replace(one, sent=replace(one.sent, method=method))])
        taking.tick(afresh=True)
        assert (taking.view.asks_sure, len(bench.runner.ends)) == (asks, 0 if asks else 1)


def test_a_read_of_live_can_be_signed_while_live_is_read_only(qapp):
    bench = Bench(LIVE, is_locked=True)
    taking = bench.begin()
    (one,) = taking._exchanges
    taking.begin([replace(one, sent=replace(one.sent, method="GET"))])
    taking.tick(afresh=True)
    assert taking.view.no_signing is None
    assert len(bench.runner.ends) == 1


def test_a_token_in_the_address_is_not_signed_unseen(qapp):
    bench = Bench(SANDBOX)
    taking = bench.begin()
    (one,) = taking._exchanges
    taking.begin([replace(one, sent=replace(one.sent, url=f"{URL}?token=secret"))])
    taking.tick(afresh=True)
    assert "Include it" in problem(taking)
    taking.tick(buyers=True)
    assert len(bench.runner.ends) == 1


def test_a_key_that_comes_too_late_to_be_missed_says_nothing(qapp):
    bench = Bench(SANDBOX)
    taking = bench.begin()
    taking.tick(afresh=True)
    taking.choose(Form.HAR)
    _, failed = bench.runner.ends[0]
    failed(NoKey(say("The keyring is locked.")))
    assert problem(taking) == ""


def test_a_key_that_cannot_be_had_is_told(qapp):
    bench = Bench(SANDBOX)
    taking = bench.begin()
    taking.tick(afresh=True)
    _, failed = bench.runner.ends[0]
    failed(NoKey(say("The keyring is locked.")))
    assert problem(taking) == "The keyring is locked."
    assert not taking.view.is_busy


def test_ticks_begin_anew_with_each_exchange_and_the_form_stays(qapp):
    bench = Bench(SANDBOX)
    taking = bench.begin()
    taking.tick(buyers=True, signatures=True)
    taking.choose(Form.PYTHON)
    taking = bench.begin()
    assert not taking.view.ticks.buyers
    assert taking.view.form is Form.PYTHON


def test_what_the_answer_pane_shows_is_what_is_taken(qapp):
    bench = Bench(SANDBOX)
    taking = bench.begin()
    assert not taking.begin_shown()
    earlier, newest = sent(profile_id="p"), sent("get_session", profile_id="p")
    for moment, shown in ((None, newest), (earlier, earlier)):
        taking._desk.state = SimpleNamespace(moment=moment, exchange=newest)
        assert taking.begin_shown()
        assert taking._exchanges == (shown,)


def test_what_an_sdk_cannot_send_is_said_in_the_place_of_code(qapp):
    taking = Bench(SANDBOX).begin(b"[]")
    taking.choose(Form.PHP)
    assert "no JSON object" in problem(taking)
    assert taking.view.taken is None


def test_what_is_long_is_made_beside_the_window_and_only_the_last_choice_is_shown(qapp):
    bench = Bench(SANDBOX)
    taking = bench.begin(b'{"a":"' + b"x" * 300_000 + b'"}')
    assert taking.view.is_busy
    taking.choose(Form.HAR)
    (first, _), (second, _) = bench.runner.ends
    first()
    assert taking.view.taken is None
    second()
    assert taking.view.taken is not None
    assert taking.view.taken.name.endswith(".har")
    assert not taking.view.is_busy


def test_what_goes_wrong_beside_the_window_is_told(qapp):
    bench = Bench(SANDBOX)
    taking = bench.begin(b'{"a":"' + b"x" * 300_000 + b'"}')
    (_, failed) = bench.runner.ends[0]
    failed(NoKey(say("no")))
    assert problem(taking) == "no"
