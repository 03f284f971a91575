"""Dates articles by where they were filed, where neither their format nor their text tells: ``2016/03/10/floods.txt``.

Names of files and folders are how most people who keep articles keep their days. Only the file of one article is asked:
an export of many is named for the day on which it was made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import PurePath

from archive.errors import ReadError
from archive.extract.stamps import MONTHS
from archive.readers import Copy
from index.article import Article, Location, Precision, Published
from index.values import replace

BY_FILE = "dated by its file: the text tells no day"
"""The warning of an article that has its day from the name of its file, or of a folder that it lies in."""

SURE = 0.8
"""How sure such a day is: less than one that stands in the text, and never held against it."""

_FLAGS = re.IGNORECASE | re.ASCII
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?P<y>1[789]\d\d|20\d\d|2100)"
_DAYS = tuple(
    re.compile(rf"(?<![^\W_]){form}(?![^\W_])", _FLAGS)
    for form in (
        rf"{_YEAR}(?P<s>[-_. ])(?P<m>\d\d?)(?P=s)(?P<d>\d\d?)(?:T\d{{4,6}}Z?)?",
        rf"{_YEAR}(?P<m>0\d|1[0-2])(?P<d>[0-2]\d|3[01])(?:T\d{{4,6}}Z?)?",
        rf"(?P<one>\d\d?)(?P<s>[-_. ])(?P<other>\d\d?)(?P=s){_YEAR}",
        rf"(?P<d>\d\d?)(?:st|nd|rd|th)?[-_. ]*(?P<mon>{_MONTH})[-_., ]*{_YEAR}",
        rf"(?P<mon>{_MONTH})[-_. ]*(?P<d>\d\d?)(?:st|nd|rd|th)?[-_., ]+{_YEAR}",
        rf"{_YEAR}[-_. ]*(?P<mon>{_MONTH})[-_. ]*(?P<d>\d\d?)",
    )
)
_MONTHS = tuple(
    re.compile(form, _FLAGS)
    for form in (
        rf"{_YEAR}[-_. ]?(?P<m>0\d|1[0-2])",
        rf"{_YEAR}[-_. ]*(?P<mon>{_MONTH})",
        rf"(?P<mon>{_MONTH})[-_., ]*{_YEAR}",
    )
)
_ONLY_YEAR = re.compile(_YEAR)
_ONLY_MONTH = re.compile(rf"(?P<m>0[1-9]|1[0-2]|[1-9])|(?:\d\d?[-_. ]+)?(?P<mon>{_MONTH})", _FLAGS)
_ONLY_DAY = re.compile(r"0[1-9]|[12]\d|3[01]|[1-9]")
_LAST_MONTH = 12
_PRECISE: tuple[Precision, ...] = ("time", "day", "month", "year")


def dated(article: Article, places: Iterable[Location]) -> Article:
    """Return an article with the day by which it is filed, unless its format or its text tells one.

    ``places`` are those where it lies alone; of several the most precise day counts, then the earliest. What was dated
    so before is dated anew, since files move.
    """
    before = BY_FILE in article.warnings
    if article.published and not before:
        return article
    days = [day for place in places if (day := day_filed(place))]
    if not (days or before):
        return article
    warnings = tuple(warning for warning in article.warnings if warning != BY_FILE)
    sure = tuple(each for each in article.confidence if each[0] != "published")
    if not days:
        return replace(article, published=None, warnings=warnings, confidence=sure)
    return replace(
        article,
        published=min(days, key=lambda day: (_PRECISE.index(day.precision), day.start)),
        warnings=(*warnings, BY_FILE),
        confidence=tuple(sorted((*sure, ("published", SURE)))),
    )


def alone(records: Iterator[Copy]) -> Iterator[tuple[Copy, bool]]:
    """Yield the records of a file, each with whether its file, or the member of it, holds no other.

    Raises:
        ReadError: the file as a whole is broken; what was read before that was yielded.
    """
    fault: ReadError | None = None
    before: Copy | None = None
    first = False
    while True:
        try:
            copy = next(records, None)
        except ReadError as error:
            copy, fault = None, error
        other = before is None or copy is None or copy.member != before.member
        if before is not None:
            yield before, first and other
        if copy is None:
            break
        before, first = copy, other
    if fault is not None:
        raise fault


def day_filed(place: Location) -> Published | None:
    """Return the day, month or year that the name of a file tells, or else that of the folder nearest to it."""
    folder, _, name = (place.member or place.path).rpartition("/")
    found = _of_name(PurePath(name).stem) or _of_folder(folder)
    if found or place.member is None:
        return found
    return _of_folder(place.path.rpartition("/")[0])


def _of_name(stem: str) -> Published | None:
    for form in _DAYS:
        if (found := form.search(stem)) and (day := _published(found.groupdict(), "day")):
            return day
    return None if stem.isdecimal() else _whole_month(stem)  # six digits may be any number


@lru_cache(maxsize=4096)
def _of_folder(folder: str) -> Published | None:
    """Return what folders tell, the innermost first: ``2016-03-10``, ``2016/03/10``, ``March 2016``, ``2016``.

    A year by itself counts only of the innermost, since further out it may be that of anything.
    """
    parts = folder.split("/")
    for at in range(len(parts) - 1, -1, -1):
        for form in _DAYS:
            if (whole := form.fullmatch(parts[at])) and (day := _published(whole.groupdict(), "day")):
                return day
        if month := _whole_month(parts[at]):
            return month
        if _ONLY_YEAR.fullmatch(parts[at]):
            return _of_year(parts[at:])
    return None


def _of_year(parts: list[str]) -> Published | None:
    """Return what the folder of a year tells with those in it, the outermost first."""
    told: dict[str, str | None] = {"y": parts[0]}
    month = _ONLY_MONTH.fullmatch(parts[1]) if len(parts) > 1 else None
    if month is None:
        return _published(told, "year") if len(parts) == 1 else None
    told |= month.groupdict()
    if len(parts) > 2 and _ONLY_DAY.fullmatch(parts[2]) and (day := _published({**told, "d": parts[2]}, "day")):
        return day
    return _published(told, "month")


def _whole_month(text: str) -> Published | None:
    """Return the month that a name tells and nothing else."""
    for form in _MONTHS:
        if (found := form.fullmatch(text)) and (month := _published(found.groupdict(), "month")):
            return month
    return None


def _published(told: dict[str, str | None], precision: Precision) -> Published | None:
    """Return the day of named groups; None where there is none, or where it cannot be told from the month."""
    day, month = int(told.get("d") or 1), int(told.get("m") or 1)
    if told.get("one"):
        month, day = sorted((int(told["one"] or 0), int(told["other"] or 0)))
        if month < day <= _LAST_MONTH:
            return None
    if name := told.get("mon"):
        month = MONTHS[name.lower()]
    try:
        return Published(datetime(int(told["y"] or 0), month, day), precision)
    except ValueError:
        return None
