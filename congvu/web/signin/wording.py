"""What the sign-in pages say when something is wrong: the same words for every name."""

from datetime import datetime

from config import clock
from congvu.apps.accounts.actions import Slowed

WRONG = (
    "Tên đăng nhập hoặc mật khẩu không đúng. "
    "Kiểm tra phím Caps Lock và bộ gõ tiếng Việt rồi gõ lại mật khẩu."
)
BLANK = "Gõ cả tên đăng nhập và mật khẩu."
MISTYPED = "Mật khẩu không đúng. Kiểm tra phím Caps Lock và bộ gõ tiếng Việt rồi gõ lại."
WRONG_KEY = (
    "Khóa truy cập chưa được nhận. Thử lại bằng khóa đã đăng ký cho tài khoản này, "
    "hoặc dùng cách khác."
)
WRONG_CODE = (
    "Mã không đúng, đã hết hạn hoặc đã dùng. Đợi mã mới hiện trên ứng dụng rồi gõ đủ 6 số; "
    "mã dự phòng có 10 chữ và số."
)
ONLY_SSO = (
    "Ở đây mật khẩu chỉ dành cho người vận hành. Hãy đăng nhập bằng {label}; nếu {label} "
    "đang hỏng, báo người vận hành."
)


def slowed(slow: Slowed, *, known_device: bool) -> str:
    """How long to wait and why, in words."""
    now = clock.instant()
    until = slow.until.astimezone(clock.VIETNAM)
    said = (
        f"Đã gõ sai {slow.failures} lần liên tiếp. Chờ {_minutes(until, now)} "
        f"(đến {until:%H:%M}) rồi thử lại; mật khẩu gõ trước lúc đó không được xét."
    )
    if known_device:
        return said
    return f"{said} Máy đã từng đăng nhập bằng tài khoản này thì không phải chờ."


def _minutes(until: datetime, now: datetime) -> str:
    seconds = int((until - now).total_seconds())
    return f"{max(1, -(-seconds // 60))} phút"
