"""What is read out of restored copy: dateline, source, people, quotes."""
