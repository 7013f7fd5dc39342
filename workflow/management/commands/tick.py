"""`tick`: send the notices that wait, clear files that nobody confirmed. Once, or with `--every SECONDS` until told to stop."""

from __future__ import annotations

import logging
import signal
import threading
from typing import Any

from django.core.management.base import CommandParser
from django.db import Error, close_old_connections
from django.utils.translation import gettext as _

from workflow.errors import NotValid
from workflow.files import clear_waiting
from workflow.management.answering import AnsweringCommand
from workflow.post_office import Round, deliver

logger = logging.getLogger(__name__)


class Command(AnsweringCommand):
    """Any number may run at once, on any machine. A database that is away for a while is waited for."""

    help = "Gửi các thông báo đang chờ; có --every thì gửi lại đều đặn."

    def add_arguments(self, parser: CommandParser) -> None:
        """How often."""
        parser.add_argument("--every", type=float, metavar="GIAY", help="số giây giữa hai lượt")

    def handle(self, *args: Any, **options: Any) -> None:
        """One round, or rounds until SIGTERM or Ctrl-C; a round that has begun is finished."""
        every: float | None = options["every"]
        if every is None:
            self._say(deliver())
            self._clear()
            return
        if not every > 0:
            raise NotValid(_("--every cần một số giây lớn hơn 0."))
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_signal: stop.set())
        while not stop.is_set():
            self._round()
            stop.wait(every)

    def _round(self) -> None:
        close_old_connections()
        try:
            done = deliver()
        except Error:
            logger.exception("the outbox could not be read; tried again at the next tick")
            return
        if done.delivered or done.put_off:
            self._say(done)
        self._clear()

    def _clear(self) -> None:
        if cleared := clear_waiting():
            self.stdout.write(_("Đã dọn {n} tệp tải lên mà không ai xác nhận.").format(n=cleared))

    def _say(self, done: Round) -> None:
        sentence = _("Đã gửi {letters} thư cho {delivered} thông báo; {put_off} thông báo sẽ gửi lại sau.")
        self.stdout.write(sentence.format(letters=done.letters, delivered=done.delivered, put_off=done.put_off))
