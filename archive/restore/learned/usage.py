"""Whose English an article is, British or American, and what that tells of its marks: its money, its titles."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from archive.restore.learned.gaps import Classes
from archive.restore.learned.tables import Floats
from archive.restore.lexicon import word_set

MOST = 4
"""Words more of one kind than of the other from which on all is told."""

POUNDS, STOPPED = 1.0, 0.5
"""Log-odds of pounds against dollars, and against a stop behind a title, for each word more."""

_MILLIONS = re.compile(r" \d+(?:m|bn) ")
_TITLES = frozenset(["mr", "mrs", "ms", "messrs", "dr"])


def british(words: Sequence[str]) -> int:
    """Return how many words more are met that papers with pounds have than such as those with dollars have, ``MOST`` at
    most and less none; each is counted once.
    """
    told = f" {' '.join(words).lower()} "
    met = set(told.split())
    pounds = len(met & word_set("of_pounds")) + (" per cent " in told) + (_MILLIONS.search(told) is not None)
    dollars = len(met & word_set("of_dollars")) + (" u s " in told)
    return min(MOST, max(-MOST, pounds - dollars))


def lean(scores: Floats, words: Sequence[str], gaps: Sequence[int], bare: NDArray[np.bool_], classes: Classes) -> None:
    """Make the marks of an article likelier that go with its English, in place; money is as likely as before.

    Args:
        scores: of some gaps and each class.
        words: of the text.
        gaps: the word before each gap.
        bare: whether nothing is left of each, so that a stop behind a title leaves no room either.
        classes: the classes of marks.
    """
    much = british(words) if len(gaps) else 0
    if not much:
        return
    of_money = scores[:, classes.money]
    dearest = of_money.max(axis=1)
    of_money += POUNDS * much * classes.pounds[classes.money]
    of_money += (dearest - of_money.max(axis=1))[:, None]
    scores[:, classes.money] = of_money
    if bare.any():
        titled = bare & np.array([words[i].lower() in _TITLES for i in gaps], np.bool_)
        scores[np.ix_(titled, classes.stopped)] -= STOPPED * much
