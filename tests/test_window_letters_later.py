"""What came later is seen letter by letter too: permission, charge, refund, notifications."""

from __future__ import annotations

import json

import pytest
from PySide6.QtWidgets import QApplication

from apay_console.model import codec
from apay_console.model.fields import ApiVersion
from apay_console.model.json_text import write
from apay_console.model.subjects import CHARGE, PERMISSION, REFUND, Subject
from apay_console.ui.panels.notifications_panel import NotificationsPanel
from apay_console.ui.tree.unfolding import ALL
from tests.api.faults import answering
from tests.test_walker import MARK
from tests.test_window_letters import PAYLOAD, look
from tests.test_window_text import amazon, opened, spoilt
from tests.window_parts import Shop, quick, shop, until

__all__ = ["amazon", "opened", "quick", "shop"]

IDS = {
    PERMISSION: "S01-1234567-1234567",
    CHARGE: "S01-1234567-1234567-C123456",
    REFUND: "S01-1234567-1234567-R123456",
}


def bad_body(subject: Subject) -> dict[str, object]:
    blank = codec.spell(codec.blank(subject.schema), subject.schema, ApiVersion.V1)
    return {**spoilt(blank, PAYLOAD), PAYLOAD: [PAYLOAD], subject.id_field: IDS[subject]}


@pytest.mark.parametrize("subject", IDS, ids=lambda subject: subject.name)
def test_a_later_object_in_every_tab(subject, shop: Shop, amazon):
    amazon.behaviour = answering(200, write(bad_body(subject)))
    shop.parts.console.shelf.open_text(IDS[subject])
    until(lambda: shop.state.object is not None, "the object")
    shop.settle()
    assert shop.state.shown == IDS[subject]
    answer = shop.window.page.answer
    answer.tree.tree.unfolding.open_to(ALL)
    seen = 0
    for tab in range(6):
        answer.open_tab(tab)
        seen += look(f"tab {tab}")
    answer.open_tab(0)
    assert seen > 0


def test_a_notification_in_its_list_and_in_full(shop: Shop):
    notice = dict.fromkeys(("Type", "MessageId", "TopicArn", "Timestamp", "Signature"), PAYLOAD)
    message = json.dumps({"ObjectType": PAYLOAD, "ObjectId": PAYLOAD, PAYLOAD: PAYLOAD})
    shop.run("notifications")
    panel = shop.window.findChild(NotificationsPanel)
    for one in ({**notice, "Message": PAYLOAD}, {**notice, "Message": message}, [PAYLOAD]):
        before = panel.received.list.count()
        shop.parts.console.receiver.paste(json.dumps(one))
        until(lambda before=before: panel.received.list.count() > before, "the notification")
        panel.received.list.opened.emit(0)
        QApplication.processEvents()
        look("a notification")
        reader = panel.received.view.reader
        assert MARK in reader.toPlainText()
    shop.window.page.side.close_panel()
