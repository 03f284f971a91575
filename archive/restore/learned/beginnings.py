"""What the capital that a word wants tells of the gap before it: whether a sentence begins there."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from archive.restore.learned.capitals import ABBREVIATIONS
from archive.restore.learned.copy import Copy, Ints, softmax
from archive.restore.learned.gaps import Classes
from archive.restore.learned.tables import Floats
from archive.restore.learned.words import CASELESS, LOWER
from archive.restore.lexicon import word_set

LEAST_CAPITAL, LEAST_SMALL = 0.01, 0.001
"""The least chances of a capital and of a small letter."""

BEGINS, WITHIN = 0.5, 1.0
"""How much a sentence is kept from ending before a word that wants no capital, and from going on before one that wants
it and is no name: ``The boat was leading. It turned``.
"""

BARE = 0.5
"""How much of the first counts where nothing is left of a gap; nothing of the second does, which unsettles speech."""


def told(copy: Copy, scores: Floats, gaps: Ints, bare: NDArray[np.bool_], classes: Classes) -> Floats:
    """Return the log-odds of each class in some gaps by the words behind them: (gaps, classes). The stop of an
    abbreviation ends no sentence.

    Args:
        copy: the text.
        scores: of each case for each word.
        gaps: the word before each gap.
        bare: whether nothing is left of each.
        classes: those classes.
    """
    small = np.append(softmax(scores)[:, LOWER], np.float32(0.0))[gaps + 1]
    kept = np.append((copy.state // 6 == 0) & (copy.case != LOWER) | (copy.case == CASELESS), True)[gaps + 1]
    short = np.array([copy.words[i].lower() in ABBREVIATIONS for i in gaps.tolist()], np.bool_) & ~bare
    capital = np.log(np.where(kept | short, 1.0, np.maximum(1.0 - small, LEAST_CAPITAL)))
    capital *= np.where(bare, BARE * BEGINS, BEGINS)
    within = WITHIN * np.log(np.where(_unnamed(copy, gaps) & ~bare, np.maximum(small, LEAST_SMALL), 1.0))
    found: Floats = (capital[:, None] * classes.ending + within[:, None] * classes.inner).astype(np.float32)
    return found


def _unnamed(copy: Copy, gaps: Ints) -> NDArray[np.bool_]:
    """Return which of the words behind some gaps want a capital only where a sentence begins, which is lost."""
    small, lost = word_set("small_within"), copy.state // 6 != 0
    return np.array(
        [i < len(copy.words) and lost[i] and copy.words[i].lower() in small for i in (gaps + 1).tolist()], np.bool_
    )
