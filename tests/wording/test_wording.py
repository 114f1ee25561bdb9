"""Labels, sentences and languages: whatever has a code has words."""

import ast
import importlib
import json
import pkgutil
import threading
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import egovdesk
import egovdesk.domain
from egovdesk import paths
from egovdesk.domain.errors import Cause, EGovDeskError, ErrorCode, InputError
from egovdesk.domain.findings import Finding, Rule, Severity, Subject
from egovdesk.domain.history import UseCase
from egovdesk.domain.indicators import IndicatorState
from egovdesk.domain.measures import WorkloadField
from egovdesk.domain.packages import MemberStatus, Problem, ProblemCode
from egovdesk.domain.procedures import CountField
from egovdesk.domain.signers import SignerStage
from egovdesk.domain.tasks import TaskState, Timeliness
from egovdesk.wording import (
    Language,
    _,
    current_language,
    in_language,
    labels,
    later_labels,
    messages,
    set_language,
)
from egovdesk.wording.labels import label
from tests.wording.placeholders import fields

SOURCE = Path(egovdesk.__file__).parent

NOT_SHOWN = {
    "MarkStyle",
    "Topic",
    "FileKind",
    "CheckCause",  # has sentences in wording.signing
    "PinState",
    "PreviewKind",
    "MentionRole",
    "Access",
    "AgencyType",
    "Basis",  # has sentences in wording.plans
    "ChangeMode",
    "Comparison",  # worded in the filter bar
    "ErrorCode",  # has sentences
    "FieldKind",  # has help in wording.registers
    "FormulaType",
    "IssueCode",  # has sentences in wording.registers
    "LineageKind",
    "MeasureSource",
    "Outlook",  # has sentences in wording.plans
    "Noun",
    "OnMatch",
    "OnTwice",
    "ProblemCode",  # has sentences
    "ReminderKind",  # has sentences in wording.reminders
    "RegisterKind",  # has names in wording.registers
    "Subject",
    "Unit",
    "Vocabulary",
    "MatchedBy",
}
"""Enumerations of the domain that no person sees by their members' names."""


def _domain_enums() -> Iterable[type[StrEnum]]:
    for found in pkgutil.iter_modules(egovdesk.domain.__path__):
        module = importlib.import_module(f"egovdesk.domain.{found.name}")
        for value in vars(module).values():
            is_enum = isinstance(value, type) and issubclass(value, StrEnum)
            if is_enum and value.__module__ == module.__name__:
                yield value


_LABELLED: list[type[StrEnum]] = sorted(
    {type(member) for member, _words in (*labels.WORDS, *later_labels.WORDS)},
    key=lambda kind: kind.__name__,
)


# Labels


def test_every_enumeration_has_labels_or_is_not_shown() -> None:
    named = {kind.__name__ for kind in _domain_enums()}

    assert {kind.__name__ for kind in _LABELLED} | NOT_SHOWN == named
    assert not {kind.__name__ for kind in _LABELLED} & NOT_SHOWN


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", _LABELLED, ids=lambda kind: kind.__name__)
def test_every_member_has_a_label_of_its_own(kind: type[StrEnum], language: Language) -> None:
    with in_language(language):
        words = [label(member) for member in kind]

    assert all(words)
    assert len(set(words)) == len(words)


def test_labels_are_the_terms_of_the_ministry() -> None:
    states = [label(state) for state in IndicatorState]
    timeliness = [label(kind) for kind in Timeliness]

    assert states == [
        "Không áp dụng",
        "Không phát sinh",
        "Chưa có số liệu",
        "Theo dõi",
        "Đang đúng tiến độ",
        "Chậm tiến độ",
        "Đạt",
        "Không đạt",
    ]
    assert timeliness == [
        "Hoàn thành đúng hạn",
        "Hoàn thành quá hạn",
        "Chưa hoàn thành trong hạn",
        "Chưa hoàn thành quá hạn",
        "Không hạn",
    ]
    assert label(TaskState.AWAITING_CONFIRMATION) == "Chờ xác nhận"


def test_members_with_one_value_keep_their_own_labels() -> None:
    assert IndicatorState.MISSING.value == MemberStatus.MISSING.value
    assert label(IndicatorState.MISSING) == "Chưa có số liệu"
    assert label(MemberStatus.MISSING) == "Thiếu"


@pytest.mark.parametrize("language", Language)
def test_a_use_case_names_its_subject(language: Language) -> None:
    with in_language(language):
        assert label(UseCase.COMPLETE_TASK).format(subject="DK-04").count("DK-04") == 1


# Sentences


def test_every_code_has_a_sentence() -> None:
    assert set(messages._ERRORS) == set(ErrorCode)
    assert set(messages._FINDINGS) == set(Rule)
    assert set(messages._PROBLEMS) == set(ProblemCode)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("code", ErrorCode)
