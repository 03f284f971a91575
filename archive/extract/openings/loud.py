"""Finds a dateline by its capitals where they were kept and every mark was lost: ``KESTREN Marenia May 3 The dock``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archive.extract.openings.evidence import below_writer, placed_elsewhere
from archive.extract.openings.parts import (
    RISKY,
    STARTERS,
    Opening,
    agency_at,
    date_at,
    is_place,
    is_region,
    unlisted_agency,
)
from archive.extract.stamps import of_stamp
from archive.restore.lexicon import lexicon, phrases, word_set
from archive.restore.words import Words

_SEARCHED = 90
"""Words from the beginning of an article within which its dateline stands."""

_LEAST = 3
"""Letters of a place in capitals."""

_PARTLY = 3
"""Words of a place of which but one came back in capitals, at most."""

_LONGEST = 4
_REGION = 3
"""Words of a place, and of a region, at most."""


def find_loud_opening(words: Words) -> Opening | None:
    """Return the dateline whose place stands in capitals at the begin of a line, None where there is none; one with its
    region also within a line, where a line end was lost.
    """
    for at in range(min(len(words) - 1, _SEARCHED)):
        opens = at == 0 or "\n" in words.gap[at]
        if opens or (_loud(words.word[at]) and not words.word[at - 1].isupper()):
            found = next((found for end in _ends(words, at) if (found := _opening(words, at, end))), None)
            if found and (opens or (found.region and found.region[1] + 1 == found.end)):
                return found
    return None


def _ends(words: Words, at: int) -> Iterator[int]:
    """Yield the words behind a place in capitals at word ``at``: before the region that ends it, and the last."""
    end = _place_end(words, at)
    if end > at + 1 and not is_place(words.low[at:end]):
        yield from (cut for cut in range(at + 1, end) if is_region(words.low[cut:end]))
    if end > at:
        yield end


def _opening(words: Words, at: int, end: int) -> Opening | None:
    for size in range(_REGION, -1, -1):
        behind = end + size
        if behind >= len(words) or any("\n" in gap for gap in words.gap[at + 1 : end]):
            continue
        if size and not (_titled(words.word[end:behind]) or is_region(words.low[end:behind])):
            continue
        low, cities = words.low, phrases("cities")
        city = tuple(low[end:behind]) in cities and (tuple(low[at:end]) in cities or not is_place(low[at:end]))
        if size and (city or words.low[behind - 1] in word_set("paper_words")):
            continue
        dated = date_at(words.low, behind)
        named, agency = _agency(words, dated)
        if not named and dated > behind:
            named, agency = unlisted_agency(words, dated)
        told = dated > behind or named > 0
        story = dated + named
        begins = story < len(words) and (_begins(words.word[story]) or (told and words.low[story] in STARTERS))
        if not begins or (size and "\n" in words.gap[behind] and not told):
            continue
        whole = all(map(_loud, words.word[at:end]))
        if (told and whole) or (is_region(words.low[end:behind]) if size else _names_a_place(words, at, end, whole)):
            return Opening(
                first=at,
                places=((at, end - 1),),
                region=(end, behind - 1) if size else None,
                date=(behind, dated - 1) if dated > behind else None,
                agency=(dated, story - 1) if named else None,
                canonical=agency or None,
                end=story,
            )
    return None


def _place_end(words: Words, at: int) -> int:
    """Return the word behind a place in capitals at word ``at``, or in which one word has them all, as those that were
    only restored do now and then: ``Pine FORK``; ``at`` for none.
    """
    end = at
    while end < min(len(words), at + _LONGEST) and _loud(words.word[end]) and not agency_at(words.low, end)[0]:
        end += 1
    low = words.low
    known = next((n for n in range(end + 2, end, -1) if end > at and is_place(low[at:n])), 0)
    if known or end > at:
        return known or end
    for last in range(at + 1, min(len(words), at + _PARTLY)):
        if not _titled(words.word[at:last]) or low[at] in STARTERS:
            break
        if len(words.word[last]) > _LEAST and _loud(words.word[last]) and not agency_at(low, last)[0]:
            return last + 1
    return at


def _titled(printed: Sequence[str]) -> bool:
    return all(word[0].isupper() and not word.isupper() for word in printed)


def _agency(words: Words, at: int) -> tuple[int, str]:
    """Return the words of an agency, as :func:`agency_at` does; one whose short form is a name needs its capitals."""
    size, name = agency_at(words.low, at)
    return (0, "") if size == 1 and words.low[at] in RISKY and not words.word[at].isupper() else (size, name)


def _loud(word: str) -> bool:
    return len(word) >= _LEAST and word.isalpha() and word.isupper() and not of_stamp(word.lower())


def _begins(word: str) -> bool:
    return word[0].isdigit() or (word[0].isupper() and not (len(word) > 1 and word.isupper()))


def _names_a_place(words: Words, at: int, end: int, whole: bool) -> bool:
    """Return whether words in capitals are no label, no short form and no first words of a story: one that is known or
    stands below a writer, or such a name never stands elsewhere with small letters, and a sentence seldom goes on from
    it with ``The``.
    """
    low = words.low[at:end]
    known = is_place(low)
    if not (known or (len(low[-1]) > _LEAST and lexicon().titles.isdisjoint(low))):
        return False
    if at and (known or (whole and below_writer(words, at))):
        paper = words.low[end] in word_set("paper_words") | word_set("posts") and "\n" in words.gap[end + 1]
        named = lexicon().common.issuperset(low) or low[0] in lexicon().first_names
        return not paper and (known or placed_elsewhere(words, at, end) or not named)
    if not whole:
        return False
    if words.low[end] in STARTERS or tuple(low) in phrases("cities"):
        return known or lexicon().common.isdisjoint(low)
    name = [word.capitalize() for word in words.word[at:end]]
    recurs = any(list(words.word[i : i + len(name)]) == name for i in range(end, len(words)))
    return recurs and (known or lexicon().common.isdisjoint(low))
