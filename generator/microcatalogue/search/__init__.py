"""The index by which browsers search and narrow down: columns of facets, words with their forms, nothing to be served."""
