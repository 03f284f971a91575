"""Pages of matches of which near-identical copies are folded into the best."""

from __future__ import annotations

import numpy as np

from index.request import Copy, SearchRequest
from index.values import dataclass
from index.whoosh.arrays import Array
from index.whoosh.copies import stories_of
from index.whoosh.layout import NO_MOMENT
from index.whoosh.matches import Matches
from index.whoosh.rank import first
from index.whoosh.sayings import sayings_of
from index.whoosh.snapshot import Level, Snapshot

MOST_COPIES = 20
"""How many copies of one hit are named at most."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A page of matches of which copies are folded into the best: ``entries`` are left of all.

    ``counts`` are, for each document shown, how many other matches are copies of it, and ``copies`` the first of them.
    """

    docs: Array
    scores: Array
    entries: int
    counts: list[int]
    copies: list[tuple[Copy, ...]]


def folded(snapshot: Snapshot, level: Level, matches: Matches, request: SearchRequest) -> Folded:
    """Return the page of ``matches`` that a request asks for, the best of each story, or of each saying, alone.

    What stands in marks within a statement that matches too is told by it.
    """
    of_quotes = request.of == "quotes"
    if of_quotes:
        matches = _without_parts(snapshot, level, matches)
    stories = sayings_of(snapshot) if of_quotes else stories_of(snapshot)
    own = stories[matches.docs]
    seen = np.zeros(level.size, dtype=bool)
    seen[own] = True
    entries = int(np.count_nonzero(seen))
    end = min(request.offset + max(0, request.limit), entries)
    wanted, kept = end, np.empty(0, dtype=np.int64)
    docs, scores = kept, np.empty(0)
    while len(kept) < end:
        docs, scores = first(snapshot, of_quotes, matches, request.sort, wanted)
        kept = np.sort(np.unique(stories[docs], return_index=True)[1])
        wanted *= 2
    kept = kept[request.offset : end]
    docs, scores = docs[kept], scores[kept]
    others = [_others(matches.docs, own, doc, stories[doc]) for doc in docs.tolist()]
    named = [_named(snapshot, level, each, of_quotes) for each in others]
    return Folded(docs, scores, entries, list(map(len, others)), named)


def _without_parts(snapshot: Snapshot, level: Level, matches: Matches) -> Matches:
    """Return utterances without the words in marks of a statement that matches too."""
    docs, statements = matches.docs, snapshot.statements()[matches.docs]
    found = np.zeros(level.size, dtype=bool)
    found[docs] = True
    kept = (statements == docs) | ~found[statements]
    return matches if kept.all() else Matches(docs[kept], matches.scorer)


def _others(docs: Array, stories: Array, doc: int, story: int) -> Array:
    found: Array = docs[(stories == story) & (docs != doc)]
    return found


def _named(snapshot: Snapshot, level: Level, docs: Array, of_quotes: bool) -> tuple[Copy, ...]:
    """Return articles, or utterances, as copies, the earliest published first, then by id; no more than are named."""
    if not len(docs):
        return ()
    moments = snapshot.moments(snapshot.parents()[docs] if of_quotes else docs)
    moments = np.where(moments == NO_MOMENT, np.iinfo(np.int64).max, moments)
    if len(docs) > MOST_COPIES:
        early = moments <= np.partition(moments, MOST_COPIES - 1)[MOST_COPIES - 1]
        docs, moments = docs[early], moments[early]
    places = [snapshot.locate(level, number) for number in docs.tolist()]
    said = [segment.utterance_number(at) if of_quotes else None for segment, at in places]
    if of_quotes:
        places = [(segment, int(segment.utterance_docs()[at])) for segment, at in places]
    ids = [segment.id(doc) for segment, doc in places]
    order = sorted(range(len(ids)), key=lambda at: (moments[at], ids[at]))[:MOST_COPIES]
    heads = {at: places[at][0].head(places[at][1]) for at in order}
    return tuple(Copy(ids[at], heads[at].path, heads[at].source, heads[at].published, said[at]) for at in order)
