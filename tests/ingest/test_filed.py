"""Articles whose text tells no day are dated by the names of their files and folders, and by nothing else of them."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from archive.errors import ReadError
from archive.ingest.filed import BY_FILE, alone, dated, day_filed
from archive.readers import Copy
from index.article import Article, Location, Published
from tests.ingest.conftest import Desk


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("2016-03-10-floods.txt", "2016-03-10"),
        ("20160310 floods.txt", "2016-03-10"),
        ("floods_2016_3_9.txt", "2016-03-09"),
        ("floods 2016-03-10T1200Z.txt", "2016-03-10"),
        ("12 March 2014 - bridge.txt", "2014-03-12"),
        ("bridge, March 12th, 2014.txt", "2014-03-12"),
        ("2014-mar-12.txt", "2014-03-12"),
        ("14-03-2016 floods.txt", "2016-03-14"),
        ("03.14.2016.txt", "2016-03-14"),
        ("04-04-2016.txt", "2016-04-04"),
        ("March 2016.txt", "2016-03"),
        ("2016/03/10/floods.txt", "2016-03-10"),
        ("2016/03-March/10/city/floods.txt", "2016-03-10"),
        ("2016/3/floods.txt", "2016-03"),
        ("2016-03/city/floods.txt", "2016-03"),
        ("201603/200112.txt", "2016-03"),
        ("1850/floods.txt", "1850"),
        ("2016/2014-05-01 floods.txt", "2014-05-01"),
    ],
)
def test_a_day_is_told_by_the_name_or_by_the_folder_nearest_to_it(path: str, day: str) -> None:
    assert day_filed(Location(f"/news/{path}")) == Published.fromisoformat(day)


@pytest.mark.parametrize(
    "path",
    [
        "floods.txt",
        "03-04-2016 floods.txt",  # the third of April, or the fourth of March
        "2016-02-30 floods.txt",
        "120160310.txt",
        "200112.txt",
        "20160310120000.txt",
        "floods2016.txt",
        "2016.txt",
        "winter-2010-11-review.txt",
        "the-long-march-2017.txt",
        "2016/city/floods.txt",  # maybe the year in which all of it was copied
        "Election 2016/floods.txt",
        "ſep 2016/floods.txt",
    ],
)
def test_what_may_be_no_day_tells_none(path: str) -> None:
    assert day_filed(Location(f"/news/{path}")) is None


def test_a_member_is_dated_by_its_own_path_before_that_of_its_archive() -> None:
    assert day_filed(Location("/2015/all.zip", "2016/03/floods.txt")) == Published.fromisoformat("2016-03")
    assert day_filed(Location("/2015/all.zip", "floods.txt")) == Published.fromisoformat("2015")
    assert day_filed(Location("/2015-01-01.zip", "floods.txt")) is None


def test_a_day_of_the_text_stands_whatever_the_file_is_called() -> None:
    told = replace(_article(), published=Published.fromisoformat("2012-05-01"))

    assert dated(told, [Location("/2016-03-10.txt")]) is told


def test_of_several_places_the_most_precise_and_earliest_day_counts() -> None:
    places = [Location(f"/{name}.txt") for name in ("2009/a", "2016-03-12", "2016-03-10", "b")]

    found = dated(_article(), places)

    assert found.published == Published.fromisoformat("2016-03-10")
    assert found.warnings == (BY_FILE,)
    assert [name for name, _ in found.confidence] == ["published"]
    assert dated(found, []) == _article()


def test_days_follow_files_that_move_though_nothing_is_read_again(desk: Desk) -> None:
    old = desk.write("2016-03-10 floods.txt", "one")
    desk.index()
    assert _days(desk) == {"one": "2016-03-10"}

    old = old.rename(desk.folder / "floods.txt")
    assert (desk.index().moved, _days(desk)) == (1, {"one": None})

    (desk.folder / "2014").mkdir()
    old.rename(desk.folder / "2014" / "floods.txt")
    assert (desk.index().moved, _days(desk)) == (1, {"one": "2014"})


def test_the_same_copy_in_a_second_file_is_dated_by_either(desk: Desk) -> None:
    desk.write("a.txt", "one")
    desk.index()
    second: Path = desk.write("2014-05-01.txt", "one")
    desk.index()
    assert _days(desk) == {"one": "2014-05-01"}

    second.unlink()
    desk.index()
    assert _days(desk) == {"one": None}


def test_an_export_of_many_articles_dates_none_of_them(desk: Desk) -> None:
    desk.write("2016-03-10.jsonl", '{"headline": "One", "body": "First."}\n{"headline": "Two", "body": "Second."}\n')
    desk.write("2016-03-11.jsonl", '{"headline": "Three", "body": "Third."}\n')

    desk.index()

    assert set(_days(desk).values()) == {None, "2016-03-11"}


def test_an_export_that_is_taken_in_part_by_part_dates_none_of_them(desk: Desk) -> None:
    long = {"headline": "One", "body": "One." + " " * (25 << 20) + "."}
    with zipfile.ZipFile(desk.folder / "all.zip", "w") as archive:
        archive.writestr("2016-03-09.jsonl", json.dumps({"headline": "Zero", "body": "Zero."}) + "\n")
        archive.writestr("2016-03-10.jsonl", "".join(json.dumps(each) + "\n" for each in (long, {"body": "Two."})))

    desk.index(gathered=1)

    assert [len(added) for added, _, _ in desk.store.commits] == [2, 2, 0]
    assert sorted(_days(desk).values(), key=str) == ["2016-03-09", None, None]


def test_records_are_told_apart_by_whether_their_member_holds_others() -> None:
    members = ["a", "b", "b", "c", None]
    records = [Copy(b"", "", "text", member, ordinal) for ordinal, member in enumerate(members)]

    assert [single for _, single in alone(iter(records))] == [True, False, False, True, True]
    assert list(alone(iter(()))) == []


def test_what_was_read_before_a_file_breaks_is_kept() -> None:
    def broken() -> Iterator[Copy]:
        yield Copy(b"", "", "text")
        raise ReadError("a.txt: broken")

    found: list[bool] = []
    with pytest.raises(ReadError):
        found.extend(single for _, single in alone(broken()))
    assert found == [True]


def _article() -> Article:
    return Article("a" * 32, (Location("/a.txt"),), "text", 1, "one", b"one")


def _days(desk: Desk) -> dict[str, str | None]:
    return {
        article.body: article.published.isoformat() if article.published else None
        for article in desk.store.stored.values()
    }
