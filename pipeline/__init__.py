"""What is done: one raw document in, one article or one rejection out."""
