"""All addresses: the desk is the only app that answers HTTP."""

from django.urls import include, path

urlpatterns = [path("", include("luodi.desk.urls"))]

handler400 = "luodi.desk.views.errors.bad_request"
handler403 = "luodi.desk.views.errors.forbidden"
handler404 = "luodi.desk.views.errors.not_found"
handler500 = "luodi.desk.views.errors.failed"
