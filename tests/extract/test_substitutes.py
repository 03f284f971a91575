"""Signs that stand for marks which a program could not write are told from signs that mean themselves."""

from __future__ import annotations

import pytest

from archive.extract.mending import REPLACED, mended
from archive.extract.substitutes import given_back, substitute
from archive.readers.copy import Copy, Stated

STORY = (
    "The mayor’s office said it would close the quay – or sell it.\n\n“We can’t go on like this,” Ana Ruiz told the "
    "Velm Courier’s readers. “Who would? I asked them. Nobody stayed.”\n\nShe called the plan “a disgrace” and the "
    "dockers’ union of 2015–16 “slow.”\n\n“He said ‘no,’ and left,” O’Hara said in the ’90s, “and then: ‘Why?’”\n"
)


def replaced(text: str, sign: str) -> str:
    return "".join(c if c.isascii() else sign for c in text)


@pytest.mark.parametrize("sign", ["?", "¿", "\ufffd", "???", "\ufffd\ufffd\ufffd"])
def test_marks_are_told_by_what_stands_around_them(sign: str) -> None:
    text = replaced(STORY, sign)
    assert substitute(text) == sign
    assert given_back(text, sign) == STORY


@pytest.mark.parametrize(
    "text",
    [
        "Who would? I asked. Why? Nobody knows??",
        "See velm.example/find?s=quay and velm.example/find?t=2, or ask?",
        "¿Quién sabe? ¿Qué dijo?",
        "“Can?t,” she wrote, “and won?t,?” he read.",
        "Who?s there?",
        "",
    ],
)
def test_signs_that_mean_themselves_stay(text: str) -> None:
    assert substitute(text) is None


@pytest.mark.parametrize("text", ["Jos\ufffd Pell", "caf\ufffd,", "\ufffdtienne Duval", "Ren\ufffde", "\ufffd\ufffd"])
def test_letters_that_were_lost_stay_lost(text: str) -> None:
    assert given_back(text, "\ufffd") == text


def test_an_apostrophe_stands_only_behind_what_it_follows() -> None:
    text = "We can?t, I?m late, and Malmstr?m isn?t."
    assert given_back(text, "?") == "We can’t, I’m late, and Malmstr?m isn’t."


def test_letters_of_names_come_back_with_the_marks_and_are_told() -> None:
    text = "Jos? Garc?a?s boat? He can?t sell it,? she said. ?Andr?s won?t.?\n"
    found = mended(Copy(text.encode(), text, "text", stated=Stated(headline="Garc?a?s boat")))
    assert found.text == "José García’s boat? He can’t sell it,” she said. “Andrés won’t.”\n"
    assert found.stated.headline == "García’s boat"
    assert found.warnings == (REPLACED,)


def test_what_was_done_is_told_and_headlines_are_mended_with_the_text() -> None:
    text = replaced(STORY, "?")
    found = mended(Copy(text.encode(), text, "text", stated=Stated(headline="Mayor?s vow: ?No sale?")))
    assert found.text == STORY
    assert found.stated.headline == "Mayor’s vow: “No sale?"
    assert found.warnings == (REPLACED,)
