"""RTF: what is of the story and what is not, in whatever encoding, and what broken documents cost."""

from __future__ import annotations

import random

import pytest

from archive.errors import ReadError
from archive.readers import Copy, richtext
from archive.readers.rtf import RtfReader
from tests.readers import fuzz
from tests.readers.making import docx, para
from tests.readers.rich import rtf
from tests.readers.support import FIRST, SECOND, STORY, THIRD, copies, found, known_as, only, read

HEAD = "{\\rtf1\\ansi\\ansicpg1252 "
FONTS = r"{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}{\f2\cpg1253 C;}{\f3\fcharset128 D;}{\f4\fcharset2 Symbol;}}"
STYLES = r"{\stylesheet{\ql Normal;}{\s1\b heading 1;}{\s2 caption;}{\s3 toc 1;}{\*\cs1 title;}}"


def text_of(body: str, head: str = "") -> str:
    return only(rtf(body, head), "a.rtf").text


@pytest.mark.parametrize("name", ["a.rtf", "a.doc", "a.txt", "a", "a.json"])
@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b"\r\n "])
def test_it_is_known_by_its_first_letters_whatever_its_name(name: str, before: bytes) -> None:
    assert known_as(before + rtf("High tide."), name) == "rtf"
    assert only(before + rtf("High tide."), name).text == "High tide."


def test_what_only_speaks_of_it_is_no_rtf() -> None:
    assert known_as(b"The file began with {\\rtf1, she said, and that was odd.\n", "a.txt") == "text"
    with pytest.raises(ReadError, match=r"^a\.rtf: not RTF: it does not begin with \{\\rtf"):
        read(RtfReader(), b"The tide was high.", "a.rtf")


@pytest.mark.parametrize(
    "hidden",
    [
        r"{\v not this}", r"\v not this\v0 ", r"{\deleted not this}", r"{\header not this\par}", r"{\footerl not this}",
        r"{\footnote not this\par not this}", r"{\*\annotation not this}", r"{\*\anything {not this}}",
        r"{\pict\pngblip 89504e47}", r"{\pict\bin9 }}}{{{\v }", r"{\fldinst HYPERLINK not this}",
        r"{\object{\*\objdata 01}{\objclass not this}}", r"{\listtext\pard 1.\tab}", r"{\xe{\v not this}}",
        r"{\shp{\*\shpinst not this}{\shprslt not this}}", r"{\nonshppict{\pict 00}}", r"{\*\bkmkstart not}",
        r"\htmlrtf not this\htmlrtf0 ", "\r\n", r"\-", r"\b\i\unknown17\b0 ",
    ],
)  # fmt: skip
def test_what_is_no_text_of_the_body_is_left_out(hidden: str) -> None:
    assert text_of(f"The ti{hidden}de was high.") == "The tide was high."


def test_what_is_shown_of_fields_links_and_tracked_insertions_stays() -> None:
    body = (
        r'{\field{\*\fldinst {HYPERLINK "http://w.example"}}{\fldrslt {\ul The tide}}} {\revised was} {\plain\v0 high}.'
    )
    assert text_of(body) == "The tide was high."


def test_text_after_what_ends_hidden_text_is_seen() -> None:
    assert text_of(r"{\v a}b\v c\plain d{\deleted e{\b f}\deleted0 g}h") == "bdgh"


def test_a_destination_is_one_only_where_a_group_begins() -> None:
    assert text_of(r"The tide \footnote was \pict high.") == "The tide was high."


def test_tables_captions_and_lists_of_contents_are_left_out_and_the_first_heading_is_the_headline() -> None:
    body = (
        r"\pard\s1 Alder\line floods\par\pard The tide\par\s3 Contents\par\pard\trowd\intbl a\par b\cell\cell\row\pard "
        r"\trowd\intbl{\*\nesttableprops\nestrow}c\nestcell\nestrow\cell\row\pard was high.\par\s2 A picture\par"
    )
    copy = only(rtf(body, STYLES), "a.rtf")

    assert copy.stated.headline == "Alder floods"
    assert copy.text == "The tide\n\nwas high."


