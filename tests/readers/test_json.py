"""JSON, JSON Lines and ninjs beyond the samples: long, broken, deep, and with names of its own."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import ReadError
from archive.readers import jsonlines, jsonstream
from archive.readers.columns import map_columns
from archive.readers.json import JsonLinesReader, JsonReader
from archive.readers.ninjs import NinjsReader
from tests.readers.support import copies, failures, found, known_as, only, read

DOCUMENT, LINES, NINJS = JsonReader(), JsonLinesReader(), NinjsReader()
A, B = b'{"title": "A", "text": "aa"}', b'{"title":"B","text":"b\\u00e9"}'


@pytest.mark.parametrize(
    ("data", "name", "format"),
    [
        (A, "a.json", "json"),
        (A, "a.txt", "json"),
        (b"[\n" + A, "a", "json"),
        (b'{"articles": [' + A, "a.json", "json"),
        (A + b"\n" + B, "a.json", "jsonl"),
        (A + b"\n", "a.jsonl", "jsonl"),
        (b'{"pubstatus":"usable","uri":"u","headline":"h","body_text":"t"}', "a.json", "ninjs"),
        (b'{"name":"tide","version":"1.0","scripts":{"test":"x"}}', "package.json", None),
        (b'{"a":1}', "a.json", None),
        (b'{"name":"pictures","url":"u","contents":[{"key":"a.png","size":7}]}', "a.json", None),
        (b"{not json, said the mayor}", "a.txt", "text"),
    ],
)
def test_what_holds_stories_is_known_by_its_keys(data: bytes, name: str, format: str | None) -> None:
    assert known_as(data, name) == format


@pytest.mark.parametrize(
    "data",
    [
        b"[" + A + b", " + B + b"]",
        b'{"status": "ok", "total": 2, "articles": [' + A + b",\n" + B + b"]}",
        b'{"response": {"meta": {"x": [1]}, "docs": [' + A + b"," + B + b'], "y": 1}}',
        A + b"\n" + B,
        A + b" " + B,
        b"\xef\xbb\xbf[" + A + b"," + B + b"]",
    ],
)
def test_the_records_of_every_shape_are_found_with_their_own_bytes(data: bytes) -> None:
    assert [copy.raw for copy in copies(read(DOCUMENT, data))] == [A, B]


@pytest.mark.parametrize("keys", [("-Lx1", "-Lx2"), ("https://w.example/1", "https://w.example/2"), ("0001",)])
@pytest.mark.parametrize("around", ["{}", '{{"updated": 1, "articles": {}}}', '{{"data": {{"posts": {}}}, "n": [1]}}'])
@pytest.mark.parametrize("padding", [0, 40_000])
def test_records_under_keys_of_their_own_are_found_within_what_wraps_them(
    keys: tuple[str, ...], around: str, padding: int
) -> None:
    inner = "{" + ", ".join(f'"{key}": {record.decode()}' for key, record in zip(keys, (A, B), strict=False)) + "}"
    records = copies(found(around.format(inner) + " " * padding, "a.json"))

    assert [copy.raw for copy in records] == [A, B][: len(keys)]
    assert records[0].stated.url == (keys[0] if "/" in keys[0] else None)


@pytest.mark.parametrize("key", ["article", "data", "doc"])
def test_a_key_that_names_what_it_wraps_leaves_the_document_its_own_record(key: str) -> None:
    data = f'{{"{key}": {A.decode()}}}'

    assert only(data, "a.json").raw == data.encode()


@pytest.mark.parametrize("padding", [0, 40_000])
@pytest.mark.parametrize(
    "table",
    [
        {"title": {"0": "A", "1": "B"}, "text": {"0": "aa", "1": "bé"}, "id": {"0": 7, "1": None}},
        {"columns": ["title", "text", "id"], "index": [0, 1], "data": [["A", "aa", 7], ["B", "bé", None]]},
        {"database": "x", "columns": ["title", "text", "id"], "rows": [["A", "aa", 7], ["B", "bé", None]], "n": 2},
    ],
)
def test_the_rows_of_a_table_by_columns_are_records(table: object, padding: int) -> None:
    records = copies(found(json.dumps(table) + " " * padding, "a.json"))

    assert [(copy.stated.headline, copy.text) for copy in records] == [("A", "aa"), ("B", "bé")]
    assert [json.loads(copy.raw) for copy in records] == [
        {"title": "A", "text": "aa", "id": 7},
        {"title": "B", "text": "bé", "id": None},
    ]


def test_a_table_by_columns_without_a_known_text_names_its_columns() -> None:
    with pytest.raises(ReadError, match="there are hed, wording: name it with --map"):
        read(DOCUMENT, b'{"columns":["hed","wording"],"index":[0],"data":[["A","aa"]]}')


def test_a_document_that_is_one_story_is_its_own_record() -> None:
    data = b"\n" + A.replace(b", ", b",\n") + b"\n\n"
    (copy,) = copies(read(DOCUMENT, data))

    assert copy.raw == data


def test_a_broken_record_costs_itself() -> None:
    records = read(
        DOCUMENT, b"[" + A + b',\n{"text": "x" "y"}, 7, {"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}," + B + b"]"
    )

    assert [copy.stated.headline for copy in copies(records)] == ["A", "B"]
    assert [failed.reason for failed in failures(records)] == [
        "line 2: not JSON: expecting ',' delimiter",
        "line 2: not an object, so nothing in it has a name",
        "line 2: nested too deeply for any story",
    ]


def test_a_broken_line_costs_itself() -> None:
    records = read(LINES, A + b'\r\n{"text": "x\n\n[1]\n' + b"[" * 100_000 + b"\n" + B)

    assert [(copy.ordinal, copy.raw) for copy in copies(records)] == [(0, A), (4, B)]
    assert [failed.reason.partition(":")[0] for failed in failures(records)] == ["line 2", "line 4", "line 5"]


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"[" + A + b', {"title": "B", "te', "a.json:1: cut off: the file ends within this record"),
        (b"[" + A + b",", "a.json:1: cut off: the list of records does not end"),
        (b'{"text": "a', "a.json:1: cut off: the file ends within this record"),
        (b'{"text": ' + b"[" * 100_000, "a.json:1: nested too deeply"),
        (b"[" * 100_000, "a.json:1: nested too deeply"),
        (b"[" + A + b"]\n\nxyz", "a.json:3: not JSON: something stands behind"),
        (b'{"text" 1}', "a.json:1: not JSON: a colon was expected"),
        (b'{"n": 1' + b"1" * 5000 + b', "text": "a"}', "a.json:1: not JSON: a number is too long"),
    ],
)
def test_a_document_that_breaks_off_is_named_with_its_line(data: bytes, fault: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(DOCUMENT, data, "a.json")

    assert str(caught.value).startswith(fault)


@pytest.mark.parametrize("data", [b"{", b"[", b'[{"ti', b'{"id": 7, "lead', b'{"id": 7, "kind": "st'])
def test_a_document_cut_off_before_any_key_of_a_story_is_a_failure(data: bytes) -> None:
    assert known_as(data, "export.json") == "json"
    with pytest.raises(ReadError, match=r"^export\.json:1: cut off"):
        read(DOCUMENT, data, "export.json")
    assert known_as(data + b'"}]}', "settings.txt") != "json"
    assert known_as(b'{"id": 7, "kind": "settings"}', "settings.json") is None


def test_a_record_longer_than_any_story_is_refused_and_on_a_line_costs_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (jsonlines, jsonstream):
        monkeypatch.setattr(module, "MOST", 3 << 20)
    long = b'{"text": "' + b"x" * (9 << 20) + b'"}'

    assert [each.reason for each in failures(read(LINES, A + b"\n" + long + b"\n" + B))] == [
        "line 2: longer than 3 MB, which no story is"
    ]
    with pytest.raises(ReadError, match=r"^file:1: a record is larger than 3 MB"):
        read(DOCUMENT, b"[" + long + b"]")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_text_of_16_bits_is_read_and_kept(encoding: str) -> None:
    data = json.dumps([{"title": "T", "text": "Vögel am Hafen"}], ensure_ascii=False).encode(encoding)
    (copy,) = copies(read(DOCUMENT, data))

    assert copy.text == "Vögel am Hafen"
    assert copy.raw in data


def test_bytes_that_are_no_utf8_are_read_as_what_they_are() -> None:
    (copy,) = copies(read(DOCUMENT, b'[{"title":"caf\xe9","text":"caf\xe9 au port"}]'))

    assert (copy.stated.headline, copy.text, copy.encoding) == ("café", "café au port", "latin-1")
    assert copy.raw == b'{"title":"caf\xe9","text":"caf\xe9 au port"}'


def test_nul_and_half_characters_never_reach_an_article() -> None:
    (copy,) = copies(read(DOCUMENT, b'{"title":"a\\u0000b \\ud800","text":"x\\r\\ny\\udfff\\u0000"}'))

    assert (copy.stated.headline, copy.text) == ("ab \ufffd", "x\ny\ufffd")


def test_a_document_without_a_known_text_names_what_there_is() -> None:
    with pytest.raises(
        ReadError, match=r"no column is known to hold the text; there are hed, wording: name it with --map"
    ):
        read(DOCUMENT, b'{"hed":"A","wording":"aa"}')


@pytest.mark.parametrize("count", [1, 3, 60])
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_records_without_a_known_text_are_told_once_however_few(name: str, count: int) -> None:
    records = ['{"hed":"A","wording":"aa"}'] * count
    data = "\n".join(["{}", *records]) if name == "a.jsonl" else f"[{{}}, {','.join(records)}]"

    with pytest.raises(ReadError, match=rf"^{name}: no column is known to hold the text; there are hed, wording:"):
        read(DOCUMENT, data.encode(), name)


def test_a_record_without_a_known_text_among_others_costs_itself() -> None:
    records = read(LINES, b'{"kind":"head"}\n' + A + b'\n{"kind":"foot"}\n')

    assert [copy.stated.headline for copy in copies(records)] == ["A"]
    assert [(failed.ordinal, failed.reason) for failed in failures(records)] == [
        (0, "line 1: no column for the text"),
        (2, "line 3: no column for the text"),
    ]
    assert read(LINES, b"{}\n{}\n") == []


def test_a_mapped_name_holds_the_text() -> None:
    map_columns({"body": "wording", "headline": "hed"})
    try:
        (copy,) = copies(read(DOCUMENT, b'{"hed":"A","text":"not this","wording":"aa"}'))
        assert (copy.stated.headline, copy.text) == ("A", "aa")
        assert known_as(b'{"hed":"A","wording":"aa"}', "a.json") == "json"
    finally:
        map_columns({})


def test_records_without_text_are_told_and_empty_ones_passed_over() -> None:
    records = read(DOCUMENT, b"[" + A + b',{"title":"B","text":""},{"title":"","text":null}]')

    assert [failed.reason for failed in failures(records)] == ["line 1: no text in 'text'"]


def test_markup_in_a_value_becomes_paragraphs() -> None:
    (copy,) = copies(
        read(DOCUMENT, json.dumps({"title": "T", "body": "<h1>T</h1><p>a &amp; b</p><p>c<br>d</p>"}).encode())
    )

    assert copy.text == "a & b\n\nc\nd"


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=10),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["text", "title", "author", "date", "people", "tags", "data", "items"]),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_whatever_the_values_are_there_are_records_or_an_error(value: object) -> None:
    data = json.dumps([value, {"title": "T", "text": "t"}]).encode()

    for reader in (DOCUMENT, LINES, NINJS):
        try:
            read(reader, data)
        except ReadError:
            continue


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ({"body_text": "plain", "body_html": "<p>marked</p>"}, "plain"),
        ({"body_html": "<p>a</p><figure><figcaption>c</figcaption></figure><p>b</p>"}, "a\n\nb"),
        ({"bodies": [{"role": "teaser", "value": "t"}, {"role": "main", "value": "m"}]}, "m"),
        ({"body_pirate": "arr"}, "arr"),
    ],
)
def test_the_main_body_of_an_item_is_its_story(item: dict[str, object], text: str) -> None:
    (copy,) = copies(read(NINJS, json.dumps({"uri": "u", "pubstatus": "usable", **item}).encode()))

    assert copy.text == text


def test_items_of_other_kinds_are_passed_over_and_withdrawn_ones_are_not() -> None:
    items = [
        {"uri": "p", "type": "picture", "body_text": "c"},
        {"uri": "k", "type": "picture", "pubstatus": "canceled"},
        {"uri": "e"},
    ]
    (copy,) = copies(read(NINJS, json.dumps(items).encode()))

    assert (copy.ordinal, copy.stated.guid, copy.stated.status, copy.text) == (1, "k", "canceled", "")


@pytest.mark.parametrize(
    ("broken", "at"),
    [("[" * 100_000, 1), ('{"title": "A", "text": "cut o', 0), ('{"title": "A"', 1), ("plain words", 1), ("[1, 2]", 1)],
)
def test_a_broken_line_beside_the_first_costs_itself(broken: str, at: int) -> None:
    good = json.dumps({"title": "B", "text": "The tide was high, Ana Ruiz said."})
    lines = [good, good]
    lines.insert(at, broken)
    found = read(JsonLinesReader(), "".join(line + "\n" for line in lines).encode(), "a.jsonl")

    assert [copy.stated.headline for copy in copies(found)] == ["B", "B"]
    assert len(failures(found)) == 1
