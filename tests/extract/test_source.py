"""Who wired a story and which paper printed it, from the dateline, a credit, or a line with a paper and its day."""

from __future__ import annotations

import pytest

from archive.parse import parse
from archive.readers.copy import Copy
from index.article import Article
from tests.extract.heads import STORY, source
from tests.gold.damage import stripped


def read(text: str) -> Article:
    (article,) = parse([Copy(text.encode(), text, "text")], "a.txt")
    return article


@pytest.mark.parametrize(
    "head",
    [
        "Pier closed for years\n\nVelm Courier, 3 March 2014\n",
        "Pier closed for years\n\nThe Velm Courier, March 3, 2014\n",
        "Pier closed for years\nVELM COURIER | Monday, 3 March 2014\nBy Ana Ruiz\n",
        "Velm Courier\n3 March 2014\n\nPier closed for years\n",
    ],
)
def test_a_line_with_a_paper_and_its_day_is_no_dateline(head: str) -> None:
    article = read(f"{head}\nThe pier of Velm was closed on Monday, Mara Lindqvist said.\n")

    assert (article.publication, article.dateline, article.headline) == ("Velm Courier", None, "Pier closed for years")
    assert article.published is not None
    assert article.published.start.date().isoformat() == "2014-03-03"


def test_the_paper_may_be_one_word_with_its_article() -> None:
    article = read("The Times, Saturday, April 4, 1953\n\nDEATH OF MR. PELL\n\nMr. Ernest Pell died on Thursday.\n")

    assert (article.publication, article.headline, article.dateline) == ("The Times", "DEATH OF MR. PELL", None)


def test_a_headline_may_say_that_it_is_an_update() -> None:
    text = "UPDATE 2-Velm closes its pier\n\nVELM, March 3 (Reuters) - The pier of Velm was closed on Monday.\n"
    assert read(text).headline == "UPDATE 2-Velm closes its pier"


