"""Rules out the marks that English never has between two words."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from archive.restore.learned.copy import Copy, Ints
from archive.restore.learned.gaps import NO, WRONG, Classes
from archive.restore.learned.money import sums
from archive.restore.learned.tables import Floats
from archive.restore.lexicon import word_set


def rule_out(scores: Floats, copy: Copy, gaps: Ints, bare: NDArray[np.bool_], classes: Classes) -> None:
    """Lower the scores of marks that cannot stand where they would, in place.

    Args:
        scores: of some gaps and each class.
        copy: the text.
        gaps: the word before each gap.
        bare: whether nothing is left of each.
        classes: those classes.
    """
    short = np.fromiter(_behind_short_states(copy, gaps), np.bool_, len(gaps)) & ~bare
    scores[short[:, None] & ~classes.stopped] += WRONG
    scores[np.fromiter(_between_words(copy, gaps), np.bool_, len(gaps)) & bare, classes.point] = NO
    scores[~sums(copy.words, (gaps + 1).tolist())[:, None] & classes.money] = NO


def _behind_short_states(copy: Copy, gaps: Ints) -> Iterator[bool]:
    """Yield whether each gap has room for more than a space and stands behind a state that is cut short, which had a
    mark before it: ``Dunmere, Calif. and``.
    """
    states, room = word_set("short_states"), (copy.starts[1:] - copy.ends > 1).tolist()
    for i in gaps.tolist():
        yield room[i] and room[i - 1] and copy.words[i].lower() in states


def _between_words(copy: Copy, gaps: Ints) -> Iterator[bool]:
    """Yield whether each gap lies between two words, which a point alone joins only in addresses, and these are told by
    what is left of gaps where something is.
    """
    domains, words = word_set("domains"), [*copy.words, ""]
    for i in gaps.tolist():
        before, behind = words[i], words[i + 1]
        long = len(before) > 1 and len(behind) > 1
        yield long and before.isalpha() and behind.isalpha() and behind.lower() not in domains
