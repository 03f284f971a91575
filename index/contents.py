"""What each field of the table holds for one article: the one place where fields meet articles.

Speakers and persons are given as the article names them; archive-wide names are laid over by :mod:`index.people`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from index.article import Article

ENGLISH = "en"
"""The language of an article of which neither its format nor its words tell another: it is read as English, too."""

NO_DAMAGE = "none"
"""The value of field "damage" for clean copy."""


def texts(article: Article, field: str) -> tuple[str, ...]:
    """Return the values of a text field of level article; their tokens follow each other, phrases end with a value."""
    if field == "headline":
        return (article.headline,) if article.headline else ()
    if field == "body":
        return (article.body,) if article.body else ()
    if field == "role":
        return tuple(role for person in article.people for role in person.roles if role)
    raise KeyError(field)


def values(article: Article, field: str) -> tuple[str, ...]:
    """Return the different values of a name or value field of level article, in the order found.

    "source" gives what can be asked (agency and publication, and what both are called besides), "place" too (the city
    with its region, as printed and whole); :func:`facet_values` gives what is counted.
    "person" gives the names as this article has them.
    """
    return _different(_VALUES[field](article))


def facet_values(article: Article, field: str) -> tuple[str, ...]:
    """Return the values that a facet of level article counts for ``article``; "person" as :func:`values` does."""
    return _different((_COUNTED.get(field) or _VALUES[field])(article))


def paths(article: Article, field: str) -> tuple[str, ...]:
    """Return the paths of a field of kind path: for "path" each place of the article, without and with its member."""
    if field == "url":
        return (article.url,) if article.url else ()
    places = article.locations
    members = (f"{place.path}!/{place.member}" for place in places if place.member is not None)
    return tuple(dict.fromkeys((*(place.path for place in places), *members)))


def days(article: Article, field: str) -> tuple[date, date] | None:
    """Return the first and last day of a field of kind date, or None.

    "added" has the day that it was on this machine, from which "today" is counted too.
    """
    if field == "date":
        published = article.published
        return (published.first_day(), published.last_day()) if published else None
    if article.added is None:
        return None
    day = (article.added.astimezone() if article.added.tzinfo else article.added).date()
    return day, day


def _different(values: Sequence[str]) -> tuple[str, ...]:
    found = [value for value in values if value and value.strip()]
    return tuple(dict.fromkeys(found) if len(found) > 1 else found)


def _single(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _places(article: Article) -> Sequence[str]:
    return (*_filed(article), *(value.text for value in article.places))


def _places_in_regions(article: Article) -> Sequence[str]:
    """Return the places, those of the dateline with its region as printed and by its whole name."""
    line = article.dateline
    regions = dict.fromkeys(filter(None, (line.region, line.region_name))) if line else ()
    filed = _filed(article)
    return [", ".join((place, *regions)) if place in filed else place for place in _places(article)]


def _filed(article: Article) -> Sequence[str]:
    line = article.dateline
    return (*_single(line.place), *line.places) if line else ()


_VALUES: dict[str, Callable[[Article], Sequence[str]]] = {
    "person": lambda article: [person.name for person in article.people],
    "source": lambda article: (*_single(article.agency), *_single(article.publication), *article.called),
    "agency": lambda article: _single(article.agency),
    "publication": lambda article: _single(article.publication),
    "place": _places_in_regions,
    "byline": lambda article: article.byline,
    "section": lambda article: _single(article.section),
    "keyword": lambda article: [value.text for value in article.keywords],
    "language": lambda article: _single(article.language or ENGLISH),
    "format": lambda article: _single(article.format),
    "status": lambda article: _single(article.status),
    "damage": lambda article: [damage.kind for damage in article.damage] or [NO_DAMAGE],
    "id": lambda article: _single(article.id),
    "guid": lambda article: _single(article.guid),
}

_COUNTED: dict[str, Callable[[Article], Sequence[str]]] = {
    "source": lambda article: _single(article.source),
    "place": _places,
}
