"""What a page says of its article: for machines, and around its headline."""
