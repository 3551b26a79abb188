"""Where the article stands on a page, and what its markup says of each block."""
