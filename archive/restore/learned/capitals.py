"""Gives words their capitals back."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

import numpy as np

from archive.restore.learned.copy import Copy, Ints, softmax
from archive.restore.learned.gaps import Classes
from archive.restore.learned.tables import Floats
from archive.restore.learned.words import CAPITAL, CASELESS, LOWER, MIXED, UPPER, lowered
from archive.restore.lexicon import lexicon, word_set

ABBREVIATED = 0.5
"""How likely small letters behind a single letter must be for its stop to end no sentence: ``U.S. troops``."""

_MC, _SHORT = 4, 3
ABBREVIATIONS = (word_set("abbreviated") | word_set("abbreviated_words") | word_set("abbreviated_ranks")) - {"no"}
_LONGEST = 9
"""Words of a crosshead, at most."""

_SUBJECTS = frozenset(["he", "she", "it", "they", "we"])
_NUMBERS = frozenset(["iii", "vii", "viii", "xii", "xiii", "xiv", "xvi", "xxiii"])
_LINE_END = re.compile("\n")
_ADDRESSED = re.compile(r"@|www\.|://", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.+-]{0,64}@\w[\w.-]*|(?:https?://|www\.)\S+", re.IGNORECASE)


def capitals(copy: Copy, scores: Floats, marks: Ints, classes: Classes, mixed: Container[str]) -> Ints:
    """Return the case of each word, -1 where it is as it was.

    Args:
        copy: the text.
        scores: of each case for each word.
        marks: the class of the gap behind each word, as restored, -1 where it stays.
        classes: those classes.
        mixed: words in small letters that have capitals within.
    """
    stays = (copy.state // 6 == 0) | (copy.case == CASELESS)
    if stays.all():
        return np.full(len(copy.words), -1, np.int64)
    case: Ints = np.where(copy.case == CASELESS, CASELESS, scores.argmax(axis=1))
    begins = (marks >= 0)[:-1] & classes.ending[marks][:-1]
    small = np.flatnonzero(begins & (case[1:] == LOWER))
    small_by_itself = softmax(scores[small + 1])[:, LOWER] >= ABBREVIATED
    for i, stays_small in zip(small.tolist(), small_by_itself.tolist(), strict=True):
        opens = not stays_small or lowered(copy.words[i + 1]) in _SUBJECTS
        if opens or not _abbreviates(copy.words[i], classes.names[marks[i]]):
            case[i + 1] = CAPITAL
    within = (marks >= 0)[:-1] & classes.inner[marks][:-1] & (marks != classes.nothing)[:-1]
    for i in np.flatnonzero(within & (case[1:] == CAPITAL)).tolist():
        alone = i + 2 == len(case) or case[i + 2] in (LOWER, CASELESS)
        if alone and lowered(copy.words[i + 1]) in word_set("small_within"):
            case[i + 1] = LOWER
    # no English word but names begins like McCarthy
    for i in np.flatnonzero(case == CAPITAL).tolist():
        if copy.words[i][:2].lower() == "mc" and len(copy.words[i]) > _MC:
            case[i] = MIXED
    # CAPE TOWN, but no MARCH 4
    upper = np.flatnonzero(case == UPPER).tolist()
    beside = {i + 1 for i in upper} | {i - 1 for i in upper}
    for i in upper:
        if i not in beside and len(copy.words[i]) > _SHORT and copy.words[i].lower() in lexicon().common:
            case[i] = LOWER if scores[i, LOWER] > scores[i, CAPITAL] else CAPITAL
    _align_crossheads(copy, case, scores, marks, classes)
    for found in _ADDRESS.finditer(copy.text) if _ADDRESSED.search(copy.text) else ():
        for i in range(*np.searchsorted(copy.starts[:-1], found.span()).tolist()):
            if copy.words[i].lower() not in mixed:
                case[i] = LOWER
    case[stays] = -1
    return case


def agree(words: Sequence[str], case: Ints, gaps: Sequence[str]) -> None:
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


def _align_crossheads(copy: Copy, case: Ints, scores: Floats, marks: Ints, classes: Classes) -> None:
    """Write a line that no stop ends, where lines end before and behind it, in capitals throughout, in place, where its
    common words are likelier all in capitals than none of them: ``PRESSURE ON SILICON VALLEY``, but ``NATO summit``.
    """
    restored = marks >= 0
    breaks = restored & classes.broken[marks]
    if "\n" in copy.text:
        standing = np.searchsorted(copy.ends, [m.start() for m in _LINE_END.finditer(copy.text)], "right") - 1
        breaks[standing] |= ~restored[standing]
    ends = np.flatnonzero(breaks)
    for before, end in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True):
        if end - before > _LONGEST:
            continue
        line = [i for i in range(before + 1, end + 1) if case[i] != CASELESS]
        stops = classes.stopped[marks[end]] if restored[end] else copy.text.startswith(".", copy.ends[end])
        if stops or not 0 < (case[line] == UPPER).sum() < len(line):
            continue
        common = [i for i in line if lowered(copy.words[i]) in lexicon().common]
        others = scores[common][:, [LOWER, CAPITAL, MIXED]].max(axis=1)
        if (scores[common, UPPER] - others).sum() > 0:
            case[line] = UPPER


def _abbreviates(word: str, mark: str) -> bool:
    """Return whether the stop behind a word may end no sentence: behind a letter, or alone behind ``Inc`` or
    ``Calif``.
    """
    return len(word) == 1 or (mark in (". ", ".) ") and lowered(word) in ABBREVIATIONS)
