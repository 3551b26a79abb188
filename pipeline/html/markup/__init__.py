"""Markup to a tree within bounds, and the tree to the blocks that a reader sees."""
