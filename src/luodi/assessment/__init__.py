"""Assessment: schemes as data, runs on frozen inputs, scores that anyone can open, objections and rulings."""
