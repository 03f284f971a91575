"""The day that a line spells, among hours, weekdays and words around it."""

from __future__ import annotations

import pytest

from archive.extract.stamps import day_of


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("published 3 04 p m jan 15 2021", "2021-01-15"),
        ("updated 10 22 am et tue march 7 2017", "2017-03-07"),
        ("4 july 2016 14 40 bst", "2016-07-04"),
        ("14 30 3rd march 2014", "2014-03-03"),
        ("updated 1015 gmt 1815 hkt may 3 2013", "2013-05-03"),
        ("1815 gmt 3 may 2013", "2013-05-03"),
        ("tuesday 1 march 1945 gmt", None),
        ("1 march 1945", "1945-03-01"),
        ("may 3 2013 gmt", "2013-05-03"),
        ("5 30 pm 3 may 2010 est", "2010-05-03"),
        ("may 3 2013 1815 gmt", "2013-05-03"),
        ("15 jan 21 30 2021", "2021-01-15"),
        ("march 2014 3", "2014-03-03"),
        ("2021 01 15", "2021-01-15"),
        ("2021 01 15 10 30", "2021-01-15"),
        ("published 14 03 2019", "2019-03-14"),
        ("03 14 2019 10 30", "2019-03-14"),
        ("04 04 2019", "2019-04-04"),
        ("03 04 2019", None),
        ("14 15 2019", None),
        ("jan 2021", None),
        ("3 04 p m", None),
    ],
)
def test_the_number_beside_the_month_is_the_day(words: str, day: str | None) -> None:
    found = day_of(words.split())

    assert (found.start.date().isoformat() if found else None) == day
