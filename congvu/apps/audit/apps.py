from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Append-only: who did what to which record, when, on whose behalf, why."""

    name = "congvu.apps.audit"
    label = "audit"
