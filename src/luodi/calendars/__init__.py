"""A city's working days: the nation's, and what the city has ordered otherwise."""