def test_a_headline_above_writer_and_day_keeps_its_marks() -> None:
    assert read("Court told of 'terror'\n\nBy Jon Harrow\n12 May 2011\n\nA gang ruled.\n").headline == (
        "Court told of 'terror'"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Sun Valley, 3 March 2014 - The pier closed.\n",
        "Pier closed\n\nVELM, March 3 - The Velm Courier said that the pier was closed.\n",
        "Voters back independent\n\nThe pier closed.\n",
        "Pier closed\n\nThe board said in the Velm Courier, 3 March 2014\n",
    ],
)
def test_other_lines_name_no_paper(text: str) -> None:
    assert read(text).publication is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ana Ruiz, Velm Courier", ("Ana Ruiz",)),
        ("By Ana Ruiz and Jon Harrow", ("Ana Ruiz", "Jon Harrow")),
        ("By Emily Post", ("Emily Post",)),
        ("By Jon Harrow Court reporter", ("Jon Harrow",)),
        ("By Reuters Staff", ()),
        ("by our political correspondent", ()),
    ],
)
def test_a_writer_may_be_called_like_an_agency_and_the_paper_is_no_writer(line: str, names: tuple[str, ...]) -> None:
    assert read(f"Pier closed for years\n\n{line}\n\nThe pier of Velm was closed on Monday.\n").byline == names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("WASHINGTON (Reuters) - " + STORY, ("Reuters", None)),
        ("(Reuters) - " + STORY, ("Reuters", None)),
        ("PARIS (AFP) - " + STORY, ("Agence France-Presse", None)),
        ("LONDON (Thomson Reuters Foundation) - " + STORY, ("Reuters", None)),
        ("Associated Press\n\n" + STORY, ("Associated Press", None)),
        ("The New York Times\n\n" + STORY, (None, "The New York Times")),
        (STORY + "\n\n(Reuters)", ("Reuters", None)),
        (STORY + " - Sapa", ("South African Press Association", None)),
        (STORY + " — AFP\n", ("Agence France-Presse", None)),
        (STORY + " She is called - Ana", (None, None)),
        (STORY + " It belongs to the Reuters", (None, None)),
        (STORY + "\n\nCopyright 2016 The Associated Press.", ("Associated Press", None)),
        (stripped("WASHINGTON (Reuters) - " + STORY), ("Reuters", None)),
        ("PORT HALE, March 14, 2019 (Calder Press) - " + STORY, ("Calder Press", None)),
        (stripped("PORT HALE, March 14, 2019 (Calder Press) - " + STORY), ("Calder Press", None)),
        (STORY + "\n\nCopyright 2016 The New York Times.", (None, "The New York Times")),
        ("Special to The New York Times\n\nALBANY, April 4 — " + STORY, (None, "The New York Times")),
        ("Special to The Lorn Courier\n\nALBANY, April 4 — " + STORY, (None, "Lorn Courier")),
        ("SPECIAL CABLE TO THE NEW YORK TIMES.\n\nALBANY, April 4 — " + STORY, (None, "The New York Times")),
        ("Wireless to The Lorn Courier.\n\nALBANY, April 4 — " + STORY, (None, "Lorn Courier")),
        ("(Special Cable Despatch to the Daily Express.)\n\nALBANY, April 4 — " + STORY, (None, "Daily Express")),
        ("[Reuter's Telegrams.]\n\nALBANY, April 4 — " + STORY, ("Reuters", None)),
        ("Dock to close at last - The New York Times\n\n" + STORY, (None, "The New York Times")),
        ("Dock to close at last | Reuters\n\n" + STORY, ("Reuters", None)),
        ("Dock to close at last | National\n\n" + STORY, (None, None)),
        ("Homes went from cable to Time Warner last year.\n\n" + STORY, (None, None)),
        ("Dock to close at last - Times\n\n" + STORY, (None, None)),
        (STORY + "\n\n© 2011 The Washington Post Company", (None, "The Washington Post")),
        ("Special to everybody of the courier\n\n" + STORY, (None, None)),
        ("TNN | Jun 4, 2012, 10:30 IST\n\n" + STORY, ("Times News Network", None)),
        (stripped("HARARE, Zimbabwe — " + STORY), (None, None)),
        (stripped("(CNN) " + STORY), ("CNN", None)),
        (stripped("RALEIGH, N.C., May 4 (WRLN) — " + STORY), ("WRLN", None)),
        ("April 3 (Reuters) - " + STORY, ("Reuters", None)),
        ("MOSCOW, Sept. 14 (UP) -- " + STORY, ("United Press", None)),
        ("VIENNA, May 14 (U.P.)—" + STORY, ("United Press", None)),
        (stripped("VIENNA, May 14 (A.P.)—" + STORY), ("Associated Press", None)),
        ("HYDERABAD, A.P., May 14 (PTI) - " + STORY, ("Press Trust of India", None)),
        (stripped("Denver (CNN)" + STORY), ("CNN", None)),
        ("LONDON, May 2.—(By Cable.)—" + STORY, (None, None)),
        (stripped("LONDON, May 2 (By Cable).-" + STORY), (None, None)),
        (stripped("CAIRO, Monday. - " + STORY), (None, None)),
        ("By Ada Quill and Jo Harrow, Reuters\n\n" + STORY, ("Reuters", None)),
        ("By Ada Quill, AP\n\n" + STORY, ("Associated Press", None)),
        ("EMILY QUILL, Associated Press\n\n" + STORY, ("Associated Press", None)),
        ("By Ada Quill, The Times of India\n\n" + STORY, (None, "The Times of India")),
        ("Dock to close\n\nBy Ada Quill\nThe Lorn Courier\n\n" + STORY, (None, "Lorn Courier")),
        ("Dock to close\n\nBy Ada Quill\nPolitical Reporter\n\n" + STORY, (None, None)),
        ("Dock to close\n\nBy Ada Quill\nLocal News\n\n" + STORY, (None, None)),
        ("PTI | Updated: Jun 4, 2012, 10:30 IST\n\n" + STORY, ("Press Trust of India", None)),
        ("By Ana\n\n" + STORY, (None, None)),
        (STORY + "\n\nAAP", ("Australian Associated Press", None)),
        (STORY + "\n\nReuters\n", ("Reuters", None)),
        (STORY + "\n\nMap", (None, None)),
        (STORY + "\n\nPhoto credit: Ana Quill", (None, None)),
        ("By The Associated Press\n\n" + STORY, ("Associated Press", None)),
        ("NEWARK, N.J., Nov. 3 /PRNewswire-FirstCall/ -- " + STORY, ("PR Newswire", None)),
        (STORY + "\n\n© 2019 Lorn Gazette", (None, "Lorn Gazette")),
        (STORY + "\n\n(c) Astrel Courier, 2019", (None, "Astrel Courier")),
        (STORY + "\n\nCopyright 2019 Meridian Post. All rights reserved.", (None, "Meridian Post")),
        (STORY + "\n\nCopyright 2019 Meridian Post: All rights reserved.", (None, "Meridian Post")),
        (STORY + "\n\ncopyright 2019 by the meridian post  all rights reserved", (None, "Meridian Post")),
        (STORY + "\n\n© 2019 Ada Quill", (None, None)),
        (stripped(STORY + "\n\n© 2019 Lorn Gazette"), (None, "Lorn Gazette")),
        (stripped(STORY + " The chairman left in 2019, the Lorn Gazette"), (None, None)),
        (STORY + "\n\n© 2019 The Associated Press. All rights reserved.", ("Associated Press", None)),
        (STORY + "\n\n'C. Astrel Courier, 2019", (None, "Astrel Courier")),
        (STORY + " Vitamin C brings good news 2019.", (None, None)),
        (STORY + "\n\nThe copyright case of the Velm Post office goes on", (None, None)),
        (stripped("NORRISTOWN, Pa. (Reuters) - " + STORY), ("Reuters", None)),
        ("WASHINGTON — " + STORY, (None, None)),
        (STORY + " He told Reuters the dock was old.", (None, None)),
    ],
)
def test_who_wired_or_printed_a_story(text: str, expected: tuple[str | None, str | None]) -> None:
    assert source(text) == expected


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        (f"{STORY}\n\n© 2014 AFP\n", "Agence France-Presse"),
        (f"{STORY}\n\n© AFP\n", "Agence France-Presse"),
        (f"{STORY}\n\nSource: Xinhua\n", "Xinhua"),
        (f"Source: Xinhua\n\n{STORY}\n", "Xinhua"),
        (f"{STORY}\n\nThe pilots have one source, Reuters\n", None),
        (f"{STORY}\n\nPhoto: © AFP\n", None),
    ],
)
def test_an_agency_behind_a_sign_of_rights_or_a_label_is_the_source(text: str, agency: str | None) -> None:
    assert source(text)[0] == agency
