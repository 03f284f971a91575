"""Puts the names of writers back on a line of their own in copy that lost its line ends: ``By Ada Quill``.

The reader of marks tells a line end from a space badly where one is as wide as the other, and joins the last name to
the city or the paper below it. Who is a person it tells well, and ``By`` with a capital in front of one opens a line.
"""

from __future__ import annotations

from archive.extract.masthead import POSTS, speaks
from archive.extract.openings.evidence import placed_elsewhere
from archive.extract.openings.parts import LONGEST_PLACE, agency_at, date_at, is_place, is_region
from archive.extract.source import of_a_paper
from archive.extract.stamps import day_of, of_stamp
from archive.restore.learned.words import lowered
from archive.restore.lexicon import lexicon, word_set
from archive.restore.values import LOST_MARKS, Mention, Restored
from archive.restore.words import Words, words_of
from index.values import dataclass, replace

_HEAD = 1_000
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
_ACRONYM = 3
"""Letters of a word in capitals up to which it may be an acronym."""

_SHORT = 2
"""Words of a name that is whole without the city that a hyphen joined to it."""


@dataclass(frozen=True, slots=True)
class _Line:
    """The words of a line: the first, and the one behind the last."""

    first: int
    end: int


def lined(restored: Restored, text: str) -> Restored:
    """Return ``restored`` with line ends around those who wrote it, where ``text``, the copy itself, lost its own.

    No letter moves, and nothing changes where the copy is whole or has line ends.
    """
    hurt = next((d for d in restored.damage if d.kind in LOST_MARKS and d.start == 0), None)
    if hurt is None:
        return restored
    if restored.gaps == "bare" and hurt.end == len(restored.body):
        restored = _credited(restored, text)
    words = words_of(restored.body[: min(_HEAD, hurt.end)])
    heads = range(min(_FARTHEST, len(words) - 2))
    line = next((found for i in heads if (found := _Reading(words, restored, text).line_at(i))), None)
    return _set_apart(restored, text, words, line) if line else restored


def _set_apart(restored: Restored, text: str, words: Words, line: _Line) -> Restored:
    """Return ``restored`` with a line by itself, and with one for the day behind it."""
    body = list(restored.body)
    ends = [i for i in {line.first, line.end, _behind_day(words, line.end)} if 0 < i < len(words)]
    for i in range(line.first, line.end):
        a, b = words.end[i - 1] if i else 0, words.start[i]
        body[a:b] = " " * (b - a) if "\n" in words.gap[i] and not text[a:b].strip(" ") else body[a:b]
        printed = words.word[i]
        calm = len(printed) > _ACRONYM and printed.isupper()
        body[b : words.end[i]] = printed[0] + lowered(printed[1:]) if calm else printed
    for i in ends:
        a, b = words.end[i - 1], words.start[i]
        body[a:b] = body[a:b] if "\n" in text[a:b] else _line_end(b - a)
    body[words.start[line.first]] = words.low[line.first][0].upper()
    clear = {*ends, max(line.first + 1, line.end - 1)}
    inserted = tuple(
        (at, mark) for at, mark in restored.inserted if not any(words.end[i - 1] <= at <= words.start[i] for i in clear)
    )
    end = words.end[line.end - 1]
    mentions = tuple(replace(m, end=end) if m.start < end < m.end else m for m in restored.mentions)
    return replace(restored, body="".join(body), inserted=inserted, mentions=mentions)


def _credited(restored: Restored, text: str) -> Restored:
    """Return ``restored`` with a line end before the credits that close it, where a gap of one space is left of theirs:
    ``reporting by ada quill editing by peter harrow``.
    """
    body = restored.body
    if " by " not in body[-_TAIL:]:
        return restored
    offset = max(0, len(body) - _TAIL, *(m.start for m in restored.mentions[:-_CREDITS]))
    offset = body.find(" ", offset) + 1 if offset else 0
    words = words_of(body[offset:])
    named = {m.start - offset for m in restored.mentions}
    for i in range(1, len(words) - 2):
        if words.low[i] in _WORK and words.low[i + 1] == "by" and words.start[i + 2] in named:
            at = offset + words.start[i - (words.low[i - 1] in ("additional", "further"))]
            if text[at - 2 : at].isspace() or text[at - 1 : at] != " ":
                return restored
            return replace(restored, body=f"{body[: at - 1]}\n{body[at].upper()}{body[at + 1 :]}")
    return restored


def _behind_day(words: Words, first: int) -> int:
    """Return the word behind a day with its year that begins with word ``first``, that word for none."""
    end = first
    while end < len(words) and of_stamp(words.low[end]):
        end += 1
    return end if end > first + 1 and day_of(words.low[first:end]) else first


