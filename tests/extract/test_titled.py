from __future__ import annotations

import pytest

from archive.extract.titled import by_title
from index.article import Article, Person, Quote


def article(*people: Person, said_by: str | None = None) -> Article:
    quote = Quote(0, 2, "No", "direct", 0, person=said_by)
    return Article("1", (), "text", 1, "No", b"", people=people, quotes=(quote,))


@pytest.mark.parametrize(
    ("name", "roles", "called"),
    [
        ("Ivan", ("Pope",), "Pope Ivan"),
        ("Mara II", ("Calderran Queen",), "Queen Mara II"),
        ("Karim", ("defence minister", "Crown Prince"), "Prince Karim"),
        ("Ivan Quill", ("Prince",), "Ivan Quill"),
        ("Mara", ("sister",), "Mara"),
        ("Harrow", ("Mayor",), "Harrow"),
        ("Harrow", (), "Harrow"),
    ],
)
def test_given_names_with_a_title_are_names_with_it(name: str, roles: tuple[str, ...], called: str) -> None:
    found = by_title(article(Person(name, roles, (name,)), Person("Ana Ruiz"), said_by=name))

    assert [p.name for p in found.people] == [called, "Ana Ruiz"]
    assert found.people[0].forms[0] == called and name in found.people[0].forms
    assert found.quotes[0].person == called


def test_an_article_without_any_is_as_it_was() -> None:
    given = article(Person("Ana Ruiz", ("Mayor",)), said_by="Ana Ruiz")

    assert by_title(given) is given
