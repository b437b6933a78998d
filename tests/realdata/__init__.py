"""Public course data of three countries, mapped to the offering format for realistic tests.

Each source has a module with `records`, a pure function from the folder of source files to the documents of a
catalogue, keyed by their paths; `writing` writes them. One rule holds for all: what a source does not state
is left out and never guessed, so the gaps in a built catalogue are the gaps of the source.
"""
