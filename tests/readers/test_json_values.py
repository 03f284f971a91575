"""What stands in the values of JSON: objects, texts in parts, markup, and what is in the wrong place."""

from __future__ import annotations

import json

import pytest

from archive.readers.dates import published
from archive.readers.json import JsonReader
from archive.readers.written import revived
from tests.readers.support import FIRST, HTML, SECOND, STORY, THIRD, copies, failures, found, only, read

DOCUMENT = JsonReader()


@pytest.mark.parametrize(
    "record",
    [
        {"id": 1, "content": {"title": "Alder floods", "body": STORY}, "date": "2021-01-15"},
        [{"id": 1, "content": {"title": "Alder floods", "body": STORY}, "date": "2021-01-15"}],
        {"title": "Alder floods", "text": {"name": "Alder", "value": STORY}, "date": "2021-01-15"},
        {
            "response": {
                "status": "ok",
                "total": 1,
                "content": {
                    "webTitle": "Alder floods",
                    "webPublicationDate": "2021-01-15",
                    "blocks": {"body": [{"bodyHtml": HTML}]},
                    "fields": {"trailText": "Rain.", "bodyText": STORY},
                },
            }
        },
    ],
)
def test_an_object_in_the_place_of_a_text_is_looked_into(record: object) -> None:
    (copy,) = copies(read(DOCUMENT, json.dumps(record).encode()))

    assert (copy.text, copy.stated.headline, copy.stated.status) == (STORY, "Alder floods", None)
    assert copy.stated.published is not None
    assert copy.stated.published.isoformat() == "2021-01-15"


