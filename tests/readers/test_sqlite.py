"""SQLite databases, as scrapers and feed readers keep them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest

from archive.errors import ReadError
from archive.readers.files import read_path
from archive.readers.sqlite import SqliteReader
from tests.readers import fuzz
from tests.readers.making import packed
from tests.readers.support import FIRST, HTML, STORY, copies, failures, found, known_as, only, read

ARTICLES = "CREATE TABLE articles(id INTEGER PRIMARY KEY, url, title, body, published_at, source, author)"
ROW = "INSERT INTO articles VALUES(?, ?, ?, ?, ?, ?, ?)"
FLOOD = (1, "https://lorn.example/1", "Alder floods", STORY, "2019-03-09", "The Lorn Gazette", "Ana Ruiz")
FERRY = (2, None, "Ferry late", FIRST, 1552130000, None, None)


def made(*statements: str, rows: Iterable[tuple[object, ...]] = (FLOOD, FERRY), into: str = ROW) -> bytes:
    with closing(sqlite3.connect(":memory:")) as database:
        for statement in statements or (ARTICLES,):
            database.execute(statement)
        database.executemany(into, rows)
        database.commit()
        return database.serialize()


def test_each_row_is_an_article_and_its_columns_say_what_they_hold() -> None:
    flood, ferry = copies(found(made(), "scrape.db"))

    assert (flood.text, flood.stated.headline, flood.stated.byline) == (STORY, "Alder floods", ("Ana Ruiz",))
    assert (flood.stated.publication, flood.stated.url) == ("The Lorn Gazette", "https://lorn.example/1")
    assert [copy.stated.published and copy.stated.published.isoformat() for copy in (flood, ferry)] == [
        "2019-03-09",
        "2019-03-09T11:13:20+00:00",
    ]
    assert (ferry.ordinal, ferry.format, ferry.stated.url) == (1, "sqlite", None)


@pytest.mark.parametrize("name", ["a.db", "a", "a.txt"])
def test_a_database_is_known_whatever_its_name(name: str) -> None:
    assert known_as(made(), name) == "sqlite"


def test_all_tables_with_texts_are_read_and_the_others_passed_by() -> None:
    data = made(
        ARTICLES,
        "CREATE TABLE posts(title, content)",
        f"INSERT INTO posts VALUES('Market', '{HTML}')",
        "CREATE TABLE logs(at, level)",
        "INSERT INTO logs VALUES(1, 2)",
    )

    assert [copy.stated.headline for copy in copies(found(data, "a.db"))] == ["Alder floods", "Ferry late", "Market"]


def test_what_makes_a_table_searchable_gives_no_article_twice() -> None:
    data = made(
        ARTICLES,
        "CREATE VIRTUAL TABLE articles_fts USING fts5(title, body, content='articles')",
        "CREATE VIEW recent AS SELECT * FROM articles",
    )

    assert len(copies(found(data, "a.db"))) == 2


def test_a_table_for_search_that_holds_the_texts_itself_is_read() -> None:
    data = made("CREATE VIRTUAL TABLE articles USING fts5(title, body)", rows=[("Alder floods", STORY)], into=
        "INSERT INTO articles VALUES(?, ?)")  # fmt: skip

    assert only(data, "a.db").text == STORY


def test_the_words_of_a_table_for_search_take_no_time_that_grows_with_their_square() -> None:
    columns = f'"{"USING fts5 " * 20_000}", content=\'\', "{"a" * 200_000}"'
    data = made(ARTICLES, f"CREATE VIRTUAL TABLE words USING fts5({columns})")

    assert fuzz.outcome(SqliteReader(), "a.db", data).fault is None


def test_names_of_tables_that_are_kept_as_bytes_are_read() -> None:
    data = made(ARTICLES, "PRAGMA writable_schema = ON", "UPDATE sqlite_master SET name = CAST(name AS BLOB)")

    assert len(copies(read(SqliteReader(), data, "a.db"))) == 2


def test_stories_in_columns_that_nobody_knows_are_an_error_that_names_them() -> None:
    data = made('CREATE TABLE "my ""own"""(a, b)', rows=[(1, STORY)], into='INSERT INTO "my ""own""" VALUES(?, ?)')

    with pytest.raises(ReadError, match=r"^a\.db: table 'my \"own\"': no column is known.*a, b: name it with --map"):
        read(SqliteReader(), data, "a.db")


def test_a_database_without_stories_holds_no_article() -> None:
    assert found(made("CREATE TABLE t(a, b)", rows=[(1, 2)], into="INSERT INTO t VALUES(?, ?)"), "a.db") == []


@pytest.mark.parametrize("at", [100, 4_100])
def test_a_damaged_database_is_an_error_with_the_mend(at: int) -> None:
    data = bytearray(made())
    data[at : at + 400] = b"\xff" * 400

    with pytest.raises(ReadError, match=r"^a\.db: damaged \(.*\): mend it"):
        read(SqliteReader(), bytes(data), "a.db")


@pytest.mark.parametrize("large", [False, True])
def test_a_database_is_read_where_it_lies_and_left_as_it_was(large: bool, tmp_path: Path) -> None:
    path = tmp_path / "the archive #1?.db"
    rows = [(n, *FLOOD[1:3], f"{n} {STORY}", *FLOOD[4:]) for n in range(3)]
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute(ARTICLES)
        database.executemany(ROW, rows)
        database.commit()
    before = path.read_bytes()

    records = read_path(str(path)) if large else read(SqliteReader(), before, str(path))
    assert [copy.text for copy in copies(records)] == [row[3] for row in rows]
    assert (path.read_bytes(), list(tmp_path.iterdir())) == (before, [path])


def test_what_is_not_written_into_a_database_yet_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_bytes(made())
    (tmp_path / "a.db-wal").write_bytes(b"more")
    *_, told = read_path(str(tmp_path / "a.db"))

    assert told in failures([told])
    assert "lies in a.db-wal alone: close the program" in failures([told])[0].reason


def test_a_database_in_an_archive_is_read_too() -> None:
    copy, _ = copies(found(packed({"in/a.db": made()}), "a.zip"))

    assert (copy.member, copy.text) == ("in/a.db", STORY)
