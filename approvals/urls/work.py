"""Addresses of the work itself: the inbox, the process page and everything a person does from there."""

from django.urls import path

from approvals.dialogs import KINDS
from approvals.pages import acting, bulk, coordination, evidence, inbox, papers, result

urlpatterns = [
    path("", inbox.mine, name="inbox"),
    path("viec/xem-truoc/", bulk.preview, name="bulk_preview"),
    path("viec/thuc-hien/", bulk.confirm, name="bulk_confirm"),
    path("phoi-hop/", coordination.glimpse, name="coordination"),
    path("ho-so/<int:pk>/", acting.page, name="process"),
    *[path(f"ho-so/<int:pk>/{kind.slug}/", acting.act, {"slug": kind.slug}, name=kind.url_name) for kind in KINDS],
    path("ho-so/<int:pk>/ket-qua/", result.page, name="result"),
    path("ho-so/<int:pk>/ket-qua/nhap/", result.autosave, name="result_autosave"),
    path("ho-so/<int:pk>/trinh/", result.check_answers, name="submit"),
    path("ho-so/<int:pk>/xin-y-kien/", coordination.ask, name="ask"),
    path("ho-so/<int:pk>/khong-cho-y-kien/", coordination.waive, name="waive"),
    path("ho-so/<int:pk>/y-kien/", coordination.contribute, name="contribute"),
    path("ho-so/<int:pk>/trinh-chu-tich/", papers.escalate, name="escalate"),
    path("ho-so/<int:pk>/phat-hanh/", papers.issue, name="issue"),
    path("tep/<int:pk>/", evidence.original, name="evidence"),
    path("tep/<int:pk>/trang/<int:page>.png", evidence.page, name="evidence_page"),
    path("van-ban/<int:pk>/", evidence.document, name="document_file"),
]

# What opens the addresses that are not about one process, for the rights matrix. Empty: every account sees its own.
REQUIRES: dict[str, tuple[str, ...]] = {"inbox": (), "bulk_preview": (), "bulk_confirm": (), "coordination": ()}
