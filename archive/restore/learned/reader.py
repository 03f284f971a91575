"""The learned reader: from copy in any state to readable English, its people, and who said what."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from archive.restore.chances import cooled
from archive.restore.learned import people, quotes, speech, write
from archive.restore.learned.capitals import agree, capitals
from archive.restore.learned.copy import ALIKE, Copy, Ints, Vocabulary, encode, take
from archive.restore.learned.gaps import Classes, Forms
from archive.restore.learned.marks import Marks, Written
from archive.restore.learned.model import Model
from archive.restore.learned.products import Bytes, Products, products
from archive.restore.learned.tables import Floats
from archive.restore.learned.words import GapTable, known_unquoted
from archive.restore.values import Mention, Restored, Run
from index.article import Damage, QuoteKind
from index.values import dataclass, replace

WEIGHTS = Path(__file__).parent.parent / "model" / "reader.npz"
GROUP = 100_000
"""Characters read at once, so that memory stays bounded however many texts there are."""

FEWEST = 2
"""Gaps with room for quotation marks that show, in a text without any, that they became spaces.

Of 253 articles that had lost theirs, 248 showed two or more; of 86 that never had any, none.
"""

CONVINCING = 0.6
"""How many runs of speech are likely to have lost their marks, to show that these were deleted where none is left.

