"""What the operator looks at first: is the store there, does it refuse what it should."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from config import clock
from config.env import SECOND_FACTOR_ROLES
from congvu.apps.org.roles import ROLES
from congvu.apps.work.queries import digest_standing, kept_files
from congvu.exchange.evidence.store import damage
from congvu.exchange.forms.fonts import fits_the_decree, font_in_use
from congvu.exchange.toolkit.keys import KeyRefused, fingerprint, load_key, public_part
from congvu.law.faults import LawFault
from congvu.law.registry import rules_on
from congvu.web.signin import provider

LATEST_FILES = 24

LONGEST_SENDING = timedelta(minutes=10)


@dataclass(frozen=True)
class Check:
    """One thing that was looked at: whether it is well, and what was found."""

    name: str
    good: bool
    detail: str


def checks() -> tuple[Check, ...]:
    """Every check, in the order an operator would ask; none raises."""
    return (
        *_database(),
        _law(),
        _key(),
        _font(),
        _evidence(),
        *_sign_in(),
        *_letters(),
        _clock(),
    )


def _database() -> Iterator[Check]:
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "select current_setting('server_version'), current_user, "
                "current_setting('transaction_read_only'), "
                "(select rolsuper from pg_roles where rolname = current_user)"
            )
            version, role, looking, superuser = cursor.fetchone()
        waiting = _unapplied()
    except DatabaseError as wrong:
        yield Check("Cơ sở dữ liệu", False, f"không trả lời: {type(wrong).__name__}")
        return
    yield Check("Cơ sở dữ liệu", True, f"PostgreSQL {version}")
    yield Check(
        "Vai trò khi chạy", not superuser, f"{role}, {'có' if superuser else 'không có'} toàn quyền"
    )
    yield Check(
        "Trang xem không ghi được",
        looking == "on",
        "giao dịch chỉ đọc" if looking == "on" else "giao dịch ghi được",
    )
    yield Check(
        "Cấu trúc bảng",
        not waiting,
        f"còn {waiting} thay đổi chưa áp dụng" if waiting else "đã cập nhật",
    )


def _unapplied() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _law() -> Check:
    try:
        rules = rules_on(clock.today())
    except LawFault as fault:
        return Check("Quy định đang áp dụng", False, str(fault))
    return Check(
        "Quy định đang áp dụng", True, f"{rules.title}, dấu vân tay {rules.fingerprint[:16]}"
    )


def _key() -> Check:
    """Whether a toolkit could be signed and published here."""
    if settings.TOOLKIT_KEY is None:
        return Check("Khóa ký bộ công cụ", True, "chưa đặt: nhận được, chưa công bố được")
    try:
        mark = fingerprint(public_part(load_key(settings.TOOLKIT_KEY)))
    except KeyRefused as refused:
        return Check("Khóa ký bộ công cụ", False, str(refused))
    return Check("Khóa ký bộ công cụ", True, f"dấu {mark}")


def _font() -> Check:
    """Which letters papers are set in; another font than the decree's is told, without alarm."""
    family = font_in_use()
    other = f"{family}: đọc được, khổ chữ khác Times New Roman; nên cài fonts-liberation2"
    return Check("Phông chữ trên giấy", True, family if fits_the_decree(family) else other)


def _sign_in() -> Iterator[Check]:
    """Whether those who decide need a second factor, and whether the single sign-on answers."""
    asked = sorted(settings.SECOND_FACTOR_ROLES)
    unknown = [name for name in asked if name not in {*ROLES, *SECOND_FACTOR_ROLES}]
    if unknown:
        yield Check("Lớp xác thực thứ hai", False, f"không có vai trò {', '.join(unknown)}")
    else:
        labels = ", ".join(ROLES[name].label.lower() for name in asked if name in ROLES)
        found = f"bắt buộc với: {labels}" if asked else "không bắt buộc với ai"
        yield Check("Lớp xác thực thứ hai", bool(asked) or settings.DEMO, found)
    yield _provider()


def _provider() -> Check:
    if not settings.SSO_ISSUER:
        return Check("Đăng nhập một lần", True, "chưa đặt: đăng nhập bằng mật khẩu")
    try:
        issuer = provider.reach()
    except provider.NotReached as wrong:
        return Check("Đăng nhập một lần", False, f"{settings.SSO_ISSUER} không trả lời: {wrong}")
    local = "mọi người" if settings.PASSWORD_SIGN_IN else "chỉ người vận hành"
    return Check("Đăng nhập một lần", True, f"{issuer}; mật khẩu: {local}")


def _evidence() -> Check:
    """Whether the latest files that show work was done are what they were; all: congvu evidence."""
    name = "Tệp minh chứng"
    try:
        kept = kept_files(most=LATEST_FILES)
    except DatabaseError as wrong:
        return Check(name, False, f"chưa kiểm tra được: {type(wrong).__name__}")
    found = damage(settings.EVIDENCE, (one.sha256 for one in kept))
    if found.lost or found.altered:
        told = f"{len(found.lost)} tệp mất, {len(found.altered)} tệp đổi nội dung"
        return Check(name, False, f"{told} trong {len(kept)} tệp mới nhất; chạy congvu evidence")
    return Check(name, True, f"{len(kept)} tệp mới nhất còn nguyên")


def _letters() -> Iterator[Check]:
    """Whether the daily letters go out: what the mail server refused, and what nobody knows of."""
    if settings.MAIL_SERVER is None and settings.MAIL_FOLDER is None:
        yield Check("Thư nhắc việc", True, "chưa đặt máy chủ thư: không gửi")
        return
    try:
        found = digest_standing(stuck_before=clock.now() - LONGEST_SENDING)
    except DatabaseError:
        return
    if found.day is None:
        yield Check("Thư nhắc việc", True, "chưa xếp thư lần nào (congvu remind)")
        return
    told = [f"ngày {found.day:%d/%m/%Y}: đã gửi {found.sent}, chờ {found.queued}"]
    told += [f"chưa gửi được {found.refused}, sẽ thử lại: {found.fault}"] if found.refused else []
    told += [f"thôi không gửi {found.given_up}"] if found.given_up else []
    told += [f"{found.stuck} thư không rõ đã gửi chưa, không gửi lại"] if found.stuck else []
    bad = found.refused or found.given_up or found.stuck
    yield Check("Thư nhắc việc", not bad, "; ".join(told))


def _clock() -> Check:
    now = f"{clock.now():%H:%M %d/%m/%Y}"
    return Check("Đồng hồ", True, f"{now}, dừng (bản trình diễn)" if clock.is_fixed() else now)
