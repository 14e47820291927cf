"""Where letters go: a mail server, or a folder of .eml files in a demo."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from types import TracebackType
from typing import Literal, Protocol, Self

PATIENCE_SECONDS = 20
Security = Literal["plain", "starttls", "tls"]


class NotTaken(Exception):
    """A letter that was not taken. `for_good`: it never will be; `down`: no letter is, now.

    The message names the kind of fault only: what servers answer may hold an address.
    """

    def __init__(self, fault: str, *, for_good: bool = False, down: bool = False) -> None:
        super().__init__(fault)
        self.fault = fault
        self.for_good = for_good
        self.down = down


class Post(Protocol):
    """Takes letters one by one; opened and closed around a run."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...  # fmt: skip

    def send(self, letter: EmailMessage) -> None:
        """Hand a letter over; raises NotTaken."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """A mail server and how to speak to it."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = ""


class SmtpPost:
    """One connection for a run, opened with the first letter."""

    def __init__(self, server: MailServer) -> None:
        self.server = server
        self._open: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_fault: object) -> None:
        if self._open is not None:
            try:
                self._open.quit()
            except (smtplib.SMTPException, OSError):
                self._open.close()

    def send(self, letter: EmailMessage) -> None:
        """Hand a letter over; raises NotTaken."""
        connection = self._connected()
        try:
            connection.send_message(letter)
        except smtplib.SMTPRecipientsRefused as refused:
            codes = [code for code, _answer in refused.recipients.values()]
            raise NotTaken(
                f"máy chủ thư không nhận địa chỉ ({codes[0]})", for_good=min(codes) >= 500
            ) from refused
        except smtplib.SMTPResponseException as answer:
            raise NotTaken(f"máy chủ thư trả lời {answer.smtp_code}") from answer
        except (smtplib.SMTPException, OSError) as fault:
            connection.close()
            self._open = None
            raise NotTaken(f"mất nối máy chủ thư ({type(fault).__name__})", down=True) from fault

    def _connected(self) -> smtplib.SMTP:
        if self._open is None:
            try:
                self._open = self._connect()
            except (smtplib.SMTPException, OSError) as fault:
                told = f"không nối được máy chủ thư ({type(fault).__name__})"
                raise NotTaken(told, down=True) from fault
        return self._open

    def _connect(self) -> smtplib.SMTP:
        server, context = self.server, ssl.create_default_context()
        if server.security == "tls":
            made: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=PATIENCE_SECONDS, context=context
            )
        else:
            made = smtplib.SMTP(server.host, server.port, timeout=PATIENCE_SECONDS)
        try:
            if server.security == "starttls":
                made.starttls(context=context)
            if server.user:
                made.login(server.user, server.password)
        except BaseException:
            made.close()
            raise
        return made


class FolderPost:
    """Letters as .eml files in a folder: a demo writes to nobody."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, *_fault: object) -> None:
        """Nothing is held open."""

    def send(self, letter: EmailMessage) -> None:
        """Write the letter under the next free number; raises NotTaken."""
        try:
            number = len(list(self.folder.glob("*.eml"))) + 1
            with (self.folder / f"{number:05d}.eml").open("xb") as file:
                file.write(letter.as_bytes())
        except OSError as fault:
            raise NotTaken(f"không ghi được thư ({type(fault).__name__})", down=True) from fault
