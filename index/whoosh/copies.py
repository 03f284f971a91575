"""Near-identical copies: which articles of a state tell one story in nearly the same words.

Articles are copies of each other when their prints agree in enough places, and copies of copies too. Which these are
is worked out over all visible articles of a state, once: by its writer, who puts it beside the people table, or else by
the first question that needs it.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from index.whoosh.arrays import Array, narrow
from index.whoosh.prints import PLACES
from index.whoosh.snapshot import Snapshot

FEWEST_WORDS = 20
"""Articles of fewer words are no copies of anything: placeholders and headlines alone say too little."""

SHORT = 200
AGREE, AGREE_SHORT = 33, 41
"""In how many of 48 places the prints of copies agree at least; more where one has fewer than ``SHORT`` words.

In short pieces written to a formula (a rate, a price) the few words that differ are the news. Over 32,206 articles of
wires and papers, with no exact doubles among them, these make 376 pairs; in 1 of those the two were filed more than a
day apart, while 33 places for all alike make 459 pairs, with 66 among them that are mostly such pieces.
"""

_BAND = 3
"""Prints are compared where they agree in three places that stand together: of 48 no more than 15 may differ, so that
one of the 16 bands is the same in any two copies."""

_DOCS, _STORIES = "copies.doc", "copies.story"
_NONE = np.empty(0, dtype=np.int64)
_PLACE_VALUES = np.array([1, 1 << 8, 1 << 16], dtype=np.uint32)
_SPREAD = np.arange(1, PLACES // 8 + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)


def stories_of(snapshot: Snapshot) -> Array:
    """Return the story of each article: the number of the first of those that are copies of each other."""
    return first_alike(snapshot, _DOCS, _STORIES, snapshot.articles().size, story_pairs)


def first_alike(
    snapshot: Snapshot, alike: str, firsts: str, size: int, pairs: Callable[[Snapshot], tuple[Array, Array]]
) -> Array:
    """Return for each of ``size`` documents the first that it is like, or itself.

    The writer has put under two names which are like an earlier one, and the first of each; else ``pairs`` tells it.
    """
    found: Array | None = snapshot.memo.get(firsts)
    if found is None:
        found = np.arange(size, dtype=np.int64)
        stored = None if snapshot.faults else snapshot.people_file()
        if stored is None or alike not in stored:
            later, first = pairs(snapshot)
        else:
            later, first = stored.array(alike), stored.array(firsts)
        found[later] = first
        snapshot.memo[firsts] = found
    return found


def story_arrays(snapshot: Snapshot) -> dict[str, Array]:
    """Return what a writer puts beside the people table: the copies of a state, and their stories."""
    copies, stories = later_and_first(stories_of(snapshot))
    return {_DOCS: narrow(copies), _STORIES: narrow(stories)}


def later_and_first(alike: Array) -> tuple[Array, Array]:
    """Return the documents that are like an earlier one, and the first of each."""
    later = np.flatnonzero(alike != np.arange(len(alike)))
    return later, alike[later]


def story_pairs(snapshot: Snapshot) -> tuple[Array, Array]:
    """Return the visible articles that are copies of an earlier one, and the first article of the story of each."""
    level = snapshot.articles()
    words = np.concatenate([np.empty(0, np.int64), *(part.text("body").lengths() for part in snapshot.segments)])
    docs = np.flatnonzero(level.universe & (words >= FEWEST_WORDS))
    if len(docs) < 2:
        return _NONE, _NONE
    prints = np.concatenate([part.prints() for part in snapshot.segments])[docs]
    story = _joined(prints, np.where(words[docs] < SHORT, AGREE_SHORT, AGREE))
    copies, stories = later_and_first(story)
    return docs[copies], docs[stories]


def _joined(prints: Array, needed: Array) -> Array:
    """Return for each print the first of those that it is joined with."""
    story = np.arange(len(prints))
    whole = prints.view(np.uint64)
    same, alike = _in_order(whole @ _SPREAD + needed.astype(np.uint64))
    pair = np.flatnonzero(same[1:] == same[:-1])
    _join(story, *_agreeing(prints, needed, alike[pair], alike[pair + 1]))
    kinds = np.flatnonzero(story == np.arange(len(prints)))  # one stands for all of the same print
    for start in range(0, PLACES, _BAND):
        bands, order = _in_order(prints[kinds, start : start + _BAND] @ _PLACE_VALUES)
        alike = kinds[order]
        at, lag = np.flatnonzero(bands[1:] == bands[:-1]), 1
        while len(at):
            _join(story, *_agreeing(prints, needed, alike[at], alike[at + lag]))
            lag += 1
            if not lag & (lag - 1):  # thousands of pages that are one text but for some words are soon one story
                at = at[_divided(story[alike], bands)[at]]
            at = at[at + lag < len(bands)]
            at = at[bands[at + lag] == bands[at]]
    return story


def _divided(stories: Array, bands: Array) -> Array:
    """Tell of each whether those of its band have several stories; ``bands`` ascend."""
    starts = np.flatnonzero(np.concatenate(([True], bands[1:] != bands[:-1])))
    several = np.minimum.reduceat(stories, starts) != np.maximum.reduceat(stories, starts)
    return np.repeat(several, np.diff(starts, append=len(bands)))


def _in_order(keys: Array) -> tuple[Array, Array]:
    order = np.argsort(keys)
    return keys[order], order


def _agreeing(prints: Array, needed: Array, ones: Array, others: Array) -> tuple[Array, Array]:
    """Return those of some pairs whose prints agree in enough places."""
    agree = np.count_nonzero(prints[ones] == prints[others], axis=1)
    enough = agree >= np.maximum(needed[ones], needed[others])
    return ones[enough], others[enough]


def _join(story: Array, ones: Array, others: Array) -> None:
    """Give pairs one story, the first of theirs, and with them all that have one of theirs."""
    while (apart := story[ones] != story[others]).any():
        ones, others = ones[apart], others[apart]
        early, late = np.minimum(story[ones], story[others]), np.maximum(story[ones], story[others])
        np.minimum.at(story, late, early)
        while ((of := story[story]) != story).any():
            story[:] = of
