"""NITF beyond the samples: what is damaged, several documents in a file, and what is withdrawn."""

from __future__ import annotations

import pytest

from archive.errors import ReadError
from archive.readers.nitf import NitfReader
from tests.readers.support import copies, failures, known_as, read

STORY = (
    b"<nitf><head/><body><body.head><hedline><hl1>Tide</hl1></hedline></body.head>"
    b"<body.content><p>%s</p></body.content></body></nitf>"
)
READER = NitfReader()


def head(inner: str) -> bytes:
    body = "<body><body.content><p>x</p></body.content></body>"
    return f"<nitf><head><docdata>{inner}</docdata></head>{body}</nitf>".encode()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (STORY, "a.xml"),
        (STORY, "a.txt"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!DOCTYPE nitf [<!ENTITY a 'b'>]>\n<!-- c --><x:nitf xmlns:x='u'>", "a"),
        ("<nitf>".encode("utf-16"), "a.xml"),
    ],
)
def test_a_document_is_known_by_its_first_element(data: bytes, name: str) -> None:
    assert known_as(data, name) == "nitf"


def test_prose_about_nitf_is_prose() -> None:
    assert known_as(b"The <nitf> element, the editor said, is the first.\n", "a.txt") == "text"


def test_the_whole_file_is_the_record_of_a_single_story() -> None:
    data = b"<?xml version='1.0'?>\n<!-- from the wire -->\n" + STORY % b"The tide." + b"\n\n"
    (copy,) = copies(read(READER, data))

    assert copy.raw == data
    assert copy.text == "The tide."


def test_of_documents_in_a_row_a_broken_one_costs_itself() -> None:
    whole, broken, last = STORY % b"One.", STORY.replace(b"</p>", b"") % b"Two.", STORY % b"Three."
    records = read(READER, whole + b"\n" + broken + b"\n<?xml version='1.0'?>" + last)

    assert [(copy.ordinal, copy.raw, copy.text) for copy in copies(records)] == [
        (0, whole, "One."),
        (2, last, "Three."),
    ]
    assert [failed.reason for failed in failures(records)] == [
        "line 2: not well-formed NITF: <p> of line 2 is closed by </body.content>: repair it or export it anew"
    ]


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
def test_a_document_that_is_cut_off_is_named_with_its_line(cut: float) -> None:
    data = STORY.replace(b">", b">\n") % b"The tide."

    with pytest.raises(ReadError, match=r"^a\.xml:\d+: not well-formed NITF: .*unclosed|^a\.xml:\d+: not well-formed"):
        read(READER, data[: int(len(data) * cut)], "a.xml")


def test_another_document_is_refused_by_its_name() -> None:
    with pytest.raises(ReadError, match=r"^a\.xml:1: not NITF: it begins with <rss>, not <nitf>"):
        read(READER, b"<rss/>", "a.xml")


@pytest.mark.parametrize(
    ("inner", "guid", "version"),
    [
        ("<doc-id id-string='d1'/>", "d1", None),
        ("<doc-id id-string='d1'/><du-key key='k' version='2'/>", "k", "2"),
        ("<doc-id id-string='d1'/><du-key key='k'/>", "d1", None),
        ("<du-key key='k'/>", "k", None),
    ],
)
def test_a_key_that_has_versions_is_the_guid(inner: str, guid: str, version: str | None) -> None:
    (copy,) = copies(read(READER, head(inner)))

    assert (copy.stated.guid, copy.stated.version) == (guid, version)


@pytest.mark.parametrize("status", ["usable", "canceled", "withheld", "embargoed"])
def test_the_status_is_stated(status: str) -> None:
    data = head("").replace(b"<docdata>", f"<docdata management-status='{status}'>".encode())
    (copy,) = copies(read(READER, data))

    assert copy.stated.status == status


@pytest.mark.parametrize(
    ("inner", "published"),
    [
        ("<date.issue norm='20190309T171500+0100'/><date.release norm='20200101'/>", "2019-03-09T17:15:00+01:00"),
        ("<date.release norm='20190309'/>", "2019-03-09"),
        ("<date.issue norm='soon'/><date.release norm='2019'/>", "2019"),
    ],
)
def test_the_date_of_issue_comes_first(inner: str, published: str) -> None:
    (copy,) = copies(read(READER, head(inner)))

    assert copy.stated.published is not None
    assert copy.stated.published.isoformat() == published


@pytest.mark.parametrize("filler", [" ", "\n ", "<br/> ", "<q>a</q>", "&eacute;", "&none;", "A, ", "By A and "])
def test_stories_without_end_end(filler: str) -> None:
    long = filler * 200_000
    data = head("").replace(b"<p>x", f"<p>x{long}y".encode())
    data = data.replace(
        b"<body>", f"<body><body.head><byline>{long}</byline><dateline>{long}</dateline></body.head>".encode()
    )

    assert len(read(READER, data)) == 1


def test_quotations_marked_up_keep_their_marks_and_tables_say_nothing() -> None:
    data = (
        STORY
        % b'<q>Tide,</q> he said.</p><table><tr><td>"1"</td></tr></table><bq><block><p>Ebb.</p></block></bq><p>End.'
    )
    (copy,) = copies(read(READER, data))

    assert copy.text == '"Tide," he said.\n\nEbb.\n\nEnd.'
