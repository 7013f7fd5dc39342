"""Addresses of people, posts, instruments and agencies."""

from django.urls import path

from processes.pages import agencies, agency_keeping, exchange, people, posts
from processes.pages.own_password import OwnPassword

urlpatterns = [
    path("mat-khau/", OwnPassword.as_view(), name="own_password"),
    path("nguoi/", people.people_list, name="people"),
    path("nguoi/nhap/", exchange.people_import, name="people_import"),
    path("nguoi/moi/", people.person_new, name="person_new"),
    path("nguoi/<int:pk>/", people.person_page, name="person"),
    path("nguoi/<int:pk>/sua/", people.person_rename, name="person_rename"),
    path("nguoi/<int:pk>/gop/", people.person_merge, name="person_merge"),
    path("nguoi/<int:pk>/tai-khoan/", people.account_new, name="account_new"),
    path("nguoi/<int:pk>/chuc-vu/", posts.post_new, name="post_new"),
    path("nguoi/<int:pk>/van-ban/", posts.instrument_new, name="instrument_new"),
    path("tai-khoan/<int:pk>/sua/", people.account_change, name="account_change"),
    path("tai-khoan/<int:pk>/mat-khau/", people.account_password, name="account_password"),
    path("tai-khoan/<int:pk>/dong/", people.account_close, name="account_close"),
    path("tai-khoan/<int:pk>/mo/", people.account_reopen, name="account_reopen"),
    path("chuc-vu/<int:pk>/sua/", posts.post_change, name="post_change"),
    path("chuc-vu/<int:pk>/ket-thuc/", posts.post_end, name="post_end"),
    path("van-ban-uy-quyen/<int:pk>/thu-hoi/", posts.instrument_withdraw, name="instrument_withdraw"),
    path("co-quan/", agencies.agency_list, name="agencies"),
    path("co-quan/nhap/", exchange.directory_import, name="directory_import"),
    path("co-quan/moi/", agency_keeping.agency_new, name="agency_new"),
    path("co-quan/<slug:code>/", agencies.agency_page, name="agency"),
    path("co-quan/<slug:code>/sua/", agency_keeping.agency_change, name="agency_change"),
    path("co-quan/<slug:code>/cach-viet/", agency_keeping.alias_new, name="alias_new"),
    path("co-quan/<slug:code>/don-vi/", agency_keeping.unit_new, name="unit_new"),
    path("co-quan/<slug:code>/ke-thua/", agency_keeping.succession_new, name="succession_new"),
    path("co-quan/<slug:code>/nhom/", agency_keeping.membership_new, name="membership_new"),
    path("cach-viet/<int:pk>/bo/", agency_keeping.alias_drop, name="alias_drop"),
    path("don-vi/<int:pk>/ket-thuc/", agency_keeping.unit_end, name="unit_end"),
]
