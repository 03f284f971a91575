"""Finds the words of saying around a quote, and the words that name or point at who says it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from archive.restore.gaps import read_gap
from archive.restore.lexicon import lexicon, word_set
from archive.restore.pairing import Pair, paragraph_mark
from archive.restore.values import Mention
from archive.restore.words import Words
from index.article import Span

PRONOUNS = frozenset(["he", "she", "they", "it", "i", "we", "you", "who"])
_ADVERBS = word_set("adverbs")
_DETERMINERS = word_set("determiners")
_ENDS_SUBJECT = word_set("ends_subject")
_NOT_HEADS = word_set("not_heads")
_FAR = 34
_NEAR = 12


@dataclass(frozen=True, slots=True)
class Saying:
    """Words of saying, and those that point at who says it."""

    source: Span
    cue: Span | None
    probability: float


class Speech:
    """Answers who says a stretch of words, from the words around it."""

    def __init__(self, words: Words, mentions: Sequence[Mention]) -> None:
        self.words = words
        self.mentions = mentions
        self._starts = [m.start for m in mentions]
        self._paragraph = paragraph_mark(words.text)
        lex = lexicon()
        self.cues, self.weak = lex.cues, lex.weak_cues
        self._lex = lex

    # -- stretches of words

    def _mention_at(self, i: int) -> Mention | None:
        """Return the mention that covers word ``i``."""
        n = bisect_right(self._starts, self.words.start[i]) - 1
        return self.mentions[n] if n >= 0 and self.words.start[i] < self.mentions[n].end else None

    def stops(self, i: int) -> bool:
        """Return whether a sentence ends in gap ``i``."""
        gap = self.words.gap[i]
        if gap == " ":
            return False
        read = read_gap(gap)
        if self._paragraph in gap:
            return True
        if not read.stop or i == 0 or i >= len(self.words):
            return read.stop
        if len(gap) == 1 or (gap == ". " and self._abbreviated(i - 1)):
            return False
        return self.words.word[i][0].isupper() or self.words.word[i][0].isdigit() or not self.words.word[i][0].isalpha()

    def _abbreviated(self, i: int) -> bool:
        low = self.words.low[i]
        return (
            len(low) == 1
            or low in self._lex.titles
            or low
            in (
                "st",
                "jr",
                "sr",
                "inc",
                "corp",
                "co",
                "ltd",
                "jan",
                "feb",
                "aug",
                "sept",
                "oct",
                "nov",
                "dec",
                "calif",
                "no",
            )
        )

    def _paragraphs(self, a: int, b: int) -> int:
        """Return how many paragraphs end in the gaps from ``a`` to ``b``."""
        return sum(self._paragraph in self.words.gap[i] for i in range(a, b + 1))

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
        breaks = self._paragraphs(last.last + 1, pair.first)
        if breaks:
            return False
        return whole or not any(self.stops(i) for i in range(last.last + 2, pair.first))

    def leads_to(self, pair: Pair, after: Pair) -> bool:
        """Return whether ``pair`` is said by who says the next run: nothing or little stands between them."""
        if pair.continued:
            return True
        return after.first - pair.last <= 2 and self._paragraphs(pair.last + 1, after.first) == 0

    def same_voice(self, last: Pair, pair: Pair) -> bool:
        """Return whether a paragraph that is all speech follows one that ends with speech of a known speaker."""
        opens = self._paragraph in self.words.gap[pair.first] and self._paragraphs(last.last + 1, pair.first) == 1
        return opens and pair.first - last.last <= 14

    # -- who says it

    def saying_of(self, pair: Pair, before: Pair | None, after: Pair | None) -> Saying | None:
        """Return the saying in the run's own sentence: behind it, or else in front of it."""
        found = self._behind(pair, after)
        if found and found.probability >= 0.9:
            return found
        return self._in_front(pair, before) or found

    def _behind(self, pair: Pair, after: Pair | None) -> Saying | None:
        words = self.words
        k = pair.last + 1
        gap = words.gap[k] if k < len(words) else "\n\n"
        if k >= len(words) or self._paragraph in gap:
            return None
        read = read_gap(gap)
        if "." in gap and "..." not in gap and words.word[k][0].isupper() and not self._mention_at(k):
            return None
        limit = min(len(words), k + _FAR, after.first if after else len(words))
        stop = next((i for i in range(k + 1, limit) if self.stops(i)), limit)
        partial = not (read.comma or read.stop or read.dash)
        return self._inverted(k, stop) or self._straight(k, stop, partial=partial)

    def _inverted(self, k: int, stop: int) -> Saying | None:
        """Read ``said Kerry``, ``said a U.S. official``, ``according to the report`` from word ``k`` on."""
        low = self.words.low
        if low[k] == "according" and k + 2 < stop:
            source = self._subject_from(k + 2, stop)
            return Saying(source, self.words.span(k, k + 1), 0.96) if source else None
        at = k + 1 if low[k] in ("also", "as", "so", "then", "later") and k + 1 < stop else k
        if (low[at] not in self.cues and low[at] not in self.weak) or at + 1 >= stop:
            return None
        if self.words.gap[at + 1] not in (" ", "  "):
            return None
        source = self._subject_from(at + 1, stop)
        return Saying(source, self.words.span(at, at), 0.96) if source else None

    def _straight(self, k: int, stop: int, *, partial: bool) -> Saying | None:
        """Read ``Kerry said``, ``he later told reporters``, ``Kerry, who leads the talks, said`` from word ``k`` on."""
        words = self.words
        source = self._subject_from(k, min(stop, k + _FAR))
        if source is None or (partial and words.low[k] not in PRONOUNS and not self._mention_at(k)):
            return None
        i = words.last_in(source)
        hops = 0
        while i < stop:
            if words.low[i] in self.cues or (words.low[i] in self.weak and not partial):
                return Saying(source, words.span(i, i), 0.95 if not partial else 0.7)
            if words.low[i] in _ADVERBS or words.low[i].endswith("ly"):
                i += 1
                continue
            if (
                read_gap(words.gap[i]).comma
                or read_gap(words.gap[i]).bracket
                or hops
                or words.low[i] in ("of", "from", "at", "for")
            ):
                hops += 1
                i += 1
                if hops > 24:
                    break
                continue
            break
        return None

    def _subject_from(self, k: int, stop: int) -> Span | None:
        """Return the words from ``k`` on that name or describe somebody, None where none do."""
        words = self.words
        if k >= stop or k >= len(words):
            return None
        if words.low[k] in PRONOUNS:
            return words.span(k, k)
        last = k
        for i in range(k, min(stop, k + _NEAR)):
            if i > k and (words.gap[i] not in (" ", "-", ".", ". ", "'", "’", "  ") or words.low[i] in _ENDS_SUBJECT):
                break
            m = self._mention_at(i)
            if m:
                return m.start, m.end
            if i > k and (
                words.low[i] in self.cues or words.low[i] in _ADVERBS or words.low[i] in ("in", "on", "to", "with")
            ):
                break
            last = i
        if (
            words.low[k] in _DETERMINERS
            or words.word[k][0].isupper()
            or words.low[last] in self._lex.heads
            or self._plural(last)
        ):
            while last > k and words.low[last] in _NOT_HEADS:
                last -= 1
            return (
                words.span(k, last)
                if words.low[last] not in _NOT_HEADS and words.low[k] not in self._lex.cues
                else None
            )
        return None

    def _plural(self, i: int) -> bool:
        low = self.words.low[i]
        return low.endswith("s") and low[:-1] in self._lex.heads

    def _in_front(self, pair: Pair, before: Pair | None) -> Saying | None:
        """Read the words of saying in front of a run, in its own sentence or behind a colon."""
        words = self.words
        i = pair.first - 1
        if i < 0 or (self.stops(pair.first) and not read_gap(words.gap[pair.first]).colon):
            return None
        begin = max(0, pair.first - _FAR)
        weak = -1
        for k in range(i, begin - 1, -1):
            low = words.low[k]
            if low in self.cues or (low in self._lex.noun_cues and k >= i - 6):
                return self._cue_at(k, pair, before)
            if weak < 0 and low in self.weak:
                weak = k
            if k <= begin or self.stops(k):
                break
        return self._cue_at(weak, pair, before) if weak >= 0 else None

    def _cue_at(self, cue: int, pair: Pair, before: Pair | None) -> Saying | None:
        source = self.subject_before(cue)
        if source is None:
            if cue + 1 < pair.first and self.words.low[cue] == "according":
                source = self._subject_from(cue + 2, pair.first)
            elif cue + 1 < pair.first:
                source = self._subject_from(cue + 1, pair.first)
        if source is None:
            return None
        close = pair.first - cue <= 3
        return Saying(
            source, self.words.span(cue, cue), 0.95 if close else 0.85 if self.words.low[cue] in self.cues else 0.75
        )

    def subject_before(self, cue: int) -> Span | None:
        """Return the subject of the verb at word ``cue``: the nearest name, pronoun or description in front of it."""
        words = self.words
        i = cue - 1
        skipping = False
        described: Span | None = None
        for k in range(i, max(-1, cue - _FAR), -1):
            if k < cue - 1 and self.stops(k + 1):
                break
            gap = read_gap(words.gap[k + 1])
            if k < i and gap.marks:
                break
            low = words.low[k]
            if low in PRONOUNS and low not in ("it", "who", "you"):
                return words.span(k, k)
            m = self._mention_at(k)
            if m and not self._possessive(m):
                if words.low[max(0, words.first_in((m.start, m.end)) - 1)] not in (
                    "of",
                    "with",
                    "by",
                    "to",
                    "from",
                    "against",
                    "on",
                    "about",
                    "for",
                    "than",
                ):
                    return m.start, m.end
                if described is None and not skipping:
                    skipping = True
            if described is None and low in _DETERMINERS and k < i:
                described = self._description(k, cue)
        return described

    def _possessive(self, m: Mention) -> bool:
        after = self.words.last_in((m.start, m.end))
        return after < len(self.words) and self.words.low[after] == "s" and self.words.gap[after] in ("'", "’", " ")

    def _description(self, k: int, cue: int) -> Span | None:
        words = self.words
        last = k
        for i in range(k + 1, cue):
            if (
                words.gap[i] not in (" ", "-", ".", ". ", "'", "’")
                or words.low[i] in _ADVERBS
                or words.low[i] in _ENDS_SUBJECT
            ):
                break
            if words.low[i] in ("in", "on", "with", "to", "by", "at"):
                break
            last = i
        return words.span(k, last) if last > k and words.low[last] not in _NOT_HEADS else None

    def loose_saying(self, pair: Pair, *, whole: bool) -> Saying | None:
        """Return a guess for a run whose sentence has no words of saying: whole sentences are speech."""
        words = self.words
        if not whole or pair.last - pair.first < 5:
            return None
        k = pair.last + 1
        stop = next((i for i in range(k + 1, min(len(words), k + _FAR)) if self.stops(i)), k)
        for i in range(k, stop):
            m = self._mention_at(i)
            if m:
                return Saying((m.start, m.end), None, 0.5)
        start = pair.first - 1
        for i in range(start, max(-1, start - _FAR), -1):
            m = self._mention_at(i)
            if m:
                return Saying((m.start, m.end), None, 0.45)
            if words.low[i] in ("he", "she"):
                return Saying(words.span(i, i), None, 0.45)
        return None
