"""An import publishes what is new or changed, tells the rest, and never touches what the city wrote itself."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from motcua.foundation.interface.keyset import decode
from motcua.foundation.ledger.reading import entries
from motcua.foundation.policy.types import ANONYMOUS, Denied, system
from motcua.register.procedures import commands, queries
from motcua.register.procedures.types import Difference, Line, Outcome, ProcedureVersion, Remark
from tests.factories.national import IRREGULAR, changed, record, records
from tests.factories.procedures import CATALOGUE, procedure

LOADER = system("catalogue")
NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
TODAY = NOW.date()
STAND_INS = queries.read_stand_ins(CATALOGUE, "hcmc")
OURS = queries.own_codes(CATALOGUE, "hcmc")
CODE = record()["code"]


class Heard:
    """What an import told while it went on."""

    def __init__(self) -> None:
        self.remarks: list[Remark] = []
        self.changes: dict[str, list[str]] = {}
        self.counts: list[int] = []

    def remark(self, remark: Remark) -> None:
        self.remarks.append(remark)

    def changed(self, version: ProcedureVersion, differences: tuple[Difference, ...]) -> None:
        self.changes[version.code] = [str(one) for one in differences]

    def done(self, records: int) -> None:
        self.counts.append(records)

    def rules(self, code: str) -> list[str]:
        return [one.rule for one in self.remarks if one.code == code]


def take(values, *, now=NOW, heard=None, actor=LOADER, ours=OURS, **more):
    lines = [Line(number, one) for number, one in enumerate(values, start=1)]
    return commands.import_national(lines, STAND_INS, actor=actor, now=now, watcher=heard or Heard(), ours=ours, **more)


def published(code=CODE, on=TODAY):
    return queries.published(code, on)


def test_what_is_new_is_published_once_and_a_second_run_publishes_nothing(db_city):
    heard = Heard()
    first = take(records(250), heard=heard)
    assert first.records == 250
    assert len(first.new) > 200
    assert heard.counts[-1] == first.records  # told on the way, a few at a time
    assert len(heard.counts) > 2
    again = take(records(250), now=NOW + timedelta(days=3))
    assert (again.new, again.changed, again.unchanged) == ([], [], len(first.new))
    assert len(entries(f"procedure/{first.new[0]}")) == 1


def test_an_imported_version_says_where_it_is_from_and_since_when(db_city):
    take([record()])
    assert published().national.taken_on == TODAY
    assert published().version == 1


def test_a_changed_record_becomes_the_next_version_and_what_changed_is_told(db_city):
    take([record()])
    before = published()
    later, heard = NOW + timedelta(days=5), Heard()
    longer = changed("cases.0.processingDay", {"qty": 9, "type": "WORKING_DAY"})(record())
    done = take([longer], now=later, heard=heard)
    assert done.changed == [CODE]
    assert heard.changes == {CODE: ["~ cases[usual].limit: 7 working-days -> 9 working-days"]}
    now = published(on=later.date())
    assert (now.version, now.valid_from, now.declaration.code) == (2, later.date(), f"{CODE}.v2")
    assert published(on=later.date() - timedelta(days=1)) == before
    assert queries.version(CODE, 1) == before
    assert take([longer], now=later).unchanged == 1


def test_changed_twice_on_a_day_the_last_one_holds(db_city):
    take([record()])
    for days in (9, 10):
        take([changed("cases.0.processingDay", {"qty": days, "type": "WORKING_DAY"})(record())])
    assert (published().version, published().cases[-1].limit.amount) == (3, 10)


def test_a_dry_run_tells_the_same_and_writes_nothing(db_city):
    take([record(1)])
    heard = Heard()
    values = [changed("name", "Tên mới")(record(1)), record(2)]
    done = take(values, heard=heard, only_try=True)
    assert (done.changed, done.new) == ([CODE], [record(2)["code"]])
    assert "~ name: Cấp giấy phép thử số 1 -> Tên mới" in heard.changes[CODE]
    assert published().version == 1
    assert len(entries(f"procedure/{record(2)['code']}")) == 0


def test_the_city_s_own_procedures_are_left_alone_published_or_not(db_city):
    commands.publish(actor=LOADER, version=procedure("1.001193"), now=NOW)
    heard = Heard()
    done = take([record(code="1.001193"), record(code="2.000815")], heard=heard)
    assert (done.ours, done.new) == (2, [])
    assert heard.rules("1.001193") == ["ours"]
    assert published("1.001193") == procedure("1.001193")


def test_what_the_city_writes_later_follows_what_was_imported(db_city):
    own = procedure("2.000815")
    take([record(code="2.000815")], ours=frozenset())
    assert commands.publish(actor=LOADER, version=own, now=NOW)
    now = published("2.000815")
    assert (now.version, now.national, now.name) == (2, None, own.name)
    assert not commands.publish(actor=LOADER, version=own, now=NOW)
    following = msgspec.structs.replace(own, version=2, minutes_to_file=9)
    assert commands.publish(actor=LOADER, version=following, now=NOW)
    assert published("2.000815").version == 3
    assert take([record(code="2.000815")], ours=frozenset()).ours == 1


def test_what_is_gone_from_the_file_is_told_and_stays(db_city):
    take([record(1), record(2)])
    heard = Heard()
    done = take([record(2)], heard=heard)
    assert done.gone == (CODE,)
    assert heard.rules(CODE) == ["gone"]
    assert published().version == 1


def test_a_code_that_stands_twice_counts_once(db_city):
    heard = Heard()
    done = take([record(), changed("name", "Tên khác")(record())], heard=heard)
    assert (done.new, done.refused) == ([CODE], 1)
    (twice,) = [one for one in heard.remarks if one.rule == "code-twice"]
    assert (twice.line, twice.outcome, "line 1" in twice.message) == (2, Outcome.REFUSED, True)
    assert published().name.vi == "Cấp giấy phép thử số 1"


def test_whatever_is_refused_or_left_out_does_not_hold_up_the_others(db_city):
    strange = Line(1, None, Remark(line=1, code="", rule="not-json", outcome=Outcome.REFUSED, where="", message="x"))
    lines = [strange, Line(2, record(isInternal=True)), Line(3, {"name": "x"}), Line(4, record(2))]
    done = commands.import_national(lines, STAND_INS, actor=LOADER, now=NOW, watcher=Heard(), ours=OURS)
    assert (done.refused, done.left_out, len(done.new), done.records) == (2, 1, 1, 4)


def test_every_irregularity_that_can_be_published_is_stored_and_found(db_city):
    values = [change(record(number)) for number, change in enumerate(IRREGULAR.values(), start=1)]
    done = take(values)
    assert done.refused == 2  # no name, no sound code
    assert len(done.new) == len(IRREGULAR) - 4
    assert queries.search("rat dai", on=TODAY).rows[0].name.vi.startswith("Cấp giấy phép cho cơ sở")


def test_nobody_but_an_administrator_or_the_system_imports(db_city):
    with pytest.raises(Denied):
        take([record()], actor=ANONYMOUS)


@pytest.mark.usefixtures("db_city")
class TestSearching:
    def found(self, question):
        return [(one.code, one.offered) for one in queries.search(question, on=TODAY, size=50).rows]

    def test_what_can_be_filed_here_comes_before_what_cannot(self):
        there = record(1, name="Cấp thẻ", departmentPromulgateCode="H15", departmentPromulgateName="UBND tỉnh Đắk Lắk")
        here = record(2, name="Cấp thẻ hướng dẫn viên cho người nước ngoài")
        take([there, here])
        assert self.found("cap the") == [(here["code"], True), (there["code"], False)]
        assert self.found(there["code"]) == [(there["code"], False)]

    def test_pages_go_by_key_forward_and_back(self):
        take(records(90))
        for question in ("", "cap", "linh vuc", "giay"):
            every = [one.code for one in queries.search(question, on=TODAY, size=200).rows]
            seen, at = [], None
            while True:
                page = queries.search(question, on=TODAY, size=7, at=at)
                seen += [one.code for one in page.rows]
                if not page.next:
                    break
                at = decode(page.next)
            assert seen == every
            back = queries.search(question, on=TODAY, size=7, at=decode(page.previous))
            assert [one.code for one in back.rows] == every[: len(every) - len(page.rows)][-7:]
