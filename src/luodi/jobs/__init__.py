"""Work in the background: a durable queue and a schedule, in the database that everything else lies in."""
