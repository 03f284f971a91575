"""Draws pieces of articles, damages them, swaps their names, and stacks them into batches."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from archive.restore.learned.model import ANY, FOLDED, MARKED
from archive.restore.learned.words import CAPITAL, CASELESS, LOWER, UPPER, known_unquoted, pair_rows, states
from training.corpus import Array
from training.damage import GapForms
from training.frames import Frames
from training.store import Corpus

LENGTH = 960
"""The most words of a piece."""

CLOSED_UP = "unquoted, closed up"
STATES = {
    ANY: (
        (("cased", "known"), 0.04),
        (("lower", "known"), 0.02),
        (("upper", "known"), 0.02),
        (("cased", "unquoted"), 0.08),
        (("lower", "unquoted"), 0.02),
        (("lower", "width"), 0.56),
        (("lower", "width, breaks kept"), 0.05),
        (("lower", "folded"), 0.1),
        (("lower", "folded, breaks kept"), 0.01),
        (("cased", "width"), 0.05),
        (("cased", "folded"), 0.01),
        (("upper", "width"), 0.04),
    ),
    MARKED: (
        (("cased", "known"), 0.36),
        (("lower", "known"), 0.16),
        (("upper", "known"), 0.19),
        (("cased", "unquoted"), 0.03),
        (("lower", "unquoted"), 0.01),
        (("upper", "unquoted"), 0.01),
        (("cased", CLOSED_UP), 0.14),
        (("lower", CLOSED_UP), 0.05),
        (("upper", CLOSED_UP), 0.03),
        (("lower", "width"), 0.02),
    ),
    FOLDED: (
        (("lower", "folded"), 0.78),
        (("lower", "folded, breaks kept"), 0.08),
        (("cased", "folded"), 0.05),
        (("cased", "folded, breaks kept"), 0.04),
        (("upper", "folded"), 0.02),
        (("lower", "width"), 0.03),
    ),
}
"""The states of copy that each encoder learns from, and how often it meets them."""

TOLD = 0.6
"""How often an encoder is told that quotation marks were deleted, where they were; else it must find out."""

SWAPPED = 0.5
"""In how large a share of the pieces people get other names."""

OTHERS = 0.7
"""In how large a share of the pieces some words give way to others."""

WORDS = 0.06
"""How large a share of the other names are words besides."""

_QUOTES = ("doubled", "tex", "curly")
_BREAKS = ("paragraphs lost", "single breaks", "double breaks", "indented")
_SPRINKLED = (("run on", 0.08, (0.02, 0.5)), ("stray", 0.08, (0.003, 0.05)), ("wrapped", 0.04, (0.05, 0.15)))


LABELS = ("cap", "gap", "quoted", "person", "speech", "cue", "speaker")


def _none() -> Array:
    return np.zeros(0, np.int64)


@dataclass(slots=True)
class Batch:
    """Pieces of articles as readers are to see them, all padded to one length.

    Attributes:
        features: rows of word, prefix, suffix, shape, and the pair with the next word, (pieces, words, 5).
        rest: case, gap before, gap after and state, (4, pieces, words).
        same: a number for each distinct word, (pieces, words); -1 in padding.
        labels: those that ``LABELS`` names, (labels, pieces, words); -1 where none is known.
        runs: rows of (piece, first, end, source, cue, marks).
        words: how many there are, padding apart.
        hidden: False where a word's own row is hidden, and where those of its affixes are, (pieces, words, 2).
        gone: the places, counted through the batch, of words that are hidden altogether.
        offered: the rows of the distinct words among them.
        right: which of those stood at each of the places.
    """

    features: Array
    rest: Array
    same: Array
    labels: Array
    runs: Array
    words: int
    hidden: Array | None = None
    gone: Array = field(default_factory=_none)
    offered: Array = field(default_factory=_none)
    right: Array = field(default_factory=_none)


@dataclass(slots=True)
class Names:
    """Rows of the table of words that stand for given names and surnames, list by list.

    Of each kind there is one more array, of those that are words besides, as ``Grace`` and ``Polk``, ``Hope`` and
    ``Moody``: they are too few in the lists for a reader to learn that such a word may be a name.
    """

    given: list[Array]
    surnames: list[Array]
    given_words: Array
    surname_words: Array

    @staticmethod
    def of(corpus: Corpus, given: Iterable[list[str]], surnames: Iterable[list[str]]) -> Names:
        """Look the names up; those that stand five times in small letters in the corpus are words."""
        rows = {w: i for i, w in enumerate(corpus.words)}
        counts = np.bincount(corpus.columns["words"], minlength=len(corpus.words)).tolist()

        def found(lists: Iterable[list[str]]) -> tuple[list[Array], Array]:
            arrays = [np.array([rows[w] for w in names if w in rows], np.int32) for names in lists]
            every = np.unique(np.concatenate(arrays)).tolist()
            low = [rows.get(corpus.words[i].lower(), i) for i in every]
            words = [i for i, other in zip(every, low, strict=True) if other != i and counts[other] >= 5]
            return arrays, np.array(words or every, np.int32)

        (one, one_words), (other, other_words) = found(given), found(surnames)
        return Names(one, other, one_words, other_words)


class Damager:
    """Makes batches out of a corpus, of any copy, until :meth:`of` says otherwise.

    ``features`` is what :func:`word_features` returns, ``known`` how many words the lexicon has, and its pairs.
    """

    def __init__(
        self,
        corpus: Corpus,
        forms: GapForms,
        features: tuple[Array, Array],
        known: tuple[int, Array],
        names: Names | None,
        seed: int,
    ) -> None:
        self.corpus, self.forms, self.names = corpus, forms, names
        self.rows, self.cases = features
        self.words, self.pairs = known
        self.random = np.random.default_rng(seed)
        low: dict[str, int] = {}
        self.low = np.array([low.setdefault(w.lower(), len(low)) for w in corpus.words], np.int32)
        self._encoder = ANY
        self._bare = _sources_without_quotes(corpus)
        self._frames = Frames(corpus, self.rows[:, 0])

    def of(self, encoder: str) -> Damager:
        """Return one that makes the kind of copy that an encoder is to read, out of the same corpus."""
        other = copy.copy(self)
        other._encoder = encoder
        return other

    def epoch(self, weights: Array, budget: int, grain: int = 1) -> Iterator[Batch]:
        """Yield batches of about ``budget`` words that see each document ``weights`` times on average.

        With a ``grain`` above 1, all are padded to ``budget`` words, and to lengths that it divides, since a GPU is
        fast at shapes that it has met.
        """
        times = np.floor(weights + self.random.random(len(weights))).astype(int)
        pieces = []
        for doc in np.repeat(np.arange(len(weights)), times):
            length = int(self.corpus.starts[doc + 1] - self.corpus.starts[doc])
            at = 0 if length <= LENGTH else -int(self.random.integers(0, LENGTH // 2))
            while at < length:
                first, end = max(at, 0), min(at + LENGTH, length)
                if end - first > 8:
                    pieces.append((int(doc), first, end))
                at += LENGTH
        order = self.random.permutation(len(pieces))
        pool = 60 * budget // LENGTH
        for begin in range(0, len(order), pool):
            chosen = sorted((pieces[i] for i in order[begin : begin + pool]), key=lambda p: p[2] - p[1])
            groups: list[list[tuple[int, int, int]]] = [[]]
            for piece in chosen:
                if groups[-1] and (len(groups[-1]) + 1) * _padded(piece, grain) > budget:
                    groups.append([])
                groups[-1].append(piece)
            for i in self.random.permutation(len(groups)):
                length = _padded(groups[i][-1], grain)
                yield self.batch(groups[i], shape=(budget // length, length) if grain > 1 else None)

    def batch(
        self,
        pieces: list[tuple[int, int, int]],
        state: tuple[str, str] | None = None,
        shape: tuple[int, int] | None = None,
    ) -> Batch:
        """Return one batch of (document, first word, end word), each damaged in ``state`` or at random.

        It is padded to ``shape``, else as little as can be; a piece that is all padding has one word of no meaning.
        """
        shape = shape or (len(pieces), max(e - s for _, s, e in pieces))
        made = Batch(
            features=np.zeros((*shape, 5), np.int32),
            rest=np.zeros((4, *shape), np.int16),
            same=np.full(shape, -1, np.int32),
            labels=np.full((len(LABELS), *shape), -1, np.int16),
            runs=np.zeros((0, 6), np.int64),
            words=sum(e - s for _, s, e in pieces),
        )
        made.rest[0] = CASELESS
        made.same[len(pieces) :, 0] = 0
        runs = []
        for i, (doc, first, end) in enumerate(pieces):
            self._fill(made, i, doc, first, end, state)
            found = self.corpus.runs[self.corpus.run_starts[doc] : self.corpus.run_starts[doc + 1]]
            inside = found[(found[:, 0] >= first) & (found[:, 1] <= end)].astype(np.int64)
            inside[:, :2] -= first
            for column in (2, 3):
                there = (inside[:, column] >= first) & (inside[:, column] < end)
                inside[:, column] = np.where(there, inside[:, column] - first, -1)
            runs.append(np.concatenate([np.full((len(inside), 1), i), inside], axis=1))
        made.runs = np.concatenate(runs).astype(np.int64)
        return made

    def _fill(self, made: Batch, i: int, doc: int, first: int, end: int, state: tuple[str, str] | None) -> None:
        corpus, n = self.corpus, end - first
        part = slice(int(corpus.starts[doc]) + first, int(corpus.starts[doc]) + end)
        words, gaps = corpus.columns["words"][part].copy(), corpus.columns["gaps"][part]
        if self.names is not None and self.random.random() < SWAPPED:
            self._swap(words, doc, first, end)
        if self.random.random() < OTHERS:
            self._frames.put(words, part.start, self.random.random(), self.random)
        foreign = bool(corpus.foreign[doc])
        cased, left, gaps = self._damage(gaps, foreign, state)
        true_case = self.cases[words]
        seen = true_case.copy()
        seen[(cased == 1) & (seen != CASELESS)] = LOWER
        upper = (cased == 2) & (seen != CASELESS)
        seen[upper] = np.where(self.rows[words[upper], 3] % 16 == 1, CAPITAL, UPPER)
        after, marked, quoted, wide = (np.zeros(n, np.int64), *(np.zeros(n, np.bool_) for _ in range(3)))
        label = self.forms.label[gaps].astype(np.int64)
        for name in set(left):
            here = np.array([k == name for k in left])
            after[here] = self.forms.left[name][gaps[here]]
            marked[here], quoted[here] = self.forms.marked[name][gaps[here]], self.forms.quoted[name][gaps[here]]
            wide[here] = self.forms.wide[name][gaps[here]]
            if name == "known":
                label[here] = -1
        case, before, behind, state_of = made.rest[:, i, :n]
        made.features[i, :n, :4], case[:] = self.rows[words], seen
        made.features[i, :n, 4] = pair_rows(self.rows[words, 0], self.words, self.pairs)
        behind[:], before[1:] = after, after[:-1]
        if first:
            before[0] = self.forms.left[left[0]][corpus.columns["gaps"][part.start - 1]]
        state_of[:] = states(seen, marked, quoted, wide)
        whole = slice(int(corpus.starts[doc]), int(corpus.starts[doc + 1]))
        if {*left} == {CLOSED_UP} and (corpus.columns["quoted"][whole] == 1).any() and self.random.random() < TOLD:
            state_of[:] = known_unquoted(state_of)
        made.same[i, :n] = self.low[words]
        bare = corpus.sources[doc] in self._bare
        gold = {"cap": np.where((cased == 0) | (true_case == CASELESS), -1, true_case), "gap": -1 if bare else label}
        gold["quoted"] = -1 if bare else corpus.columns["quoted"][part]
        for number, name in enumerate(LABELS):
            made.labels[number, i, :n] = gold[name] if name in gold else corpus.columns[name][part]

    def _damage(self, gaps: Array, foreign: bool, state: tuple[str, str] | None) -> tuple[Array, list[str], Array]:
        """Return what each word's case is given as (0 known, 1 lower, 2 upper), its gap's state, and noisy gaps."""
        draw = self.random
        for odds, kinds in ((0.25, _QUOTES), (0.35, _BREAKS), (0.08, ("typewriter",)), (0.05, ("trailing",))):
            if draw.random() < odds and not state and not foreign:
                gaps = self.forms.noise[kinds[draw.integers(len(kinds))]][gaps]
        for kind, odds, (low, high) in _SPRINKLED:
            if draw.random() < odds and not state and not foreign:
                struck = draw.random(len(gaps)) < draw.uniform(low, high)
                gaps = np.where(struck, self.forms.noise[kind][gaps], gaps)
        turn = len(gaps)
        if state is None and draw.random() < 0.05:
            turn = int(draw.integers(1, len(gaps) + 1))
        cased, left = np.zeros(len(gaps), np.int64), []
        for begin, stop in ((0, turn), (turn, len(gaps))):
            case, kept = state or self._state()
            if foreign and not kept.startswith(("width", "folded")):
                case, kept = "lower", "width"
            cased[begin:stop] = ("cased", "lower", "upper").index(case)
            left += [kept] * (stop - begin)
        return cased, left, gaps

    def _state(self) -> tuple[str, str]:
        states, odds = zip(*STATES[self._encoder], strict=True)
        chosen: tuple[str, str] = states[self.random.choice(len(states), p=np.array(odds) / sum(odds))]
        return chosen

    def _swap(self, words: Array, doc: int, first: int, end: int) -> None:
        """Give the people of a piece other names, the same name always the same other one."""
        assert self.names is not None
        found = self.corpus.names[self.corpus.name_starts[doc] : self.corpus.name_starts[doc + 1]]
        found = found[(found[:, 0] >= first) & (found[:, 0] < end)]
        if not len(found):
            return
        total = int(found[:, 1].max()) + 1
        surname = np.zeros(total, np.bool_)
        surname[found[:, 1]] = found[:, 2] == 1
        given, other = (lists[self.random.integers(len(lists))] for lists in (self.names.given, self.names.surnames))
        new = np.where(surname, self.random.choice(other, total), self.random.choice(given, total))
        given, other = self.names.given_words, self.names.surname_words
        common = np.where(surname, self.random.choice(other, total), self.random.choice(given, total))
        new = np.where(self.random.random(total) < WORDS, common, new)
        keep = self.random.random(total) < 0.15
        at = found[:, 0] - first
        words[at] = np.where(keep[found[:, 1]], words[at], new[found[:, 1]])


def _padded(piece: tuple[int, int, int], grain: int) -> int:
    """Return how many words a piece takes."""
    return -(-(piece[2] - piece[1]) // grain) * grain


def _sources_without_quotes(corpus: Corpus) -> set[int]:
    """Return sources that never quote in 100,000 words: their marks were lost before, so they teach none."""
    source = np.repeat(corpus.sources, np.diff(corpus.starts))
    quotes = np.bincount(source, weights=corpus.columns["quoted"] != 0, minlength=len(corpus.source_names))
    return {int(i) for i in np.flatnonzero((quotes == 0) & (np.bincount(source) > 100_000))}
