"""The word of the archive spelled nearest to one asked."""

from __future__ import annotations

from index.query.forms import edits
from index.query.nodes import Exact, Fuzzy, Stemmed
from index.query.suggest import Near
from index.whoosh.expand import expand
from index.whoosh.snapshot import Snapshot


def nearest_word(snapshot: Snapshot) -> Near:
    """Return a function that finds the nearest spelling: fewest edits, then in most texts, then by letters."""

    def near(fields: tuple[str, ...], word: str) -> str | None:
        present = any(
            expand(snapshot, segment, field, form)
            for segment in snapshot.segments
            for field in fields
            for form in (Exact(word), Stemmed(word))
        )
        if present or len(word) < 2:
            return None
        most = 1 if len(word) < 5 else 2
        counts: dict[str, int] = {}
        for segment in snapshot.segments:
            for field in fields:
                index = segment.text(field)
                for first, last in expand(snapshot, segment, field, Fuzzy(word, most)):
                    for at in range(first, last):
                        text = index.words.text(at)
                        counts[text] = counts.get(text, 0) + index.count(at)
        if not counts:
            return None
        return min(counts, key=lambda text: (edits(word, text, most), -counts[text], text))

    return near
