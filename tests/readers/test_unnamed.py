"""Tables without names of columns: told by what is in them where that leaves no doubt, and else left alone."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import pytest

from archive.errors import ReadError
from archive.readers.columns import map_columns
from archive.readers.tables import TableReader
from tests.readers.sheeting import MAKERS
from tests.readers.support import STORY, copies, failures, found, known_as, read

ROWS = [
    (n, f"Tide {n} comes to Vell", f"{day:02}/03/2019", "The Lorn Gazette", f"https://w.example/{n}", f"{n}. {STORY}")
    for n, day in enumerate((5, 6, 13, 14), 1)
]


def table(rows: Sequence[Sequence[object]], mark: str = ",") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=mark).writerows(rows)
    return out.getvalue().encode()


@pytest.mark.parametrize("mark", [",", "\t", ";", "|"])
def test_stories_under_no_names_are_read_by_what_is_in_their_columns(mark: str) -> None:
    data = table(ROWS, mark)
    records = copies(found(data, "a.csv"))
    stated = [copy.stated for copy in records]

    assert [copy.text for copy in records] == [row[-1] for row in ROWS]
    assert [each.headline for each in stated] == [row[1] for row in ROWS]
    assert [each.published.isoformat() for each in stated if each.published] == [
        "2019-03-05", "2019-03-06", "2019-03-13", "2019-03-14",
    ]  # fmt: skip
    assert {(each.publication, each.url) for each in stated[:1]} == {("The Lorn Gazette", "https://w.example/1")}
    assert records[0].raw in data


def test_what_each_column_was_taken_for_is_told() -> None:
    (copy, *_) = copies(found(table(ROWS), "a.csv"))

    assert copy.warnings == (
        "the columns have no names: read by what is in them, "
        "2 as headline, 3 as published, 4 as publication, 5 as url, 6 as text",
    )


@pytest.mark.parametrize("kind", MAKERS)
def test_sheets_without_names_of_columns_are_read_by_what_is_in_them(kind: str) -> None:
    records = copies(found(MAKERS[kind]([row[1:] for row in ROWS]), f"a.{kind}"))

    assert [copy.text for copy in records] == [row[-1] for row in ROWS]
    assert [copy.stated.headline for copy in records] == [row[1] for row in ROWS]
    assert [copy.stated.published.isoformat() for copy in records if copy.stated.published] == [
        "2019-03-05", "2019-03-06", "2019-03-13", "2019-03-14",
    ]  # fmt: skip
    assert records[0].warnings == (
        "the columns have no names: read by what is in them, "
        "1 as headline, 2 as published, 3 as publication, 4 as url, 5 as text",
    )


def test_a_table_that_is_longer_than_what_is_looked_at_is_read_to_its_end() -> None:
    rows = [(n, f"Tide {n} comes to Vell", " ".join([STORY] * 20)) for n in range(40)]
    records = found(table([*rows, ("x",)]), "a.csv")

    assert len(copies(records)) == 40
    assert [each.reason.partition(": ")[2] for each in failures(records)] == ["1 values for 3 columns"]


def test_a_column_that_may_be_one_of_two_is_nobodys() -> None:
    rows = [(f"Tide {n} comes to Vell", f"The sea was {n} feet high", "2019-03-09", "2019-03-10", STORY) for n in "abc"]
    (copy, *_) = copies(found(table(rows), "a.csv"))

    assert (copy.stated.headline, copy.stated.published) == (None, None)
    assert copy.text == STORY


def test_names_of_columns_are_never_taken_for_a_story() -> None:
    (copy, *_) = copies(found(table([("Text", "Title"), (STORY, "A"), (STORY, "B"), (STORY, "C")]), "a.csv"))

    assert (copy.stated.headline, copy.warnings) == ("A", ())
    with pytest.raises(ReadError, match="no column is known to hold the text; there are x, y: name it with --map"):
        found(table([("x", "y"), *((STORY, "A") for _ in range(4))]), "a.csv")


@pytest.mark.parametrize(
    "rows", [ROWS[:2], [(1, 2, 3)] * 9, [(STORY,)] * 4, [(STORY, 1), (1, "a"), (2, "b"), (3, "c")]]
)
def test_what_leaves_a_doubt_is_left_alone(rows: Sequence[Sequence[object]]) -> None:
    data = table(rows)
    try:
        assert known_as(data, "a.csv") != "csv" or copies(read(TableReader(), data)) == []
    except ReadError as error:
        assert "no column is known to hold the text" in str(error)


def test_what_is_no_table_by_its_name_is_text() -> None:
    assert known_as(table(ROWS), "a.txt") == "text"


def test_columns_that_are_named_by_hand_are_sought() -> None:
    map_columns({"body": "wording"})
    try:
        with pytest.raises(ReadError, match="no column 'wording'"):
            read(TableReader(), table(ROWS))
    finally:
        map_columns({})
