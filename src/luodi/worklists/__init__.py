"""Lists that write themselves: rules as data, each row with its age, its light and the sentence that explains it."""
