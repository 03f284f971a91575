"""Conditions for a question that was asked in a sentence: ``what did ruiz say about the harbour in 2016``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from index.query.build import conjunction
from index.query.nodes import And, Dates, Exact, Node, Stemmed, Values, Word
from index.query.respell import Speller
from index.request import Of

_SMALL = """
a about am an and any are as at be been by can could did do does for from had has have he her him his how i in into
is it its many me most much of on our quote quoted quotes said say saying says she should so somebody someone speak
talk tell that the their them there they this those to told us was we were what when where which who whom whose why
will with would you
"""
_SMALL_WORDS = frozenset(_SMALL.split())
"""Words of a question that are hardly looked for themselves."""

_SENTENCE = 2
"""Small words that a sentence has at least."""

_YEARS, _DIGITS = range(1700, 2101), 4


def in_conditions(tree: Node, of: Of, speller: Speller) -> Iterator[Node]:
    """Yield what a sentence asks for, likeliest first; nothing for what is no sentence.

    That is its words without the small ones and a year as the date: in quotes whoever is named as the speaker, then
    names as words like others.
    """
    parts = tree.parts if isinstance(tree, And) else ()
    kept = [part for part in parts if _word(part) not in _SMALL_WORDS]
    if not kept or len(parts) - len(kept) < _SENTENCE:
        return
    named = {part for part in kept if of == "quotes" and _names_a_speaker(_word(part), speller)}
    if named:
        yield _conditions(kept, named)
    yield _conditions(kept, set())


def _conditions(kept: list[Node], named: set[Node]) -> Node:
    asked: list[Node] = []
    for speaks, together in groupby(kept, named.__contains__):
        if speaks:
            asked.append(Values("speaker", tuple(Exact(_word(part)) for part in together)))
        else:
            asked.extend(map(_dated, together))
    return conjunction(asked)


def _word(part: Node) -> str:
    return part.form.text if isinstance(part, Word) and isinstance(part.form, Stemmed) else ""


def _names_a_speaker(word: str, speller: Speller) -> bool:
    return bool(word) and not word.isdigit() and all(speller.total(field, word) for field in ("person", "speaker"))


def _dated(part: Node) -> Node:
    word = _word(part)
    if len(word) == _DIGITS and word.isdecimal() and word.isascii() and int(word) in _YEARS:
        return Dates("date", date(int(word), 1, 1), date(int(word), 12, 31))
    return part
