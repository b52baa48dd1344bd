"""Every English message has its Vietnamese, once and soundly; the tool finds each way in which that can fail."""

import gettext

import pytest

from tools.messages import check, compile_all, uses

HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
)


@pytest.fixture
def package(tmp_path):
    for room in ("register/people", "service/dossiers"):
        folder = tmp_path / "motcua" / room
        (folder / "templates" / folder.name).mkdir(parents=True)
        (folder / "locale" / "vi" / "LC_MESSAGES").mkdir(parents=True)
        (folder / "__init__.py").write_text("", encoding="utf-8")
    return tmp_path / "motcua"


def _say(package, room, text, name="types.py"):
    (package / room / name).write_text(text, encoding="utf-8")


def _translate(package, room, text):
    (package / room / "locale" / "vi" / "LC_MESSAGES" / "django.po").write_text(HEADER + text, encoding="utf-8")


def test_messages_are_found_in_code_and_templates(package):
    _say(package, "service/dossiers", 'x = gettext_noop("Received")\ny = ngettext("%(n)s day", "%(n)s days", 2)\n')
    page = '{% load i18n %}\n  <p>\n    {% translate "My dossiers" %}\n</p>{% blocktranslate trimmed with a=b %}\n  Due\n  on {{ a }}\n{% endblocktranslate %}'
    _say(package, "service/dossiers", page, "templates/dossiers/show.html")
    assert {use.singular for use in uses(package)} == {"Received", "%(n)s day", "My dossiers", "Due on %(a)s"}


def test_the_reason_of_a_rule_of_ours_is_a_message(package):
    _say(
        package,
        "service/dossiers",
        '@house_rule("So that it is fair.")\ndef f(): ...\nx = HouseRule(why="So it is ours.")\n',
    )
    assert {use.singular for use in uses(package)} == {"So that it is fair.", "So it is ours."}


def test_a_complete_catalogue_is_sound_and_compiles(package):
    _say(package, "service/dossiers", 'x = gettext_noop("Received on %(day)s")\n')
    _translate(package, "service/dossiers", 'msgid "Received on %(day)s"\nmsgstr "Đã nhận ngày %(day)s"\n')
    assert check(package) == []
    assert compile_all(package) == 1
    compiled = package / "service/dossiers/locale/vi/LC_MESSAGES/django.mo"
    with compiled.open("rb") as stream:
        assert gettext.GNUTranslations(stream).gettext("Received on %(day)s") == "Đã nhận ngày %(day)s"


@pytest.mark.parametrize(
    ("code", "catalogue", "complaint"),
    [
        ('gettext("Received")', "", "has no Vietnamese"),
        ('gettext("Received")', 'msgid "Received"\nmsgstr ""\n', "is not translated"),
        ('gettext("Received")', '#, fuzzy\nmsgid "Received"\nmsgstr "Đã nhận"\n', "fuzzy"),
        ("1", 'msgid "Received"\nmsgstr "Đã nhận"\n', "nobody says"),
        ('gettext("On %(day)s")', 'msgid "On %(day)s"\nmsgstr "Ngày %(ngay)s"\n', "the English has not"),
        ('gettext("On %(day)s")', 'msgid "On %(day)s"\nmsgstr "Hôm nay"\n', "lost placeholders"),
        ('gettext("On %s")', 'msgid "On %s"\nmsgstr "Ngày %s"\n', "without a name"),
        ('gettext("Received")', 'msgid "Received"\nmsgstr "Đã nhận"\n', "not in NFC"),
    ],
)
def test_each_fault_is_named(package, code, catalogue, complaint):
    if complaint == "not in NFC":
        catalogue = catalogue.replace("ã", "a\u0303")
    _say(package, "service/dossiers", f"x = {code}\n")
    _translate(package, "service/dossiers", catalogue)
    assert any(complaint in str(problem) for problem in check(package)), check(package)


def test_one_message_is_said_in_one_way(package):
    for room, said in (("register/people", "Tiếp tục"), ("service/dossiers", "Đi tiếp")):
        _say(package, room, 'x = gettext("Continue")\n')
        _translate(package, room, f'msgid "Continue"\nmsgstr "{said}"\n')
    assert ["'Continue'" in problem.text for problem in check(package)] == [True]


def test_an_address_or_a_number_needs_no_translation(package):
    _say(package, "service/dossiers", 'x = gettext("—")\n')
    assert check(package) == []