def test_errors_say_cause_and_cure(code: ErrorCode, language: Language) -> None:
    quoted = set.union(*(fields(text) for text in messages._ERRORS[code]))
    data = {name: f"<{name}>" for name in quoted}

    with in_language(language):
        said = messages.explain(EGovDeskError(code, **data))

    assert all(value in str(said) for value in data.values())
    assert said.cause
    assert said.cure.endswith(".")


_KEYS = {
    Subject.MONTH: "2021-09",
    Subject.WORKLOAD: "2021-09",
    Subject.COUNT: "2021-09/results_synced/DK-04",
    Subject.CLAUSE: "1478/BGTVT-TTCNTT#2.d-6",
}
_SUBJECTS = {
    Rule.MONTH_MISSING: Subject.MONTH,
    Rule.WORKLOAD_MISSING: Subject.WORKLOAD,
    Rule.MONTH_PARTLY_MISSING: Subject.COUNT,
    Rule.PART_ABOVE_WHOLE: Subject.COUNT,
    Rule.COUNT_JUMP: Subject.COUNT,
    Rule.CLAUSE_UNCOVERED: Subject.CLAUSE,
}
_OF_THE_KEY = {"key", "month", "where", "number", "label"}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("rule", Rule)
def test_findings_say_cause_and_cure(rule: Rule, language: Language) -> None:
    names = set.union(*(fields(text) for text in messages._FINDINGS[rule])) - _OF_THE_KEY
    data: dict[str, str | int] = dict.fromkeys(names, 7)
    part, whole = CountField.RESULTS_SYNCED, CountField.RESULTS
    if "whole" in data:
        data |= {"part": part.value, "whole": whole.value}
    else:
        data.pop("part", None)
    subject = _SUBJECTS.get(rule, Subject.TASK)
    key = _KEYS.get(subject, "DK-04")
    finding = Finding(rule=rule, severity=Severity.WARNING, subject=subject, key=key, data=data)

    with in_language(language):
        said = messages.finding_message(finding)
        named = label(part)

    assert "{" not in str(said)
    assert said.cure.endswith(".")
    assert said.cause.count(". ") == 0
    if "part" in fields(messages._FINDINGS[rule][0]):
        assert named in said.cause


@pytest.mark.parametrize("language", Language)
def test_every_subject_has_a_place_of_its_own(language: Language) -> None:
    with in_language(language):
        places = [
            messages.finding_place(
                Finding(
                    rule=Rule.JUMP,
                    severity=Severity.NOTICE,
                    subject=subject,
                    key=_KEYS.get(subject, "7"),
                )
            )
            for subject in Subject
        ]

    assert len(set(places)) == len(Subject)


def test_findings_quote_figures_and_days_as_the_screen_does() -> None:
    place = {"severity": Severity.WARNING, "subject": Subject.BASELINE, "key": "1"}
    high = Finding(
        rule=Rule.BASELINE_TOO_HIGH,
        data={"numerator": 1290, "denominator": 1312, "most": "275/39", "target": "20"},
        **place,
    )
    task = Finding(
        rule=Rule.DONE_IN_FUTURE, data={"day": "2021-09-21"}, **place | {"subject": Subject.TASK}
    )

    cause = messages.finding_message(high).cause
    assert "1.290/1.312" in cause
    assert "7,1 điểm phần trăm" in cause
    assert "20 điểm" in cause
    assert "21/09/2021" in messages.finding_message(task).cause


@pytest.mark.parametrize(
    ("subject", "key", "part", "whole"),
    [
        (Subject.WORKLOAD, "2021-09", WorkloadField.ONLINE, WorkloadField.TOTAL),
        (Subject.SIGNERS, "signing", SignerStage.SIGNING, SignerStage.VALID),
    ],
)
def test_a_part_above_its_whole_is_named_wherever_it_is(
    subject: Subject, key: str, part: StrEnum, whole: StrEnum
) -> None:
    found = Finding(
        rule=Rule.PART_ABOVE_WHOLE,
        severity=Severity.ERROR,
        subject=subject,
        key=key,
        data={"part": part.value, "whole": whole.value, "numerator": 3, "denominator": 2},
    )

    cause = messages.finding_message(found).cause
    assert label(part) in cause
    assert label(whole) in cause
    assert cause.startswith(messages.finding_place(found))


@pytest.mark.parametrize("code", ProblemCode)
def test_problems_say_cause_and_cure(code: ProblemCode) -> None:
    said = messages.problem_message(Problem(code=code, member="report.pdf", detail="2021-Q3"))

    assert "{" not in str(said)
    assert said.cure.endswith(".")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("cause", Cause)
def test_what_exactly_is_wrong_is_said_in_the_language_of_the_screen(
    cause: Cause, language: Language
) -> None:
    error = InputError(
        ErrorCode.CATALOGUE_SCHEMA, file="a.json", place="tasks/3", value="7", cause=cause.value
    )
    problem = Problem(code=ProblemCode.CONTAINER_STRUCTURE, detail=cause.value)

    with in_language(language):
        for said in (messages.explain(error), messages.problem_message(problem)):
            assert f"({label(cause)})" in said.cause


