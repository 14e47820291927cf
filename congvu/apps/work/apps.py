from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "congvu.apps.work"
    label = "work"
    verbose_name = "Giao việc"
