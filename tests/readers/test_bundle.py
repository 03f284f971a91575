"""Several articles in one plain text: what divides it, and the many single stories that must stay one."""

from __future__ import annotations

import io
from collections.abc import Callable
from textwrap import fill

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.readers import exports
from archive.readers.bundle import BundleReader
from archive.readers.files import recognise_stream
from tests.readers.support import FIRST, SECOND, STORY, THIRD, copies, failures, found, known_as, only, read

TITLES = ("Alder floods lower town", "Council votes to close bridge", "Harbour strike enters third week")
DAYS = ("March 3, 2019", "4 March 2019", "2019-03-05")
NAMES = ("Ana Ruiz", "Joss Tarrow", "Mira Vell")
PLACES = ("LORN", "PORT ALDEN, Kestrel", "Vell")
WRAPPED = "\n\n".join(fill(part, 60) for part in (FIRST, SECOND, THIRD))
RULES = ("-" * 40, "=" * 20, "=====", "_" * 30, "*" * 30, "- " * 20, "—" * 12, "~" * 9)
SHORT_RULES = ("---", "* * *", "***", "-----", "___", "#")
ODD_RULES = (
    "%", "++++++++", "..........", "• • •", ">>>>>>>>", "xxxxxxxxxx", "<|endoftext|>", "[NEXT]", "End of Document",
    "THE END", "\n\n\n\n",
)  # fmt: skip

Make = Callable[[int, str], str]


def titled(n: int, body: str = STORY) -> str:
    return f"{TITLES[n]}\n\n{body}"


def dated(n: int, body: str = STORY) -> str:
    return f"{TITLES[n]}\n{DAYS[n]}\n\n{body}"


def signed(n: int, body: str = STORY) -> str:
    return f"{TITLES[n]}\nBy {NAMES[n]}\n\n{body}"


def datelined(n: int, body: str = STORY) -> str:
    return f"{PLACES[n]} (Coastwire) - {body}"


def placed(n: int, body: str = STORY) -> str:
    return f"{TITLES[n]}\n\n{datelined(n, body)}"


def labelled(n: int, body: str = STORY) -> str:
    return f"Title: {TITLES[n]}\nDate: {DAYS[n]}\nSource: The Lorn Gazette\nAuthor: {NAMES[n]}\n\n{body}"


def bodied(n: int, body: str = STORY) -> str:
    return f"HEADLINE: {TITLES[n]}\nDATE: {DAYS[n]}\nBODY:\n{body}"


def fenced(n: int, body: str = STORY) -> str:
    return labelled(n, body).replace("\n\n", "\n=====\n\n", 1).replace("Title", "=====\nTitle", 1)


def texts(data: str, name: str = "a.txt") -> list[str]:
    return [copy.text for copy in copies(found(data, name))]


def between(line: str, make: Make, body: str = STORY) -> str:
    return f"\n\n{line}\n\n".join(make(n, body) for n in range(3))


@pytest.mark.parametrize("body", [STORY, WRAPPED], ids=["long", "wrapped"])
@pytest.mark.parametrize("make", [titled, dated, signed, datelined, placed])
@pytest.mark.parametrize("rule", RULES)
def test_rules_divide_articles_that_begin_alike(rule: str, make: Make, body: str) -> None:
    whole = [make(n, body) for n in range(3)]

    assert texts(between(rule, make, body)) == whole
    assert texts(f"\n{rule}\n".join(whole)) == whole
    assert texts(f"{rule}\n{between(rule, make, body)}\n\n{rule}\n") == whole


@pytest.mark.parametrize("make", [titled, dated, signed, datelined, placed])
def test_form_feeds_divide_articles_that_begin_alike(make: Make) -> None:
    whole = [make(n, STORY) for n in range(3)]

    assert texts("\n\f".join(whole)) == texts("\f\n".join(whole)) == texts("\n\n\f\n\n".join(whole)) == whole


@pytest.mark.parametrize("rule", SHORT_RULES[:-1])
@pytest.mark.parametrize("make", [dated, signed, placed, labelled])
def test_short_rules_divide_articles_that_tell_of_themselves(rule: str, make: Make) -> None:
    assert len(texts(between(rule, make))) == 3


@pytest.mark.parametrize("rule", ODD_RULES)
@pytest.mark.parametrize("make", [dated, signed, placed])
def test_odd_lines_that_come_again_divide_articles_that_tell_of_themselves(rule: str, make: Make) -> None:
    assert texts(between(rule, make)) == [make(n, STORY) for n in range(3)]
    assert texts(between(rule, titled)) == [between(rule, titled)]


