"""Copy with its inserted marks put in, and the way back to the body."""

from __future__ import annotations

from archive.restore.attribution.shown import Shown

BODY = "marsh we had to go harrow no"
INSERTED = ((5, ":"), (18, "."), (19, '"'), (25, ":"), (28, '."'))


def test_inserted_marks_stand_where_they_were_told() -> None:
    assert Shown(BODY, INSERTED).text == 'marsh: we had to go. "harrow: no."'


def test_every_word_keeps_its_place_there_and_back() -> None:
    shown = Shown(BODY, INSERTED)
    at = 0
    for word in BODY.split():
        at = BODY.index(word, at)
        there = shown.to((at, at + len(word)))

        assert shown.text[slice(*there)] == word
        assert shown.back(there) == (at, at + len(word))


def test_a_place_within_an_inserted_mark_is_where_the_mark_stands() -> None:
    shown = Shown(BODY, INSERTED)
    end = len(shown.text) - 1

    assert shown.back((end, end + 1)) == (len(BODY), len(BODY))
