"""What a page shows beside its words: the article's own pictures, and what is embedded from elsewhere."""
