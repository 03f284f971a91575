"""Finds the words of saying in front of a quote, and the words that name or point at who says it."""

from __future__ import annotations

from archive.restore.attribution.behind import Behind
from archive.restore.attribution.cues import Cues
from archive.restore.attribution.gaps import read_gap
from archive.restore.attribution.indirect import told_of
from archive.restore.attribution.pairing import Pair
from archive.restore.attribution.saying import CLAUSES, CLEAR, FAINT, FAIR, FIRM, LABEL, SURE, Saying, better, points_at
from archive.restore.attribution.subject import FAR, PRONOUNS, Subjects
from archive.restore.attribution.works import written_as_title
from archive.restore.lexicon import word_set
from archive.restore.words import Words
from index.article import Span

_NAMING = frozenset(["called", "named", "titled", "entitled", "dubbed", "known", "branded", "labeled", "billed"])
_POSSESSIVES = word_set("owners")
_SPEECH_NOUNS = word_set("speech_nouns")
_BRINGS = frozenset(["that", "of", "about", "on", "as", "regarding", "concerning"])
_WORDS_OF = ["in", "the", "words", "of"]
_SENDER = 9
"""Words from ``statement from`` to the colon behind whom it is from."""

_HELD = 12
"""Words between a noun such as ``claim`` and the quote that it brings."""


