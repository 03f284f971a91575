from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from index import contents
from index.article import Damage, Location, Value
from index.fields import BY_NAME, FACETABLE, FIELDS
from tests.index.build import Known, article


def test_every_field_of_the_table_has_contents() -> None:
    made = article("a", body="x")

    for field in (field for field in FIELDS if field.level == "article"):
        if field.kind == "text":
            assert isinstance(contents.texts(made, field.name), tuple)
        elif field.kind == "path":
            assert isinstance(contents.paths(made, field.name), tuple)
        elif field.kind == "date":
            assert contents.days(made, field.name) is None
        else:
            assert isinstance(contents.values(made, field.name), tuple)


def test_values_are_different_and_not_blank() -> None:
    made = article("a", keywords=("x", "", "x", " ", "y"), agency="Wire", publication="Wire", place="Velm")
    made_places = article("a", place="Velm", places=(Value("Ost"), Value("Velm")))
    made_region = article("a", place="Velm", region=("Ostr.", "Ostria"), places=(Value("Ost"),))

    assert contents.values(made, "keyword") == ("x", "y")
    assert contents.values(made, "source") == ("Wire",)
    assert contents.values(made_places, "place") == ("Velm", "Ost")
    assert contents.values(made_region, "place") == ("Velm, Ostr., Ostria", "Ost")
    assert contents.facet_values(made_region, "place") == ("Velm", "Ost")
    assert contents.facet_values(article("a", agency="Wire", publication="Post"), "source") == ("Wire",)
    assert contents.values(article("a", agency="Wire", publication="Post"), "source") == ("Wire", "Post")


def test_a_source_is_asked_by_what_it_is_called_besides_and_counted_by_its_name() -> None:
    made = article("a", publication="The Lorn Post", called=("lp", "lornpost.example"))

    assert contents.values(made, "source") == ("The Lorn Post", "lp", "lornpost.example")
    assert contents.facet_values(made, "source") == ("The Lorn Post",)


def test_an_article_is_in_english_unless_another_language_is_told() -> None:
    assert contents.values(article("a"), "language") == ("en",)
    assert contents.facet_values(article("a", language="de"), "language") == ("de",)


def test_damage_is_named_once_or_none() -> None:
    made = article("a", body="abc", damage=(Damage(0, 1, "upper"), Damage(2, 3, "upper")))

    assert contents.values(made, "damage") == ("upper",)
    assert contents.values(article("a"), "damage") == ("none",)


def test_paths_come_with_and_without_the_member() -> None:
    made = article("a", locations=(Location("/a.zip", "b.txt"), Location("/a.zip", "c.txt")), url="https://x")

    assert contents.paths(made, "path") == ("/a.zip", "/a.zip!/b.txt", "/a.zip!/c.txt")
    assert contents.paths(article("a", locations=(Location("/b.txt"),)), "path") == ("/b.txt",)
    assert contents.paths(made, "url") == ("https://x",)


@pytest.fixture
def tokyo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine whose clock is nine hours ahead of UTC."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "JST-9")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("tokyo")
def test_days_are_those_stated_and_the_day_of_entry_where_it_was_made() -> None:
    late = datetime(2016, 7, 14, 15, tzinfo=UTC)
    made = article("a", published="2016-07-14T23:30:00-05:00", added=late)

    assert contents.days(made, "date") == (date(2016, 7, 14), date(2016, 7, 14))
    assert contents.days(made, "added") == (date(2016, 7, 15), date(2016, 7, 15))
    assert contents.days(article("a", added=datetime(2016, 7, 1)), "added") == (date(2016, 7, 1), date(2016, 7, 1))
    assert contents.days(article("a", published="2016-02"), "date") == (date(2016, 2, 1), date(2016, 2, 29))
    assert contents.days(article("a", added=datetime(2016, 7, 1, tzinfo=UTC)), "date") is None


def test_roles_are_text_and_names_stay_those_of_the_article() -> None:
    made = article("a", people=[Known("Ana Ruiz", roles=("mayor", "")), "Tom Marl"])

    assert contents.texts(made, "role") == ("mayor",)
    assert contents.values(made, "person") == ("Ana Ruiz", "Tom Marl")


def test_fields_of_another_kind_are_refused() -> None:
    made = article("a")
    for ask in (contents.texts, contents.values):
        with pytest.raises(KeyError):
            ask(made, "date")


def test_the_table_of_fields_is_sound() -> None:
    assert len(BY_NAME) == len(FIELDS)
    assert all(BY_NAME[name].kind in ("name", "value", "date") for name in FACETABLE)
    assert all(field.boost > 0 for field in FIELDS if field.kind == "text")
    assert all(field.help and field.example for field in FIELDS)
