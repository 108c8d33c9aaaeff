"""From the past to the desk: the sale, the form, the same call again; nothing is ever sent."""

from __future__ import annotations

from dataclasses import replace

from apay_console.model.draft import Draft
from apay_console.model.exchange import FROM_SHOP
from apay_console.model.fields import ApiVersion
from apay_console.model.profile import Environment
from apay_console.presenters.sale.signed_call import SignedCall
from tests.exchanges import answered, sent
from tests.presenters.later_parts import complete, do_task, show


def replayed(desk) -> list:
    found: list = []
    desk.console.leading.replay_wanted.connect(found.append)
    return found


def refusals(desk) -> list[str]:
    found: list[str] = []
    desk.console.leading.refused.connect(lambda words: found.append(str(words)))
    return found


def test_a_body_of_a_later_task_goes_into_that_tasks_form(desk):
    complete(desk)
    show(desk, "charge")
    do_task(desk, "capture_charge")
    exchange = next(one for one in desk.state.exchanges if one.operation == "capture_charge")
    again = replace(exchange, operation="create_refund", sent=_refund(exchange, desk.state.shown))
    desk.console.later.show("")
    sent_before = desk.exchanges
    desk.do(lambda: desk.console.leading.open_form(again))
    assert desk.state.task == "create_refund"
    assert desk.state.draft.typed["refundAmount"] == "1.25 USD"
    desk.do(lambda: desk.console.leading.open_form(exchange))
    assert desk.notice.sentence == desk.state.refusal  # a captured charge cannot be captured again
    writes = [one for one in desk.exchanges if not one[0].startswith("get_")]
    assert writes == [one for one in sent_before if not one[0].startswith("get_")]


def _refund(exchange, charge_id: str):
    body = b'{"chargeId":"%s","refundAmount":{"amount":"1.25","currencyCode":"USD"}}'
    return replace(exchange.sent, url="http://127.0.0.1/v2/refunds", body=body % charge_id.encode())


def test_a_body_for_what_this_sale_does_not_have_is_laid_nowhere(desk):
    first = desk.state.exchanges[0]
    body = b'{"captureAmount":{"amount":"1.25","currencyCode":"USD"}}'
    url = "http://127.0.0.1/v2/charges/S01-9999999-9999999-C999999/capture"
    wire = replace(first.sent, method="POST", url=url, body=body)
    other = replace(first, operation="capture_charge", version="v2", sent=wire)
    before = desk.state.draft
    desk.do(lambda: desk.console.leading.open_form(other))
    assert desk.sentence == "There is no form for this call. Replay it instead."
    assert desk.state.draft == before


def test_a_read_has_nothing_for_a_form_and_says_so(desk):
    found = refusals(desk)
    desk.console.leading.open_form(sent("get_session"))
    assert "form" in found[0]


def test_a_call_keeps_its_version_method_and_body(desk):
    wanted, exchange = replayed(desk), answered(sent(body={"a": 1}), 200, {})
    url = "https://pay-api.amazon.com/sandbox/v1/checkoutSessions/x?b=1"
    exchange = replace(exchange, sent=replace(exchange.sent, url=url), profile_id="emulator")
    desk.do(lambda: desk.console.leading.replay(exchange))
    assert wanted[0].path == "/sandbox/v1/checkoutSessions/x?b=1"
    assert (wanted[0].method, wanted[0].body) == ("PATCH", '{"a": 1}')
    assert not wanted[0].idempotency


