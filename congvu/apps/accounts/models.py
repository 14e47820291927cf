"""Who may sign in."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Now


class IsNfc(models.Func):
    """True when a text is in Unicode normal form C, as PostgreSQL itself sees it."""

    template = "(%(expressions)s IS NFC NORMALIZED)"
    output_field = models.BooleanField()


EMAIL = r"^[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}$"


class User(AbstractBaseUser):
    """A sign-in. Rights hang on grants (org), never on the account itself."""

    username = models.TextField("tên đăng nhập", unique=True)
    display_name = models.TextField("tên hiển thị")
    is_active = models.BooleanField("đang dùng", default=True)
    made_in_demo = models.BooleanField("tài khoản chạy thử", default=False)
    created_at = models.DateTimeField("tạo lúc", db_default=Now())
    email = models.CharField("địa chỉ thư", max_length=254, db_default="", blank=True)
    wants_digest = models.BooleanField("nhận thư nhắc việc", db_default=True)

    objects = BaseUserManager["User"]()

    on_behalf_of = ""  # whoever acts with her own rights acts for herself
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar = ["display_name"]

    class Meta:
        verbose_name = "tài khoản"
        verbose_name_plural = "tài khoản"
        constraints: ClassVar = [
            # "Is AN.NGUYEN another person than an.nguyen?" — no: only one spelling exists.
            models.CheckConstraint(
                condition=models.Q(username__regex=r"^[a-z0-9][a-z0-9._-]{1,63}$"),
                name="accounts_user_username_is_plain",
                violation_error_message=(
                    "Tên đăng nhập gồm 2–64 chữ thường không dấu, chữ số, dấu chấm, gạch."
                ),
            ),
            # "Is this the same name, typed on another keyboard?" — one normal form only.
            models.CheckConstraint(
                condition=IsNfc("display_name") & ~models.Q(display_name=""),
                name="accounts_user_display_name_is_nfc",
                violation_error_message="Tên hiển thị phải có chữ và theo Unicode dựng sẵn (NFC).",
            ),
            # "Can a letter reach this address, and nothing but a letter come of it?"
            models.CheckConstraint(
                condition=models.Q(email="") | models.Q(email__regex=EMAIL),
                name="accounts_user_email_is_plain",
                violation_error_message=(
                    "Địa chỉ thư viết như an.nguyen@khanhhoa.gov.vn: một dấu @, không dấu cách, "
                    "không dấu tiếng Việt."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.display_name


class Session(AbstractBaseSession):
    """A session that knows whose it is, so that its owner can see it and end it."""

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")
    label = models.TextField("thiết bị", default="", blank=True)
    started_at = models.DateTimeField("bắt đầu lúc", null=True)
    seen_at = models.DateTimeField("dùng gần nhất", null=True)

    class Meta:
        verbose_name = "phiên làm việc"
        verbose_name_plural = "phiên làm việc"

    @classmethod
    def get_session_store_class(cls) -> Any:
        """Return the store of these sessions, as Django's own session model does."""
        from congvu.apps.accounts.sessions import SessionStore  # the store needs this model

        return SessionStore


