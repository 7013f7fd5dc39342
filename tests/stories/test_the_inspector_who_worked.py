"""S8: somebody who had a hand in a share and became an inspector does not inspect that share, and inspects the others."""

from datetime import timedelta

import pytest
from django.test import Client

from approvals.demo.people import system
from processes.models import Post, State
from processes.people import merge_persons
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


def test_a_share_he_is_in_charge_of_is_neither_listed_nor_shown_though_others_did_the_work(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.IN_PROGRESS)  # its leader named cv-so-y-te
    officer = small.account("cv-so-y-te")
    Post.objects.filter(person=officer.person).update(valid_to=clock.today() - timedelta(days=1))
    Post.objects.filter(role="inspector").update(person=officer.person)
    client = Client()
    client.force_login(officer)
    assert client.get(f"/ho-so/{share.pk}/").status_code == 404
    assert share.code not in client.get(f"/ke-hoach/{small.plan.pk}/?xuat=csv").content.decode()


def test_what_he_did_under_another_record_of_himself_is_his_too(small: World) -> None:
    """Two rows of one natural person are merged: the officer's into the inspector's."""
    share = small.bring(small.share("I.1", "syt"), State.SUBMITTED)
    inspector, officer = Post.objects.get(role="inspector").person, small.account("cv-so-y-te").person
    Post.objects.filter(person=officer).update(valid_to=clock.today() - timedelta(days=1))
    merge_persons(officer, inspector, by=system("keep_people"))
    client = Client()
    client.force_login(inspector.accounts.get())
    assert share.code not in client.get(f"/ke-hoach/{small.plan.pk}/?xuat=csv").content.decode()
    assert client.get(f"/ho-so/{share.pk}/nhat-ky/").status_code == 404
