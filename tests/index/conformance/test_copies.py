"""Near-identical copies are folded into the best of them; everything else counts each match."""

from __future__ import annotations

from index.article import Article
from index.engine import SearchEngine
from index.request import FacetRequest, SearchRequest
from tests.index.build import Said, article, article_id, commit, names

STORY = (
    "The harbour wall at Port Selwyn gave way on Thursday night, hours after the mayor had asked for it to be closed. "
    "Nobody was hurt, and the ferries stayed at their moorings until the sea went down. Engineers of the county had "
    "counted eleven cracks in spring and asked for money to fill them before the winter storms. The council met twice "
    "and put the matter off, since a new wall was to be paid for by the ministry, which says that it never had a plan. "
    "Fishermen carried what they could to the upper quay. One of them said that he had heard the stones move since "
    "Easter, and that whoever lives beside the water knows that sound. The lighthouse stands, but its lamp is out. "
    "Divers are to look at the foundations once the tide allows it, and the road along the front remains closed to "
    "everything but ambulances. Insurers sent two men on the first train. The mayor wants a bridge of pontoons, "
    "the owners of the ferries want the army, and the minister wants to see the place for himself on Saturday, "
    "weather permitting, his office said. Schools are open, and the market moves to the station for a week at least."
)


def copies(number: int = 3) -> list[Article]:
    """Return the same story as several papers print it."""
    bodies = [STORY, STORY.upper(), STORY.replace("eleven", "twelve").replace("Saturday", "Sunday") + " More follows."]
    return [
        article(f"copy{at}", body=bodies[at], agency=f"Paper {at}", published=f"2016-07-{20 - at}")
        for at in range(number)
    ]


def test_copies_are_folded_into_the_best_of_them(engine: SearchEngine) -> None:
    commit(engine, [*copies(), article("other", body="the harbour again, and nothing else", published="2015")])

    page = engine.search(SearchRequest("harbour", grouped=True, sort="date"))

    assert names(page) == ["copy0", "other"]
    assert (page.total, page.entries) == (4, 2)
    assert page.hits[0].copies == 2 and page.hits[1].copies == 0
    assert [(each.id, each.source) for each in page.hits[0].folded] == [
        (article_id("copy2"), "Paper 2"),
        (article_id("copy1"), "Paper 1"),
    ]


def test_copies_stay_apart_unless_asked_to_be_folded(engine: SearchEngine) -> None:
    commit(engine, copies())

    page = engine.search(SearchRequest("harbour"))

    assert len(page.hits) == 3 and page.entries is None
    assert {(hit.copies, hit.folded) for hit in page.hits} == {(0, ())}


def test_clean_and_stripped_copies_are_one_story(engine: SearchEngine) -> None:
    stripped = "".join(char if char.isalnum() else " " for char in STORY.lower())
    commit(engine, [article("clean", body=STORY), article("stripped", body=stripped)])

    (hit,) = engine.search(SearchRequest("", grouped=True)).hits
    assert hit.copies == 1


def test_facets_and_the_total_count_every_copy(engine: SearchEngine) -> None:
    commit(engine, copies())

    page = engine.search(SearchRequest("harbour", grouped=True, facets=(FacetRequest("source"),)))

    assert page.total == 3 and len(page.hits) == 1
    assert [count.count for count in page.facets["source"].counts] == [1, 1, 1]


def test_only_copies_that_match_are_counted(engine: SearchEngine) -> None:
    commit(engine, copies())

    page = engine.search(SearchRequest("harbour twelve", grouped=True))

    assert names(page) == ["copy2"] and page.hits[0].copies == 0


def test_pages_of_folded_hits_follow_each_other(engine: SearchEngine) -> None:
    others = [article(f"other{at}", body=f"harbour news {at}", published=f"2016-06-{at + 1:02d}") for at in range(5)]
    commit(engine, [*copies(), *others])
    whole = names(engine.search(SearchRequest("harbour", grouped=True, sort="date", limit=50)))

    pages = [
        engine.search(SearchRequest("harbour", grouped=True, sort="date", limit=2, offset=at)) for at in (0, 2, 4, 6)
    ]

    assert (
        [name for page in pages for name in names(page)]
        == whole
        == ["copy0", *(f"other{at}" for at in range(4, -1, -1))]
    )
    assert {page.entries for page in pages} == {6}


