"""XML that is damaged or means harm ends in a tree or in an error that names the line; no door is ever opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.errors import ReadError
from archive.readers.story import blocks, html_story, looks_like_html, story, unwrapped, without_headline
from archive.readers.xml import decode_markup, parse_xml


def text(data: bytes | str) -> str:
    raw = data.encode() if isinstance(data, str) else data
    return story(parse_xml(raw, "a.xml", "NITF").root)


def test_entities_that_a_document_declares_are_never_expanded() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1 if n else str()};" * 10}">' for n in range(12)
    )
    parsed = parse_xml(f"{bomb}]><a><p x='&a11;'>&a11; the tide &eacute;&nbsp;&amp;</p></a>".encode(), "a.xml", "NITF")

    assert story(parsed.root) == "the tide é\xa0&"
    assert parsed.warnings == ("references to a11 were left out: no entity is expanded",)


def test_no_file_and_no_address_is_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the harbour master's salary")
    uri = secret.as_uri()
    doors = (
        f'<!DOCTYPE a [<!ENTITY x SYSTEM "{uri}">]><a><p>&x;tide</p></a>',
        f'<!DOCTYPE a [<!ENTITY % x SYSTEM "{uri}"> %x;]><a><p>tide</p></a>',
        f'<!DOCTYPE a SYSTEM "{uri}"><a><p>tide</p></a>',
        f'<a xmlns:xi="http://www.w3.org/2001/XInclude"><p>tide<xi:include href="{uri}" parse="text"/></p></a>',
        f'<?xml-stylesheet href="{uri}"?><a><p>tide</p></a>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]><a><p>&x;tide</p></a>',
    )

    assert [text(door) for door in doors] == ["tide"] * len(doors)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ("<nitf>\n<body>\n</nitf>", r"a\.xml:3: .*<body> of line 2 is closed by </nitf>"),
        ("<nitf>\n<body>\n", r"a\.xml:3: not well-formed NITF: unclosed <body>"),
        ("<nitf>&</nitf>", r"a\.xml:1: "),
        ("", r"a\.xml:1: "),
        ("<a>" * 100_000, r"nested deeper than 256 elements"),
        ("<!DOCTYPE a [" * 1000, r"a\.xml:1: "),
        ("\0\0\0", r"a\.xml:"),
    ],
)
def test_what_is_not_well_formed_is_named_with_its_line(data: str, fault: str) -> None:
    with pytest.raises(ReadError, match=fault):
        parse_xml(data.encode(), "a.xml", "NITF")


def test_control_characters_and_nuls_are_dropped_and_told() -> None:
    parsed = parse_xml(b"<a><p>the\0 ti\x1bde&#0;&#x1b;&#65;</p></a>", "a.xml", "NITF")

    assert story(parsed.root) == "the tideA"
    assert parsed.warnings == ("NUL characters were dropped", "control characters were dropped")


@pytest.mark.parametrize(
    ("data", "expected", "encoding", "told"),
    [
        ("<?xml version='1.0' encoding='iso-8859-1'?><a>café</a>".encode("latin-1"), "café", "latin-1", False),
        ("<?xml version='1.0' encoding='iso-8859-1'?><a>café</a>".encode(), "café", "utf-8", True),
        ("<?xml version='1.0' encoding='utf-8'?><a>café</a>".encode("latin-1"), "café", "latin-1", True),
        ("<?xml version='1.0' encoding='utf-16'?><a>café</a>".encode(), "café", "utf-8", True),
        ("<?xml version='1.0' encoding='utf-8'?><a>café</a>".encode("utf-16"), "café", "utf-16-le", False),
        ("<?xml version='1.0' encoding='windows-1251'?><a>Вода</a>".encode("cp1251"), "Вода", "windows-1251", False),
        ("<?xml version='1.0' encoding='punycode'?><a>café</a>".encode(), "café", "utf-8", True),
        (b"<?xml version='1.0' encoding='nonsense'?><a>tide</a>", "tide", "utf-8", False),
    ],
)
def test_a_wrong_declaration_is_seen_through(data: bytes, expected: str, encoding: str, told: bool) -> None:
    decoded = decode_markup(data)

    assert expected in decoded.text
    assert decoded.encoding == encoding
    assert any("declared" in warning for warning in decoded.warnings) == told
    assert text(data) == expected


def test_prefixes_that_a_fragment_does_not_declare_do_no_harm() -> None:
    assert text("<x:a><x:p y:b='1'>the tide</x:p></x:a>") == "the tide"


def test_paragraphs_are_joined_by_blank_lines_and_what_is_no_story_is_left_out() -> None:
    page = """<div><h2>Tide</h2><p>One
         line</p><figure><img/><figcaption>caption</figcaption></figure><table><tr><td>1</td></tr></table>
         <p class="ad">buy</p><script>x()</script><aside>more</aside><p>Two<br/>lines<br/><br/>three</p>tail</div>"""

    assert html_story(page) == "Tide\n\nOne line\n\nTwo\nlines\n\nthree\n\ntail"


def test_runs_of_spaces_stay_since_they_may_be_all_that_is_left_of_marks() -> None:
    assert html_story("<p>washington  reuters    as u s </p>") == "washington  reuters    as u s"


def test_a_quotation_element_gets_marks_unless_it_has_its_own() -> None:
    assert html_story("<p><q>Tide,</q> he said. “<q>Ebb</q>” and <q>flow <q>in</q></q></p>") == (
        '"Tide," he said. “Ebb” and "flow "in""'
    )


def test_html_of_any_depth_gives_its_words() -> None:
    assert html_story("<div>" * 100_000 + "tide") == "tide"
    assert "tide" in html_story("<ul><li>" * 50_000 + "tide")


def test_blocks_of_escaped_markup_alone_are_no_story() -> None:
    assert blocks(parse_xml(b"<a><p>tide</p><p>&lt;iframe src='x'&gt;&lt;/iframe&gt;</p></a>", "a", "NITF").root) == [
        "tide"
    ]


def test_short_lines_are_joined_and_tables_keep_theirs() -> None:
    wrapped = "    One\nline\n    two\n\nthree\n  A     1   2\nB     3   4\n"

    assert unwrapped(wrapped) == "One line\n\ntwo\n\nthree\n\nA     1   2\nB     3   4"


def test_a_headline_that_the_story_repeats_is_left_out_once() -> None:
    assert without_headline("Tide\n\nThe tide.", "TIDE") == "The tide."
    assert without_headline("The tide.", "The tide.") == "The tide."


def test_prose_is_not_taken_for_html() -> None:
    assert not looks_like_html("5 < 6 and <b or a <person>")
    assert looks_like_html("a<br>b")
