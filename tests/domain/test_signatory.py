"""The lines above a signature, by the competence with which somebody signs."""

import pytest

from egovdesk.domain.signatory import UNNAMED, Competence, Signatory


def test_the_head_signs_alone():
    assert UNNAMED.lines("Cục trưởng") == ("CỤC TRƯỞNG",)
    assert Signatory(title="Tổng cục trưởng").lines("Cục trưởng") == ("TỔNG CỤC TRƯỞNG",)


@pytest.mark.parametrize(
    ("competence", "prefix"),
    [
        (Competence.FOR_HEAD, "KT."),
        (Competence.BY_ORDER, "TL."),
        (Competence.BY_AUTHORISATION, "TUQ."),
    ],
)
def test_who_signs_for_the_head_says_so_above_the_own_title(competence: Competence, prefix: str):
    signatory = Signatory(competence=competence, title="Phó Cục trưởng")
    assert signatory.lines("Cục trưởng") == (f"{prefix} CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG")


def test_a_collective_has_its_own_name():
    signatory = Signatory(
        competence=Competence.FOR_COLLECTIVE, on_behalf="Ủy ban nhân dân", title="Chủ tịch"
    )
    assert signatory.lines("Chủ tịch") == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")


def test_who_is_in_charge_needs_no_title_of_the_own():
    signatory = Signatory(competence=Competence.ACTING, title="Phó Cục trưởng")
    assert signatory.lines("Cục trưởng") == ("Q. CỤC TRƯỞNG",)


def test_what_cannot_be_seen_is_left_out():
    signatory = Signatory(competence=Competence.FOR_HEAD, title="Phó\x00 Cục \u202etrưởng")
    assert signatory.lines("Cục\ttrưởng") == ("KT. CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG")
