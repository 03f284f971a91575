"""Puts the names of writers back on a line of their own in copy that lost its line ends: ``By Ada Quill``.

The reader of marks tells a line end from a space badly where one is as wide as the other, and joins the last name to
the city or the paper below it. Who is a person it tells well, and ``By`` with a capital in front of one opens a line.
"""

from __future__ import annotations

from archive.extract.masthead import POSTS, speaks
from archive.extract.source import of_a_paper
from archive.extract.stamps import day_of, of_stamp
from archive.restore.lexicon import lexicon, word_set
from archive.restore.rules.dateline_evidence import placed_elsewhere
from archive.restore.rules.opening import LONGEST_PLACE, agency_at, date_at, is_place, is_region
from archive.restore.values import LOST_MARKS, Mention, Restored
from archive.restore.words import Words, words_of
from index.values import dataclass, replace

_HEAD = 1_500
"""Characters from the beginning of a text in which writers are sought."""

_FARTHEST = 45
"""Words of headlines above them at most."""

_POST = 4
"""Words of a post at most: ``our own Berlin Correspondent``."""

_TAIL, _CREDITS = 400, 8
"""Characters at the end of a text in which credits are sought, and people whom they name, at most."""

_WORK = word_set("work")
_JOINS = frozenset(["and", "with"])
_OURS = frozenset(["our", "a", "an", "the"])
_SHORTEST = 3
"""Letters of a word in capitals from which on it is no acronym."""

_SHORT = 2
"""Words of a name that is whole without the city that a hyphen joined to it."""


@dataclass(frozen=True, slots=True)
class _Line:
    """The words of a line: the first, and the one behind the last."""

    first: int
    end: int


def lined(restored: Restored) -> Restored:
    """Return ``restored`` with line ends around those who wrote it, where its own were lost; no letter moves."""
    if not any(d.kind in LOST_MARKS and d.start == 0 for d in restored.damage):
        return restored
    restored = _credited(restored)
    words = words_of(restored.body[:_HEAD])
    line = next((found for i in range(min(_FARTHEST, len(words) - 2)) if (found := _line_at(words, i, restored))), None)
    if line is None:
        return restored
    body = list(restored.body)
    ends = [i for i in {line.first, line.end, _behind_day(words, line.end)} if 0 < i < len(words)]
    for i in ends:
        a, b = words.end[i - 1], words.start[i]
        body[a:b] = _line_end(b - a)
    for i in range(line.first + 1, line.end):
        a, b = words.end[i - 1], words.start[i]
        body[a:b] = " " * (b - a) if "\n" in words.gap[i] else body[a:b]
        calm = len(words.word[i]) > _SHORTEST and words.word[i].isupper()
        body[b : words.end[i]] = words.word[i].capitalize() if calm else words.word[i]
    body[words.start[line.first]] = "B"
    clear = {*ends, max(line.first + 1, line.end - 1)}
    inserted = tuple(
        (at, mark) for at, mark in restored.inserted if not any(words.end[i - 1] <= at <= words.start[i] for i in clear)
    )
    end = words.end[line.end - 1]
    return replace(
        restored,
        body="".join(body),
        inserted=inserted,
        mentions=tuple(replace(m, end=end) if m.start < end < m.end else m for m in restored.mentions),
    )


def _credited(restored: Restored) -> Restored:
    """Return ``restored`` with a line end before the credits that close it, where a gap of one space is left of theirs:
    ``reporting by ada quill editing by peter harrow``.
    """
    begin = max((m.start for m in restored.mentions[:-_CREDITS]), default=0)
    offset = max(begin, len(restored.body) - _TAIL)
    offset += not restored.body[offset : offset + 1].isspace() and restored.body[offset:].find(" ") + 1
    words = words_of(restored.body[offset:])
    named = {m.start - offset for m in restored.mentions}
    for i in range(1, len(words) - 2):
        if words.low[i] in _WORK and words.low[i + 1] == "by" and words.start[i + 2] in named:
            i -= words.low[i - 1] in ("additional", "further")
            at = offset + words.start[i]
            if words.gap[i] != " ":
                return restored
            return replace(
                restored, body=f"{restored.body[: at - 1]}\n{restored.body[at].upper()}{restored.body[at + 1 :]}"
            )
    return restored


