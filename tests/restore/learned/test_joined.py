import pytest

from archive.restore.learned.joined import joints
from archive.restore.words import cut, words_of

KNOWN = {word: place for place, word in enumerate(["harrow", "clerk", "clerks", *map(str, range(3000)), "harrows"])}


def parted(text: str) -> list[str]:
    return cut(text, joints(text, cut(text)[1::2], KNOWN))[1::2]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("i dont know and they wont say", "i don t know and they won t say"),
        ("theyre late and weve left", "they re late and we ve left"),
        ("its not much but its lid fits and thats all", "it s not much but its lid fits and that s all"),
        ("mr quillan saw quillans boat", "mr quillan saw quillan s boat"),
        ("harrow read harrows letter", "harrow read harrow s letter"),
        ("the citys old harbour", "the city s old harbour"),
        ("i dont say its easy or its owners fault", "i don t say it s easy or its owners fault"),
        ("lets go he didnt say who lets boats", "let s go he didn t say who lets boats"),
        ("id like it and hell come but she isnt ill", "i d like it and he ll come but she isn t ill"),
        ("it wasnt last years boat of two years ago", "it wasn t last year s boat of two years ago"),
        ("he wouldve sold on mondays after mondays vote", "he would ve sold on mondays after monday s vote"),
        ("the worlds end isnt the worlds of both", "the world s end isn t the worlds of both"),
        ("it isnt the clerks biggest", "it isn t the clerk s biggest"),
        ("mr obrien didnt call at six oclock", "mr o brien didn t call at six o clock"),
        ("he wont sell obriens boat", "he won t sell o brien s boat"),
        ("japans ships arent two japans", "japan s ships aren t two japans"),
        ("WE CANT ASK HARROW", "WE CAN T ASK HARROW"),
        (
            "Harrow read Harrows letter. We cant, he said. I dont.",
            "Harrow read Harrow s letter We can t he said I don t",
        ),
    ],
)
def test_words_are_parted_where_an_apostrophe_was_deleted(text: str, words: str) -> None:
    assert parted(text) == words.split()


@pytest.mark.parametrize(
    "text",
    [
        "the clerk saw two clerks",
        "the worlds largest boat lies here and last years was larger",
        "a norwegian met two norwegians",
        "a quillan and its quay",
        "quillans boat lay by",
        "don t ask why they dont",
        "don't ask why they dont",
        "the mule drank   the mules were in the water   two mules swam",
        "Mr Im had no time, he said, for such talk.",
        "Two Quillans came. Quillan did not.",
        "",
    ],
)
def test_words_stay_whole_where_none_was_or_where_others_left_room(text: str) -> None:
    assert joints(text, cut(text)[1::2], KNOWN) == []


def test_marks_within_words_part_them_in_the_text_that_rules_read() -> None:
    words = words_of("we dont ask quillans wife", [(6, "'"), (19, "'")])
    assert list(words.word) == ["we", "don", "t", "ask", "quillan", "s", "wife"]
    assert list(words.gap) == ["", " ", "'", " ", " ", "'", " ", ""]
    assert words.words_of(4, 4) == "quillan"
