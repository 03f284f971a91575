"""Copy as the encoder takes it: words, gaps and what is known of them, as arrays; and batches of such copy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.restore.learned.gaps import Forms
from archive.restore.learned.joined import APOSTROPHE, joints
from archive.restore.learned.model import ANY, FOLDED, MARKED, Model
from archive.restore.learned.products import Bytes, Products
from archive.restore.learned.tables import Floats
from archive.restore.learned.words import START, case_of, describe, lowered, pair_rows, states
from archive.restore.lexicon import word_set
from archive.restore.words import cut

WINDOW, OVERLAP = 2048, 96
"""Words that are read at once of a long text, and how many of them neighbouring pieces share."""

STEP = WINDOW - OVERLAP
BATCH = 768
"""Words up to which pieces are read together, each counted as long as the longest."""

REMEMBERED = 100_000
"""Words beyond which all are forgotten before the next texts are read."""

ALIKE = 0.8
"""The share of a text's words in one state from which on the text is read by the encoder of that state."""

ROOM = 2
"""Gaps with a mark and two spaces from which on quotation marks may have stood in them, where none is left."""

_CLIPPED = frozenset(["s", "t", "re", "ve", "ll", "S", "T", "RE", "VE", "LL"])

Ints = NDArray[np.int64]


@dataclass(slots=True)
class Copy:
    """One text; all arrays run over its words, ``START`` first.

    ``starts`` and ``ends`` are offsets into the text; the gap after word i lies between ``ends[i]`` and
    ``starts[i + 1]``, and ``starts`` has one more entry than there are words: the length of the text. ``encoder`` is
    the one that reads such copy.
    """

    text: str
    words: list[str]
    rows: Ints
    case: Ints
    forms: Ints
    state: Ints
    starts: Ints
    ends: Ints
    encoder: str

    def apostrophes(self) -> NDArray[np.bool_]:
        """Return which gaps held an apostrophe for certain: those within a word, since it was deleted, and where other
        marks are left and no apostrophe, those before what only stands behind one.
        """
        found: NDArray[np.bool_] = self.starts[1:] == self.ends
        found[0] = found[-1] = False
        kept = self.state % 6 // 2 == 0
        if kept.any() and not APOSTROPHE.search(self.text):
            for i in [i for i, word in enumerate(self.words[1:]) if word in _CLIPPED and kept[i]]:
                found[i] |= self.text[self.ends[i] : self.starts[i + 1]] == " " and not self._is_initial(i + 1)
        return found

    def _is_initial(self, i: int) -> bool:
        """Return whether a letter behind a lost apostrophe may be of a name instead: ``ADA T. QUILL``, ``T Quill``."""
        word = self.words[i]
        if word in ("t", "T"):
            return self.words[i - 1].lower() not in word_set("negated")
        return word == "S" and (self.words[i - 1][-1].islower() or self.text.startswith(".", self.ends[i]))


class Vocabulary:
    """Remembers of every word met its row and the sum of all its rows, so that each is looked up once."""

    def __init__(self, model: Model) -> None:
        self._tables = model.tables
        self._known = {word: i for i, word in enumerate(model.meta.words)}
        self._numbers: dict[str, int] = {}
        self._lower: dict[str, int] = {}
        self._rows, self._cases, self._lowers = (np.zeros(1024, np.int64) for _ in range(3))
        self._vectors = np.zeros((1024, model.width), np.float32)

    @property
    def places(self) -> Mapping[str, int]:
        """The words in small letters that are known by heart, and which place each has among them."""
        return self._known

    def forget(self) -> None:
        """Make room where too many words are remembered; numbers that were told hold no longer."""
        if len(self._numbers) > REMEMBERED:
            self._numbers.clear()
            self._lower.clear()

    def numbers(self, words: Sequence[str]) -> Ints:
        """Return the number of each word as it is written; all were met."""
        return np.fromiter(map(self._numbers.__getitem__, words), np.int64, len(words))

    def meet(self, met: Set[str]) -> None:
        """Give each word that is new a number."""
        words = sorted(met - self._numbers.keys())
        if not words:
            return
        first, total = len(self._numbers), len(self._numbers) + len(words)
        if total > len(self._vectors):
            self._vectors, self._rows, self._cases, self._lowers = (
                _grown(array, 2 * total) for array in (self._vectors, self._rows, self._cases, self._lowers)
            )
        low = [lowered(word) for word in words]
        hashed, affixes = len(self._tables["word"]) - len(self._known), len(self._tables["prefix"])
        rows = np.array([describe(word, self._known, hashed, affixes) for word in low])
        cases = np.array([case_of(word) for word in words])
        self._vectors[first:total] = (
            self._tables["word"].rows(rows[:, 0])
            + self._tables["prefix"].rows(rows[:, 1])
            + self._tables["suffix"].rows(rows[:, 2])
            + self._tables["shape"].rows(rows[:, 3])
            + self._tables["case"].rows(cases)
        )
        self._numbers.update(zip(words, range(first, total), strict=True))
        self._lowers[first:total] = [self._lower.setdefault(small, len(self._lower)) for small in low]
        self._rows[first:total], self._cases[first:total] = rows[:, 0], cases

    def columns(self) -> tuple[Ints, Ints]:
        """Return how each numbered word is written, and the number of its lower case."""
        n = len(self._numbers)
        return self._cases[:n], self._lowers[:n]

    def pairs(self, words: Ints, known: NDArray[np.uint32]) -> Ints:
        """Return the row of the pair that each of some numbered words makes with the next one."""
        return pair_rows(self._rows[words], len(self._known), known)

    def vectors(self, rows: Ints) -> Floats:
        """Return the summed rows of numbered words."""
        return self._vectors[rows]