def _behind_day(words: Words, first: int) -> int:
    """Return the word behind a day with its year that begins with word ``first``, that word for none."""
    end = first
    while end < len(words) and of_stamp(words.low[end]):
        end += 1
    return end if end > first + 1 and day_of(words.low[first:end]) else first


def _line_end(width: int) -> str:
    return "\n" * width if width <= 2 else "\n\n" + " " * (width - 2)


def _line_at(words: Words, i: int, restored: Restored) -> _Line | None:
    """Return the line of writers that begins with ``By`` at word ``i``."""
    if words.low[i] != "by" or speaks(words, i):
        return None
    first = i + 1
    opens = i == 0 or "\n" in words.gap[i] or words.word[i][0] == "B"
    named = next((m for m in restored.mentions if m.start == words.start[first]), None)
    if named is None:
        first = _behind_post(words, first)
        named = next((m for m in restored.mentions if m.start == words.start[first]), None) if first > i + 1 else None
        if named is None:
            return _Line(i, first) if opens and first > i + 1 else None
    end = _behind_names(words, named, restored)
    return _Line(i, end) if opens or (restored.gaps == "bare" and _ends_line(words, end, restored)) else None


def _ends_line(words: Words, end: int, restored: Restored) -> bool:
    """Return whether no sentence goes on from a name to word ``end``: another name, a day with its year, or a common
    word with a capital stands there.
    """
    if end + 1 >= len(words) or any(m.start == words.start[end] for m in restored.mentions):
        return end + 1 < len(words)
    begins = words.word[end].istitle() and words.low[end] in lexicon().common - lexicon().titles
    return begins or _behind_day(words, end) > end


def _behind_post(words: Words, first: int) -> int:
    """Return the word behind a post that begins with word ``first``, that word for none: ``our Crime Reporter``."""
    ends = range(min(first + _POST, len(words) - 1), first, -1)
    ours = words.low[first] in _OURS or words.word[first][0].isupper()
    return next((end for end in ends if ours and words.low[end - 1] in POSTS), first)


def _behind_names(words: Words, named: Mention, restored: Restored) -> int:
    """Return the word behind the name of a writer and of those joined to it."""
    end = _end_of(words, named)
    while end + 1 < len(words):
        joined = _behind_city(words, end)
        if words.low[joined] not in _JOINS:
            return joined
        other = next((m for m in restored.mentions if m.start == words.start[joined + 1]), None)
        if other is None:
            return joined
        end = _end_of(words, other)
    return end


def _behind_city(words: Words, at: int) -> int:
    """Return the word behind ``in`` and a city at word ``at``, that word for none."""
    if words.low[at] != "in":
        return at
    ends = range(min(at + 1 + LONGEST_PLACE, len(words) - 2), at + 1, -1)
    return next((end for end in ends if is_place(words.low[at + 1 : end])), at)


def _end_of(words: Words, named: Mention) -> int:
    """Return the word behind a name, without the city that a restored hyphen joins to it: ``Ada Quill-Riga``; with its
    last word where the reader took that for the city.
    """
    first, end = words.first_in((named.start, named.end)), words.last_in((named.start, named.end))
    behind = [words.low[end : end + size] for size in (1, 2)]
    region = any(map(is_region, behind)) and not any(map(is_place, behind))
    for cut in range(first + _SHORT, end):
        placed = region or is_place(words.low[cut:end]) or placed_elsewhere(words, cut, end)
        if words.gap[cut] == "-" and placed:
            return cut
    return end + 1 if _goes_on(words, end) else end


def _goes_on(words: Words, at: int) -> bool:
    """Return whether word ``at``, on no list, stands one place behind a name, and what ends a line or says when right
    behind it, and nowhere else in the story.
    """
    if at + 1 >= len(words) or words.start[at] - words.end[at - 1] != 1:
        return False
    low, lex = words.low[at], lexicon()
    listed = (
        low in lex.common
        or of_stamp(low)
        or low in _JOINS
        or low in POSTS
        or is_place((low,))
        or agency_at(words.low, at)[0]
    )
    wide = words.start[at + 1] - words.end[at] > 1
    placed = any(is_place(words.low[at + 1 : at + 1 + size]) for size in (1, 2)) or date_at(words.low, at + 1) > at + 1
    listed = listed or words.low[at + 1] in POSTS or (low in lex.first_names and not (wide or placed))
    if listed or not low.isalpha() or of_a_paper((low,)) or words.low.count(low) > 1:
        return False
    return wide or placed or "\n" in words.gap[at + 1]
