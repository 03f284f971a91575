"""Names whose letters outside ASCII were lost are whole again where a list knows them."""

from __future__ import annotations

import pytest

from archive.extract.lettering import lettered, mended, spelled
from archive.extract.people import group_people
from archive.restore.values import Mention, Restored
from index.article import Damage, DamageKind


@pytest.mark.parametrize(
    ("body", "name", "expected"),
    [
        ("Then Jos  Garc a left", "Jos  Garc a", "José García"),
        ("Then Andr S Manuel G Mez left", "Andr S Manuel G Mez", "Andrés Manuel Gómez"),
        ("Then Luis  ngel Ostro left", "Luis  ngel Ostro", "Luis Ángel Ostro"),
        ("Then Ramiro Vald's left", "Ramiro Vald", "Ramiro Valdés"),
        ("and Erdo an left", "Erdo an", "Erdoğan"),
        ("Then Jos Quill left", "Jos Quill", "Jos Quill"),
        ("Minister Jean Luc Moreau left", "Jean Luc Moreau", "Jean Luc Moreau"),
        ("Then R jean Moreau left", "jean Moreau", "Réjean Moreau"),
        ("Then Maria Quill left", "Maria Quill", "Maria Quill"),
        ("Then said Lise Brandt so", "Lise Brandt", "Lise Brandt"),
        ("Then said, Lise Brandt left", "Lise Brandt", "Lise Brandt"),
        ("Then said  Lise Brandt so", "Lise Brandt", "Élise Brandt"),
        ("Then said lvaro Costa so", "lvaro Costa", "Álvaro Costa"),
    ],
)
def test_a_name_is_whole_again(body: str, name: str, expected: str) -> None:
    start = body.index(name)
    assert mended(body, (start, start + len(name))) == expected


@pytest.mark.parametrize(("kind", "expected"), [("stripped", "José García"), ("upper", "Jos Garc a")])
def test_only_copy_that_lost_its_marks_lost_letters(kind: DamageKind, expected: str) -> None:
    body = "Then Jos  Garc a left"
    restored = Restored(body, (), (Damage(0, len(body), kind),))
    cast = lettered(restored, group_people(body, [Mention(5, 16)]))
    assert [p.name for p in cast.persons] == [expected]
    assert cast.persons[0].forms == ("Jos Garc a",)


def test_copy_that_holds_such_letters_has_lost_none() -> None:
    body = "Then Jos  Garc a left Åsa"
    restored = Restored(body, (), (Damage(0, len(body), "stripped"),))
    assert lettered(restored, group_people(body, [Mention(5, 16)])).persons[0].name == "Jos Garc a"


@pytest.mark.parametrize("sign", ["?", "¿", "\ufffd", "??"])
@pytest.mark.parametrize("text", ["José García met François Müller.", "Ángel GARCÍA, René Duval", "Miloš Tomašević’s"])
def test_signs_for_letters_of_names_give_way_to_them(text: str, sign: str) -> None:
    lost = "".join(sign if c in "éíçüÁÍšć" else c for c in text)
    whole = spelled(lost, None if sign == "??" else sign)
    assert whole == text.replace("René", f"Ren{sign}").replace("Miloš", f"Milo{sign}")


@pytest.mark.parametrize(
    "text",
    [
        "Who is Jos? He left.",
        "See velm.example/find?s=1, Jos?",
        "Was it the Tour? Was it Kant?",
        "a gr?n boat",
        "",
        "J?rgen",
    ],
)
def test_signs_that_may_mean_themselves_or_several_letters_stay(text: str) -> None:
    assert spelled(text) == text
    assert spelled(text.replace("Jos?", ""), "?") == text.replace("Jos?", "")
