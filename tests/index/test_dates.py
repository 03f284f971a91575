from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dates import Days, date_range, parse_days
from index.errors import QueryError, QuerySyntaxError
from index.request import DateRange

TODAY = date(2016, 7, 14)  # a Thursday


def days(first: str, last: str | None = None) -> Days:
    return Days(date.fromisoformat(first), date.fromisoformat(last or first))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2016", days("2016-01-01", "2016-12-31")),
        ("0001", days("0001-01-01", "0001-12-31")),
        ("9999", days("9999-01-01", "9999-12-31")),
        ("2016-02", days("2016-02-01", "2016-02-29")),
        ("2016/2", days("2016-02-01", "2016-02-29")),
        ("2016-07-14", days("2016-07-14")),
        ("2016/7/14", days("2016-07-14")),
        ("2016-07-14T23:30:00-05:00", days("2016-07-14")),
        ("14 July 2016", days("2016-07-14")),
        ("14th of JULY 2016", days("2016-07-14")),
        ("1 Sept. 2016", days("2016-09-01")),
        ("July 14, 2016", days("2016-07-14")),
        ("jul 14 2016", days("2016-07-14")),
        ("14.7.2016", days("2016-07-14")),
        ("July 2016", days("2016-07-01", "2016-07-31")),
        ("07/2016", days("2016-07-01", "2016-07-31")),
        ("20160714", days("2016-07-14")),
        ("2016-Q1", days("2016-01-01", "2016-03-31")),
        ("Q4 2016", days("2016-10-01", "2016-12-31")),
        ("1990s", days("1990-01-01", "1999-12-31")),
        ("the 1990's", days("1990-01-01", "1999-12-31")),
        ("today", days("2016-07-14")),
        ("now", days("2016-07-14")),
        ("yesterday", days("2016-07-13")),
        ("tomorrow", days("2016-07-15")),
        ("last week", days("2016-07-04", "2016-07-10")),
        ("this week", days("2016-07-11", "2016-07-17")),
        ("last month", days("2016-06-01", "2016-06-30")),
        ("this month", days("2016-07-01", "2016-07-31")),
        ("next month", days("2016-08-01", "2016-08-31")),
        ("last year", days("2015-01-01", "2015-12-31")),
        ("last thursday", days("2016-07-07")),
        ("last friday", days("2016-07-08")),
        ("3 days ago", days("2016-07-11")),
        ("a week ago", days("2016-07-07")),
        ("2 months ago", days("2016-05-14")),
        ("1 year ago", days("2015-07-14")),
        ("last 7 days", days("2016-07-08", "2016-07-14")),
        ("past 2 weeks", days("2016-07-01", "2016-07-14")),
        ("  Last   Month ", days("2016-06-01", "2016-06-30")),
    ],
)
def test_dates_are_read_as_people_write_them(text: str, expected: Days) -> None:
    assert parse_days(text, TODAY) == expected


def test_months_are_counted_to_a_day_that_exists() -> None:
    assert parse_days("1 month ago", date(2016, 3, 31)) == days("2016-02-29")
    assert parse_days("last month", date(2016, 3, 31)) == days("2016-02-01", "2016-02-29")
    assert parse_days("last month", date(2016, 1, 31)) == days("2015-12-01", "2015-12-31")


@pytest.mark.parametrize(
    ("text", "message", "suggestion"),
    [
        ("7/14/2016", "not a date: '7/14/2016': did you mean '2016-07-14'?", "2016-07-14"),
        ("14/7/2016", "not a date: '14/7/2016': did you mean '2016-07-14'?", "2016-07-14"),
        ("2016-02-31", "no such day: '2016-02-31': did you mean '2016-02'?", "2016-02"),
        ("14 July", "not a date: '14 July': did you mean '14 July 2016'?", "14 July 2016"),
        ("July", "not a date: 'July': did you mean 'July 2016'?", "July 2016"),
        ("2016-13", "no such day: '2016-13': did you mean '2016'?", "2016"),
        ("0000", "no such day: '0000': write '2016-07', '14 July 2016', ", None),
        ("someday", "not a date: 'someday': write ", None),
        ("99999 years ago", "no such day: '99999 years ago': write ", None),
        ("", "not a date: '': write ", None),
    ],
)
def test_what_is_no_date_is_told_with_one_that_may_be_meant(text: str, message: str, suggestion: str | None) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        parse_days(text, TODAY)

    assert str(caught.value).startswith(message)
    assert caught.value.suggestion == suggestion
    assert suggestion is None or parse_days(suggestion, TODAY)


def test_a_range_runs_from_the_first_day_to_the_last() -> None:
    assert date_range("2016", "last month", TODAY) == DateRange(date(2016, 1, 1), date(2016, 6, 30))
    assert date_range(None, "2016-07", TODAY) == DateRange(None, date(2016, 7, 31))
    assert date_range("yesterday", None, TODAY) == DateRange(date(2016, 7, 13), None)
    assert date_range(None, None) is None
    with pytest.raises(QuerySyntaxError, match="ends before it begins"):
        date_range("2017", "2016", TODAY)


_WORDS = st.sampled_from(
    ["2016", "14", "31", "july", "feb", "ago", "last", "days", "month", "-", "/", ".", " ", "week", "0", "9999", "a"]
)


@given(st.one_of(st.text(max_size=30), st.lists(_WORDS, max_size=6).map("".join)), st.dates())
def test_any_text_is_a_date_or_a_query_error(text: str, today: date) -> None:
    try:
        found = parse_days(text, today)
    except QueryError as error:
        assert str(error)
    else:
        assert found.first <= found.last


@given(st.dates())
def test_every_iso_date_is_itself(day: date) -> None:
    assert parse_days(day.isoformat(), TODAY) == Days(day, day)
