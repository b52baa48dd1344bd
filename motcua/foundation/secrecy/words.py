"""The words of secrecy, and the ordinary ones that hold the same letters."""

# Each word as it is written with all, some or none of its marks. With other marks it is another word (mất, mặt, mắt).
MAT = frozenset({"mật", "mât", "mat"})
TOI = frozenset({"tối", "tói", "toi"})
TUYET = frozenset({"tuyệt", "tuyêt", "tuyẹt", "tuyet"})

# What follows or comes before where nothing is secret: mật độ, mật khẩu, mật ong; bảo mật, bí mật, thân mật.
GOES_ON = (
    "độ", "khẩu", "mã", "ong", "thư", "thiết", "vụ", "báo", "danh", "mía", "hoa", "gấu", "nghị", "lệnh", "thám", "tịch",
    "đàm", "ước", "ngọt", "kế", "ngữ", "truyền", "khu", "hiệu", "giáo", "tông",
)  # fmt: skip
GOES_ON_IN_CAPITALS = frozenset({"ĐỘ", "KHẨU", "ONG", "MÃ", "THIẾT", "MÍA", "GẤU", "VỤ"})
COMES_BEFORE = frozenset({"bảo", "bí", "cơ", "thân", "cẩn", "nghiêm", "trú", "tế", "chu", "nước", "phấn"})
SURNAMES = frozenset({
    "nguyễn", "trần", "lê", "phạm", "hoàng", "huỳnh", "phan", "vũ", "võ", "đặng", "bùi", "đỗ", "hồ", "ngô", "dương", "lý",
    "đinh", "lâm", "trịnh", "mai", "đào", "trương", "cao", "tô", "châu", "thạch", "sơn", "danh", "nguyen", "tran", "le",
    "pham", "hoang", "huynh", "vu", "vo", "dang", "bui", "do", "ho", "ngo", "duong", "ly", "dinh", "lam", "trinh", "dao",
    "truong", "to", "chau", "thach", "son",
})  # fmt: skip

# A kind of document, which the degree is said of. Dossiers and files are left out: such are titles of stories.
DOCUMENTS = ("tài liệu", "văn bản", "công văn", "tờ trình", "kế hoạch", "báo cáo", "quyết định", "chỉ thị", "công điện")
DOCUMENTS_BARE = (
    "tai lieu", "van ban", "cong van", "to trinh", "ke hoach", "bao cao", "quyet dinh", "chi thi", "cong dien"
)  # fmt: skip
# Words that say that such a document is spoken of, and not that this is one.
SPOKEN_OF = (
    "không", "chẳng", "chưa", "đừng", "bảo vệ", "quản lý", "quy định", "quy chế", "luật", "phim", "truyện", "sách", "tiểu thuyết",
    "tựa", "mất", "rò rỉ", "lộ", "tiêu hủy", "giải mật",
)  # fmt: skip