def test_a_table_that_holds_most_of_the_prose_only_places_it() -> None:
    body = rf"\pard\trowd\intbl Lorn\cell {FIRST}\par {THIRD}\cell\row\pard\par\trowd\intbl Ana\cell\row\pard"
    row = f"<w:tr><w:tc>{para('Lorn')}</w:tc><w:tc>{para(FIRST)}{para(THIRD)}</w:tc><w:tc>{para('Ana')}</w:tc></w:tr>"

    assert only(rtf(body), "a.rtf").text == f"Lorn\n\n{FIRST}\n\n{THIRD}\n\nAna"
    assert only(docx(f"<w:tbl>{row}</w:tbl>{para(' ')}"), "a.docx").text == f"Lorn\n\n{FIRST}\n\n{THIRD}\n\nAna"
    assert only(rtf(rf"\pard Alder Morning\par{body}"), "a.rtf").text.startswith(f"Alder Morning\n\nLorn\n\n{FIRST}")
    assert only(rtf(rf"\pard {FIRST}\par {SECOND}\par {THIRD}\par{body}"), "a.rtf").text == STORY
    assert found(rtf(body.replace(FIRST, "12").replace(THIRD, "34")), "a.rtf") == []


def test_marks_spaces_and_breaks_are_what_they_stand_for() -> None:
    body = r"\ldblquote A\rdblquote\endash \lquote b\rquote\emdash c\~d\_e\tab f\line g\bullet h\emspace i\{\}\\"

    assert text_of(body) == "“A”–‘b’—c\xa0d-e f\ng•h i{}\\"


def test_paragraphs_end_in_every_way_that_programs_end_them() -> None:
    assert text_of("a\\par b\\\nc\\\r\nd\\page e\\sect f\\par\\par\\par g") == "\n\n".join("abcdefg")


@pytest.mark.parametrize(
    ("body", "right"),
    [
        (r"caf\'e9 \'93x\'94", "café “x”"),
        (r"\u8217? \u8217\'92 \uc0\u8217x {\uc2\u12354\'82\'a0}\u8217 z", "’ ’ ’x あ’z"),
        (r"\uc1\u-10179?\u-9155?", "\U0001f43d"),
        (r"\u-10179? x", "\ufffd x"),
        (r"\u8217\lquote x", "’x"),
        (r"\u8217{\b x}", "’x"),
        (r"\u99999999? \u-99999999?", "\ufffd \ufffd"),
        (r"x\u y\uc z\u8217", "xyz’"),
        (r"\f1\'cf\'f0{\f0\'e9}\'cf\plain\'e9\f2\'e1\f9\'e9", "ПрéПéαé"),
        (r"\f3\'82\'a0\'83A", "あア"),
        (r"\f4\'b7", "·"),
        (r"\'00a\u0 ?b\u0?", "ab"),
    ],
)
def test_characters_are_right_in_every_encoding(body: str, right: str) -> None:
    assert text_of(body, FONTS) == right


@pytest.mark.parametrize(
    ("said", "data", "right", "encoding"),
    [
        ("ansi\\ansicpg1251", b"\\'cf\\'f0", "Пр", "cp1251"),
        ("ansi\\ansicpg932", b"\\'82\\'a0", "あ", "cp932"),
        ("ansi\\ansicpg65001", "é".encode(), "é", "utf-8"),
        ("ansi\\ansicpg10000", b"\\'8e", "é", "mac-roman"),
        ("mac", b"\\'8e", "é", "mac-roman"),
        ("pc", b"\\'82", "é", "cp437"),
        ("pca", b"\\'82", "é", "cp850"),
        ("ansi", b"\xe9", "é", "cp1252"),
    ],
)
def test_the_code_page_of_a_document_is_the_one_that_it_states(
    said: str, data: bytes, right: str, encoding: str
) -> None:
    copy = only(b"{\\rtf1\\" + said.encode() + b" " + data + b"}", "a.rtf")

    assert (copy.text, copy.encoding, copy.warnings) == (right, encoding, ())


def test_a_code_page_that_is_unknown_or_wrong_is_told() -> None:
    assert only(b"{\\rtf1\\ansi\\ansicpg99999 caf\\'e9}", "a").warnings == ("unknown code page 99999; read as cp1252",)
    copy = only(b"{\\rtf1\\ansi\\ansicpg65001 caf\\'e9}", "a")
    assert (copy.text, copy.warnings) == ("caf\ufffd", ("not all of it is utf-8; what is not was replaced by \ufffd",))


def test_properties_are_stated_as_those_of_other_documents() -> None:
    info = (
        r"{\info{\upr{\title ?}{\*\ud{\title Caf\u233?}}}{\author Ana Ruiz}{\keywords tide; flood,Alder}"
        r"{\category News}{\subject x}{\doccomm y}{\operator z}{\creatim\yr2019\mo3\dy9}{\*\company W}}"
    )
    stated = only(rtf("High tide.", info), "a.rtf").stated

    assert (stated.headline, stated.byline, stated.section) == ("Café", ("Ana Ruiz",), "News")
    assert stated.keywords == ("tide", "flood", "Alder")
    assert stated.published is None


