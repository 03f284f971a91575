"""Tells who says a quote, by the words of saying around it and by the quotes beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archive.restore.attribution.behind import Behind
from archive.restore.attribution.cues import Cues
from archive.restore.attribution.gaps import read_gap
from archive.restore.attribution.in_front import InFront
from archive.restore.attribution.indirect import told_of
from archive.restore.attribution.pairing import Pair
from archive.restore.attribution.saying import FAIR, FIRM, SURE, Saying, better
from archive.restore.attribution.subject import BEHIND_HER, FAR, PRONOUNS, Subjects
from archive.restore.words import Words
from index.article import Span

_EXCHANGE = 4
"""Quotations that are looked back for whom a question is put to."""

_ASKS, _HEARERS = frozenset(["asked", "asks"]), frozenset(["him", "her", "them"])
_ASKED = frozenset(["asked", "questioned", "examined", "pressed", "interviewed", "challenged"])
"""What is done by who asks."""

_PARAGRAPH = 120
"""Words that are looked back for a paragraph's beginning."""


class Speech:
    """Answers who says a stretch of words, from the words around it."""

    def __init__(self, words: Words, subjects: Subjects) -> None:
        self.words, self.subjects = words, subjects
        self.cues = Cues(words)
        self.behind = Behind(words, subjects, self.cues)
        self.in_front = InFront(words, subjects, self.cues, self.behind)

    def is_sentence(self, pair: Pair) -> bool:
        """Return whether a run looks like whole sentences: a capital first and a stop or comma last, or long."""
        words = self.words
        first = words.word[pair.first]
        length = pair.last - pair.first + 1
        ends = read_gap(words.gap[pair.last + 1][:3])
        closed = ends.stop or ends.comma or words.text[pair.end - 1] in ".,!?…-—"
        return (length >= 3 and first[0].isupper() and closed) or length >= 16

    def continues(self, last: Pair, pair: Pair, *, whole: bool) -> bool:
        """Return whether ``pair`` goes on with what ``last`` said: in its paragraph, or in the next after no close.

        What closes with a comma there is told whose it is behind it.
        """
        if last.continued:
            return not read_gap(self.words.gap[pair.last + 1]).comma
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

    def differ(self, a: Span, b: Span) -> bool:
        """Return whether two sources mean two speakers: other names, ``he`` and ``she``."""
        low = [self.words.low[self.words.last_in(span) - 1] for span in (a, b)]
        return low[0] != low[1] and (low[0] in PRONOUNS) is (low[1] in PRONOUNS)

    def party(self, pair: Pair, source: Span) -> Span | None:
        """Return whom the paragraph in front of that of a run is about: its first name, if not that of ``source``."""
        subjects = self.subjects
        begins = [i for i in range(max(0, pair.first - _PARAGRAPH), pair.first + 1) if not i or subjects.breaks(i, i)]
        if len(begins) < 2 or begins[-1] != pair.first:
            return None
        for i in range(begins[-2], pair.first):
            m = subjects.mention_at(i)
            if m and self.differ((m.start, m.end), source):
                return m.start, m.end
        return None

    def asking(self, pair: Pair) -> tuple[Saying, Span | None] | None:
        """Return who asks in the paragraph in front of a question that begins one of its own, and who is asked there:
        ``Harrow asked her about the dock.``, ``Questioned by Harrow, Quill agreed.``
        """
        words, subjects = self.words, self.subjects
        if "?" not in words.gap[pair.last + 1] or not subjects.breaks(pair.first, pair.first):
            return None
        for k in range(pair.first - 1, max(0, pair.first - _PARAGRAPH), -1):
            if subjects.quoted[k]:
                return None
            by = words.low[k] in _ASKED and words.low[k + 1] == "by"
            if by or (words.low[k] in _ASKS and self.cues.says(k) and not told_of(words, k)):
                source = subjects.after(k + 2, pair.first) if by else subjects.before(k)
                heard = self._answers(k, source, pair.first) if by else self._asked_at(k)
                return (Saying(source, words.span(k, k), FIRM), heard) if source else None
            if subjects.breaks(k, k):
                return None
        return None

    def _asked_at(self, verb: int) -> Span | None:
        """Return who is asked right behind a verb of asking, by name or pronoun."""
        words, k = self.words, verb + 1
        if k >= len(words) or words.gap[k] != " ":
            return None
        m = self.subjects.mention_at(k)
        if m:
            return None if self.subjects.possessive(m) else (m.start, m.end)
        owns = words.low[k] == "her" and words.gap[k + 1] == " " and BEHIND_HER.isdisjoint(words.low[k + 1 : k + 2])
        return words.span(k, k) if words.low[k] in _HEARERS and not owns else None

    def _answers(self, verb: int, source: Span | None, stop: int) -> Span | None:
        """Return who is asked by somebody: the subject of the verb, or who is named behind a clause that it opens."""
        subjects = self.subjects
        if subjects.sentence_start(verb) < verb - 1:
            return subjects.before(verb)
        for i in range(self.words.last_in(source) if source else stop, stop):
            m = subjects.mention_at(i)
            if m or subjects.stops(i):
                return (m.start, m.end) if m else None
        return None

    def saying_of(self, pair: Pair, after: Pair | None, before: tuple[Pair, Saying | None] | None) -> Saying | None:
        """Return the saying in the run's own sentence: behind it, or else in front of it.

        Args:
            pair: the run.
            after: the run behind it.
            before: the run in front of it, with its own saying.
        """
        told = self.behind.signed(pair) or self.behind.labelled(pair)
        if told:
            return told
        front = self.in_front.of(pair, before)
        if front and front.probability >= SURE:
            return front
        found = self.behind.of(pair, after)
        if found and found.probability >= 0.9:
            return found
        return better(front, found)

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
        source = self.behind.somebody(first)
        acts = source is not None and words.gap[words.last_in(source)] == " "
        acts = acts and not any(self.cues.says(i) for i in range(first, pair.first))
        return Saying(source, None, FIRM) if source and acts else None


