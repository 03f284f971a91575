"""Reads the dateline: where a story was filed, and when if that is printed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from archive.extract.furniture import without_furniture
from archive.extract.masthead import masthead_of
from archive.extract.openings.bare import find_bare_opening, find_wired_opening
from archive.extract.openings.loud import find_loud_opening
from archive.extract.openings.marked import find_opening, without_marks
from archive.extract.openings.parts import WAYS, Opening, is_place, is_region, known_places
from archive.extract.source import of_a_paper, paper_line
from archive.extract.stamps import of_stamp
from archive.restore.lexicon import lexicon, phrases, word_set
from archive.restore.values import Restored
from archive.restore.words import Words, words_of, words_of_story
from index.article import Dateline
from index.values import replace

HEAD = 6_000
"""Characters from the beginning of a text in which a dateline is sought."""

_LONGEST_PLACE, _DASH = 3, 3
"""Words of a place at most, and what is left of `` - `` where marks became spaces."""

_HEADED = 2
"""Words of a headline at least that runs into a place."""

_HEADLINE = 20
"""Words of a headline at most."""

_STOPS = frozenset('.!?"”’')
_SMALL = word_set("dateline_small")
_ACRONYMS = word_set("acronyms")
_SAINTS = word_set("saints")


def head_words(restored: Restored) -> Words:
    """Return the words of the beginning of a text, without those that a page prints around a story."""
    if len(restored.body) < HEAD:
        words = words_of_story(restored.body, restored.inserted)
    else:
        words = words_of(restored.body[:HEAD], [(at, mark) for at, mark in restored.inserted if at < HEAD])
    return without_furniture(words, restored.gaps)


def opening_of(restored: Restored, words: Words) -> Opening | None:
    """Return the dateline by its words; copy that lost its capitals is read without trusting the restored ones."""
    found = _opening(restored, words)
    return _behind_headline(words, found) if found and found.places else found


def _behind_headline(words: Words, found: Opening) -> Opening:
    """Return a dateline without the words of a headline that open its first place, where an agency or a day follows:
    ``STORM HITS COAST MIAMI, Sept. 3 (AP)``.
    """
    a, b = found.places[0]
    if b - a < _HEADED or found.first != a or not (found.canonical or found.date) or is_place(words.low[a : b + 1]):
        return found
    for at in range(a + _HEADED, b + 1):
        head, city = words.low[a:at], tuple(words.low[at : b + 1])
        told = city in phrases("cities") or (city in phrases("towns") and not lexicon().common.isdisjoint(head))
        told = told and not any(map(is_place, zip(head, strict=True)))
        if told and head[-1] not in _SMALL and head[0] not in WAYS:
            return replace(found, first=at, places=((at, b), *found.places[1:]))
    return found


def _opening(restored: Restored, words: Words) -> Opening | None:
    lost = any(d.kind != "unquoted" and d.start < HEAD for d in restored.damage)
    if not lost:
        found = _below_headlines(words, cased=True)
        paper = paper_line(words)
        if found is None or found.canonical:
            return found
        printed = paper and found.first < paper[1] and paper[0] < found.end
        return None if printed else found
    marked = restored.gaps == "marked"
    blank = find_opening(without_marks(words), cased=False, marked=False)
    if blank and blank.places and marked:
        blank = None
    ways = [*(_below_headlines(words, cased=cased, marked=marked) for cased in (False, True)), blank]
    if restored.gaps == "bare":
        listed = [found for found in ways if found and _listed(words, found)]
        ways = [find_loud_opening(words), find_bare_opening(words), *listed]
    best = max((found for found in ways if found), key=_evidence, default=None)
    if restored.gaps == "wide":
        best = _run_into(words, best)
        best = _with_city(words, best) if best else None
    elif best and restored.gaps == "bare":
        best = _below_city(words, best)
    return best or _below_masthead(words)


def _listed(words: Words, found: Opening) -> bool:
    """Return whether a dateline needs no marks, which are only restored: it names an agency, or a place that is known
    or opens the text.
    """
    return (
        found.first == 0
        or found.canonical is not None
        or any(is_place(words.low[first : last + 1]) for first, last in found.places[:1])
    )


def _run_into(words: Words, found: Opening | None) -> Opening | None:
    """Return the dateline of an agency that a headline runs into, where ``found`` is none, less than that, or more."""
    whole = find_wired_opening(words)
    if whole is None or found is None or not found.places:
        return whole or found
    (a, b), (first, last) = found.places[0], whole.places[0]
    less = whole.first < found.first
    more = found.first and is_place(words.low[first : last + 1]) and not is_place(words.low[a : b + 1])
    return whole if (less or more) and whole.agency == found.agency else found


def _with_city(words: Words, found: Opening) -> Opening:
    """Return a dateline with the city before it that a restored line end parts from its region, as wide as a comma
    and a space: ``ASTREL`` above ``CALDERRA, May 11``.
    """
    at = found.first
    region = bool(found.places) and is_region(words.low[found.places[0][0] : found.places[0][1] + 1])
    if found.region or not (found.date or found.agency or region) or words.gap[at] != "\n\n":
        return found
    first = next((i for i in range(at - 1, max(at - 1 - _LONGEST_PLACE, -1), -1) if not i or "\n" in words.gap[i]), at)
    printed = words.word[first:at]
    if found.places and not is_place(words.low[first:at]) and _is_city(words, found.places[0]):
        return found
    titled = region and all(word[0].isupper() for word in printed)
    if not (all(map(str.isupper, printed)) or titled) and (first == 0 or len(printed) > 1):
        return found
    gap = [", " if i == at else g for i, g in enumerate(words.gap)]
    whole = find_opening(replace(words, gap=gap), cased=True)
    return whole if whole and (whole.first, whole.end) == (first, found.end) else found


def _is_city(words: Words, place: tuple[int, int]) -> bool:
    return tuple(words.low[place[0] : place[1] + 1]) in phrases("cities")


def _below_city(words: Words, found: Opening) -> Opening:
    """Return a dateline that is a region with its day or agency, or on a list, with the city that stands alone on the
    line above it, where gaps tell nothing else: ``Antananarivo`` above ``MADAGASCAR``.
    """
    at = found.first
    if found.region or len(found.places) != 1 or not at or "\n" not in words.gap[at]:
        return found
    a, b = found.places[0]
    if _is_city(words, (a, b)) or not (found.date or found.agency or is_region(words.low[a : b + 1])):
        return found
    first = next((i for i in range(at - 1, max(at - _LONGEST_PLACE, 0), -1) if "\n" in words.gap[i]), None)
    if first is None:
        return found
    low = words.low[first:at]
    other = of_a_paper(low) or not word_set("posts").isdisjoint(low) or low[0] in lexicon().first_names
    named = all(word[0].isupper() for word in words.word[first:at]) and not lexicon().common.issuperset(low)
    if other or not named or any(map(of_stamp, low)):
        return found
    return replace(found, first=first, places=((first, at - 1),), region=(a, b))


def _below_headlines(words: Words, *, cased: bool, marked: bool = True) -> Opening | None:
    """Return the dateline, which may stand below a headline that begins as one does."""
    found = find_opening(words, cased=cased, marked=marked)
    while found and not found.canonical and not found.date and _heads(words, found):
        found = find_opening(words, cased=cased, marked=marked, since=found.end)
    return found


def _heads(words: Words, found: Opening) -> bool:
    """Return whether a place and a colon begin a headline, a line without a stop: ``Velm: Mayor faults board``."""
    if found.end >= len(words) or not words.gap[found.end].startswith(":"):
        return False
    end = next((i for i in range(found.end, len(words)) if "\n" in words.gap[i]), len(words))
    return end < len(words) and end - found.first <= _HEADLINE and not any(c in _STOPS for c in words.gap[end])


def _below_masthead(words: Words) -> Opening | None:
    """Return the few words that a gap as wide as a dash parts from the story, behind the day that stands above it."""
    masthead = masthead_of(words, None, gaps="wide")
    if masthead is None or masthead.day is None:
        return None
    first = masthead.end
    for end in range(first + 1, min(first + _LONGEST_PLACE + 1, len(words))):
        if len(words.gap[end]) >= _DASH:
            return Opening(first, ((first, end - 1),), None, None, None, None, end)
        if words.gap[end] not in (" ", "-"):
            return None
    return None


def _evidence(found: Opening) -> tuple[bool, bool, bool, int]:
    """Return what speaks for a dateline: an agency, a day, a place, an early beginning."""
    placed = bool(found.places)
    return found.canonical is not None and placed, found.date is not None, placed, -found.first


def dateline_of(restored: Restored, words: Words, opening: Opening | None) -> Dateline | None:
    """Return the dateline that ``opening`` marks out, None where no place is printed."""
    if opening is None or not opening.places:
        return None
    lost = any(d.kind != "unquoted" and d.start < HEAD for d in restored.damage)
    places = [place for a, b in opening.places for place in _split(words, a, b, lost=lost)]
    last = opening.end - 1
    end = words.end[last]
    gap = words.gap[opening.end] if opening.end < len(words) else ""
    closing = (")", ".", "/") if opening.agency else (")", ".")
    start = words.start[opening.first]
    start -= restored.body[start - 1 : start] == "(" and ")" in restored.body[start:end].partition("(")[0]
    end += gap.startswith(".)") and restored.body[end : end + 1] == "."
    opened = restored.body[end : end + 1] != ")" or "(" in restored.body[start:end]
    end += 1 if opened and gap.startswith(closing) and restored.body[end : end + 1] in closing else 0
    region = words.words_of(*opening.region) if opening.region else None
    if region and opening.region and restored.body[words.end[opening.region[1]] :][:1] == ".":
        region += "."
    return Dateline(
        text=restored.body[start:end],
        place=places[0],
        region=_region(region),
        places=tuple(dict.fromkeys(places)),
        date=words.words_of(*opening.date) if opening.date else None,
        span=(start, end),
    )


def _split(words: Words, a: int, b: int, *, lost: bool) -> list[str]:
    """Return the cities of one stretch: a known one that lost its hyphen, or several that lost strokes joined."""
    unknown = lost and tuple(words.low[a : b + 1]) not in known_places()
    parts = _parted("".join(words.low[a : b + 1])) if unknown else None
    return parts or [normal_case(words, a, b, lost=lost)]


def _parted(letters: str) -> list[str] | None:
    """Return the known places whose letters these are, one after the other; None where they are of anything else."""
    for cut in range(len(letters), 0, -1):
        name = _run_together().get(letters[:cut])
        rest = _parted(letters[cut:]) if name else None
        if name and rest is not None:
            return [name, *rest]
    return None if letters else []


@cache
def _run_together() -> Mapping[str, str]:
    """Return the places on the lists by their letters alone."""
    return {"".join(low): name for low, name in known_places().items()}


def normal_case(words: Words, a: int, b: int, *, lost: bool) -> str:
    """Return words ``a`` to ``b`` as a place is written in running text; ``lost`` tells that its capitals were."""
    known = known_places().get(tuple(words.low[a : b + 1]))
    printed = words.words_of(a, b)
    if known and "." not in printed and "-" not in printed:
        return known
    if not lost and not printed.islower() and not any(len(w) > 2 and w.isupper() for w in words.word[a : b + 1]):
        return printed
    out: list[str] = []
    for i in range(a, b + 1):
        low = words.low[i]
        out.append(low if low in _SMALL and i > a else low.upper() if low in _ACRONYMS else low.capitalize())
        if i < b:
            gap = words.gap[i + 1]
            out.append(". " if gap == "  " and low in _SAINTS else gap)
    return "".join(out)


def _region(printed: str | None) -> str | None:
    """Return a region as printed, a long one in small letters or capitals alone in normal case."""
    if printed is None or not (printed.islower() or any(w.isupper() and len(w) > 3 for w in printed.split())):
        return printed
    return " ".join(w if "." in w else w[:1].upper() + w[1:].lower() for w in printed.split())
