from __future__ import annotations

import pytest

from archive.restore.names.completing import completed
from archive.restore.values import Mention
from archive.restore.words import words_of
from tests.restore.telling import names_in


def role(text: str, name: str = "John Harrow") -> str | None:
    (m,) = (m for m in completed(words_of(text), names_in(text)) if text[m.start : m.end] == name)
    return text[m.role[0] : m.role[1]] if m.role else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("U.S. Secretary of State John Harrow left.", "U.S. Secretary of State"),
        ("Harbour police spokesman John Harrow left.", "Harbour police spokesman"),
        ("John Harrow, the interior minister, left.", "interior minister"),
        ("John Harrow, 52, a lawyer for the union, left.", "lawyer for the union"),
        ("John Harrow, head of the Dunmere port's pilots, left.", "head of the Dunmere port's pilots"),
        ("John Harrow, a spokesman for the provincial governor. He", "spokesman for the provincial governor"),
        ("John Harrow, a University of Dunmere law professor, left.", "University of Dunmere law professor"),
        ("John Harrow, the leader of the Ports and Ferries Union, left.", "leader of the Ports and Ferries Union"),
        ("John Harrow, a judge whose rulings are feared, left.", "judge"),
        ("John Harrow, now a news editor based in Velm, left.", "news editor"),
        ("John Harrow, and brother, Peter Quill, left.", None),
        ("Harbour firefighter John Harrow left.", "Harbour firefighter"),
        ("John Harrow, adviser to the mayor and an old friend, left.", "adviser to the mayor"),
        ("John Harrow, lawyer for Gov. Ann Dale, left.", "lawyer for Gov. Ann Dale"),
        ("John Harrow, resigned on Tuesday after it emerged that his brother's firm was paid.", None),
        ("John Harrow, in what became a trial of the suspect, left.", None),
        ("John Harrow, real men don't ask a president.", None),
        ("John Harrow, alleging that the former consultant lied, left.", None),
        ("They sailed on March 3. Dr. John Harrow left.", "Dr."),
        ("They met the minister. Mayor John Harrow left.", "Mayor"),
        ("Brig. Gen. John Harrow left.", "Brig. Gen."),
        ("Lieut. John Harrow left.", "Lieut."),
        ("Sens. John Harrow and Ann Dale left.", "Sens."),
        ("On Monday PM John Harrow left.", "PM"),
        ("The police SI John Harrow left.", "police SI"),
        ("At 3 pm John Harrow left.", None),
        ("They met Public Enterprises Minister John Harrow there.", "Public Enterprises Minister"),
        ("They met Social Development Minister John Harrow there.", "Social Development Minister"),
        ("Police Find Former Mayor John Harrow", "Former Mayor"),
        ("Hedge fund manager John Harrow left.", "Hedge fund manager"),
        ("Then sophomore guard John Harrow left.", "sophomore guard"),
        ("Secretary for Development John Harrow left.", "Secretary for Development"),
        ("The Secretary for Food and Health John Harrow left.", "Secretary for Food and Health"),
        ("Special Relief Commissioner (SRC) John Harrow left.", "Special Relief Commissioner"),
        ("The association chairman Mr John Harrow left.", "association chairman"),
        ("It was sold, said retail analyst John Harrow.", "retail analyst"),
        ("The harbour board's real estate adviser John Harrow left.", "real estate adviser"),
        ("Real estate tycoon John Harrow left.", "Real estate tycoon"),
        ("They hope to oust captain John Harrow.", "captain"),
        ("They didn't hire football coach John Harrow.", "football coach"),
        ("Velm chose captain John Harrow.", "captain"),
        ("They will replace former mayor John Harrow.", "former mayor"),
        ("President-elect John Harrow left.", "President-elect"),
        ("Quill's brother-in-law John Harrow left.", "brother-in-law"),
        ("The mayor's chief of staff John Harrow left.", "chief of staff"),
        ("The mayor's director of the board John Harrow left.", None),
        ("Former Speaker of the House John Harrow left.", "Former Speaker of the House"),
        ("John Harrow, the editor in chief of the Velm Post, left.", "editor in chief of the Velm Post"),
        ("John Harrow, the governor-elect, left.", "governor-elect"),
        ("John Harrow, the former F.B.I. director, left.", "former F.B.I. director"),
        ("John Harrow, a lawyer at the F.B.I., left.", "lawyer at the F.B.I."),
        ("John Harrow, chief operating officer at the port, left.", "chief operating officer at the port"),
        ("John Harrow, a member of the harbour board, left.", "member of the harbour board"),
        ("The search for Mayor John Harrow went on.", "Mayor"),
        ("PC John Harrow left.", "PC"),
        ("Coun. John Harrow left.", "Coun."),
        ("Opposition leader Datuk Seri John Harrow left.", "Opposition leader"),
        ("Finance Minister Dr John Harrow left.", "Finance Minister"),
        ("Then People's Party leader John Harrow left.", "People's Party leader"),
        ("Then Workers' Party MP John Harrow left.", "Workers' Party MP"),
        ("Then Assistant State's Attorney John Harrow left.", "Assistant State's Attorney"),
        ("Quill's Party leader John Harrow left.", "Party leader"),
        ("Then Commissioner of Police Dr. John Harrow left.", "Commissioner of Police"),
        ("Then Prof. John Harrow left.", "Prof."),
        ("Then Chief of Army Staff General John Harrow left.", "Chief of Army Staff General"),
        ("The wife of Prime Minister John Harrow left.", "Prime Minister"),
        ("John Harrow, leader of the Left Democrats, left.", "leader of the Left Democrats"),
        ("Trade and Industry Minister John Harrow left.", "Trade and Industry Minister"),
        ("The health, food and rural affairs minister John Harrow left.", "health, food and rural affairs minister"),
        ("Bank of Dunmere Governor John Harrow left.", "Bank of Dunmere Governor"),
        ("A University of the Isles professor John Harrow left.", "University of the Isles professor"),
        ("The Office of Prime Minister John Harrow was shut.", "Prime Minister"),
        ("The Union Party of Prime Minister John Harrow won.", "Prime Minister"),
        ("Talks between Labour and Conservative leader John Harrow failed.", "Conservative leader"),
        ("Quill and Foreign Secretary John Harrow left.", "Foreign Secretary"),
        ("The King of Velm and Prime Minister John Harrow left.", "Prime Minister"),
        ("The anti-Velm politician John Harrow left.", "anti-Velm politician"),
        ("Meanwhile LDP leader John Harrow left.", "LDP leader"),
        ("He served under President John Harrow.", "President"),
        ("Under Secretary John Harrow left.", "Under Secretary"),
        ("Councilman-at-Large John Harrow left.", "Councilman-at-Large"),
        ("Taoiseach John Harrow left.", "Taoiseach"),
        ("Asked about John Harrow, the mayor said nothing would change.", None),
        ("When she met John Harrow, the coach smiled at her.", None),
        ("They had met John Harrow, the mayor said.", None),
        ("When John Harrow, the mayor, met her, she smiled.", "mayor"),
        ("If John Harrow, the mayor who sold the bridge, resigns, she will too.", "mayor"),
        ("John Harrow, the mayor said.", "mayor"),
        ("John Harrow, the mayor of Velm said on Monday it would close.", "mayor of Velm"),
        ("Forces under Maj. Gen. John Harrow left.", "Maj. Gen."),
        ("On Monday DCP John Harrow left.", "DCP"),
        ("Garda John Harrow left.", "Garda"),
        ("She leaves a son, John Harrow, a daughter, Ann Dale, and a cat.", "son"),
        ("She met John Harrow, a brother, on Monday.", "brother"),
        ("John Harrow left.", None),
        ("Mr. John Harrow left.", None),
    ],
)
def test_roles_stand_before_or_behind_a_name(text: str, expected: str | None) -> None:
    assert role(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The interior minister, John Harrow, resigned.", "interior minister"),
        ("So said its director general, John Harrow.", "director general"),
        ("The F.B.I. director, John Harrow, left.", "F.B.I. director"),
        ("The chief of the Velm Defence Force (VDF), John Harrow, left.", "chief of the Velm Defence Force"),
        ("They met the president of Velm, John Harrow, on Monday.", "president of Velm"),
        ("The Dunmere Post's editor, John Harrow, left.", "Dunmere Post's editor"),
        ("The leader of the harbour board, Mr. John Harrow, left.", "leader of the harbour board"),
        ("She wrote to the mayor, John Harrow, that day.", "mayor"),
        ("Quill's lawyer, John Harrow, said no.", "lawyer"),
        ("Then Velm's chief of staff, John Harrow, left.", "chief of staff"),
        ("Quill's boat, John Harrow, left.", None),
        ("On Monday, John Harrow, 52, left.", None),
        ("The minister, John Harrow said, left.", None),
        ("They met the Ohio senator. John Harrow left.", None),
        ("The minister left the port, John Harrow, a lawyer, said.", "lawyer"),
        ("In reply the Speaker, Rt. Hon. John Harrow, said no.", "Speaker"),
        ("Then the commissioner for works, Engr. John Harrow, left.", "commissioner for works"),
    ],
)
def test_a_role_is_explained_by_the_name_behind_it(text: str, expected: str | None) -> None:
    assert role(text) == expected


