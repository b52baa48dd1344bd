"""Names as common as they are: of ten people three are of the first family, and half have the same middle name."""

FAMILIES = ("Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Phan", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô")
MIDDLE = ("Thị", "Văn", "Thị", "Ngọc", "Thị", "Minh", "Thị", "Thanh", "Thị", "Hoàng", "Văn")
SECOND = (
    "An", "Bích", "Cẩm", "Diễm", "Đan", "Gia", "Hải", "Hồng", "Khánh", "Kim", "Lệ", "Mỹ", "Nhã", "Phúc", "Quỳnh", "Thủy",
    "Trúc", "Uyên", "Xuân", "Yến",
)  # fmt: skip
GIVEN = (
    "Mai", "Lan", "Hoa", "Bình", "Dung", "Hùng", "Phương", "Thảo", "Trang", "Anh", "Linh", "Sơn", "Tuấn", "Vy", "Yên",
)  # fmt: skip


def name(number: int) -> str:
    """Return the name of one of the people who press."""
    parts = ((FAMILIES, 1), (MIDDLE, 3), (SECOND, 5), (GIVEN, 7))
    return " ".join(names[number // spread % len(names)] for names, spread in parts)
