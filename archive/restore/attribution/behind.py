"""Finds the words of saying behind a quote, its signature and its label, and the words that name who says it."""

from __future__ import annotations

from archive.restore.attribution.cues import Cues
from archive.restore.attribution.gaps import read_gap
from archive.restore.attribution.pairing import Pair
from archive.restore.attribution.saying import CLAUSES, CLEAR, FAIR, FIRM, LABEL, SURE, Saying, points_at
from archive.restore.attribution.subject import ADVERBS, FAR, PRONOUNS, Subjects
from archive.restore.lexicon import lexicon, word_set
from archive.restore.words import Words
from index.article import Span

_QUALIFIES = frozenset(["of", "from", "at", "for", "and", "with", "in"])
_NUMBERS = frozenset(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])
_BE = frozenset(["is", "are", "was", "were"])
_OWNERS = word_set("owners")
_SPEECH_NOUNS = word_set("speech_nouns")
_LEADS = frozenset(["also", "as", "so", "then", "later"])
_DASHES = "-–—―"
_SHORT = 7
_DETERMINERS = word_set("determiners")
_BESIDE = frozenset([" ", "'", "’", "-"])
_OWNED = 6
"""Words of whose words they are at most, one more."""

_EXPLAINED = 16
"""Words behind the name of a signature at most."""


