from django.conf import settings
from django.db import models
from django.db.models import Q

from congvu.apps.evaluation.enums import Capacity, MeetingState
from congvu.apps.evaluation.models.years import LEVEL_LENGTH, SHA256


class Meeting(models.Model):
    """The meeting at which people are commented upon before they are rated (Đ21.1b, Đ21.2b).

    `unit` is where it is held: an agency, or a constituent unit for its own staff. Concluded, its
    minutes stand; `sha256` covers what they say (see queries.minutes_sealing).
    """

    round = models.ForeignKey("evaluation.RatingRound", models.PROTECT, related_name="meetings")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    held_at = models.DateTimeField()
    place = models.CharField(max_length=300)
    chair = models.ForeignKey("org.Person", models.PROTECT, related_name="+")
    secretary = models.ForeignKey("org.Person", models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=MeetingState.choices, default=MeetingState.OPEN)
    conclusion = models.TextField(default="", blank=True)
    ended_at = models.DateTimeField(null=True)
    concluded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    concluded_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, default="", db_default="", blank=True)

    class Meta:
        constraints = (
            # Are chair and secretary two people?
            models.CheckConstraint(
                name="evaluation_meeting_two",
                condition=~Q(chair=models.F("secretary")),
                violation_error_message="Chủ trì và thư ký phải là hai người.",
            ),
            # Was it concluded: what was said, when did it end, and what vouches for it?
            models.CheckConstraint(
                name="evaluation_meeting_concluded",
                condition=Q(state=MeetingState.OPEN, concluded_at=None, sha256="")
                | Q(
                    state=MeetingState.CONCLUDED,
                    concluded_at__isnull=False,
                    ended_at__gte=models.F("held_at"),
                    conclusion__gt="",
                    sha256__regex=SHA256,
                ),
                violation_error_message="Biên bản đã thông qua phải có kết luận, mã kiểm tra và "
                "giờ kết thúc sau giờ bắt đầu.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.round_id} {self.unit_id}"


class MeetingMember(models.Model):
    """Somebody who belongs to a meeting, in which capacity, and whether she came or wrote.

    Somebody from outside the records (the Party committee's) has a name and no person.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="members")
    person = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=300, default="", blank=True)
    capacity = models.CharField(max_length=12, choices=Capacity.choices)
    present = models.BooleanField(default=True)
    absent_reason = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = (
            # Is somebody on the list once?
            models.UniqueConstraint(
                fields=("meeting", "person"),
                name="evaluation_member_once",
                violation_error_message="Người này đã có trong thành phần họp.",
            ),
            # Who is it, and why did she not come?
            models.CheckConstraint(
                name="evaluation_member_told",
                condition=Q(name__gt="", capacity__in=Capacity.values)
                & (Q(present=True, absent_reason="") | Q(present=False, absent_reason__gt="")),
                violation_error_message="Thành phần họp phải có tên, tư cách; vắng mặt phải ghi "
                "lý do.",
            ),
        )

    def __str__(self) -> str:
        return self.name


class MeetingOpinion(models.Model):
    """What a member said or wrote about one person rated."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="opinions")
    rating = models.ForeignKey("evaluation.Rating", models.PROTECT, related_name="opinions")
    member = models.ForeignKey(MeetingMember, models.PROTECT, related_name="opinions")
    text = models.TextField()
    written = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            # What did she say?
            models.CheckConstraint(
                name="evaluation_opinion_text",
                condition=Q(text__gt=""),
                violation_error_message="Ý kiến phải có nội dung.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.member_id} {self.rating_id}"


class MeetingAdvice(models.Model):
    """What the meeting concludes about one person: a summary and the level it suggests."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="advice")
    rating = models.ForeignKey("evaluation.Rating", models.PROTECT, related_name="advice")
    level = models.CharField(max_length=LEVEL_LENGTH)
    summary = models.TextField(default="", blank=True)

    class Meta:
        constraints = (
            # What does the meeting say of her, once?
            models.UniqueConstraint(
                fields=("meeting", "rating"),
                name="evaluation_advice_once",
                violation_error_message="Cuộc họp đã có kết luận về người này.",
            ),
            # Which level does it suggest?
            models.CheckConstraint(
                name="evaluation_advice_level",
                condition=Q(level__gt=""),
                violation_error_message="Kết luận về từng người phải đề nghị một mức.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.rating_id}"
