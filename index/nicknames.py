"""Short given names behind the full name that each stands for: Joe Marl may be Joseph Marl."""

from __future__ import annotations

_NICKNAMES = """
william bill
robert bob rob
michael mike
james jim
joseph joe
thomas tom
anthony tony
richard dick rick
daniel dan
benjamin ben
edward ted ed
charles chuck
david dave
steven steve
timothy tim
kenneth ken
donald don
ronald ron
gregory greg
matthew matt
nicholas nick
christopher chris
samuel sam
andrew andy
jeffrey jeff
elizabeth liz
katherine kate
deborah debbie
susan sue
patricia pat
albert al
john jack
lawrence larry
gerald jerry
alexander alex
peter pete
raymond ray
victor vic
frederick fred
joshua josh
"""

FULL_NAMES: dict[str, str] = {
    short: full for full, *shorts in map(str.split, _NICKNAMES.strip().splitlines()) for short in shorts
}
"""The full name that each short one stands for, folded."""
