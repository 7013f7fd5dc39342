"""The only reader of *now*. Everything else asks here, so that the demo can be played forward and tests can stand still.

Times are aware and in UTC; days are judged in Asia/Ho_Chi_Minh (UTC+7, no daylight saving), as the offices live.
"""

import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from workflow.errors import NotValid

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
_RELOAD_SECONDS = 2.0
_offset = timedelta(0)
_loaded_at: float | None = None


def real_now() -> datetime:
    """The machine's own time, aware, UTC; sessions and receipts of the demo keep it."""
    return datetime.now(UTC)


def offset() -> timedelta:
    """How far the demo clock stands from the machine's; zero outside demo mode. Read from the database every two seconds."""
    global _offset, _loaded_at  # noqa: PLW0603 – the one cached value of the one clock
    if not settings.DEMO:
        return timedelta(0)
    tick = time.monotonic()
    if _loaded_at is None or tick - _loaded_at > _RELOAD_SECONDS:
        from workflow.models import DemoClock

        row = DemoClock.objects.first()
        _offset = row.offset if row else timedelta(0)
        _loaded_at = tick
    return _offset


def now() -> datetime:
    """The time an act is recorded at: the machine's, moved by the demo offset in demo mode only."""
    return real_now() + offset()


def today() -> date:
    """The day in the province."""
    return now().astimezone(LOCAL).date()


def local_day(moment: datetime) -> date:
    """The day in the province on which an aware moment falls."""
    return moment.astimezone(LOCAL).date()


def set_demo_time(moment: datetime) -> None:
    """Move the demo clock forward to an aware moment. Raises NotValid outside demo mode or when it would go back."""
    global _loaded_at  # noqa: PLW0603
    if not settings.DEMO:
        raise NotValid(_("Chỉ chế độ trình diễn mới có đồng hồ riêng."))
    from workflow.models import DemoClock

    with transaction.atomic():
        row, created = DemoClock.objects.select_for_update().get_or_create(pk=1, defaults={"offset": timedelta(0)})
        wanted = moment - real_now()
        if not created and wanted < row.offset:
            raise NotValid(_("Đồng hồ trình diễn chỉ đi tới, không quay lại."))
        row.offset = wanted
        row.save(update_fields=["offset"])
    _loaded_at = None