def sayings(speech: Speech, pairs: Sequence[Pair]) -> list[Saying | None]:
    """Return what says each pair: words of its own sentence first, else those of its neighbours."""
    own: list[Saying | None] = []
    for n, pair in enumerate(pairs):
        after = pairs[n + 1] if n + 1 < len(pairs) else None
        own.append(speech.saying_of(pair, after, (pairs[n - 1], own[n - 1]) if n else None))
    found: list[Saying | None] = []
    answered = False
    heard: Span | None = None
    for n, saying in enumerate(own):
        asked = None if saying or (n and _takes_turn(speech, pairs, n)) else speech.asking(pairs[n])
        if asked:
            found.append(asked[0])
            answered, heard = False, asked[1]
            continue
        answering = None if saying else _answering(speech, pairs, found, n, exchanged=answered, heard=heard)
        heard = None
        # who is named in an exchange goes on with it, and an answer of somebody else's begins one
        named = saying if saying and _takes_turn(speech, pairs, n) else None
        begun = named is not None and (answered or _answers_another(speech, pairs[n - 1], found[n - 1], named))
        answered = answering is not None or begun
        found.append(saying or answering or _from_neighbours(speech, pairs, own, found, n))
    if any("?" in speech.words.gap[pair.last + 1] for pair in pairs):
        for chain in _exchanges(speech, pairs):
            _fill(speech, pairs, chain, own, found)
    return found


def _exchanges(speech: Speech, pairs: Sequence[Pair]) -> Iterator[list[list[int]]]:
    """Yield the turns that follow each other paragraph by paragraph, each as the numbers of its runs."""
    chain: list[list[int]] = []
    for n, pair in enumerate(pairs):
        if chain and speech.subjects.breaks(pair.first, pair.first) and _takes_turn(speech, pairs, n):
            chain.append([n])
        elif chain and not speech.subjects.breaks(pairs[n - 1].last + 1, pair.first):
            chain[-1].append(n)
        else:
            yield chain
            chain = [[n]]
    yield chain


