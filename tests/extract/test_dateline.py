"""Datelines, as papers and agencies print them, in every state of the copy."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from archive.extract.dateline import dateline_of, head_words, opening_of
from archive.restore.values import Restored
from index.article import Damage, DamageKind, Dateline
from tests.extract.heads import STORY, dateline, folded, place, source
from tests.gold.damage import stripped


def restored_dateline(body: str, damage: DamageKind) -> Dateline | None:
    """Return the dateline of copy that was restored to ``body``."""
    restored = Restored(body, damage=(Damage(0, len(body), damage),))
    words = head_words(restored)
    return dateline_of(restored, words, opening_of(restored, words))


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("WASHINGTON (Reuters) - ", "Washington"),
        ("NEW YORK (AP) — ", "New York"),
        ("ST. LOUIS (AP) - ", "St. Louis"),
        ("WINSTON-SALEM, N.C. (Reuters) - ", "Winston-Salem"),
        ("KABUL/PESHAWAR, Pakistan (Reuters) - ", "Kabul"),
        ("BATON ROUGE, La./DALLAS (Reuters) - ", "Baton Rouge"),
        ("PORT HALE, July 14 (AP) - ", "Port Hale"),
        ("PORT HALE, July 14, 1987 - ", "Port Hale"),
        ("HARTFORD, Conn., June 29 - ", "Hartford"),
        ("RIO DE JANEIRO (Reuters) - ", "Rio de Janeiro"),
        ("WASHINGTON — ", "Washington"),
        ("Denver (AP) – ", "Denver"),
        ("KAMPALA, Jul 19 2022 (IPS) - ", "Kampala"),
        ("New York (November 25, 2021): ", "New York"),
        ("LONDON 1996-08-27\n", "London"),
        ("NORTHAMPTON, England 1996-08-30\n", "Northampton"),
        ("By Ada Quill\n\nLONDON (Reuters) - ", "London"),
        ("FILE PHOTO: A ship leaves the dock.\n\nLONDON (Reuters) - ", "London"),
        ("(Adds statement from the board)\n\nBy Ada Quill\n\nLONDON, April 5 (Reuters) - ", "London"),
        ("Board votes to close dock\n\nLONDON (Reuters) - ", "London"),
        ("PORT HALE, Calderra, May 11 (Reuters) - ", "Port Hale"),
        ("PORT HALE, March 14, 2019 (Calder Press) - ", "Port Hale"),
        ("PORT HALE (Calder Press) - ", "Port Hale"),
        ("Thursday, March 7, 2019\n\nPORT HALE - ", "Port Hale"),
        ("URGENT - Ship sinks\n\nLONDON, May 11 (Reuters) - ", "London"),
        ("ORLANDO, Fla./FORT PIERCE, Fla. (Reuters) - ", "Orlando"),
        ("DETROIT LAKES, Minn., March 23 - ", "Detroit Lakes"),
        ("Muscat: ", "Muscat"),
        ("UNITED NATIONS (AP) — ", "United Nations"),
        ("MOSCOW, May 17. /TASS/. ", "Moscow"),
        ("MILAN, Italy, April 11, 2012 /PRNewswire/ -- ", "Milan"),
        ("DUBAI, 12th March, 2019 (WAM) -- ", "Dubai"),
        ("GAZA CITY, Gaza Strip (AP) — ", "Gaza City"),
        ("NEW YORK (CNNMoney) ", "New York"),
        ("CAIRO—", "Cairo"),
        ("LONDON, May 2.—(By Cable.)—", "London"),
        ("BERLIN, Aug. 1, 1914.—", "Berlin"),
        ("PORT HALE, Iowa /LORN, Iowa (Reuters) - ", "Port Hale"),
        ("LORN VALE, L. I., June 11.—", "Lorn Vale"),
        ("LORN HILL – Ada Quill was not meant to be here.\n\n", "Lorn Hill"),
        ("VIENNA, May 14 (U.P.)—", "Vienna"),
        ("CAIRO, Monday. - ", "Cairo"),
        ("CAIRO, Monday. ", "Cairo"),
        ("LONDON, July 3. ", "London"),
        ("Port Hale\nMay 3, 2012\n\n", "Port Hale"),
        ("ABOARD USS MARLOW, Pacific Ocean, May 3 (Reuters) - ", "Aboard USS Marlow"),
        ("ABOARD A U.S. MILITARY PLANE (Reuters) - ", "Aboard a U.S. Military Plane"),
        ("ON THE IRAQI-TURKISH BORDER (AP) — ", "On the Iraqi-Turkish Border"),
        ("(ANSA) - ROME, November 6 - ", "Rome"),
        ("DATELINE: LUSAKA, Zambia, Aug. 30\n\n", "Lusaka"),
        ("From our own correspondent, LISBON, March 4\n\n", "Lisbon"),
        ("Lagos | ", "Lagos"),
        ("Abuja, Nigeria | AFP | ", "Abuja"),
        ("PORT HALE, Lorn province, Argentina, Nov. 8 (AFP) - ", "Port Hale"),
        ("ADA QUILL, Associated Press\n\nPORT HALE, Ohio (AP) — ", "Port Hale"),
    ],
)
def test_the_place_of_a_dateline(printed: str, expected: str) -> None:
    assert place(printed + STORY) == expected


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        "(Reuters) - " + STORY,
        "DOCK TO CLOSE - BOARD VOTES AFTER STORM\n\n" + STORY,
        "FEATURE - Rich detail on an old dock\n\n" + STORY,
        "MARKET ALERT - Harrow Docks starts.\n\n-- " + STORY,
        "By Ada Quill\n\n" + STORY,
        "SIR - " + STORY,
        "Board votes to close dock\nEmily Quill\nFriday 3 May 2013\n\n" + STORY,
        "ADA QUILL, Associated Press\n\n" + STORY,
        "ON MONDAY THE BOARD VOTED TO CLOSE THE DOCK (Reuters) - " + STORY,
        "In London, the board voted. " + STORY,
        "London | Lagos | Lima | " + STORY,
        STORY * 4 + "\n\nTeams:\n\nCzech Republic - 1 Ada Quill, 2 Ben Harrow and nobody else today",
        "",
    ],
)
def test_no_place_is_invented(text: str) -> None:
    assert place(text) is None


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("WASHINGTON (Reuters) - ", "Washington"),
        ("NEW YORK (Reuters) - ", "New York"),
        ("HARTFORD, Conn., June 29 - ", "Hartford"),
        ("KABUL/PESHAWAR, Pakistan (Reuters) - ", "Kabul"),
        ("By Ada Quill\n\nLONDON (Reuters) - ", "London"),
        ("PORT HALE, July 14 (AP) - ", "Port Hale"),
        ("PORT HALE, Calderra, May 11 (Reuters) - ", "Port Hale"),
        ("PORT HALE, March 14, 2019 (Calder Press) - ", "Port Hale"),
        ("ST. LOUIS (Reuters) - ", "St. Louis"),
        ("HOLLYWOOD, Fla./WASHINGTON (Reuters) - ", "Hollywood"),
        ("GARDEN CITY, NY, April 3 - ", "Garden City"),
        ("AUGUSTA, Me., April 3 - ", "Augusta"),
        ("JAKARTA, March 2 - Indonesia's ", "Jakarta"),
        ("Board votes to close dock\n\nLONDON (Reuters) - ", "London"),
        ("March 4, 2019 / 7:14 PM\n\nPORT HALE (Reuters) - ", "Port Hale"),
    ],
)
@pytest.mark.parametrize("damage", [stripped, str.upper, str.lower])
def test_the_place_of_a_damaged_dateline(printed: str, expected: str, damage: object) -> None:
    assert callable(damage)
    assert place(damage(printed + STORY + " " + STORY)) == expected


@pytest.mark.parametrize("damage", [str.upper, str.lower])
def test_a_place_on_no_list_that_opens_a_long_line_is_one_in_copy_of_one_case(damage: Callable[[str], str]) -> None:
    assert place(damage("Dock to close\n\nKestren - " + STORY)) == "Kestren"


@pytest.mark.parametrize("damage", [stripped, str.upper, str.lower])
@pytest.mark.parametrize(
    "text",
    [
        "Ada Quill (@adaquill) January 7, 2016\n\n" + STORY,
        "Unions met in Kestren, Buffalo, N.Y., and Lorn, N.Y., later this week. " + STORY,
        "Ada Quill - pilot and daytime star - has been called old by the board of the dock. " + STORY,
    ],
)
def test_no_place_is_invented_in_damaged_copy(text: str, damage: Callable[[str], str]) -> None:
    assert place(damage(text)) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ISLAMABAD: " + STORY, "Islamabad"),
        ("Patna, January 4: The pilots wait. " + STORY, "Patna"),
        ("MANILA, Philippines — " + STORY, "Manila"),
        ("Dock to close after storm\n\nST. LOUIS — " + STORY, "St. Louis"),
        ("Dock to close after storm\n\nGENEVA/NEW YORK, 12 May 2015 – " + STORY, "Geneva"),
        ("NEW DELHI, March 3 (PTI) Pilots wait. " + STORY, "New Delhi"),
        ("The board of the Lorn dock met in Manila, Philippines. " + STORY, None),
        ("The pilots flew to the capital, Kabul.\n\n" + STORY, None),
    ],
)
def test_widths_tell_of_a_dateline_where_marks_were_lost(text: str, expected: str | None) -> None:
    assert place(stripped(text + " " + STORY)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("KABUL, Afghanistan (AP) - " + STORY, ("Kabul", "Associated Press")),
        ("Dock to close after storm\n\nKABUL, Afghanistan (AP) - " + STORY, ("Kabul", "Associated Press")),
        (
            "Dock to close after storm\n\nBy Ada Quill\n\nHARRISBURG, Pa. (Reuters) - " + STORY,
            ("Harrisburg", "Reuters"),
        ),
        ("SAN FRANCISCO, Oct 2 (Reuters) - " + STORY, ("San Francisco", "Reuters")),
        ("LONDON/NEW YORK (Reuters) - " + STORY, ("London", "Reuters")),
        ("HOLLYWOOD, Fla./WASHINGTON (Reuters) - " + STORY, ("Hollywood", "Reuters")),
        ("MADRID, 4 Mar (EFE) - " + STORY, ("Madrid", "EFE")),
        ("Special to The New York Times\n\nALBANY, April 4 — " + STORY, ("Albany", "The New York Times")),
        ("By Ada Quill\n\nTOPEKA, Kan. — " + STORY, ("Topeka", None)),
        ("NAIROBI — " + STORY, ("Nairobi", None)),
        ("(CNN) " + STORY, (None, "CNN")),
        ("Pilots told reporters in Kabul. AP said they wait. " + STORY, (None, None)),
        ("Reuters reported on Monday that the dock is closed. " + STORY, (None, None)),
        ("London pilots wait, March 4 or not. " + STORY, (None, None)),
        ("Talks of the pilots in Geneva, May 4, failed. " + STORY, (None, None)),
        ("Its first mobile app shows the dock. " + STORY, (None, None)),
    ],
)
def test_words_alone_tell_of_a_dateline_where_gaps_tell_nothing(
    text: str, expected: tuple[str | None, str | None]
) -> None:
    damaged = folded(text + " " + STORY)
    assert (place(damaged), next(filter(None, source(damaged)), None)) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Ferry capsizes off Velmar\n\nBRACKWATER\n\nVELMAR, May 11 (Reuters) - ", ["Brackwater"]),
        ("Rivals trade blows\n\nBy Ada Quill\n\nBrackwater\n\nVELMAR, May 11 (AP) - ", ["Brackwater"]),
        ("PORT LUND\n\nCORVANE ISLANDS, Oct. 17 (Xinhua) -- ", ["Port Lund"]),
        ("Ferry capsizes\n\nVELMAR, May 11 (Reuters) - ", ["Velmar"]),
        ("Ferry capsizes\n\nAda Quill\n\nVELMAR, May 11 (Reuters) - ", ["Velmar"]),
        ("FERRY CAPSIZES OFF THE HARBOUR\n\nVELMAR, May 11 (Reuters) - ", ["Velmar"]),
    ],
)
def test_a_line_end_restored_within_a_dateline_does_not_part_it(body: str, expected: list[str]) -> None:
    found = restored_dateline(body + STORY, "stripped")

    assert found and list(found.places) == expected


def test_capitals_tell_of_a_city_on_no_list_where_gaps_tell_nothing() -> None:
    found = restored_dateline("Dock to close By Ada Quill BRACK VELMAR Mich Reuters " + STORY, "collapsed")

    assert found and (found.place, found.region) == ("Brack Velmar", "Mich")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("November 4 2019 7 14 PM Velmar Reuters ", "Velmar"),
        ("Ferry capsizes off coast Fri Jun 7 2019 5 17 pm Port Lund Reuters ", "Port Lund"),
        ("Talks at 5 pm were off Velmar Reuters ", None),
    ],
)
def test_an_hour_tells_where_a_city_on_no_list_begins(body: str, expected: str | None) -> None:
    found = restored_dateline(body + STORY, "collapsed")

    assert (found and found.place) == expected


def test_cities_whose_stroke_was_lost_come_apart() -> None:
    found = dateline(stripped("ISTANBUL/ANKARA (Reuters) - " + STORY))
    assert found and found.places == ("Istanbul", "Ankara")


@pytest.mark.parametrize(
    ("printed", "places"),
    [
        ("ISTANBUL ANKARA ATHENS (Reuters) - ", ("Istanbul", "Ankara", "Athens")),
        ("ISTANBULANKARA (Reuters) - ", ("Istanbul", "Ankara")),
        ("NEW YORKWASHINGTON (Reuters) - ", ("New York", "Washington")),
        ("WINSTONSALEM (Reuters) - ", ("Winston-Salem",)),
        ("LORNVALE (Reuters) - ", ("Lornvale",)),
    ],
)
def test_places_without_their_strokes_and_hyphens_are_told_by_their_letters(
    printed: str, places: tuple[str, ...]
) -> None:
    found = dateline(stripped(printed + STORY))
    assert found and found.places == places


@pytest.mark.parametrize("damage", [str, stripped])
@pytest.mark.parametrize("printed", ["CAIRO, Monday. - ", "CAIRO, Monday (Reuters) - "])
def test_a_weekday_may_stand_for_the_day(printed: str, damage: Callable[[str], str]) -> None:
    found = dateline(damage(printed + STORY))
    assert found and (found.place, found.region, (found.date or "").capitalize()) == ("Cairo", None, "Monday")


def test_a_place_behind_a_day_needs_no_agency() -> None:
    assert place(stripped("March 7, 2019\n\nPORT HALE - " + STORY)) == "Port Hale"


def test_a_region_is_given_as_printed() -> None:
    found = dateline("WINSTON-SALEM, N.C. (Reuters) - " + STORY)
    assert found and found.region == "N.C."


def test_a_dateline_keeps_all_its_parts() -> None:
    found = dateline("KABUL/PESHAWAR, Pakistan, July 14 (AP) - " + STORY)
    assert found == Dateline(
        text="KABUL/PESHAWAR, Pakistan, July 14 (AP)",
        place="Kabul",
        region="Pakistan",
        places=("Kabul", "Peshawar"),
        date="July 14",
        span=(0, 38),
    )


def test_a_dateline_keeps_the_stops_of_its_agency() -> None:
    found = dateline("VIENNA, May 14 (U.P.)—" + STORY)
    assert found and (found.text, found.date) == ("VIENNA, May 14 (U.P.)", "May 14")


def test_a_dateline_keeps_the_stroke_that_closes_it() -> None:
    found = dateline("MILAN, April 11, 2012 /PRNewswire/ -- " + STORY)
    assert found and found.text == "MILAN, April 11, 2012 /PRNewswire/"


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("PARIS and LONDON — ", ("Paris", "London")),
        ("PARIS AND LONDON, May 4 (AP) — ", ("Paris", "London")),
        ("VELM AND LORN — ", ("Velm And Lorn",)),
    ],
)
def test_two_known_places_may_be_joined_by_and(printed: str, expected: tuple[str, ...]) -> None:
    found = dateline(printed + STORY)
    assert found and found.places == expected


@pytest.mark.parametrize("damage", [str, str.upper, str.lower])
def test_a_label_and_its_colon_are_no_place(damage: Callable[[str], str]) -> None:
    assert place(damage(f"Title: Board votes\nDate: 9 Jan 2019\nSection: Local\n\n{STORY}\n\n{STORY}")) is None


@pytest.mark.parametrize(
    ("printed", "city", "agency"),
    [("london reuters - ", "London", "Reuters"), ("hartford, conn. ap - ", "Hartford", "Associated Press")],
)
def test_an_agency_without_its_brackets_is_one_before_a_dash(printed: str, city: str, agency: str) -> None:
    text = printed + STORY.lower()

    assert (place(text), source(text)[0]) == (city, agency)


def test_an_agency_behind_a_region_is_no_city() -> None:
    text = stripped("AUSTIN, Texas (Reuters) - Texas plans to close the old dock. " + STORY)
    assert (place(text), source(text)[0]) == ("Austin", "Reuters")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"Lagos: Board faults the mayor over the dock\n\n{STORY}\n", None),
        (f"LAGOS: {STORY}\n\n{STORY}\n", "Lagos"),
        (f"Board faults the mayor\n\nLAGOS: {STORY}\n", "Lagos"),
        (f"Nigeria: Board faults the mayor\n\nLagos — {STORY}\n", "Lagos"),
        (f"Nigeria: Board faults the mayor\n\nLagos — {STORY}\n".upper(), "Lagos"),
    ],
)
def test_a_place_and_a_colon_may_begin_a_headline(text: str, found: str | None) -> None:
    assert place(text) == found


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("A town, a dock and a promise\n\nBy Ada Quill\n\nQUERN, Pa. - The tide turned late on Tuesday", "Quern"),
        ("The pilots wait\n\nQUERN HARBOR - The tide turned late on Tuesday, and nobody left", "Quern Harbor"),
        ("The pilots wait\n\nBy Ada Quill\n\nQUERN\n\nPilots told the board on Tuesday that they would", "Quern"),
        ("The pilots wait\n\nBy Ada Quill\n\nQUERN, Pilots told the board on Tuesday that they would", "Quern"),
        ("The pilots wait\n\nCastle Quern\n\nMADAGASCAR, Nov. 14 - The tide turned late on Tuesday", "Castle Quern"),
        ("Pilots fault chairman\n\nHARROW, Washington - Pilots told the board that they would wait", "Washington"),
        ("The best of them\n\nPETER HARROW - Pilots told the board on Tuesday that they would wait", None),
        ("The pilots wait\n\nBy Ada Quill\n\nSTAFF WRITER - Pilots told the board that they would wait", None),
    ],
)
def test_capitals_that_were_given_back_tell_of_a_dateline(body: str, expected: str | None) -> None:
    found = restored_dateline(body, "stripped")

    assert (found.place if found else None) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Dock shut\n\nBy Ada Quill\n\nQuern Peter Harrow met pilots near the mouth of the Quern", "Quern"),
        ("Rovers win\n\nQuern Quern Rovers won the cup on Saturday by three goals", "Quern"),
        ("Dock shut\n\nQuern NJ  Pilots met on Tuesday to hear the board", "Quern"),
        ("Dock shut\n\nBy Ada Quill\n\nPilot Peter Harrow met the board on Tuesday", None),
        ("Dock shut\n\nBy Ada Quill\n\nQuern Inc met the board on Tuesday in Quern", None),
    ],
)
def test_a_place_on_no_list_is_told_by_what_stands_around_it(body: str, expected: str | None) -> None:
    found = restored_dateline(body, "collapsed")

    assert (found.place if found else None) == expected


def test_a_bracket_around_an_agency_in_front_of_a_place_is_of_the_dateline() -> None:
    found = dateline("(ANSA) - ROME, November 6 - " + STORY)

    assert found and found.text == "(ANSA) - ROME, November 6"
