"""Fetching addresses: politely, within limits, and never into a private network. Nothing is kept here.

`inputs` tells which inputs are addresses; everything else is imported only by a run that has one.
"""
