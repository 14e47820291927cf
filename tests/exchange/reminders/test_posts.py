"""Letters over a real socket: what a mail server answers decides whether it is tried again."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from email import message_from_bytes, policy
from typing import ClassVar

import pytest

from congvu.exchange.reminders.letters import letter
from congvu.exchange.reminders.posts import FolderPost, MailServer, NotTaken, SmtpPost
from tests.exchange.reminders.mailbox import HEAD, links


def written(to: str = "an@khanhhoa.gov.vn"):
    return letter(HEAD, to=to, day=date(2026, 11, 23), counts={"overdue": 3}, links=links(7))


class Talk(socketserver.StreamRequestHandler):
    """A mail server of few words; `answers` replace its usual ones."""

    answers: ClassVar[dict[str, str]] = {}
    taken: ClassVar[list[bytes]] = []

    def handle(self) -> None:
        self._say(self.answers.get("HELLO", "220 hello"))
        while line := self.rfile.readline():
            verb = line.decode().split()[0].upper()
            if answer := self.answers.get(verb):
                if answer == "gone":
                    return
                self._say(answer)
            elif verb == "DATA":
                self._say("354 go on")
                self._take()
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _take(self) -> None:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        self.taken.append(b"".join(lines))
        self._say("250 taken")

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@contextmanager
def mail_server(**answers: str) -> Iterator[tuple[MailServer, list[bytes]]]:
    handler = type("Said", (Talk,), {"answers": answers, "taken": []})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield MailServer("127.0.0.1", server.server_address[1], "plain"), handler.taken
        server.shutdown()


def test_letters_go_over_one_connection_as_they_were_written():
    with mail_server() as (server, taken), SmtpPost(server) as post:
        for name in ("an", "binh"):
            post.send(written(f"{name}@khanhhoa.gov.vn"))
    read = [message_from_bytes(one, policy=policy.SMTP) for one in taken]
    assert [one["To"] for one in read] == ["an@khanhhoa.gov.vn", "binh@khanhhoa.gov.vn"]
    assert "3 việc đã quá hạn" in read[0].get_content()


@pytest.mark.parametrize(
    ("answers", "for_good", "down", "told"),
    [
        ({"RCPT": "550 no such reader"}, True, False, "không nhận địa chỉ (550)"),
        ({"RCPT": "451 later"}, False, False, "không nhận địa chỉ (451)"),
        ({"MAIL": "452 full"}, False, False, "trả lời 452"),
        ({"RCPT": "gone"}, False, True, "mất nối máy chủ thư"),
        ({"HELLO": "554 not you"}, False, True, "không nối được máy chủ thư"),
    ],
)
def test_what_a_server_answers_is_told_without_its_words(answers, for_good, down, told):
    with mail_server(**answers) as (server, taken), SmtpPost(server) as post:
        with pytest.raises(NotTaken) as fault:
            post.send(written())
        assert (fault.value.for_good, fault.value.down) == (for_good, down)
        assert told in fault.value.fault
        assert "reader" not in fault.value.fault
    assert taken == []


@pytest.mark.parametrize("security", ["plain", "starttls", "tls"])
def test_nobody_there_is_a_server_that_is_down(security):
    with socketserver.TCPServer(("127.0.0.1", 0), Talk) as closed:
        port = closed.server_address[1]
    server = MailServer("127.0.0.1", port, security, "ten", "mat-khau")
    with SmtpPost(server) as post, pytest.raises(NotTaken) as fault:
        post.send(written())
    assert fault.value.down


def test_a_server_without_encryption_gets_no_password():
    with mail_server() as (plain, taken):
        server = MailServer(plain.host, plain.port, "starttls", "ten", "mat-khau")
        with SmtpPost(server) as post, pytest.raises(NotTaken) as fault:
            post.send(written())
    assert fault.value.down
    assert taken == []


def test_a_demo_writes_files(tmp_path):
    with FolderPost(tmp_path / "mail") as post:
        post.send(written())
        post.send(written())
    assert sorted(path.name for path in (tmp_path / "mail").iterdir()) == ["00001.eml", "00002.eml"]
    read = message_from_bytes((tmp_path / "mail/00001.eml").read_bytes(), policy=policy.SMTP)
    assert read["To"] == "an@khanhhoa.gov.vn"


def test_a_folder_that_cannot_be_written_is_a_post_that_is_down(tmp_path):
    post = FolderPost(tmp_path / "gone")
    with pytest.raises(NotTaken) as fault:
        post.send(written())
    assert fault.value.down
