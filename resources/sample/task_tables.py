"""Tasks of the sample unit with their histories, and the evidence that they rest on.

Task ids and deadlines of the first table are those of the catalogue bgtvt-2021; the second table
holds tasks that the unit gave itself, among them those from the meeting of 10 August 2021.
"""

from typing import Any, NamedTuple

_IT = "Phòng Khoa học - Công nghệ và Môi trường"
_OFFICE = "Văn phòng Cục"
_ROAD = "Phòng Kiểm định xe cơ giới"
_SEA = "Phòng Tàu biển"
_INLAND = "Phòng Tàu sông"


class Evidence(NamedTuple):
    """A sample document: file name, number, date, subject."""

    name: str
    number: str
    date: str
    subject: str


EVIDENCE = {
    "meeting-q1": Evidence(
        "ket-luan-giao-ban-thang-3.txt", "15/TB-ĐKVN", "2021-03-08",
        "Kết luận giao ban tháng 3, nội dung ứng dụng công nghệ thông tin",
    ),
    "report-q1": Evidence(
        "bao-cao-quy-1-2021.txt", "41/BC-ĐKVN", "2021-03-22",
        "Báo cáo quý I/2021 về xây dựng Chính phủ điện tử",
    ),
    "upgrade-plan": Evidence(
        "ke-hoach-nang-cap-dvctt.txt", "208/KH-ĐKVN", "2021-03-26",
        "Kế hoạch nâng cấp dịch vụ công trực tuyến năm 2021",
    ),
    "security-level": Evidence(
        "phe-duyet-cap-do-an-toan.txt", "377/QĐ-ĐKVN", "2021-05-18",
        "Phê duyệt cấp độ an toàn hệ thống thông tin",
    ),
    "scan-rules": Evidence(
        "quy-trinh-so-hoa-ho-so.txt", "452/QĐ-ĐKVN", "2021-06-11",
        "Quy trình số hóa hồ sơ đăng kiểm",
    ),
    "report-q2": Evidence(
        "bao-cao-quy-2-2021.txt", "96/BC-ĐKVN", "2021-06-21",
        "Báo cáo quý II/2021 về xây dựng Chính phủ điện tử",
    ),
    "extension-answer": Evidence(
        "dong-y-lui-thoi-han.txt", "1206/TB-ĐKVN", "2021-06-28",
        "Đồng ý lùi thời hạn ban hành quy định cập nhật cơ sở dữ liệu phương tiện",
    ),
    "vessel-fields": Evidence(
        "bien-ban-thong-nhat-chi-tieu.txt", "07/BB-ĐKVN", "2021-07-15",
        "Biên bản thống nhất chỉ tiêu thông tin phương tiện thủy nội địa",
    ),
    "certificates": Evidence(
        "ban-giao-chung-thu-so.txt", "11/BB-ĐKVN", "2021-08-20",
        "Biên bản bàn giao chứng thư số cá nhân đợt 3",
    ),
    "security-check": Evidence(
        "kiem-tra-an-toan-thong-tin.txt", "131/BC-ĐKVN", "2021-09-06",
        "Báo cáo kiểm tra an toàn thông tin mạng",
    ),
}  # fmt: skip


def _event(on: str, kind: str, note: str = "", *evidence: str, **more: str | int) -> dict[str, Any]:
    return {"kind": kind, "on": on, **more, "note": note, "evidence": evidence}


def _progress(on: str, percent: int, note: str, *evidence: str) -> dict[str, Any]:
    return _event(on, "progress", note, *evidence, percent=percent)