def test_a_few_words_are_no_story(engine: SearchEngine) -> None:
    commit(engine, [article(f"brief{at}", body="No text was sent with this item") for at in range(3)])

    assert engine.search(SearchRequest("", grouped=True)).entries == 3


def test_short_pieces_written_to_a_formula_stay_apart(engine: SearchEngine) -> None:
    formula = (
        "The central bank set its rate for overnight money at {} per cent on {}, dealers in Port Selwyn said. It took "
        "{} million crowns out of the market, against {} million on the day before. The crown closed at {} to the mark."
    )
    figures = [("4.1", "Monday", "310", "290", "2.71"), ("4.2", "Friday", "125", "180", "2.69")]
    commit(engine, [article(f"rate{at}", body=formula.format(*told)) for at, told in enumerate(figures)])

    assert engine.search(SearchRequest("", grouped=True)).entries == 2


def test_no_more_than_twenty_copies_are_named_but_all_are_counted(engine: SearchEngine) -> None:
    commit(engine, [article(f"copy{at:02d}", body=STORY, published=f"2016-{at % 12 + 1:02d}-01") for at in range(24)])

    (hit,) = engine.search(SearchRequest("", grouped=True, sort="date")).hits
    assert hit.copies == 23 and len(hit.folded) == 20
    assert [each.published.start.month for each in hit.folded if each.published] == sorted(
        each.published.start.month for each in hit.folded if each.published
    )


def test_a_copy_that_is_gone_is_no_copy(engine: SearchEngine) -> None:
    commit(engine, copies())
    commit(engine, remove=["copy1"])

    (hit,) = engine.search(SearchRequest("", grouped=True)).hits
    assert hit.copies == 1


SAID = "Whoever lives beside the water knows that sound."


def quoting(*said: str) -> list[Article]:
    """Return the same story as papers print it, with something said in each."""
    return [
        article(
            f"copy{at}",
            body=f'{STORY} "{words}" Ruiz said.',
            people=["Ana Ruiz"],
            quotes=[Said(words, "Ana Ruiz", "Ruiz")],
            agency=f"Paper {at}",
            published=f"2016-07-{20 - at}",
        )
        for at, words in enumerate(said)
    ]


def test_the_same_words_in_copies_are_folded_into_the_best_of_them(engine: SearchEngine) -> None:
    commit(engine, quoting(SAID, SAID.upper(), SAID.lower().replace(".", "")))

    page = engine.search(SearchRequest("water", grouped=True, of="quotes", sort="date"))

    assert names(page) == ["copy0"]
    assert (page.total, page.entries, page.quotes[0].copies) == (3, 1, 2)
    assert [(each.id, each.source, each.utterance) for each in page.quotes[0].folded] == [
        (article_id("copy2"), "Paper 2", 0),
        (article_id("copy1"), "Paper 1", 0),
    ]


def test_other_words_in_copies_are_quotes_of_their_own(engine: SearchEngine) -> None:
    commit(engine, quoting(SAID, "The sound beside that water knows whoever lives.", SAID))

    page = engine.search(SearchRequest("", grouped=True, of="quotes", sort="date"))

    assert names(page) == ["copy0", "copy1"]
    assert [hit.copies for hit in page.quotes] == [1, 0]


def test_the_same_words_in_another_story_are_no_copy(engine: SearchEngine) -> None:
    commit(engine, [*quoting(SAID), article("other", body="In June.", quotes=[Said(SAID, speaker="a diver")])])

    page = engine.search(SearchRequest("", grouped=True, of="quotes"))

    assert page.entries == page.total == 2


def test_what_an_article_says_twice_is_said_twice_in_copies_too(engine: SearchEngine) -> None:
    twice = [Said("Not yet", speaker="he", utterance=0), Said("Not yet", speaker="she", utterance=1)]
    body = f'{STORY} "Not yet" he said. "Not yet" she said.'
    commit(engine, [article(f"copy{at}", body=body, quotes=twice) for at in range(2)])

    page = engine.search(SearchRequest("", grouped=True, of="quotes"))

    assert [(hit.speaker, hit.copies) for hit in page.quotes] == [("he", 1), ("she", 1)]
    assert [hit.folded[0].utterance for hit in page.quotes] == [0, 1]


