from django.apps import AppConfig


class RulebookConfig(AppConfig):
    name = "congvu.apps.rulebook"
    label = "rulebook"
    verbose_name = "Quy định áp dụng"
