"""Synthetic cities, written straight into the tables: consistent as the services would leave them, but quick."""
