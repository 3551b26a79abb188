"""What a page shows from elsewhere inside its article: players, posts, maps, charts, documents."""
