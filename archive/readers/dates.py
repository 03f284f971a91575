"""From stated dates to intervals: what is not stated of a moment is not made up.

ISO 8601 (basic and extended, as in NITF and NewsML), RFC 5322 (mail and RSS), the forms of Reuters-21578 and of
newspapers, with months in English, German, French, Spanish, Italian, Portuguese and Dutch, Chinese, Japanese and Korean
dates, and seconds, milliseconds or microseconds since 1970.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, time, timedelta, timezone
from functools import partial

from index.article import Precision, Published

_ISO = re.compile(
    r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?|[/.](\d{1,2})[/.](\d{1,2})|(\d{2})(\d{2}))?"
    r"(?:(?:[T ]\s*|\s*,\s*)(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,:](\d{1,9}))?)?\s*(.*))?"
)
_USUAL = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)?)?", re.ASCII)
_MIDNIGHT = time()
_SPELLED = re.compile(
    r"(?:[^\W\d_]{2,10}[.,]*\s+)?(?:(\d{1,2})(?:st|nd|rd|th|er|º)?[\s./-]*(?:de\s+)?([^\W\d_]{3,9})"
    r"|([^\W\d_]{3,9})\.?[\s-]+(\d{1,2})(?:st|nd|rd|th)?)[\s.,/-]*(?:del?\s+)?(\d{4}|\d{2}(?=\s|$))(?!\d)"
    r"(?:[\s,T|·•–—@-]*(?:(?:at|um|om|à|alle|klo?\.?|a las)\s+)?"
    r"(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?\s*([AaPp]\.?[Mm]\.?)?\s*(.*))?"
)
_ASCTIME = re.compile(
    r"[A-Za-z]{3,9},?\s+([A-Za-z]{3,9})\s+(\d{1,2})\s+(\d{1,2}):(\d{2}):(\d{2})\s*([A-Za-z]{0,5}|[+-]\d{4})\s*(\d{4})"
)
_MONTH_YEAR = re.compile(r"([A-Za-z]{3,9})\.?,?\s+(\d{4})")
_NUMBERS = re.compile(
    r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|(?<!-)\d{2})(?:[\s,]+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp][Mm])?\s*(.*))?"
)
"""Behind hyphens two digits are no year, since there the first two may be it: ``19-03-14``."""
_LABEL = re.compile(r"\A(?:(?:first )?(?:published|posted)(?: on| at)?|date)\s*:?\s+", re.IGNORECASE)
"""What stands before a date where pages say which one it is."""
_EASTERN = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_HALF = re.compile(r"([ap])\.?m\b\.?\s*(.*)", re.IGNORECASE)
_DIGITS = re.compile(r"((?:19|20)\d\d)(0\d|1[0-2])([0-2]\d|3[01])([01]\d|2[0-3])([0-5]\d)([0-5]\d)?")
"""A moment as crawlers and databases write it; as milliseconds it would be one of 1976."""
_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+-])(\d{1,2}):?(\d{2})?")
_NAMED_ZONE = re.compile(r"\s*[(\[].*[)\]]$")
_EPOCH = re.compile(r"-?\d{9,10}(?:\.\d+)?|-?\d{12,13}|\d{16}")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar januari janvier enero gennaio janeiro", "feb february februar februari février febrero",
            "mar march märz maart mars marzo março", "apr april avril abril aprile", "may mai mei mayo maggio maio",
            "jun june juni juin junio giugno junho", "jul july juli juillet julio luglio julho",
            "aug august augustus août agosto", "sep sept september septembre septiembre settembre setembro",
            "oct october oktober octobre octubre ottobre outubro", "nov november novembre noviembre novembro",
            "dec december dezember décembre diciembre dicembre dezembro",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
"""In English, and in other languages in full."""
_ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "ut": 0, "wet": 0, "bst": 60, "cet": 60, "cest": 120, "eet": 120, "eest": 180,
    "msk": 180, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
    "jst": 540, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780, "hkt": 480, "sgt": 480,
}  # fmt: skip
"""Minutes east of Greenwich; names that mean several zones (IST) are left out."""
_LONGEST = 120
_EARLIEST = 1500
_NEVER = 9999
"""No paper appears before the one or in the other, by which databases and programs say that there is no date."""


def published(text: str | None, day_first: Callable[[], bool | None] = lambda: None) -> Published | None:
    """Read a date as a format states it, None where it is none; a zone that is not stated stays unknown.

    Of 3/4/2016 the month comes first, of 3.4.2016 the day, unless ``day_first`` knows; it is asked in this doubt alone.
    """
    found = _published(text, day_first)
    return found if found is not None and _EARLIEST <= found.start.year < _NEVER else None


def is_day_first(dates: Iterable[str]) -> bool | None:
    """Tell whether the day stands before the month in dates of one hand: as the first that can be read in one way only.

    None where none can, up to the first that is written in another way.
    """
    for text in dates:
        found = _NUMBERS.fullmatch(text)
        if found is None:
            return None
        first, second = int(found[1]) > 12, int(found[3]) > 12
        if first != second:
            return first
    return None


def _published(text: str | None, day_first: Callable[[], bool | None]) -> Published | None:
    text = " ".join((text or "").split())
    if not text or len(text) > _LONGEST:
        return None
    if _USUAL.fullmatch(text) and (found := _usual(text)):
        return found
    if text[0].isalpha():
        text = _LABEL.sub("", text)
    if not text.isascii():
        text = _EASTERN.sub(r"\1-\2-\3 ", text).strip()
    numbers = partial(_numbers, day_first=day_first)
    try:
        for read in (_month, _spelled, _asctime) if text[0].isalpha() else (_iso, _digits, _epoch, _spelled, numbers):
            found = read(text)
            if found is not None:
                return found
    except (ValueError, OverflowError):
        return None
    return None


def first_published(*texts: str | None) -> Published | None:
    """Return the first of some stated dates that is one."""
    return next(filter(None, map(published, texts)), None)


def _usual(text: str) -> Published | None:
    """Read the forms of ISO 8601 that nearly all systems write, in a fifth of the time; None for a day that is none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    # Midnight without a zone is how many systems write a day.
    clock = moment.tzinfo is not None or moment.time() != _MIDNIGHT
    return Published(moment, "time" if clock else "day")


