"""One story in every format: headline, source, dateline, day, people and quotes must not depend on the format."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from archive.parse import parse
from archive.readers import Copy
from archive.readers.files import read_path
from index.article import Article
from tests.readers.support import sample_files

FILES = sample_files("same_story")


class Told(NamedTuple):
    """What must be the same."""

    headline: str | None
    source: str | None
    place: str | None
    region: str | None
    day: str | None
    people: frozenset[str]
    quotes: tuple[tuple[str, str | None], ...]


def told(article: Article) -> Told:
    dateline, published = article.dateline, article.published
    spoken: Sequence[tuple[str, str | None]] = [
        (" ".join(quote.text.split()), quote.person) for quote in article.quotes if quote.kind == "direct"
    ]
    return Told(
        article.headline,
        article.source,
        dateline.place if dateline else None,
        dateline.region if dateline else None,
        published.first_day().isoformat() if published else None,
        frozenset(person.name for person in article.people),
        tuple(spoken),
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_same_story_is_read_the_same_from(path: Path) -> None:
    found = [copy for copy in read_path(str(path)) if isinstance(copy, Copy)]
    (article,) = parse(found, str(path))

    assert told(article) == Told(
        headline="Astrel lock to close for six weeks as gates are replaced",
        source="Reuters",
        place="Astrel",
        region="Calderra",
        day="2019-03-09",
        people=frozenset({"Clara Weiss", "Henrik Varga", "Tomas Brennick"}),
        quotes=(
            ("Nobody will be stranded,", "Clara Weiss"),
            ("There is a second lock, and it works.", "Clara Weiss"),
            ("We were told in May, and we were told it would take ten days,", "Henrik Varga"),
            ("It will be paid.", "Tomas Brennick"),
        ),
    )
