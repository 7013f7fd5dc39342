"""What the policies are called and what they say to people: the policy page, the timeline and the dossier read it here."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from approvals.policies import SELF_CONCLUDE, SELF_REVIEW

FLAG_WORDS: dict[str, Any] = {
    SELF_REVIEW: _("Tự thẩm định"),
    SELF_CONCLUDE: _("Tự thẩm định – tự kết luận"),
}