def given(text: str, *found: str, probability: float = 0.9) -> list[str]:
    mentions = [Mention(text.index(name), text.index(name) + len(name), None, probability) for name in found]
    return [text[m.start : m.end] for m in completed(words_of(text), mentions)]


def test_a_surname_that_was_passed_over_is_found_again() -> None:
    assert given("John Harrow spoke. Then Harrow left.", "John Harrow") == ["John Harrow", "Harrow"]


def test_a_surname_that_was_passed_over_is_found_with_the_suffix_of_the_name() -> None:
    assert given("John Harrow Jr. spoke. Then Harrow Jr. left.", "John Harrow Jr") == ["John Harrow Jr", "Harrow Jr"]


def test_a_surname_within_another_name_is_left_alone() -> None:
    assert given("John Harrow spoke at Harrow Castle and met Ann Harrow.", "John Harrow") == ["John Harrow"]


def test_a_surname_that_is_an_everyday_word_is_left_alone() -> None:
    assert given("John Black spoke. Black smoke rose.", "John Black") == ["John Black"]


@pytest.mark.parametrize(
    ("found", "name"),
    [("Y. Rao", "D.Y. Rao"), ("Justices P. S. Narayan", "P. S. Narayan"), ("Nigel Hart QC", "Nigel Hart")],
)
def test_names_have_all_their_initials_and_nothing_else(found: str, name: str) -> None:
    assert given("Before D.Y. Rao, Justices P. S. Narayan and Nigel Hart QC left.", found) == [name]


