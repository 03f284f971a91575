"""Finds the words of saying around a quote, and the words that name or point at who says it."""

from __future__ import annotations

from dataclasses import dataclass

from archive.restore.gaps import read_gap
from archive.restore.lexicon import lexicon
from archive.restore.pairing import Pair
from archive.restore.rules_subject import ADVERBS, FAR, PRONOUNS, Subjects
from archive.restore.words import Words
from index.article import Span

_NAMING = frozenset(["called", "named", "titled", "entitled", "dubbed", "known", "branded", "labeled", "billed"])
_QUALIFIES = frozenset(["of", "from", "at", "for", "and", "with", "in"])


@dataclass(frozen=True, slots=True)
class Saying:
    """Words of saying, and those that point at who says it."""

    source: Span
    cue: Span | None
    probability: float


class Speech:
    """Answers who says a stretch of words, from the words around it."""

    def __init__(self, words: Words, subjects: Subjects) -> None:
        self.words, self.subjects = words, subjects
        lex = lexicon()
        self.cues, self.weak, self._noun_cues = lex.cues, lex.weak_cues, lex.noun_cues

    def _is_cue(self, i: int) -> bool:
        """Return whether word ``i`` is a verb of saying; in mixed case, one with a capital opens its sentence."""
        words = self.words
        if words.low[i] not in self.cues:
            return False
        return not words.word[i][0].isupper() or i == 0 or words.gap[i] != " " or words.word[i].isupper()

    def is_sentence(self, pair: Pair) -> bool:
        """Return whether a run looks like whole sentences: a capital first and a stop or comma last, or long."""
        words = self.words
        first = words.word[pair.first]
        length = pair.last - pair.first + 1
        ends = read_gap(words.gap[pair.last + 1][:3])
        closed = ends.stop or ends.comma or words.text[pair.end - 1] in ".,!?…-—"
        return (length >= 3 and first[0].isupper() and closed) or length >= 16

    def continues(self, last: Pair, pair: Pair, *, whole: bool) -> bool:
        """Return whether ``pair`` goes on with what ``last`` said: in its paragraph, or in the next after no close."""
        if last.continued:
            return True
        if self.subjects.breaks(last.last + 1, pair.first):
            return False
        return whole or not any(self.subjects.stops(i) for i in range(last.last + 2, pair.first))

    def leads_to(self, pair: Pair, after: Pair) -> bool:
        """Return whether ``pair`` is said by who says the next run: nothing or little stands between them."""
        if pair.continued:
            return True
        return after.first - pair.last <= 2 and self.subjects.breaks(pair.last + 1, after.first) == 0

    def same_voice(self, last: Pair, pair: Pair) -> bool:
        """Return whether a paragraph that is all speech follows one that ends with speech of a known speaker."""
        subjects = self.subjects
        opens = subjects.breaks(pair.first, pair.first) and subjects.breaks(last.last + 1, pair.first) == 1
        return bool(opens) and pair.first - last.last <= 14

    def saying_of(self, pair: Pair, after: Pair | None) -> Saying | None:
        """Return the saying in the run's own sentence: behind it, or else in front of it."""
        found = self._behind(pair, after)
        if found and found.probability >= 0.9:
            return found
        return self._in_front(pair) or found

    def _behind(self, pair: Pair, after: Pair | None) -> Saying | None:
        words = self.words
        k = pair.last + 1
        if k >= len(words) or self.subjects.breaks(k, k):
            return None
        gap = words.gap[k]
        read = read_gap(gap)
        if "." in gap and "..." not in gap and words.word[k][0].isupper() and not self.subjects.mention_at(k):
            return None
        limit = min(len(words), k + FAR, after.first if after else len(words))
        stop = next((i for i in range(k + 1, limit) if self.subjects.stops(i)), limit)
        partial = not (read.comma or read.stop or read.dash)
        return self._inverted(k, stop) or self._straight(k, stop, partial=partial)

    def _inverted(self, k: int, stop: int) -> Saying | None:
        """Read ``said Kerry``, ``said a U.S. official``, ``according to the report`` from word ``k`` on."""
        low = self.words.low
        if low[k] == "according" and k + 2 < stop:
            source = self.subjects.after(k + 2, stop)
            return Saying(source, self.words.span(k, k + 1), 0.96) if source else None
        at = k + 1 if low[k] in ("also", "as", "so", "then", "later") and k + 1 < stop else k
        if (low[at] not in self.cues and low[at] not in self.weak) or at + 1 >= stop:
            return None
        if self.words.gap[at + 1] not in (" ", "  "):
            return None
        source = self.subjects.after(at + 1, stop)
        return Saying(source, self.words.span(at, at), 0.96) if source else None

    def _straight(self, k: int, stop: int, *, partial: bool) -> Saying | None:
        """Read ``Kerry said``, ``he later told reporters``, ``Kerry, who leads the talks, said`` from word ``k`` on."""
        words = self.words
        source = self.subjects.after(k, min(stop, k + FAR))
        if source is None or (partial and words.low[k] not in PRONOUNS and not self.subjects.mention_at(k)):
            return None
        hops = 0
        for i in range(words.last_in(source), stop):
            low = words.low[i]
            if self._is_cue(i) or (low in self.weak and not partial):
                return Saying(source, words.span(i, i), 0.95 if not partial else 0.7)
            if low in ADVERBS or low.endswith("ly"):
                continue
            read = read_gap(words.gap[i])
            if not (read.comma or read.bracket or hops or low in _QUALIFIES) or hops > 24:
                break
            hops += 1
        return None

    def _in_front(self, pair: Pair) -> Saying | None:
        """Read the words of saying in front of a run, in its own sentence or behind a colon."""
        words = self.words
        i = pair.first - 1
        if i < 0 or (self.subjects.stops(pair.first) and not read_gap(words.gap[pair.first]).colon):
            return None
        found: Saying | None = None
        for k in range(i, max(-1, i - FAR), -1):
            low = words.low[k]
            if self._is_cue(k) or low in self.weak or (low in self._noun_cues and k >= i - 8):
                found = self._better(found, self._cue_at(k, pair))
                if found and found.probability >= 0.85:
                    return found
            if self.subjects.stops(k):
                break
        return found

    @staticmethod
    def _better(a: Saying | None, b: Saying | None) -> Saying | None:
        return b if a is None or (b is not None and b.probability > a.probability) else a

    def _cue_at(self, cue: int, pair: Pair) -> Saying | None:
        """Return the saying with the verb at word ``cue``, which stands in front of the run."""
        low = self.words.low[cue]
        if low == "according":
            source = self.subjects.after(cue + 2, pair.first)
        elif low in self._noun_cues or (cue and self.words.low[cue - 1] == "to"):
            source = self.subjects.of_sentence(cue)
        else:
            source = self.subjects.before(cue)
            if source is None and not self.subjects.stops(cue) and cue > 0 and low in self.cues:
                source = self.subjects.of_sentence(cue)
        if source is None:
            return None
        if low in _NAMING and cue == pair.first - 1 and self.words.low[self.words.first_in(source)] not in PRONOUNS:
            return None if self._titled(pair) else Saying(source, self.words.span(cue, cue), 0.75)
        close = pair.first - cue <= 3
        sure = 0.95 if close else 0.85 if low in self.cues else 0.75
        return Saying(source, self.words.span(cue, cue), sure)

    def _titled(self, pair: Pair) -> bool:
        """Return whether a run is written like a title."""
        long = [w for w in self.words.word[pair.first : pair.last + 1] if len(w) > 3 or w[0].isdigit()]
        return bool(long) and len(long) < 9 and all(w[0].isupper() for w in long)

    def loose_saying(self, pair: Pair, *, whole: bool) -> Saying | None:
        """Return a guess for a run whose sentence has no words of saying: whole sentences are speech."""
        words, subjects = self.words, self.subjects
        if not whole or pair.last - pair.first < 5:
            return None
        k = pair.last + 1
        stop = next((i for i in range(k + 1, min(len(words), k + FAR)) if subjects.stops(i)), k)
        for i in range(k, stop):
            m = subjects.mention_at(i)
            if m:
                return Saying((m.start, m.end), None, 0.5)
        start = pair.first - 1
        for i in range(start, max(-1, start - FAR), -1):
            m = subjects.mention_at(i)
            if m:
                return Saying((m.start, m.end), None, 0.45)
            if words.low[i] in ("he", "she"):
                return Saying(words.span(i, i), None, 0.45)
        return None