class InFront:
    """Reads what stands in front of a run."""

    def __init__(self, words: Words, subjects: Subjects, cues: Cues, behind: Behind) -> None:
        self.words, self.subjects, self.cues = words, subjects, cues
        self.behind = behind

    def of(self, pair: Pair, before: tuple[Pair, Saying | None] | None) -> Saying | None:
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
                    found = better(found, self._participle_at(k, pair, before))
                elif cues.says(k) or cues.hints(k):
                    found = better(found, self._cue_at(k, pair))
                elif k > 1 and words.low[k - 2 : k + 2] == _WORDS_OF:
                    source = subjects.after(k + 2, pair.first)
                    found = better(found, Saying(source, words.span(k, k), FIRM) if source else None)
                elif words.low[k] in _SPEECH_NOUNS and k >= i - _HELD:
                    found = better(found, self._held(k, pair))
            if subjects.stops(k):
                break
        if found is None and colon:
            source = subjects.of_sentence(i)
            found = Saying(source, None, 0.75) if source else None
        return found

    def _announced(self, pair: Pair) -> Saying | None:
        """Read a name right in front of a colon that is no verb's object: ``Kerry: "..."``, ``@kerry: "..."``."""
        words = self.words
        last = pair.first - 1
        if ")" in words.gap[pair.first]:
            while last > 0 and "(" not in words.gap[last]:
                last -= 1
            last -= 1
        if words.gap[last].endswith("@"):
            return Saying(words.span(last, last), None, SURE)
        m = self.subjects.mention_at(last)
        if m is None:
            return self._sent(pair)
        first = words.first_in((m.start, m.end))
        begin = self.subjects.sentence_start(first)
        lead = range(begin, first)
        if any(words.low[i] in self.cues.strong or words.low[i] in self.cues.loose for i in lead):
            return None
        head = self.subjects.mention_at(begin)
        if head and words.low[words.last_in((head.start, head.end))] == "on":
            m = head
        return Saying((m.start, m.end), None, SURE)

    def _sent(self, pair: Pair) -> Saying | None:
        """Return whom the words that a colon brings are from: ``a statement from the harbour board: "..."``."""
        low = self.words.low
        for k in range(pair.first - 2, max(0, pair.first - _SENDER), -1):
            if low[k] in ("from", "by") and low[k - 1] in _SPEECH_NOUNS:
                source = self.subjects.after(k + 1, pair.first)
                whole = source is not None and self.words.last_in(source) == pair.first
                return Saying(source, self.words.span(k - 1, k - 1), FIRM) if source and whole else None
        return None

    def _cue_at(self, cue: int, pair: Pair) -> Saying | None:
        """Return the saying with the verb at word ``cue``, which stands in front of the run."""
        words, subjects, cues = self.words, self.subjects, self.cues
        low = words.low[cue]
        if low == "according":
            source = subjects.after(cue + 2, pair.first)
            opens = subjects.sentence_start(cue) == cue
            return Saying(source, words.span(cue, cue + 1), 0.9 if opens else 0.75) if source else None
        agent = self._agent(cue, pair)
        if told_of(words, cue):
            return Saying(agent, words.span(cue, cue), FIRM) if agent else None
        between = None if agent else self._between(cue, pair)
        if between:
            return Saying(between, words.span(cue, cue), FIRM)
        source = agent or self._opening(cue, pair) or self._subject(cue)
        if source is None:
            return None
        head = words.low[words.first_in(source)]
        if low in _NAMING and cue == pair.first - 1 and head not in PRONOUNS:
            return None if written_as_title(words, pair) else Saying(source, words.span(cue, cue), 0.75)
        told = "," in words.gap[pair.first] or ":" in words.gap[pair.first]
        close = pair.first - cue <= 3
        if cue == pair.first - 1 and told:
            sure = SURE if self._in_clause(cue) else FIRM if points_at(source, words, subjects) else CLEAR
            return Saying(source, words.span(cue, cue), sure)
        sure = CLEAR if close else FAIR if low in cues.strong else 0.75
        inner = low in cues.loose or cues.depends(cue)
        if not told and ((inner and head in PRONOUNS) or cues.minds(cue) or subjects.restricts(cue)):
            sure = FAINT
        return Saying(source, words.span(cue, cue), sure)

    def _between(self, cue: int, pair: Pair) -> Span | None:
        """Return who speaks between the subject of a sentence and its verb: ``The dock, said Harrow, is "closed"``."""
        words = self.words
        if not words.gap[cue].startswith(",") or words.low[cue] not in self.cues.strong:
            return None
        if any("," in words.gap[i] for i in range(self.subjects.sentence_start(cue) + 1, cue)):
            return None
        found = self.behind.inverted(cue, pair.first)
        ends = found and words.gap[words.last_in(found.source)].startswith(",")
        return found.source if found and ends else None

    def _subject(self, cue: int) -> Span | None:
        subjects, low = self.subjects, self.words.low
        if cue and low[cue - 1] == "to":
            return subjects.of_sentence(cue)
        source = subjects.before(cue)
        if source is None and not subjects.stops(cue) and cue > 0 and low[cue] in self.cues.strong:
            source = subjects.of_sentence(cue)
        return source

    def _agent(self, cue: int, pair: Pair) -> Span | None:
        """Return who acts in ``was asked by Baker`` and in ``was called "a liar" by Baker``."""
        words, behind = self.words, pair.last + 1
        if cue + 2 < pair.first and words.low[cue + 1] == "by":
            return self.subjects.after(cue + 2, pair.first)
        if (
            behind < len(words)
            and words.low[behind] == "by"
            and told_of(words, cue)
            and not self.subjects.stops(behind)
        ):
            return self.subjects.after(behind + 1, len(words))
        return None

    def _opening(self, cue: int, pair: Pair) -> Span | None:
        """Return who speaks in a sentence or a clause that the verb opens: ``Added Harrow, "..."``."""
        gap = self.words.gap[pair.first]
        m = self.subjects.mention_at(pair.first - 1)
        opens = self.subjects.stops(cue) or "," in self.words.gap[cue]
        if m is None or not opens or not ("," in gap or ":" in gap):
            return None
        return (m.start, m.end) if self.words.first_in((m.start, m.end)) - cue <= LABEL else None

    def _in_clause(self, cue: int) -> bool:
        """Return whether a verb stands in a clause that the main one follows: ``When Kerry said,``."""
        begin = self.subjects.sentence_start(cue)
        return self.words.low[begin] in CLAUSES and not any("," in self.words.gap[i] for i in range(begin + 1, cue + 1))

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
                found = self.behind.inverted(k, cue)
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