@pytest.mark.parametrize(
    "body",
    [
        [FIRST, SECOND, THIRD],
        [{"type": "kicker", "content": "Coast"}, {"type": "title", "content": "Alder floods"}]
        + [{"type": "date", "content": 1610733600000}, {"type": "image", "content": "The river."}]
        + [{"type": "sanitized_html", "content": f"<p>{part}</p>"} for part in (FIRST, SECOND, THIRD)],
        [
            {
                "_type": "block",
                "children": [{"_type": "span", "text": FIRST[:9]}, {"_type": "span", "text": FIRST[9:]}],
            },
            {"_type": "image", "asset": {"_ref": "image-1"}},
            {"_type": "block", "children": [{"_type": "span", "text": SECOND}]},
            {"_type": "block", "children": [{"_type": "span", "text": THIRD}]},
        ],
        {
            "nodeType": "document",
            "content": [
                {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": FIRST}]},
                {
                    "nodeType": "paragraph",
                    "content": [
                        {"nodeType": "text", "value": SECOND[:20]},
                        {"nodeType": "hyperlink", "content": [{"nodeType": "text", "value": SECOND[20:]}]},
                        {"nodeType": "text", "value": ""},
                    ],
                },
                {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": THIRD}]},
            ],
        },
        {"time": 1, "blocks": [{"type": "paragraph", "data": {"text": part}} for part in (FIRST, SECOND, THIRD)]},
    ],
    ids=["strings", "kinds", "spans", "links", "blocks"],
)
def test_a_text_in_parts_is_its_paragraphs_and_nothing_beside(body: object) -> None:
    (copy,) = copies(read(DOCUMENT, json.dumps([{"title": "A", "body": body}]).encode()))

    assert copy.text == STORY


@pytest.mark.parametrize("name", ["contents", "content_elements"])
def test_parts_of_a_text_stand_under_names_of_their_own(name: str) -> None:
    parts = [{"type": "text", "content": part} for part in (FIRST, SECOND, THIRD)]
    copy = only(
        json.dumps({"headlines": {"basic": "Alder floods"}, "display_date": "2021-01-15", name: parts}), "a.json"
    )

    assert (copy.text, copy.stated.headline) == (STORY, "Alder floods")


@pytest.mark.parametrize(
    "value", [{"text": {}}, {"body": [[[[[[[["x"]]]]]]]]}, {"body": {"type": "image"}}, {"text": 7}]
)
def test_what_is_no_text_is_told(value: dict[str, object]) -> None:
    (failed,) = failures(read(DOCUMENT, json.dumps([{"title": "A", **value}]).encode()))

    assert failed.reason.startswith("line 1: no text in")


def test_blank_lines_count_in_a_text_without_marks_of_paragraphs() -> None:
    plain = f'{FIRST}\n\n<h2>What follows</h2>\n{SECOND}\n \nSee <a href="x">this</a>.'
    (copy,) = copies(read(DOCUMENT, json.dumps({"title": "A", "text": plain}).encode()))
    assert copy.text == f"{FIRST}\n\nWhat follows\n\n{SECOND}\n\nSee this."

    marked = f"<p>{FIRST}\n\n<a href='x'>{SECOND}</a></p>"
    (copy,) = copies(read(DOCUMENT, json.dumps({"title": "A", "text": marked}).encode()))
    assert copy.text == f"{FIRST} {SECOND}"


def test_an_address_in_the_place_of_a_source_is_that_of_the_page() -> None:
    row = {"title": "A", "hostname": "w.example", "text": STORY, "source": "https://w.example/1"}
    copy = only(json.dumps(row), "a.json")
    assert (copy.stated.url, copy.stated.publication) == ("https://w.example/1", "w.example")

    copy = only(json.dumps(row | {"source-hostname": "Courier", "url": "https://w.example/2"}), "a.json")
    assert (copy.stated.url, copy.stated.publication) == ("https://w.example/2", "Courier")


def test_a_title_with_an_id_of_its_own_is_that_of_the_paper_where_a_heading_stands_beside_it() -> None:
    row = {"heading": "ALDER FLOODS", "title": {"id": "11", "value": "The Courier"}, "articleText": HTML}
    copy = only(json.dumps(row), "a.json")
    assert (copy.stated.headline, copy.stated.publication) == ("ALDER FLOODS", "The Courier")

    del row["heading"]
    copy = only(json.dumps(row), "a.json")
    assert (copy.stated.headline, copy.stated.publication) == ("The Courier", None)


def test_rows_of_a_viewer_of_datasets() -> None:
    rows: list[object] = [
        {"row_idx": n, "row": {"text": STORY, "title": f"Flood {n}"}, "truncated_cells": []} for n in (1, 2)
    ]

    for data in (json.dumps({"features": [], "rows": rows}), "\n".join(map(json.dumps, rows))):
        assert [copy.stated.headline for copy in copies(found(data, "a.json"))] == ["Flood 1", "Flood 2"]


def test_what_tells_of_a_record_may_stand_in_an_object_beside_its_text() -> None:
    meta = '{"title":"Harbour open","published":{"date":"2016-07-14"},"author":{"name":"Ana Ruiz"}}'
    stated = only(f'[{{"article":{{"meta":{meta},"content":{{"paragraphs":["{FIRST}"]}}}}}}]', "a.json").stated

    assert (stated.headline, stated.byline) == ("Harbour open", ("Ana Ruiz",))
    assert stated.published == published("2016-07-14")


def test_what_a_record_only_numbers_stands_in_what_is_embedded() -> None:
    post = f'{{"title":{{"rendered":"A"}},"content":{{"rendered":"<p>{FIRST}</p>"}},"author":3,'
    copy = only(post + '"_embedded":{"author":[{"id":3,"name":"Ana Ruiz"}]}}', "a.json")

    assert (copy.text, copy.stated.byline) == (FIRST, ("Ana Ruiz",))


@pytest.mark.parametrize(("shown", "meant"), [("b'Caf\\xc3\\xa9 open'", "Café open"), ("b'\\xff'", "b'\\xff'")])
def test_a_value_that_shows_bytes_is_their_text(shown: str, meant: str) -> None:
    assert revived(shown) == meant
