"""Finds the words of a dateline where the gaps tell nothing: ``cracks close bridge kabul afghanistan ap the bridge``.

An agency or a day holds it together; where neither is printed, only a known place right before words that cannot go
on from it, such as ``the``, is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archive.extract.openings.evidence import below_writer, placed_elsewhere
from archive.extract.openings.parts import (
    LONGEST_PLACE,
    RISKY,
    STARTERS,
    Opening,
    agency_at,
    date_at,
    initials_at,
    is_place,
    is_region,
    unlisted_agency,
)
from archive.extract.stamps import of_stamp
from archive.restore.lexicon import lexicon, phrases, word_set
from archive.restore.words import Words
from index.values import dataclass, replace

SEARCHED = 90
"""Words from the beginning of an article within which an agency or a day may tell of a dateline."""

_BYLINE = 30
"""Words within which the writer may be named above a dateline."""

_HEAD = 45
"""Words within which a line that begins with a place may follow what stands above a story."""

_DASHED, _TWO = 7, 2
"""Words of a dateline at most, and spaces that are left of `` - ``."""

_BRACKET = 3
"""Spaces that are left of what opens a bracket behind a short form: ``. (``."""

_DASH, _EARLY = 3, 30
"""Spaces that are left of `` - ``, and words within which a day before them tells of a dateline."""

_EMPLOYER = 6
"""Words within which a place alone may follow the name of a writer."""

_PLACES = 6
_UNKNOWN = 3
"""Words of a place on no list at most."""

_BEFORE = word_set("prepositions") | word_set("determiners") | word_set("auxiliaries") | {"and", "or", "near", "s"}
_SAYS = word_set("agency_people") | frozenset(
    ["news", "said", "says", "reported", "reports", "quoted", "and", "has", "was", "is", "that"]
)
_GO_ON = word_set("prepositions") | frozenset(["and", "or", "to", "was", "is", "will", "when", "which"])
_CLOCK = frozenset(["am", "pm", "gmt", "utc", "est", "edt", "et", "cst", "cdt", "pst", "pdt", "bst"])
"""Words that end an hour above a dateline: ``7 14 pm``."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """Cities and their region in front of something, and whether the first of them is on a list."""

    places: tuple[tuple[int, int], ...]
    region: tuple[int, int] | None
    known: bool

    @property
    def first(self) -> int:
        """The first word."""
        return self.places[0][0]


def find_bare_opening(words: Words) -> Opening | None:
    """Return the dateline of an article of which nothing is left but words, None where none can be told."""
    stop = min(len(words) - 1, SEARCHED)
    for find in (_wired, _dated):
        for at in range(stop):
            found = find(words, at)
            if found:
                return found
    for find in (_dashed, _placed_alone):
        if found := next((found for at in _openings(words) if (found := find(words, at))), None):
            return found
    return _told_elsewhere(words)


def find_wired_opening(words: Words) -> Opening | None:
    """Return the dateline into which a headline runs, in copy whose gaps are as wide as its marks were: its agency is
    told by the room of brackets and a dash around it, its day by that of a comma and a dash.
    """
    for at in range(1, min(len(words) - 1, SEARCHED)):
        room = _room(words, at)
        found = _wired(words, at) if _TWO <= room <= _BRACKET else None
        if found is None and room == _TWO and at < _EARLY:
            dated = _dated(words, at)
            found = dated if dated and dated.agency is None and _room(words, dated.end) == _DASH else None
        if found and found.places and _room(words, found.end) > _TWO:
            found = _without_country(words, found)
            joined = all(_room(words, first) == 1 for first, _ in found.places)
            return found if found.first and joined else None
    return None


def _without_country(words: Words, found: Opening) -> Opening:
    """Return a dateline without a country before its city, with which a headline ends: ``ship leaves Ghana LAGOS``."""
    (a, b), *others = found.places
    country = tuple(words.low[a : b + 1])
    if not others or country not in phrases("countries") or country in phrases("cities"):
        return found
    return replace(found, first=others[0][0], places=tuple(others))


def _room(words: Words, i: int) -> int:
    """Return how wide the gap in front of word ``i`` is."""
    return words.start[i] - words.end[i - 1]


def _wired(words: Words, at: int) -> Opening | None:
    """Return the dateline that an agency ends at word ``at``."""
    low = words.low
    size, name = agency_at(low, at)
    end = at + size
    if not size or end >= len(low) or low[end] in _SAYS or agency_at(low, end)[0]:
        return None
    risky = size == 1 and low[at] in RISKY
    day = _day_before(low, at)
    stop = day[0] if day else at
    timed = any(_hour_before(low, stop - n) for n in range(1, _UNKNOWN + 1))
    placed = _placed_before(words, stop, sure=timed or day is not None)
    if placed is None:
        alone = at == 0 and not risky and low[end] in STARTERS
        return Opening(0, (), None, None, (0, end - 1), name, end) if alone else None
    if not (placed.known or placed.region or day or placed.first == 0 or _hour_before(low, placed.first)):
        return None
    if risky and not (day or placed.region or (placed.known and placed.first == 0)):
        return None
    return Opening(placed.first, placed.places, placed.region, day, (at, end - 1), name, end)


def _dated(words: Words, at: int) -> Opening | None:
    """Return the dateline whose day begins at word ``at``."""
    end = date_at(words.low, at)
    if end == at or end >= len(words) or words.low[end] in _GO_ON:
        return None
    placed = _placed_before(words, at)
    if placed is None or not (placed.known or placed.region):
        return None
    if placed.first and words.low[end] not in STARTERS and not words.word[end][0].isupper():
        return None
    size, name = initials_at(words.low, end)
    if not size:
        size, name = unlisted_agency(words, end)
    agency = (end, end + size - 1) if size else None
    return Opening(placed.first, placed.places, placed.region, (at, end - 1), agency, name or None, end + size)


def _placed_alone(words: Words, at: int) -> Opening | None:
    """Return the dateline of a known place at word ``at`` that neither agency nor day follows."""
    low = words.low
    for size in range(LONGEST_PLACE, 0, -1):
        end = at + size
        region = next((n for n in range(4, 0, -1) if is_region(low[end : end + n])), 0)
        known = is_place(low[at:end]) if region else tuple(low[at:end]) in phrases("cities")
        if not known:
            continue
        if end + region >= len(low) or low[end + region] in _GO_ON:
            return None
        if low[end + region] not in STARTERS and (at or not region):
            return None
        spelled = (end, end + region - 1) if region else None
        return Opening(at, ((at, end - 1),), spelled, None, None, None, end + region)
    return None


def _dashed(words: Words, at: int) -> Opening | None:
    """Return the dateline from word ``at`` to two spaces, which are left of a dash that lost its place too."""
    low = words.low
    end = next((k for k in range(at + 1, min(at + _DASHED, len(words))) if words.gap[k] != " "), at)
    if end == at or words.start[end] - words.end[end - 1] != _TWO or "\n" in words.gap[end]:
        return None
    size = next((n for n in range(min(_UNKNOWN, end - at - 1), 0, -1) if is_region(low[end - n : end])), 0)
    first, stop = at, end - size
    spelled = all(_unknown(words, i) for i in range(at, stop)) and stop - at <= _UNKNOWN
    if not (is_place(low[at:stop]) or (spelled and (size or below_writer(words, at)))):
        return None
    return Opening(first, ((first, stop - 1),), (stop, end - 1) if size else None, None, None, None, end)


def _told_elsewhere(words: Words) -> Opening | None:
    """Return the dateline on no list that stands right below a writer, and that the story tells of as a place or that
    a name follows; or that opens a line twice, the second time as part of the story: ``Kestren Kestren Rovers``.
    """
    for at in range(min(len(words) - _UNKNOWN - 1, _HEAD)):
        if at and "\n" not in words.gap[at]:
            continue
        doubled = next((n for n in (2, 1) if words.low[at : at + n] == words.low[at + n : at + 2 * n]), 0)
        if doubled and all(_unknown(words, i) for i in range(at, at + doubled)):
            return Opening(at, ((at, at + doubled - 1),), None, None, None, None, at + doubled)
        if not below_writer(words, at):
            continue
        for end in range(at + _UNKNOWN, at, -1):
            named = all(_unknown(words, i) and words.low[i] not in lexicon().first_names for i in range(at, end))
            whole = not any("\n" in gap for gap in words.gap[at + 1 : end])
            if whole and "\n" in words.gap[end] and words.word[end][0].isupper() and _is_a_place(words, at, end):
                return Opening(at, ((at, end - 1),), None, None, None, None, end)
            goes_on = words.gap[end] == " " and words.word[end][0].islower() and words.low[end] not in STARTERS
            if goes_on or words.low[end] in lexicon().organisations or agency_at(words.low, at)[0]:
                continue
            told = placed_elsewhere(words, at, end) or (_before_a_name(words, end) and _recurs(words, at, end))
            if named and whole and told:
                return Opening(at, ((at, end - 1),), None, None, None, None, end)
    return None


def _recurs(words: Words, at: int, end: int) -> bool:
    """Return whether the same words stand with capitals within a sentence of the story."""
    printed = [word.capitalize() for word in words.word[at:end]]
    return any(words.gap[i] == " " and list(words.word[i : i + end - at]) == printed for i in range(end, len(words)))


def _is_a_place(words: Words, at: int, end: int) -> bool:
    """Return whether words that stand alone on the line below a writer are no post and no paper."""
    low = words.low[at:end]
    told = not (word_set("posts") | word_set("paper_words")).isdisjoint(low) or agency_at(low, 0)[0]
    return is_place(low) or (not told and all(_unknown(words, i) for i in range(at, end)) and end == at + 1)


def _before_a_name(words: Words, at: int) -> bool:
    """Return whether somebody's whole name begins with word ``at``, of which no unknown word before it can be part."""
    low = words.low[at : at + 2]
    return low[0] in lexicon().first_names and words.word[at + 1][0].isupper() and low[0] not in lexicon().common


def _openings(words: Words) -> Iterator[int]:
    """Yield the words where a place alone may stand: those that begin lines, and those behind the name of a writer and
    a paper.
    """
    yield from (i for i in range(min(len(words) - 3, _HEAD)) if not i or "\n" in words.gap[i])
    for by in range(min(len(words) - 3, _BYLINE)):
        if words.low[by] == "by" and words.low[by + 1] in lexicon().first_names:
            yield from range(by + 3, by + 3 + _EMPLOYER)


def _placed_before(words: Words, stop: int, *, sure: bool = False) -> _Placed | None:
    """Return the cities, and the region of the last, that end in front of word ``stop``; None in a sentence.

    With ``sure``, what follows tells of a dateline, and the city needs to be on no list.
    """
    places: list[tuple[int, int]] = []
    region, known, first = None, False, stop
    while len(places) < _PLACES:
        size = next((n for n in range(min(4, first), 0, -1) if is_region(words.low[first - n : first])), 0)
        begin, listed = _city_before(words, first - size, sure=True) if size else (first, False)
        great = tuple(words.low[first - size : first]) in phrases("cities") and not listed
        if begin == first - size or great or _twins(words.low, begin, first - size, first):
            size = 0
            begin, listed = _city_before(words, first, sure=sure and not places)
        if begin == first or (begin and words.low[begin - 1] in _BEFORE):
            break
        if size and not places:
            region = (first - size, first - 1)
        places.insert(0, (begin, first - size - 1))
        known, first = known or listed, begin
    return _Placed(tuple(places), region, known) if places else None


def _twins(low: Sequence[str], begin: int, middle: int, end: int) -> bool:
    """Return whether two great cities stand side by side, the second of which could be a region: London/New York."""
    cities = phrases("cities")
    return begin < middle < end and tuple(low[begin:middle]) in cities and tuple(low[middle:end]) in cities


def _city_before(words: Words, stop: int, *, sure: bool) -> tuple[int, bool]:
    """Return the first word of a city in front of word ``stop``, that word for none, and whether it is listed.

    One on no list may open the text; further on its region must follow (``sure``).
    """
    if size := _known_before(words.low, stop):
        return stop - size, True
    first = stop
    while first and stop - first < _UNKNOWN and _unknown(words, first - 1):
        first -= 1
        if "\n" in words.gap[first]:
            break
    return (stop if first and not sure else first), False


def _known_before(low: Sequence[str], stop: int) -> int:
    for size in range(min(LONGEST_PLACE, stop), 0, -1):
        if is_place(low[stop - size : stop]):
            return size
    return 0


def _unknown(words: Words, i: int) -> bool:
    """Return whether a word may be of a place on no list: restored with a capital, and none of everyday life."""
    low = words.low[i]
    if "by" in words.low[max(0, i - 2) : i]:
        return False
    return (
        words.word[i][0].isupper()
        and low.isalpha()
        and len(low) > 1
        and not (low in lexicon().common or low in _BEFORE or of_stamp(low) or low == "dateline" or is_region((low,)))
        and not agency_at((low,), 0)[0]
    )


def _hour_before(low: Sequence[str], stop: int) -> bool:
    return stop > 1 and low[stop - 1] in _CLOCK and low[stop - 2].isdecimal()


def _day_before(low: Sequence[str], stop: int) -> tuple[int, int] | None:
    for first in range(max(0, stop - 4), stop - 1):
        if date_at(low, first) == stop:
            return first, stop - 1
    return None
