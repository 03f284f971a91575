"""Articles whose text names no source are credited to the paper or agency that they are filed under, to no other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive.ingest.credited import BY_FOLDER, credited
from index.article import Article, Location
from tests.ingest.conftest import Desk


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("Guardian/1987/floods.txt", "The Guardian"),
        ("The Guardian, March 1987/floods.txt", "The Guardian"),
        ("TheGuardian/a/b/floods.txt", "The Guardian"),
        ("www.theguardian.com/floods.html", "The Guardian"),
        ("www.independent.ie/floods.html", "Irish Independent"),
        ("guardian_1987.jsonl", "The Guardian"),
        ("washington-post/floods.txt", "The Washington Post"),
        ("The Hill/floods.txt", "The Hill"),
        ("Reuters archive/floods.txt", "Reuters"),
        ("AP/floods.txt", "Associated Press"),
        ("The Sunday Times/floods.txt", "The Sunday Times"),
        ("The Times/floods.txt", "The Times"),
        ("NYT/floods.txt", "The New York Times"),
        ("www.nytimes.com/2016/floods.html", "The New York Times"),
        ("time.com/floods.html", "Time"),
        ("bbc.co.uk/floods.html", "BBC"),
        ("AP News/floods.txt", "Associated Press"),
        ("Associated Press archive/floods.txt", "Associated Press"),
        ("dallas_morning_news_1999/floods.txt", "The Dallas Morning News"),
        ("Guardian/Reuters/floods.txt", "Reuters"),
        ("Guardian/1987/03/14/floods.txt", "The Guardian"),
        ("Guardian/1987/March/14/late/floods.txt", "The Guardian"),
    ],
)
def test_a_source_is_told_by_the_name_or_by_the_folder_nearest_to_it(path: str, source: str) -> None:
    assert _source_filed(Location(f"/papers/{path}")) == source


@pytest.mark.parametrize(
    "path",
    [
        "floods.txt",
        "news/floods.txt",
        "press/articles/floods.txt",
        "times/floods.txt",  # of any paper
        "time/floods.txt",
        "hill/floods.txt",
        "pa/floods.txt",  # maybe Pennsylvania
        "ft/floods.txt",
        "Guardian of the bay/floods.txt",
        "Guardian/a/b/c/floods.txt",
    ],
)
def test_what_may_be_no_source_tells_none(path: str) -> None:
    assert _source_filed(Location(f"/papers/{path}")) is None


def test_whoever_a_home_is_named_for_is_no_source() -> None:
    assert _source_filed(Location("/home/reuters/floods.txt")) is None


def test_a_member_is_credited_by_its_own_path_before_that_of_its_archive() -> None:
    assert _source_filed(Location("/Guardian.zip", "Reuters/floods.txt")) == "Reuters"
    assert _source_filed(Location("/Guardian.tar.gz", "floods.txt")) == "The Guardian"


def test_a_source_of_the_text_stands_wherever_it_is_filed() -> None:
    told = replace(_article(), agency="Associated Press")

    assert credited(told, [Location("/Guardian/floods.txt")]) is told


def test_places_that_name_different_sources_name_none() -> None:
    places = [Location(f"/{name}/floods.txt") for name in ("Guardian", "Reuters", "b")]

    found = credited(_article(), places[1:])

    assert (found.agency, found.publication, found.warnings) == ("Reuters", None, (BY_FOLDER,))
    assert credited(found, places) == _article()


def test_sources_follow_files_that_move_though_nothing_is_read_again(desk: Desk) -> None:
    (desk.folder / "Guardian").mkdir()
    old = desk.write("Guardian/floods.txt", "one")
    desk.index()
    assert _sources(desk) == ["The Guardian"]

    old.rename(desk.folder / "floods.txt")

    assert (desk.index().moved, _sources(desk)) == (1, [None])


def _source_filed(place: Location) -> str | None:
    found = credited(_article(), [place])
    return found.agency or found.publication


def _sources(desk: Desk) -> list[str | None]:
    return [article.publication for article in desk.store.stored.values()]


def _article() -> Article:
    return Article("a" * 32, (Location("/a.txt"),), "text", 1, "one", b"one")
