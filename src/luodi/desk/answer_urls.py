"""The addresses of questions, the book of answers and what the public may see."""

from django.urls import URLPattern, path

from luodi.desk.views import answers, open_data

_ENTRY = "book/<str:code>/"
_FIGURE = "open-data/figures/<str:code>/"

PATTERNS: tuple[URLPattern, ...] = (
    path("ask/", answers.ask_page, name="ask"),
    path("book/", answers.book, name="book"),
    path("book/new/", answers.book_new, name="book-new"),
    path(_ENTRY, answers.entry, name="entry"),
    path(f"{_ENTRY}rewrite/", answers.entry_rewrite, name="entry-rewrite"),
    path(f"{_ENTRY}change/", answers.entry_change, name="entry-change"),
    path(f"{_ENTRY}adopt/", answers.entry_adopt, name="entry-adopt"),
    path(f"{_ENTRY}retire/", answers.entry_retire, name="entry-retire"),
    path("open-data/", open_data.open_data, name="open-data"),
    path("open-data/issue/", open_data.issue, name="open-issue"),
    path("open-data/site/", open_data.site, name="open-site"),
    path("open-data/figures/new/", open_data.figure_new, name="open-new"),
    path(_FIGURE, open_data.open_figure, name="disclosed"),
    path(f"{_FIGURE}words/", open_data.words, name="disclosed-words"),
    path(f"{_FIGURE}approve/", open_data.approve, name="disclosed-approve"),
    path(f"{_FIGURE}decline/", open_data.decline, name="disclosed-decline"),
    path(f"{_FIGURE}revise/", open_data.revise, name="disclosed-revise"),
    path(f"{_FIGURE}end/", open_data.end, name="disclosed-end"),
)
