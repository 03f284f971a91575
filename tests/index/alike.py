"""Near-identical copies by brute force: every article is compared with every other, in plain Python."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from zlib import crc32

from index import contents
from index.article import Article, ArticleId
from index.words import tokens

_PLACES = 48
_WORD = (1 << 64) - 1


def fingerprint(words: Sequence[str]) -> tuple[int, ...]:
    """Return the print of a text, place by place."""
    least: dict[int, int] = {}
    for run in zip(words, words[1:], words[2:], strict=False):
        number = 0
        for word in run:
            number = (number * 0x9E3779B97F4A7C15 + crc32(word.encode("utf-8", "surrogatepass"))) & _WORD
        for shift, mixer in ((31, 0xBF58476D1CE4E5B9), (29, 0xC2B2AE3D27D4EB4F)):
            number = ((number ^ number >> shift) * mixer) & _WORD
        place = (number >> 32) * _PLACES >> 32
        least[place] = min(number & 0xFFFFFFFF, least.get(place, 0xFFFFFFFF))
    if not least:
        return (0,) * _PLACES
    return tuple(
        least[next(place % _PLACES for place in range(first, first + _PLACES) if place % _PLACES in least)] & 0xFF
        for first in range(_PLACES)
    )


def stories(articles: Iterable[Article]) -> dict[ArticleId, frozenset[ArticleId]]:
    """Return for each article the articles that are copies of it, and copies of those, with itself."""
    words = {
        article.id: [word for text in contents.texts(article, "body") for word in tokens(text)] for article in articles
    }
    told = {id: (len(found), fingerprint(found)) for id, found in words.items() if len(found) >= 20}
    groups = {id: {id} for id in words}
    for one, (length, marks) in told.items():
        for other, (other_length, other_marks) in told.items():
            agree = sum(mark == other_mark for mark, other_mark in zip(marks, other_marks, strict=True))
            if groups[one] is not groups[other] and agree >= (33 if min(length, other_length) >= 200 else 41):
                groups[one] |= groups[other]
                for id in groups[other]:
                    groups[id] = groups[one]
    return {id: frozenset(group) for id, group in groups.items()}
