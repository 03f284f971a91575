"""Writes a dateline that was found in damaged copy as papers print it: ``TOPEKA, Kan., March 3 (AP) - The``.

The reader of marks and capitals does not know that it is one, and takes ``topeka`` for a word of the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from archive.extract.openings.evidence import NEAR
from archive.extract.openings.parts import Opening, agency_at, is_place
from archive.restore.lexicon import lexicon, phrases, spellings, word_set
from archive.restore.values import LOST_MARKS, Restored
from archive.restore.words import Words
from index.article import Damage
from index.values import replace

_POSTAL = 2
"""Letters of a state in postal form, which takes no stop and two capitals."""

_COLON = 2
"""What is left of ``: ``, before which papers print a place in small letters."""

_OLD_STATES = frozenset(["ga", "ky", "la", "md", "me", "mo", "pa", "va", "vt"])
_SAINTS = word_set("saints")
_CAPITALS = word_set("acronyms") | word_set("labels") | {"file", "photo"}
_VOWELS = frozenset("aeiouy")
_SHORT = 4
"""Letters of a word on no list below which it may be an acronym."""

_PRONOUNS = frozenset(["us", "who", "it"])
"""Common words that are acronyms as well."""

_PARTICLES = frozenset(["of", "and", "the"])


def dressed(restored: Restored, words: Words, opening: Opening | None) -> Restored:
    """Return ``restored`` with the capitals and marks of its dateline, as far as they were lost.

    No letter moves, and marks stand where the copy has room for them, else in ``inserted``.
    """
    hurt = next((d for d in restored.damage if opening and _covers(d, words, opening)), None)
    if hurt is None or opening is None or not opening.places:
        return restored
    body = list(restored.body)
    for i, word in (*_calmed(restored, words, opening, hurt.start), *_cased(words, opening)):
        if len(word) == words.end[i] - words.start[i]:
            body[words.start[i] : words.end[i]] = word
    if hurt.kind not in LOST_MARKS:
        return replace(restored, body="".join(body))
    low, high = words.start[opening.first], words.start[opening.end]
    inserted = [(at, mark) for at, mark in restored.inserted if not low < at <= high]
    above = words.end[opening.first - 1] if opening.first else low
    body[above:low] = _paragraph("".join(body[above:low]))
    for i, forms in _marked(words, opening):
        a, b = words.end[i - 1], words.start[i]
        fitting = next((form for form in forms if len(form) == b - a), None)
        if fitting:
            body[a:b] = fitting
        elif b - a == 1:
            body[a] = " "
            inserted += _without_room(forms[0], a, b)
    return replace(restored, body="".join(body), inserted=tuple(sorted(inserted)))


def _paragraph(gap: str) -> str:
    """Return the gap above a dateline as the end of a paragraph, where it is as wide as that, also behind a mark of
    quotation.
    """
    closing = '"' if '"' in gap else ""
    return f"{closing}\n\n" if len(gap) == len(closing) + 2 else gap


def _covers(d: Damage, words: Words, opening: Opening) -> bool:
    ends = opening.end < len(words) and words.start[opening.end] <= d.end
    return d.kind != "unquoted" and d.start <= words.start[opening.first] and ends


def _without_room(form: str, a: int, b: int) -> Iterator[tuple[int, str]]:
    """Yield the marks of a gap that is one space wide, those that open something behind the space."""
    if form.endswith("("):
        if form[:-2]:
            yield a, form[:-2]
        yield b, "("
    elif form.strip():
        yield a, form.rstrip()


def _calmed(restored: Restored, words: Words, opening: Opening, since: int) -> Iterator[tuple[int, str]]:
    """Yield the words near above a dateline that came back in capitals and are no acronyms, as sentences have them: the
    reader takes a short headline for a part of the dateline. ``since`` is where the damage begins.
    """
    below = frozenset(words.word[opening.end :])
    for i in range(words.first_in((since, since)), opening.first if opening.first <= NEAR else 0):
        low, word = words.low[i], words.word[i]
        if not (word.isupper() and word.isalpha() and len(word) > 1) or word in below or _stays(words, i):
            continue
        begins = i == 0 or "\n" in words.gap[i]
        known = low in _proper() or low.capitalize() in below
        named = any(m.start <= words.start[i] < m.end for m in restored.mentions)
        yield i, low.capitalize() if begins or known or named else low


@cache
def _proper() -> frozenset[str]:
    """Return the places, the nationalities, and the given names that are no words."""
    lex = lexicon()
    return lex.places | lex.nationalities | (lex.first_names - lex.word_names)


def _stays(words: Words, i: int) -> bool:
    """Return whether a word may be printed in capitals by itself: an acronym, an agency, or a label such as UPDATE."""
    low = words.low[i]
    short = len(low) < _SHORT and (low not in lexicon().common or low in _PRONOUNS)
    return short or low in _CAPITALS or _VOWELS.isdisjoint(low) or agency_at(words.low, i)[0] > 0


def _cased(words: Words, opening: Opening) -> Iterator[tuple[int, str]]:
    """Yield the words of a dateline by their numbers, as they are printed, and the first word of the story."""
    low, first_word = words.low, words.word[opening.end]
    yield opening.end, first_word[0].upper() + first_word[1:]
    width = words.start[opening.end] - words.end[opening.end - 1]
    plain = not (opening.agency or opening.date) and width == _COLON
    for first, last in opening.places:
        yield from ((i, low[i].capitalize() if plain else low[i].upper()) for i in range(first, last + 1))
    if opening.region:
        for i in range(opening.region[0], opening.region[1] + 1):
            postal = len(low[i]) == 1 or (len(low[i]) == _POSTAL and low[i] not in _OLD_STATES)
            yield i, low[i].upper() if postal else low[i] if low[i] in _PARTICLES else low[i].capitalize()
    if opening.date:
        yield from ((i, low[i].capitalize()) for i in range(opening.date[0], opening.date[1] + 1))
    if opening.agency:
        first, last = opening.agency
        printed = spellings("agencies").get(tuple(low[first : last + 1]))
        yield from zip(range(first, last + 1), printed or (), strict=False)


def _marked(words: Words, opening: Opening) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the numbers of words of a dateline and how the gap before each may be, the fullest form first."""
    places, region, date, agency = opening.places, opening.region, opening.date, opening.agency
    for before, after in pairwise(places):
        if after[0] == before[1] + 1:
            yield after[0], ("/", ", ")
    for first, last in places:
        yield from ((i, ("/",)) for i in range(first + 1, last + 1) if _joined(words.low[first : last + 1], i - first))
    for first, last in places:
        yield from ((i, (". ", " ")) for i in range(first + 1, last + 1) if words.low[i - 1] in _SAINTS)
    stop = ""
    if region:
        yield region[0], (", ",)
        yield from _initials(words, region)
        stop = "." if _abbreviated(words.low[region[0] : region[1] + 1]) else ""
    if date:
        yield date[0], _with_stop(stop if date[0] == (region or (0, -1))[1] + 1 else "", ", ")
        stop = stop if region and region[0] > date[0] else ""
    if agency:
        yield agency[0], _with_stop(stop, " (")
        yield opening.end, (") - ", ") -- ", ")- ", ") ")
    else:
        yield opening.end, _with_stop(stop, " - ", " -- ", ": ")


def _joined(low: Sequence[str], cut: int) -> bool:
    """Return whether a lost stroke joined two known cities at ``cut``."""
    return is_place(low[:cut]) and is_place(low[cut:]) and not is_place(low)


def _with_stop(stop: str, *forms: str) -> tuple[str, ...]:
    return (*(stop + form for form in forms), *forms) if stop else forms


def _initials(words: Words, region: tuple[int, int]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the gaps inside ``N.C.``."""
    for i in range(region[0] + 1, region[1] + 1):
        if len(words.low[i - 1]) == len(words.low[i]) == 1:
            yield i, (".", ". ")


def _abbreviated(low: Sequence[str]) -> bool:
    """Return whether a region is printed short, with a stop: ``Mo.``, ``N.C.``, not ``MO``."""
    whole = phrases("regions").get(tuple(low))
    if whole is None or "".join(low) == "".join(whole.lower().split()):
        return False
    return len(low) > 1 or len(low[0]) > _POSTAL or low[0] in _OLD_STATES
