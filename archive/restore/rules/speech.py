"""Finds the words of saying around a quote, and the words that name or point at who says it."""

from __future__ import annotations

from archive.restore.lexicon import lexicon, word_set
from archive.restore.rules.cues import Cues
from archive.restore.rules.gaps import read_gap
from archive.restore.rules.pairing import Pair
from archive.restore.rules.subject import ADVERBS, FAR, PRONOUNS, Subjects
from archive.restore.rules.works import written_as_title
from archive.restore.words import Words
from index.article import Span
from index.values import dataclass

_NAMING = frozenset(["called", "named", "titled", "entitled", "dubbed", "known", "branded", "labeled", "billed"])
_QUALIFIES = frozenset(["of", "from", "at", "for", "and", "with", "in"])
_LEADS = frozenset(["also", "as", "so", "then", "later"])
_CLAUSES = frozenset(["when", "as", "after", "while", "where", "once", "whenever"])
_POSSESSIVES = frozenset(["his", "her", "their", "my"])
_SPEECH_NOUNS = word_set("speech_nouns")
_BRINGS = frozenset(["that", "of", "about", "on", "as", "regarding", "concerning"])
_DASHES = "-–—―"
_SHORT = 7
_DETERMINERS = word_set("determiners")
_LABEL = 4
"""Words of a transcript's label at most."""

_EXPLAINED = 16
"""Words behind the name of a signature at most."""

_HELD = 12
"""Words between a noun such as ``claim`` and the quote that it brings."""

