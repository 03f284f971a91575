"""How values are shown: pure functions from articles and answers to drawn lines, or to JSON records.

Every function that draws takes the value, a width in columns and a palette, and yields lines that are no wider, but
for those of one path each, which other programs may read.
What comes from files is cleaned here, so that a terminal can be given the lines as they are.
"""
