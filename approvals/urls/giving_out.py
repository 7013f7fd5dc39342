"""Addresses of giving out and of transfer, with what each page requires of its reader."""

from django.urls import path

from approvals.pages import giving_out, transferring

urlpatterns = [
    path("ke-hoach/<int:pk>/giao-viec/", giving_out.plan_give_out, name="plan_give_out"),
    path("ke-hoach/<int:pk>/chuyen-giao/", transferring.plan_transfer, name="plan_transfer"),
]

REQUIRES = {
    "plan_give_out": ("give_out",),
    "plan_transfer": ("transfer",),  # the right of the engine, on any share of the plan
}
