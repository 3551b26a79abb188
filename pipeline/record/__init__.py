"""From labelled blocks to the record: the article put together, its identity, its outlet."""