def _grown(array: NDArray[Any], size: int) -> NDArray[Any]:
    found = np.zeros((size, *array.shape[1:]), array.dtype)
    found[: len(array)] = array
    return found


def take(texts: Sequence[str], vocabulary: Vocabulary, forms: Forms) -> list[Copy]:
    """Cut texts into words and gaps and describe them."""
    pieces = [_pieces(text, vocabulary.places) for text in texts]
    parts = [([START, *each[1::2]], each[::2]) for each in pieces]
    vocabulary.forget()
    vocabulary.meet({word for words, _ in parts for word in words})
    rows = [vocabulary.numbers(words) for words, _ in parts]
    numbers = [forms.numbers(_spaced(gaps)) for _, gaps in parts]
    cases, _ = vocabulary.columns()
    marked, quoted, wide = (forms.column(name) for name in ("marked", "quoted", "wide"))
    taken = []
    for text, (words, gaps), row, number in zip(texts, parts, rows, numbers, strict=True):
        sizes = np.empty(2 * len(words), np.int64)
        sizes[0::2] = np.fromiter(map(len, words), np.int64, len(words))
        sizes[1::2] = np.fromiter(map(len, gaps), np.int64, len(gaps))
        sizes[0] = 0
        places = np.concatenate([[0], np.cumsum(sizes)])
        case = cases[row]
        state = states(case, marked[number], quoted[number], wide[number])
        encoder = _encoder_of(state, room=int((marked & wide)[number].sum()))
        taken.append(Copy(text, words, row, case, number, state, places[0::2], places[1::2], encoder))
    return taken


def _pieces(text: str, known: Mapping[str, int]) -> list[str]:
    """Return the gaps and words of a text in turn, words parted where an apostrophe stood."""
    whole = cut(text)
    at = joints(text, whole[1::2], known)
    return cut(text, at) if at else whole


def _spaced(gaps: list[str]) -> list[str]:
    """Return gaps with a space for those within words: apostrophes were met in training as spaces, never as nothing."""
    inner = gaps[1:-1]
    return [gaps[0], *(gap or " " for gap in inner), gaps[-1]] if "" in inner else gaps


def _encoder_of(state: Ints, room: int) -> str:
    """Return the name of the encoder that reads a text of words in those states.

    Quotation marks that alone became spaces leave ``room`` in gaps beside other marks.
    """
    kept, quoted = state % 6 // 2, state % 2 == 1
    if (kept == 2).mean() > ALIKE:
        return FOLDED
    if (kept == 0).mean() <= ALIKE:
        return ANY
    return MARKED if quoted.mean() > ALIKE or not (quoted.any() or room >= ROOM) else ANY


def encode(model: Model, copies: Sequence[Copy], vocabulary: Vocabulary, forms: Forms, by: Products) -> list[Bytes]:
    """Return the encoded words of each copy: (words, breadth)."""
    if not copies:
        return []
    gap_rows = forms.column("row")
    before_rows, after_rows, state_rows = (
        model.tables[name].rows(slice(None)) for name in ("before", "after", "state")
    )
    _, lowers = vocabulary.columns()
    pairs = [vocabulary.pairs(copy.rows, model.pairs) for copy in copies]
    encoded = [np.empty((len(copy.words), model.encoder(copy.encoder).breadth), np.uint8) for copy in copies]
    for group in _batches(copies):
        encoder = model.encoder(copies[group[0][0]].encoder)
        n = max(end - first for _, first, end in group)
        h = np.zeros((len(group), n, model.width), np.float32)
        same = np.full((len(group), n), -1, np.int32)
        for i, (number, first, end) in enumerate(group):
            copy, m = copies[number], end - first
            rows, gaps = copy.rows[first:end], gap_rows[copy.forms[first:end]]
            before = np.concatenate([gap_rows[copy.forms[first - 1 : first]] if first else [0], gaps[:-1]])
            h[i, :m] = vocabulary.vectors(rows)
            h[i, :m] += model.paired(pairs[number][first:end])
            h[i, :m] += before_rows[before.astype(np.int64)]
            h[i, :m] += after_rows[gaps]
            h[i, :m] += state_rows[copy.state[first:end]]
            same[i, :m] = lowers[rows]
        found = encoder.encode(h, same, by)
        for i, (number, first, end) in enumerate(group):
            skip = 0 if first == 0 else OVERLAP // 2
            stop = end if end == len(copies[number].words) else first + STEP + OVERLAP // 2
            encoded[number][first + skip : stop] = found[i, skip : stop - first]
    return encoded


def _batches(copies: Sequence[Copy]) -> Iterator[list[tuple[int, int, int]]]:
    pieces: list[tuple[int, int, int]] = []
    for number, copy in enumerate(copies):
        n = len(copy.words)
        for first in range(0, max(1, n - OVERLAP), STEP):
            pieces.append((number, first, min(first + WINDOW, n)))
    pieces.sort(key=lambda p: (copies[p[0]].encoder, p[2] - p[1], p))
    group: list[tuple[int, int, int]] = []
    for piece in pieces:
        others = group and copies[group[0][0]].encoder != copies[piece[0]].encoder
        if others or (group and (len(group) + 1) * (piece[2] - piece[1]) > BATCH):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def softmax(scores: NDArray[Any]) -> Floats:
    """Return the probabilities of a few classes for each of many rows, (rows, classes)."""
    # NumPy goes down long columns eight times as fast as along rows of three
    columns = np.ascontiguousarray(scores.T)
    raised: Floats = np.exp(columns - columns.max(axis=0))
    raised /= raised.sum(axis=0)
    return raised.T


def sigmoid(odds: NDArray[Any]) -> Floats:
    """Return probabilities of log-odds."""
    found: Floats = 1.0 / (1.0 + np.exp(-np.clip(odds, -30, 30)))
    return found