ASSIGNED = (
    ("1.a", _OFFICE, [
        _progress("2021-03-08", 25, "Đưa nội dung CNTT vào giao ban tháng 3.", "meeting-q1"),
        _progress("2021-08-09", 60, "Giao ban tháng 8 kiểm điểm tiến độ dịch vụ công trực tuyến."),
    ]),
    ("1.b", _IT, [
        _progress("2021-04-12", 50, "Lập danh mục nhiệm vụ ưu tiên, trước hết CSDL phương tiện."),
        _event("2021-07-30", "completed", "Danh mục đã được Lãnh đạo Cục thông qua.",
               "vessel-fields"),
        _event("2021-08-04", "confirmed"),
    ]),
    ("1.c", _IT, [
        _progress("2021-05-18", 40, "Phê duyệt cấp độ an toàn hệ thống.", "security-level"),
        _progress("2021-09-06", 70, "Kiểm tra định kỳ, không phát hiện sự cố.", "security-check"),
    ]),
    ("2.a", _OFFICE, [
        _progress("2021-05-31", 45, "Áp dụng ký số trên phần mềm quản lý văn bản."),
        _progress("2021-08-20", 70, "Vượt mốc 50% của tháng 7; cấp chứng thư số đợt 3.",
                  "certificates"),
    ]),
    ("2.b", _OFFICE, [
        _progress("2021-06-30", 50, "Hai lớp phổ biến trực tuyến cho các chi cục."),
    ]),
    ("2.c", _ROAD, [
        _progress("2021-03-26", 20, "Ban hành kế hoạch nâng cấp.", "upgrade-plan"),
        _progress("2021-07-12", 55, "Đưa thêm thủ tục lên Cổng Dịch vụ công quốc gia."),
        _progress("2021-09-07", 65, "Thanh toán trực tuyến còn thấp so với lộ trình."),
    ]),
    ("2.d", _IT, [
        _progress("2021-07-15", 40, "Rà soát cấu trúc dữ liệu phương tiện của các lĩnh vực."),
    ]),
    ("2.d-2", _INLAND, [
        _progress("2021-07-15", 80, "Thống nhất chỉ tiêu thông tin phương tiện thủy nội địa.",
                  "vessel-fields"),
    ]),
    ("2.d-3", _IT, [
        _progress("2021-04-20", 10, "Họp lần đầu với Cục Đường sắt Việt Nam."),
    ]),
    ("2.d-6", _IT, [
        _progress("2021-06-11", 35, "Ban hành quy trình số hóa hồ sơ.", "scan-rules"),
        _progress("2021-09-01", 55, "Chuyển đổi xong dữ liệu xe cơ giới từ năm 2015."),
    ]),
    ("2.đ", _OFFICE, [
        _event("2021-03-22", "period_done", "Đã gửi báo cáo quý I.", "report-q1",
               document="41/BC-ĐKVN"),
        _event("2021-06-21", "period_done", "Đã gửi báo cáo quý II.", "report-q2",
               document="96/BC-ĐKVN"),
    ]),
    ("5.d", _OFFICE, []),
)  # fmt: skip

