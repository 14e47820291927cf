"""Every address of the product: the pages of congvu.web, the doors of congvu.api, nothing else."""

from django.urls import include, path

from congvu.web.urls import handler403, handler404, handler500

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [path("", include("congvu.api.urls")), path("", include("congvu.web.urls"))]
