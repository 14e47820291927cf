from django.apps import AppConfig


class PositionsConfig(AppConfig):
    name = "congvu.apps.positions"
    label = "positions"
    verbose_name = "Vị trí việc làm"