class Behind:
    """Reads what stands behind a run."""

    def __init__(self, words: Words, subjects: Subjects, cues: Cues) -> None:
        self.words, self.subjects, self.cues = words, subjects, cues

    def of(self, pair: Pair, after: Pair | None) -> Saying | None:
        """Read the words of saying behind a run, in its own sentence; ``after`` is the run behind it."""
        words, subjects = self.words, self.subjects
        k = pair.last + 1
        if k >= len(words) or subjects.breaks(k, k):
            return None
        gap = words.gap[k]
        read = read_gap(gap)
        ended = words.word[k][0].isupper() and (
            ("." in gap and "..." not in gap) or (words.low[k] in _DETERMINERS and ("?" in gap or "!" in gap))
        )
        if ended and (not subjects.mention_at(k) or "\n" in gap):
            return None
        limit = min(len(words), k + FAR, after.first if after else len(words))
        stop = next((i for i in range(k + 1, limit) if subjects.stops(i)), limit)
        partial = not (read.comma or read.stop or read.dash)
        opens = pair.first == 0 or subjects.stops(pair.first)
        found = self.inverted(k, stop) or self._straight(k, stop, partial=partial, opens=opens) or self._owned(k, stop)
        if found and ended and (self._leads_on(found, after) or self._passive(found)):
            return None
        if found or ended:
            return found
        return self._acting(k, stop, partial=partial, opens=opens) or self._closing(pair, k, stop)

    def _owned(self, k: int, stop: int) -> Saying | None:
        """Read whose words they are: ``were his only words``, ``was the last reply of Kerry``."""
        words, subjects = self.words, self.subjects
        if words.low[k] not in _BE:
            return None
        noun = next((i for i in range(k + 2, min(k + _OWNED, stop)) if words.low[i] in _SPEECH_NOUNS), stop)
        if noun >= stop or any(words.gap[i] not in _BESIDE for i in range(k + 1, noun + 1)):
            return None
        m = subjects.mention_at(k + 1)
        if words.low[k + 1] in _OWNERS:
            source: Span | None = words.span(k + 1, k + 1)
        elif m and subjects.possessive(m):
            source = m.start, m.end
        else:
            of = noun + 2 < stop and words.low[noun + 1] in ("of", "from") and words.low[k + 1] == "the"
            source = subjects.after(noun + 2, stop) if of else None
        return Saying(source, words.span(noun, noun), FIRM) if source else None

    def _leads_on(self, found: Saying, after: Pair | None) -> bool:
        """Return whether words of saying behind a full stop bring what follows them, not what stands before."""
        words = self.words
        behind = words.last_in(found.cue or found.source)
        if after and after.first == behind:
            return True
        return not any(self.subjects.stops(i) for i in range(behind, min(len(words), behind + 4)))

    def _passive(self, found: Saying) -> bool:
        """Return whether a sentence of its own tells what was said of something: ``Harrow's line was quoted``."""
        cue = self.words.first_in(found.cue) if found.cue else 0
        return cue > 0 and self.words.low[cue - 1] in ("was", "were", "been", "being", "is", "are")

    def signed(self, pair: Pair) -> Saying | None:
        """Read a signature: ``"..." — Ana Ruiz`` with nothing behind it in its line but who she is."""
        words, k = self.words, pair.last + 1
        if k >= len(words):
            return None
        gap = words.gap[k]
        m = self.subjects.mention_at(k)
        opens = pair.first == 0 or self.subjects.breaks(pair.first, pair.first)
        ended = read_gap(gap).stop is not read_gap(gap).comma
        if m is None or not any(c in _DASHES for c in gap[-3:]) or not (ended or opens):
            return None
        end = words.last_in((m.start, m.end))
        while end < len(words) and words.gap[end] == " " and words.word[end][0].isupper():
            end += 1
        closes = end >= len(words) or "\n" in words.gap[end] or read_gap(words.gap[end]).marks
        return Saying(words.span(k, end - 1), None, SURE) if closes or self._explained(end) else None

    def _explained(self, k: int) -> bool:
        """Return whether an aside without words of saying stands from word ``k`` to the end of its line."""
        words = self.words
        if not words.gap[k].startswith(","):
            return False
        for i in range(k, min(len(words), k + _EXPLAINED)):
            if self.cues.says(i) or read_gap(words.gap[i]).marks:
                return False
            if i + 1 == len(words) or "\n" in words.gap[i + 1]:
                return True
        return False

    def labelled(self, pair: Pair) -> Saying | None:
        """Read the label of a transcript within the run: ``"QUILL: We are ready.``"""
        words = self.words
        m = self.subjects.mention_at(pair.first)
        end = words.last_in((m.start, m.end)) if m else pair.first
        while m is None and end <= pair.last and words.word[end].isupper() and len(words.word[end]) > 1:
            end += 1
            if words.gap[end] != " ":
                break
        if not pair.first < end <= min(pair.last, pair.first + LABEL) or words.gap[end] != ": ":
            return None
        return Saying(words.span(pair.first, end - 1), None, SURE)

    def inverted(self, k: int, stop: int) -> Saying | None:
        """Read ``said Kerry``, ``said a U.S. official``, ``according to the report`` from word ``k`` on."""
        low, cues = self.words.low, self.cues
        if low[k] in ("according", "per") and k + 2 < stop:
            first = k + 2 if low[k] == "according" else k + 1
            source = self.subjects.after(first, stop)
            return Saying(source, self.words.span(k, first - 1), SURE) if source else None
        at = k + 1 if low[k] in _LEADS and k + 1 < stop else k
        if (low[at] not in cues.strong and low[at] not in cues.loose) or at + 1 >= stop:
            return None
        if self.words.gap[at + 1] not in (" ", "  "):
            return None
        source = self.subjects.after(at + 1, stop)
        return Saying(source, self.words.span(at, at), SURE) if source else None

    def _straight(self, k: int, stop: int, *, partial: bool, opens: bool = False) -> Saying | None:
        """Read ``Kerry said``, ``he later told reporters``, ``Kerry, who leads the talks, said`` from word ``k`` on."""
        words = self.words
        if words.low[k] == "as" and k + 1 < stop:
            k += 1
        if words.low[k] in CLAUSES:
            return None
        source = self.subjects.after(k, min(stop, k + FAR))
        if source is None or (partial and words.low[k] not in PRONOUNS and not self.subjects.mention_at(k)):
            return None
        hops = 0
        behind = words.last_in(source)
        told = behind < stop and words.low[behind] == "who" and words.gap[behind] == " "
        for i in range(behind, stop):
            low = words.low[i]
            if self.cues.says(i) or (self.cues.hints(i) and not partial):
                nearer = self.subjects.mention_at(i - 1)
                if nearer and hops and not told and not self.subjects.mention_at(k):
                    source = (nearer.start, nearer.end)
                beside = opens and "\n" not in words.gap[k] and self.cues.says(i)
                sure = FIRM if beside and points_at(source, words, self.subjects) else CLEAR
                verb = self._main_verb(i, stop)
                return Saying(source, words.span(verb, verb), 0.7 if partial else sure)
            if low in ("put", "puts") and i + 1 < stop and words.low[i + 1] == "it":
                return Saying(source, words.span(i, i + 1), CLEAR)
            if low in ADVERBS or low.endswith("ly"):
                continue
            read = read_gap(words.gap[i])
            if not (read.comma or read.bracket or hops or told or low in _QUALIFIES) or hops > 24:
                break
            hops += 1
        return None

    def _main_verb(self, verb: int, stop: int) -> int:
        """Return the verb of saying behind the clause about who speaks in which ``verb`` stands, itself if in none:
        ``Kerry, who asked not to be named, said``.
        """
        if not self.subjects.relative(verb):
            return verb
        behind = range(verb + 1, stop)
        return next((i for i in behind if "," in self.words.gap[i] and self.cues.says(i)), verb)

    def _acting(self, k: int, stop: int, *, partial: bool, opens: bool) -> Saying | None:
        """Read ``," Kerry shot back`` and ``," ruled the priest``: behind a comma, whoever acts speaks."""
        words = self.words
        if partial or not read_gap(words.gap[k]).comma:
            return None
        source = self.somebody(k)
        if source is None:
            inverted = self.somebody(k + 1) if k + 1 < stop and words.low[k].endswith(("ed", "s")) else None
            end = words.last_in(inverted) if inverted else stop
            ends = end >= stop or words.gap[end].startswith(",")
            return Saying(inverted, words.span(k, k), FIRM) if inverted and ends else None
        if stop - k > _SHORT:
            return None
        verb = words.last_in(source)
        if verb >= stop or words.gap[verb] != " " or not words.word[verb].islower():
            return None
        joins = words.low[verb] in ("and", "or", "who")
        return None if joins else Saying(source, words.span(verb, verb), FIRM if opens else FAIR)

    def somebody(self, k: int) -> Span | None:
        """Return the name, pronoun or role that begins with word ``k``: ``Kerry``, ``he``, ``the young mayor``, ``the
        mum-of-two``.
        """
        words, heads = self.words, lexicon().heads
        m = self.subjects.mention_at(k)
        if m:
            return m.start, m.end
        if words.low[k] in ("he", "she"):
            return words.span(k, k)
        if words.low[k] not in ("the", "a", "an", "one", "another", "his", "her", "their"):
            return None
        for i in range(k + 1, min(k + 4, len(words))):
            if words.gap[i] not in (" ", "-"):
                break
            if words.low[i] in heads and not (i + 1 < len(words) and words.low[i + 1] in heads):
                of = words.low[i + 1 : i + 2] == ["of"] and words.low[i + 2 : i + 3]
                return words.span(k, i + 2 if of and of[0] in _NUMBERS else i)
        return None

    def _closing(self, pair: Pair, k: int, stop: int) -> Saying | None:
        """Read the words of saying that close the sentence of a partial quote: ``"a trap" for the weak, she said.``"""
        words = self.words
        opens = self.subjects.sentence_start(pair.first) == pair.first
        for i in range(k + 1, stop):
            if "," not in words.gap[i]:
                continue
            found = self.inverted(i, stop) or self._straight(i, stop, partial=False)
            if found is None or found.cue is None:
                continue
            end = max(words.last_in(found.cue), words.last_in(found.source))
            if words.low[i] in ("according", "per"):
                return Saying(found.source, found.cue, SURE if opens else FAIR)
            if end >= stop or stop - end <= 2:
                return Saying(found.source, found.cue, SURE if opens else 0.75)
        return None
