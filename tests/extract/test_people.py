"""How the mentions of an article become persons."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.extract.cores import name_words
from archive.extract.people import group_people
from archive.extract.spelling import respelled
from archive.restore.lexicon import gender_of
from archive.restore.values import Mention


def persons(*names: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return name and forms of the persons of a text that mentions ``names`` in this order."""
    body, mentions = "", []
    for name in names:
        title, _, bare = name.rpartition("|")
        body += title + " " if title else ""
        mentions.append(Mention(len(body), len(body) + len(bare)))
        body += bare + " spoke. "
    return [(p.name, p.forms) for p in group_people(body, mentions).persons]


def grouped(*names: str) -> list[str]:
    return [name for name, _ in persons(*names)]


@pytest.mark.parametrize(
    "names",
    [
        ("John Harrow", "Harrow"),
        ("Harrow", "John Harrow"),
        ("John F. Harrow", "John Harrow", "Harrow"),
        ("John Forbes Harrow", "John F. Harrow"),
        ("Bashar al-Hadi", "Hadi", "al-Hadi"),
        ("William Harrow", "Bill Harrow", "Harrow"),
        ("Xin Jianhua", "Xin"),
        ("Enrique Peña Ortega", "Peña Ortega", "Peña"),
        ("Martin Quill Jr.", "Quill"),
        ("Hillary Quill", "Hillary"),
        ("J. Harrow", "John Harrow"),
        ("Ludwig van der Meer", "Van der Meer", "Meer"),
        ("JOHN HARROW", "John Harrow"),
        ("Karim Abu Zaydun", "Abu Zaydun", "Zaydun"),
        ("Al Falani", "Karim Al-Falani"),
        ("Ada Ip Kit-lam", "Ip"),
    ],
)
def test_these_are_one_person(names: tuple[str, ...]) -> None:
    assert len(grouped(*names)) == 1


@pytest.mark.parametrize(
    "names",
    [
        ("John Harrow", "Ann Harrow"),
        ("John Harrow", "Peter Quill"),
        ("Al Quill", "Tipper Quill"),
        ("Abu Zaydun", "Karim Zaydun"),
        ("Ben Quill", "Anna Quill"),
        ("John A. Harrow", "John B. Harrow"),
        ("Thomas Edward Harrow III", "Edward Harrow Jr."),
        ("George H.W. Harrow", "George W. Harrow"),
        ("Pat O'Quill", "Pat Quill"),
        ("Pat O’Quill", "Quill"),
    ],
)
def test_these_are_two_persons(names: tuple[str, ...]) -> None:
    assert len(grouped(*names)) == 2


def test_a_person_is_named_by_the_fullest_form() -> None:
    assert persons("Harrow", "John F. Harrow", "John Harrow") == [
        ("John F. Harrow", ("John F. Harrow", "John Harrow", "Harrow"))
    ]


def test_a_name_is_shown_without_brackets_that_open_in_front_of_it() -> None:
    assert grouped("Maria] Quill", "Quill") == ["Maria Quill"]
    assert grouped("Maria) Quill") == ["Maria Quill"]
    assert grouped("Edna (Moss) Quill") == ["Edna (Moss) Quill"]


def test_a_surname_with_its_article_is_no_fuller_than_the_whole_name() -> None:
    assert grouped("Karim Al-Falani", "Al Falani", "Al Falani") == ["Karim Al-Falani"]


def test_a_bare_surname_that_two_share_is_that_of_the_one_named_first() -> None:
    found = group_people(
        "Harrow spoke. John Harrow left. Ann Harrow sang. Harrow slept.",
        [Mention(0, 6), Mention(14, 25), Mention(32, 42), Mention(49, 55)],
    )
    assert found.person_of == (0, 0, 1, 0)


def test_a_bare_surname_is_that_of_one_named_before() -> None:
    body = "Luis Harrow-Vega left. Harrow sang. His mother Luz Vega de Harrow wept."
    found = group_people(body, [Mention(0, 16), Mention(23, 29), Mention(47, 65)])
    assert found.person_of == (0, 0, 1)