def test_quotes_stay_apart_unless_asked_to_be_folded(engine: SearchEngine) -> None:
    commit(engine, quoting(SAID, SAID))

    page = engine.search(SearchRequest("", of="quotes"))

    assert len(page.quotes) == 2 and page.entries is None
    assert {(hit.copies, hit.folded) for hit in page.quotes} == {(0, ())}


def test_what_a_person_said_last_is_told_once_for_all_copies(engine: SearchEngine) -> None:
    commit(engine, quoting(SAID, SAID, "The sound beside that water knows whoever lives."))

    page = engine.person("Ana Ruiz")

    assert page is not None and page.person.quotes == 3
    assert [(hit.id, hit.copies) for hit in page.quotes] == [(article_id("copy0"), 1), (article_id("copy2"), 0)]


def test_facets_and_the_total_count_the_quotes_of_every_copy(engine: SearchEngine) -> None:
    commit(engine, quoting(SAID, SAID))

    page = engine.search(SearchRequest("", grouped=True, of="quotes", facets=(FacetRequest("speaker"),)))

    assert page.total == 2 and len(page.quotes) == 1
    assert [(count.value, count.count) for count in page.facets["speaker"].counts] == [("Ana Ruiz", 2)]


def test_pages_of_folded_quotes_follow_each_other(engine: SearchEngine) -> None:
    others = [
        article(
            f"other{at}", body="In June.", quotes=[Said(f"No water {at}", speaker="he")], published=f"2016-06-0{at}"
        )
        for at in range(1, 6)
    ]
    commit(engine, [*quoting(SAID, SAID, SAID), *others])

    pages = [
        engine.search(SearchRequest("water", grouped=True, of="quotes", sort="date", limit=2, offset=at))
        for at in (0, 2, 4, 6)
    ]

    assert [name for page in pages for name in names(page)] == ["copy0", *(f"other{at}" for at in range(5, 0, -1))]
    assert {(page.total, page.entries) for page in pages} == {(8, 6)}


STATED = "the sea was “stronger than any wall”"


def reporting(number: int = 1) -> list[Article]:
    """Return a story as papers print it, with a statement that is partly in marks, and these words by themselves."""
    quotes = [
        Said(STATED, "Ana Ruiz", "Ruiz", kind="indirect"),
        Said("stronger than any wall", "Ana Ruiz", "Ruiz"),
        Said("We knew.", "Ana Ruiz", "she"),
    ]
    body = f"{STORY} Ruiz said {STATED}. “We knew.”"
    return [article(f"copy{at}", body=body, people=["Ana Ruiz"], quotes=quotes) for at in range(number)]


def test_words_in_marks_are_told_by_the_statement_that_they_are_a_part_of(engine: SearchEngine) -> None:
    commit(engine, reporting())

    page = engine.search(SearchRequest("", grouped=True, of="quotes"))

    assert [quote.text for quote in page.quotes] == [STATED, "We knew."]
    assert (page.total, page.entries, [quote.copies for quote in page.quotes]) == (3, 2, [0, 0])


def test_a_statement_in_copies_is_one_entry_and_its_parts_are_no_copies(engine: SearchEngine) -> None:
    commit(engine, reporting(3))

    page = engine.search(SearchRequest("stronger", grouped=True, of="quotes"))

    assert [(quote.text, quote.copies) for quote in page.quotes] == [(STATED, 2)]
    assert (page.total, page.entries) == (6, 1)


def test_words_in_marks_stand_by_themselves_where_their_statement_does_not_match(engine: SearchEngine) -> None:
    commit(engine, reporting())

    page = engine.search(SearchRequest("stronger kind:direct", grouped=True, of="quotes"))

    assert [quote.text for quote in page.quotes] == ["stronger than any wall"]
    assert len(engine.search(SearchRequest("stronger", of="quotes")).quotes) == 2


def test_parts_of_statements_step_back_on_the_page_of_a_person(engine: SearchEngine) -> None:
    commit(engine, reporting())

    page = engine.person("Ana Ruiz")

    assert page is not None and page.person.quotes == 3
    assert [quote.text for quote in page.quotes] == [STATED, "We knew."]
