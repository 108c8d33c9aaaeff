"""What goes wrong carries a template and its arguments, so that it can be said in any language."""

from __future__ import annotations

import pytest

from apay_console.errors import N_, BadText, Fault, Invalid, NotSent, OutcomeUnknown, say


def test_a_message_is_told_from_its_template_and_arguments() -> None:
    message = say("{count} of {total}", count=1, total=3)
    assert (message.template, dict(message.arguments)) == (
        "{count} of {total}",
        {"count": 1, "total": 3},
    )
    assert str(message) == "1 of 3"


@pytest.mark.parametrize("text", ["{0.__class__}", "%s%n", "{x}", "{{7*7}}", "${HOME}"])
def test_an_argument_is_never_a_template(text: str) -> None:
    assert str(say("“{found}”", found=text)) == f"“{text}”"


def test_marking_words_leaves_them_as_they_are() -> None:
    assert N_("Send update") == "Send update"


def test_a_refusal_says_reason_and_example() -> None:
    error = Invalid(say("Enter an amount."), "19.99")
    assert (str(error), error.message.template, error.example) == (
        "Enter an amount.",
        "Enter an amount.",
        "19.99",
    )


def test_a_document_that_cannot_be_read_is_refused_at_a_place() -> None:
    error = BadText(say("No."), 2, 3)
    assert (error.line, error.column, error.example) == (2, 3, "")
    assert isinstance(error, Invalid)


@pytest.mark.parametrize("kind", [NotSent, OutcomeUnknown])
def test_every_fault_can_be_told(kind: type[Fault]) -> None:
    with pytest.raises(Fault, match="No answer"):
        raise kind(say("No answer."))
