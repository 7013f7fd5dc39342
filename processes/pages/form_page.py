"""The one page on which a form is filled in: errors beside their fields and on top, a refusal kept with what was typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from workflow.errors import Conflict, DomainError, NotValid


@dataclass(frozen=True)
class Words:
    """What the page says: heading, button, the sentence when it is done, where it leads back to, and a note above."""

    heading: Any
    button: Any
    done: Any
    back: str
    note: Any = ""


def form_page(
    request: HttpRequest, form: forms.Form, words: Words, act: Callable[[dict[str, Any]], str | None]
) -> HttpResponse:
    """Show the form; when it is sent and sound, `act` on its values and go where it says (or back).

    What the act refuses as not valid (422) or too late (409) is shown at its field, with everything typed still there.
    """
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                where = act(form.cleaned_data)
            except (NotValid, Conflict) as refusal:
                status = _refuse(form, refusal)
            except IntegrityError:
                status = _refuse(form, Conflict(_("Người khác vừa ghi cùng nội dung này. Hãy tải lại trang để xem.")))
            else:
                messages.success(request, words.done)
                return HttpResponseRedirect(where or words.back)
    return render(request, "processes/form.html", {"form": form, "words": words}, status=status)


def _refuse(form: forms.Form, refusal: DomainError) -> int:
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
    return refusal.status