def test_a_doubtful_name_lends_its_surname_to_nobody() -> None:
    assert given("John Harrow spoke. Then Harrow left.", "John Harrow", probability=0.3) == ["John Harrow"]


def test_a_hospital_named_after_somebody_is_nobody() -> None:
    assert given("He died in Harrow Hospital.", "Harrow") == []


@pytest.mark.parametrize("role", ["Mayor", "Mayor Pro Tem", "Editor in Chief", "Det Con", "Adviser on Foreign Affairs"])
def test_roles_are_found_for_names_that_came_without(role: str) -> None:
    text = f"{role} John Harrow spoke."
    (m,) = completed(words_of(text), [Mention(len(role) + 1, len(text) - len(" spoke."))])
    assert m.role == (0, len(role))


def test_the_role_of_the_next_name_is_not_that_of_the_last() -> None:
    text = "He met John Harrow, police spokesman Peter Quill said."
    assert (role(text), role(text, "Peter Quill")) == (None, "police spokesman")


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("Samuel Quill Jr. spoke.", ["Samuel Quill"], ["Samuel Quill Jr"]),
        ("Declan O'Rourke spoke.", ["Declan O"], ["Declan O'Rourke"]),
        ("Mayor Ilse Brandt spoke.", ["Mayor Ilse Brandt"], ["Ilse Brandt"]),
        ("The Mayor spoke.", ["Mayor"], []),
        ("Economist wanted.", ["Economist"], []),
        ("De la Cruz spoke.", ["De la"], ["De la Cruz"]),
        ("Xin Jianhua came. Then Xin spoke.", ["Xin Jianhua"], ["Xin Jianhua", "Xin"]),
        ("Ships left from Calderra in May. In Calderra it rained.", ["Calderra"], []),
        ("Suharto resigned. Suharto said nothing in Suharto's defence.", ["Suharto"], ["Suharto"]),
    ],
)
def test_names_are_made_whole(text: str, found: list[str], expected: list[str]) -> None:
    assert given(text, *found) == expected


@pytest.mark.parametrize(
    ("text", "name", "probability", "kept"),
    [
        ("Velmora's largest port is closed.", "Velmora", 0.7, False),
        ("Velmora's largest port is closed.", "Velmora", 0.95, False),
        ("Velmora's old yacht is closed.", "Velmora", 0.7, False),
        ("Velmora's old yacht is closed.", "Velmora", 0.95, True),
        ("The minister Velmora's port is closed.", "Velmora", 0.7, True),
        ("Mr. Velmora's port is closed.", "Velmora", 0.7, True),
        ("The port is closed, Velmora said.", "Velmora", 0.7, True),
    ],
)
def test_a_single_name_that_nothing_tells_to_be_a_person_must_be_very_likely_one(
    text: str, name: str, probability: float, kept: bool
) -> None:
    at = text.index(name)
    found = completed(words_of(text), [Mention(at, at + len(name), None, probability)])
    assert bool(found) is kept


def test_a_single_name_of_somebody_named_in_full_stays() -> None:
    text = "Ana Velmora came. The port of Velmora's is closed."
    spans = [(0, 11), (text.rindex("Velmora"), text.rindex("Velmora") + 7)]
    found = completed(words_of(text), [Mention(a, b, None, 0.7) for a, b in spans])
    assert [(m.start, m.end) for m in found] == spans


@pytest.mark.parametrize(
    ("unmarked", "parted"), [(True, ["Bashar al-Hadi", "Harrow"]), (False, ["Bashar al-Hadi Harrow"])]
)
def test_two_names_are_parted_where_the_stop_between_them_may_be_lost(unmarked: bool, parted: list[str]) -> None:
    text = "John Harrow met Bashar al-Hadi Harrow himself spoke. Hadi left. Harrow stayed."
    mentions = [Mention(0, 11), Mention(16, 37), Mention(53, 57), Mention(64, 70)]
    found = [text[m.start : m.end] for m in completed(words_of(text), mentions, unmarked=unmarked)]
    assert found == ["John Harrow", *parted, "Hadi", "Harrow"]
