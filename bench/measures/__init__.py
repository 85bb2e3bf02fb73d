"""What is measured, each module one part of the table."""
