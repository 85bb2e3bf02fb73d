"""National and local reference data: dated, with its source in each file, and read once into memory."""
