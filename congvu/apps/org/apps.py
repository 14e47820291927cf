from django.apps import AppConfig


class OrgConfig(AppConfig):
    name = "congvu.apps.org"
    label = "org"
    verbose_name = "Tổ chức và con người"
