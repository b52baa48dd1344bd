"""The pictures of the handbooks in `docs/use`: who looks, at which page of the demonstration, and what must be there."""

from pathlib import Path

import msgspec

from motcua.service.dossiers.types.state import Status
from motcua.web.settings.environment import PROJECT

BOOKS = PROJECT / "docs" / "use"
IMAGES = BOOKS / "images"
PHONE, DESK = (360, 760), (1280, 800)
WARD = "H29.26740"


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """
    One picture of a page.

    `who` is the part of a login before the @, empty for nobody. In `page`, `{code}` stands for the newest dossier that
    `filer` has in `status`, of linked procedures that of the `part`; `{draft}` for the draft, `{absent}` for the official
    who is away. Then `keys` are pressed and `at` is scrolled to. `sees` is what has to be read on the page.
    """

    name: str
    page: str
    sees: tuple[str, ...]
    who: str = ""
    filer: str = "congdan"
    status: Status | None = None
    part: str = ""
    keys: tuple[str, ...] = ()
    at: str = ""
    size: tuple[int, int] = PHONE

    @property
    def file(self) -> Path:
        """Where it lies."""
        return IMAGES / f"{self.name}.webp"


def _mine(name: str, page: str, *sees: str, status: Status | None = None, part: str = "", at: str = "") -> Picture:
    return Picture(name=f"cong-dan-{name}", page=page, sees=sees, who="congdan", status=status, part=part, at=at)


def _desk(
    name: str,
    who: str,
    page: str,
    *sees: str,
    of: tuple[str, Status] | None = None,
    part: str = "",
    keys: tuple[str, ...] = (),
    at: str = "",
) -> Picture:
    filer, status = of or ("", None)
    return Picture(
        name=name, page=page if page.startswith("/") else f"/ban-lam-viec/{page}", sees=sees, who=who, filer=filer,
        status=status, part=part, keys=keys, at=at, size=DESK,
    )  # fmt: skip


