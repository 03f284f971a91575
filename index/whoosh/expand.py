"""From one asked word to the words of a segment that it stands for."""

from __future__ import annotations

import numpy as np

from index.query.forms import accepts
from index.query.nodes import Exact, Form, Fuzzy, Prefix, Stemmed, Wildcard
from index.whoosh.postings import TextIndex
from index.whoosh.segment import Segment
from index.whoosh.snapshot import Snapshot
from index.words import stem

WordRange = tuple[int, int]
"""Numbers of words of one field of one segment: first, and one after the last."""


def expand(snapshot: Snapshot, segment: Segment, field: str, form: Form) -> tuple[WordRange, ...]:
    """Return the words of a field that ``form`` stands for, as ranges in ascending order."""
    key = ("expand", segment.name, field, form)
    found: tuple[WordRange, ...] | None = snapshot.memo.get(key)
    if found is None:
        found = snapshot.memo[key] = _expand(segment.text(field), form)
    return found


def _expand(index: TextIndex, form: Form) -> tuple[WordRange, ...]:
    if isinstance(form, Exact):
        at = index.find(form.text)
        return ((at, at + 1),) if at >= 0 else ()
    if isinstance(form, Stemmed):
        return _ranges(index.of_stem(stem(form.text)))
    if isinstance(form, Prefix):
        first, last = index.words.prefixed(form.text)
        return ((first, last),) if first < last else ()
    if isinstance(form, Wildcard):
        head = form.pattern.split("*")[0].split("?")[0]
        first, last = index.words.prefixed(head) if head else (0, len(index.words))
        words = index.words.all()
        return _ranges([at for at in range(first, last) if accepts(form, words[at])])
    return _ranges(_near(index, form))


def _ranges(words: list[int]) -> tuple[WordRange, ...]:
    return tuple((word, word + 1) for word in words)


def _near(index: TextIndex, form: Fuzzy) -> list[int]:
    lengths = np.diff(index.words.offsets().astype(np.int64))
    width = len(form.text.encode("utf-8", "surrogatepass"))
    if form.text.isascii():
        close = np.flatnonzero((lengths >= width - form.distance) & (lengths <= width + 4 * form.distance))
    else:
        close = np.arange(len(index.words))
    words = index.words.all()
    return [at for at in close.tolist() if accepts(form, words[at])]
