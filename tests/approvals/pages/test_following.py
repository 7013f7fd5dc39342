import re

from approvals.following import following
from processes.capacities import capacities
from processes.models import State, WorkItem
from tests.approvals.pages.clients import act, signed_in
from tests.approvals.pages.crowd import crowd
from tests.world import World
from workflow import clock


def queue(world: World, username: str, pk: int, wanted: int = 0) -> tuple[int, int, int]:
    found = following(capacities(world.actor(username), clock.today()), pk, wanted)
    return found.position, found.total, found.pk


def next_on(page: str) -> str:
    [address] = re.findall(r'on-to" href="([^"]+)"', page)
    return address


def test_the_next_item_is_the_one_below_in_the_inbox(small: World) -> None:
    first, second, third = crowd(small, 3)
    assert queue(small, "tham-dinh", first.pk) == (1, 3, second.pk)
    assert queue(small, "tham-dinh", third.pk) == (3, 3, first.pk)
    assert queue(small, "chu-tich", first.pk) == (0, 0, 0)


def test_a_duty_that_is_barred_is_never_next(small: World) -> None:
    [first] = crowd(small, 1)
    small.bring(small.share("I.2", "skhcn"), State.SUBMITTED)
    assert queue(small, "tham-dinh-3", first.pk) == (1, 1, 0)  # I.2 is of his own unit


def test_after_a_decision_the_way_leads_on(small: World) -> None:
    first, second, third = crowd(small, 3)
    client = signed_in(small, "tham-dinh")
    assert "(2/3)" in client.get(f"/ho-so/{second.pk}/").content.decode()
    receipt = client.get(act(client, second.pk, "dat")["Location"]).content.decode()
    assert next_on(receipt) == f"/ho-so/{third.pk}/"  # not the first, which he passed by
    receipt = client.get(act(client, third.pk, "dat")["Location"]).content.decode()
    assert next_on(receipt) == f"/ho-so/{first.pk}/"
    receipt = client.get(act(client, first.pk, "dat")["Location"]).content.decode()
    assert next_on(receipt) == "/"
    assert not WorkItem.objects.filter(node="review", finished=None).exists()


def test_who_only_reads_is_not_led_on(small: World) -> None:
    [share] = crowd(small, 1)
    for username in ("cv-so-y-te", "thanh-tra"):
        assert 'class="decide"' not in signed_in(small, username).get(f"/ho-so/{share.pk}/").content.decode()
