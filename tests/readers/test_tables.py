"""Tables beyond the samples: rows that are broken, long or many, and columns with names of their own."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import ReadError, UsageError
from archive.readers import tables
from archive.readers.columns import columns_from, columns_to, map_columns, mapping_mark, plan
from archive.readers.copy import Copy
from archive.readers.json import JsonReader
from archive.readers.tables import TableReader
from archive.readers.written import revived
from tests.readers.support import copies, failures, found, known_as, read

READER, TEXTS = TableReader(), JsonReader()
HEAD = b"title,text,date\n"


@pytest.mark.parametrize(
    ("data", "name", "format"),
    [
        (HEAD + b"A,aa,2016\n", "a.csv", "csv"),
        (HEAD + b"A,aa,2016\n", "a.txt", "csv"),
        (b"title\ttext\nA\taa\n", "a.tsv", "csv"),
        (b"id;content;published\n1;aa;2016\n", "a.csv", "csv"),
        (b"harbour,tons,year\nVell,3,2016\n", "a.csv", None),
        (b"The text, the date and the title, said the dean, are lost.\nAll of them.\n", "a.txt", "text"),
        (b"Text, Date\n\nIt rained.\n", "a.txt", "text"),
    ],
)
def test_a_table_of_stories_is_known_by_its_columns(data: bytes, name: str, format: str | None) -> None:
    assert known_as(data, name) == format


def test_a_row_is_its_own_bytes_whatever_its_line_ends() -> None:
    data = HEAD.replace(b"\n", b"\r\n") + b'A,"one\r\n""two""\r\nthree",2016\r\nB,b,2017'
    first, second = copies(read(READER, data))

    assert first.raw == b'A,"one\r\n""two""\r\nthree",2016'
    assert first.text == 'one\n"two"\nthree'
    assert second.raw == b"B,b,2017"


def test_lines_may_end_as_on_old_macs() -> None:
    data = b'title,text\rA,"one\rtwo"\rB,b\r'

    assert [(copy.raw, copy.text) for copy in copies(read(READER, data))] == [
        (b'A,"one\rtwo"', "one\ntwo"),
        (b"B,b", "b"),
    ]


def test_a_broken_row_costs_itself() -> None:
    data = HEAD + b"A,a,2016,extra\nB\n,,\n\nC,c,2016\nD,,2016\nE,e\n"
    records = read(READER, data)

    assert [copy.stated.headline for copy in copies(records)] == ["C", "E"]
    assert [failed.reason for failed in failures(records)] == [
        "line 2: 4 values for 3 columns",
        "line 3: 1 values for 3 columns",
        "line 7: no text in 'text'",
    ]


def test_a_quotation_mark_that_nothing_closes_costs_its_row() -> None:
    records = read(READER, HEAD + b'A,a,2016\nB,"b,2016\nC,c,2016\nD,d,2016\n')

    assert [copy.text for copy in copies(records)] == ["a", "c", "d"]
    assert [failed.reason for failed in failures(records)] == ["line 3: a quotation mark opens and nothing closes it"]


@pytest.mark.parametrize("chunk", [1, 7, 64, 1 << 18])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_rows_are_the_same_wherever_a_block_ends(chunk: int, end: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_CHUNK", chunk)
    rows = [
        b'A,"a ""b""\n\nc",2016',
        b"B,b,2016,extra",
        b"",
        b"\xc3\x89,\xc3\xa9t\xc3\xa9\0,2016",
        b'C,"c,2016',
        b"D,d,2016",
    ]
    records = read(READER, end.join([HEAD.rstrip(), *(row.replace(b"\n", end) for row in rows)]))

    assert [(copy.stated.headline, copy.text) for copy in copies(records)] == [
        ("A", 'a "b"\n\nc'),
        ("\u00c9", "\u00e9t\u00e9"),
        ("D", "d"),
    ]
    assert [failed.reason for failed in failures(records)] == [
        "line 5: 4 values for 3 columns",
        "line 8: a quotation mark opens and nothing closes it",
    ]


@pytest.mark.parametrize("filler", [b"x", b"xxxxxxxxx\n", b"x,y\n"])
def test_a_field_that_goes_on_and_on_costs_its_row(filler: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST", 1 << 20)
    data = HEAD + b'A,a,2016\nB,"' + filler * ((4 << 20) // len(filler)) + b'",2016\nC,c,2016\n'
    records = read(READER, data)

    assert [copy.text for copy in copies(records)] == ["a", "c"]
    assert failures(records)[0].reason == "line 3: longer than 1 MB, which no story is"


def test_tabs_divide_and_stray_quotation_marks_are_text() -> None:
    data = b'title\ttext\nA\tHe said "yes\nB\t5" of rain\n'

    assert [copy.text for copy in copies(read(READER, data, "a.tsv"))] == ['He said "yes', '5" of rain']


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_every_encoding_is_read_and_kept(encoding: str) -> None:
    data = "title;text\nKüche;Vögel für Größe „hoch“\n".encode(encoding)
    (copy,) = copies(read(READER, data))

    assert (copy.stated.headline, copy.text) == ("Küche", "Vögel für Größe „hoch“")
    assert copy.raw in data


def test_lines_in_another_encoding_do_not_spoil_the_rest() -> None:
    first, second = copies(read(READER, HEAD + "A,café,2016\n".encode() + "B,caffè,2016\n".encode("latin-1")))

    assert (first.text, first.encoding) == ("café", "utf-8")
    assert (second.text, second.encoding) == ("caffè", "latin-1")


def test_unknown_columns_are_named_with_the_mend() -> None:
    data = b"hed,wording\nA," + b"word " * 60 + b"\n"

    assert known_as(data, "a.csv") == "csv"
    with pytest.raises(ReadError, match=r"^a\.csv:1: .* there are hed, wording: name it with --map body=COLUMN$"):
        read(READER, data, "a.csv")


def test_columns_can_be_mapped() -> None:
    map_columns({"body": "wording", "headline": "hed"})
    try:
        assert mapping_mark() != 0
        (copy,) = copies(read(READER, b"hed,wording,text\nA,aa,not this\n"))
        assert (copy.stated.headline, copy.text) == ("A", "aa")
        with pytest.raises(ReadError, match="no column 'wording'"):
            read(READER, HEAD)
    finally:
        map_columns({})
    assert mapping_mark() == 0


def test_a_mapping_survives_being_written_and_names_its_mistakes() -> None:
    assert columns_from(columns_to({"body": "story = text", "headline": "hed"})) == {
        "body": "story = text",
        "headline": "hed",
    }
    with pytest.raises(UsageError, match="write it as FIELD=COLUMN"):
        columns_from("body")
    with pytest.raises(UsageError, match="no such field: choose one of body"):
        map_columns({"bodice": "x"})


def test_columns_are_compared_without_case_spaces_and_marks() -> None:
    assert plan(["Pub Date", "ARTICLE-TEXT", "Web_Title"]) == {
        "body": "ARTICLE-TEXT", "headline": "Web_Title", "published": "Pub Date",
    }  # fmt: skip


def test_an_empty_value_leaves_the_field_to_the_next_column_of_its_kind() -> None:
    data = b"headline,title,text,published,date,publisher,domain\n,A,a,soon,2016-07-14,nan,w.example\nB,C,b,,,,\n"
    first, second = copies(read(READER, data))

    assert (first.stated.headline, first.stated.publication) == ("A", "w.example")
    assert first.stated.published is not None
    assert first.stated.published.isoformat() == "2016-07-14"
    assert (second.stated.headline, second.stated.published, second.stated.publication) == ("B", None, None)


def test_a_column_that_often_holds_something_else_counts_where_no_other_is() -> None:
    data = b"timestamp,created_at,title,subject,text,date_publish\n2024-01-01,2024-01-02,,Tides,a,2016-07-14\n"
    first, second = copies(read(READER, data + b"2024-01-01,2024-01-02,B,Tides,b,\n"))

    assert first.stated.headline is None
    assert first.stated.published is not None
    assert first.stated.published.isoformat() == "2016-07-14"
    assert second.stated.published is None
    assert plan(["created_at", "subject", "text"]) == {"published": "created_at", "headline": "subject", "body": "text"}


def days(data: bytes, name: str = "a.csv") -> list[str]:
    dates = (copy.stated.published for copy in copies(found(data, name)))
    return [date.isoformat() for date in dates if date]


DAYS = ("05/02/2019", "13/01/2019", "28/02/2019", "01/03/2019 10:15", "12/31/2019")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("before", [0, 3000])
def test_dates_of_a_table_are_read_as_those_that_can_be_read_in_one_way_only(before: int, encoding: str) -> None:
    rows = "".join(f"A,Tide {n}.,{day}\n" for n, day in enumerate((*["05/02/2019"] * before, *DAYS)))
    told = days(f"title,text,date\n{rows}".encode(encoding))

    assert told == ["2019-02-05"] * before + [
        "2019-02-05", "2019-01-13", "2019-02-28", "2019-03-01T10:15:00", "2019-12-31",
    ]  # fmt: skip


def test_dates_of_a_table_that_prove_nothing_have_the_month_first() -> None:
    assert days(b"title,text,date\nA,a,05/02/2019\nB,b,01.03.2019\nC,c,\n") == ["2019-05-02", "2019-03-01"]
    assert days(b"title,text,date\nA,a,5/2/19\nB,b,1/31/19\n") == ["2019-05-02", "2019-01-31"]


@pytest.mark.parametrize("form", ["[{}]", '{{"hits": [{}]}}'])
def test_dates_of_records_are_read_as_those_that_can_be_read_in_one_way_only(form: str) -> None:
    records = [json.dumps({"_source": {"title": "A", "text": "Tide.", "date": day}}) for day in DAYS]
    told = ["2019-02-05", "2019-01-13", "2019-02-28", "2019-03-01T10:15:00", "2019-12-31"]

    assert days("\n".join(records).encode(), "a.jsonl") == told
    assert days(form.format(",".join(records)).encode(), "a.json") == told


def test_a_file_that_is_cut_off_gives_its_records_and_then_its_fault() -> None:
    records = TEXTS.read(io.BytesIO(b'[{"text": "a", "date": "05/02/2019"}, {"text": "b'), "a.json")
    first = next(records)

    assert isinstance(first, Copy)
    assert first.stated.published is not None
    with pytest.raises(ReadError, match="cut off"):
        next(records)


def test_dates_of_a_packed_table_are_read_alike() -> None:
    rows = "".join(f"A,{'Tide. ' * 200}{n},{day}\n" for n, day in enumerate(["05/02/2019"] * 500 + ["13/01/2019"]))

    assert set(days(gzip.compress(f"title,text,date\n{rows}".encode()), "a.csv.gz")) == {"2019-02-05", "2019-01-13"}


@pytest.mark.parametrize(
    ("date", "day"), [("2019,3,14", "2019-03-14"), ("2019.0,3.0,4.0", "2019-03-04"), ("2019,March,", "2019-03")]
)
def test_a_day_in_three_columns(date: str, day: str) -> None:
    assert days(f"year,month,day,title,text\n{date},A,a\n".encode()) == [day]


def test_columns_of_a_blog_and_of_collectors_of_news() -> None:
    assert plan(["post_title", "post_content", "post_date", "media_name"]) == {
        "headline": "post_title", "body": "post_content", "published": "post_date", "publication": "media_name",
    }  # fmt: skip
    assert plan(["title", "newspaper_title", "article_content", "reporter_name"]) == {
        "headline": "title", "publication": "newspaper_title", "body": "article_content", "byline": "reporter_name",
    }  # fmt: skip


def test_lists_written_as_text_are_taken_apart() -> None:
    data = b'title,text,tags,people,author\nA,a,"[\'x y\', ""z""]","Weiss, Clara; Henrik Varga",Ana Ruiz and Li Wei\n'
    (copy,) = copies(read(READER, data))

    assert copy.stated.keywords == ("x y", "z")
    assert [person.name for person in copy.stated.people] == ["Clara Weiss", "Henrik Varga"]
    assert copy.stated.byline == ("Ana Ruiz", "Li Wei")


@pytest.mark.parametrize("written", [repr, json.dumps])
def test_lists_and_objects_written_as_text_are_what_they_were(written: Callable[[object], str]) -> None:
    values: list[object] = [
        {"main": 'Alder\'s "flood"', "kicker": None, "print": 'The "Alder" \xa0floods'},
        {"id": "courier", "name": "The Courier"},
        ["The river rose.\n", 'Joss said: "It can\'t."'],
        [{"name": "persons", "value": "Weiss, Clara", "rank": 1}],
        {"original": "By Ana Ruiz", "person": []},
    ]
    out = io.StringIO()
    csv.writer(out).writerows([("headline", "source", "text", "keywords", "byline"), list(map(written, values))])
    (copy,) = copies(read(READER, out.getvalue().encode()))

    assert (copy.stated.headline, copy.stated.publication) == ('Alder\'s "flood"', "The Courier")
    assert copy.text == 'The river rose.\n\nJoss said: "It can\'t."'
    assert [person.name for person in copy.stated.people] == ["Clara Weiss"]
    assert copy.stated.byline == ("Ana Ruiz",)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("['a' 'b'\n 'c']", ["a", "b", "c"]),
        ("['it\\'s', nan, True]", ["it's", None, True]),
        ("{}", {}),
        ("['a', b]", "['a', b]"),
        ("['a", "['a"),
        ("[We] said", "[We] said"),
        ('["We" said', '["We" said'),
        ("['" * 100_000, "['" * 100_000),
        ("{'a':" * 100_000, "{'a':" * 100_000),
    ],
)
def test_what_is_no_list_or_object_stays_as_it_is(text: str, value: object) -> None:
    assert revived(text) == value


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=4)))
def test_a_list_that_a_program_shows_is_read_back(value: object) -> None:
    shown = [str(value), value]

    assert revived(repr(shown)) == shown


@given(st.lists(st.lists(st.text(max_size=12), min_size=3, max_size=3), max_size=5))
def test_what_was_written_is_read_with_the_bytes_it_stands_in(rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([["title", "text", "date"], *rows])
    data = out.getvalue().encode("utf-8", "replace")

    for copy in copies(read(READER, data)):
        assert copy.raw in data
        assert copy.text


@given(st.binary(max_size=200))
def test_whatever_follows_the_header_there_are_rows_or_failures(data: bytes) -> None:
    read(READER, HEAD + data)


@pytest.mark.parametrize("rows", [1, 3, 100])
def test_values_of_a_table_with_tabs_may_go_over_several_lines(rows: int) -> None:
    stories = [f'The storm came at {n}.\n\n"We stay," she said.\n\nNobody left.' for n in range(rows)]
    out = io.StringIO()
    table = csv.writer(out, delimiter="\t", lineterminator="\n")
    table.writerows([("id", "title", "body"), *((n, f"Storm {n}", story) for n, story in enumerate(stories))])

    assert [copy.text for copy in copies(read(READER, out.getvalue().encode()))] == stories


@pytest.mark.parametrize(
    "said", ['"We stay," she said.', '"We stay. Nobody left.', '"We stay," she said. "Nobody left."', '"We stay'],
)  # fmt: skip
@pytest.mark.parametrize("rows", [1, 3, 100])
def test_speech_at_the_begin_of_a_value_keeps_its_marks_where_none_are_around_values(said: str, rows: int) -> None:
    data = "id\ttitle\tbody\n" + "".join(f"{n}\tStorm {n}\t{said}\n" for n in range(rows))

    assert [copy.text for copy in copies(read(READER, data.encode()))] == [said] * rows


def test_line_ends_that_databases_write_as_letters_are_line_ends() -> None:
    row = r"""1\tTide\t"We stay," she said.\n\nNobody left C:\\new.\r\nAll did.\t\N""".replace(r"\t", "\t")
    (copy,) = copies(read(READER, f"id\ttitle\tbody\tdate\n{row}\n".encode()))

    assert copy.text == '"We stay," she said.\n\nNobody left C:\\new.\nAll did.'
    assert copies(read(READER, b"title\tbody\nTide\tC:\\new is full.\n"))[0].text == "C:\\new is full."


def test_a_row_in_another_encoding_goes_on_behind_what_some_take_for_a_line_end() -> None:
    data = "title\ttext\nA\tCafé owners\x0bsaid so.\x0cAll did.\n".encode("latin-1")

    assert [copy.text for copy in copies(read(READER, data))] == ["Café owners\x0bsaid so.\x0cAll did."]