def _iso(text: str) -> Published | None:
    found = _ISO.fullmatch(text)
    if not found:
        return None
    year, a, b, c, d, e, f, hour, minute, second, part, rest = found.groups()
    month, day = a or c or e, b or d or f
    if hour is None:
        return _at(int(year), month, day)
    half = _HALF.fullmatch(rest)
    if half:
        hour, rest = int(hour) % 12 + (12 if half[1] in "pP" else 0), half[2]
    zone, known = _zone(rest)
    if not month or not day or not known:
        return None
    if zone is None and not any(map(int, filter(None, (hour, minute, second, part)))):
        return _at(int(year), month, day)
    micro = int((part or "0")[:6].ljust(6, "0"))
    whole = datetime(int(year), int(month), int(day), tzinfo=zone)
    if int(hour) > 24 or int(minute) > 59:
        return None
    return Published(
        whole + timedelta(hours=int(hour), minutes=int(minute), seconds=int(second or 0), microseconds=micro), "time"
    )


def _at(year: int, month: str | None, day: str | None) -> Published | None:
    if not 1 <= year <= 9999 or (month is None and not 1500 <= year <= 2200):
        return None
    precision: Precision = "day" if day else "month" if month else "year"
    return Published(datetime(year, int(month or 1), int(day or 1)), precision)


def _digits(text: str) -> Published | None:
    found = _DIGITS.fullmatch(text)
    if not found:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    return Published(datetime(year, month, day, hour, minute, second), "time")


def _epoch(text: str) -> Published | None:
    if not _EPOCH.fullmatch(text):
        return None
    seconds = float(text)
    while abs(seconds) > 1e11:
        seconds /= 1000
    return Published(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds), "time")


def _spelled(text: str) -> Published | None:
    found = _SPELLED.fullmatch(text)
    if not found:
        return None
    day, name, name2, day2, year, hour, minute, second, half, rest = found.groups()
    month = _MONTHS.get((name or name2).lower())
    if month is None:
        return None
    return _moment(_year(year), month, int(day or day2), (hour, minute, second, half, rest))


def _numbers(text: str, day_first: Callable[[], bool | None]) -> Published | None:
    found = _NUMBERS.fullmatch(text)
    if not found:
        return None
    first, mark, second = int(found[1]), found[2], int(found[3])
    before = first > 12
    if first <= 12 and second <= 12:
        told = day_first()
        before = mark == "." if told is None else told
    month, day = (second, first) if before else (first, second)
    return _moment(_year(found[4]), month, day, (found[5], found[6], found[7], found[8], found[9]))


def _month(text: str) -> Published | None:
    found = _MONTH_YEAR.fullmatch(text)
    month = _MONTHS.get(found[1].lower()) if found else None
    return Published(datetime(int(found[2]), month, 1), "month") if found and month else None


def _asctime(text: str) -> Published | None:
    found = _ASCTIME.fullmatch(text)
    month = _MONTHS.get(found[1].lower()) if found else None
    if not found or not month:
        return None
    return _moment(int(found[7]), month, int(found[2]), (found[3], found[4], found[5], None, found[6]))


def _moment(year: int, month: int, day: int, clock: tuple[str | None, ...]) -> Published | None:
    hour, minute, second, half, rest = clock
    if hour is None or minute is None:
        return Published(datetime(year, month, day), "day")
    zone, _ = _zone(rest)
    hours = int(hour)
    if half:
        hours = hours % 12 + (12 if half[0] in "pP" else 0)
    return Published(datetime(year, month, day, hours, int(minute), int(second or 0), tzinfo=zone), "time")


def _year(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < 70 else 1900)


def _zone(text: str | None) -> tuple[timezone | None, bool]:
    """Return the zone that a text names, and whether it is one or nothing."""
    text = (text or "").strip().rstrip(".").lower()
    if text[-1:] in (")", "]"):
        text = _NAMED_ZONE.sub("", text)
    if not text:
        return None, True
    if text in _ZONES:
        return _fixed(_ZONES[text]), True
    found = _OFFSET.fullmatch(text.upper())
    if found:
        minutes = int(found[2]) * 60 + int(found[3] or 0)
        return _fixed(-minutes if found[1] == "-" else minutes), True
    return None, False


def _fixed(minutes: int) -> timezone:
    return timezone(timedelta(minutes=minutes)) if minutes else UTC
