"""What a clause proposes before a person decides: a task's title, and whether work is ordered."""

import re
from collections.abc import Iterable, Sequence

MAX_TITLE = 200
MAX_CODE = 60

_MIN_TITLE = 40  # a cut nearer to the beginning would leave too little to know the task by
_SENTENCE_END = re.compile(r"[.!?;](?=\s+[\"“(]?(?P<next>[^\W\d_])|\s*$)")
_ABBREVIATION = re.compile(r"\b(?:TP|Tp|TX|GS|TS|PGS|ThS|KTS|KS|[A-ZĐ])$")
_DANGLING = " \t.,;:!?…/\\-–—([{“\"'"
_CONNECTIVE = re.compile(
    r"\s+(?:và|hoặc|của|các|những|cho|với|trong|tại|về|đối|theo|từ|đến|để|do|bởi|là|như|khi|có"
    r"|được|một|số|trên|giữa|bằng|việc|phải|cần|thuộc)$",
    re.IGNORECASE,
)
_DUTY = re.compile(
    r"\b(?:triển khai|thực hiện|xây dựng|hoàn thành|hoàn thiện|báo cáo|phối hợp|tổ chức|rà soát"
    r"|đẩy mạnh|tham mưu|chủ trì|bảo đảm|đảm bảo|tập trung|tăng cường|nâng cao|cung cấp|ban hành"
    r"|chuẩn h[óo][áa]|kết nối|cập nhật|chủ động|đôn đốc|theo dõi|tổng hợp|khẩn trương|chấp hành"
    r"|lập|gửi|bố trí|tuyên truyền|nghiên cứu|đề xuất|giao|phải|kiểm tra|giám sát|quán triệt)\b",
    re.IGNORECASE,
)
_NO_DUTY = re.compile(
    r"có hiệu lực (?:thi hành )?(?:kể )?từ|chịu trách nhiệm thi hành"
    r"|^(?:ban hành kèm theo|phạm vi điều chỉnh|đối tượng áp dụng|giải thích từ ngữ)",
    re.IGNORECASE,
)


def propose_title(text: str) -> str:
    """Return a task's title: the first sentence, cut at most at `MAX_TITLE` characters."""
    sentence = _first_sentence(text.partition("\n")[0])
    return _tidy(sentence if len(sentence) <= MAX_TITLE else _cut(sentence))


def propose_codes(labels: Sequence[str], number: str, taken: Iterable[str]) -> list[str]:
    """Return a code for the task of each clause: its label, as the directive itself counts.

    Where one of them is taken, all are told apart by the directive's number: 4507-2.a.
    """
    used = {code.casefold() for code in taken}
    is_free = used.isdisjoint(label.casefold() for label in labels)
    prefix = "" if is_free else f"{number.partition('/')[0]}-"
    codes = []
    for label in labels:
        wanted = code = f"{prefix}{label}"[:MAX_CODE]
        attempt = 1
        while code.casefold() in used:
            attempt += 1
            ending = f" ({attempt})"
            code = wanted[: MAX_CODE - len(ending)] + ending
        used.add(code.casefold())
        codes.append(code)
    return codes


def orders_work(text: str, *, has_children: bool) -> bool:
    """Say whether the clause itself seems to order something.

    A clause with points under it is often only their heading; it must say a whole sentence of
    its own, or begin with an order ("Xây dựng CSDL, gồm:"). A clause at the end of a branch
    counts unless it is a formula: nothing ordered may be forgotten, and a person can strike out
    what was not.
    """
    if _NO_DUTY.search(text):
        return False
    if not has_children:
        return any(letter.islower() for letter in text)
    sentence = _first_sentence(text)
    order = _DUTY.search(sentence)
    return order is not None and (
        sentence.endswith((".", ";")) or (order.start() == 0 and sentence.endswith(":"))
    )


def _first_sentence(paragraph: str) -> str:
    for end in _SENTENCE_END.finditer(paragraph):
        goes_on = end["next"] and end["next"].islower()
        is_short = end[0] == "." and _ABBREVIATION.search(paragraph[: end.start()])
        if not goes_on and not is_short:
            return paragraph[: end.end()]
    return paragraph


def _cut(sentence: str) -> str:
    """Cut at the last part of the sentence that fits, or at its last comma, or at a word."""
    head = sentence[: MAX_TITLE + 1]
    opened = head.rfind("(") if head.count("(") > head.count(")") else -1
    if opened >= _MIN_TITLE:
        head = head[:opened]
    place = head.rfind("; ")
    if place < _MIN_TITLE:
        place = max(head.rfind(", "), head.rfind(": "))
    if place < _MIN_TITLE:
        place = head.rfind(" ")
    if place <= 0:
        return head[:MAX_TITLE]
    title = head[:place]
    while head[place] in " :" and (shorter := _CONNECTIVE.sub("", title)) != title:
        title = shorter
    return title


def _tidy(title: str) -> str:
    return title.strip().rstrip(_DANGLING)
