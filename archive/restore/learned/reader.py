"""The learned reader: from copy in any state to readable English, its people, and who said what."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from archive.restore.chances import cooled
from archive.restore.learned import asking, nested, people, quotes, spacing, speech, write
from archive.restore.learned.brackets import balanced, kinds_of
from archive.restore.learned.copy import Copy, Ints, Vocabulary, encode, softmax, take
from archive.restore.learned.gaps import EFFECTS, KEEP, NO, SOFT, Classes, Forms
from archive.restore.learned.model import Model
from archive.restore.learned.money import sums
from archive.restore.learned.products import Bytes, Products, products
from archive.restore.learned.tables import Floats
from archive.restore.learned.words import CAPITAL, CASELESS, LOWER, MIXED, UPPER, GapTable, lowered
from archive.restore.lexicon import lexicon, word_set
from archive.restore.values import Mention, Restored, Run
from index.article import QuoteKind
from index.values import dataclass

WEIGHTS = Path(__file__).parent.parent / "model" / "reader.npz"
GROUP = 100_000
"""Characters read at once, so that memory stays bounded however many texts there are."""

BOLD = 0.8
"""Log-odds in favour of some mark where nothing of the gaps is left, and the likeliest guess is too often none."""

EAGER = 1.0
"""Log-odds in favour of speech that begins where marks were lost: the likeliest path of all holds too little."""

CERTAIN = 4.0
"""Log-odds from which a gap held no marks, whatever stands around it."""

AGREEING, LEAST = 0.25, 0.01
"""How much a sentence is kept from ending before a word that wants no capital, and the least chance of a capital."""

ABBREVIATED = 0.5
"""How likely small letters behind a single letter must be for its stop to end no sentence: ``U.S. troops``."""

ASKED = 3.0
"""Log-odds in favour of a question mark behind a clause that begins like a question."""

LINES = 150
"""Words for each line end from which on line ends are what they were, and none are given back beside them."""

_MC, _SHORT = 4, 3
_ABBREVIATIONS = (word_set("abbreviated") | word_set("abbreviated_words") | word_set("abbreviated_ranks")) - {"no"}
_SUBJECTS = frozenset(["he", "she", "it", "they", "we"])
_NUMBERS = frozenset(["iii", "vii", "viii", "xii", "xiii", "xiv", "xvi", "xxiii"])
_EDGE = re.compile(r"[^\s\"“”„«»]*")
_ADDRESSED = re.compile(r"@|www\.|://", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.+-]{0,64}@\w[\w.-]*|(?:https?://|www\.)\S+", re.IGNORECASE)
_BEFORE = re.compile(r"[^\s\"“”„«»]*$")


@dataclass(frozen=True, slots=True)
class Told:
    """What the reader tells of one text, word by word.

    ``marks`` has the class of marks that each gap gets back, -1 where it stays; ``case`` the case that each word gets,
    -1 where it stays; ``names`` and ``speech`` count words. ``heads`` is what the encoder said.
    """

    copy: Copy
    heads: dict[str, Floats]
    marks: Ints
    folded: NDArray[np.bool_]
    case: Ints
    names: list[tuple[int, int, float]]
    speech: list[speech.Speech]


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
        alone = np.full((1, len(meta.classes)), NO, np.float32)
        alone[0, self._classes.nothing] = 0.0
        self._unchanged = quotes.transitions(alone, self._classes.effects)[0]
        self._brackets = kinds_of(meta.classes)
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
            return [self._tell(copy, words, by) for copy, words in zip(copies, encoded, strict=True)]

    def _tell(self, copy: Copy, encoded: Bytes, by: Products) -> Told:
        encoder = self._model.encoder(copy.encoder)
        heads = encoder.tell(encoded, by)
        # marks that are still there tell enough; whole transcripts in them read like no speech, word by word
        within = np.where(copy.state % 2 == 1, np.float32(0.0), heads["quoted"][:, 0])
        marks, inside, folded, changes = self._marks(
            copy, lambda at: by.times(encoded[at], encoder.marks), heads, within
        )
        broken, quoted = (self._before(copy, marks, name) for name in ("clausal", "quoted"))
        names = people.names(copy, heads["person"], broken, quoted)
        effects = np.where(marks >= 0, self._classes.effects[marks], self._forms.column("effect")[copy.forms])
        runs = quotes.turns(inside, effects)
        others = speech.reported(heads["speech"], inside)
        clear = quotes.clearness(changes, within, inside, runs)
        spoken = speech.attribute(heads, encoder.reach, runs, clear, others)
        case = self._capitals(copy, heads["cap"], marks)
        for first, end, _ in names if (case >= 0).any() else ():
            _agree(copy.words[first:end], case[first:end], self._gaps(copy, marks, first, end))
        return Told(copy, heads, marks, folded, case, names, spoken)

    def _restored(self, told: Told) -> Restored:
        copy = told.copy
        codes = write.codes_of(copy.text)
        inserted = write.write_marks(codes, copy, told.marks, self._classes.names, told.folded)
        write.write_capitals(codes, copy, told.case, self._model.meta.mixed)
        body = write.text_of(codes)
        return Restored(
            body=body,
            inserted=tuple(inserted),
            mentions=tuple(
                Mention(int(copy.starts[a]), int(copy.ends[b - 1]), None, round(cooled(p, self._heat["name"]), 4))
                for a, b, p in told.names
            ),
            runs=tuple(
                sorted((_run(body, copy, one, self._heat) for one in told.speech), key=lambda r: (r.start, r.end))
            ),
        )

    def _marks(
        self, copy: Copy, scored: Callable[[Ints], Floats], heads: dict[str, Floats], within: Floats
    ) -> tuple[Ints, NDArray[np.int8], NDArray[np.bool_], Floats]:
        """Return the class of marks for each gap (-1: as it is), which words are inside marks, what is folded, and
        the log-odds that decided it; ``scored`` gives the scores of each class behind some words, ``within`` are each
        word's own log-odds of standing inside.
        """
        n = len(copy.words)
        kept, quoted = copy.state % 6 // 2, copy.state % 2 == 1
        seen = self._forms.column("effect")[copy.forms]
        fixed = ((kept == 0) & quoted) | (seen != KEEP) | self._forms.column("marked")[copy.forms] & (kept != 0)
        folded = kept == 2
        changes = np.zeros((n, 2, 2), np.float32)
        changes[:] = SOFT[seen]
        chosen = np.full(n, -1, np.int64)
        open_ = np.flatnonzero(~fixed)
        scores = scored(open_)
        open_, scores = self._doubtful(copy, scores, heads["cap"], open_, changes, chosen)
        changes[open_] = quotes.transitions(scores, self._classes.effects)
        eager = changes.copy()
        eager[kept != 0, 0, 1] += EAGER
        states = quotes.inside(eager, within)
        allowed = EFFECTS[:, states[open_], states[open_ + 1]].T[:, self._classes.effects]
        scores = balanced(scores + allowed, open_, self._brackets)
        chosen[open_] = self._classes.best(scores)
        alone = np.isin(open_, nested.unopened(chosen, states, self._classes))
        if alone.any():
            chosen[open_[alone]] = self._classes.best(np.where(self._classes.nested, NO, scores[alone]))
        return chosen, states, folded, changes

    def _doubtful(
        self, copy: Copy, scores: Floats, cap: Floats, open_: Ints, changes: Floats, chosen: Ints
    ) -> tuple[Ints, Floats]:
        """Return the gaps in which marks may have stood, and the scores of each class there.

        The gaps in which certainly none stood, four of five, are settled in ``changes`` and ``chosen`` at once.
        """
        nothing, kept = self._classes.nothing, copy.state % 6 // 2
        unquoted, bare = kept[open_] == 0, kept[open_] == 2
        bare &= copy.starts[open_ + 1] > copy.ends[open_]
        if len(open_) and open_[-1] == len(copy.words) - 1 and _ends_lost(copy):
            scores[-1, ~self._classes.closing] = NO
        plain = scores[:, nothing].copy()
        scores[:, nothing] = NO
        certain = plain - scores.max(axis=1) > CERTAIN
        scores[:, nothing] = plain
        certain &= bare | self._forms.blank(copy.forms[open_], unquoted)
        settled, doubtful = open_[certain], np.flatnonzero(~certain)
        changes[settled], chosen[settled] = self._unchanged, nothing
        open_, bare, unquoted, scores = open_[doubtful], bare[doubtful], unquoted[doubtful], scores[doubtful]
        fitting = self._forms.fitting(copy.forms[open_], unquoted)
        fitting[bare] = 0.0
        scores += fitting
        scores[_unbroken(copy, open_)[:, None] & self._classes.broken] = NO
        scores[~sums(copy.words, (open_ + 1).tolist())[:, None] & self._classes.money] = NO
        scores += AGREEING * self._lowness(copy, cap)[open_ + 1, None] * self._classes.ending
        scores[bare, nothing] -= BOLD
        spacing.spaced(scores, np.where(bare, 0, copy.starts[open_ + 1] - copy.ends[open_]), self._classes)
        if not bare.all():
            ends = asking.asked(copy.words, copy.starts[1:] - copy.ends > 1)[open_]
            scores[ends] += ASKED * self._classes.asking
        return open_, scores

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

    def _lowness(self, copy: Copy, scores: Floats) -> Floats:
        """Return how unlikely a capital is for each word, as log-odds below zero, and 0 for the end of the text."""
        chance = 1.0 - softmax(scores)[:, LOWER]
        chance[(copy.case == CASELESS) | ((copy.state // 6 == 0) & (copy.case != LOWER))] = 1.0
        found: Floats = np.append(np.log(np.maximum(chance, LEAST)), np.float32(0.0))
        return found

    def _abbreviates(self, word: str, mark: int) -> bool:
        """Return whether the stop behind a word may end no sentence: behind a letter, or alone behind ``Inc`` or
        ``Calif``.
        """
        return len(word) == 1 or (self._classes.names[mark] == ". " and lowered(word) in _ABBREVIATIONS)

    def _capitals(self, copy: Copy, scores: Floats, marks: Ints) -> Ints:
        """Return the case of each word, -1 where it is as it was."""
        stays = (copy.state // 6 == 0) | (copy.case == CASELESS)
        if stays.all():
            return np.full(len(copy.words), -1, np.int64)
        case: Ints = scores.argmax(axis=1)
        begins = (marks >= 0)[:-1] & self._classes.ending[marks][:-1]
        small = np.flatnonzero(begins & (case[1:] == LOWER))
        small_by_itself = softmax(scores[small + 1])[:, LOWER] >= ABBREVIATED
        for i, stays_small in zip(small.tolist(), small_by_itself.tolist(), strict=True):
            opens = not stays_small or lowered(copy.words[i + 1]) in _SUBJECTS
            if opens or not self._abbreviates(copy.words[i], marks[i]):
                case[i + 1] = CAPITAL
        # no English word but names begins like McCarthy
        for i in np.flatnonzero(case == CAPITAL).tolist():
            if copy.words[i][:2].lower() == "mc" and len(copy.words[i]) > _MC:
                case[i] = MIXED
        # CAPE TOWN, but no MARCH 4
        for i in np.flatnonzero(case == UPPER).tolist():
            alone = i == 0 or case[i - 1] != UPPER
            if alone and len(copy.words[i]) > _SHORT and copy.words[i].lower() in lexicon().common:
                case[i] = LOWER if scores[i, LOWER] > scores[i, CAPITAL] else CAPITAL
        for found in _ADDRESS.finditer(copy.text) if _ADDRESSED.search(copy.text) else ():
            for i in range(*np.searchsorted(copy.starts[:-1], found.span()).tolist()):
                if copy.words[i].lower() not in self._model.meta.mixed:
                    case[i] = LOWER
        case[stays] = -1
        return case


def _agree(words: Sequence[str], case: Ints, gaps: Sequence[str]) -> None:
    """Write no word of a name in capitals, in place, where another is not; initials and numbers stay.

    Within a name, the Arabic article is written small, and a letter that ends one behind an apostrophe: ``Omar
    al-Rashidi``, ``Adio Nyan'o``. ``gaps`` are those behind each word.
    """
    if not ((case == CAPITAL) | (case == MIXED)).any():
        return
    for i, word in enumerate(words):
        if case[i] == UPPER and len(word) > 2 and word.lower() not in _NUMBERS:
            case[i] = CAPITAL
        article = i and gaps[i] == "-" and word.lower() == "al"
        ends = i and gaps[i - 1] in ("'", "’") and len(word) == 1 and len(words[i - 1]) > 1
        if case[i] != -1 and (article or ends):
            case[i] = LOWER


def _unbroken(copy: Copy, gaps: Ints) -> NDArray[np.bool_]:
    """Return in which of some gaps no line ended, since line ends are kept and there is none."""
    kept = copy.text.count("\n") * LINES > len(copy.words)
    return np.array(
        [kept and "\n" not in copy.text[copy.ends[i] : copy.starts[i + 1]] for i in gaps.tolist()], np.bool_
    )


def _ends_lost(copy: Copy) -> bool:
    """Return whether the last gap of a text is a space where marks were lost: it closed as texts do, not bare."""
    gap = copy.text[int(copy.ends[-1]) :]
    return len(copy.words) > 1 and int(copy.state[-1]) % 6 // 2 != 0 and " " in gap and not gap.strip()


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
    return Reader(Model.load(WEIGHTS))


def read(texts: Sequence[str]) -> list[Restored]:
    """Return each text as restored, with its people and its runs of speech."""
    return _reader().read(texts)


def known_words() -> Sequence[str]:
    """Return the words in small letters that the reader knows by heart, the commonest first."""
    return _reader().words
