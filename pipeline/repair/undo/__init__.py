"""Mojibake undone: which code page is at fault, and what the text was."""
