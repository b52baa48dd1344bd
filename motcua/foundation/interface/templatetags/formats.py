"""Filters: `{{ due_at|long_date }}`, `{{ minutes|working_time }}`, and text that comes in two languages."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from motcua.foundation.interface import formats
from motcua.foundation.interface.citations import source_text

register = template.Library()

register.filter("weekday", formats.weekday)
register.filter("short_date", formats.short_date)
register.filter("day_month", formats.day_month)
register.filter("long_date", formats.long_date)
register.filter("clock_time", formats.clock_time)
register.filter("moment", formats.moment)
register.filter("short_moment", formats.short_moment)
register.filter("near_moment", formats.near_moment)
register.filter("number", formats.number)
register.filter("percent", formats.percent)
register.filter("money", formats.money)
register.filter("file_size", formats.file_size)
register.filter("hours", formats.hours)
register.filter("working_time", formats.working_time)
register.filter("short_working_time", formats.short_working_time)
register.filter("limit", formats.limit)
register.filter("citation", source_text)


def _in_language(pair: object, language: str) -> str:
    found = pair.get(language, "") if isinstance(pair, dict) else getattr(pair, language, "")
    return str(found or "")


@register.simple_tag
def text_in(pair: object) -> SafeString:
    """
    Show a text that comes as `{vi, en}` in the language of the page.

    What has no English is shown in Vietnamese and marked `lang="vi"`. In an attribute use the filter `in_language`.
    """
    if isinstance(pair, str):
        return format_html("{}", pair)
    page = "en" if (get_language() or "vi").startswith("en") else "vi"
    text = _in_language(pair, page)
    if text or page == "vi":
        return format_html("{}", text)
    return format_html('<span lang="vi">{}</span>', _in_language(pair, "vi"))


@register.filter
def in_language(pair: object) -> str:
    """The plain words of a `{vi, en}` text in the language of the page, Vietnamese when there are no others."""
    if isinstance(pair, str):
        return pair
    page = "en" if (get_language() or "vi").startswith("en") else "vi"
    return _in_language(pair, page) or _in_language(pair, "vi")