@pytest.mark.parametrize("make", [labelled, bodied, fenced])
@pytest.mark.parametrize("line", ["", "\n", "\n\n\n", f"\n{'-' * 30}\n\n", "\n***\n", "\n\f", "\n[7]\n"])
def test_labels_that_come_again_divide_articles_with_or_without_rules(make: Make, line: str) -> None:
    records = found(f"\n{line}".join(make(n, STORY) for n in range(3)), "a.txt")
    stated = [copy.stated for copy in copies(records)]

    assert [copy.text for copy in copies(records)] == [STORY] * 3
    assert [copy.ordinal for copy in copies(records)] == [0, 1, 2]
    assert [each.headline for each in stated] == list(TITLES)
    assert [each.published and each.published.isoformat() for each in stated] == [
        "2019-03-03", "2019-03-04", "2019-03-05",
    ]  # fmt: skip
    if make is not bodied:
        assert {each.publication for each in stated} == {"The Lorn Gazette"}
        assert [each.byline for each in stated] == [(name,) for name in NAMES]


def test_two_articles_with_labels_are_two_in_other_languages_and_where_labels_are_missing() -> None:
    german = [
        f"Titel: {title}\nDatum: {day}\nQuelle: Lorner Bote\n\n{STORY}" for title, day in zip(TITLES, DAYS, strict=True)
    ]
    assert texts("\n\n".join(german[:2])) == [STORY] * 2
    assert texts("\n\n".join(f"{n}.\n{each}" for n, each in enumerate(german, 1))) == [STORY] * 3

    bare = f"Title: {TITLES[1]}\nSource: The Lorn Gazette\n\n{STORY}"
    assert texts(f"{labelled(0)}\n\n{bare}") == [STORY] * 2

    apart = [labelled(n).replace("\n", "\n\n", 4) for n in range(3)]
    assert texts("\n\n".join(apart)) == [STORY] * 3


COUNTS = (
    "Document {} of 3", "{} of 3 DOCUMENTS", "Article {} of 3", "=== Article {} of 3 ===", "Story {}/3",
    "Dokument {} von 3", "ARTICLE {} OF 3:", "--- {} of 3 articles ---",
)  # fmt: skip


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("make", [titled, datelined, labelled, lambda _, body: body])
@pytest.mark.parametrize("line", ["", f"{'_' * 40}\n\n"])
def test_lines_that_count_divide_articles_however_they_begin(count: str, make: Make, line: str) -> None:
    whole = [f"{line}{count.format(n + 1)}\n\n{make(n, STORY)}" for n in range(3)]
    wanted = [STORY if make is labelled else make(n, STORY) for n in range(3)]

    assert texts("\n\n".join(whole)) == wanted
    assert texts("\n\n".join(whole[:2])) == wanted[:2]
    assert texts("\n\n".join([*whole, *whole])) == wanted * 2
    assert texts(count.format(1) + "\n\n" + make(0, STORY)) == wanted[:1]


@pytest.mark.parametrize("count", COUNTS)
def test_a_cover_and_a_list_of_contents_are_no_articles(count: str) -> None:
    cover = "The Lorn Gazette\n\nClippings of March, printed for the harbour office by its own press.\n\n"
    listed = "".join(f"{n}. {title} ...... {n}\n" for n, title in enumerate(TITLES, 1))
    again = "".join(f"{count.format(n)}\n{title}, The Lorn Gazette\n\n" for n, title in enumerate(TITLES, 1))
    whole = "\n\n".join(f"{count.format(n + 1)}\n\n{titled(n)}" for n in range(3))

    for front in (cover, listed, cover + listed, again, cover + again):
        assert texts(f"{front}\n\n{whole}") == [titled(n) for n in range(3)]
    assert texts(f"The Lorn Gazette\n\n{listed}\n\n" + "\n\n".join(map(labelled, range(3)))) == [STORY] * 3


@pytest.mark.parametrize("number", ["[{}]", "Document {}", "=== [{}] ===", "--- Article {} ---"])
@pytest.mark.parametrize("make", [titled, dated, signed, datelined, placed])
def test_numbers_that_count_up_divide_articles_that_begin_alike(number: str, make: Make) -> None:
    whole = [f"{number.format(n + 1)}\n\n{make(n, STORY)}" for n in range(3)]

    assert texts("\n\n".join(whole)) == [make(n, STORY) for n in range(3)]
    assert len(texts("\n\n".join([whole[0], whole[2], whole[1]]))) == 1


