"""Exports of Evernote, such as of pages that were clipped."""

from __future__ import annotations

import pytest

from archive.errors import ReadError
from archive.readers.enex import EnexReader
from tests.readers.support import FIRST, HTML, STORY, copies, failures, found, known_as, only, read

EXPORT = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE en-export SYSTEM "http://xml.evernote.com/pub/evernote-export4.'
    'dtd">\n<en-export export-date="20200611T165853Z" application="Evernote" version="10">\n{}\n</en-export>\n'
)
NOTE = (
    '<note><title>{}</title><content><![CDATA[<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<!DOCTYPE en-'
    'note SYSTEM "http://xml.evernote.com/pub/enml2.dtd"><en-note>{}<en-media type="image/png" hash="a"/></en-note>]]>'
    "</content><created>20190310T161145Z</created><tag>floods</tag><tag>Alder</tag><note-attributes><author>Serge Lind"
    "</author><source>web.clip</source><source-url>https://lorn.example/1</source-url></note-attributes><resource><data"
    ' encoding="base64">iVBORw0KGgo=</data><mime>image/png</mime></resource></note>'
)


def test_a_page_that_was_clipped_is_an_article_without_the_day_and_the_name_of_who_clipped_it() -> None:
    copy = only(EXPORT.format(NOTE.format("Alder floods - The Lorn Gazette", HTML)), "notes.enex")

    assert (copy.format, copy.text, copy.raw.startswith(b"<note>")) == ("enex", STORY, True)
    assert (copy.stated.headline, copy.stated.publication) == ("Alder floods", "The Lorn Gazette")
    assert (copy.stated.url, copy.stated.keywords) == ("https://lorn.example/1", ("floods", "Alder"))
    assert (copy.stated.published, copy.stated.byline) == (None, ())


@pytest.mark.parametrize(
    ("title", "text", "headline", "paper"),
    [
        ("Alder floods | Lorn Today", f"<h1>Alder floods</h1>{HTML}", "Alder floods", "Lorn Today"),
        ("Alder floods - forty houses under water", HTML, "Alder floods - forty houses under water", None),
        ("Alder floods", f"<div>Alder floods</div>{HTML}", "Alder floods", None),
    ],
)
def test_the_title_of_a_note_names_its_paper_where_that_is_sure(
    title: str, text: str, headline: str, paper: str | None
) -> None:
    copy = only(EXPORT.format(NOTE.format(title, text)), "notes.enex")

    assert (copy.stated.headline, copy.stated.publication, copy.text) == (headline, paper, STORY)


def test_notes_without_words_are_passed_by_and_a_broken_one_costs_itself() -> None:
    notes = [NOTE.format("Empty", "<br/>"), NOTE.format("A", HTML).replace("</title>", ""), NOTE.format("B", HTML)]
    records = read(EnexReader(), EXPORT.format("\n".join(notes)).encode(), "notes.enex")

    assert [copy.stated.headline for copy in copies(records)] == ["B"]
    assert [(failed.ordinal, "not well-formed ENEX" in failed.reason) for failed in failures(records)] == [(1, True)]


def test_an_export_without_notes_holds_no_article_and_one_that_is_cut_off_is_told() -> None:
    assert known_as(EXPORT.format("").encode(), "a.xml") == "enex"
    assert found(EXPORT.format(""), "notes.enex") == []
    with pytest.raises(ReadError, match=r"^notes\.enex:5: not well-formed ENEX"):
        read(EnexReader(), EXPORT.format(f"<x>{FIRST}").encode(), "notes.enex")
