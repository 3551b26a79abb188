"""Proof that a text is clean, at C speed: most texts need no more."""
