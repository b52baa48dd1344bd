"""A procedure without a form of its own for the result is answered by the common one, never by another's."""

import msgspec

from motcua.foundation.forms.words import Text
from motcua.register.procedures import queries as procedures
from motcua.service.dossiers.queries import opened, printed, printing
from tests.factories.dossiers import BIRTH, submitted
from tests.service.dossiers.papers.reading import text_of
from tests.service.dossiers.test_acting import at

NOW = at(23, 10)
URL = "https://motcua.example/tra-cuu"


def test_the_common_result_names_what_was_granted_and_on_what(people):
    view = opened.view(submitted(people.mother).code, NOW)
    assert view is not None
    version = procedures.version(BIRTH, view.state.procedure_version)
    other = msgspec.structs.replace(version.results[0], code="KQ.X", name=Text(vi="Quyết định hỗ trợ", en="Support"))
    supporting = msgspec.structs.replace(version, results=(other,))
    told = text_of(printed.result(view, supporting, URL, official="", now=NOW))
    assert "QUYẾT ĐỊNH HỖ TRỢ" in told
    assert "GIẤY KHAI SINH" not in told
    assert "Chưa ký số." in told
    assert view.applicant_name in told
    assert "Bản nháp để kiểm tra" in text_of(printing.draft(view, supporting, URL))
    assert "GIẤY KHAI SINH" in text_of(printed.result(view, version, URL, official="", now=NOW))