SURE, FIRM, CLEAR, FAIR, FAINT = 0.97, 0.96, 0.95, 0.85, 0.6


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
        self.cues = Cues(words)

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

    def saying_of(self, pair: Pair, after: Pair | None, before: tuple[Pair, Saying | None] | None) -> Saying | None:
        """Return the saying in the run's own sentence: behind it, or else in front of it.

        Args:
            pair: the run.
            after: the run behind it.
            before: the run in front of it, with its own saying.
        """
        told = self._signed(pair) or self._labelled(pair)
        if told:
            return told
        front = self._in_front(pair, before)
        if front and front.probability >= SURE:
            return front
        found = self._behind(pair, after)
        if found and found.probability >= 0.9:
            return found
        return self._better(front, found)

    # -- behind a run

    def _signed(self, pair: Pair) -> Saying | None:
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

    def _labelled(self, pair: Pair) -> Saying | None:
        """Read the label of a transcript within the run: ``"QUILL: We are ready.``"""
        words = self.words
        m = self.subjects.mention_at(pair.first)
        end = words.last_in((m.start, m.end)) if m else pair.first
        while m is None and end <= pair.last and words.word[end].isupper() and len(words.word[end]) > 1:
            end += 1
            if words.gap[end] != " ":
                break
        if not pair.first < end <= min(pair.last, pair.first + _LABEL) or words.gap[end] != ": ":
            return None
        return Saying(words.span(pair.first, end - 1), None, SURE)

    def _behind(self, pair: Pair, after: Pair | None) -> Saying | None:
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
        found = self._inverted(k, stop) or self._straight(k, stop, partial=partial, opens=opens)
        if found and ended and (self._leads_on(found, after) or self._passive(found)):
            return None
        if found or ended:
            return found
        return self._acting(k, stop, partial=partial) or self._closing(pair, k, stop)

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

    def _inverted(self, k: int, stop: int) -> Saying | None:
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
        if words.low[k] in _CLAUSES:
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
                beside = opens and not hops and "\n" not in words.gap[k] and self.cues.says(i)
                sure = FIRM if beside and self._points(source) else CLEAR
                return Saying(source, words.span(i, i), 0.7 if partial else sure)
            if low in ("put", "puts") and i + 1 < stop and words.low[i + 1] == "it":
                return Saying(source, words.span(i, i + 1), CLEAR)
            if low in ADVERBS or low.endswith("ly"):
                continue
            read = read_gap(words.gap[i])
            if not (read.comma or read.bracket or hops or told or low in _QUALIFIES) or hops > 24:
                break
            hops += 1
        return None

    def _acting(self, k: int, stop: int, *, partial: bool) -> Saying | None:
        """Read ``," Kerry shot back`` and ``," ruled the priest``: behind a comma, whoever acts speaks."""
        words = self.words
        if partial or not read_gap(words.gap[k]).comma:
            return None
        source = self._somebody(k)
        if source is None:
            inverted = self._somebody(k + 1) if k + 1 < stop and words.low[k].endswith(("ed", "s")) else None
            end = words.last_in(inverted) if inverted else stop
            ends = end >= stop or words.gap[end].startswith(",")
            return Saying(inverted, words.span(k, k), FIRM) if inverted and ends else None
        if stop - k > _SHORT:
            return None
        verb = words.last_in(source)
        if verb >= stop or words.gap[verb] != " " or not words.word[verb].islower():
            return None
        return None if words.low[verb] in ("and", "or", "who") else Saying(source, words.span(verb, verb), FAIR)

    def _somebody(self, k: int) -> Span | None:
        """Return the name, pronoun or role that begins with word ``k``: ``Kerry``, ``he``, ``the young mayor``."""
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
                return words.span(k, i)
        return None

    def _closing(self, pair: Pair, k: int, stop: int) -> Saying | None:
        """Read the words of saying that close the sentence of a partial quote: ``"a trap" for the weak, she said.``"""
        words = self.words
        opens = self.subjects.sentence_start(pair.first) == pair.first
        for i in range(k + 1, stop):
            if "," not in words.gap[i]:
                continue
            found = self._inverted(i, stop) or self._straight(i, stop, partial=False)
            if found is None or found.cue is None:
                continue
            end = max(words.last_in(found.cue), words.last_in(found.source))
            if words.low[i] in ("according", "per"):
                return Saying(found.source, found.cue, SURE if opens else FAIR)
            if end >= stop or stop - end <= 2:
                return Saying(found.source, found.cue, SURE if opens else 0.75)
        return None

    # -- in front of a run

    def _in_front(self, pair: Pair, before: tuple[Pair, Saying | None] | None) -> Saying | None:
        """Read the words of saying in front of a run, in its own sentence or behind a colon."""
        words, subjects, cues = self.words, self.subjects, self.cues
        i = pair.first - 1
        if i < 0:
            return None
        colon = read_gap(words.gap[pair.first]).colon
        if subjects.stops(pair.first) and not colon:
            return None
        found: Saying | None = self._announced(pair) if colon else None
        for k in range(i, max(-1, i - FAR), -1):
            if found and found.probability >= FAIR:
                return found
            if not subjects.quoted[k]:
                if cues.attends(k):
                    found = self._better(found, self._participle_at(k, pair, before))
                elif cues.says(k) or cues.hints(k):
                    found = self._better(found, self._cue_at(k, pair))
                elif words.low[k] in _SPEECH_NOUNS and k >= i - _HELD:
                    found = self._better(found, self._held(k, pair))
            if subjects.stops(k):
                break
        if found is None and colon:
            source = subjects.of_sentence(i)
            found = Saying(source, None, 0.75) if source else None
        return found

    @staticmethod
    def _better(a: Saying | None, b: Saying | None) -> Saying | None:
        return b if a is None or (b is not None and b.probability > a.probability) else a

    def _announced(self, pair: Pair) -> Saying | None:
        """Read a name right in front of a colon that is no verb's object: ``Kerry: "..."``."""
        words = self.words
        last = pair.first - 1
        if ")" in words.gap[pair.first]:
            while last > 0 and "(" not in words.gap[last]:
                last -= 1
            last -= 1
        m = self.subjects.mention_at(last)
        if m is None:
            return None
        first = words.first_in((m.start, m.end))
        begin = self.subjects.sentence_start(first)
        lead = range(begin, first)
        if any(words.low[i] in self.cues.strong or words.low[i] in self.cues.loose for i in lead):
            return None
        return Saying((m.start, m.end), None, SURE)

    def _cue_at(self, cue: int, pair: Pair) -> Saying | None:
        """Return the saying with the verb at word ``cue``, which stands in front of the run."""
        words, subjects, cues = self.words, self.subjects, self.cues
        low = words.low[cue]
        if low == "according":
            source = subjects.after(cue + 2, pair.first)
            opens = subjects.sentence_start(cue) == cue
            return Saying(source, words.span(cue, cue + 1), 0.9 if opens else 0.75) if source else None
        source = self._agent(cue, pair) or self._opening(cue, pair) or self._subject(cue)
        if source is None:
            return None
        head = words.low[words.first_in(source)]
        if low in _NAMING and cue == pair.first - 1 and head not in PRONOUNS:
            return None if written_as_title(words, pair) else Saying(source, words.span(cue, cue), 0.75)
        told = "," in words.gap[pair.first] or ":" in words.gap[pair.first]
        close = pair.first - cue <= 3
        if cue == pair.first - 1 and told:
            sure = SURE if self._in_clause(cue) else FIRM if self._points(source) else CLEAR
            return Saying(source, words.span(cue, cue), sure)
        sure = CLEAR if close else FAIR if low in cues.strong else 0.75
        inner = low in cues.loose or cues.depends(cue)
        if not told and ((inner and head in PRONOUNS) or cues.minds(cue) or subjects.restricts(cue)):
            sure = FAINT
        return Saying(source, words.span(cue, cue), sure)

    def _points(self, source: Span) -> bool:
        """Return whether a source is a name or a pronoun."""
        first = self.words.first_in(source)
        return self.subjects.mention_at(first) is not None or self.words.low[first] in PRONOUNS

    def _subject(self, cue: int) -> Span | None:
        subjects, low = self.subjects, self.words.low
        if cue and low[cue - 1] == "to":
            return subjects.of_sentence(cue)
        source = subjects.before(cue)
        if source is None and not subjects.stops(cue) and cue > 0 and low[cue] in self.cues.strong:
            source = subjects.of_sentence(cue)
        return source

    def _agent(self, cue: int, pair: Pair) -> Span | None:
        """Return who acts in ``was asked by Baker``."""
        low = self.words.low
        if cue < 1 or cue + 2 >= pair.first or low[cue + 1] != "by" or not low[cue].endswith("ed"):
            return None
        return self.subjects.after(cue + 2, pair.first)

    def _opening(self, cue: int, pair: Pair) -> Span | None:
        """Return who speaks in a sentence that the verb opens: ``Added Harrow, "..."``."""
        gap = self.words.gap[pair.first]
        m = self.subjects.mention_at(pair.first - 1)
        if m is None or not self.subjects.stops(cue) or not ("," in gap or ":" in gap):
            return None
        return (m.start, m.end) if self.words.first_in((m.start, m.end)) - cue <= _LABEL else None

    def _in_clause(self, cue: int) -> bool:
        """Return whether a verb stands in a clause that the main one follows: ``When Kerry said,``."""
        begin = self.subjects.sentence_start(cue)
        return self.words.low[begin] in _CLAUSES and not any(
            "," in self.words.gap[i] for i in range(begin + 1, cue + 1)
        )

    def _participle_at(self, cue: int, pair: Pair, before: tuple[Pair, Saying | None] | None) -> Saying | None:
        """Return the saying with a participle: of the name before it, of who spoke in this sentence, or its subject."""
        words, subjects = self.words, self.subjects
        close = pair.first - cue <= 3 or "," in words.gap[pair.first] or ":" in words.gap[pair.first]
        m = subjects.mention_at(cue - 1) if cue and words.gap[cue] == " " else None
        if m and not subjects.possessive(m):
            return Saying((m.start, m.end), words.span(cue, cue), CLEAR if close else 0.75)
        if before and before[1] and subjects.sentence_start(cue) <= before[0].last:
            return Saying(before[1].source, words.span(cue, cue), CLEAR if close else 0.75)
        source = self._inverted_before(cue) or subjects.of_sentence(cue)
        return Saying(source, words.span(cue, cue), 0.9 if close else 0.75) if source else None

    def _inverted_before(self, cue: int) -> Span | None:
        """Return who spoke in the same sentence up to a participle: ``..., said Kerry, adding``."""
        for k in range(cue - 1, self.subjects.sentence_start(cue), -1):
            if self.cues.says(k) and "," in self.words.gap[k]:
                found = self._inverted(k, cue)
                return found.source if found else None
        return None

    def _held(self, noun: int, pair: Pair) -> Saying | None:
        """Return the saying with a noun that somebody owns: ``Trump's claim that``, ``her remark about``."""
        words, subjects = self.words, self.subjects
        if noun + 1 < pair.first and words.low[noun + 1] not in _BRINGS:
            return None
        for k in range(noun - 1, max(-1, noun - 4), -1):
            if words.low[k] in _POSSESSIVES:
                return Saying(words.span(k, k), words.span(noun, noun), FAINT)
            m = subjects.mention_at(k)
            if m and subjects.possessive(m):
                sure = FIRM if words.low[noun + 1] == "that" else 0.9
                return Saying((m.start, m.end), words.span(noun, noun), sure)
            if words.gap[k] not in (" ", "-", "'", "’"):
                break
        return None

    def loose_saying(self, pair: Pair, *, whole: bool) -> Saying | None:
        """Return a guess for a run whose sentence has no words of saying: whole sentences are speech."""
        words, subjects = self.words, self.subjects
        if whole and (acted := self._acted(pair)):
            return acted
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

    def _acted(self, pair: Pair) -> Saying | None:
        """Read who acts in the one sentence before a run that ends their paragraph: ``Harrow shrugs. "So be it."``"""
        words, subjects = self.words, self.subjects
        k = pair.last + 1
        alone = k < len(words) and not subjects.breaks(k, k)
        if pair.first < 2 or alone or not subjects.stops(pair.first) or subjects.breaks(pair.first, pair.first):
            return None
        first = subjects.sentence_start(pair.first - 1, FAR)
        if first and not subjects.breaks(first, first):
            return None
        source = self._somebody(first)
        acts = source is not None and words.gap[words.last_in(source)] == " "
        acts = acts and not any(self.cues.says(i) for i in range(first, pair.first))
        return Saying(source, None, FIRM) if source and acts else None
