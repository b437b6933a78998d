"""How `source` reads: limits and scalars, characters, a fast reader, a careful one, and places in a text."""
