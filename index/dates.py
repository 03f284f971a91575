"""Dates as people write them, absolute and relative, as intervals of whole days."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from index.article import month_end
from index.errors import QuerySyntaxError
from index.request import DateRange
from index.values import dataclass
from index.words import fold

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = "|".join([*_MONTHS, *(name[:3] for name in _MONTHS), "sept"])
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_ORDINAL = r"(?:st|nd|rd|th)?"


@dataclass(frozen=True, slots=True)
class Days:
    """An interval of days, both ends included; first <= last."""

    first: date
    last: date


def parse_days(text: str, today: date | None = None) -> Days:
    """Return the days that ``text`` names: "2016", "2016-07", "14 July 2016", "yesterday", "last month", "3 weeks ago",
    "2016-Q3", "the 1990s".

    Relative dates count from ``today``, by default the current day.

    Raises:
        QuerySyntaxError: the text names no date; its position counts from the start of ``text``.
    """
    words = fold(text).replace(",", " ")
    words = " ".join(words.split())
    now = today or date.today()
    for pattern, read in _readers():
        match = pattern.fullmatch(words)
        if match is not None:
            try:
                return read(match, now)
            except (ValueError, OverflowError):
                raise _error(text, now, "no such day") from None
    raise _error(text, now, "not a date")


def date_range(since: str | None, until: str | None, today: date | None = None) -> DateRange | None:
    """Return the range from the first day of ``since`` to the last day of ``until``; None where both are None.

    Raises:
        QuerySyntaxError: a text names no date, or the range ends before it begins.
    """
    if since is None and until is None:
        return None
    first = parse_days(since, today).first if since is not None else None
    last = parse_days(until, today).last if until is not None else None
    if first is not None and last is not None and first > last:
        raise QuerySyntaxError(
            f"the range from {first} to {last} ends before it begins: swap its ends",
            position=0,
            suggestion=f"since {last} until {first}",
        )
    return DateRange(first, last)


def _error(text: str, today: date, fault: str) -> QuerySyntaxError:
    guess = _guess(text, today)
    mend = f"did you mean {guess!r}?" if guess else "write '2016-07', '14 July 2016', 'yesterday' or '3 weeks ago'"
    return QuerySyntaxError(f"{fault}: {text.strip()!r}: {mend}", position=0, suggestion=guess)


def _guess(text: str, today: date) -> str | None:
    """Return a date near to what may have been meant, if any."""
    words = fold(text)
    slashed = re.fullmatch(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", words)
    if slashed:
        first, second, year = (int(part) for part in slashed.groups())
        for month, day in ((first, second), (second, first)):
            if 1 <= month <= 12 and year >= 1 and 1 <= day <= month_end(year, month).day:
                return f"{year:04d}-{month:02d}-{day:02d}"
    if open_year := re.fullmatch(r"(\d{3})([x*?]|\d\*)", words):
        return f"{open_year[1]}{open_year[2][0]}" if open_year[2][0].isdigit() else f"{open_year[1]}0s"
    days = re.fullmatch(r"(\d{4})-(\d{1,2})(?:-\d+)?", words)
    if days and int(days[1]):
        return f"{days[1]}-{int(days[2]):02d}" if 1 <= int(days[2]) <= 12 else days[1]
    yearless = f"{words} {today.year}"
    if any(pattern.fullmatch(yearless) for pattern, _ in _readers()):
        return yearless.title()
    return None


def _whole_year(year: int) -> Days:
    return Days(date(year, 1, 1), date(year, 12, 31))


def _whole_month(year: int, month: int) -> Days:
    if not 1 <= month <= 12:
        raise ValueError("no such month")
    return Days(date(year, month, 1), month_end(year, month))


def _decade(match: re.Match[str], today: date) -> Days:
    first = 10 * int(match[1])
    return Days(date(first, 1, 1), date(first + 9, 12, 31))


def _quarter(match: re.Match[str], today: date) -> Days:
    year, last = int(match["year"]), 3 * int(match["quarter"])
    return Days(date(year, last - 2, 1), month_end(year, last))


def _one(day: date) -> Days:
    return Days(day, day)


def _month_number(name: str) -> int:
    return next(number for number, month in enumerate(_MONTHS, 1) if month.startswith(name[:3]))


def _day_month_year(match: re.Match[str], today: date) -> Days:
    return _one(date(int(match["year"]), _month_number(match["month"]), int(match["day"])))


def _numbers(match: re.Match[str], today: date) -> Days:
    return _one(date(int(match["year"]), int(match["month"]), int(match["day"])))


def _named_day(match: re.Match[str], today: date) -> Days:
    return _one(today + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(match[0], 0)))


def _period(match: re.Match[str], today: date) -> Days:
    from dateutil.relativedelta import relativedelta

    shift = {"last": -1, "previous": -1, "this": 0, "next": 1}[match["which"]]
    if match["unit"] == "year":
        return _whole_year(today.year + shift)
    if match["unit"] == "month":
        month = today.replace(day=1) + relativedelta(months=shift)
        return _whole_month(month.year, month.month)
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=shift)
    return Days(monday, monday + timedelta(days=6))


def _last_weekday(match: re.Match[str], today: date) -> Days:
    back = (today.weekday() - _WEEKDAYS.index(match["weekday"])) % 7 or 7
    return _one(today - timedelta(days=back))


def _before(today: date, number: str, unit: str) -> date:
    from dateutil.relativedelta import relativedelta

    count = 1 if number in ("a", "an", "one") else int(number)
    if unit == "day":
        return today - timedelta(days=count)
    if unit == "week":
        return today - timedelta(weeks=count)
    return today - (relativedelta(months=count) if unit == "month" else relativedelta(years=count))


def _ago(match: re.Match[str], today: date) -> Days:
    return _one(_before(today, match["number"], match["unit"]))


def _last_few(match: re.Match[str], today: date) -> Days:
    first = _before(today, match["number"], match["unit"]) + timedelta(days=1)
    return Days(min(first, today), today)


_COUNT = r"(?P<number>\d{1,6}|an?|one) (?P<unit>day|week|month|year)s?"
_FORMS: tuple[tuple[str, Callable[[re.Match[str], date], Days]], ...] = (
    (r"\d{4}", lambda match, today: _whole_year(int(match[0]))),
    (r"(?:the )?(\d{3})0['’]?s", _decade),
    (r"(\d{4})[-/](\d{1,2})", lambda match, today: _whole_month(int(match[1]), int(match[2]))),
    (r"(\d{1,2})/(\d{4})", lambda match, today: _whole_month(int(match[2]), int(match[1]))),
    (r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)", _numbers),
    (r"(?P<year>\d{4})[-/ ]?q(?P<quarter>[1-4])", _quarter),
    (r"q(?P<quarter>[1-4])[-/ ]?(?P<year>\d{4})", _quarter),
    (r"(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})(?:[t ]\d\d:?\d\d\S*)?", _numbers),
    (r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\. ?(?P<year>\d{4})", _numbers),
    (rf"(?P<day>\d{{1,2}}){_ORDINAL}\.? (?:of )?(?P<month>{_MONTH})\.? (?P<year>\d{{4}})", _day_month_year),
    (rf"(?P<month>{_MONTH})\.? (?P<day>\d{{1,2}}){_ORDINAL} (?P<year>\d{{4}})", _day_month_year),
    (rf"({_MONTH})\.? (\d{{4}})", lambda match, today: _whole_month(int(match[2]), _month_number(match[1]))),
    (r"today|now|yesterday|tomorrow", _named_day),
    (r"(?P<which>last|previous|this|next) (?P<unit>week|month|year)", _period),
    (rf"last (?P<weekday>{'|'.join(_WEEKDAYS)})", _last_weekday),
    (rf"{_COUNT} ago", _ago),
    (rf"(?:last|past) {_COUNT}", _last_few),
)


@cache
def _readers() -> list[tuple[re.Pattern[str], Callable[[re.Match[str], date], Days]]]:
    """Return the forms of dates compiled, which takes 2 ms and most questions never need."""
    return [(re.compile(pattern, re.ASCII), read) for pattern, read in _FORMS]
