"""What all of repair stands on: code pages, classes of characters, the model, edits and their composition."""