AGAIN = f"{FIRST}\n\n{STORY}"


@pytest.mark.parametrize("end", ["-30-", "- 30 -", "--END--", "-0-", "(ENDS)", "[End]", "ENDS"])
@pytest.mark.parametrize("make", [titled, dated, signed, datelined, placed])
def test_what_stands_below_the_last_line_of_stories_divides_them(end: str, make: Make) -> None:
    whole = [make(n, STORY) for n in range(3)]

    assert texts("".join(f"{each}\n\n{end}\n\n" for each in whole)) == whole
    assert texts(f"\n{end}\n".join(whole)) == whole


@pytest.mark.parametrize("make", [titled, datelined, lambda n, body: body])
@pytest.mark.parametrize("begin", ["ZCZC", "ZCZC LOR012 240", ""])
@pytest.mark.parametrize("slug", ["r i lorn\n", ""])
def test_messages_of_teleprinters_are_an_article_each(begin: str, slug: str, make: Make) -> None:
    whole = [f"{slug}{make(n, STORY)}" for n in range(2)]

    assert texts("".join(f"{begin}\n{each}\n\nNNNN\n\n" for each in whole)) == whole
    assert texts(f"ZCZC LOR012\n{whole[0]}\n\nNNNN\n") == whole[:1]
    assert texts(f"{whole[0]}\n\nNNNN\n") == [f"{whole[0]}\n\nNNNN\n"]


@pytest.mark.parametrize("name", ["==> in/{}.txt <==", "::::::::::::::\nin/{}.txt\n::::::::::::::"])
def test_files_that_were_printed_in_a_row_are_an_article_each(name: str) -> None:
    whole = [titled(0), SECOND, datelined(2)]

    assert texts("\n".join(f"{name.format(n)}\n{each}\n" for n, each in enumerate(whole))) == whole
    assert texts(f"{name.format(1)}\n{STORY}\n") == [f"{name.format(1)}\n{STORY}\n"]


SINGLE = {
    "a rule": f"{titled(0)}\n\n{'-' * 40}\n\n{titled(1)}",
    "a box": f"{titled(0)}\n\n{'-' * 40}\n\n{titled(1)}\n\n{'-' * 40}\n\n{STORY}",
    "a table": f"{titled(0)}\n\n{'-' * 40}\nTown    Houses\n{'-' * 40}\nLorn   40\nVell   12\n{'-' * 40}\n\n{STORY}",
    "a signature": f"{titled(0)}\n\n-30-\n\n{'-' * 40}\nAna Ruiz\nThe Lorn Gazette\n{'-' * 40}\n",
    "ends of takes": f"{titled(0)}\n\n(END)\n\n{STORY}\n\n(END)\n\n{STORY}\n\n(END)\n",
    "the end of one": f"{titled(0)}\n\n-30-\n",
    "notes": f"{titled(0)}\n\n{'_' * 20}\n[1]\nThe harbour office.\n\n[2]\nThe weather office, on Friday.\n",
    "sections": "\n\n* * *\n\n".join([titled(0), STORY, STORY]),
    "sections with headings": between("* * *", titled),
    "long sections": f"\n\n{'=' * 30}\n\n".join([titled(0), STORY, STORY]),
    "underlined headings": "\n\n".join(f"{TITLES[n]}\n{'-' * 30}\n\n{STORY}" for n in range(3)),
    "headings between rules": "\n\n".join(f"{'=' * 30}\n{TITLES[n]}\n{'=' * 30}\n\n{STORY}" for n in range(3)),
    "markdown": f"# {TITLES[0]}\n\n{STORY}\n\n---\n\n## {TITLES[1]}\n\n{STORY}\n\n---\n\n## {TITLES[2]}\n\n{STORY}",
    "a roundup": f"Around the coast\n\n{between('___', datelined)}",
    "a long roundup": f"Around the coast\n\n{between('_' * 30, datelined)}",
    "a roundup without a head": between("___", datelined),
    "items in brief": between("=" * 20, titled, "It rose by a foot."),
    "pages": "\f".join([titled(0), STORY, STORY, STORY]),
    "pages with a line above": "\f".join(f"The Lorn Gazette      page {n}\n\n{STORY}\n" for n in range(4)),
    "pages that end within a sentence": "\f".join(f"{titled(n)}\n\nNobody knew how long the" for n in range(3)),
    "chapters": f"{TITLES[0]}\n\n" + "\n\n".join(f"{n}\n\n{AGAIN}" for n in range(1, 4)),
    "numbers without heads": "\n\n".join(f"[{n}]\n\n{AGAIN}" for n in range(1, 4)),
    "a treaty": "\n\n".join(f"Article {n + 1}\n\n{titled(n)}" for n in range(3)),
    "a count within": f"{titled(0)}\n\nDocument 1 of 3\n\n{STORY}",
    "counts that fall": f"Document 3 of 3\n\n{STORY}\n\nDocument 2 of 3\n\n{STORY}",
    "a diary": "\n\n***\n\n".join(f"{day}\n\n{STORY}" for day in DAYS),
    "a dialogue": "\n\n".join(f"Reporter: {FIRST}\n\nMayor: {SECOND}" for _ in range(4)),
    "the same above each": "\n\n".join(f"{'-' * 40}\n\nThe Lorn Gazette\n\n{STORY}" for _ in range(4)),
    "a list of ships": "\n\n".join(f"Name: Alder {n}\nDate: {1900 + n}\nSource: the harbour office" for n in range(9)),
}


