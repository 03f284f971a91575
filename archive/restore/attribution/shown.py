"""Shows restored copy with the marks that had no room in it, and finds its places in the body again."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise

from index.article import Span


class Shown:
    """Restored copy as it is displayed: ``text`` is the body with every inserted mark put in."""

    def __init__(self, body: str, inserted: Sequence[tuple[int, str]]) -> None:
        marks = sorted(inserted, key=lambda one: one[0])
        self._at = [at for at, _ in marks]
        self._wide = [0, *accumulate(len(mark) for _, mark in marks)]
        self._shown = [at + wide for at, wide in zip(self._at, self._wide, strict=False)]
        ends = [0, *self._at, len(body)]
        parts = [body[a:b] for a, b in pairwise(ends)]
        self.text = "".join(part + mark for part, mark in zip(parts, [*(m for _, m in marks), ""], strict=True))

    def to(self, span: Span) -> Span:
        """Return where words of the body stand in the text: marks beside them are left out."""
        start, end = span
        begin = start + self._wide[bisect_right(self._at, start)]
        return begin, max(begin, end + self._wide[bisect_left(self._at, end)])

    def back(self, span: Span) -> Span:
        """Return where a stretch of the text stands in the body."""
        return self._back(span[0]), self._back(span[1])

    def _back(self, at: int) -> int:
        n = bisect_right(self._shown, at)
        within = n and at < self._at[n - 1] + self._wide[n]
        return self._at[n - 1] if within else at - self._wide[n]
