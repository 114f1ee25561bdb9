"""The narrative drafted from the sample unit's year, edited, and overtaken by later figures."""

from datetime import date

import pytest

from egovdesk.bootstrap import Desk
from egovdesk.domain.errors import ErrorCode, UsageError
from egovdesk.domain.quarter import Quarter
from egovdesk.services.narrative import LONGEST, SectionState
from egovdesk.services.tasks import ProgressEntry
from tests.services.conftest import MakeDesk

PERIOD = Quarter(2021, 3)


def section(desk: Desk, name: str) -> SectionState:
    return next(s for s in desk.narratives.of(PERIOD) if s.section.id == name)


def test_the_draft_tells_what_was_recorded(desk: Desk):
    text = section(desk, "signatures").section.text
    assert "tháng 9/2021 xử lý trên môi trường mạng 1.508/2.071 hồ sơ, văn bản, đạt 72,8%." in text
    assert "04/08 loại báo cáo định kỳ được thực hiện trực tuyến" in text
    services = section(desk, "services").section.text
    assert "Chỉ tiêu 2 (Giao dịch thanh toán trên Cổng DVCQG): 7.171/70.915, đạt 10,1%" in services
    assert "26/39, tăng 16,7 điểm phần trăm; mục tiêu 20 điểm phần trăm" in services
    assert "Chỉ tiêu 4" not in services
    overdue = section(desk, "obstacles").section.text
    assert "Còn 02 nhiệm vụ quá hạn chưa hoàn thành" in overdue


def test_every_section_of_an_empty_unit_can_be_drafted(make_desk: MakeDesk):
    empty = make_desk("CHHVN")
    states = empty.narratives.of(PERIOD)
    assert [s.section.id for s in states] == [s.id for s in empty.session.catalogue.outline]
    assert not any(s.is_written or s.outdated for s in states)


def test_the_officer_s_words_stay_and_the_figure_that_changed_is_flagged(desk: Desk):
    drafted = section(desk, "signatures").section.text
    desk.narratives.write(PERIOD, "signatures", f"{drafted}\nĐơn vị tiếp tục duy trì.")
    desk.tasks.record_progress("2.a", ProgressEntry(on=date(2021, 9, 12), percent=80))
    state = section(desk, "signatures")
    assert state.is_written
    assert "Đơn vị tiếp tục duy trì." in state.section.text
    assert [(i.quote.shown, i.now) for i in state.outdated] == [("70%", "80%")]
    assert "đạt 70% khối lượng" in state.outdated[0].sentence


def test_renewing_confirming_and_drafting_again_are_each_undone(desk: Desk):
    drafted = section(desk, "signatures").section.text
    desk.narratives.write(PERIOD, "signatures", drafted)
    desk.tasks.record_progress("2.a", ProgressEntry(on=date(2021, 9, 12), percent=80))
    desk.narratives.renew(PERIOD, "signatures")
    assert "đạt 80% khối lượng" in section(desk, "signatures").section.text
    assert section(desk, "signatures").outdated == ()
    desk.history.undo()
    assert len(section(desk, "signatures").outdated) == 1
    desk.narratives.confirm(PERIOD, "signatures")
    assert section(desk, "signatures").outdated == ()
    assert "đạt 70% khối lượng" in section(desk, "signatures").section.text
    desk.history.undo()
    desk.narratives.redraft(PERIOD, "signatures")
    assert not section(desk, "signatures").is_written
    desk.history.undo()
    assert section(desk, "signatures").section.text == drafted


def test_adopting_keeps_the_drafts_so_that_later_changes_show(desk: Desk):
    desk.narratives.adopt(PERIOD)
    states = desk.narratives.of(PERIOD)
    assert all(s.is_written == bool(s.section.paragraphs) for s in states)
    assert not any(s.outdated for s in states)


def test_a_text_marked_secret_or_endless_is_refused(desk: Desk):
    for text, code in (
        ("Nội dung MẬT", ErrorCode.TEXT_SECRET),
        ("Kết quả\nTối mật\nPhương án", ErrorCode.TEXT_SECRET),
        ("a" * (LONGEST + 1), ErrorCode.SECTION_TOO_LONG),
    ):
        with pytest.raises(UsageError) as caught:
            desk.narratives.write(PERIOD, "direction", text)
        assert caught.value.code is code
    assert not section(desk, "direction").is_written


def test_pasted_control_characters_are_left_out(desk: Desk):
    desk.narratives.write(PERIOD, "direction", "Hoàn\x00 thiện\x1b\u202e cơ\u00a0sở\r\n\r\nHai")
    assert section(desk, "direction").section.paragraphs == ("Hoàn thiện cơ sở", "Hai")