@pytest.mark.parametrize("text", SINGLE.values(), ids=SINGLE.keys())
@pytest.mark.parametrize("change", [str, str.lower, lambda text: text.replace("\n", "\r\n")], ids=["", "lower", "crlf"])
def test_a_single_story_stays_one_whatever_stands_in_it(text: str, change: Callable[[str], str]) -> None:
    assert known_as(change(text).encode(), "a.txt") == "text"
    assert only(change(text), "a.txt").text == change(text).replace("\r\n", "\n")


@pytest.mark.parametrize(
    "text",
    [
        f"{labelled(0)}\n\nTitle: The Sea\nAuthor: Mira Vell\nPrice: 12\n\n{STORY}",
        "\n\n".join(f"Title: The Sea, part {n}\nAuthor: Mira Vell\nPrice: 12\n\n{STORY}" for n in range(3)),
        f"Title: {TITLES[0]}\nDate: {DAYS[0]}\n\n{STORY}\n\nDate: {DAYS[1]}\nPlace: the old quay\n\n{STORY}",
    ],
)
def test_labels_within_a_story_divide_nothing(text: str) -> None:
    assert known_as(text.encode(), "a.txt") == "markdown"
    assert only(text, "a.txt").text.startswith(FIRST)


@pytest.mark.parametrize("text", [between("=" * 20, titled), between("=" * 20, labelled)])
def test_what_is_named_markdown_is_one_text(text: str) -> None:
    assert known_as(text.encode(), "a.md") in ("text", "markdown")


@pytest.mark.parametrize(
    ("front", "format"),
    [
        (
            "From: ana@lorn.example\nTo: b@lorn.example\nSubject: Clippings\nDate: Fri, 3 May 2019 10:00:00 +0000\n\n",
            "mail",
        ),
        (
            "From ana@lorn.example Fri May  3 10:00:00 2019\nFrom: ana@lorn.example\nTo: b\nDate: 1\nSubject: x\n\n",
            "mbox",
        ),
        ("<html><body><pre>\n", "html"),
        ('{"body": "\n', "json"),
    ],
)
def test_what_another_format_holds_is_left_to_it(front: str, format: str) -> None:
    data = front + "\n\n".join(f"Document {n + 1} of 3\n\n{titled(n)}" for n in range(3))

    assert known_as(data.encode(), "a.txt") == format


def test_front_matter_that_comes_again_divides_articles() -> None:
    whole = "".join(f"---\ntitle: {TITLES[n]}\ndate: {DAYS[n]}\n---\n\n{STORY}\n\n" for n in range(3))

    assert [copy.stated.headline for copy in copies(found(whole, "a.txt"))] == list(TITLES)


def test_what_says_anything_in_front_of_the_first_is_kept() -> None:
    front = "The bells rang at nine."
    counted = "\n\n".join(f"Document {n + 1} of 3\n\n{titled(n)}" for n in range(1, 3))

    assert texts(f"{front}\n\n{counted}") == [front, titled(1), titled(2)]
    assert texts(f"{front}\n\n{labelled(0)}\n\n{labelled(1)}") == [front, STORY, STORY]


def test_an_article_that_begins_otherwise_stays_with_the_one_before_it() -> None:
    parts = [f"{TITLES[n % 3]} {'abcdefgh'[n]}\n\n{STORY}" for n in range(7)]
    parts[3] = STORY
    rule = f"\n\n{'=' * 30}\n\n"

    assert texts(rule.join(parts)) == [*parts[:2], rule.join(parts[2:4]), *parts[4:]]


