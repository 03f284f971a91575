"""Which articles are visible: later versions and cancellations hide others by a rule, never by destroying them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from index.article import Article, ArticleId
from index.values import dataclass

_WITHDRAWN = frozenset({"canceled", "cancelled", "withheld"})

_PART = re.compile(r"(\d+)|([^\W\d_]+)")
_NEVER = datetime.min.replace(tzinfo=UTC)
_VersionKey = tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class Version:
    """What the rule needs to know of one article."""

    id: ArticleId
    guid: str | None
    version: str | None
    status: str | None
    published: datetime | None
    added: datetime | None

    @classmethod
    def of(cls, article: Article) -> Version:
        """Take from ``article`` what the rule needs."""
        return cls(
            id=article.id,
            guid=article.guid,
            version=article.version,
            status=article.status,
            published=article.published.moment() if article.published else None,
            added=article.added,
        )


def visible(versions: Iterable[Version]) -> set[ArticleId]:
    """Return the ids of the articles that can be found.

    Among articles with one guid only the greatest version can (then the latest published, the latest added, the
    greatest id), and none when that one was withdrawn. Without a guid an article stands for itself.
    """
    newest: dict[tuple[str | None, ArticleId], Version] = {}
    for version in versions:
        key = (version.guid, "") if version.guid else (None, version.id)
        other = newest.get(key)
        if other is None or _age(version) > _age(other):
            newest[key] = version
    return {version.id for version in newest.values() if not withdrawn(version.status)}


def withdrawn(status: str | None) -> bool:
    """Tell whether a status, in any case, hides an article and every earlier version of it."""
    return (status or "").strip().casefold() in _WITHDRAWN


def version_key(version: str | None) -> _VersionKey:
    """Return what versions sort by: runs of digits as numbers, of any length, before words; None before all."""
    if version is None:
        return ()
    return tuple(_number(digits) if digits else (1, 0, word.casefold()) for digits, word in _PART.findall(version))


def _number(digits: str) -> tuple[int, int, str]:
    told = digits.lstrip("0")
    return 0, len(told), told


def _age(version: Version) -> tuple[_VersionKey, datetime, datetime, ArticleId]:
    return version_key(version.version), _moment(version.published), _moment(version.added), version.id


def _moment(moment: datetime | None) -> datetime:
    if moment is None:
        return _NEVER
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