CITIZEN = (
    _mine("trang-chu", "/", "Nhà bạn có việc gì?", "Có em bé chào đời"),
    _mine("thu-tuc", "/thu-tuc/1.001193", "Đăng ký khai sinh", "Bạn cần chuẩn bị"),
    _mine("bat-dau", "/nop-ho-so/1.001193", "Bạn đã bắt đầu khai", "Khai tiếp"),
    _mine("to-khai", "/nop-ho-so/ban-nhap/{draft}", "Tiếp tục", "Lưu và để sau"),
    _mine("giay-to", "/nop-ho-so/ban-nhap/{draft}/giay-to", "Giấy tờ", "Giấy chứng sinh"),
    _mine("da-nop", "/ho-so/{code}/giay-tiep-nhan", "Đã nộp hồ sơ", "Tiếp theo là gì", status=Status.SUBMITTED),
    _mine("ho-so-cua-toi", "/ho-so", "Hồ sơ của tôi", "Chưa gửi", "Đã gửi"),
    _mine("can-bo-sung", "/ho-so/{code}", "cần bạn bổ sung", "Bổ sung ngay", status=Status.AWAITING_SUPPLEMENT),
    _mine("bo-sung", "/ho-so/{code}/bo-sung", "Bổ sung hồ sơ", "Gửi bổ sung", status=Status.AWAITING_SUPPLEMENT),
    _mine(
        "ban-nhap", "/ho-so/{code}/xac-nhan", "Bản nháp đã đúng chưa?", "Gửi trả lời",
        status=Status.AWAITING_CONFIRMATION, at="form .govuk-fieldset",
    ),
    _mine(
        "lien-thong", "/ho-so/{code}", "Nộp cùng một lần", "Đăng ký khai sinh (liên thông)", "Cấp thẻ bảo hiểm y tế",
        status=Status.RECEIVED, part="residence", at="#nop-cung",
    ),
    _mine("vi-sao", "/ho-so/{code}/vi-sao", "Vì sao là ngày này?", status=Status.GRANTED),
    _mine("rut", "/ho-so/{code}/rut", "Rút hồ sơ này?", "Không rút", status=Status.SUBMITTED),
    _mine("ai-da-xem", "/ai-da-xem", "Ai đã xem dữ liệu của tôi", "để tiếp nhận hồ sơ của bạn"),
    Picture(name="cong-dan-tra-cuu", page="/tra-cuu/{code}", sees=("Tra cứu hồ sơ khác",), status=Status.GRANTED),
    Picture(name="cong-dan-lay-so", page=f"/quay/{WARD}", sees=("Bộ phận Một cửa", "Lấy số bằng điện thoại")),
)  # fmt: skip
AT_THE_DESK = (
    _desk("mot-cua-tiep-nhan", "motcua", "ho-so/{code}?hang-doi=to-receive", "Tiếp nhận", "Từ chối tiếp nhận",
          of=("congdan", Status.SUBMITTED)),
    _desk("mot-cua-yeu-cau-bo-sung", "motcua", "ho-so/{code}?hang-doi=to-receive", "Người nộp cần làm gì",
          of=("congdan", Status.SUBMITTED), keys=("b",)),
    _desk("mot-cua-lien-thong", "motcua", "ho-so/{code}?hang-doi=to-receive", "Nộp cùng lần với", "Đăng ký thường trú cho trẻ",
          of=("lan", Status.SUBMITTED), part="birth"),
    _desk("mot-cua-hang-loat", "motcua", "cho-tiep-nhan?chon=het", "Tiếp nhận", "Chờ tiếp nhận"),
    _desk("mot-cua-tai-quay", "motcua", "tai-quay", "Thẻ căn cước", "Luồng nhanh"),
    _desk("mot-cua-luong-nhanh", "motcua", "tai-quay/chung-thuc", "Luồng nhanh", "Xong, tiếp theo"),
    _desk("mot-cua-quay", "motcua", "quay", "Gọi số tiếp theo", "Tại phòng chờ"),
    _desk("mot-cua-tra-ket-qua", "motcua", "ho-so/{code}?hang-doi=to-hand-over", "Trả kết quả",
          of=("congdan", Status.GRANTED), keys=("t",)),
    _desk("mot-cua-phim-tat", "motcua", "phim-tat", "Trong danh sách", "Đến một danh sách"),
)  # fmt: skip
SPECIALIST = (
    _desk("chuyen-vien-cua-toi", "hotich", "cua-toi", "Của tôi", "Chọn một hồ sơ"),
    _desk("chuyen-vien-ho-so", "hotich", "ho-so/{code}?hang-doi=mine", "Gửi bản nháp để xác nhận", "Chuyển",
          of=("binh", Status.IN_PROGRESS)),
    _desk("chuyen-vien-lay-y-kien", "hotich", "ho-so/{code}?hang-doi=mine", "Lấy ý kiến cơ quan khác", "Câu hỏi",
          of=("binh", Status.IN_PROGRESS), keys=("y",)),
    _desk("chuyen-vien-du-thao", "hotich", "ho-so/{code}?hang-doi=mine", "Dự thảo và trình ký", "Các bản dự thảo",
          of=("long", Status.IN_PROGRESS), at="#du-thao"),
)  # fmt: skip
LEADER = (
    _desk("lanh-dao-cho-ky", "lanhdao", "ho-so/{code}?hang-doi=to-sign", "chờ bạn ký", "Chấp thuận, cấp kết quả",
          of=("long", Status.IN_PROGRESS)),
    _desk("lanh-dao-phan-cong-lai", "lanhdao", "phan-cong-lai?nguoi={absent}", "Phân công lại hồ sơ của người vắng mặt",
          "Xem trước", "sẽ là", "Giao cho"),
    _desk("lanh-dao-noi-dung-bi-chan", "lanhdao", f"/co-quan/{WARD}/noi-dung-bi-chan", "Nội dung bị chặn",
          "Ghi chú của cán bộ khi xử lý"),
    _desk("lanh-dao-so-lieu", "", "/city/", "Thành phố qua con số", "Từng cơ quan, từng tháng"),
)  # fmt: skip
KEEPERS = (
    _desk("quan-tri-vi-tri", "quantri", f"/co-quan/{WARD}/vi-tri", "Cán bộ và vị trí việc làm", "Thêm cán bộ, công chức"),
    _desk("ket-noi-ma-truy-cap", "motcua", "/tai-khoan/khoa/moi", "Chương trình được làm gì?", "Tạo mã truy cập"),
)  # fmt: skip
PICTURES = (*CITIZEN, *AT_THE_DESK, *SPECIALIST, *LEADER, *KEEPERS)
