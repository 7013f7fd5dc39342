"""Who may be named officer in charge."""

from __future__ import annotations

import pytest

from approvals import acts
from approvals.demo.cast import START
from processes.models import Person, Post, Role
from tests.world import World
from workflow.errors import NotValid


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.RECORDS])
def test_neither_a_records_clerk_nor_a_system_administrator_is_in_charge_of_work(small: World, role: Role) -> None:
    share = small.share("I.1", "syt")
    post = Post.objects.create(
        person=Person.objects.create(full_name="Võ Thị Thu"), agency=share.agency, role=role, title="Văn thư", code="thu", valid_from=START
    )  # fmt: skip
    with pytest.raises(NotValid, match="Người phụ trách"):
        small.do("ld-so-y-te", acts.ACCEPT, share, officer=post.pk)
