"""Every address of the product: the pages of congvu.web, nothing beside them."""

from django.urls import include, path

from config.env import ROOT

urlpatterns = (
    [path("", include("congvu.web.urls"))] if (ROOT / "congvu/web/urls.py").exists() else []
)