class Device(models.Model):
    """A browser that an account signed in from: wrong tries elsewhere do not make it wait."""

    user = models.ForeignKey(User, models.PROTECT, related_name="devices")
    token_hash = models.CharField(max_length=64)
    label = models.TextField("thiết bị", default="", blank=True)
    first_at = models.DateTimeField("lần đầu")
    last_at = models.DateTimeField("gần nhất")

    class Meta:
        verbose_name = "thiết bị đã biết"
        verbose_name_plural = "thiết bị đã biết"
        constraints: ClassVar = [
            # "Has this account signed in from this browser before?" — one answer.
            models.UniqueConstraint(
                fields=["user", "token_hash"],
                name="accounts_device_once",
                violation_error_message="Thiết bị này đã được ghi nhớ cho tài khoản.",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Attempts(models.Model):
    """Wrong tries at one door (a name from unknown devices, one device, one factor) in a row.

    The key is a keyed hash: people type passwords into the box of the name.
    """

    key = models.CharField(max_length=64, unique=True)
    failures = models.PositiveIntegerField("số lần sai")
    last_at = models.DateTimeField("lần sai gần nhất", db_index=True)
    closed_until = models.DateTimeField("phải chờ đến", null=True)

    class Meta:
        verbose_name = "lần đăng nhập sai"
        verbose_name_plural = "lần đăng nhập sai"
        constraints: ClassVar = [
            # "Was anything tried wrongly here?" — a door without misses has no row.
            models.CheckConstraint(
                condition=models.Q(failures__gt=0),
                name="accounts_attempts_some",
                violation_error_message="Số lần sai phải lớn hơn 0.",
            ),
            # "Does the wait begin after the miss that caused it?"
            models.CheckConstraint(
                condition=models.Q(closed_until=None)
                | models.Q(closed_until__gt=models.F("last_at")),
                name="accounts_attempts_wait_follows",
                violation_error_message="Thời điểm hết chờ phải sau lần sai gần nhất.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.failures} lần sai"


class Totp(models.Model):
    """An app on the owner's phone that shows six digits; the secret is kept sealed.

    `last_step` is the half minute whose code was used last: no code opens twice.
    """

    user = models.OneToOneField(User, models.PROTECT, related_name="totp")
    sealed = models.TextField("khóa đã niêm")
    last_step = models.BigIntegerField("bước đã dùng")
    made_at = models.DateTimeField("lập lúc")

    class Meta:
        verbose_name = "ứng dụng mã xác thực"
        verbose_name_plural = "ứng dụng mã xác thực"

    def __str__(self) -> str:
        return "Ứng dụng mã xác thực"


class Passkey(models.Model):
    """A passkey: the public half, and how often the authenticator says it was used."""

    user = models.ForeignKey(User, models.PROTECT, related_name="passkeys")
    credential_id = models.BinaryField(unique=True)
    credential = models.BinaryField("khóa công khai")
    sign_count = models.BigIntegerField("số lần dùng", default=0)
    label = models.CharField("tên gọi", max_length=80)
    made_at = models.DateTimeField("lập lúc")
    used_at = models.DateTimeField("dùng gần nhất", null=True)

    class Meta:
        verbose_name = "khóa truy cập"
        verbose_name_plural = "khóa truy cập"
        constraints: ClassVar = [
            # "Which of my keys is this?" — each has a name its owner gave it.
            models.CheckConstraint(
                condition=IsNfc("label") & ~models.Q(label=""),
                name="accounts_passkey_label",
                violation_error_message="Khóa truy cập phải có tên gọi, theo Unicode dựng sẵn.",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class RecoveryCode(models.Model):
    """One of the codes for the day the phone is lost: kept as a keyed hash, used once."""

    user = models.ForeignKey(User, models.PROTECT, related_name="recovery_codes")
    code_hash = models.CharField(max_length=64)
    used_at = models.DateTimeField("dùng lúc", null=True)

    class Meta:
        verbose_name = "mã dự phòng"
        verbose_name_plural = "mã dự phòng"
        constraints: ClassVar = [
            # "Was this code used?" — it is there once, so there is one answer.
            models.UniqueConstraint(
                fields=["user", "code_hash"],
                name="accounts_recovery_code_once",
                violation_error_message="Mã dự phòng này đã có.",
            ),
        ]

    def __str__(self) -> str:
        return "đã dùng" if self.used_at else "chưa dùng"


class SsoIdentity(models.Model):
    """Whom the province's single sign-on means by its `sub`; bound at the first sign-in.

    A name may be given to a new colleague over there; the subject never is (OpenID Connect 5.7).
    """

    user = models.OneToOneField(User, models.PROTECT, related_name="sso_identity")
    issuer = models.TextField("nơi cấp")
    subject = models.TextField("định danh")
    bound_at = models.DateTimeField("gắn lúc")

    class Meta:
        verbose_name = "định danh đăng nhập một lần"
        verbose_name_plural = "định danh đăng nhập một lần"
        constraints: ClassVar = [
            # "Which account is this person's?" — one.
            models.UniqueConstraint(
                fields=["issuer", "subject"],
                name="accounts_ssoidentity_one_account",
                violation_error_message="Định danh này đã gắn với một tài khoản khác.",
            ),
        ]

    def __str__(self) -> str:
        return self.subject
