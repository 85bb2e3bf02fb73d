"""Leaders' projects: one project, one leader, one crew, to the end."""