def test_a_place_in_a_file_stands_as_it_is() -> None:
    problem = Problem(code=ProblemCode.DATA_INVALID, detail="indicators/3")

    assert "(indicators/3)" in messages.problem_message(problem).cause


@pytest.mark.parametrize("schema", sorted((paths.RESOURCES / "schemas").iterdir()), ids=str)
def test_every_rule_of_our_schemas_can_be_said(schema: Path) -> None:
    lead_on = {"$ref", "if", "items", "oneOf", "properties", "propertyNames"}
    rules = set(_rules(json.loads(schema.read_bytes())))

    assert len(rules) > 5
    assert rules - lead_on <= set(Cause)


def _rules(schema: object) -> Iterator[str]:
    """Yield the keywords by which the parts of a schema judge a value."""
    if isinstance(schema, list):
        schema = dict(enumerate(schema))
    if not isinstance(schema, dict):
        return
    for key, value in schema.items():
        if key in Draft202012Validator.VALIDATORS:
            yield key
        named = key in {"properties", "$defs"} and isinstance(value, dict)
        for part in value.values() if named else [value]:
            yield from _rules(part)


def test_an_error_speaks_the_language_of_the_screen() -> None:
    error = InputError(ErrorCode.FILE_MISSING, file="danh-muc.json")

    assert messages.explain(error).cause == "Không tìm thấy tệp danh-muc.json."
    with in_language(Language.EN):
        assert messages.explain(error).cause == "There is no file danh-muc.json."


def test_errors_are_raised_with_what_their_sentences_quote() -> None:
    raised = [(call, code) for file in SOURCE.rglob("*.py") for call, code in _raised(file)]
    lacking = {
        code.name: missing
        for call, code in raised
        if (missing := _quoted(code) - {keyword.arg for keyword in call.keywords})
    }

    assert len(raised) > 20
    assert lacking == {}


def _raised(file: Path) -> Iterator[tuple[ast.Call, ErrorCode]]:
    """Find `InputError(ErrorCode.X, ...)` and its kin, where all data is written out."""
    kinds = {"EGovDeskError", "InputError", "RefusedError", "UsageError"}
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id=kind), args=[ast.Attribute(attr=code)]) if (
                kind in kinds and all(keyword.arg for keyword in node.keywords)
            ):
                yield node, ErrorCode[code]


def _quoted(code: ErrorCode) -> set[str]:
    optional = {"place", "detail", "cause", "value"}
    return set.union(*(fields(text) for text in messages._ERRORS[code])) - optional


# Languages


def test_the_program_speaks_vietnamese_at_first() -> None:
    assert current_language() is Language.VI
    assert _("Save") == "Lưu"


def test_nothing_is_said_for_nothing() -> None:
    assert _("") == ""


def test_a_chosen_language_holds_until_another_is_chosen() -> None:
    set_language(Language.EN)

    assert _("Save") == "Save"


def test_a_language_holds_within_its_block() -> None:
    with in_language(Language.EN):
        assert _("Save") == "Save"
        with in_language(Language.VI):
            assert _("Save") == "Lưu"
        assert _("Save") == "Save"
    assert _("Save") == "Lưu"


def test_a_block_that_fails_gives_the_language_back() -> None:
    with pytest.raises(LookupError), in_language(Language.EN):
        raise LookupError

    assert current_language() is Language.VI


def test_a_block_speaks_for_its_own_thread_only() -> None:
    """A letter is written in Vietnamese on one thread while the screen is English on another."""
    set_language(Language.EN)
    inside, seen = threading.Event(), threading.Event()
    said: dict[str, str] = {}

    def write_letter() -> None:
        with in_language(Language.VI):
            inside.set()
            assert seen.wait(timeout=10)
            said["letter"] = _("Save")

    writer = threading.Thread(target=write_letter)
    writer.start()
    assert inside.wait(timeout=10)
    said["screen"] = _("Save")
    seen.set()
    writer.join(timeout=10)

    assert said == {"screen": "Save", "letter": "Lưu"}


def test_a_chosen_language_reaches_every_thread() -> None:
    set_language(Language.EN)
    said: list[Any] = []

    worker = threading.Thread(target=lambda: said.append(_("Save")))
    worker.start()
    worker.join(timeout=10)

    assert said == ["Save"]


def test_words_of_the_catalogue_are_bilingual() -> None:
    from egovdesk.wording import formats

    entry: Mapping[str, str] = {"vi": "Mức độ 4", "en": "Level 4"}

    assert formats.words(entry) == "Mức độ 4"
    with in_language(Language.EN):
        assert formats.words(entry) == "Level 4"
