from __future__ import annotations

import pytest

from tests import unseen_score

FLOORS = {
    "clean": {"mentions": 0.91},
    "stripped": {
        "mentions": 0.905,
        "capitals": 0.89,
        "marks_quotation": 0.955,
        "marks_period": 0.92,
        "marks_comma": 0.91,
        "marks_apostrophe": 0.935,
    },
    "collapsed": {
        "mentions": 0.89,
        "capitals": 0.84,
        "marks_quotation": 0.65,
        "marks_period": 0.8,
        "marks_apostrophe": 0.895,
    },
    "dequoted": {"mentions": 0.91, "marks_quotation": 0.65},
    "deleted": {
        "mentions": 0.85,
        "capitals": 0.83,
        "marks_quotation": 0.7,
        "marks_period": 0.8,
        "marks_comma": 0.645,
        "marks_apostrophe": 0.715,
    },
}
"""A little under what is reached of news that nobody has trained on."""


@pytest.mark.slow
@pytest.mark.parametrize("form", list(FLOORS))
def test_unseen_news_is_read_as_well_as_it_was(form: str) -> None:
    found = unseen_score.figures(form, unseen_score.gold())

    assert {name: found[name] for name, floor in FLOORS[form].items() if found[name] < floor} == {}
