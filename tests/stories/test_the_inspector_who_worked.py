"""S8: somebody who had a hand in a share and became an inspector does not inspect that share, and inspects the others."""

from datetime import timedelta

import pytest
from django.test import Client

from processes.models import Post, State
from tests.world import World
from workflow import clock


@pytest.fixture
def turned(small: World) -> World:
    """The officer of Sở Y tế has prepared a result; now the inspector's post is his."""
    small.bring(small.share("I.1", "syt"), State.SUBMITTED)
    officer = small.account("cv-so-y-te")
    Post.objects.filter(person=officer.person).update(valid_to=clock.today() - timedelta(days=1))
    Post.objects.filter(role="inspector").update(person=officer.person)
    return small


def test_his_own_share_does_not_exist_for_him_and_the_others_do(turned: World) -> None:
    client = Client()
    client.force_login(turned.account("cv-so-y-te"))
    own, other = turned.share("I.1", "syt"), turned.share("I.1", "sct")
    for page in ("", "nhat-ky/", "ho-so.pdf"):
        assert client.get(f"/ho-so/{own.pk}/{page}").status_code == 404
        assert client.get(f"/ho-so/{other.pk}/{page}").status_code == 200


def test_his_own_share_is_in_no_list_of_his(turned: World) -> None:
    client = Client()
    client.force_login(turned.account("cv-so-y-te"))
    answer = client.get(f"/ke-hoach/{turned.plan.pk}/?xuat=csv").content.decode()
    assert turned.share("I.1", "sct").code in answer
    assert turned.share("I.1", "syt").code not in answer
