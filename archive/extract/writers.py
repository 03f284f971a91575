"""Reads the names of writers in a byline or a credit, without their posts, papers and places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archive.extract.masthead import POSTS
from archive.extract.openings.parts import agency_at
from archive.extract.source import of_a_paper
from archive.restore.lexicon import lexicon, phrases, word_set
from archive.restore.words import Words

WORK = word_set("work")
"""What those did whom a credit names: ``reporting``, ``editing``."""

LONGEST = 5
"""Words of a name, at most."""

_NO_NAME = word_set("prepositions")
"""Words of no name."""

_INITIAL = re.compile(r"(?:^|(?<=-))(mc|[od]['’])?([^\W\d_])")


def names_in(words: Words, first: int, stop: int) -> Iterator[str]:
    """Yield the names between two words of a byline or credit: parted by commas, ``and``, ``;``, ``in`` and places."""
    part: list[int] = []
    skipping, alone = False, True
    for i in range(first, stop + 1):
        ends = (
            i == stop
            or words.low[i] in ("and", "in", "at", "on", "by", "with", "for", "additional", "of")
            or words.low[i] in WORK
            or words.low[i : i + 2] == ["special", "to"]
        )
        if i > first and (i == stop or words.gap[i] not in (" ", "-", "'", "’", ". ", ".")):
            if i < stop and words.gap[i].startswith("@"):
                part = part[: max((k for k, word in enumerate(part) if words.gap[word] == " "), default=0)]
            if part and not skipping:
                yield from name_of(words, part, alone=alone)
                alone = False
            part, skipping = [], i < stop and words.gap[i].endswith("@")
        if ends:
            if part and not skipping:
                yield from name_of(words, part, alone=alone)
                alone = False
            part = []
            skipping = i < stop and words.low[i] in ("in", "at", "on", "for", "of", "special")
            continue
        part.append(i)


def _elsewhere(low: Sequence[str]) -> int:
    """Return how many words of a name stand before an agency, a paper or a city: ``Ada Quill Associated Press``."""
    for k in range(2, len(low)):
        if agency_at(low, k)[0] == len(low) - k or any(tuple(low[k : k + n]) in phrases("cities") for n in (1, 2, 3)):
            return k
        if tuple(low[k:]) in phrases("papers") or (low[k] == "the" and of_a_paper(low[k:])):
            return k
    return len(low)


def _behind_post(low: Sequence[str]) -> int:
    """Return how many words of a post stand before a name: ``Associated Press writers Ada Quill``."""
    return next((k for k in range(len(low) - 2, 0, -1) if low[k - 1].removesuffix("s") in POSTS), 0)


def name_of(words: Words, part: list[int], *, alone: bool) -> Iterator[str]:
    """Yield the name of a few words, none where they are something else; ``alone`` tells that none stands before it."""
    part = part[_behind_post([words.low[i] for i in part]) :]
    if words.low[part[0]] in word_set("determiners"):
        return
    low = tuple(words.low[i] for i in part)
    posted = low[-1] in POSTS
    if posted and not alone and low[0] not in lexicon().first_names:
        return
    low = low[: 2 if posted and len(low) > 2 else _elsewhere(low)]
    low = low[:-1] if len(low) > 2 and low[-1].endswith(low[-2]) else low  # how an address of mail begins
    if low[-1] in POSTS or not _NO_NAME.isdisjoint(low):
        return
    person = len(low) == 2 and low[0] in lexicon().first_names
    size = agency_at(low, 0)[0]
    if (
        not 2 <= len(low) <= LONGEST
        or any(low in phrases(kind) for kind in ("cities", "regions", "countries", "papers"))
        or (size and not person and (size > 1 or low[0] not in lexicon().first_names))
    ):
        return
    if lexicon().common.issuperset(low) and low[0] not in lexicon().first_names:
        return
    if any(w.isdigit() or w in lexicon().cues for w in low) or (low[-1] in lexicon().organisations and not person):
        return
    small = [word for word in words.word[part[0] : part[0] + len(low)] if word.islower()]
    if 0 < len(small) < len(low) and not lexicon().particles.issuperset(small):
        return
    printed = words.words_of(part[0], part[len(low) - 1])
    yield _cased(printed) if printed.islower() or printed.isupper() else printed


def _cased(name: str) -> str:
    """Return a name in small letters or capitals as it is written: ``Ana van Ruiz``, ``Jo McQuill-O'Harrow``."""
    words = name.lower().split(" ")
    return " ".join(w if w in lexicon().particles else _INITIAL.sub(_capitals, w) for w in words)


def _capitals(initial: re.Match[str]) -> str:
    return (initial[1] or "").capitalize() + initial[2].upper()
