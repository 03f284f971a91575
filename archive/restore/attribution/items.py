"""Tells who says what in collections, where a quotation and the line with a name alternate and no verb is beside them.

Whether the name stands above its quotation or below is the same all through a collection, and so is told by all of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from archive.restore.attribution.cues import Cues
from archive.restore.attribution.gaps import read_gap
from archive.restore.attribution.pairing import Pair
from archive.restore.attribution.saying import SURE, Saying
from archive.restore.attribution.subject import PRONOUNS, Subjects
from archive.restore.lexicon import word_set
from archive.restore.values import Mention
from archive.restore.words import Words
from index.article import Span

_LONGEST, _LED = 16, 6
"""Words of a line with a name, and of what leads to the name in it, at most."""

_ENDS = 3
"""What it counts that one end of a collection has a name without a quotation, a line's own marks counting one."""

_GOES_ON = frozenset(["of", "from", "on", "in"])
_NO_ROLE = word_set("auxiliaries") | word_set("prepositions") | PRONOUNS | {"and", "but", "or"}
_DASHES = "-–—―"


class Items:
    """Reads the lines between quotations."""

    def __init__(self, words: Words, subjects: Subjects) -> None:
        self.words, self.subjects, self.cues = words, subjects, Cues(words)

    def sayings(self, pairs: Sequence[Pair]) -> dict[Pair, Saying]:
        """Return who says the quotations of collections among ``pairs``."""
        found: dict[Pair, Saying] = {}
        for chain, lines in self._chains(pairs):
            above, below = self._line_above(chain[0]), self._line_below(chain[-1])
            side = sum(map(self._side, chain, lines, chain[1:])) + _ENDS * ((above is not None) - (below is not None))
            last = (below.start, below.end) if below else None
            last = last or (self._last_words(chain[-1]) if side < 0 or not (side or above) else None)
            side = side or -(last is not None)
            told = [(line.start, line.end) for line in lines]
            names = [(above.start, above.end) if above else None, *told] if side > 0 else [*told, last] if side else []
            if sum(name is not None for name in names) > 1:
                found |= {pair: Saying(name, None, SURE) for pair, name in zip(chain, names, strict=True) if name}
        return found

    def _chains(self, pairs: Sequence[Pair]) -> Iterator[tuple[list[Pair], list[Mention]]]:
        """Yield quotations that follow each other with a line that names somebody between them, and those lines."""
        between = [(a, b, self._line(a.last + 1, b.first)) for a, b in pairwise(pairs)]
        for named, group in groupby(between, key=lambda one: one[2] is not None):
            if named:
                told = list(group)
                yield [told[0][0], *(b for _, b, _ in told)], [line for _, _, line in told if line]

    def _line(self, first: int, stop: int) -> Mention | None:
        """Return whom the words from ``first`` up to ``stop`` name, if they do nothing else: no verb, one sentence."""
        words, subjects = self.words, self.subjects
        if not 0 < stop - first <= _LONGEST or not (self._apart(first) and self._apart(stop)):
            return None
        if any(subjects.stops(i) and not subjects.covers(i) for i in range(first + 1, stop)):
            return None
        name = next((i for i in range(first, min(first + _LED, stop)) if subjects.mention_at(i)), None)
        m = subjects.mention_at(name) if name is not None else None
        if m is None or name is None or subjects.possessive(m) or not _NO_ROLE.isdisjoint(words.low[first:name]):
            return None
        end = words.last_in((m.start, m.end))
        if end < stop and words.gap[end] == " " and words.low[end] not in _GOES_ON:
            return None
        return None if any(self.cues.says(i) or words.low[i] in PRONOUNS for i in range(first, stop)) else m

    def _apart(self, i: int) -> bool:
        """Return whether something ends in gap ``i``: a line, a sentence, or what a colon or dash closes."""
        gap = self.words.gap[i]
        read = read_gap(gap)
        return (
            i in (0, len(self.words))
            or read.stop
            or read.colon
            or read.dash
            or any(c in _DASHES for c in gap[-3:])
            or "\n" in gap
        )

    def _line_above(self, pair: Pair) -> Mention | None:
        begin = pair.first - 1
        while begin > 0 and pair.first - begin <= _LONGEST and not self.subjects.stops(begin):
            begin -= 1
        return self._line(begin, pair.first) if begin >= 0 else None

    def _line_below(self, pair: Pair) -> Mention | None:
        words, first = self.words, pair.last + 1
        end = first + 1
        while end < len(words) and end - first <= _LONGEST and not self.subjects.stops(end):
            end += 1
        return self._line(first, min(end, len(words))) if first < len(words) else None

    def _last_words(self, pair: Pair) -> Span | None:
        """Return the few words behind a run that end the text and say nothing: a paper, where others have names."""
        words, first, end = self.words, pair.last + 1, len(self.words)
        if not 0 < end - first <= _LED or not self._apart(first):
            return None
        says = any(self.cues.says(i) or words.low[i] in PRONOUNS for i in range(first, end))
        return None if says else words.span(first, end - 1)

    def _side(self, before: Pair, line: Mention, after: Pair) -> int:
        """Return 1 where the marks around a line say that it names who speaks behind it, -1 who spoke before."""
        words, subjects = self.words, self.subjects
        opens, closes = words.gap[before.last + 1], words.gap[after.first]
        if any(c in _DASHES for c in opens[-3:]):
            return -1
        if read_gap(closes).colon:
            return 1
        broken = (
            bool(subjects.breaks(before.last + 1, before.last + 1)),
            bool(subjects.breaks(after.first, after.first)),
        )
        return {(True, False): 1, (False, True): -1}.get(broken, 0)
