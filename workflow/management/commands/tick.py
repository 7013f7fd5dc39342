"""`tick`: send the notices that wait. Once, or with `--every SECONDS` until it is told to stop."""

from __future__ import annotations

import logging
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error, close_old_connections
from django.utils.translation import gettext as _

from workflow.post_office import Round, deliver

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """Any number may run at once, on any machine. A database that is away for a while is waited for."""

    help = "Send the notices that wait in the outbox; with --every, again and again."

    def add_arguments(self, parser: CommandParser) -> None:
        """How often."""
        parser.add_argument("--every", type=float, metavar="SECONDS", help="repeat after so many seconds")

    def handle(self, *args: Any, **options: Any) -> None:
        """One round, or rounds until SIGTERM or Ctrl-C; a round that has begun is finished."""
        every: float | None = options["every"]
        if every is None:
            self._say(deliver())
            return
        if not every > 0:
            raise CommandError(_("--every cần một số giây lớn hơn 0."), returncode=2)
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

    def _say(self, done: Round) -> None:
        sentence = _("Đã gửi {letters} thư cho {delivered} thông báo; {put_off} thông báo sẽ gửi lại sau.")
        self.stdout.write(sentence.format(letters=done.letters, delivered=done.delivered, put_off=done.put_off))
