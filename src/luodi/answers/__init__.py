"""Questions in Chinese answered with figures, and the book of answers that the press officer keeps."""
