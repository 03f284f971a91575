"""Finds headline, writer and day where they ran into one line: ``Ferry sold, by Ana Ruiz, April 17, 2019. The ...``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from archive.extract.openings.parts import STARTERS, Opening, agency_at, is_place
from archive.extract.source import of_a_paper, paper_line
from archive.extract.stamps import MONTHS, OPENING, PUBLISHED, day_of, of_stamp
from archive.restore.lexicon import lexicon, word_set
from archive.restore.values import Gaps, Mention
from archive.restore.words import Words
from index.values import dataclass

_FARTHEST = 40
_LEAST, _TOLD = 3, 2
"""Words before a day at least, and how many of them must not say when."""

_WRITER = 5
"""Words between ``By`` and the day at most."""

_HEADLINE = 25
"""Words of a headline at most where nothing but the width of gaps tells where it ends."""

_NAME, _LISTED = 9, 5
"""Words of writers joined by ``and`` or with a post at most, and of each part behind them."""

_LONGEST_NAME, _STORY = 4, 6
"""Words of a name at most that stands alone between a headline and a story, and of the line below it at least."""

_PEOPLE = 4
"""People among whom a writer above a story is sought."""

_JOINS = frozenset([" ", ". ", "-", "'", "’"])
"""What stands between the words of a name."""

_LINE_END = 2
"""Places that a line end leaves at most."""

POSTS = word_set("posts")
"""Last words of the posts that writers hold."""

_EXPLAINS = word_set("articles") | {"who", "whose"}
"""Words behind the name of somebody whom the story tells of: ``Ana Ruiz, a botanist who ...``."""

_LEADING = frozenset(
    ["on", "in", "of", "since", "from", "until", "for", "to", "the", "and", "at", "after", "before", "between", "by"]
)
"""Words before a day that make it one that the story tells of."""


@dataclass(frozen=True, slots=True)
class Masthead:
    """What stands above a story, as ranges of words; the headline begins with the first word."""

    headline: int
    writer: tuple[int, int] | None
    day: tuple[int, int] | None

    @property
    def end(self) -> int:
        """The first word behind all that stands above."""
        return max(part[1] for part in (self.writer, self.day) if part)


def masthead_of(
    words: Words, opening: Opening | None, *, gaps: Gaps = "marked", people: Iterable[Mention] = ()
) -> Masthead | None:
    """Return what stands above a story below a headline of one line; None where neither a writer nor a day with its
    year is there.

    Args:
        words: the beginning of a text.
        opening: its dateline.
        gaps: what its gaps tell: marks and line ends, only their width, or nothing but perhaps line ends.
        people: those that were found in it.
    """
    # One line end may have been restored over a space, two were kept.
    if gaps == "bare" and any("\n\n" in gap for gap in words.gap[1 : _HEADLINE + 1]):
        gaps = "marked"
    named = frozenset(
        (words.first_in((m.start, m.end)), words.last_in((m.start, m.end))) for m in islice(people, _PEOPLE)
    )
    breaks = _Breaks(words, opening.first if opening else None, gaps, named)
    return _by_parts(words, breaks) or _by_day(words, opening)


@dataclass(frozen=True, slots=True)
class _Breaks:
    """Where lines may have ended above a story that begins with word ``story``, if that is known, and whose names stand
    there, by their words.
    """

    words: Words
    story: int | None
    gaps: Gaps
    named: frozenset[tuple[int, int]]

    def lined(self, first: int, end: int) -> bool:
        """Return whether the words from ``first`` up to word ``end`` are a line of their own."""
        gap = self.words.gap
        return "\n" in gap[first] and (end >= len(self.words) or "\n" in gap[end])

    def at(self, i: int) -> bool:
        """Return whether a line may end before word ``i``."""
        words = self.words
        if i >= len(words) or i == self.story:
            return i == self.story
        if self.gaps == "marked":
            return "\n" in words.gap[i]
        if self.gaps == "wide":
            wide = words.start[i] - words.end[i - 1]
            initial = wide == _LINE_END and len(words.low[i - 1]) == 1 and words.low[i] != "by"
            return "\n" in words.gap[i] or (wide > 1 and not initial)
        if words.low[i] in STARTERS or words.low[i] in ("by", *PUBLISHED) or _day_of(words, i):
            return True
        return words.low[i] in lexicon().first_names and not POSTS.isdisjoint(words.low[i + 2 : i + 4])

    def after(self, i: int, most: int) -> int | None:
        """Return the next word behind word ``i`` before which a line may end, within so many words."""
        return next((k for k in range(i + 1, min(i + most + 1, len(self.words))) if self.at(k)), None)


def _by_parts(words: Words, breaks: _Breaks) -> Masthead | None:
    """Return a headline with the writer, the day or both in parts of their own below it."""
    limit = min(_HEADLINE, len(words) - 1 if breaks.story is None else breaks.story)
    for at in range(_LEAST, limit + 1):
        if at == len(words) or not breaks.at(at) or sum(not of_stamp(word) for word in words.low[:at]) < _LEAST:
            continue
        if any("\n" in gap and (breaks.gaps == "marked" or not gap.strip()) for gap in words.gap[1:at]):
            return None
        if writer := _writers(words, breaks, at):
            day = _day_of(words, writer[1])
            return Masthead(at, writer, day if day and (breaks.gaps == "bare" or breaks.at(day[1])) else None)
        told = breaks.gaps != "marked" and "the" in words.low[:at]
        if not told and words.low[at - 1] not in _LEADING and (day := _day_at(words, breaks, at)):
            return Masthead(at, None, day)
    return None


def speaks(words: Words, i: int) -> bool:
    """Return whether speech begins with word ``i``: ``"By Mr. Quill," he answered.``"""
    return words.gap[i].endswith(('"', "“", "'", "‘"))


def _writers(words: Words, breaks: _Breaks, at: int) -> tuple[int, int] | None:
    """Return the words of those who wrote: behind a ``By`` at word ``at``, or with a post or a place of their own."""
    low = words.low
    if speaks(words, at):
        return None
    first = at + (low[at] == "by")
    lined = next((k for k in range(first + 2, min(first + _NAME, len(words))) if "\n" in words.gap[k]), None)
    end = breaks.after(first, _NAME) if breaks.gaps != "bare" else lined or _names_end(words, breaks, first)
    if end is None or end - first < 2:
        return None
    alone = (first, end) in breaks.named and breaks.lined(first, end)
    if not alone and not _named(words, first, known=first == at or breaks.gaps == "bare"):
        return None
    last = end
    while (stop := breaks.after(end, _LISTED)) and not of_stamp(low[end]) and end != breaks.story:
        if low[end] not in lexicon().first_names and not _employs(low[end:stop]):
            break
        if low[stop] in _EXPLAINS and low[end] in lexicon().first_names and "and" not in low[end:stop]:
            break
        end = stop
    if first == at:
        placed = is_place(low[first + 3 : end]) or ("," in words.gap[first + 2] and is_place(low[first + 2 : end]))
        employed = end > last and breaks.lined(first, end) and _employs(low[last:end])
        alone = _alone(words, breaks, first, end)
        return (first, end) if low[end - 1] in POSTS or placed or employed or alone else None
    # a line end leaves as many places before it as behind it; a stop at the end of a sentence makes more
    wider = end < len(words) and words.start[end] - words.end[end - 1] > max(
        _LINE_END, words.start[at] - words.end[at - 1]
    )
    stopped = breaks.gaps == "wide" and end == last and wider
    return None if stopped and end != breaks.story else (first, end)


def _alone(words: Words, breaks: _Breaks, first: int, end: int) -> bool:
    """Return whether a name stands alone on its line above a long line, above a day, or above the paper and its day,
    and is nobody's whom the story tells of.
    """
    lined = breaks.gaps == "marked" or ((first, end) in breaks.named and breaks.lined(first, end))
    if not lined or not 2 <= end - first <= _LONGEST_NAME or words.low[end - 1] in words.low[end:]:
        return False
    named = all(word[0].isupper() for word in words.word[first:end]) and _JOINS.issuperset(words.gap[first + 1 : end])
    paper = paper_line(words)
    story = end + _STORY < len(words) and not any("\n" in gap for gap in words.gap[end + 1 : end + _STORY + 1])
    return named and (
        story or _day_at(words, breaks, end) is not None or (paper is not None and paper[0] - end in (0, 1))
    )


def _names_end(words: Words, breaks: _Breaks, first: int) -> int | None:
    """Return the word behind the names of two words, joined by ``and`` or side by side, that begin with word ``first``;
    None where what follows them goes on from them.
    """
    low, end = words.low, first
    while end + 2 < len(words) and not _day_of(words, end):
        if low[end] not in lexicon().first_names and (low[end - 1] != "and" or not _named(words, end, known=False)):
            break
        end += 2
        end += low[end] == "and"
    follows = breaks.at(end) or _day_of(words, end) or is_place(low[end : end + 1]) or is_place(low[end : end + 2])
    posted = any(_employs(low[end:stop]) for stop in range(end + 1, min(end + _LISTED, len(words))))
    return end if end > first and (follows or posted) else None


def _employs(low: Sequence[str]) -> bool:
    """Return whether words are the post of a writer, an agency or a paper."""
    return bool(low) and (low[-1] in POSTS or agency_at(low, 0)[0] == len(low) or of_a_paper(low))


def _named(words: Words, first: int, *, known: bool) -> bool:
    """Return whether words begin a name, by a first name that is known or else by capitals."""
    low = words.low[first]
    capitals = all(word[0].isupper() for word in words.word[first : first + 2])
    return low in lexicon().first_names or (capitals and not known and low not in lexicon().common)


def _day_at(words: Words, breaks: _Breaks, at: int) -> tuple[int, int] | None:
    """Return the words of a day with its year that begin at word ``at``, where a line may end behind it."""
    day = _day_of(words, at)
    return day if day and breaks.at(day[1]) else None


def _day_of(words: Words, at: int) -> tuple[int, int] | None:
    end = at
    while end < len(words) and of_stamp(words.low[end]):
        end += 1
    return (at, end) if end > at + 1 and day_of(words.low[at:end]) else None


def _by_day(words: Words, opening: Opening | None) -> Masthead | None:
    limit = opening.first if opening else len(words)
    for first in range(_LEAST, min(_FARTHEST, limit)):
        if not of_stamp(words.low[first]) or words.low[first] in _LEADING:
            continue
        inner = of_stamp(words.low[first - 1]) and OPENING.isdisjoint(words.low[first : first + 2])
        if inner or words.low[first - 1] in _LEADING:
            continue
        end = first + 1
        while end < len(words) and of_stamp(words.low[end]):
            end += 1
        by = _by(words, first)
        headline = by or first
        if any("\n" in gap for gap in words.gap[1:headline]):
            return None
        told = sum(not of_stamp(word) for word in words.low[:headline])
        if told >= _TOLD and (by or _apart(words, first, end)) and day_of(words.low[first:end]):
            return Masthead(headline, (by + 1, first) if by else None, (first, end))
    return None


def _apart(words: Words, first: int, end: int) -> bool:
    """Return whether a day stands apart from what is around it, as 2019-03-07 does even behind one space."""
    low, before = words.low[first : first + 3], words.gap[first]
    parted = len(words.gap[end]) > 1 or "\n" in words.gap[end]
    if len(low) < 3 or not parted or (low[0].isdigit() and len(words.gap[first + 1]) >= 2):
        return False
    if low[0] in PUBLISHED or (all(map(str.isdigit, low)) and len(low[0]) == 4):
        return True
    return ("\n" in before or "." in before or len(before) > 2) and (low[0] in OPENING or low[1] in MONTHS)


def _by(words: Words, day: int) -> int | None:
    """Return where a line ``By`` begins that ends before a day."""
    for i in range(day - 2, max(_LEAST, day - _WRITER - 1) - 1, -1):
        if words.low[i] == "by" and (len(words.gap[i]) >= 2 or all(w[0].isupper() for w in words.word[i + 1 : day])):
            return i
    return None