def test_an_article_without_a_text_costs_itself() -> None:
    records = found("\n\n".join([labelled(0), labelled(1, ""), labelled(2)]), "a.txt")

    assert [copy.stated.headline for copy in copies(records)] == [TITLES[0], TITLES[2]]
    (failed,) = failures(records)
    assert (failed.ordinal, failed.reason) == (1, "line 12: no text below the lines above it")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("make", [titled, labelled])
def test_encodings_and_line_ends_change_nothing(encoding: str, make: Make) -> None:
    data = between("=" * 30, make, f"Café. {STORY}").replace("\n", "\r\n").encode(encoding)
    records = copies(read(BundleReader(), data, "a.txt"))

    assert known_as(data, "a.txt") == "bundle"
    assert len(records) == 3
    assert all(data.find(copy.raw) >= 0 for copy in records)
    assert all(copy.text.endswith(f"Café. {STORY}") for copy in records)


@pytest.mark.parametrize("make", [titled, labelled])
def test_articles_are_the_same_however_much_is_read_at_once(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    data = f"\n\n{'=' * 30}\n\n".join(make(n % 3, f"Part {n}. {STORY * (n + 1)}") for n in range(9))
    data = data.replace("Title: ", "Title: On ").replace(f"{TITLES[0]}\n", f"{TITLES[0]} again\n")
    whole = texts(data)
    for chunk in (1, 100, 5_000):
        monkeypatch.setattr(exports, "_CHUNK", chunk)
        assert texts(data) == whole


def test_a_file_longer_than_what_is_looked_at_first_is_divided_to_its_end() -> None:
    data = "".join(f"Document {n} of 900\n\n{titled(n % 3)}\n\n" for n in range(1, 901))
    records = copies(found(data, "a.txt"))

    assert len(data) > 3 * 65_536
    assert [copy.text for copy in records] == [titled(n % 3) for n in range(1, 901)]
    assert [copy.ordinal for copy in records] == list(range(900))


def test_an_article_larger_than_any_costs_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "MOST", 20_000)
    monkeypatch.setattr(exports, "_CHUNK", 1_000)
    data = "\n\n".join([labelled(0), labelled(1), labelled(2, f"{STORY}\n\n" * 200), labelled(0)])
    records = found(data, "a.txt")

    assert [copy.stated.headline for copy in copies(records)] == [TITLES[0], TITLES[1], TITLES[0]]
    assert [failed.reason.partition(": ")[2] for failed in failures(records)] == [
        "larger than 0 MB, which no article is"
    ]


LINES = st.sampled_from(
    [FIRST, SECOND, THIRD, "", "", *TITLES, *DAYS, "* * *", "[1]", "1", "Note: the tide", "LORN (Coastwire) - Rain."]
)
BODIES = st.lists(st.lists(LINES, max_size=8).map("\n".join), min_size=3, max_size=6)


@given(BODIES, st.sampled_from([f"\n\n{'=' * 20}\n\n", "\n\n"]))
def test_dividing_neither_loses_nor_doubles_a_word_of_any_body(bodies: list[str], line: str) -> None:
    whole = [f"{STORY}\n\n{body}\n\nThe end." for body in bodies]
    data = line.join(labelled(n % 3, body) for n, body in enumerate(whole))

    assert texts(data) == whole


@given(st.lists(st.one_of(LINES, st.sampled_from(RULES + SHORT_RULES)), max_size=60).map("\n".join))
def test_whatever_stands_in_a_file_all_its_words_are_read_once(data: str) -> None:
    stream = io.BytesIO(data.encode())
    reader = recognise_stream(stream, "a.txt").reader
    records = reader.read(stream, "a.txt") if reader else ()
    read_out = "\n".join(copy.text for copy in copies(records))

    for part in (FIRST, SECOND, THIRD):
        assert read_out.count(part) == data.count(part)


def test_a_date_that_can_be_read_in_one_way_only_tells_how_all_of_a_text_are_read() -> None:
    days = ("03/07/1997", "04/07/1997", "25/07/1997")
    heads = [f"TITLE: {title}\nSOURCE: Gazette\nDATE: {day}" for title, day in zip(TITLES, days, strict=True)]
    data = "\n\n".join(f"{head}\nTEXT: {STORY}" for head in heads)
    got = copies(found(data, "a.txt"))

    assert [copy.stated.published and copy.stated.published.isoformat() for copy in got] == [
        "1997-07-03", "1997-07-04", "1997-07-25",
    ]  # fmt: skip
