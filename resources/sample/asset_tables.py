"""The sample unit's small registers: plausible and invented, by register and field."""

from typing import Any

Rows = list[dict[str, Any]]

ASSETS: dict[str, Rows] = {
    "databases": [
        {
            "code": "CSDL-01",
            "name": "CSDL phương tiện cơ giới đường bộ",
            "kind": "vehicles",
            "owner": "Phòng Kiểm định xe cơ giới",
            "stage": "operating",
            "updating": "continuous",
            "updated_on": "2021-09-10",
            "records": 4_512_380,
            "regulation": "Quy chế mẫu 12/QC-ĐK",
            "regulation_on": "2020-11-16",
            "lgsp_on": "2021-03-01",
            "national_database": "CSDL quốc gia về dân cư",
        },
        {
            "code": "CSDL-02",
            "name": "CSDL phương tiện thủy nội địa",
            "kind": "vehicles",
            "owner": "Phòng Tàu sông",
            "stage": "building",
            "updating": "periodic",
            "updated_on": "2021-06-30",
            "records": 58_214,
            "note": "Thống nhất trường dữ liệu với Cục Đường thủy nội địa Việt Nam.",
        },
        {
            "code": "CSDL-03",
            "name": "CSDL phương tiện đường sắt",
            "kind": "vehicles",
            "owner": "Phòng Đường sắt",
            "stage": "planned",
            "updating": "none",
        },
        {
            "code": "CSDL-04",
            "name": "CSDL đăng kiểm viên",
            "kind": "operators",
            "owner": "Phòng Tổ chức cán bộ",
            "stage": "operating",
            "updating": "late",
            "updated_on": "2021-02-15",
            "records": 3_127,
            "regulation": "Quy chế mẫu 15/QC-ĐK",
            "regulation_on": "2021-01-20",
        },
    ],
    "projects": [
        {
            "code": "DA-01",
            "name": "Nâng cấp phần mềm quản lý kiểm định",
            "stage": "implementing",
            "funding": "own_revenue",
            "budget": 18_500,
            "spent": 9_200,
            "decision": "Quyết định mẫu 210/QĐ-ĐK",
            "started_on": "2021-02-01",
            "due_on": "2021-12-15",
        },
        {
            "code": "DA-02",
            "name": "Số hóa hồ sơ phương tiện",
            "stage": "contracting",
            "funding": "state_budget",
            "budget": 6_400,
            "spent": 0,
            "decision": "Quyết định mẫu 245/QĐ-ĐK",
            "due_on": "2022-06-30",
        },
        {
            "code": "DA-03",
            "name": "Thuê dịch vụ giám sát an toàn thông tin",
            "stage": "operating",
            "funding": "hired_service",
            "budget": 1_200,
            "spent": 700,
            "started_on": "2020-10-01",
            "accepted_on": "2020-12-20",
            "regulation": "Quy chế mẫu 18/QC-ĐK",
        },
    ],
    "report_forms": [
        {"code": f"BC-{number:02}", "name": name, "frequency": every, "online": since is not None}
        | ({"online_on": since, "system": "Hệ thống báo cáo của Bộ"} if since else {})
        for number, (name, every, since) in enumerate(
            (
                ("Báo cáo công tác kiểm định", "monthly", "2021-01-15"),
                ("Báo cáo thực hiện công văn 1478", "quarterly", None),
                ("Báo cáo cải cách hành chính", "quarterly", "2020-07-01"),
                ("Báo cáo an toàn giao thông", "weekly", "2021-04-05"),
                ("Báo cáo tài chính", "half_yearly", None),
                ("Báo cáo tổ chức cán bộ", "yearly", None),
                ("Báo cáo tiếp công dân", "monthly", "2021-05-10"),
                ("Báo cáo an toàn thông tin", "quarterly", None),
            ),
            start=1,
        )
    ],
    "security_duties": [
        {
            "code": "AT-01",
            "name": "Phê duyệt cấp độ hệ thống quản lý kiểm định",
            "kind": "level_approval",
            "system": "Quản lý kiểm định",
            "level": 3,
            "due_on": "2021-06-30",
            "done_on": "2021-06-21",
            "document": "Quyết định mẫu 301/QĐ-ĐK",
        },
        {
            "code": "AT-02",
            "name": "Phương án bảo đảm an toàn trang thông tin điện tử",
            "kind": "protection_plan",
            "system": "Trang thông tin điện tử",
            "level": 2,
            "due_on": "2021-10-31",
        },
        {
            "code": "AT-03",
            "name": "Diễn tập ứng cứu sự cố",
            "kind": "drill",
            "due_on": "2021-11-30",
        },
        {
            "code": "AT-04",
            "name": "Kiểm tra, đánh giá an toàn thông tin định kỳ",
            "kind": "inspection",
            "due_on": "2021-08-31",
            "done_on": "2021-08-27",
            "document": "Biên bản mẫu 08/BB-ĐK",
        },
    ],
    "activities": [
        {
            "held_on": "2021-03-08",
            "kind": "meeting",
            "name": "Giao ban tháng 3: triển khai công văn 1478",
            "participants": 42,
            "clause": "1.a",
        },
        {
            "held_on": "2021-05-20",
            "kind": "training",
            "name": "Tập huấn sử dụng chữ ký số cá nhân",
            "participants": 59,
            "clause": "2.a",
        },
        {
            "held_on": "2021-06-15",
            "kind": "communication",
            "name": "Tuyên truyền nộp hồ sơ trực tuyến tại các trung tâm đăng kiểm",
            "clause": "2.b",
        },
        {
            "held_on": "2021-09-06",
            "kind": "meeting",
            "name": "Giao ban tháng 9: rà soát chỉ tiêu dịch vụ công",
            "participants": 38,
            "clause": "1.a",
        },
    ],
}
