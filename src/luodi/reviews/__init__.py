"""Review meetings: agenda from what is red, minutes that become items, and what is unfinished comes back."""