def test_a_post_gets_a_key_of_its_own_and_the_simulation_goes_along(desk):
    wanted = replayed(desk)
    complete(desk)
    exchange = next(one for one in desk.state.exchanges if one.operation == "complete_session")
    headers = (*exchange.sent.headers, ("X-Amz-Pay-Simulation-Code", "SoftDeclined"))
    exchange = replace(exchange, sent=replace(exchange.sent, headers=headers))
    desk.do(lambda: desk.console.leading.replay(exchange))
    assert (wanted[0].method, wanted[0].idempotency) == ("POST", True)
    assert wanted[0].simulation == "SoftDeclined"
    call = SignedCall(desk.console.desk, desk.console.courier.live)
    desk.do(lambda: call.send(replace(wanted[0], simulation="")))
    key = desk.state.moment.sent.header("x-amz-pay-idempotency-key")
    assert key
    assert key not in {exchange.idempotency_key, exchange.sent.header("x-amz-pay-idempotency-key")}


def test_what_a_profile_sent_is_not_sent_as_another(desk):
    console, wanted, found = desk.console, replayed(desk), refusals(desk)
    other = replace(console.profiles.current, id="other", name="Fjord Tea")
    console.profiles.save(other)
    desk.settle()
    console.leading.replay(sent(profile_id="other"))
    assert wanted == []
    assert "“Fjord Tea”" in found[0]


def test_what_the_shop_sent_is_tried_as_whoever_is_chosen_and_needs_no_sale(desk):
    wanted, found = replayed(desk), refusals(desk)
    desk.console.leading.replay(sent(profile_id=FROM_SHOP, sale_id="gone"))
    assert len(wanted) == 1
    assert found == []


def test_a_sale_whose_profile_was_removed_is_not_opened_as_another(desk):
    wanted, found = replayed(desk), refusals(desk)
    sale = replace(desk.state.sale, id="orphan", profile_id="gone")
    save = desk.console.desk.services.sales.save(sale)
    desk.do(lambda: desk.parts.runner.run(save, owner=desk.console, done=print))
    desk.do(lambda: desk.console.leading.replay(sent(sale_id="orphan", profile_id="gone")))
    assert wanted == []
    assert "removed" in found[0]


def test_where_the_past_lay_open_the_call_goes_out_from_the_present(desk):
    wanted = replayed(desk)
    first = desk.state.exchanges[-1]
    desk.console.desk.look_at(first)
    desk.do(lambda: desk.console.leading.replay(first))
    assert len(wanted) == 1
    assert desk.state.moment is None


def test_a_call_goes_out_from_the_sale_that_it_was_sent_from(desk):
    wanted, first = replayed(desk), desk.state.exchanges[0]
    desk.do(lambda: desk.console.shelf.begin(ApiVersion.V1, Draft()))
    assert desk.state.sale.id != first.sale_id
    desk.do(lambda: desk.console.leading.replay(first))
    assert len(wanted) == 1
    assert desk.state.sale.id == first.sale_id


def test_bytes_that_are_no_text_are_not_sent_again(desk):
    found = refusals(desk)
    desk.console.leading.replay(sent(body=b"\xff"))
    assert "no text" in found[0]


def test_what_another_profile_sent_is_not_sent_as_this_one(desk):
    wanted, found = replayed(desk), refusals(desk)
    desk.do(lambda: desk.console.leading.replay(sent(profile_id="gone")))
    assert wanted == []
    assert "removed" in found[0]


def test_a_sale_that_left_the_list_cannot_be_opened(desk):
    found = refusals(desk)
    desk.do(lambda: desk.console.leading.open_sale(sent(sale_id="gone")))
    assert "no longer in the list" in found[0]


def test_a_sale_of_another_profile_is_opened_as_that_profile(desk):
    console = desk.console
    desk.do(console.courier.get)
    first = desk.state.exchanges[-1]
    other = replace(
        console.profiles.current,
        id="other",
        name="Fjord Tea",
        environment=Environment.SANDBOX,
    )
    console.profiles.save(other)
    desk.settle()
    desk.do(lambda: console.profiles.choose("other"))
    assert desk.state.profile.id == "other"
    desk.do(lambda: console.leading.open_sale(first))
    desk.until(lambda: desk.state.moment is not None)
    assert desk.state.profile.id == "emulator"
    assert desk.state.sale.id == first.sale_id
    assert desk.state.moment.id == first.id
