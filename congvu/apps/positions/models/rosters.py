from django.conf import settings
from django.db import models
from django.db.models import F, Q

from congvu.apps.positions.enums import (
    RosterKind,
    RosterState,
)


class RosterPlan(models.Model):
    """What a loaded list of people or units would change in an agency.

    It waits for a second person.

    `plan` is its JSON (see `actions.rosters`), `undo` what has to be taken back, once applied.
    """

    kind = models.CharField(max_length=8, choices=RosterKind.choices)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    filename = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    plan = models.JSONField()
    undo = models.JSONField(default=dict, blank=True)
    state = models.CharField(
        max_length=10, choices=RosterState.choices, default=RosterState.PLANNED
    )
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    planned_at = models.DateTimeField()
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    applied_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            # Did a second person apply it?
            models.CheckConstraint(
                name="positions_roster_two_people",
                condition=Q(applied_by=None) | Q(planned_by=None) | ~Q(applied_by=F("planned_by")),
                violation_error_message="Người áp dụng phải khác người nạp tệp.",
            ),
            # Is it known when it was applied, and by whom?
            models.CheckConstraint(
                name="positions_roster_applied",
                condition=Q(applied_at=None, state__in=("planned", "discarded"))
                | Q(
                    applied_at__isnull=False,
                    applied_by__isnull=False,
                    state__in=("applied", "undone"),
                ),
                violation_error_message="Tệp đã áp dụng phải ghi ai áp dụng và lúc nào.",
            ),
        )

    def __str__(self) -> str:
        return self.filename