def test_a_given_name_that_two_share_is_that_of_the_one_named_last() -> None:
    body = "Ann Harrow spoke. Ann Quill left. Ann sang."
    assert group_people(body, [Mention(0, 10), Mention(18, 27), Mention(34, 37)]).person_of == (0, 1, 1)


def test_a_role_tells_which_of_two_a_bare_surname_is() -> None:
    body = "Ann Harrow spoke. President John Harrow left. President Harrow sang."
    mentions = [Mention(0, 10), Mention(28, 39, (18, 27)), Mention(56, 62, (46, 55))]
    assert group_people(body, mentions).person_of == (0, 1, 1)


def test_a_title_is_sooner_that_of_one_known_to_bear_it() -> None:
    body = "Ilze Harrow spoke. John Harrow left. Mr. Harrow sang."
    assert group_people(body, [Mention(0, 11), Mention(19, 30), Mention(41, 47)]).person_of == (0, 1, 1)


def test_a_lady_is_not_the_knight_of_her_name() -> None:
    body = "Sir John Harrow spoke. Lady Harrow left. Messrs. Harrow and Quill sang."
    found = group_people(body, [Mention(4, 15), Mention(28, 34), Mention(49, 55), Mention(60, 65)])
    assert found.person_of == (0, 1, 0, 2)


def test_a_title_tells_which_of_two_a_bare_surname_is() -> None:
    body = "John Harrow spoke. Ann Harrow left. Mr. Harrow sang."
    found = group_people(body, [Mention(0, 11), Mention(19, 29), Mention(40, 46)])
    assert found.person_of == (0, 1, 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("James and Sarah Quill won. Mr Quill was glad. Mrs Quill wept.", ["James Quill", "Sarah Quill"]),
        (
            "James and Sarah Quill won. Their son Mark Quill came. Mr Quill was glad.",
            ["James Quill", "Sarah Quill", "Mark Quill"],
        ),
        ("James and Sarah Quill won. James Harrow came. Mr Quill was glad.", ["James Harrow", "Sarah Quill", "Quill"]),
        ("James and Sarah Quill won. Quill was glad.", ["James", "Sarah Quill"]),
    ],
)
def test_a_couple_shares_its_surname(text: str, expected: list[str]) -> None:
    names = re.compile(r"(?:James|Sarah|Mark)(?: (?:Quill|Harrow))?|Quill")
    mentions = [Mention(m.start(), m.end()) for m in names.finditer(text)]
    assert [p.name for p in group_people(text, mentions).persons] == expected


