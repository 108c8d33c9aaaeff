"""Nothing is sent by itself: not when the network is back, and not at the next start."""

from __future__ import annotations

import socket

from tests.api.faults import FaultServer, answering
from tests.presenters.conftest import Desk, Run
from tests.presenters.gate import lose_answer
from tests.sale_parts import NOTE

OK = answering(200, '{"checkoutSessionId":"1"}')


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_f25_what_could_not_be_sent_waits_for_the_person(desk: Desk) -> None:
    real = desk.console.host.base_url
    desk.console.host.base_url = f"http://127.0.0.1:{free_port()}"
    desk.send(NOTE, "Tea")
    assert desk.sentence.startswith("Not sent.")
    with FaultServer(OK) as online:
        desk.console.host.base_url = online.url
        turn_around(desk)
        assert online.connections == 0
        assert desk.state.draft.typed == {NOTE.name: "Tea"}
    desk.console.host.base_url = real
    assert not desk.do(desk.console.again).draft


def turn_around(desk: Desk) -> None:
    """Whatever happens in a window by itself: sales come and go, timers end, drafts are kept."""
    sale = desk.state.sale
    desk.do(desk.console.shelf.begin)
    desk.do(desk.console.desk.save_draft)
    desk.do(desk.console.later.polling.tick)
    desk.console.desk._saving.timeout.emit()
    state = desk.console.desk.state
    assert state is not None
    assert state.sale.id != sale.id
    fetched = next(one for one in desk.console.shelf.sales if one.id == sale.id)
    desk.console.shelf.opened.disconnect()  # reading it again would be no write, and is not asked
    desk.do(lambda: desk.console.shelf.open(fetched))


def test_f25_a_write_whose_answer_was_lost_is_not_sent_again_by_a_start(run: Run) -> None:
    with run() as first:
        first.start()
        lose_answer(first, "update_session")
        assert first.send(NOTE, "Tea").unresolved
    with run() as second:
        seen: list[str] = []
        second.console.host.ready.connect(lambda _: seen.append("ready"))
        second.start()
        assert seen == ["ready"]
        assert second.state.unresolved
        writes = [one for one in second.state.exchanges if one.sent.method != "GET"]
        assert [one.operation for one in writes][:1] == ["update_session"]
        before = len(writes)
        second.do(second.console.shelf.begin)
        second.do(lambda: second.console.shelf.open(second.console.shelf.sales[-1]))
        after = [one for one in second.state.exchanges if one.sent.method != "GET"]
        assert len(after) == before
