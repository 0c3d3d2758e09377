"""Other ways to do the same ranking: databases, a search engine, sparse matrices, a plain loop."""
