"""The public page: published releases and approved figures, read without signing in, on an address of its own."""
