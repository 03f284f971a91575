"""Credits articles that name no source to the paper or agency that they are filed under: ``Guardian/1987/floods.txt``.

Only names on the lists of papers and agencies count, and only as the whole name of a file or folder, years, months and
what such folders hold left out: ``guardian_1987.jsonl``, ``www.theguardian.com``, ``Reuters archive``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import PurePath

from archive.extract.openings.parts import RISKY
from archive.extract.outlets import Outlet, by_address, by_letters, short_names
from archive.extract.stamps import MONTHS
from archive.restore.lexicon import lexicon, word_set
from index.article import Article, Location
from index.values import replace

BY_FOLDER = "credited by where it is filed: the text names no source"
"""The warning of an article that has its source from the name of its file, or of a folder that it lies in."""

SURE = 0.75
"""How sure such a source is: less than one that stands in the text, and never held against it."""

_DEPTH = 3
"""Folders above a file whose names are asked, the innermost first; those of years, months and days do not count."""

_SHORT = 4
"""Letters of names that may be anything, and count only in capitals: ``PA``, not ``pa``."""

_HOLDS = word_set("holders")
_HOMES = frozenset(["home", "Users"])
"""Folders whose folders are named for people."""

_SITE = re.compile(r"(?:www\.)?([\w-]+)((?:\.(?:com|org|net|co|gov|info))?(?:\.[a-z]{2})?)", re.ASCII)
"""The address of a site and how it ends, as folders of copied sites are called."""

_WORD = re.compile(r"[^\W\d_]+")
_JOINED = re.compile(r"(?<=[a-z])(?=[A-Z])")


def credited(article: Article, places: Iterable[Location]) -> Article:
    """Return an article with the source that it is filed under, unless its format or its text names one.

    Where ``places`` name several it gets none. What was credited so before is credited anew, since files move.
    """
    before = BY_FOLDER in article.warnings
    if (article.agency or article.publication) and not before:
        return article
    found = {source for place in places if (source := _filed_under(place))}
    if not (found or before):
        return article
    warnings = tuple(warning for warning in article.warnings if warning != BY_FOLDER)
    sure = tuple(each for each in article.confidence if each[0] not in ("agency", "publication"))
    bare = replace(article, agency=None, publication=None, called=(), warnings=warnings, confidence=sure)
    if len(found) != 1:
        return bare
    source = found.pop()
    return replace(
        bare,
        agency=source.agency,
        publication=source.publication,
        called=short_names(source.name),
        warnings=(*warnings, BY_FOLDER),
        confidence=tuple(sorted((*sure, ("agency" if source.agency else "publication", SURE)))),
    )


def _filed_under(place: Location) -> Outlet | None:
    """Return the source for which a file is named, or else one of the folders nearest to it."""
    for path in filter(None, (place.member, place.path)):
        folder, _, name = path.rpartition("/")
        if found := _named(PurePath(name).stem.removesuffix(".tar")) or _of_folder(folder):
            return found
    return None


@lru_cache(maxsize=4096)
def _of_folder(folder: str) -> Outlet | None:
    parts = folder.split("/")
    left = _DEPTH
    for at in range(len(parts) - 1, -1, -1):
        own = at and parts[at - 1] in _HOMES
        if not own and (found := _named(parts[at])):
            return found
        left -= any(word.lower() not in MONTHS for word in _WORD.findall(parts[at]))
        if not left:
            break
    return None


def _named(name: str) -> Outlet | None:
    """Return the source that a file or folder is named for and for nothing else."""
    site = _SITE.fullmatch(name)
    if site and site[2] and (found := by_address(name)):
        return found
    printed = [word for part in _WORD.findall(site[1] if site else name) for word in _JOINED.split(part)]
    words = [word for word in printed if word.lower() not in MONTHS]
    # The whole first, since what folders hold is a part of names too: ``Associated Press``.
    for first in range(_held(words) + 1):
        for last in range(len(words), len(words) - _held(words[::-1]) - 1, -1):
            if found := _called("".join(words[first:last]), site=bool(site and site[2])):
                return found
    return None


def _held(words: Sequence[str]) -> int:
    """Return how many words from the first on tell what a folder holds."""
    return next((n for n, word in enumerate(words) if word.lower() not in _HOLDS), len(words))


def _called(letters: str, *, site: bool) -> Outlet | None:
    """Return the source with a name of these letters, unless that is a word besides and no address of a ``site``."""
    low = letters.lower()
    known = by_letters().get(low) or by_letters().get(low.removeprefix("the"))
    if known is None or site:
        return known
    if letters.isupper():
        return known if known.agency or not _is_word(low) else None
    return None if len(low) <= _SHORT or low in RISKY or (known.publication and _is_word(low)) else known


def _is_word(low: str) -> bool:
    words = lexicon()
    return low in words.common or low in words.nationalities or low in words.word_names