def test_a_document_without_text_holds_no_article() -> None:
    assert read(RtfReader(), rtf(r"{\info{\title T}}\pard\par {\pict 00}\par")) == []


def test_what_follows_the_last_brace_is_no_text() -> None:
    assert only(rtf("High tide.") + b"\0\0{\\rtf1 More}", "a.rtf").text == "High tide."


@pytest.mark.parametrize("cut", range(24, 110, 7))
def test_a_document_that_is_cut_off_is_read_as_far_as_it_goes_and_says_so(cut: int) -> None:
    whole = (
        HEAD + r"\pard The {\b tide was} high{\*\atnid x}.\par\intbl a\cell b\cell\row\pard It fell.\par}"
    ).encode()
    for copy in copies(read(RtfReader(), whole[:cut], "a.rtf")):
        assert "The tide was high.\n\nIt fell.".startswith(copy.text)
        assert copy.warnings == ("cut off: it ends within a group",)


@pytest.mark.parametrize(
    "data",
    [
        b"{" * 9_000 + b"x" + b"}" * 9_000,
        b"{\\b x}" * 100_000,
        b"{\\pict\\bin9999999999 x",
        b"{\\pict" + b"\\bin2147483647" * 20_000,
        b"\\bin-5 x" * 20_000,
        b"{\\fonttbl" + b"\\f1" * 50_000 + b"}x",
        b"{\\fonttbl" + b"{\\f1\\fcharset204" * 9_000,
        b"{\\stylesheet{\\s1 " + b"x" * 500_000 + b"}}" + b"\\s1\\par a" * 50_000,
        b"{\\info{\\title " + b"\\u8217?" * 50_000 + b"}}x",
        b"\\intbl a\\par" * 50_000 + b"\\cell\\row",
        b"\\cell" * 100_000,
        b"\\" * 200_001,
        b"\\'" * 100_000,
        b"}" * 100_000,
        b"\\u-10179?" * 50_000,
        b"\\uc2147483647\\u8217" + b"x" * 100_000,
        b"\\ansicpg1\\fcharset\\f\\deff\\s\\u\\uc\\v" * 20_000,
        b"\\ansicpg" + b"9" * 100_000,
        b"a" * 100_000 + b"\\*" * 100_000,
        b"{\\upr{a}{\\*\\ud" * 3_000,
        b"{\\field{\\*\\fldinst{HYPERLINK \"" * 3_000,
    ],
    ids=lambda data: data[:14].decode(),
)  # fmt: skip
@pytest.mark.parametrize("end", [b"", b"}"])
def test_hostile_documents_end_well_and_soon(data: bytes, end: bytes) -> None:
    assert fuzz.outcome(RtfReader(), "a.rtf", HEAD.encode() + data + end).fault is None


def test_random_bytes_behind_the_head_end_well() -> None:
    random_ = random.Random(4)
    for size in (1, 10, 1_000, 100_000):
        for _ in range(20):
            data = HEAD.encode() + random_.randbytes(size)
            assert fuzz.outcome(RtfReader(), "a.rtf", data).fault is None


def test_groups_within_groups_beyond_all_documents_are_refused() -> None:
    with pytest.raises(ReadError, match=r"^a\.rtf: groups nested deeper than 10,000, which no document has"):
        read(RtfReader(), HEAD.encode() + b"{" * 100_000 + b"x" + b"}" * 100_000, "a.rtf")


def test_more_paragraphs_than_any_document_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(richtext, "MOST_PARAGRAPHS", 1_000)
    with pytest.raises(ReadError, match=r"^a\.rtf: more than 1,000 paragraphs, which no document has"):
        read(RtfReader(), rtf(r"a\par " * 2_000), "a.rtf")
    (copy,) = read(RtfReader(), rtf("a" + r"\par " * 2_000 + "b"), "a.rtf")
    assert isinstance(copy, Copy)
    assert copy.text == "a\n\nb"


def test_a_document_larger_than_any_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.readers.slices.MOST", 1 << 20)
    with pytest.raises(ReadError, match=r"^a\.rtf: larger than 1 MB"):
        read(RtfReader(), rtf("x" * (1 << 20)), "a.rtf")
