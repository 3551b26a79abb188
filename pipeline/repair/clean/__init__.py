"""What is left to take out or to spell out once mojibake is undone: controls and references."""
