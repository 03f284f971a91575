"""From copy to articles."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive import parse as parsing
from archive.extract.mending import mended
from archive.extract.version import READER_VERSION
from archive.parse import article_id, parse
from archive.readers.copy import Copy, Stated
from index.article import Article, Dateline, Person, Published
from tests.gold.damage import stripped

STORY = (
    "Board votes to close dock\n\nBy Ada Quill\n\nLONDON, July 14, 2016 (Reuters) - Harbour chief Peter Harrow said on "
    'Tuesday that the old dock would be closed for good.\n\n"We have no choice," Harrow told reporters. "The piles are '
    'rotten."\n\nPilots\' spokeswoman Maria Vass called the vote "a sad day" for the town.\n\n'
    "(Reporting by Ada Quill; Editing by Lena Brandt)\n"
)


def read(text: str, stated: Stated | None = None) -> Article:
    (article,) = parse(
        [Copy(text.encode("utf-8", "surrogatepass"), text, "text", stated=stated or Stated())], "/a/b.txt"
    )
    return article


@pytest.mark.parametrize("damage", [str, str.upper, stripped])
@pytest.mark.parametrize(
    "text",
    [
        "By Maria del Carmen Quill, Piet van der Vass and Sean Harrow\n\nROSARIO, Santa Fe province, Nov. 8 (AFP) -",
        "Skip to main content\n\nBoard votes to close dock | Ada Quill\n\nWireless to The Lorn Post\n\nLagos | AFP |",
        "(ANSA) - Rome, November 6 - Pilots said that\n\nContributing: Ada Quill\n\nFollow Ada Quill on Twitter: @ada",
    ],
)
def test_what_was_cut_off_anywhere_in_its_opening_is_read(text: str, damage: Callable[[str], str]) -> None:
    cuts = [damage(text[:at]) for at, c in enumerate(text) if not c.isalnum()]

    assert len(parse([Copy(cut.encode(), cut, "text") for cut in cuts], "a.txt")) == len(cuts)


def test_a_story_is_read_into_its_fields() -> None:
    article = read(STORY)
    assert article.body == STORY
    assert article.headline == "Board votes to close dock"
    assert article.headline_span == (0, 25)
    assert article.byline == ("Ada Quill", "Lena Brandt")
    assert article.agency == article.source == "Reuters"
    assert article.dateline and article.dateline.place == "London"
    assert article.published == Published(datetime(2016, 7, 14), "day")
    assert [p.name for p in article.people] == ["Peter Harrow", "Maria Vass"]
    assert [(q.text, q.person) for q in article.quotes if q.kind == "direct"] == [
        ("We have no choice,", "Peter Harrow"),
        ("The piles are rotten.", "Peter Harrow"),
        ("a sad day", "Maria Vass"),
    ]
    assert [v.text for v in article.places] == ["London"]
    assert article.damage == ()
    assert article.stated == ()
    assert dict(article.confidence).keys() == {"agency", "dateline", "headline", "published"}


def test_a_stripped_story_is_read_into_the_same_people_place_and_source() -> None:
    story = STORY[STORY.index("LONDON") :]
    article = read(stripped(story))
    assert len(article.body) == len(story)
    assert [d.kind for d in article.damage] == ["stripped"]
    assert article.source == "Reuters"
    assert article.dateline and article.dateline.place == "London"
    assert {"Peter Harrow", "Maria Vass"} <= {p.name for p in article.people}


def test_those_who_wrote_a_story_are_no_people_of_it() -> None:
    assert not {"Ada Quill", "Lena Brandt"} & {p.name for p in read(STORY).people}


def test_the_identity_is_the_digest_of_the_raw_record() -> None:
    raw = b"\xff raw bytes"
    (article,) = parse([Copy(raw, "some text", "text")], "/a")
    assert article.id == article_id(raw) == hashlib.blake2b(raw, digest_size=16).hexdigest()
    assert len(article.id) == 32
    assert article.raw == raw
    assert article.reader == READER_VERSION


def test_what_a_format_states_wins_over_what_is_inferred() -> None:
    stated = Stated(
        headline="Dock",
        dateline=Dateline("OSLO", "Oslo"),
        agency="Associated Press",
        published=Published(datetime(2017, 1, 1), "day"),
        byline=("Nils Berg",),
    )
    article = read(STORY, stated)
    assert (article.headline, article.headline_span) == ("Dock", None)
    assert article.agency == "Associated Press"
    assert article.dateline == stated.dateline
    assert article.published == stated.published
    assert article.byline == ("Nils Berg",)
    assert article.stated == ("headline", "dateline", "agency", "published", "byline")
    assert dict(article.confidence) == {}


def test_lists_that_are_stated_and_inferred_are_united() -> None:
    stated = Stated(
        places=("Oslo", "London"),
        people=(Person("Peter Harrow", ("harbour master",), stated=True), Person("Nils Berg", stated=True)),
        keywords=("docks",),
    )
    article = read(STORY, stated)
    assert [(v.text, v.stated) for v in article.places] == [("Oslo", True), ("London", True)]
    assert [(p.name, p.stated) for p in article.people] == [
        ("Peter Harrow", True),
        ("Maria Vass", False),
        ("Nils Berg", True),
    ]
    assert article.people[0].roles[0] == "harbour master"
    assert article.people[0].mentions
    assert [v.text for v in article.keywords] == ["docks"]


def test_a_paper_that_is_stated_stands_beside_the_agency_of_the_dateline() -> None:
    article = read(STORY, Stated(publication="The Port Hale Courier"))
    assert (article.agency, article.publication, article.source) == ("Reuters", "The Port Hale Courier", "Reuters")


def test_records_keep_their_order_member_and_number() -> None:
    copies = [Copy(b"1", "One.", "mbox", "m", 0), Copy(b"2", "Two.", "mbox", "m", 1)]
    articles = parse(copies, "/p")
    assert [(a.locations[0].path, a.locations[0].member, a.locations[0].ordinal) for a in articles] == [
        ("/p", "m", 0),
        ("/p", "m", 1),
    ]


def test_what_lies_behind_the_part_that_is_read_closely_is_kept_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    text = stripped(STORY) + "  and   jane pike said   this is the end   " * 40
    monkeypatch.setattr(parsing, "READ_AT_MOST", len(STORY))

    article = read(text)

    read_closely = article.body.index("and   jane pike")
    assert article.body[read_closely:] == text[read_closely:]
    assert article.body != text and len(article.body) == len(text)
    assert "Peter Harrow" in [person.name for person in article.people]
    assert all(end <= len(STORY) for person in article.people for _, end in person.mentions)
    assert article.warnings == (
        f"only the first {read_closely - 2:,} of {len(text):,} characters were searched for people and speech;"
        " split the file",
    )


def test_no_copy_gives_no_article() -> None:
    assert parse([], "/p") == []


def test_control_characters_stay_in_the_body() -> None:
    assert "\x1b[31m" in read("\x1b[31mThe dock closed.").body


def test_offsets_count_code_points() -> None:
    article = read('😀😀 Mayor Maria Quill spoke. "The dock 😀 is old," Quill said.')
    (quote,) = (q for q in article.quotes if q.kind == "direct")
    assert article.body[quote.start : quote.end] == quote.text == "The dock 😀 is old,"


@example("²\n0")
@example("1976 ² ³\n")
@given(st.one_of(st.text(max_size=200), st.text(alphabet="ab .,\"'()\n-", max_size=200)))
@settings(deadline=None, max_examples=80)
def test_odd_text_is_read_without_an_error(text: str) -> None:
    article = read(text)
    size = len(article.body)
    assert size == len(mended(Copy(text.encode("utf-8", "surrogatepass"), text, "text")).text)
    assert all(0 <= q.start < q.end <= size and article.body[q.start : q.end] == q.text for q in article.quotes)
    assert all(q.person is None or q.person in {p.name for p in article.people} for q in article.quotes)
    if article.dateline and article.dateline.span:
        assert article.dateline.text == article.body[slice(*article.dateline.span)]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ('James Reyes\' lawyer, Peter Quill, said Reyes "had gone home".', ["Peter Quill"]),
        (
            'Tomas Reyes spoke. According to the minister of transport, Dr. Bashir al-Khatib, the ship "was full".',
            ["Bashir al-Khatib"],
        ),
        (
            '"It goes on," warned analyst Wei Zhang at Barclays; her colleague, Dr Anna Quill, agreed, saying: "Yes."',
            ["Wei Zhang", "Anna Quill"],
        ),
        ('"Our clients are furious," said Sir Nigel Hart QC, for the Labour MP Tom Reyes.', ["Nigel Hart"]),
        ('"We oppose this," Lin Mao said when asked to comment on remarks that the harbour was a threat.', ["Lin Mao"]),
        (
            'A former minister of ports, Senator Ada Bello, has faulted the board, describing it as "anti-people".',
            ["Ada Bello"],
        ),
        (
            'Counsel Ms Aisha Khan asked the witness: "Did you see it?" The witness, Mrs Joan Platt, replied: "Yes."',
            ["Aisha Khan", "Joan Platt"],
        ),
        ('Tom Bridge left. The Bishop of Velm, the Rt Rev John Carr, said he would "pray for it".', ["John Carr"]),
        ('In the words of Sen. Bob Hart (R-Iowa): "Good riddance."', ["Bob Hart"]),
        (
            '"If you fear the heat," as Harry Marsh put it, "leave the kitchen." Marsh\'s line was quoted twice.',
            ["Harry Marsh", "Harry Marsh"],
        ),
        ('Mr. Ernest Pell was praised. Mr. Attley said that he had been "the conscience of the House".', ["Attley"]),
        ('Asked whether the ferry was full that day, Tomas Reyes replied: "No comment."', ["Tomas Reyes"]),
    ],
)
def test_who_speaks_is_told_from_who_is_named_beside(text: str, speakers: list[str]) -> None:
    assert [quote.person for quote in read(text).quotes if quote.kind == "direct"] == speakers


def test_a_cue_is_words_of_saying_alone() -> None:
    (quote,) = read('Mayor Ana Quill said on Sunday that the city "will not move".').quotes[-1:]
    assert (quote.person, quote.cue) == ("Ana Quill", "said")


def test_the_words_of_a_restored_name_agree_in_their_capitals() -> None:
    body = read(
        "the speaker kevin mccreary shot back on monday  the president is asleep  mccreary told reporters  "
        "the state police officer dsp grace eze confirmed that mccreary had left  "
    ).body
    assert body.count("McCreary") == 3
    assert "Grace Eze" in body


@pytest.mark.parametrize("when", ["on Monday ", "on Monday that ", "Monday ", "late on March 3 that ", "that ", ""])
def test_reported_speech_begins_behind_the_day_it_was_said(when: str) -> None:
    (quote,) = read(f"The port of Velm said {when}its old pier had been closed for good.").quotes
    assert quote.text == "its old pier had been closed for good"
