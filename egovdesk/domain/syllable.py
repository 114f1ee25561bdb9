"""Whether letters can be a Vietnamese syllable: the rules of its spelling, no word list."""

from functools import lru_cache
from unicodedata import normalize

_TONES = frozenset("\u0300\u0309\u0303\u0301\u0323")  # huyền, hỏi, ngã, sắc, nặng
_BEFORE_STOPS = frozenset("\u0301\u0323")  # a syllable that ends in c, ch, p or t has one of these
_STOPS = ("c", "ch", "p", "t")
_ONSETS = (
    *("ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr"),
    *("b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", ""),
)
_RHYME_TABLE = (
    "a ac ach ai am an ang anh ao ap at au ay "
    "ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu "
    "i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu "
    "o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt "
    "oc oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
    "u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt up ut "
    "uy uya uych uyên uyêt uyn uynh uyp uyt uyu uơ "
    "ư ưa ưc ưi ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu "
    "y yêm yên yêng yêt yêu"
)
_RHYMES = frozenset(_RHYME_TABLE.split())
_TONES_OF_RARE_RHYMES = {  # khuya, goòng, moóc, luýn
    "uya": "",
    "oong": "\u0300",
    "ooc": "\u0301",
    "uyn": "\u0301",
}
_ONLY_AFTER_QU = frozenset({"ôc", "ych", "ynh", "yt"})  # quốc, quých, quỳnh, quýt
_GLIDES = ("oa", "oe", "uy")
_NOT_AFTER_LIPS = ("oa", "oă", "oe", "uâ", "uê", "uơ")


@lru_cache(maxsize=8192)
def is_syllable(word: str) -> bool:
    """Say whether a word, in any case, is spelt as one Vietnamese syllable can be: Đăng, kiểm.

    Both ways of placing a tone are right (hòa, hoà), and so is what old keyboards made of the
    first (hòan). Loan words that break the rules (voan) are none.
    """
    bare, toned = "", []
    for place, letter in enumerate(normalize("NFC", word.lower())):
        spread = normalize("NFD", letter)
        toned += [(place, mark) for mark in spread if mark in _TONES]
        bare += normalize("NFC", "".join(mark for mark in spread if mark not in _TONES))
    if len(toned) > 1:
        return False
    place, tone = toned[0] if toned else (-1, "")
    if bare.endswith(_STOPS) and tone not in _BEFORE_STOPS:
        return False
    for onset in _ONSETS:
        rhyme = bare.removeprefix(onset)
        if bare.startswith(onset) and _fit(onset, rhyme):
            return not tone or (
                place - len(onset) in _places_of_tone(rhyme)
                and tone in _TONES_OF_RARE_RHYMES.get(rhyme, _TONES)
            )
    return False


def _fit(onset: str, rhyme: str) -> bool:
    if onset == "qu":
        return rhyme in _ONLY_AFTER_QU or (rhyme in _RHYMES and rhyme[0] not in "oôuư")
    if rhyme not in _RHYMES:
        return False
    match onset:
        case "":
            return True
        case "c" | "ng":
            return rhyme[0] not in "eêiy"
        case "g":  # gì, giêng: the i is written once
            return rhyme[0] not in "eêy"
        case "k" | "gh" | "ngh":
            return rhyme[0] in "eêi" or rhyme == "y"
        case "b" | "m" | "p" | "ph" | "v":
            return not rhyme.startswith(_NOT_AFTER_LIPS)
        case _:
            return rhyme[0] != "y" or rhyme == "y"


def _places_of_tone(rhyme: str) -> set[int]:
    if shaped := [place for place, letter in enumerate(rhyme) if letter in "ăâêôơư"]:
        return {shaped[-1]}
    if rhyme.startswith(_GLIDES):
        return {0, 1}
    vowels = [place for place, letter in enumerate(rhyme) if letter in "aeiouy"]
    is_open = vowels[-1] == len(rhyme) - 1
    return {vowels[-2] if is_open and len(vowels) > 1 else vowels[-1]}
