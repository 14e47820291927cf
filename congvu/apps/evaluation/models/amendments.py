from django.conf import settings
from django.db import models
from django.db.models import F, Q

from congvu.apps.evaluation.enums import ProposalState


def other_than(who: str, *others: str) -> Q:
    """Nobody there, or somebody else than each of the others (who may be nobody too)."""
    different = Q()
    for other in others:
        different &= Q(**{other: None}) | ~Q(**{who: F(other)})
    return Q(**{who: None}) | different


class AmendmentProposal(models.Model):
    """Somebody proposes to amend a published result; another checks it, and for Đ21.3 one signs.

    `changes` names lines with their new inputs: {"tasks": {"12": {"completed": 80}}, "general":
    {"I.1": 250}, "organising": 0, "unity": 1, "settled": true}. `person`, `reviewed_by` and
    `confirmed_by` are those of the card: whom it is about and who scored it.
    """

    card = models.ForeignKey("evaluation.Scorecard", models.PROTECT, related_name="proposals")
    person = models.ForeignKey("org.Person", models.PROTECT, related_name="+")
    reviewed_by = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")
    confirmed_by = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")
    objection = models.ForeignKey(
        "evaluation.Objection", models.PROTECT, null=True, related_name="proposals"
    )
    changes = models.JSONField()
    reason = models.TextField()
    clause = models.CharField(max_length=40)
    proposer = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    state = models.CharField(
        max_length=12, choices=ProposalState.choices, default=ProposalState.PROPOSED
    )
    checker = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True)
    signer = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    signed_at = models.DateTimeField(null=True)
    refusal = models.TextField(default="", blank=True)

    class Meta:
        constraints = (
            # Which one proposal about this result is under way?
            models.UniqueConstraint(
                fields=("card",),
                condition=Q(state__in=(ProposalState.PROPOSED, ProposalState.CHECKED)),
                name="evaluation_proposal_once",
                violation_error_message="Kết quả này đang có một đề nghị điều chỉnh chưa xong.",
            ),
            # What is to change, why, and by which clause?
            models.CheckConstraint(
                name="evaluation_proposal_told",
                condition=~Q(changes={}) & Q(reason__gt="", clause__gt=""),
                violation_error_message="Đề nghị điều chỉnh phải ghi điều được sửa, lý do và căn "
                "cứ.",
            ),
            # Is the proposer neither the one it is about nor one who scored?
            models.CheckConstraint(
                name="evaluation_proposal_proposer",
                condition=other_than("proposer", "person", "reviewed_by", "confirmed_by"),
                violation_error_message="Người đề nghị điều chỉnh không được là người được đánh "
                "giá hay người đã chấm, xác nhận.",
            ),
            # Is the checker neither the one it is about, nor one who scored, nor the proposer?
            models.CheckConstraint(
                name="evaluation_proposal_checker",
                condition=other_than("checker", "person", "reviewed_by", "confirmed_by", "proposer")
                & other_than("checked_by", "proposed_by"),
                violation_error_message="Người kiểm tra không được là người được đánh giá, người "
                "đã chấm, xác nhận, hay người đề nghị.",
            ),
            # Does nobody sign what is about herself, or what she proposed or checked?
            models.CheckConstraint(
                name="evaluation_proposal_signer",
                condition=other_than("signer", "person", "proposer", "checker"),
                violation_error_message="Người ký không được là người được đánh giá, người đề "
                "nghị hay người kiểm tra.",
            ),
            # Was each step taken by somebody at some time, and is a refusal explained?
            models.CheckConstraint(
                name="evaluation_proposal_steps",
                condition=Q(
                    state=ProposalState.PROPOSED, checked_at=None, signed_at=None, refusal=""
                )
                | Q(
                    state=ProposalState.CHECKED,
                    checked_at__isnull=False,
                    signed_at=None,
                    refusal="",
                )
                | Q(state=ProposalState.IN_FORCE, checked_at__isnull=False, refusal="")
                | Q(state=ProposalState.REFUSED, refusal__gt=""),
                violation_error_message="Đề nghị đã kiểm tra phải ghi lúc nào; không đồng ý thì "
                "phải ghi lý do.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.card_id} {self.state}"


class Amendment(models.Model):
    """A new result that names the old one by its hash; the old one stays as it is (Đ21.3, Đ22).

    `before` is the amendment that this one follows, None for the first after the card itself.
    `inputs` are all changes to the card's stored inputs so far, `totals` every integer of the
    rule's lines as on a card. `sha256` covers `old_hash` and everything here: a chain.
    """

    card = models.ForeignKey("evaluation.Scorecard", models.PROTECT, related_name="amendments")
    proposal = models.OneToOneField(AmendmentProposal, models.PROTECT, related_name="amendment")
    before = models.OneToOneField("self", models.PROTECT, null=True, related_name="after")
    old_hash = models.CharField(max_length=64)
    inputs = models.JSONField()
    score_hundredths = models.IntegerField(null=True)
    not_scored_reason = models.CharField(max_length=200, default="", blank=True)
    level = models.CharField(max_length=20, default="", blank=True)
    settled = models.BooleanField()
    totals = models.JSONField(default=dict)
    rules_fingerprint = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            # Which one amendment follows the card itself?
            models.UniqueConstraint(
                fields=("card",),
                condition=Q(before=None),
                name="evaluation_amendment_first",
                violation_error_message="Kết quả này đã được điều chỉnh; hãy điều chỉnh tiếp bản "
                "mới nhất.",
            ),
            # Is the result whole: a score or a reason, and what it rests on?
            models.CheckConstraint(
                name="evaluation_amendment_whole",
                condition=Q(
                    old_hash__regex=r"^[0-9a-f]{64}$",
                    sha256__regex=r"^[0-9a-f]{64}$",
                    rules_fingerprint__gt="",
                )
                & (
                    Q(
                        score_hundredths__isnull=False,
                        score_hundredths__gte=0,
                        not_scored_reason="",
                    )
                    | Q(score_hundredths=None, not_scored_reason__gt="")
                ),
                violation_error_message="Bản điều chỉnh phải có điểm hoặc lý do không chấm, căn "
                "cứ quy định và mã kiểm tra.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.card_id} {self.sha256[:12]}"
