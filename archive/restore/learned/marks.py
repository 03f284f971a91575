"""Gives gaps their marks back: those that fit and agree with each other."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from archive.restore.learned import asking, beginnings, nested, quotes, spacing, usage
from archive.restore.learned.brackets import balanced, kinds_of
from archive.restore.learned.copy import ALIKE, Copy, Ints
from archive.restore.learned.gaps import ALL, CLOSED, EFFECTS, KEEP, NO, QUOTES, SOFT, Classes, Forms
from archive.restore.learned.model import FOLDED
from archive.restore.learned.ruling import rule_out
from archive.restore.learned.tables import Floats
from archive.restore.learned.words import LOWER
from index.values import dataclass, replace

BOLD = 0.8
"""Log-odds in favour of some mark where nothing of the gaps is left, and the likeliest guess is too often none."""

EAGER = 1.0
"""Log-odds in favour of speech that begins where marks were lost: the likeliest path of all holds too little."""

CERTAIN = 4.0
"""Log-odds from which a gap held no marks, whatever stands around it."""

ASKED, UNASKED = 2.0, -1.5
"""Log-odds in favour of a question mark behind a sentence that asks by how it or a clause of it begins, and against one
behind any other.
"""

ASKED_BARE, UNASKED_BARE = 1.0, -1.0
"""The same where nothing of the gaps is left."""

LINES = 150
"""Words for each line end from which on line ends are what they were, and none are given back beside them."""


_SENTENCE_END = re.compile(r"[.?!] \S")


@dataclass(frozen=True, slots=True)
class Written:
    """How the marks of one text are restored, word by word.

    ``marks`` has the class that the gap behind each word gets, -1 where it stays, and ``tight`` tells where marks may
    lack room; ``inside`` which words stand inside quotation marks, with one entry more for the end. ``changes`` and
    ``within`` are the log-odds that decided it: of each change in the gap, and of each word's standing inside;
    ``paths`` are those through them, if they were gone through.
    """

    marks: Ints
    inside: NDArray[np.int8]
    tight: NDArray[np.bool_]
    changes: Floats
    within: Floats
    paths: quotes.Paths | None


class Marks:
    """Restores the marks of copy; ``classes`` are those that the encoder tells, ``forms`` the gaps that it knows."""

    def __init__(self, classes: Classes, forms: Forms) -> None:
        self._classes, self._forms = classes, forms
        alone = np.full((1, len(classes.names)), NO, np.float32)
        alone[0, classes.nothing] = 0.0
        self._unchanged = quotes.transitions(alone, classes.effects)[0]
        self._brackets = kinds_of(classes.names)

    def quotes_with_room(self, copy: Copy, written: Written) -> int:
        """Return how many gaps have room for the quotation marks that they get back.

        Where every sentence ends in two spaces, as typewriters had it, only room beside commas tells anything.
        """
        given = (written.marks >= 0) & (self._classes.effects[written.marks] != KEEP)
        gaps = [copy.text[copy.ends[i] : copy.starts[i + 1]] for i in np.flatnonzero(given).tolist()]
        return len(gaps) if _SENTENCE_END.search(copy.text) else sum("," in gap for gap in gaps)

    def without_quotes(self, written: Written) -> Written:
        """Return the same without any quotation marks."""
        marks = np.where(written.marks == self._classes.apostrophe, written.marks, -1)
        changes = np.broadcast_to(SOFT[KEEP], written.changes.shape)
        return replace(written, marks=marks, inside=np.zeros_like(written.inside), changes=changes, paths=None)

    def give_back(
        self, copy: Copy, scored: Callable[[Ints], Floats], heads: dict[str, Floats], *, closed: bool, doubted: bool
    ) -> Written:
        """Return the marks that a text gets back.

        Args:
            copy: the text.
            scored: gives the scores of each class behind some words.
            heads: what the encoder said.
            closed: whether quotation marks that alone were lost left no room.
            doubted: whether it is asked if any were lost at all: where none enclose anything, no marks come back.
        """
        # marks that are still there tell enough; whole transcripts in them read like no speech, word by word
        within = np.where(copy.state % 2 == 1, np.float32(0.0), heads["quoted"][:, 0])
        n = len(copy.words)
        kept, quoted = copy.state % 6 // 2, copy.state % 2 == 1
        seen = self._forms.column("effect")[copy.forms]
        clipped = copy.apostrophes()
        fixed = (
            clipped | ((kept == 0) & quoted) | (seen != KEEP) | self._forms.column("marked")[copy.forms] & (kept != 0)
        )
        lost = np.where(kept != 0, ALL, CLOSED if closed else QUOTES)
        changes = np.zeros((n, 2, 2), np.float32)
        changes[:] = SOFT[seen]
        chosen = np.where(clipped, self._classes.apostrophe, -1)
        tight = (kept == 2) | (lost == CLOSED) | clipped
        open_ = np.flatnonzero(~fixed)
        if not len(open_):
            return Written(chosen, _inside(changes, kept, within), tight, changes, within, None)
        scores = scored(open_)
        open_, scores = self._doubtful(copy, scores, heads["cap"], open_, lost[open_], changes, chosen)
        changes[open_] = quotes.transitions(scores, self._classes.effects)
        # capitals tell enough of where sentences begin for whole paths to be likely
        caseless = copy.encoder == FOLDED and (copy.state // 6 != 0).mean() > ALIKE
        paths = quotes.paths_of(changes, within) if caseless else None
        states = quotes.clearest(paths) if paths else _inside(changes, kept, within)
        if doubted and not states.any():
            return Written(np.where(clipped, self._classes.apostrophe, -1), states, tight, changes, within, paths)
        allowed = EFFECTS[:, states[open_], states[open_ + 1]].T[:, self._classes.effects]
        scores += allowed
        self._better(copy, scores, heads["cap"], open_)
        scores = balanced(scores, open_, self._brackets)
        chosen[open_] = self._classes.best(scores)
        alone = np.isin(open_, nested.unopened(chosen, states, self._classes))
        if alone.any():
            chosen[open_[alone]] = self._classes.best(np.where(self._classes.nested, NO, scores[alone]))
        return Written(chosen, states, tight, changes, within, paths)

    def _doubtful(
        self, copy: Copy, scores: Floats, cap: Floats, open_: Ints, lost: Ints, changes: Floats, chosen: Ints
    ) -> tuple[Ints, Floats]:
        """Return the gaps in which marks may have stood, and the scores of each class there.

        The gaps in which certainly none stood, four of five, are settled in ``changes`` and ``chosen`` at once.
        """
        nothing = self._classes.nothing
        bare = _bare(copy, open_)
        if len(open_) and open_[-1] == len(copy.words) - 1 and _ends_lost(copy):
            scores[-1, ~self._classes.closing] = NO
        plain = scores[:, nothing].copy()
        scores[:, nothing] = NO
        certain = plain - scores.max(axis=1) > CERTAIN
        scores[:, nothing] = plain
        certain &= bare | self._forms.blank(copy.forms[open_], lost)
        settled, doubtful = open_[certain], np.flatnonzero(~certain)
        changes[settled], chosen[settled] = self._unchanged, nothing
        open_, bare, lost, scores = open_[doubtful], bare[doubtful], lost[doubtful], scores[doubtful]
        fitting = self._forms.fitting(copy.forms[open_], lost)
        fitting[bare] = 0.0
        scores += fitting
        scores[_unbroken(copy, open_)[:, None] & self._classes.broken] = NO
        rule_out(scores, copy, open_, bare, self._classes)
        scores += beginnings.told(copy, cap, open_, bare, self._classes)
        scores[bare, nothing] -= BOLD
        narrow = bare | (lost == CLOSED)
        spacing.spaced(scores, np.where(narrow, 0, copy.starts[open_ + 1] - copy.ends[open_]), self._classes)
        return open_, scores

    def _better(self, copy: Copy, scores: Floats, cap: Floats, gaps: Ints) -> None:
        """Raise the scores of what goes with the rest of the article, in place, where speech in marks is settled.

        Question marks stand behind sentences that ask, which end where the likeliest marks say so.
        """
        if not len(gaps):
            return
        bare = _bare(copy, gaps)
        small = np.append(cap.argmax(axis=1) == LOWER, True)[gaps + 1]
        # a hyphen that joins the names of a person costs more than one that is missed
        scores[~bare & small] += self._classes.usual
        scores[~bare & ~small] += self._classes.usual * ~self._classes.hyphen
        usage.lean(scores, copy.words, gaps.tolist(), bare, self._classes)
        likeliest = scores.argmax(axis=1)
        parted, ended = copy.starts[1:] - copy.ends > 1, np.zeros(len(copy.words), np.bool_)
        parted[gaps] |= likeliest != self._classes.nothing
        ended[gaps] = (self._classes.ending | self._classes.asking)[likeliest]
        part, whole = (found[gaps] for found in asking.asked(copy.words, parted, ended))
        odds = np.where(part, 0.0, np.where(bare, UNASKED_BARE, UNASKED))
        odds = np.where(whole, np.where(bare, ASKED_BARE, ASKED), odds)
        scores += (odds[:, None] * self._classes.asking).astype(np.float32)


def _inside(changes: Floats, kept: Ints, within: Floats) -> NDArray[np.int8]:
    """Return which words stand inside quotation marks; ``kept`` tells what marks are left around each."""
    eager = changes.copy()
    eager[kept != 0, 0, 1] += EAGER
    return quotes.inside(eager, within)


def _bare(copy: Copy, gaps: Ints) -> NDArray[np.bool_]:
    """Return of which of some gaps nothing is left but a space."""
    found: NDArray[np.bool_] = (copy.state[gaps] % 6 // 2 == 2) & (copy.starts[gaps + 1] > copy.ends[gaps])
    return found


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
