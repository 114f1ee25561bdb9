"""The old encodings as a typist of 2001 would write them: the inverse of what is tested.

The tables are written out letter by letter, not computed from those of the program.
"""

from itertools import chain

# Ngang, sắc, huyền, hỏi, ngã, nặng; below each line the same in TCVN3 and in VNI for Windows.
_SMALL = """
a á à ả ã ạ   ă ắ ằ ẳ ẵ ặ   â ấ ầ ẩ ẫ ậ   e é è ẻ ẽ ẹ   ê ế ề ể ễ ệ
a ¸ µ ¶ · ¹   ¨ ¾ » ¼ ½ Æ   © Ê Ç È É Ë   e Ð Ì Î Ï Ñ   ª Õ Ò Ó Ô Ö
a aù aø aû aõ aï   aê aé aè aú aü aë   aâ aá aà aå aã aä   e eù eø eû eõ eï   eâ eá eà eå eã eä
i í ì ỉ ĩ ị   o ó ò ỏ õ ọ   ô ố ồ ổ ỗ ộ   ơ ớ ờ ở ỡ ợ   đ
i Ý × Ø Ü Þ   o ã ß á â ä   « è å æ ç é   ¬ í ê ë ì î   ®
i í ì æ ó ò   o où oø oû oõ oï   oâ oá oà oå oã oä   ô ôù ôø ôû ôõ ôï   ñ
u ú ù ủ ũ ụ   ư ứ ừ ử ữ ự   y ý ỳ ỷ ỹ ỵ
u ó ï ñ ò ô   \u00ad ø õ ö ÷ ù   y ý ú û ü þ
u uù uø uû uõ uï   ö öù öø öû öõ öï   y yù yø yû yõ î
"""
_LINES = [line.split() for line in _SMALL.strip().splitlines()]
SMALL_LETTERS, _IN_TCVN3, _IN_VNI = (list(chain(*_LINES[line::3])) for line in range(3))
_TCVN3 = dict(zip(SMALL_LETTERS, _IN_TCVN3, strict=True))
_VNI = dict(zip(SMALL_LETTERS, _IN_VNI, strict=True))

CAPITALS_WITHOUT_TONE = dict(zip("ĂÂÊÔƠƯĐ", "¡¢£¤¥¦§", strict=True))
"""The capitals that TCVN3 has; others are small letters in a font of capitals."""


def in_tcvn3(text: str) -> str:
    """Write Unicode Vietnamese (NFC) in TCVN3; a capital with a tone becomes small."""
    letters = _TCVN3 | {letter.upper(): written for letter, written in _TCVN3.items()}
    letters |= {letter.upper(): letter.upper() for letter in "aeiouy"} | CAPITALS_WITHOUT_TONE
    return "".join(letters.get(letter, letter) for letter in text)


def in_vni(text: str) -> str:
    """Write Unicode Vietnamese (NFC) in VNI for Windows."""
    letters = _VNI | {letter.upper(): written.upper() for letter, written in _VNI.items()}
    return "".join(letters.get(letter, letter) for letter in text)


def without_toned_capitals(text: str) -> str:
    """Return what is left of a text that went through TCVN3 without a font of capitals."""
    kept = CAPITALS_WITHOUT_TONE.keys()
    return "".join(c if c.isascii() or c in kept else c.lower() for c in text)
