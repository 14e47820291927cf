from django.apps import AppConfig


class ToolkitConfig(AppConfig):
    name = "congvu.apps.toolkit"
    label = "toolkit"
    verbose_name = "Bộ công cụ"
