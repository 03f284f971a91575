"""Markdown and front matter beyond the samples: what is damaged, and text that only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import ReadError
from archive.readers.copy import Copy
from archive.readers.markdown import MarkdownReader
from tests.readers.support import known_as, read

READER = MarkdownReader()


def one(text: str) -> Copy:
    (copy,) = read(READER, text.encode(), "a.md")
    assert isinstance(copy, Copy)
    return copy


@pytest.mark.parametrize(
    "title",
    ["Mayor: we wait", '"We wait" for the tide', "@harbour, and its friends", "100% sure: it's gone", "`Tide` at 9"],
)
def test_a_headline_that_only_looks_like_more_yaml_is_read_as_it_is_written(title: str) -> None:
    copy = one(f"---\ntitle: {title}\nauthor: Ana Ruiz\n---\nIt rose.\n")

    assert (copy.stated.headline, copy.stated.byline) == (title, ("Ana Ruiz",))


@pytest.mark.parametrize(
    ("data", "name", "format"),
    [
        ("---\ntitle: Tide\n---\nIt rose.\n", "a.txt", "markdown"),
        ("+++\ntitle = 'Tide'\n+++\nIt rose.\n", "a.txt", "markdown"),
        ("Title: Tide\nDate: 2019-03-09\n\nIt rose.\n", "a.txt", "markdown"),
        ("# Tide\n\nIt rose.\n", "a.md", "markdown"),
        ("Tide\n====\n\nIt rose.\n", "a.md", "markdown"),
        ("Tide\n====\n\nIt rose.\n", "a.txt", "text"),
        ("It rose.\n", "a.md", "text"),
        ("---\n\nIt rose.\n", "a.txt", "text"),
        ("Vell: rain\nLorn: sun\n\nThe forecast.\n", "a.txt", "text"),
    ],
)
def test_front_matter_and_marks_are_known(data: str, name: str, format: str) -> None:
    assert known_as(data.encode(), name) == format


def test_the_text_after_front_matter_stays_as_it_is() -> None:
    stripped = "washington  reuters    as u s \n  next   line \n"
    copy = one(f"---\r\ntitle: Tide\r\n---\r\n\r\n{stripped}")

    assert (copy.text, copy.stated.headline) == (stripped, "Tide")
    assert copy.raw.startswith(b"---\r\n")


STORY = "The river Alder rose over its banks on Friday.\n\nRain is forecast until Sunday."


@pytest.mark.parametrize(
    "text",
    [
        f"Title: Tide\nDate: 9 March 2019\n\n{STORY}",
        f"Title: Tide\nDate: 9 March 2019\nText: {STORY}",
        f"Title: Tide\nDate: 9 March 2019\nText:\n{STORY}",
        f"HEADLINE: Tide\nDATE: 9 March 2019\nBODY:\n\n{STORY}",
        f"HEADLINE: Tide\n\nDATE: 9 March 2019\n\nBODY:\n\n{STORY}",
        f"Title: Tide\nURL:\nAuthor:\nDate: 9 March 2019\n\n{STORY}",
        f"Title: Tide\nDate: 9 March 2019\n-----------\n{STORY}",
        f"===\nTitle: Tide\nDate: 9 March 2019\n===\n\n{STORY}",
        f"Title: Tide\nDate: 9 March 2019\n{STORY}",
        f"Date: 9 March\n      2019\nTitle: Tide\nSource: The Lorn\n    Gazette\nURL:\n\n{STORY}",
        f"Titel: Tide\nDatum: 9. März 2019\n\n{STORY}",
        f"Überschrift: Tide\nDatum: 9.3.2019\nText: {STORY}",
        f"Titre : Tide\nDate : 9 mars 2019\nRubrique : Ports\n\n{STORY}",
        f"Título: Tide\nFecha: 9 de marzo de 2019\nTexto: {STORY}",
        f"Titolo: Tide\nData: 9 marzo 2019\nTesto:\n{STORY}",
    ],
)
def test_lines_that_tell_of_a_text_are_known_in_their_usual_forms(text: str) -> None:
    copy = one(text)

    assert known_as(text.encode(), "a.txt") == "markdown"
    assert (copy.stated.headline, copy.text) == ("Tide", STORY)
    assert copy.stated.published is not None
    assert copy.stated.published.isoformat() == "2019-03-09"


@pytest.mark.parametrize(
    ("lines", "field", "value"),
    [
        ("Titel: Tide\nQuelle: Lorner Bote", "publication", "Lorner Bote"),
        ("Titel: Tide\nVerfasserin: Ana Ruiz", "byline", ("Ana Ruiz",)),
        ("Titre: Tide\nAuteur: Ana Ruiz", "byline", ("Ana Ruiz",)),
        ("Titular: Tide\nSección: Puertos", "section", "Puertos"),
        ("Titolo: Tide\nTestata: Corriere di Lorn", "publication", "Corriere di Lorn"),
        ("Title: Tide\nText: It rose.\nURL: https://lorn.example/1", "url", "https://lorn.example/1"),
    ],
)
def test_labels_of_other_languages_and_below_the_text_state_fields(lines: str, field: str, value: object) -> None:
    assert getattr(one(f"{lines}\n\nIt rose.\n").stated, field) == value


@pytest.mark.parametrize(
    "text",
    [
        "Title: Tide\n\nIt rose.\n",
        "Title:\nDate: 9 March 2019\n\nIt rose.\n",
        "Title: Tide\nNote: the harbour\nwas closed.\n",
        "Harbour: closed\nDate: 9 March 2019\n\nIt rose.\n",
    ],
)
def test_lines_that_only_begin_with_a_word_and_a_colon_are_text(text: str) -> None:
    assert known_as(text.encode(), "a.txt") == "text"
    assert one(text).text == text


def test_a_paragraph_below_the_labels_that_begins_with_a_word_and_a_colon_is_text() -> None:
    assert one("Title: Tide\nDate: 9 March 2019\n\nPlace: the harbour.\n").text == "Place: the harbour.\n"


def test_values_are_read_as_they_are_written() -> None:
    copy = one(
        "---\ntitle: no\ndate: 2019-03\nversion: 1.10\ntags: [on, 2019-03-09]\nauthor:\n  - name: Ana Ruiz\n---\nx\n"
    )

    assert copy.stated.headline == "no"
    assert copy.stated.published is not None
    assert copy.stated.published.isoformat() == "2019-03"
    assert copy.stated.version == "1.10"
    assert copy.stated.keywords == ("on", "2019-03-09")
    assert copy.stated.byline == ("Ana Ruiz",)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("---\ntitle: [a\n---\nx\n", r"^a\.md:\d: front matter is no YAML: .*: repair that line"),
        ("+++\ntitle = \n+++\nx\n", r"^a\.md:1: front matter is no TOML: .*: repair it$"),
        ("---\ntitle: Tide\nIt rose.\n", r"^a\.md:1: the front matter does not end"),
        ("---\na: " + "[" * 100_000 + "\n---\nx", r"^a\.md:1: front matter is no YAML"),
        ("---\na: !!python/object:os.system x\nb: *c\n---\nx", r"^a\.md:\d: front matter is no YAML"),
    ],
)
def test_broken_front_matter_is_named_with_its_line(text: str, fault: str) -> None:
    with pytest.raises(ReadError, match=fault):
        one(text)


def test_aliases_that_multiply_do_not() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
    copy = one(f"---\ntitle: Tide\n{bomb}tags: *a39\n---\nIt rose.\n")

    assert copy.stated.headline == "Tide"


def test_marks_become_plain_text() -> None:
    text = '# Tide\n\n*By* [Ana](u) **said** `so`\nand so\n\n![p](p.jpg)\n\n> "Ebb."\n\n- one\n- two\n\n'
    copy = one(text + "<p>html <b>too</b></p>\n\n|a|b|\n|-|-|\n|1|2|\n")

    assert copy.stated.headline == "Tide"
    assert copy.text == 'By Ana said so and so\n\n"Ebb."\n\none\n\ntwo\n\nhtml too'


def test_the_first_heading_is_the_headline_unless_the_front_matter_has_one() -> None:
    copy = one("---\ntitle: Tide\n---\n# Tide\n\n## Ebb\n\nIt fell.\n")

    assert (copy.stated.headline, copy.text) == ("Tide", "Ebb\n\nIt fell.")


def test_a_file_of_front_matter_alone_holds_no_article() -> None:
    assert read(READER, b"---\ntitle: Tide\n---\n\n") == []


@pytest.mark.parametrize("text", [">" * 50_000 + " x", "*" * 50_000, "[" * 50_000, "- " * 20_000 + "x", "#" * 50_000])
def test_marks_without_end_are_read_all_the_same(text: str) -> None:
    read(READER, f"# Tide\n\n{text}\n".encode(), "a.md")


@given(st.text(max_size=200))
def test_whatever_the_text_there_is_a_record_or_an_error(text: str) -> None:
    for front in ("---\n{}\n---\nx", "+++\n{}\n+++\nx", "Title: {}\n\nx", "# {}\n\nx"):
        try:
            read(READER, front.format(text).encode("utf-8", "replace"), "a.md")
        except ReadError:
            continue
