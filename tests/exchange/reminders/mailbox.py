"""A town whose people read letters, and a post that keeps or refuses them."""

from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

from congvu.apps.accounts import actions as accounts
from congvu.apps.accounts.models import User
from congvu.apps.work import actions as work
from congvu.exchange.reminders.letters import Letterhead, Links
from congvu.exchange.reminders.posts import NotTaken
from congvu.exchange.reminders.sending import Sent, queue_letters, send_letters
from tests.apps import world

HEAD = Letterhead("congvu@khanhhoa.gov.vn", "tỉnh Khánh Hòa", "https://congvu.khanhhoa.gov.vn")
HOUR = timedelta(hours=1)


def links(user_id: int) -> Links:
    return Links("/nhac-viec/", f"/nhac-viec/thoi/{user_id}/")


def reads(*usernames: str) -> None:
    """Let these accounts have addresses."""
    for name in usernames:
        user = User.objects.get(username=name)
        accounts.choose_mail(
            user.pk, email=f"{name}@khanhhoa.gov.vn", wants_digest=True, by=user, at=world.AT
        )


def assigned(period, row) -> int:
    (task_id,) = work.assign_tasks(period.id, [row], by=None, at=world.AT)
    return task_id


class Kept:
    """A post that keeps what it takes, read back from its bytes; `faults` come first."""

    def __init__(self, *faults: BaseException) -> None:
        self.letters: list[EmailMessage] = []
        self.faults = list(faults)

    def __enter__(self) -> "Kept":
        return self

    def __exit__(self, *_fault: object) -> None:
        """Nothing is held open."""

    def send(self, letter: EmailMessage) -> None:
        if self.faults:
            raise self.faults.pop(0)
        self.letters.append(message_from_bytes(letter.as_bytes(), policy=policy.SMTP))

    @property
    def addresses(self) -> set[str]:
        return {letter["To"] for letter in self.letters}


def queued(at: datetime = world.AT) -> int:
    return queue_letters(at=at, spread=HOUR).made


def sent(post: Kept, at: datetime = world.AT, *, early: bool = True) -> Sent:
    return send_letters(post, HEAD, links=links, clock=lambda: at, early=early)


DOWN = NotTaken("không nối được máy chủ thư (OSError)", down=True)
NOBODY_THERE = NotTaken("máy chủ thư không nhận địa chỉ (550)", for_good=True)
BUSY = NotTaken("máy chủ thư trả lời 451")
