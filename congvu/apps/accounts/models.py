"""Who may sign in."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
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
