"""What every list page does alike: fifty rows a page, the state of the list in its address, search without diacritics."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Func, TextField
from django.http import HttpRequest

PER_PAGE = 50


class Folded(Func):
    """A text as people type it in a hurry, in the database: no marks, lower case; the match of `vietnamese.folded`."""

    template = "lower(unaccent(%(expressions)s))"
    output_field = TextField()


def page_of(request: HttpRequest, rows: Any) -> Page:
    """The page of the list that `?trang=` asks for; a wrong number gives the nearest one."""
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("trang"))


def address_of_list(request: HttpRequest) -> str:
    """The filters of the list as a query string, without the page and without the form of download."""
    query = request.GET.copy()
    for name in ("trang", "xuat"):
        query.pop(name, None)
    return query.urlencode()


def wants_csv(request: HttpRequest) -> bool:
    """Does the address ask for the whole list as a download (`?xuat=csv`)?"""
    return request.GET.get("xuat") == "csv"


def wants_xlsx(request: HttpRequest) -> bool:
    """Does the address ask for the tables that can be changed and imported again (`?xuat=xlsx`)?"""
    return request.GET.get("xuat") == "xlsx"
