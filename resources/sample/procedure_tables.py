"""Procedures of the sample unit: plausible names, invented figures.

A level history reads `3@2019-05-01 4@2021-08-02`; the other dates say from when something holds.
`volume` is the usual number of dossiers a month.
"""

from typing import NamedTuple

ROAD = "Phương tiện cơ giới đường bộ"
MACHINE = "Xe máy chuyên dùng"
INLAND = "Phương tiện thủy nội địa"
SEA = "Tàu biển"
RAIL = "Phương tiện đường sắt"
OFFSHORE = "Công trình biển"
PEOPLE = "Tổ chức, nhân lực đăng kiểm"


class Row(NamedTuple):
    """One procedure; an empty date means not yet."""

    name: str
    field: str
    volume: int
    levels: str
    portal: str = ""
    payment: str = ""
    results: str = ""
    status: str = ""
    fee: bool = True
    announced: str = "2018-01-01"
    abolished: str = ""


_TYPE = "Cấp Giấy chứng nhận chất lượng an toàn kỹ thuật và bảo vệ môi trường"
_SAFE = "Cấp Giấy chứng nhận an toàn kỹ thuật và bảo vệ môi trường"
_DESIGN = "Thẩm định thiết kế"
_LONG_AGO = "2020-01-15"

PROCEDURES = (
    Row(
        "Kiểm định an toàn kỹ thuật và bảo vệ môi trường xe cơ giới đang lưu hành",
        ROAD, 1460, "3@2018-06-01 4@2021-07-05",
        "2020-05-04", "2021-06-21", "2020-09-01", "2020-11-02",
    ),
    Row(
        f"{_TYPE} cho ô tô nhập khẩu",
        ROAD, 1180, "3@2018-03-01 4@2020-04-01",
        "2020-03-13", "2021-04-12", _LONG_AGO, "2020-07-01",
    ),
    Row(
        f"{_TYPE} cho xe mô tô, xe gắn máy nhập khẩu",
        ROAD, 520, "3@2018-03-01 4@2020-04-01",
        "2020-03-13", "2021-04-12", _LONG_AGO, "2020-07-01",
    ),
    Row(
        f"{_TYPE} cho kiểu loại xe cơ giới sản xuất, lắp ráp",
        ROAD, 310, "3@2018-06-01 4@2020-10-01",
        "2020-06-30", "2021-05-17", "2020-08-03", "2021-02-01",
    ),
    Row(
        f"{_TYPE} cho kiểu loại xe mô tô, xe gắn máy sản xuất, lắp ráp",
        ROAD, 190, "3@2018-06-01 4@2020-10-01",
        "2020-06-30", "2021-05-17", "2020-08-03", "2021-02-01",
    ),
    Row(
        f"{_TYPE} cho kiểu loại linh kiện xe cơ giới",
        ROAD, 260, "3@2019-01-15", "2020-11-16", "2021-08-09", "2021-01-11", "2021-02-01",
    ),
    Row(
        f"{_TYPE} cho linh kiện nhập khẩu",
        ROAD, 240, "2@2018-01-01 3@2021-03-22", "2021-03-22", "", "2021-04-05",
    ),
    Row(
        f"{_TYPE} cho xe đạp điện",
        ROAD, 85, "3@2019-01-15", "2020-11-16", "", "2021-01-11", "2021-02-01",
    ),
    Row(
        f"{_TYPE} cho xe chở người bốn bánh có gắn động cơ",
        ROAD, 40, "2@2018-01-01 3@2021-08-16", "2021-08-16", "", "2021-08-16",
    ),
    Row(
        f"{_TYPE} cho xe chở hàng bốn bánh có gắn động cơ",
        ROAD, 35, "2@2018-01-01 3@2021-08-16", "2021-08-16", "", "2021-08-16",
    ),
    Row(
        f"{_DESIGN} xe cơ giới sản xuất, lắp ráp",
        ROAD, 280, "3@2018-06-01 4@2021-07-05", "2020-12-07", "2021-07-19", "2021-01-11",
        "2021-02-01",
    ),
    Row(
        f"{_DESIGN} xe cơ giới cải tạo",
        ROAD, 410, "3@2018-06-01", "2020-12-07", "2021-08-09", "2021-01-11", "2021-02-01",
    ),
    Row(
        "Cấp Giấy chứng nhận an toàn kỹ thuật xe cơ giới cải tạo",
        ROAD, 380, "2@2018-01-01 3@2021-07-12", "2021-07-12", "", "2021-07-26",
    ),
    Row(
        "Xác nhận miễn kiểm tra chất lượng xe cơ giới nhập khẩu",
        ROAD, 60, "2@2018-01-01", "", "", "2021-03-01", fee=False,
    ),
    Row(
        "Xác nhận công khai mức tiêu thụ nhiên liệu của xe ô tô",
        ROAD, 150, "3@2019-06-01 4@2020-12-14", "2020-12-14", "", "2021-01-11", "2021-02-01",
        fee=False,
    ),
    Row(
        "Đăng ký kiểm tra khí thải xe cơ giới nhập khẩu",
        ROAD, 130, "2@2019-01-01 3@2021-07-12", "2021-07-12", "", "2021-07-26", fee=False,
    ),
    Row(
        f"{_TYPE} cho xe máy chuyên dùng nhập khẩu",
        MACHINE, 640, "3@2018-03-01 4@2020-04-01",
        "2020-03-13", "2021-04-12", _LONG_AGO, "2020-07-01",
    ),
    Row(
        f"{_TYPE} cho kiểu loại xe máy chuyên dùng sản xuất, lắp ráp",
        MACHINE, 45, "3@2019-01-15", "2020-11-16", "", "2021-01-11", "2021-02-01",
    ),
    Row(
        "Kiểm tra định kỳ an toàn kỹ thuật xe máy chuyên dùng",
        MACHINE, 290, "2@2018-01-01", "", "", "2021-06-01",
    ),
    Row(
        f"{_DESIGN} xe máy chuyên dùng",
        MACHINE, 30, "2@2018-01-01", "", "", "2021-03-01",
    ),
    Row(
        f"{_DESIGN} phương tiện thủy nội địa",
        INLAND, 210, "3@2019-06-01", "2020-12-21", "2021-08-09", "2021-02-22", "2021-03-15",
    ),
    Row(
        f"{_SAFE} cho phương tiện thủy nội địa đóng mới",
        INLAND, 260, "2@2018-01-01 3@2021-04-19", "2021-04-19", "", "2021-05-04",
    ),
    Row(
        f"{_SAFE} cho phương tiện thủy nội địa đang khai thác",
        INLAND, 570, "2@2018-01-01", "", "", "2021-02-01",
    ),
    Row(
        f"{_SAFE} cho sản phẩm công nghiệp dùng cho phương tiện thủy nội địa",
        INLAND, 75, "2@2018-01-01", "", "", "2021-06-01",
    ),
    Row(
        f"{_DESIGN} tàu biển",
        SEA, 90, "3@2018-09-01 4@2020-09-01", "2020-06-30", "2021-05-17", "2020-08-03",
        "2021-02-01",
    ),
    Row(
        "Cấp Giấy chứng nhận kỹ thuật và cấp tàu biển đóng mới",
        SEA, 55, "3@2018-09-01", "2020-12-21", "", "2021-02-22", "2021-03-15",
    ),
    Row(
        "Cấp Giấy chứng nhận kỹ thuật cho tàu biển đang khai thác",
        SEA, 420, "3@2018-09-01 4@2020-09-01", "2020-06-30", "2021-05-17", "2020-08-03",
        "2021-02-01",
    ),
    Row(
        "Cấp Giấy chứng nhận phù hợp của công ty quản lý tàu (DOC)",
        SEA, 25, "2@2018-01-01", "", "", "2021-08-02",
    ),
    Row(
        "Cấp Giấy chứng nhận quản lý an toàn tàu biển (SMC)",
        SEA, 60, "3@2019-03-01", "2020-12-21", "", "2021-02-22", "2021-03-15",
    ),
    Row(
        "Cấp Giấy chứng nhận quốc tế về an ninh tàu biển (ISSC)",
        SEA, 55, "3@2019-03-01", "2020-12-21", "", "2021-02-22", "2021-03-15",
    ),
    Row(
        "Cấp Giấy chứng nhận lao động hàng hải (MLC)",
        SEA, 40, "2@2019-03-01", "", "", "2021-05-10",
    ),
    Row(
        "Công nhận năng lực phòng thí nghiệm, trạm thử phục vụ tàu biển",
        SEA, 8, "2@2018-01-01", "", "", "2021-03-01", fee=False,
    ),
    Row(
        f"{_DESIGN} phương tiện giao thông đường sắt",
        RAIL, 12, "2@2018-01-01", "", "", "2021-03-01",
    ),
    Row(
        f"{_TYPE} cho phương tiện đường sắt sản xuất, lắp ráp, nhập khẩu",
        RAIL, 18, "2@2018-01-01", "", "", "2021-09-06",
    ),
    Row(
        "Kiểm tra định kỳ phương tiện giao thông đường sắt đang khai thác",
        RAIL, 95, "2@2018-01-01", "", "", "2021-06-01",
    ),
    Row(
        f"{_DESIGN} công trình biển",
        OFFSHORE, 6, "2@2018-01-01", "", "", "2021-03-01",
    ),
    Row(
        "Cấp Giấy chứng nhận an toàn kỹ thuật công trình biển",
        OFFSHORE, 15, "1@2018-01-01 2@2020-06-01", "", "", "2021-03-01",
        abolished="2021-07-01",
    ),
    Row(
        "Cấp Giấy chứng nhận đăng kiểm viên xe cơ giới",
        PEOPLE, 70, "3@2019-06-01", "2020-12-14", "", "2021-01-11", "2021-02-01", fee=False,
    ),
    Row(
        "Cấp Giấy chứng nhận đơn vị đủ điều kiện kiểm định xe cơ giới",
        PEOPLE, 9, "2@2018-01-01", "", "", "2021-03-01", fee=False, announced="2021-03-01",
    ),
    Row(
        "Cấp Giấy chứng nhận thợ hàn tàu biển, phương tiện thủy nội địa",
        PEOPLE, 48, "3@2021-05-17", "2021-05-17", "", "2021-05-17", fee=False,
        announced="2021-05-17",
    ),
    Row(
        "Cấp đổi sổ kiểm định xe cơ giới do hỏng, mất",
        ROAD, 120, "2@2018-01-01", fee=False, abolished="2020-04-01",
    ),
)  # fmt: skip
