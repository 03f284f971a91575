"""Fits the weights by which the program tells whom pronouns and nouns mean, on the articles that say it.

    python -m training.whom [--out archive/extract/whom.json]
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from archive.extract.speakers import Speakers
from archive.extract.whom import NOBODY, Clues, Kind, judged
from archive.parse import Understood, understood
from archive.readers.copy import Copy
from archive.restore import restore_many
from archive.restore.words import WORD
from training.invented import HERE, records

WHERE = Path(__file__).parent.parent / "archive" / "extract" / "whom.json"


def stripped(text: str) -> str:
    return "".join(c.lower() if c.isalnum() and len(c.lower()) == 1 else c if c.isalnum() else " " for c in text)


FORMS: dict[str, Callable[[str], str]] = {
    "clean": str,
    "stripped": stripped,
    "collapsed": lambda text: re.sub(r" +", " ", stripped(text)),
}
