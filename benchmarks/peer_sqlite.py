"""SQLite's full-text search, version 5, with plain tables beside it for values."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from benchmarks.contender import FACETS, Kind, Question, people_of, speakers_of
from index.article import Article

_ORDER = "ORDER BY bm25(text, 2.5, 1.0) LIMIT 10"


class Sqlite:
    """A compiled engine in C that comes with Python."""

    name = "SQLite FTS5"
    _data: sqlite3.Connection
    _count = 0

    def version(self) -> str:
        """Return the version measured."""
        return sqlite3.sqlite_version

    def create(self, folder: Path) -> None:
        """Make an empty index."""
        folder.mkdir(parents=True)
        self._data = sqlite3.connect(folder / "index.db")
        self._data.execute("CREATE VIRTUAL TABLE text USING fts5(headline, body, names, tokenize='porter unicode61')")
        self._data.execute("CREATE TABLE article (id INTEGER PRIMARY KEY, day INTEGER)")
        self._data.execute("CREATE INDEX article_day ON article (day)")
        for name in FACETS:
            self._data.execute(f"CREATE TABLE {name} (article INTEGER, value TEXT)")
            self._data.execute(f"CREATE INDEX {name}_article ON {name} (article)")

    def add(self, articles: Sequence[Article]) -> None:
        """Index articles."""
        for article in articles:
            self._count += 1
            row = self._count
            people = people_of(article)
            self._data.execute(
                "INSERT INTO text (rowid, headline, body, names) VALUES (?, ?, ?, ?)",
                (row, article.headline, article.body, " ".join(people)),
            )
            day = article.published.start.toordinal() if article.published else None
            self._data.execute("INSERT INTO article VALUES (?, ?)", (row, day))
            place = article.dateline.place if article.dateline else None
            values: dict[str, Sequence[str | None]] = dict(
                zip(FACETS, (people, speakers_of(article), [article.agency], [place]), strict=True)
            )
            for name, held in values.items():
                self._data.executemany(f"INSERT INTO {name} VALUES (?, ?)", [(row, value) for value in held if value])
        self._data.commit()

    def finish(self) -> None:
        """Make everything durable and searchable."""
        self._data.close()

    def open(self, folder: Path) -> None:
        """Open an index for searching."""
        self._data = sqlite3.connect(folder / "index.db")

    def can(self, kind: Kind) -> bool:
        """Tell whether it has an answer to this kind of question."""
        return kind != "fuzzy"

    def ask(self, question: Question) -> int:
        """Answer as a result page does."""
        match, where, values = self._condition(question)
        shown = "headline"
        if question.kind == "snippets":
            shown = "headline, snippet(text, 1, '[', ']', '...', 32)"
        table = "text JOIN article ON article.id = text.rowid" if where else "text"
        self._data.execute(
            f"SELECT {shown} FROM {table} WHERE text MATCH ?{where} {_ORDER}", (match, *values)
        ).fetchall()
        total = self._data.execute(f"SELECT count(*) FROM {table} WHERE text MATCH ?{where}", (match, *values))
        found = int(total.fetchone()[0])
        if question.kind == "facets":
            for name in FACETS:
                self._data.execute(
                    f"SELECT value, count(*) FROM {name} WHERE article IN (SELECT rowid FROM text WHERE text MATCH ?) "
                    "GROUP BY value ORDER BY count(*) DESC LIMIT 10",
                    (match,),
                ).fetchall()
        return found

    def _condition(self, question: Question) -> tuple[str, str, tuple[int, ...]]:
        words = question.words
        text = " ".join(f'"{word}"' for word in words)
        if question.kind == "phrase":
            text = '"' + " ".join(words) + '"'
        elif question.kind == "prefix":
            text = f"{words[0]}*"
        match = f"{{headline body}} : ({text})"
        if question.kind == "person":
            return f'{match} AND names : "{question.person}"', "", ()
        if question.kind == "date":
            return match, " AND day BETWEEN ? AND ?", question.days
        return match, "", ()
