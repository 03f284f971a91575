"""Dates, datelines, names and sources as formats state them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.extract.stated import completed, settled
from archive.readers.copy import Stated
from archive.readers.datelines import place_dateline, stated_dateline
from archive.readers.dates import first_published, is_day_first, published
from archive.readers.names import byline_names, running_case, stated_person
from archive.readers.sources import agency_and_paper, paper_of
from archive.readers.stated import merged, own_guid, status_of
from index.article import Dateline


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20160714T101500Z", "2016-07-14T10:15:00+00:00"),
        ("20160714T101500+0200", "2016-07-14T10:15:00+02:00"),
        ("2016-07-14T10:15:00.123-04:00", "2016-07-14T10:15:00.123000-04:00"),
        ("2016-07-14 10:15", "2016-07-14T10:15:00"),
        ("2016-07-14T10:15:00[Europe/Paris]", "2016-07-14T10:15:00"),
        ("2016-07-14T24:00:00Z", "2016-07-15T00:00:00+00:00"),
        ("2016-07-14", "2016-07-14"),
        ("2016/7/4", "2016-07-04"),
        ("20160714", "2016-07-14"),
        ("2016-07", "2016-07"),
        ("2016", "2016"),
        ("July 2016", "2016-07"),
        ("Thu, 14 Jul 2016 10:15:00 EDT", "2016-07-14T10:15:00-04:00"),
        ("Thu, 14 Jul 2016 10:15:00 +0000 (UTC)", "2016-07-14T10:15:00+00:00"),
        ("Thu Jul 14 10:15:00 2016", "2016-07-14T10:15:00"),
        (" 9-MAR-1987 15:01:01.79", "1987-03-09T15:01:01"),
        ("Thursday, July 14th, 2016 at 10:15 p.m. ET", "2016-07-14T22:15:00"),
        ("14 July 1958", "1958-07-14"),
        ("14/07/2016", "2016-07-14"),
        ("07/14/2016", "2016-07-14"),
        ("3/4/2016", "2016-03-04"),
        ("3.4.2016", "2016-04-03"),
        ("1468491300", "2016-07-14T10:15:00+00:00"),
        ("1468491300000", "2016-07-14T10:15:00+00:00"),
        ("1468491300000000", "2016-07-14T10:15:00+00:00"),
        ("-315619200", "1960-01-01T00:00:00+00:00"),
        ("7/14/16", "2016-07-14"),
        ("14/07/16 10:15", "2016-07-14T10:15:00"),
        ("4.3.16", "2016-03-04"),
        ("24.12.99", "1999-12-24"),
        ("Thu Jul 14 10:15:00 +0000 2016", "2016-07-14T10:15:00+00:00"),
        ("Published: 14 July 2016", "2016-07-14"),
        ("First published on 14/07/2016", "2016-07-14"),
        ("2016年7月14日", "2016-07-14"),
        ("2016년 7월 14일 10:15", "2016-07-14T10:15:00"),
    ],
)
def test_a_date_says_no_more_than_was_stated(text: str, expected: str) -> None:
    found = published(text)

    assert found is not None
    assert found.isoformat() == expected


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "yesterday",
        "2016-13-45",
        "2016-02-30",
        "31/31/2016",
        "16-07-14",
        "14:07:16",
        "0",
        "9" * 400,
        "2016-07-14T99:00Z",
        "Mayday 2016",
        "0001-01-01T00:00:00",
        "0101-01-01T00:00:00+00:00",
        "00010101",
        "01/01/0001",
        "Mon, 01 Jan 0001 00:00:00 +0000",
        "9999-12-31T23:59:59Z",
    ],
)
def test_what_is_no_date_is_none(text: str | None) -> None:
    assert published(text) is None


@pytest.mark.parametrize(
    ("text", "day_first", "day"),
    [
        ("3/4/2016", True, "2016-04-03"),
        ("3.4.2016", False, "2016-03-04"),
        ("3/4/16", None, "2016-03-04"),
        ("3/14/2016", True, "2016-03-14"),
        ("14.3.2016", False, "2016-03-14"),
    ],
)
def test_who_knows_which_number_is_the_day_is_asked_in_doubt_alone(text: str, day_first: bool | None, day: str) -> None:
    found = published(text, lambda: day_first)

    assert found is not None
    assert found.isoformat() == day


@pytest.mark.parametrize(
    ("dates", "first"),
    [
        (["05/02/2019", "13/01/2019", "01/14/2019"], True),
        (["05-02-2019 10:15", "01-14-2019"], False),
        (["05/02/2019", "12/12/2019"], None),
        (["05/02/2019", "2019-01-14", "13/01/2019"], None),
        ([], None),
    ],
)
def test_the_first_date_that_can_be_read_in_one_way_only_tells_of_all(dates: list[str], first: bool | None) -> None:
    assert is_day_first(dates) is first


@pytest.mark.parametrize(
    ("guid", "owners", "own"),
    [
        ("417", ("Courier", "AP"), "Courier:417"),
        ("417", (None, "AP"), "AP:417"),
        ("417", (None, None), None),
        ("2019-417.2", (), None),
        ("urn:x:417", (None,), "urn:x:417"),
        (None, ("Courier",), None),
    ],
)
def test_the_number_of_a_story_says_whose_it_is_or_nothing(
    guid: str | None, owners: tuple[str | None, ...], own: str | None
) -> None:
    assert own_guid(guid, *owners) == own


@given(st.text(max_size=60))
def test_reading_a_date_never_raises(text: str) -> None:
    published(text)
    published(f"2016-07-14T{text}")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("20190309183000", "2019-03-09T18:30:00"),
        ("201903091830", "2019-03-09T18:30:00"),
        ("2019-03-09 6:30 PM", "2019-03-09T18:30:00"),
        ("2019-03-09 12:05:00 a.m. UTC", "2019-03-09T00:05:00+00:00"),
        ("samedi 9 mars 2019 à 18h30", "2019-03-09T18:30:00"),
        ("9. März 2019 um 18:30 Uhr", "2019-03-09T18:30:00"),
        ("9 de marzo del 2019 a las 18:30", "2019-03-09T18:30:00"),
        ("Mar 9, 2019 | 6:30 PM", "2019-03-09T18:30:00"),
        ("946684800000", "2000-01-01T00:00:00+00:00"),
    ],
)
def test_a_moment_is_read_however_systems_write_it(text: str, moment: str) -> None:
    found = published(text)

    assert found is not None
    assert found.start.isoformat() == moment


def test_the_first_date_that_is_one_counts() -> None:
    found = first_published(None, "soon", "2016-07", "2017")

    assert found is not None
    assert found.isoformat() == "2016-07"


@pytest.mark.parametrize(
    ("text", "place", "region", "date", "source"),
    [
        ("PORT ALDEN, Kestrel, July 14 (Coastwire) -", "Port Alden", "Kestrel", "July 14", "Coastwire"),
        ("    ASTREL, March 9 - ", "Astrel", None, "March 9", None),
        ("Astrel, 10 juil 2024 (AFP)", "Astrel", None, "10 juil 2024", "AFP"),
        ("VELL, Calderra, April 30 Coastwire -", "Vell", "Calderra", "April 30", "Coastwire"),
        ("RIO DE LORN (AP) _", "Rio de Lorn", None, None, "AP"),
        ("ST. JOHN'S", "St. John's", None, None, None),
    ],
)
def test_a_stated_dateline_is_taken_apart(
    text: str, place: str, region: str | None, date: str | None, source: str | None
) -> None:
    dateline, named = stated_dateline(text)

    assert dateline is not None
    assert (dateline.place, dateline.region, dateline.date, named) == (place, region, date, source)
    assert dateline.span is None


def test_two_places_of_one_dateline_both_count() -> None:
    dateline, _ = stated_dateline("ASTREL/VELL, March 9 -")

    assert dateline is not None
    assert dateline.places == ("Astrel", "Vell")


@pytest.mark.parametrize("text", [None, "", " - ", "(AP)", "March 9"])
def test_a_dateline_without_a_place_is_none(text: str | None) -> None:
    assert stated_dateline(text)[0] is None


def test_a_place_with_its_region_makes_a_dateline() -> None:
    assert place_dateline("ASTREL", "Calderra") == Dateline("ASTREL, Calderra", "Astrel", "Calderra", ("Astrel",))
    assert place_dateline("", "Calderra") is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By JOAN TULLY", ("Joan Tully",)),
        ("Joan TULLY", ("Joan Tully",)),
        ("By Joan Tully, Tom O'Neil and Li Wei, Staff Writers", ("Joan Tully", "Tom O'Neil", "Li Wei")),
        ("By JOAN DE LA TULLY-McKAY, Political Editor in Vell", ("Joan de la Tully-McKay",)),
        ("by joan tully", ("Joan Tully",)),
        ("Von Jürgen Groß", ("Jürgen Groß",)),
        ("By The Associated Press=", ()),
        ("Tully, Joan", ("Joan Tully",)),
        ("TULLY, JOAN M.; O'Neil, Tom", ("Joan M. Tully", "Tom O'Neil")),
        ("By Tully, Reuters", ("Tully",)),
        ("Tully, Reuters", ("Tully",)),
        ("Tully, Jr.", ("Tully",)),
        ("Tully, III", ("Tully",)),
        ("Tully, Editor", ("Tully",)),
        ("gr/bp", ()),
        ("desk@post.example", ()),
        ("", ()),
        (None, ()),
    ],
)
def test_a_byline_gives_names_alone(text: str | None, names: tuple[str, ...]) -> None:
    assert byline_names(text) == names


def test_names_in_capitals_stand_as_in_running_text() -> None:
    assert [running_case(name) for name in ("PORT ALDEN", "O'NEIL", "U.S. ARMY", "AP", "Vell")] == [
        "Port Alden", "O'Neil", "U.S. ARMY", "AP", "Vell",
    ]  # fmt: skip


def test_a_person_is_named_as_people_say_it() -> None:
    person = stated_person("Varga, Henrik", " ship \n owner ")

    assert person is not None
    assert (person.name, person.roles, person.stated) == ("Henrik Varga", ("ship owner",), True)
    assert stated_person(" ") is None


@pytest.mark.parametrize(
    ("agency", "publication", "expected"),
    [
        ("AP", None, ("Associated Press", None)),
        (None, "reuters.com", ("Reuters", None)),
        ("The Guardian", None, (None, "The Guardian")),
        ("Unheard-of Data", "Reuters", ("Reuters", None)),
        ("Coastwire", "The Astrel Courier", ("Coastwire", "The Astrel Courier")),
        ("dpa", "The Guardian", ("Deutsche Presse-Agentur", "The Guardian")),
        ("AFP", "AFP", ("Agence France-Presse", None)),
    ],
)
def test_agencies_and_papers_get_one_name_and_their_own_field(
    agency: str | None, publication: str | None, expected: tuple[str | None, str | None]
) -> None:
    found = settled(Stated(agency=agency, publication=publication))

    assert (found.agency, found.publication) == expected


def test_an_agency_in_the_byline_is_the_source_and_no_writer() -> None:
    found = settled(Stated(byline=("Reuters", "Joan Tully")))

    assert (found.agency, found.byline) == ("Reuters", ("Joan Tully",))


def test_of_two_parties_the_paper_by_its_name_is_the_publication() -> None:
    assert agency_and_paper("The Meridian Post", "Coastwire") == ("Coastwire", "The Meridian Post")
    assert agency_and_paper("Coastwire", "The Meridian Post") == ("Coastwire", "The Meridian Post")
    assert agency_and_paper(None, "Lorn Gazette") == (None, "Lorn Gazette")


def test_a_stated_place_and_a_printed_dateline_of_it_complete_each_other() -> None:
    stated = Dateline("Astrel", "Astrel", "Calderra", ("Astrel",))
    printed = Dateline("ASTREL, March 9 (AP)", "Astrel", None, ("Astrel", "Vell"), "March 9", (0, 20))
    elsewhere = Dateline("LORN (AP)", "Lorn", None, ("Lorn",), None, (0, 9))

    assert completed(stated, printed) == Dateline(
        "ASTREL, March 9 (AP)", "Astrel", "Calderra", ("Astrel", "Vell"), "March 9", (0, 20)
    )
    assert completed(stated, elsewhere) == stated
    assert completed(None, printed) == printed
    shouted = Dateline("ASTREL", "ASTREL", "Calderra", ("ASTREL",))
    assert completed(shouted, printed) == completed(stated, printed)


def test_what_one_part_leaves_open_the_other_states() -> None:
    assert merged(Stated(headline="a"), Stated(headline="b", url="u")) == Stated(headline="a", url="u")
    assert status_of("stat:usable") == status_of("Usable") == "usable"
    assert status_of("http://cv.example/pubstatus/Canceled") == "canceled"
    assert status_of(" ") is status_of(None) is None


@pytest.mark.parametrize(
    ("text", "place", "date"),
    [
        ("MARSEILLE, France", "Marseille", None),
        ("AUGUSTA, March 3", "Augusta", "March 3"),
        ("JUNEAU, Alaska, Dec. 7 -", "Juneau", "Dec. 7"),
        ("MARROW, Feb 16, 2021 (AFP) -", "Marrow", "Feb 16, 2021"),
    ],
)
def test_a_place_that_begins_like_a_month_is_a_place(text: str, place: str, date: str | None) -> None:
    dateline, _ = stated_dateline(text)
    assert dateline is not None
    assert (dateline.place, dateline.date) == (place, date)


@pytest.mark.parametrize(
    ("text", "day_"),
    [
        ("16 février 2021", "2021-02-16"),
        ("mardi 16 février 2021", "2021-02-16"),
        ("Dienstag, 16. Februar 2021 14:12", "2021-02-16T14:12:00"),
        ("9. März 2019", "2019-03-09"),
        ("1er août 2020", "2020-08-01"),
        ("3 de octubre de 2018", "2018-10-03"),
        ("4 maggio 2017", "2017-05-04"),
        ("30 Nov -0001", None),
        ("16 pluviôse 2021", None),
    ],
)
def test_days_spelled_in_other_languages(text: str, day_: str | None) -> None:
    when = published(text)

    assert (when.isoformat() if when else None) == day_


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Vell Courier, The", "The Vell Courier"),
        ("Vell Courier, The (Kestrel)", "The Vell Courier (Kestrel)"),
        ("The Vell Courier", "The Vell Courier"),
        ("Vell Courier, Kestrel", "Vell Courier, Kestrel"),
        ("Courier, The Vell Edition", "Courier, The Vell Edition"),
    ],
)
def test_an_article_that_libraries_put_behind_a_name_goes_in_front(name: str, printed: str) -> None:
    assert paper_of(name) == printed
