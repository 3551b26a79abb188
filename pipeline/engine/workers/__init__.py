"""Processes that read one unit each, under a deadline and a memory cap."""
