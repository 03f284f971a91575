"""The views as pinned text, with styles as markup where they matter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from archive.render import facets, parsed, people, reading, results, status
from archive.render.line import Line
from archive.render.palette import Palette
from archive.render.wrap import columns
from index.article import Article, Location, Quote
from index.request import CheckReport, Facet, FacetCount, PersonPage, QuoteHit, Snippet, Suggestion
from tests import golden
from tests.cli.fakes import FakeEngine
from tests.render import samples

HERE = Path(__file__).parent / "golden"
NARROW, WIDE = 40, 120


def plain(lines: Iterable[Line]) -> str:
    return "".join(line.plain + "\n" for line in lines)


def views(width: int) -> dict[str, list[Line]]:
    fake = FakeEngine()
    return {
        "hits": list(results.hits(samples.search_page().hits, width)),
        "quotes": list(results.quotes([samples.quote_hit(), _reported()], width)),
        "nothing": list(results.nothing(samples.nothing_page(), "harbor storm --place lisbon", width)),
        "facets": list(facets.facets(samples.facets().values(), width)),
        "reading": list(reading.reading(samples.harbour(), width)),
        "parsed": list(parsed.parsed(samples.ferry(), samples.STRIPPED, width, confidence=True)),
        "people": list(people.people([samples.person_page().person], width)),
        "person": list(people.person(samples.person_page(), width)),
        "status": list(status.status("/archive", fake.stats(), replace(fake.ledger(), last_run=None), width)),
        "check": list(status.checked(CheckReport(7, 45_678, 2, ("postings.0: broken: rebuild",)), width)),
    }


def _reported() -> QuoteHit:
    return samples.quote_hit(kind="indirect", person=None, text="the wall had been sound", marks=(), speaker=None)


@pytest.mark.parametrize("width", [NARROW, 80, WIDE])
@pytest.mark.parametrize("name", list(views(80)))
def test_a_view_looks_as_it_did(name: str, width: int) -> None:
    golden.check(plain(views(width)[name]), HERE / f"{name}-{width}.txt")


def test_filters_that_are_mended_together_are_shown_as_one_question() -> None:
    mend = Suggestion("spell-filter", "", 3, "person", "clara weiss", (("place", "lisbon"),))
    page = replace(samples.nothing_page(), suggestions=(mend, replace(mend, text="harbour")))

    assert plain(results.nothing(page, "storm", WIDE)).splitlines()[1:] == [
        "  Did you mean --person 'clara weiss' --place lisbon? It would find 3.",
        "  Did you mean harbour --person 'clara weiss' --place lisbon? It would find 3.",
    ]


@pytest.mark.parametrize("width", [32, NARROW, 80, WIDE])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    for name, lines in views(width).items():
        for line in lines:
            assert columns(line.plain) <= width, (name, line.plain)


@pytest.mark.parametrize("number", [99, 100, 12_345])
def test_an_entry_far_down_a_list_keeps_to_the_width(number: int) -> None:
    found = replace(samples.search_page().hits[0], headline="abcdefghi " * 20)
    quoted = replace(samples.quote_hit(), person="x" * 90)

    lines = [*results.hits([found], 43, first=number), *results.quotes([quoted], 43, first=number)]

    assert lines[0].plain.startswith(f"{number:,}  abc")
    assert max(columns(line.plain) for line in lines) == 43


def test_people_quotes_and_speakers_are_marked() -> None:
    palette = Palette(person="[P]", quote="[Q]", speaker="[S]", quoted="[q]", dateline="[D]")
    marked = {
        (line.plain[span.start : span.end], str(span.style))
        for line in reading.body(samples.harbour(), 500, palette)
        for span in line.spans
    }

    assert ("PORT SELWYN, July 14 (Northern Wire) -", "[D]") in marked
    assert ("Ana Ruiz", "[P]") in marked
    assert ("We were told it would hold for another winter,", "[Q]") in marked
    assert ("A spokesman for the ministry", "[S]") in marked


def test_the_headline_at_the_start_of_a_body_is_not_said_twice() -> None:
    text = plain(reading.reading(samples.harbour(), 80))

    assert text.count("Harbour wall gives way at Port Selwyn") == 1


@pytest.mark.parametrize(
    ("second", "shown"), [("By Ana Ruiz and Tom Marl", 1), ("Ana Ruiz, Tom Marl", 1), ("By Ana Ruiz in Velm", 2)]
)
def test_a_byline_that_says_no_more_than_the_head_is_not_said_twice(second: str, shown: int) -> None:
    story = _story(f"Dam holds\n\n{second}\n\nThe dam held.")
    article = replace(story, headline="Dam holds", headline_span=(0, 9), byline=("Ana Ruiz", "Tom Marl"))

    text = plain(reading.reading(article, 70))

    assert text.count("Ana Ruiz") == shown
    assert text.count("Dam holds") == 1
    assert "The dam held." in text


def test_who_reads_restored_copy_is_told_so() -> None:
    assert "\nRestored from damaged copy (stripped)\n" in plain(reading.reading(samples.ferry(), 80))
    assert "Restored" not in plain(reading.reading(samples.harbour(), 80))


def test_marks_that_had_no_room_are_shown() -> None:
    article = replace(_story("We go she said"), inserted=((0, '"'), (5, ',"')))

    assert '"We go," she said' in plain(reading.reading(article, 80))


def test_marks_of_speech_without_room_are_shown_once() -> None:
    body = "We will pay said Mara Lindqvist"
    article = replace(
        samples.ferry(),
        body=body,
        people=(),
        inserted=((0, '"'), (11, ',"')),
        quotes=(Quote(start=0, end=11, text=body[:11], kind="direct", utterance=0),),
    )

    assert plain(parsed.quotes(article, 80)).strip().endswith("“We will pay,”")


def test_matches_stand_out_in_an_article() -> None:
    (line,) = reading.body(_story("storm over the bay"), 80, Palette(match="[M]"), [(0, 5)])

    assert [(span.start, span.end, span.style) for span in line.spans] == [(0, 5, "[M]")]


def test_an_article_without_text_is_shown() -> None:
    assert plain(reading.reading(_story(""), 80)) == "aaaaaaaa\n\n\nWhere it lies\n  /a.txt\n"


def test_the_files_of_an_article_are_told_below_it_each_unbroken() -> None:
    places = (Location("/news/2016.zip", "a" * 90, 3), Location("/news/b  c\x1b.txt"))

    lines = plain(reading.reading(replace(_story("Fog."), locations=places), 40)).splitlines()

    assert lines[-3:] == ["Where it lies", f"  /news/2016.zip!/{'a' * 90} #3", "  /news/b  c\\x1b.txt"]


def test_what_had_to_be_assumed_is_told_above_the_article() -> None:
    lines = plain(reading.reading(replace(_story("Fog."), warnings=("dated by its file",)), 80)).splitlines()

    assert lines[:3] == ["aaaaaaaa", "Dated by its file", ""]


def test_facets_keep_what_was_chosen_apart() -> None:
    found = Facet("person", (FacetCount("Ana Ruiz", 3, "included"), FacetCount("Tom Okafor", 1, "excluded")), 0, 2)

    lines = plain(facets.facet(found, 40)).splitlines()

    assert [line[:12].rstrip() for line in lines] == ["person", "✓ Ana Ruiz", "✗ Tom Okafor"]


def test_a_date_facet_keeps_its_latest_steps() -> None:
    found = Facet("date", tuple(FacetCount(f"2016-{month:02d}", month) for month in range(8, 13)), 0, 5)

    lines = plain(facets.facet(found, 40, most=3)).splitlines()

    assert [line.split()[0] for line in lines[1:]] == ["…", "2016-10", "2016-11", "2016-12"]


def test_months_without_articles_are_shown_empty() -> None:
    lines = plain(people.months((("2015-12", 2), ("2016-02", 1)), 60)).splitlines()

    assert [line.split()[:2] for line in lines[1:]] == [["2015-12", "2"], ["2016-01", "0"], ["2016-02", "1"]]


def test_a_long_time_without_articles_is_one_line() -> None:
    lines = plain(people.months((("1996-08", 2), ("2012-02", 1)), 60)).splitlines()

    assert [line.split()[:4] for line in lines[1:]] == [
        ["1996", "2", "████████████████████████████████████████"],
        ["…", "none", "until", "2011"],
        ["2012", "1", "████████████████████"],
    ]


def test_articles_without_a_month_are_counted_below_the_chart() -> None:
    page = replace(samples.person_page(), months=(("2016-05", 3), ("2016-07", 4)))

    assert "  … 5 without a month\n" in plain(people.person(page, 80))


def test_years_alone_are_charted_where_no_month_is_known_and_counted_below_where_one_is() -> None:
    some = replace(samples.person_page(), months=(("2015", 2), ("2016-05", 3), ("2016-07", 4)))
    none = replace(samples.person_page(), months=(("2013", 2), ("2015", 3)))

    assert "Articles by month\n  2016-05 3" in plain(people.person(some, 80))
    assert "  … 5 without a month\n" in plain(people.person(some, 80))
    assert "Articles by year\n  2013 2 " in plain(people.person(none, 80))
    assert "  2014 0\n" in plain(people.person(none, 80)) and "  … 7 without a year\n" in plain(people.person(none, 80))


def test_a_table_of_long_values_takes_the_columns_that_others_leave() -> None:
    roles = (("deputy minister of the harbour", 8), ("harbour master", 1))
    page = replace(samples.person_page(), roles=roles)
    long = replace(page, places=(("Port Selwyn and its islands in the bay", 9),))

    assert "  deputy minister of the harbour 8   " in plain(people.person(page, 80))
    assert max(map(len, plain(people.person(long, 80)).splitlines())) <= 80


def test_a_person_page_of_bare_counts_is_short() -> None:
    bare = PersonPage(replace(samples.person_page().person, forms=("Ana Ruiz",)), (), (), (), (), ())

    assert plain(people.person(bare, 80)).splitlines() == ["Ana Ruiz", "12 articles · 57 mentions · 9 quotes"]


def test_copies_stand_beside_each_other_only_where_there_is_room() -> None:
    beside = plain(parsed.restored(samples.ferry(), samples.STRIPPED, 120)).splitlines()
    stacked = plain(parsed.restored(samples.ferry(), samples.STRIPPED, 80)).splitlines()

    assert beside[0].split() == ["As", "it", "was", "As", "restored"]
    assert [line for line in stacked if line.startswith("As")] == ["As it was", "As restored"]


def test_clean_copy_is_shown_once() -> None:
    article = samples.harbour()

    assert "As restored" not in plain(parsed.restored(article, article.body, 120))


def _story(body: str) -> Article:
    return Article("a" * 32, (Location("/a.txt"),), "text", 1, body, body.encode())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "PORT SELWYN, May 3 (NW) - Harbour wall gives way in storm. Nobody was hurt on Monday night, he said",
            True,
        ),
        ("PORT SELWYN, May 3 (NW) - Harbour wall gives way in storm. Nobody", False),
        ("PORT SELWYN, May 3 (NW) - Harbour wall gives way in", False),
        ("PORT SELWYN, May 3 (NW) - Harbour wall stands", True),
    ],
)
def test_a_beginning_without_matches_never_says_the_headline_again(text: str, shown: bool) -> None:
    found = replace(samples.hit(), headline="Harbour wall gives way in storm", snippets=(Snippet(text, (), 0),))

    lines = plain(results.hit(found, 80))

    assert lines.count("gives way") == 1
    assert ("Nobody was hurt" in lines or "wall stands" in lines) is shown


def test_a_passage_that_begins_with_the_headline_does_not_repeat_it() -> None:
    headline = "Harbour wall gives way"
    text = "Harbour  wall gives way. Part of the old harbour wall fell into the sea"
    passage = Snippet(text, ((0, 7), (41, 48)), 0)

    lines = plain(results.hit(samples.hit(headline=headline, snippets=(passage,)), 100)).splitlines()
    only = Snippet("Harbour wall gives way in", ((0, 7),), 0)

    assert lines[-1].strip() == "Part of the old harbour wall fell into the sea…"
    assert "way in" not in plain(results.hit(samples.hit(headline=headline, snippets=(only,)), 100))


def test_a_passage_from_within_a_sentence_says_so_before_a_capital_too() -> None:
    within, whole = (Snippet("Astrel lay in darkness.", (), 90, within=inside) for inside in (True, False))

    lines = plain(results.hit(samples.hit(snippets=(within, whole)), 80)).splitlines()

    assert [line.strip() for line in lines[-2:]] == ["…Astrel lay in darkness.", "Astrel lay in darkness."]


@pytest.mark.parametrize(
    ("width", "origin"),
    [
        (90, "Northern Wire · Port Selwyn · 14 Jul 2016 · +2 copies · b1fe3b94"),
        (60, "Northern Wire · Port Selwyn · 14 Jul 2016 · +2 copies"),
        (52, "Norther… · Port Selwyn · 14 Jul 2016 · +2 copies"),
        (45, "Northern Wire · 14 Jul 2016 · +2 copies"),
        (34, "Northern Wire · +2 copies"),
    ],
)
def test_an_origin_of_one_line_leaves_out_what_has_no_room(width: int, origin: str) -> None:
    lines = plain(results.hit(samples.hit(copies=2), width, short=True)).splitlines()

    assert lines[1].strip() == origin


def test_the_summary_tells_different_quotes_from_all() -> None:
    page = samples.search_page(hits=(), quotes=(samples.quote_hit(copies=2),), total=1_019, entries=1_017)

    assert results.summary(page, 1, 10, "quote").plain == "11–11 of 1,017 different quotes in 1,019 · 12 ms"


def test_a_quote_tells_its_copies_and_where_they_stand() -> None:
    found = samples.search_page().hits[1]
    lines = plain(results.quote(samples.quote_hit(copies=2, folded=found.folded), 100)).splitlines()

    assert lines[-2].strip().endswith("Northern Wire · Port Selwyn · 14 Jul 2016 · +2 copies · b1fe3b94")
    assert (
        lines[-1].strip()
        == f"also Daily Anchor 15 Jul 2016 {samples.id_of('anchor')[:8]}, nobody.txt {samples.id_of('nobody')[:8]}"
    )


def test_an_id_never_hangs_alone_below_a_quote() -> None:
    found = samples.quote_hit(source="United Press Association", place="Port Selwyn Harbour")

    *_, title, origin = plain(results.quote(found, 80)).splitlines()

    assert title.strip() == found.headline
    assert origin.strip() == "United Press Association · Port Selwyn Harbour · 14 Jul 2016 · b1fe3b94"


def test_short_words_leave_the_headline_a_line_of_its_own() -> None:
    found = samples.quote_hit(text="It did not hold.", marks=())

    *_, title, origin = plain(results.quote(found, 40, short=True)).splitlines()

    assert title.strip() == "Harbour wall gives way at Port Selw…"
    assert origin.strip() == "Norther… · Port Selwyn · 14 Jul 2016"


def test_a_long_quote_in_short_ends_with_an_ellipsis() -> None:
    lines = plain(results.quote(samples.quote_hit(), 28, short=True)).splitlines()

    assert lines[1:] == [
        "    “We were told it would",
        "    hold for another winter,",
        "    ... It did not hold for…",
        "    Northern… · 14 Jul 2016",
    ]


def test_many_months_are_shown_as_years() -> None:
    months = tuple((f"{1990 + number // 12}-{number % 12 + 1:02d}", 1) for number in range(60))
    counts = tuple(FacetCount(month, number) for month, number in months)

    facet = plain(facets.facet(Facet("date", counts, 0, 60), 40)).splitlines()
    chart = plain(people.months(months, 60)).splitlines()

    assert [line.split()[:2] for line in facet[1:]] == [[str(year), "12"] for year in range(1990, 1995)]
    assert chart[0] == "Articles by year"
    assert [line.split()[:2] for line in chart[1:]] == [[str(year), "12"] for year in range(1990, 1995)]


def test_a_long_speech_is_cut_in_a_list() -> None:
    lines = plain(results.quote(samples.quote_hit(text="We will rebuild. " * 100, marks=()), 80)).splitlines()

    assert len(lines) == 11
    assert lines[-2].strip() == "…"


def test_the_months_of_the_last_year_there_is_come_to_an_end() -> None:
    assert plain(people.months((("9999-11", 1), ("9999-12", 2)), 60)).splitlines()[1:] == [
        f"  9999-11 1 {'█' * 20}",
        f"  9999-12 2 {'█' * 40}",
    ]
