"""Addresses of proof: the trail, the dossier, the policies."""

from django.urls import path

from approvals.pages import dossier, policies, trail

urlpatterns = [
    path("ho-so/<int:pk>/nhat-ky/", trail.process_trail, name="process_trail"),
    path("ho-so/<int:pk>/ho-so.pdf", dossier.process_dossier, name="process_dossier"),
    path("nhat-ky/<str:stream>/", trail.stream_trail, name="stream_trail"),
    path("chinh-sach/", policies.policies, name="policies"),
]

# What opens the addresses that are not about one process, for the rights matrix. One of these general rights suffices.
REQUIRES: dict[str, tuple[str, ...]] = {
    "stream_trail": ("check_trail", "keep_people"),
    "policies": ("read_policies",),
}
