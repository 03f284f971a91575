from __future__ import annotations

from index.names import has_role, is_called, name_key, name_tokens, run_together, title_of, told_apart, untitled


def test_a_name_is_asked_for_without_the_s_of_a_possessive() -> None:
    for text in ("Harrow's", "HARROW’S", "harrow`s,", "Harrow"):
        assert name_tokens(text) == ["harrow"], text
    assert name_tokens("Ana Harrow's D'Souza") == ["ana", "harrow", "d", "souza"]
    assert name_tokens("'s Gravesande O'Shea") == ["s", "gravesande", "o", "shea"]


def test_a_title_before_a_name_is_not_asked_for() -> None:
    for text in ("Sen. Harrow", "Senator HARROW’s", "Mr Harrow", "Vice President Harrow", " Pope  Harrow"):
        assert name_tokens(text) == ["harrow"], text
    for text in ("President", "Sen. *", "Harrow Pope"):
        assert untitled(text) == text
    assert untitled("Gov. Ana H*") == "Ana H*"


def test_a_title_is_borne_by_who_is_called_so_or_has_it_as_a_role() -> None:
    assert [title_of(text) for text in ("Sen. Harrow", "Vice President Harrow", "Mr. Harrow", "Harrow")] == [
        "sen",
        "vice president",
        "",
        "",
    ]
    for role in ("Sen.", "Velm senator", "former Senator from Velm", "SENATOR", "Sens."):
        assert has_role("sen", role) and has_role("senator", role), role
    for role in ("wife of Sen.", "senate leader", "", "of"):
        assert not has_role("sen", role), role
    assert has_role("vice president", "vice president of Velm")
    assert not has_role("vice president", "president")
    assert is_called("pope", "Pope Ivan") and not is_called("pope", "Ivan Pope")


def test_given_names_differ_where_they_are_other_words_and_none_is_an_initial() -> None:
    def differ(one: str, other: str) -> bool:
        first, second = name_key(one), name_key(other)
        assert first and second
        return first.differs(second)

    assert differ("Chuck Marl", "Charles Marl")
    for other in ("Chuck Marl", "Chuck B. Marl", "B. Marl", "Marl", "Charles Lind", "Charles Marl Jr."):
        assert not differ("Chuck Marl", other) and not differ(other, "Chuck Marl"), other


def test_a_suffix_is_the_same_however_it_is_cut_short() -> None:
    assert name_key("Chuck Marl, Jnr.") == name_key("Chuck Marl Jr") == ("marl", ("chuck",), "jr")
    assert name_key("Chuck Marl Snr") == name_key("Chuck Marl, Sr.")


def test_a_name_without_its_apostrophe_comes_apart() -> None:
    assert [run_together(word) for word in ("oharrow", "dsouza", "harrow", "o")] == [
        ("o", "harrow"),
        ("d", "souza"),
        None,
        None,
    ]


def test_the_arabic_article_counts_for_nothing_and_a_given_name_like_it_does() -> None:
    assert name_key("al-Harrow") == name_key("El’Harrow") == name_key("Harrow") == ("harrow", (), "")
    assert name_key("Al Harrow") == ("harrow", ("al",), "")
    assert name_key("Alan-Jo Harrow") == ("harrow", ("alan", "jo"), "")


def test_a_name_of_many_words_is_short_for_no_other() -> None:
    five, six = name_key("Ana Eva Ida Ola Una Harrow"), name_key("Ana Eva Ida Ola Una Ada Harrow")
    assert five and six
    assert ("", ("ana", "e")) in five.abbreviations()
    assert list(six.abbreviations()) == []


def test_whoever_is_named_beside_somebody_with_a_suffix_is_told_apart() -> None:
    people = ["Ian Harrow Jr.", "Ian B. Harrow", "Ivo Harrow", "Ian Finch", "Ian Harrow Sr."]

    assert list(told_apart(people)) == [("Ian Harrow Jr.", "Ian B. Harrow"), ("Ian Harrow Sr.", "Ian B. Harrow")]
