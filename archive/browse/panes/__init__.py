"""What the screen is made of: the query line, chips, facets, results, the article and its quotes."""
