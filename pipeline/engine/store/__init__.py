"""The output folder: its ledger, its lock, its growing files, and what describes it."""