OWN = (
    ("DK-01", "2.c", "Lập kế hoạch nâng cấp dịch vụ công trực tuyến năm 2021", "deadline",
     "Kế hoạch được phê duyệt", [
        _event("2021-03-01", "assigned", due="2021-03-31"),
        _event("2021-03-26", "completed", "Kế hoạch đã ban hành.", "upgrade-plan"),
        _event("2021-03-30", "confirmed"),
    ]),
    ("DK-02", "1.c", "Phê duyệt cấp độ an toàn hệ thống thông tin", "deadline",
     "Quyết định phê duyệt", [
        _event("2021-03-01", "assigned", due="2021-04-30"),
        _progress("2021-04-19", 60, "Chờ ý kiến thẩm định."),
        _event("2021-05-18", "completed", "Quyết định đã ký.", "security-level"),
        _event("2021-05-21", "confirmed"),
    ]),
    ("DK-03", "2.d-6", "Ban hành quy định thu thập, cập nhật CSDL phương tiện", "deadline",
     "Quy định được ban hành", [
        _event("2021-03-15", "assigned", due="2021-06-30"),
        _progress("2021-05-24", 45, "Dự thảo lần 1."),
        _event("2021-06-21", "extension_requested", "Cần thêm ý kiến của các chi cục.",
               due="2021-10-31", document="533/ĐKVN-CNTT"),
        _event("2021-06-28", "extension_granted", "Đồng ý lùi đến hết tháng 10.",
               "extension-answer", due="2021-10-31", document="1206/TB-ĐKVN"),
        _progress("2021-09-03", 75, "Dự thảo lần 3 đã lấy ý kiến xong."),
    ]),
    ("DK-04", "2.c", "Cắt giảm thành phần hồ sơ nhóm thủ tục xe cơ giới", "deadline",
     "Phương án cắt giảm", [
        _event("2021-03-15", "assigned", due="2021-07-31"),
        _progress("2021-06-18", 40, "Rà soát xong 9 thủ tục."),
        _progress("2021-08-23", 60, "Chậm do giãn cách, chưa họp được với cơ sở đăng kiểm."),
    ]),
    ("DK-05", "2.d", "Họp chuyên đề xác định CSDL, phần mềm cần thiết (họp ngày 10/8/2021)",
     "deadline", "Kết luận cuộc họp", [
        _event("2021-08-10", "assigned", due="2021-08-31"),
        _event("2021-08-27", "completed", "Đã họp trực tuyến, đang hoàn thiện kết luận."),
    ]),
    ("DK-06", "2.b", "Tổng hợp nhu cầu đầu tư CNTT báo cáo Bộ (họp ngày 10/8/2021)", "deadline",
     "Báo cáo nhu cầu đầu tư", [
        _event("2021-08-10", "assigned", due="2021-09-10"),
        _progress("2021-08-30", 50, "Đã nhận số liệu của 5 phòng."),
        _event("2021-09-08", "extension_requested", "Đề nghị lùi đến 30/9 để đủ số liệu.",
               due="2021-09-30", document="871/ĐKVN-VP"),
    ]),
    ("DK-07", "2.a", "Cấp chứng thư số cá nhân cho cán bộ lãnh đạo cấp phòng", "deadline",
     "Biên bản bàn giao", [
        _event("2021-04-05", "assigned", due="2021-09-30"),
        _event("2021-08-20", "completed", "Đã bàn giao đợt 3.", "certificates"),
        _event("2021-08-27", "returned", "Còn thiếu hai phòng, đề nghị bổ sung."),
    ]),
    ("DK-08", "1.c", "Diễn tập ứng cứu sự cố an toàn thông tin", "deadline", "Báo cáo diễn tập", [
        _event("2021-04-05", "assigned", due="2021-11-30"),
        _event("2021-07-20", "suspended", "Tạm dừng vì dịch bệnh."),
    ]),
    ("DK-09", "2.d", "Thí điểm kho dữ liệu riêng của Cục", "deadline", "Báo cáo thí điểm", [
        _event("2021-03-15", "assigned", due="2021-12-31"),
        _event("2021-05-20", "withdrawal_proposed", "Trùng với kho dữ liệu dùng chung của Bộ."),
    ]),
    ("DK-10", "2.b", "Tập huấn trực tiếp tại các chi cục đăng kiểm", "deadline", "Lớp tập huấn", [
        _event("2021-03-15", "assigned", due="2021-08-31"),
        _event("2021-07-30", "cancelled", "Chuyển sang tập huấn trực tuyến."),
    ]),
    ("DK-11", "2.d-6", "Ban hành quy trình số hóa hồ sơ đăng kiểm", "deadline",
     "Quy trình được ban hành", [
        _event("2021-03-15", "assigned", due="2021-05-31"),
        _event("2021-05-24", "extension_requested", "Đề nghị lùi 15 ngày.",
               due="2021-06-15", document="428/ĐKVN-CNTT"),
        _event("2021-05-28", "extension_refused", "Giữ nguyên thời hạn.",
               document="1017/TB-ĐKVN"),
        _event("2021-06-11", "completed", "Quy trình đã ký.", "scan-rules"),
        _event("2021-06-15", "confirmed"),
    ]),
    ("DK-12", "2.c", "Nâng dịch vụ công từ mức độ 3 lên mức độ 4 (họp ngày 10/8/2021)", "deadline",
     "Dịch vụ đạt mức độ 4", [
        _event("2021-08-10", "assigned", due="2021-12-15"),
        _progress("2021-09-10", 35, "Hoàn thành 2 dịch vụ xe cơ giới."),
    ]),
    ("DK-13", "2.a", "Bỏ bản giấy trong trình ký nội bộ", "deadline", "Văn bản chỉ đạo", [
        _event("2021-08-16", "assigned", due="2021-11-30"),
    ]),
)  # fmt: skip
