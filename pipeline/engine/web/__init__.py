"""Inputs that are addresses: what is known of them, and what is fetched in this run."""
