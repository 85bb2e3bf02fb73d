"""All addresses of the public site: there are no others under its name."""

from django.urls import include, path

urlpatterns = [path("", include("luodi.portal.urls"))]

handler400 = "luodi.portal.views.errors.bad_request"
handler403 = "luodi.portal.views.errors.not_found"
handler404 = "luodi.portal.views.errors.not_found"
handler500 = "luodi.portal.views.errors.failed"
