"""Leaves out of the words above a story what a page or a wire prints there: ``Share this article``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from archive.restore.lexicon import phrases
from archive.restore.values import Gaps
from archive.restore.words import WORD, Words
from index.values import replace

_SEARCHED = 80
"""Words from the beginning among which it stands."""

_LONGEST, _LEAST, _SURE = 8, 2, 4
"""Words of it at most, at least where line ends were lost, and from which on it is told without them."""

_LONG_WORD = 10
"""Letters of a word from which on it counts alone: ``advertisement``."""

_LONGEST_LINE = 100
"""Characters of a line at most that is nothing else."""

_LINE_END = 2
"""Spaces that the ends of its line leave at least."""

_LINE = re.compile(
    r"EMBARGO(?:ED)?(?::| (?:until|till|to|for)\b|\W*\d).*"
    r"|(?:BC|AM|PM|US|EU|[a-z]\d{4})-[\w&'.-]+,(?:.*\b(?:Ld|Writethru|Adv|Bjt)\b.*|(?:.*,)? ?\d{2,4})|Eds?: .*"
    r"|(?:Home|[^«»‹›\n]+ [»›] ?[^«»‹›\n]+)(?: [»›] ?[^«»‹›\n]+)+",
    re.IGNORECASE,
)
"""Lines that are known by how they are made: embargoes, slugs and notes to editors of agencies, the way to a page."""


def without_furniture(words: Words, gaps: Gaps) -> Words:
    """Return the words without those of furniture near the top, in what their gaps tell of lines: marks and line ends,
    their width, or nothing.
    """
    found = list(_furniture(words, gaps))
    if not found:
        return words
    left = [i for i in range(len(words)) if not any(first <= i < end for first, end in found)]
    gap = [words.gap[i] for i in left]
    for first, end in found:
        if end in left:
            gap[left.index(end)] = "".join(words.gap[first : end + 1]) if gaps == "marked" else "\n"
    return replace(
        words,
        start=[words.start[i] for i in left],
        end=[words.end[i] for i in left],
        word=[words.word[i] for i in left],
        low=[words.low[i] for i in left],
        gap=[*gap, words.gap[-1]],
    )


def parted(words: Words, i: int) -> bool:
    """Return whether furniture was left out in front of word ``i``."""
    return i > 0 and any(map(str.isalnum, words.text[words.end[i - 1] : words.start[i]]))


def is_furniture(line: str) -> bool:
    """Tell whether a line is nothing else."""
    if len(line) > _LONGEST_LINE:
        return False
    return _is_listed(WORD.findall(line.lower())) or _LINE.fullmatch(line.strip()) is not None


def _furniture(words: Words, gaps: Gaps) -> Iterator[tuple[int, int]]:
    """Yield the first word of each stretch and the word behind its last."""
    stop = min(len(words), _SEARCHED)
    if gaps == "marked":
        begins = [i for i in range(stop) if not i or "\n" in words.gap[i]]
        for first, end in pairwise(begins):
            short = words.end[end - 1] - words.start[first] <= _LONGEST_LINE
            if short and is_furniture(words.words_of(first, end - 1)):
                yield first, end
        return
    behind = 0
    for i in range(stop):
        if i < behind or words.low[i] not in _openers():
            continue
        least = 1 if len(words.low[i]) > _LONG_WORD else _LEAST
        for size in range(min(_LONGEST, len(words) - i - 1), least - 1, -1):
            lined = gaps == "wide" and _ends(words, i) and _ends(words, i + size)
            if _is_listed(words.low[i : i + size]) and (lined or size >= _SURE):
                yield i, (behind := i + size)
                break


def _ends(words: Words, i: int) -> bool:
    """Return whether a line may have ended before word ``i``."""
    return i == 0 or words.start[i] - words.end[i - 1] >= _LINE_END


def _is_listed(low: Sequence[str]) -> bool:
    return len(low) <= _LONGEST and tuple("0" if word.isdecimal() else word for word in low) in phrases("furniture")


@cache
def _openers() -> frozenset[str]:
    return frozenset(words[0] for words in phrases("furniture"))
