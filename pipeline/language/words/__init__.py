"""One module a language: what the pipeline knows of it, and what pages in it are furnished with."""
