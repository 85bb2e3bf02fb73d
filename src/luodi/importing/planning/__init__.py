"""From what a sheet says to what would become of each of its rows; nothing here writes to the ledger."""
