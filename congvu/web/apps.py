from django.apps import AppConfig


class WebConfig(AppConfig):
    """The pages: static files and templates beside their views; no tables."""

    name = "congvu.web"
    label = "web"
