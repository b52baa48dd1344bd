"""A card that was scanned at the desk, taken apart for the page that asked; nothing of it is stored."""

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from motcua.foundation.clock.moments import local_day
from motcua.foundation.forms import cards
from motcua.foundation.interface.problems import sentence
from motcua.foundation.law.refusals import Refused
from motcua.foundation.policy.doors import ActingRequest, policy


@never_cache
@require_POST
@policy("counter.console")
def card(request: ActingRequest) -> HttpResponse:
    """Answer `scan.js`: the card's fields by name and what to look at, or what is wrong with what was scanned."""
    try:
        found = cards.read_card(request.POST.get("scan", ""), on=local_day(timezone.now()))
    except Refused as refused:
        refusal = refused.refusal
        said = [sentence(one.message, one.values) for one in refusal.fields]
        return JsonResponse({"problems": [sentence(refusal.message, refusal.values), *said]}, status=422)
    return JsonResponse(
        {"fields": cards.fields_of(found), "remarks": [sentence(text, {}) for text in cards.remarks_of(found)]}
    )
