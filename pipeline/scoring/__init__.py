"""What lines of text and blocks of pages are both scored by: trees, features, neighbours, decisions."""
