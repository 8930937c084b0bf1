"""All addresses of the site: records under ``branches.urls``, sums and documents under ``reports.urls``."""

from django.contrib import admin
from django.contrib.auth import views as auth_views
from django.urls import include, path

from branches.views.login import Login

urlpatterns = [
    path("", include("branches.urls")),
    path("", include("reports.urls")),
    path("accounts/login/", Login.as_view(), name="login"),
    path("accounts/logout/", auth_views.LogoutView.as_view(), name="logout"),
    path("admin/", admin.site.urls),
]

handler500 = "config.unexpected.failed"
