from __future__ import annotations

import json
from dataclasses import fields, replace

from archive.render import records
from index.article import Article, Value
from index.request import Facet, FacetCount
from tests.render import samples


def test_every_field_of_an_article_but_its_bytes_is_in_its_record() -> None:
    record = records.article(samples.harbour())
    renamed = {"reader", "raw"}

    assert {field.name for field in fields(Article)} - renamed <= set(record)


def test_a_role_is_the_most_telling_one() -> None:
    person = replace(samples.harbour().people[0], roles=("Mayor", "former pilot"))

    (found,) = records.article(replace(samples.harbour(), people=(person,), quotes=()))["people"]

    assert (found["role"], found["roles"]) == ("Mayor", ["Mayor", "former pilot"])


def test_lists_of_values_are_their_texts() -> None:
    article = replace(samples.harbour(), places=(Value("Port Selwyn", stated=False, confidence=0.9),))

    assert records.article(article)["places"] == ["Port Selwyn"]


def test_matches_without_a_value_are_counted_under_null() -> None:
    found = list(records.facet(Facet("source", (FacetCount("Reuters", 2),), 3, 1)))

    assert [(each["value"], each["count"]) for each in found] == [("Reuters", 2), (None, 3)]


def test_text_comes_back_from_a_line_as_it_was() -> None:
    text = "José “said” 日本 \U0001f600 \udcff \x1b[2J \u202e \x9b"

    line = records.dumps({"text": text})

    assert json.loads(line) == {"text": text}
    assert "José “said” 日本 \U0001f600" in line
    assert "\n" not in line
