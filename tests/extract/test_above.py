"""Writers, headlines and days above a story, as papers and agencies print them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from archive.extract.dateline import head_words, opening_of
from archive.extract.headline import headline_of
from archive.extract.published import published_of
from archive.parse import parse
from archive.readers import Copy
from tests.extract.heads import STORY, above, byline, day, folded, headline, read
from tests.gold.damage import stripped


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("By Ada Quill\n\n" + STORY, ("Ada Quill",)),
        ("By Ada Quill and Peter Harrow\n\n" + STORY, ("Ada Quill", "Peter Harrow")),
        ("BY ADA QUILL\n\n" + STORY, ("Ada Quill",)),
        (STORY + "\n\n(Reporting by Ada Quill; Editing by Peter Harrow)", ("Ada Quill", "Peter Harrow")),
        (
            STORY + "\n\n(Additional reporting by Ada Quill in London and Lena Vass; editing by Peter Harrow)",
            ("Ada Quill", "Lena Vass", "Peter Harrow"),
        ),
        (STORY + "\n\nAda Quill and Lena Vass contributed to this report.", ("Ada Quill", "Lena Vass")),
        (stripped("By Ada Quill\n\nLONDON (Reuters) - " + STORY), ("Ada Quill",)),
        ("Dock to close\n\nWords: Ada Quill\n\n" + STORY, ("Ada Quill",)),
        ("Author: Ada Quill\n\nDock to close\n\n" + STORY, ("Ada Quill",)),
        ("Author: Dock board\n\nDock to close\n\n" + STORY, ()),
        ("Films\n\nDirector: Jo Vass\nWriter: Ada Quill\nProducer: Lena Marsh\n\n" + STORY, ()),
        ("Films\n\nWriter: Ada Quill\nProducer: Lena Marsh\n\n" + STORY, ()),
        ("Dock to close after storm | Ada Quill\n\n" + STORY, ("Ada Quill",)),
        ("Dock to close after storm | Ada Quill\n\nQuill, a pilot, wept. " + STORY, ()),
        ("Dock to close\n\nPosted on May 4, 2017 by Ada Quill\n\n" + STORY, ("Ada Quill",)),
        ("Dock to close\n\nBy Ada Quill on May 4, 2017\n\n" + STORY, ("Ada Quill",)),
        ("Dock to close\n\nText by Ada Quill; photographs by Omar Vass\n\n" + STORY, ("Ada Quill",)),
        ("By Agencies\n\nDock to close\n\n" + STORY, ()),
        (STORY + "\n\nContributing: Ada Quill and Peter Harrow", ("Ada Quill", "Peter Harrow")),
        (STORY + "\n\nReported by Ada Quill, LORN NEWSROOM", ("Ada Quill",)),
        (STORY + "\n\nAda Quill is a staff writer at the Lorn Courier.", ("Ada Quill",)),
        (STORY + "\n\nAda Quill is a writer who saw the dock burn.", ()),
        (STORY + "\n\nAda Quill covers docks for the Lorn Courier.", ("Ada Quill",)),
        (STORY + "\n\nAda Quill reported from Lima, and Jo Vass from Quito.", ("Ada Quill", "Jo Vass")),
        (STORY + " Ada Quill came from Lima.", ()),
        (STORY + "\n\nada.quill@lorn.example", ("Ada Quill",)),
        (STORY + "\n\nWith reporting by Ada Quill in Lima.", ("Ada Quill",)),
        (STORY + "\n\nFollow Ada Quill on Twitter: @adaquill", ("Ada Quill",)),
        ("Ada Quill sat. " + STORY + "\n\nFollow Ada Quill on Twitter: @adaquill", ()),
        ("Dock to close\n\nAda Quill\nStaff Writer\n\n" + STORY, ("Ada Quill",)),
        ("By Ada Quill | Lorn Courier\n\n" + STORY, ("Ada Quill",)),
        ("By Ada Quill, Political Editor\n\n" + STORY, ("Ada Quill",)),
        (folded("Dock to close after storm\n\nBy Ada Quill, Associated Press\n\n" + STORY), ("Ada Quill",)),
        ("EXCLUSIVE By Ada Quill\n\n" + STORY, ("Ada Quill",)),
        ("By ADA QUILL\nMore by this Author\n\nBy PETER HARROW\n\n" + STORY, ("Ada Quill", "Peter Harrow")),
        (
            "By ADA O'QUILL, JO MCHARROW and LENA VASS-BRANDT\n\n" + STORY,
            ("Ada O'Quill", "Jo McHarrow", "Lena Vass-Brandt"),
        ),
        ("By Ada Quill, Local Harbour Reporter\n\n" + STORY, ("Ada Quill",)),
        ("Dock to close\nBy state political reporter Ada Quill\n\n" + STORY, ("Ada Quill",)),
        ("Dock to close\nFrom Ada Quill, Foreign Staff, in Rome\n\n" + STORY, ("Ada Quill",)),
        ("Dock to close\n\nAda Quill\nada.quill@lorn.example\n\n" + STORY, ("Ada Quill",)),
        ("Dock to close\n\nBy Ada Quill\n\nBy noon the dock was shut.\n\n" + STORY, ("Ada Quill",)),
        ("From Velm to Lorn the dock is shut in March\n\n" + STORY, ()),
        ("Dock to close\n\nFrom Chidi Quill, Enugu\n\n" + STORY, ("Chidi Quill",)),
        ("From Monday, Velm Dock is shut\n\n" + STORY, ()),
        ("Dock to close\n\nBYLINE: Ada Quill\n\n" + STORY, ("Ada Quill",)),
        ("Dock to close\n\nBy Ada Quill aquill@lorn.example\n\n" + STORY, ("Ada Quill",)),
        ("Dock to close\n\nBy Ada Quill ada.quill@lorn.example\n\n" + STORY, ("Ada Quill",)),
        ("Dock to close soon\n\nAda Quill, Canberra\n\n" + STORY, ("Ada Quill",)),
        ("Dock to close soon\n\nADA QUILL\n\n" + STORY, ("Ada Quill",)),
        ("Why must the dock close?\n\nAda Vass-Quill\n\n" + STORY, ("Ada Vass-Quill",)),
        ("Dock to close soon\n\nAda Quill\nThe Guardian, Monday 4 June 2012\n\n" + STORY, ("Ada Quill",)),
        ("Dock to close soon\n\nAna Quill\nFriday 3 May 2013\n\n" + STORY, ("Ana Quill",)),
        ("Dock to close soon\nAna Quill\nMay 3, 2013\n\n" + STORY, ("Ana Quill",)),
        ("Dock to close soon\nAna Quill\nMay 3, 2013\n\nQuill, a pilot, wept. " + STORY, ()),
        ("Dock to close soon\n\nBy Ada Quill, Special to CNN\n\n" + STORY, ("Ada Quill",)),
        ("Dock to close soon\n\nBy ADA QUILL\nSpecial to The Lorn Courier\n\n" + STORY, ("Ada Quill",)),
        ("Dock to close soon\n\nAda Quill\n\nQuill, a pilot, wept. " + STORY, ()),
        ("Dock to close soon\n\nAda Quill\n\nSee page 4\n\n" + STORY, ()),
        (stripped("Board votes to close dock\n\nBy Ada Quill\nThe Lorn Courier\n\n" + STORY), ("Ada Quill",)),
        (STORY + "\n\n— Ada Quill", ("Ada Quill",)),
        (STORY + '\n\n"The dock is shut."\n— Ada Quill', ()),
        (STORY + " Quill said that it was.\n\n— Ada Quill", ()),
        (STORY + " Quill wept.\n\n- Ada Quill", ()),
        (
            STORY
            + "\n\nAssociated Press writers Ada Quill in Raleigh, North Carolina, and Lena Vass in Velm contributed "
            "to this report.",
            ("Ada Quill", "Lena Vass"),
        ),
        (STORY + "\n\n(Reporting by Ana Paula Quill in Velm)", ("Ana Paula Quill",)),
        (
            STORY
            + "\n\n--With assistance from Lena Vass.\n\nTo contact the reporters on this story: Ada Quill in Velm at "
            "aquill@lorn.example; Peter Harrow in Lorn at pharrow@lorn.example\nTo contact the editor responsible for "
            "this story: Nils Berg at nberg@lorn.example",
            ("Lena Vass", "Ada Quill", "Peter Harrow", "Nils Berg"),
        ),
        (
            stripped(
                "Mayor of the Old Dock Dies\n\nBy Ada Quill\n\nPeter Harrow, a pilot of the channel, died on Sunday."
            ),
            ("Ada Quill",),
        ),
        (STORY + " She was good at writing by hand.", ()),
        ("By the harbour, ships wait. " + STORY, ()),
        (STORY + "\n\nResearch by Ada Quill has shown that " + 8 * "the old dock sinks, and " + "no more.", ()),
    ],
)
def test_who_wrote_a_story(text: str, expected: tuple[str, ...]) -> None:
    assert byline(text) == expected


def test_speech_that_begins_with_by_is_no_byline() -> None:
    story = "A clerk of the harbour was asked in court on Tuesday by whom he was told to open the old safe."

    assert byline(f'{story}\n\n"By Mr. Quill," he answered.\n\nThe judge made a note.\n') == ()


@pytest.mark.parametrize(
    "closing",
    [
        "Follow Ada Quill on Twitter.",
        "Contact Ada Quill at aquill@lorn.example.",
        "Ada Quill is a staff writer for the Courier.",
        "Ada Quill is the author of a book on docks.",
    ],
)
def test_a_writer_who_is_told_of_at_the_end_is_nobody_of_the_story(closing: str) -> None:
    text = f"Dock to close\n\nBy Ada Quill\n\n{STORY}\n\n{STORY}\n\n{closing}\n"
    (article,) = parse([Copy(text.encode(), text, "text")], "a.txt")

    assert (article.byline, article.people) == (("Ada Quill",), ())


@pytest.mark.parametrize("writers", ["The Associated Press", "Associated Press writers Ada Quill and Lena Vass"])
def test_folded_copy_keeps_its_people_above_the_line_of_those_who_contributed(writers: str) -> None:
    told = "Maria Ostrova led the pilots for years. She told the board that the old dock was safe."
    text = folded(f"Dock to close\n\n{STORY}\n\n{told}\n\n{STORY}\n\n{writers} contributed to this report.\n")
    (article,) = parse([Copy(text.encode(), text, "text")], "a.txt")

    assert [person.name for person in article.people] == ["Maria Ostrova"]


@pytest.mark.parametrize(
    ("closing", "writers"),
    [
        ("Ada Quill is the Courier's bureau chief in Velm. Quill joined it in 1994.", ("Ada Quill",)),
        ("Ada Quill (@aquill) is a staff writer for the Courier.", ("Ada Quill",)),
        ("Ada Quill covers the docks of Velm for the Courier.", ("Ada Quill",)),
        ("Ada Quill can be reached at http://courier.example/ada-quill", ("Ada Quill",)),
        ("Follow Ada Quill and Lena Vass on Twitter.", ("Ada Quill", "Lena Vass")),
        ("Follow Courier reporter Ada Quill on Twitter @ada_quill.", ("Ada Quill",)),
        ("Follow Digital Editor Ada Quill at @aquill.", ("Ada Quill",)),
        ("Contributing: Ada Quill, Lena Vass, Velm Courier", ("Ada Quill", "Lena Vass")),
        ("Lena Vass reported from Lorn, and Ada Quill from Velm.", ("Lena Vass", "Ada Quill")),
        ("(This article was written by Yoriko Vass and Ada Quill.)", ("Yoriko Vass", "Ada Quill")),
        (
            "Lena Vass in Lorn, Fla.; and Ada Quill in Velm contributed to this report.",
            ("Lena Vass", "Ada Quill"),
        ),
    ],
)
def test_closing_lines_tell_writers_that_no_line_above_names(closing: str, writers: tuple[str, ...]) -> None:
    text = f"Dock to close\n\n{STORY}\n\n{STORY}\n\n{closing}\n"
    (article,) = parse([Copy(text.encode(), text, "text")], "a.txt")

    assert (article.byline, article.people) == (writers, ())


@pytest.mark.parametrize(
    "told",
    [
        "Ada Quill was an editor at the Courier when she left for Velm.",
        "The board heard Ada Quill. Quill is a reporter.\n\nAda Quill is the Courier's bureau chief in Velm.",
        "The guests come from far away. Ada Quill is a writer based in Velm.",
        "Ada Quill is a writer of tales of the sea.",
        "Ada Quill is a former reporter for the Courier.",
        "Ada Quill is a reporter for the Courier, the man who saw it all.",
        "The first to cross was a sailor. Ada Quill from Velm.",
        "The dock was built by two masons from Lorn, and Ada Quill from Velm.",
        "The report was written by Ada Quill.",
        "To tell of leaks write to Ada Quill:\n\nada.quill@port.example",
    ],
)
def test_a_reporter_of_whom_the_story_tells_did_not_write_it(told: str) -> None:
    text = f"Dock to close\n\n{STORY}\n\n{told}\n"
    (article,) = parse([Copy(text.encode(), text, "text")], "a.txt")

    assert (article.byline, [person.name for person in article.people]) == ((), ["Ada Quill"])


def test_a_writer_who_asks_in_the_story_stays_in_it() -> None:
    text = f"Dock to close\n\nBy Ada Quill\n\n{STORY}\n\nAda Quill: Is the dock shut?\n\nAda Quill said that it was.\n"
    (article,) = parse([Copy(text.encode(), text, "text")], "a.txt")

    assert [person.name for person in article.people] == ["Ada Quill"]


def test_copy_that_lost_its_lines_tells_by_the_verb_alone_who_wrote_from_where() -> None:
    told = "The first to cross was a sailor."

    for closing, writers in (("Ada Quill from Velm.", ()), ("Ada Quill reported from Velm.", ("Ada Quill",))):
        text = f"{STORY} {STORY} {told} {closing}"
        (article,) = parse([Copy(text.encode(), text, "text")], "a.txt")

        assert article.byline == writers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Why must the dock close?\n\nADA QUILL\n\n" + STORY, "Why must the dock close?"),
        ("Board votes to close dock\n\nLONDON (Reuters) - " + STORY, "Board votes to close dock"),
        ("BOARD VOTES TO CLOSE DOCK\n" + STORY, "BOARD VOTES TO CLOSE DOCK"),
        ("Board Votes to Close Dock\n=========================\n\n" + STORY, "Board Votes to Close Dock"),
        ("Board votes to close dock.\n\n" + STORY, "Board votes to close dock."),
        (stripped("Board votes to close dock\n\nLONDON (Reuters) - " + STORY), "board votes to close dock"),
        (
            "BOARD VOTES TO CLOSE DOCK UNTIL SPRING\n\n14 March 2019\n\n" + STORY,
            "BOARD VOTES TO CLOSE DOCK UNTIL SPRING",
        ),
        (
            stripped("UPDATE 2-Board votes to close dock\n\nBy Ada Quill\n\n" + STORY),
            "update 2 board votes to close dock",
        ),
        ("(This story corrects the name of the dock)\n\nBy Ada Quill\n\nLONDON (Reuters) - " + STORY, None),
        (STORY, None),
        (STORY + "\n\n" + STORY, None),
        ("LONDON (Reuters) - " + STORY + "\n\n" + STORY, None),
        ("By Ada Quill\n\n" + STORY, None),
    ],
)
def test_the_headline_of_a_story(text: str, expected: str | None) -> None:
    found = headline(text)
    assert found == expected or (found and expected and found.lower() == expected and text.islower())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PORT HALE, July 14, 1987 - " + STORY, "1987-07-14"),
        ("LONDON 1996-08-27\n" + STORY, "1996-08-27"),
        ("KAMPALA, 19 July 2022 (IPS) - " + STORY, "2022-07-19"),
        ("Board votes to close dock\nJuly 14, 2016\n\n" + STORY, "2016-07-14"),
        ("PORT HALE (AP) -- " + STORY + "\nAP-NY-07-14-87 1130EDT", "1987-07-14"),
        (folded("PORT HALE (AP) -- " + STORY + "\nAP-NY-07-14-87 1130EDT"), "1987-07-14"),
        ("PORT HALE (AP) -- " + 80 * STORY + "\nAP-NY-07-14-87 1130EDT", "1987-07-14"),
        ("PORT HALE (AP) -- " + STORY + "\nAP-WS-07-14-03 0915GMT", "2003-07-14"),
        ("PORT HALE (AP) -- " + STORY + "\nAP-NY-14-07-87 1130EDT", None),
        ("Board votes to close dock\n\nPTI | Updated: May 4, 2016 10:42 IST\n\n" + STORY, "2016-05-04"),
        ("Board votes to close dock\nAna Quill\nMay 3, 2013 - 10.42pm\n\n" + STORY, "2013-05-03"),
        ("Board votes to close dock\n\n20190307\n\n" + STORY, "2019-03-07"),
        ("PORT HALE, July 14 - " + STORY, None),
        ("PORT HALE, Feb 31, 1987 - " + STORY, None),
        (STORY, None),
    ],
)
def test_the_day_of_a_story(text: str, expected: str | None) -> None:
    assert day(text) == expected


def test_the_head_of_copy_that_lost_its_line_ends_comes_apart() -> None:
    head = "Dock to close after storm   By Ada Quill   March 4, 2019   PORT HALE (Reuters) - "
    restored = read(stripped(head + STORY))
    words = head_words(restored)
    opening = opening_of(restored, words)

    masthead = above(restored, words, opening)
    found = headline_of(restored.body, words, opening, masthead)
    day = published_of(words, restored.body, opening, masthead)

    assert found is not None
    assert found.text.lower() == "dock to close after storm"
    assert day is not None
    assert day.isoformat() == "2019-03-04"


def test_a_day_above_the_dateline_of_stripped_copy_is_no_headline() -> None:
    assert headline(stripped("March 4, 2019 / 7:14 PM   PORT HALE (Reuters) - " + STORY)) is None


@pytest.mark.parametrize("damage", [str, str.upper, stripped])
def test_a_name_alone_above_a_dateline_is_who_wrote_and_no_headline(damage: Callable[[str], str]) -> None:
    text = damage(f"Jane Holloway\n\nBERLIN (AP) - {STORY}\n")
    (article,) = parse([Copy(b"a", text, "text")], "a.txt")

    assert (article.byline, article.headline, article.people) == (("Jane Holloway",), None, ())


def test_three_writers_with_commas_are_read_where_marks_became_spaces() -> None:
    text = stripped(f"By Maria del Carmen Quill, Piet van der Vass and Sean Harrow\n\nBERLIN (AP) - {STORY}\n")
    (article,) = parse([Copy(b"a", text, "text")], "a.txt")

    assert article.byline == ("Maria del Carmen Quill", "Piet van der Vass", "Sean Harrow")