def marked(text: str) -> tuple[str, list[Mention]]:
    """Return a text without the brackets around its names, and these."""
    plain, mentions = "", []
    for part in re.split(r"(\[[^]]*\])", text):
        if part.startswith("["):
            mentions.append(Mention(len(plain), len(plain) + len(part) - 2))
        plain += part.strip("[]")
    return plain, mentions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[Oscar Quill], alias "[El Ox]", ran. [Quill], also known as [Don Oscar], hid.', ["Oscar Quill"]),
        ("[Rex Ostro] (a.k.a. [Chuyo]) ran. [Chuyo] hid.", ["Rex Ostro"]),
        ("[Zana], whose real name is [Ada Quill], sang. [Zana] wept.", ["Ada Quill"]),
        ("[Ada Mary Quill] died. Born [Ada Ostro] in 1930, she sang. [Ada Quill] was 91.", ["Ada Mary Quill"]),
        ("[Ada Quill] and [Ada Vass] sang. Born [Ada Ostro] wept.", ["Ada Quill", "Ada Vass", "Ada Ostro"]),
        ("[Ada Quill] is known as [Oscar Vass]'s heir.", ["Ada Quill", "Oscar Vass"]),
        ("[Ada Quill] sang. [Oscar Vass], known as [Ada], hid.", ["Ada Quill", "Oscar Vass"]),
        ("[Ada Quill] met [Oscar Vass], known as an [Ostro] fan.", ["Ada Quill", "Oscar Vass", "Ostro"]),
    ],
)
def test_another_name_of_somebody_is_theirs(text: str, expected: list[str]) -> None:
    plain, mentions = marked(text)
    assert [p.name for p in group_people(plain, mentions).persons] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Peter Quill] spoke. His son [Peter Quill Jr] sang. [Quill Jr] left.", ["Peter Quill", "Peter Quill Jr"]),
        ("[Lionel Quill] died; a son, [Lionel Jr], survives him. [Quill] was 80.", ["Lionel Quill", "Lionel Jr"]),
        (
            "[George Quill] and his son [George W. Quill] left. [George Quill] sang.",
            ["George Quill", "George W. Quill"],
        ),
        ("[Tom Quill Jr] ran. [Tom Quill] won. His father [Tom Quill Sr] left.", ["Tom Quill Jr", "Tom Quill Sr"]),
        ("[Tom Quill Sr] met [Tom Quill Jr] there. [Quill Jr] left.", ["Tom Quill Sr", "Tom Quill Jr"]),
        ("[Tom Quill] met his son [Tom Quill Jr]. The younger [Quill] left.", ["Tom Quill", "Tom Quill Jr"]),
        ("[Martin Quill Jr] spoke. [Martin Quill] left.", ["Martin Quill Jr"]),
        ("[Tom Quill Jnr] ran. [Tom Quill Snr] met [Tom Quill Jr] there.", ["Tom Quill Jr", "Tom Quill Snr"]),
        ("[Tom Quill] won. [Tom Quill Jr] ran. [Quill] left.", ["Tom Quill", "Tom Quill Jr"]),
        ("[Tom B. Quill] won. [Tom Quill Jr] ran. [Quill Jr] left.", ["Tom B. Quill", "Tom Quill Jr"]),
        ("[Quill] won. [Tom Quill Jr] ran.", ["Tom Quill Jr"]),
        ("[Quill] won. [Tom Quill Jr] ran. [Quill Jr] left. [Quill] sang.", ["Quill", "Tom Quill Jr"]),
        ("[Tom Quill Jr] ran. [Tom Quill] won. [Quill Jr] left. [Quill] sang.", ["Tom Quill Jr", "Tom Quill"]),
        ("[Tom Quill Jr] ran. [Quill Jr] left. [Quill] sang.", ["Tom Quill Jr"]),
        ("[Tom Quill] has two sons, [Eric] and [Tom Jr]. [Tom] left.", ["Tom Quill", "Eric", "Tom Jr"]),
        ("[Tom Quill Jr] ran. [Tom Jr] left.", ["Tom Quill Jr"]),
        ("[Tom Quill] ran. [Quill Jr] left.", ["Tom Quill"]),
        ("[Ann Dale] said her son [Tom] drowned. [Tom Dale] was 12.", ["Ann Dale", "Tom Dale"]),
    ],
)
def test_fathers_and_sons_of_one_name_are_two(text: str, expected: list[str]) -> None:
    body, mentions = "", []
    for before, name in re.findall(r"([^\[]*)\[(.*?)\]", text):
        body += before
        role = re.search(r"(?:son|father),? $", body)
        start = len(body)
        body += name
        mentions.append(Mention(start, len(body), (role.start(), role.end() - 1) if role else None))
    assert [p.name for p in group_people(body, mentions).persons] == expected


@pytest.mark.parametrize("text", ["[Ada Quill]. Born [Ada Ostro]. ", "[Ada Quill], alias [Rex Ostro], left. "])
def test_who_has_another_name_thousands_of_times_takes_no_time_that_grows_with_its_square(text: str) -> None:
    plain, mentions = marked(text * 12_000)
    begun = time.process_time()

    assert len(group_people(plain, mentions).persons) == 1
    assert time.process_time() - begun < 30.0


