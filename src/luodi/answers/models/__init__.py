from luodi.answers.models.book import BookAnswer, BookEntry, BookEntryQuerySet, BookFigure

__all__ = ["BookAnswer", "BookEntry", "BookEntryQuerySet", "BookFigure"]
