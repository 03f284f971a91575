from __future__ import annotations

from index.names import name_tokens, untitled


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