def test_thousands_of_surnames_are_told_from_their_slips_in_little_time() -> None:
    full = [("ada", f"quill{n:x}harrow") for n in range(8_000)]
    bare = [(f"{n:x}quillharrow",) for n in range(8_000)]
    begun = time.process_time()

    assert respelled([*full, *bare, ("quillffharow",)])["quillffharow",] == ("quillffharrow",)
    assert time.process_time() - begun < 4.0


def test_a_title_tells_that_initials_are_not_those_of_the_other_half() -> None:
    body = "Mr. C. H. Harrow and Mrs. Harrow sang. Harrow wept."
    mentions = [Mention(m.start(), m.end()) for m in re.finditer(r"(?:C\. H\. )?Harrow", body)]
    cast = group_people(body, mentions)
    assert [p.name for p in cast.persons] == ["C. H. Harrow", "Harrow"]
    assert cast.person_of == (0, 1, 0)


def test_a_title_that_nobody_named_in_full_can_bear_is_somebody_elses() -> None:
    body = "Mr. Harrow spoke. Ann Harrow left. Mrs. Harrow sang."
    found = group_people(body, [Mention(4, 10), Mention(18, 28), Mention(40, 46)])
    assert [p.name for p in found.persons] == ["Harrow", "Ann Harrow"]
    assert found.person_of == (0, 1, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(Pope) [Ivan] spoke. [Ivan] wept. [Dara Ivan] left.", {"Ivan": 2, "Dara Ivan": 1}),
        ("(Queen) [Mara II] met [Mara Quill]. (Queen) [Mara] left.", {"Mara II": 2, "Mara Quill": 1}),
        ("(Pope) [Ivan XIV] spoke. (Pope) [Ivan] wept.", {"Ivan XIV": 2}),
        ("(Crown Prince) [Karim] spoke. (King) [Karim] left.", {"Karim": 2}),
        ("(Prince) [Ivan Quill] spoke. (Prince) [Ivan] left.", {"Ivan Quill": 2}),
        ("(Sister) [Mara Quill] spoke. (Sister) [Quill] left.", {"Mara Quill": 2}),
        ("(Prince) [Karim bin Salih] met (King) [Salih].", {"Karim bin Salih": 1, "Salih": 1}),
        ("His (sister) [Mara] spoke.", {"Mara": 1}),
        ("[Prince Quill] spoke. (Prince) [Quill] left.", {"Prince Quill": 2}),
    ],
)
def test_a_ruler_is_nobody_whose_surname_is_the_rulers_given_name(text: str, expected: dict[str, int]) -> None:
    body, mentions, role = "", [], None
    for kind, name, other in re.findall(r"([(\[])(.*?)[)\]]|([^(\[]+)", text):
        span = (len(body), len(body) + len(name))
        body += name + other
        if kind == "[":
            mentions.append(Mention(*span, role))
        role = span if kind == "(" else role if other == " " else None
    assert {p.name: len(p.mentions) for p in group_people(body, mentions).persons} == expected


def test_roles_are_kept_as_printed() -> None:
    body = "Secretary of State John Harrow spoke. Secretary Harrow left."
    (person,) = group_people(body, [Mention(19, 30, (0, 18)), Mention(48, 54, (38, 47))]).persons
    assert person.roles == ("Secretary of State", "Secretary")
    assert person.mentions == ((19, 30), (48, 54))


def test_more_mentions_make_a_person_surer() -> None:
    body = "John Harrow spoke. Harrow left."
    once = group_people(body, [Mention(0, 11, None, 0.6)]).persons[0]
    twice = group_people(body, [Mention(0, 11, None, 0.6), Mention(19, 25, None, 0.6)]).persons[0]
    assert 0 < once.confidence < twice.confidence <= 1


def test_a_name_of_women_or_of_men_alone_tells_a_gender_and_one_of_both_does_not() -> None:
    # Luc may be what is left of Lucía
    assert [gender_of(name) for name in ("theresa", "yves", "luc", "nikita")] == ["f", "m", None, None]


