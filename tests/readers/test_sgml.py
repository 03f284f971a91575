"""Research collections in SGML beyond the samples: references, controls, and documents that are cut off."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.readers.sgml import GigawordReader, Reuters21578Reader
from tests.readers.support import FIRST, SECOND, THIRD, copies, failures, known_as, read

REUTERS, GIGAWORD = Reuters21578Reader(), GigawordReader()


def story(body: str, head: str = "", more: str = "") -> bytes:
    return (
        f'<REUTERS TOPICS="NO" OLDID="1" NEWID="2">\n<DATE> 9-MAR-1987 15:01:01.79</DATE>\n{more}'
        f"<TEXT>&#2;\n{head}<BODY>{body}&#3;</BODY></TEXT>\n</REUTERS>\n"
    ).encode("latin-1")


def doc(inner: str, tag: str = 'id="AFP_ENG_20190309.0417" type="story"') -> bytes:
    return f"<DOC {tag}>\n{inner}\n</DOC>\n".encode()


def test_each_is_known_by_its_own_elements() -> None:
    assert known_as(b'<!DOCTYPE lewis SYSTEM "lewis.dtd">\n' + story("x"), "a.sgm") == "reuters-21578"
    assert known_as(doc("<TEXT>\nx\n</TEXT>"), "a") == "gigaword"
    assert known_as(b"<DOC>\n<DOCNO> AP880912-0007 </DOCNO>\n<TEXT>\nx</TEXT></DOC>", "ap880912") == "gigaword"
    assert known_as(b"<doc><p>x</p></doc>", "a.xml") is None


def test_references_are_resolved_and_control_characters_dropped() -> None:
    (copy,) = copies(
        read(REUTERS, story("Profit &lt;10 mln dlrs&gt; &amp; ti\x1bde\x7f &#127;&#22;up \xa3 3.\n Reuter\n"))
    )

    assert copy.text == "Profit <10 mln dlrs> & tide up £ 3."
    assert copy.stated.agency == "Reuters"


def test_a_headline_alone_is_its_own_story() -> None:
    brief = b"&#2;\n******<TITLE>TIDE RISES\n</TITLE>Blah blah blah.\n&#3;\n\n"
    data = b'<REUTERS NEWID="3"><TEXT TYPE="BRIEF">' + brief + b"</TEXT></REUTERS>"
    (copy,) = copies(read(REUTERS, data))

    assert (copy.text, copy.stated.headline) == ("TIDE RISES", "TIDE RISES")


def test_people_and_places_are_named_as_people_write_them() -> None:
    tags = "<PLACES><D>usa</D><D>west-germany</D></PLACES>\n<PEOPLE><D>clara-weiss</D></PEOPLE>\n"
    tags += "<TOPICS><D>ship</D></TOPICS>\n"
    (copy,) = copies(read(REUTERS, story("x", more=tags)))

    assert copy.stated.places == ("USA", "West Germany")
    assert [person.name for person in copy.stated.people] == ["Clara Weiss"]
    assert copy.stated.keywords == ("ship",)


def test_a_document_that_is_cut_off_costs_itself() -> None:
    whole, cut = story("One."), story("Two.")[:90]
    records = read(REUTERS, whole + cut + whole + cut)

    assert [copy.raw for copy in copies(records)] == [whole.rstrip()] * 2
    assert [failed.reason.partition(": ")[2] for failed in failures(records)] == [
        "cut off: the next record begins within it",
        "cut off: the file ends within it",
    ]


def test_a_document_without_words_is_told() -> None:
    (failed,) = failures(read(GIGAWORD, doc("<TEXT>\n</TEXT>")))

    assert failed.reason == "line 1: neither headline nor text"


@pytest.mark.parametrize(
    ("id", "agency", "day", "language"),
    [
        ("AFP_ENG_20190309.0417", "Agence France-Presse", "2019-03-09", "en"),
        ("APW_SPA_19940701.0001", "Associated Press", "1994-07-01", "es"),
        ("NYT20000101.0001", "New York Times News Service", "2000-01-01", None),
        ("AP880912-0007", "Associated Press", "1988-09-12", None),
        ("XXX_ENG_20190309.1", None, "2019-03-09", "en"),
    ],
)
def test_the_id_states_agency_day_and_language(id: str, agency: str | None, day: str, language: str | None) -> None:
    (copy,) = copies(read(GIGAWORD, doc("<TEXT>\n<P>\nx\n</P>\n</TEXT>", f'id="{id}" type="story"')))

    assert copy.stated.agency == agency
    assert copy.stated.published is not None
    assert copy.stated.published.isoformat() == day
    assert copy.stated.language == language
    assert copy.stated.guid == id


def test_a_collection_states_day_and_paper_in_fields_of_their_own() -> None:
    data = (
        b"<DOC>\n<DOCNO>AC911-1</DOCNO>\n<DATE>910514\n</DATE>\n<HEADLINE>\nAlder floods\n</HEADLINE>\n<TEXT>\n"
        b"The river rose.\n</TEXT>\n<PUB>The Alden Courier\n</PUB>\n<PAGE>\nPage 11\n</PAGE>\n</DOC>\n"
    )
    (copy,) = copies(read(GIGAWORD, data))

    assert (copy.text, copy.stated.publication) == ("The river rose.", "The Alden Courier")
    assert copy.stated.published is not None
    assert copy.stated.published.isoformat() == "1991-05-14"


def test_paragraphs_are_joined_lines_whether_or_not_they_are_closed() -> None:
    (copy,) = copies(read(GIGAWORD, doc("<TEXT>\n<P>\nOne\nline.\n<P>\nTwo &AMP; three.\n</P>\n</TEXT>")))

    assert copy.text == "One line.\n\nTwo & three."


@pytest.mark.parametrize("mark", ["<D>", "<TEXT><BODY>", "<P>", "<P>x", "<TITLE", "&lt;" * 9])
def test_marks_without_end_end(mark: str) -> None:
    read(REUTERS, story(mark * 100_000))
    read(GIGAWORD, doc(f"<TEXT>{mark * 100_000}</TEXT>"))


@given(st.binary(max_size=300))
def test_whatever_is_in_a_document_there_are_records(data: bytes) -> None:
    assert len(read(REUTERS, story("One.") + data + story("Two."))) >= 1
    read(GIGAWORD, doc("<TEXT>") + data)


def test_what_a_wire_tells_the_machine_that_sets_it_is_a_dash_or_nothing() -> None:
    data = (
        b'<DOC id="NYT_ENG_19980103.0001" type="story">\n<HEADLINE>\nRivers &AMP; rain\n</HEADLINE>\n<TEXT>\n<P>\n'
        b"&UR; PORT ALDEN &LR; &MD; The river rose.&QL;\n</P>\n</TEXT>\n</DOC>\n"
    )
    (copy,) = copies(read(GIGAWORD, data, "nyt.sgml"))

    assert (copy.stated.headline, copy.text) == ("Rivers & rain", "PORT ALDEN  \u2014 The river rose.")


def test_pages_of_a_wiki_that_were_extracted_have_a_title_and_paragraphs() -> None:
    doc = (
        '<doc id="{0}" url="https://wiki.example/?curid={0}" title="Alder &amp; Vell {0}">\nAlder & Vell {0}\n\n{1}\n'
        "</doc>\n"
    )
    lines = f"{FIRST}\n{SECOND} See <a href='x'>Vell</a>."
    data = "".join([doc.format(1, lines), doc.format(2, ""), doc.format(3, THIRD)]).encode()
    first, third = copies(read(GIGAWORD, data))

    assert known_as(data, "wiki_00") == "gigaword"
    assert (first.text, third.text) == (f"{FIRST}\n\n{SECOND} See Vell.", THIRD)
    assert (first.stated.headline, first.stated.url) == ("Alder & Vell 1", "https://wiki.example/?curid=1")
