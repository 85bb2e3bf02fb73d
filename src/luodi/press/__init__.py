"""The press check (对数): numbers of a draft read in context, checked within the text and against the ledger."""