Of 13,642 articles with speech whose marks were deleted, 10,953 show as much; of 6,034 without any, 23, most of which
had lost theirs before.
"""

_KEPT = 1 << 22
"""About as many bytes as encoding a batch takes; asking the system for them each time takes a fortieth of the work."""

_EDGE = re.compile(r"[^\s\"“”„«»]*")
_BEFORE = re.compile(r"[^\s\"“”„«»]*$")


@dataclass(frozen=True, slots=True)
class Told:
    """What the reader tells of one text, word by word.

    ``marks`` has the class of marks that each gap gets back, -1 where it stays, ``tight`` tells where they may lack
    room; ``case`` has the case that each word gets, -1 where it stays; ``names`` and ``speech`` count words. ``heads``
    is what the encoder said; ``unquoted`` tells whether quotation marks alone were lost and given back, ``deleted``
    whether they seem to have left no room, and the text is to be told of again.
    """

    copy: Copy
    heads: dict[str, Floats]
    marks: Ints
    tight: NDArray[np.bool_]
    case: Ints
    names: list[tuple[int, int, float]]
    speech: list[speech.Speech]
    unquoted: bool
    deleted: bool


class Reader:
    """Reads texts with one set of weights; not shared between threads."""

    def __init__(self, model: Model) -> None:
        meta = model.meta
        self._model = model
        self._classes = Classes(meta.classes)
        self._forms = Forms(GapTable(meta.gap_keys), self._classes)
        self._vocabulary = Vocabulary(model)
        self._words = 0
        self._threads = ThreadpoolController()
        self._marks = Marks(self._classes, self._forms)
        self._heat = {"name": 1.0, "said": 1.0, "clear": 1.0, "sure": 1.0} | meta.temperatures

    @property
    def words(self) -> Sequence[str]:
        """The words that the reader knows by heart, in small letters, the commonest first."""
        return self._model.meta.words

    def read(self, texts: Sequence[str]) -> list[Restored]:
        """Return each text as restored, with its people and its runs of speech."""
        found: list[Restored] = []
        at = 0
        while at < len(texts):
            end, size = at, 0
            while end < len(texts) and (end == at or size + len(texts[end]) <= GROUP):
                size += len(texts[end])
                end += 1
            found += map(self._restored, self.tell(texts[at:end]))
            at = end
        return found

    def tell(self, texts: Sequence[str]) -> list[Told]:
        """Return what is told of the words of each text."""
        copies = take(texts, self._vocabulary, self._forms)
        self._words += sum(len(copy.words) for copy in copies)
        # matrices this small gain nothing from a second thread, and archives are read by one process a core
        with self._threads.limit(limits=1, user_api="blas"):
            by = products(self._words)
            encoded = encode(self._model, copies, self._vocabulary, self._forms, by)
            told = [self._tell(copy, words, by) for copy, words in zip(copies, encoded, strict=True)]
            lost = [n for n, one in enumerate(told) if one.deleted]
            hinted = [replace(copies[n], state=known_unquoted(copies[n].state)) for n in lost]
            encoded = encode(self._model, hinted, self._vocabulary, self._forms, by)
            for n, words in zip(lost, encoded, strict=True):
                told[n] = self._tell(copies[n], words, by, closed=True)
        return told

    def _tell(self, copy: Copy, encoded: Bytes, by: Products, *, closed: bool = False) -> Told:
        """Return what is told of a text; ``closed`` tells that its quotation marks were deleted."""
        encoder = self._model.encoder(copy.encoder)
        heads = encoder.tell(encoded, by)

        def scored(at: Ints) -> Floats:
            return by.times(encoded[at], encoder.marks)

        doubted = _has_no_quotes(copy) and not closed
        written = self._marks.give_back(copy, scored, heads, closed=closed, doubted=doubted)
        deleted, unquoted = False, closed
        if doubted:
            unquoted = self._marks.quotes_with_room(copy, written) >= FEWEST
            if not unquoted:
                tried = self._marks.give_back(copy, scored, heads, closed=True, doubted=True)
                told = self._speech(copy, heads, encoder.reach, tried) if tried.inside.any() else []
                deleted = sum(min(one.said, one.clear) for one in told if one.marked) >= CONVINCING
                written = self._marks.without_quotes(written)
        spoken = self._speech(copy, heads, encoder.reach, written)
        marks = written.marks
        broken, quoted = (self._before(copy, marks, name) for name in ("clausal", "quoted"))
        names = people.names(copy, heads["person"], broken, quoted)
        case = capitals(copy, heads["cap"], marks, self._classes, self._model.meta.mixed)
        for first, end, _ in names if (case >= 0).any() else ():
            agree(copy.words[first:end], case[first:end], self._gaps(copy, marks, first, end))
        return Told(copy, heads, marks, written.tight, case, names, spoken, unquoted, deleted)

    def _restored(self, told: Told) -> Restored:
        copy = told.copy
        body, inserted = self._written(told) if max(told.marks.max(), told.case.max()) >= 0 else (copy.text, [])
        return Restored(
            body=body,
            inserted=tuple(inserted),
            damage=(Damage(0, len(body), "unquoted"),) if told.unquoted else (),
            mentions=tuple(
                Mention(int(copy.starts[a]), int(copy.ends[b - 1]), None, round(cooled(p, self._heat["name"]), 4))
                for a, b, p in told.names
            ),
            runs=tuple(
                sorted((_run(body, copy, one, self._heat) for one in told.speech), key=lambda r: (r.start, r.end))
            ),
        )

    def _written(self, told: Told) -> tuple[str, list[tuple[int, str]]]:
        """Return a text with its marks and capitals, and the marks without room."""
        codes = write.codes_of(told.copy.text)
        inserted = write.write_marks(codes, told.copy, told.marks, self._classes.names, told.tight)
        write.write_capitals(codes, told.copy, told.case, self._model.meta.mixed)
        return write.text_of(codes), inserted

    def _speech(self, copy: Copy, heads: dict[str, Floats], reach: Floats, written: Written) -> list[speech.Speech]:
        """Return the speech of a text whose marks are restored."""
        marks, inside = written.marks, written.inside
        effects = np.where(marks >= 0, self._classes.effects[marks], self._forms.column("effect")[copy.forms])
        runs = quotes.turns(inside, effects)
        paths = written.paths or (quotes.paths_of(written.changes, written.within) if runs else None)
        clear = quotes.clearness(paths, inside, runs) if paths else []
        return speech.attribute(heads, reach, runs, clear, speech.reported(heads["speech"], inside))

    def _before(self, copy: Copy, chosen: Ints, name: str) -> NDArray[np.bool_]:
        """Return what the gap before each word is, as restored: ``clausal`` or ``quoted``."""
        seen = self._forms.column(name)[copy.forms]
        after = np.where(chosen >= 0, getattr(self._classes, name)[chosen], seen)
        return np.concatenate([[False], after[:-1]])

    def _gaps(self, copy: Copy, marks: Ints, first: int, end: int) -> list[str]:
        """Return the gaps behind some words, as restored."""
        names = self._classes.names
        return [
            names[marks[i]] if marks[i] >= 0 else copy.text[copy.ends[i] : copy.starts[i + 1]]
            for i in range(first, end)
        ]


def _has_no_quotes(copy: Copy) -> bool:
    """Return whether a text has marks, of which none is a quotation mark."""
    return bool((copy.state % 6 // 2 == 0).mean() > ALIKE) and not (copy.state % 2 == 1).any()


def _run(body: str, copy: Copy, one: speech.Speech, heat: Mapping[str, float]) -> Run:
    start, end = int(copy.starts[one.first]), int(copy.ends[one.end - 1])
    if one.marked:
        start = _BEFORE.search(body, max(0, start - 4), start).start()  # type: ignore[union-attr]
        end = _EDGE.match(body, end).end()  # type: ignore[union-attr]

    def span(words: tuple[int, int] | None) -> tuple[int, int] | None:
        return (int(copy.starts[words[0]]), int(copy.ends[words[1] - 1])) if words else None

    said, clear = cooled(one.said, heat["said"]), cooled(one.clear, heat["clear"])
    kind: QuoteKind = "indirect" if not one.marked else "direct" if one.said >= speech.TOLD else "quoted"
    chance = clear * (1 - said if kind == "quoted" else said)
    sure = cooled(one.sure, heat["sure"]) if one.source else 1.0
    return Run(start, end, kind, span(one.source), span(one.verb), round(chance, 4), round(sure, 4))


@functools.cache
def _reader() -> Reader:
    # once a block so large was freed, glibc keeps what a batch of texts gives back for the next one
    np.empty(_KEPT, np.uint8)
    return Reader(Model.load(WEIGHTS))


def read(texts: Sequence[str]) -> list[Restored]:
    """Return each text as restored, with its people and its runs of speech."""
    return _reader().read(texts)


def known_words() -> Sequence[str]:
    """Return the words in small letters that the reader knows by heart, the commonest first."""
    return _reader().words