def _line_end(width: int) -> str:
    return "\n" * width if width <= 2 else "\n\n" + " " * (width - 2)


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reads the line of those who wrote, by the people that were found."""

    words: Words
    restored: Restored
    text: str

    def line_at(self, i: int) -> _Line | None:
        """Return the line that begins with ``By`` at word ``i``, or with ``From`` and has a city."""
        words = self.words
        if words.low[i] not in ("by", "from") or speaks(words, i):
            return None
        first, sent = i + 1, words.low[i] == "from"
        opens = i == 0 or "\n" in words.gap[i] or words.word[i][0] == "B"
        named = self._named_at(first)
        if named is None:
            first = _behind_post(words, first)
            named = self._named_at(first) if first > i + 1 else None
            if named is None:
                return _Line(i, first) if opens and first > i + 1 and not sent else None
        end = self._behind_names(named)
        if sent:
            ends = end < len(words) and (words.start[end] - words.end[end - 1] > 1 or "\n" in words.gap[end])
            return _Line(i, end) if ends and words.low[words.last_in((named.start, named.end))] == "in" else None
        return _Line(i, end) if opens or (self.restored.gaps == "bare" and self._ends_line(end)) else None

    def _named_at(self, i: int) -> Mention | None:
        if i >= len(self.words):
            return None
        return next((m for m in self.restored.mentions if m.start == self.words.start[i]), None)

    def _ends_line(self, end: int) -> bool:
        """Return whether no sentence goes on from a name to word ``end``: another name, a day with its year, or a
        common word with a capital stands there.
        """
        words = self.words
        if end + 1 >= len(words):
            return False
        begins = words.word[end].istitle() and words.low[end] in lexicon().common - lexicon().titles
        return begins or self._named_at(end) is not None or _behind_day(words, end) > end

    def _behind_names(self, named: Mention) -> int:
        """Return the word behind the name of a writer, of those joined to it, and of the cities that they are in."""
        words = self.words
        end = self._end_of(named)
        while end + 1 < len(words):
            joined = _behind_city(words, end)
            other = self._named_at(joined + 1) if words.low[joined] in _JOINS else self._listed_at(joined)
            if other is None:
                return joined
            end = self._end_of(other)
        return end

    def _listed_at(self, i: int) -> Mention | None:
        """Return who is named at word ``i``, where others follow up to ``and`` and a last: ``Jo Vass and``."""
        named = self._named_at(i) if self.restored.gaps == "wide" else None
        if named is None:
            return None
        behind = _behind_city(self.words, self._end_of(named))
        joined = behind + 1 < len(self.words) and self.words.low[behind] in _JOINS
        last = self._named_at(behind + 1) if joined else self._listed_at(behind)
        return named if last else None

    def _end_of(self, named: Mention) -> int:
        """Return the word behind a name, without the city that a restored hyphen joins to it: ``Ada Quill-Riga``; with
        its last word where the reader took that for the city.
        """
        words = self.words
        first, end = words.first_in((named.start, named.end)), words.last_in((named.start, named.end))
        behind = [words.low[end : end + size] for size in (1, 2)]
        region = any(map(is_region, behind)) and not any(map(is_place, behind))
        for cut in range(first + _SHORT, end):
            placed = region or is_place(words.low[cut:end]) or placed_elsewhere(words, cut, end)
            if words.gap[cut] == "-" and placed:
                return cut
        return end + 1 if self._goes_on(end) else end

    def _goes_on(self, at: int) -> bool:
        """Return whether word ``at``, on no list, stands one space behind a name, and what ends a line or says when
        right behind it, and nowhere else in the story.
        """
        words, lex = self.words, lexicon()
        if at + 1 >= len(words) or self.text[words.end[at - 1] : words.start[at]] != " ":
            return False
        low, behind = words.low[at], words.low[at + 1]
        wide = words.start[at + 1] - words.end[at] > 1
        dated = date_at(words.low, at + 1) > at + 1
        placed = dated or any(is_place(words.low[at + 1 : at + 1 + size]) for size in (1, 2))
        listed = low in lex.common or low in _JOINS or of_stamp(low) or not {low, behind}.isdisjoint(POSTS)
        listed = listed or is_place((low,)) or agency_at(words.low, at)[0] > 0 or of_a_paper((low,))
        another = low in lex.first_names and not (wide or placed)
        if listed or another or not low.isalpha() or words.low.count(low) > 1:
            return False
        return wide or placed or "\n" in words.gap[at + 1]


def _behind_post(words: Words, first: int) -> int:
    """Return the word behind a post that begins with word ``first``, that word for none: ``our Crime Reporter``."""
    ends = range(min(first + _POST, len(words) - 1), first, -1)
    ours = words.low[first] in _OURS or words.word[first][0].isupper()
    return next((end for end in ends if ours and words.low[end - 1] in POSTS), first)


def _behind_city(words: Words, at: int) -> int:
    """Return the word behind ``in`` and a city at word ``at``, that word for none."""
    if words.low[at : at + 1] != ["in"]:
        return at
    ends = range(min(at + 1 + LONGEST_PLACE, len(words) - 2), at + 1, -1)
    return next((end for end in ends if is_place(words.low[at + 1 : end])), at)
