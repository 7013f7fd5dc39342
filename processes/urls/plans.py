"""Addresses of plans. What each page requires of its reader stands beside it, for the rights matrix."""

from django.urls import path

from processes.pages import (
    plan_amendment,
    plan_columns,
    plan_correcting,
    plan_making,
    plan_open_members,
    plan_picture,
    plan_review,
    plans,
)

urlpatterns = [
    path("ke-hoach/", plans.plans_list, name="plans"),
    path("ke-hoach/nhap/", plan_making.plan_import, name="plan_import"),
    path("ke-hoach/<int:pk>/", plans.plan_page, name="plan"),
    path("ke-hoach/<int:pk>/ban-goc/", plans.plan_source, name="plan_source"),
    path("ke-hoach/<int:pk>/trang/<int:page>/", plan_picture.plan_picture, name="plan_picture"),
    path("ke-hoach/<int:pk>/xac-nhan/", plan_review.plan_confirm, name="plan_confirm"),
    path("ke-hoach/<int:pk>/cot/", plan_columns.plan_columns, name="plan_columns"),
    path("ke-hoach/<int:pk>/dinh-chinh/", plan_correcting.plan_correct, name="plan_correct"),
    path("ke-hoach/<int:pk>/de-ngo/", plan_open_members.plan_open_members, name="plan_open_members"),
    path("ke-hoach/<int:pk>/hieu-luc/", plan_review.plan_in_force, name="plan_in_force"),
    path("ke-hoach/<int:pk>/sua-doi/", plan_amendment.plan_amendment, name="plan_amendment"),
]

REQUIRES = {
    "plans": ("read_plan",),
    "plan_import": ("import_plan",),
    "plan": ("read_plan",),
    "plan_source": ("read_plan",),
    "plan_picture": ("read_plan",),
    "plan_confirm": ("confirm_plan",),
    "plan_columns": ("confirm_plan",),
    "plan_correct": ("confirm_plan",),
    "plan_open_members": ("confirm_plan",),
    "plan_in_force": ("confirm_plan",),
    "plan_amendment": ("confirm_plan",),
}
