"""Every address of the public site."""

from django.urls import path

from luodi.portal.views import data, pages

app_name = "portal"
urlpatterns = [
    path("", pages.home, name="home"),
    path("releases/", pages.releases, name="releases"),
    path("releases/<slug:code>/", pages.release, name="release"),
    path("releases/<slug:code>/release.json", data.release_json, name="release-json"),
    path("releases/<slug:code>/figures.csv", data.release_csv, name="release-csv"),
    path("releases/<slug:code>/release.pdf", data.release_pdf, name="release-pdf"),
    path("releases/<slug:code>/release.docx", data.release_word, name="release-word"),
    path("figures/", pages.figures, name="figures"),
    path("figures/<slug:code>/", pages.figure, name="figure"),
    path("figures/<slug:code>/figure.json", data.figure_json, name="figure-json"),
    path("figures/<slug:code>/figure.csv", data.figure_csv, name="figure-csv"),
    path("changes/", pages.changes, name="changes"),
    path("data/", pages.about_data, name="data"),
    path("data/figures.json", data.figures_json, name="figures-json"),
    path("data/figures.csv", data.figures_csv, name="figures-csv"),
    path("data/releases.json", data.releases_json, name="releases-json"),
    path("data/releases.csv", data.releases_csv, name="releases-csv"),
    path("data/changes.json", data.changes_json, name="changes-json"),
    path("data/schema.json", data.schema, name="schema"),
    path("about/", pages.about, name="about"),
    path("robots.txt", data.robots, name="robots"),
    path("sitemap.xml", data.sitemap, name="sitemap"),
]
