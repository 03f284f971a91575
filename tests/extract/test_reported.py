"""How sure the program is of reported speech."""

from __future__ import annotations

from archive.extract.reported import LEAST, judged, signs_of
from archive.parse import parse
from archive.readers.copy import Copy
from archive.restore.values import Finder, Run
from archive.restore.words import words_of
from index.article import Quote


def signs(text: str, told: str, source: str, cue: str, finder: Finder = "both") -> dict[str, float]:
    spans = [(text.index(s), text.index(s) + len(s)) for s in (told, source, cue)]
    run = Run(*spans[0], "indirect", spans[1], spans[2], 0.4, 0.9, finder)
    return dict(signs_of(words_of(text), run, "marked"))


def quotes(text: str) -> list[Quote]:
    return list(parse([Copy(text.encode(), text, "text")], "velm.txt")[0].quotes)


def test_what_stands_behind_that_and_ends_a_sentence_is_surer_than_what_stands_within_one() -> None:
    text = (
        "Ruiz said that the dock would close. As Ruiz told it, the dock of the port, rotten, old, wet, lay idle there."
    )
    whole = signs(text, "the dock would close", "Ruiz", "said")
    part = signs(text, "the dock of the port, rotten, old, wet", "Ruiz", "told", "reader")

    assert {"that", "clause", "ends sentence", "behind", "says", "marked"} <= whole.keys()
    assert {"read alone", "trust"} <= part.keys()
    assert part["commas"] == 3
    assert judged(list(whole.items())) > 0.8 > judged(list(part.items()))


def test_that_the_reader_missed_what_rules_tell_counts_for_nothing() -> None:
    text = "Ruiz said that the dock would close."
    args = (text, "the dock would close", "Ruiz", "said")
    assert signs(*args, "rules") == signs(*args, "both")
    assert "at odds" in signs(*args, "at odds")


def test_a_sentence_partly_in_marks_is_one_statement_besides_the_words_in_them() -> None:
    found = quotes('Mayor Ana Ruiz said on Monday that the plan for the port was "a disaster" that nobody had wanted.')

    assert [(q.kind, q.text, q.person) for q in found] == [
        ("indirect", 'the plan for the port was "a disaster" that nobody had wanted', "Ana Ruiz"),
        ("direct", "a disaster", "Ana Ruiz"),
    ]
    assert found[0].utterance != found[1].utterance
    assert all(LEAST <= q.confidence <= 1 for q in found)