def test_genders_come_from_given_names_and_titles() -> None:
    body = "Maria Quill spoke. Mr. Tsegay left. Kim Vass sang."
    assert group_people(body, [Mention(0, 11), Mention(23, 29), Mention(36, 44)]).genders == ("f", "m", None)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Bashar al-Hadi", ("bashar", "hadi")),
        ("Pat O’Quill", ("pat", "o'quill")),
        ("Al Quill", ("al", "quill")),
        ("Martin Quill Jr.", ("martin", "quill")),
    ],
)
def test_the_words_that_tell_people_apart(name: str, expected: tuple[str, ...]) -> None:
    assert name_words(name) == expected


@given(
    st.lists(st.sampled_from(["John Harrow", "Harrow", "Ann Harrow", "al-Hadi", "J. B. Quill", "Jr", "Quill", "de"]))
)
def test_every_mention_is_somebody_once(names: list[str]) -> None:
    body, mentions = "", []
    for name in names:
        mentions.append(Mention(len(body), len(body) + len(name)))
        body += name + ", "
    cast = group_people(body, mentions)
    assert len(cast.person_of) == len(mentions)
    assert sorted(s for p in cast.persons for s in p.mentions) == [(m.start, m.end) for m in mentions]
    assert all(p.name in p.forms for p in cast.persons)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("Marek Ostrenko", "Marek Ostrenco", "Marek Ostrenco"), ["Marek Ostrenco"]),
        (("Marek Ostrenko", "Marek Osterko"), ["Marek Ostrenko", "Marek Osterko"]),
        (("Marek Ostrenko", "Marek Ostrenko", "Marek Ostrneko", "Ostrneko"), ["Marek Ostrenko"]),
        (("Khosrow Quill", "Khosro Quill", "Quill"), ["Khosrow Quill"]),
        (("José Ostro", "Jose Ostro"), ["José Ostro"]),
        (("Joan Ostro", "John Ostro"), ["Joan Ostro", "John Ostro"]),
        (("Mario Ostro", "Maria Ostro"), ["Mario Ostro", "Maria Ostro"]),
        (("Maria Ostro", "Marta Ostro"), ["Maria Ostro", "Marta Ostro"]),
        (("Hassan Ostro", "Hasan Ostro"), ["Hassan Ostro"]),
        (("Marek Ostrenko", *2 * ["Marek Ostrenco"], *3 * ["Marek Ostrenka"]), ["Marek Ostrenka"]),
        (("Ostrenko Maria", "Maria Ostrenko", "Ostrenko"), ["Ostrenko Maria"]),
        (("Ali Hassan", "Hassan Ali"), ["Ali Hassan", "Hassan Ali"]),
        (("Marek Ostrenko", "Ostrenko", "Ostrneko", "Ostrenco", "Ostrenkos"), ["Marek Ostrenko"]),
        (("Óscar Ruíz", "Ruiz"), ["Óscar Ruíz"]),
        (("Ostrenco", "Marek Ostrenko"), ["Ostrenco", "Marek Ostrenko"]),
        (("Marek Ostrenko", "Ada Ostrenka", "Ostrenke"), ["Marek Ostrenko", "Ada Ostrenka", "Ostrenke"]),
        (("Marek Ostrenko", "Ostrenco", "Ostrenco"), ["Marek Ostrenko", "Ostrenco"]),
        (("Ada Clarke", "Clark"), ["Ada Clarke", "Clark"]),
    ],
)
def test_a_name_spelled_in_two_ways_is_one_persons(names: tuple[str, ...], expected: list[str]) -> None:
    assert grouped(*names) == expected


@pytest.mark.parametrize(
    "body",
    [
        "Bobi Kato, whose real name is Rob Sekandi, wept. Sekandi left.",
        "Bobi Kato, known by his call sign Sekandi, wept. Sekandi left.",
    ],
)
def test_who_is_known_by_another_name_is_called_by_it_later(body: str) -> None:
    mentions = [Mention(*m.span()) for m in re.finditer("Bobi Kato|(?:Rob )?Sekandi", body)]

    assert len(group_people(body, mentions).persons) == 1