def _fill(
    speech: Speech,
    pairs: Sequence[Pair],
    chain: Sequence[Sequence[int]],
    own: Sequence[Saying | None],
    found: list[Saying | None],
) -> None:
    """Give the turns of two who speak in turn, and ask, to whom their place between others tells."""
    sides: list[list[Saying]] = [[], []]
    for k, turn in enumerate(chain):
        sides[k % 2] += [saying for n in turn if (saying := own[n]) and saying.probability >= FAIR]
    if not all(sides) or not any("?" in speech.words.gap[pairs[n].last + 1] for turn in chain for n in turn):
        return
    one, other = sides
    if not all(speech.differ(a.source, b.source) for a in one for b in other):
        return
    if any(speech.differ(side[0].source, saying.source) for side in sides for saying in side):
        return
    last = max(k for k, turn in enumerate(chain) if any(own[n] for n in turn))
    for k, turn in enumerate(chain[:last]):
        if not any(own[n] for n in turn):
            for n in turn:
                found[n] = Saying(sides[k % 2][0].source, None, FIRM)


def _from_neighbours(
    speech: Speech, pairs: Sequence[Pair], own: Sequence[Saying | None], found: Sequence[Saying | None], n: int
) -> Saying | None:
    """Return the saying that a run without one shares with the run before it or after it, or with the end of the speech
    over paragraphs that it begins.
    """
    pair = pairs[n]
    whole = speech.is_sentence(pair)
    last = found[n - 1] if n else None
    if last and speech.continues(pairs[n - 1], pair, whole=whole):
        return _weaker(last)
    end = next((k for k in range(n, len(pairs)) if own[k] or not pairs[k].continued), n)
    following = own[end] if end > n else own[n + 1] if n + 1 < len(pairs) else None
    if whole and following and speech.leads_to(pair, pairs[n + 1]):
        return _weaker(following)
    if whole and last and speech.same_voice(pairs[n - 1], pair):
        return _weaker(last)
    return speech.loose_saying(pair, whole=whole)


def _takes_turn(speech: Speech, pairs: Sequence[Pair], n: int) -> bool:
    """Return whether a run begins a paragraph right behind one that ends with the run before it and its words of
    saying, closed.
    """
    last, pair = pairs[max(0, n - 1)], pairs[n]
    if last.continued or last is pair:
        return False
    side_by_side = pair.first == last.last + 1 and len(read_gap(speech.words.gap[pair.first]).marks) > 1
    return side_by_side or speech.same_voice(last, pair)


def _answers_another(speech: Speech, before: Pair, last: Saying | None, saying: Saying) -> bool:
    """Return whether a run is said by another than who asks in the run before it."""
    asked = "?" in speech.words.gap[before.last + 1]
    return asked and last is not None and speech.differ(last.source, saying.source)


def _answering(
    speech: Speech,
    pairs: Sequence[Pair],
    found: Sequence[Saying | None],
    n: int,
    *,
    exchanged: bool,
    heard: Span | None,
) -> Saying | None:
    """Return who spoke before the last one, where the paragraph of a run answers his question or, in an exchange, says
    what comes next: in ``exchanged`` speech turns go back and forth, whether they ask or not. ``heard`` is who was
    asked.
    """
    gap, last = speech.words.gap, found[n - 1] if n else None
    if last is None or not _takes_turn(speech, pairs, n):
        return None
    ended = read_gap(gap[pairs[n].last + 1])
    alone = ended.stop and (n + 1 == len(pairs) or speech.subjects.breaks(pairs[n].last + 1, pairs[n].last + 1))
    asks, asked, before = ("?" in gap[pair.last + 1] for pair in (pairs[n], pairs[n - 1], pairs[max(0, n - 2)]))
    if not ended.stop or not ((exchanged and alone) or (asks is not asked and (asked or before))):
        return None
    if heard and asked:
        return Saying(heard, None, FIRM)
    for k in range(n - 2, max(-1, n - _EXCHANGE), -1):
        other = found[k]
        if other and speech.differ(other.source, last.source):
            return Saying(other.source, None, FIRM)
    party = speech.party(pairs[n - 1], last.source) if asked else None
    again = n + 1 < len(pairs) and _takes_turn(speech, pairs, n + 1) and "?" in gap[pairs[n + 1].last + 1]
    return Saying(party, None, FIRM if again else FAIR) if party else None


def _weaker(saying: Saying) -> Saying:
    return Saying(saying.source, saying.cue, saying.probability * 0.93)
