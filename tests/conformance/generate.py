"""python -m tests.conformance.generate [FOLDER]: write the packages anew, byte for byte the same.

What is expected of each is written down here by hand, beside what was done to it; the verifier of
this program is not asked.
"""

import asyncio
import json
import random
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO
from itertools import count
from pathlib import Path
from unittest.mock import patch

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from egovdesk.documents.payload import to_payload
from egovdesk.domain.packages import ProblemCode as Code
from egovdesk.domain.packages import VerdictStatus as Status
from egovdesk.domain.signing import SignerRole, SigningOptions
from egovdesk.signing import cades
from egovdesk.signing.container import Member, countersign, write_container
from egovdesk.signing.keys import SigningKey
from egovdesk.signing.manifest import Reference, build_manifest
from tests import builders
from tests.signing import pdf_documents as pdf
from tests.signing.authority import NOW, YEAR, Authority, key_usage
from tests.signing.test_container_check import HOSTILE

HERE = Path(__file__).parent
DAY = timedelta(days=1)
LATER = NOW + 60 * DAY
MANIFEST, SIGNATURE = "META-INF/ASiCManifest001.xml", "META-INF/signature001.p7s"
MANIFEST_2, SIGNATURE_2 = "META-INF/ASiCManifest002.xml", "META-INF/signature002.p7s"
EVIDENCE = "evidence/0123abcd-Kế hoạch 12%.txt"
TOO_BIG = 20_000
"""A malformed container of more bytes is left to the unit tests."""

Contents = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Case:
    """A file, what was done to it in words, and what a verifier must say."""

    file: str
    words: str
    data: bytes
    status: Status
    problems: tuple[Code, ...] = ()
    members: dict[str, str] = field(default_factory=dict)
    trust: str = "root.pem"
    crl: str = "current.crl"
    now: datetime = NOW


class Maker:
    """Keys and certificates, and packages made with them."""

    def __init__(self, scratch: Path) -> None:
        keys = {path.stem: _key(path) for path in sorted((HERE / "keys").glob("*.pem"))}
        self.authority = Authority(scratch, keys["authority"], keys["signer"], name="CA mẫu")
        self.impostor = Authority(scratch, keys["stranger"], keys["signer"], name="CA mẫu")
        self.weak = Authority(scratch, keys["authority"], keys["weak"], name="CA mẫu")
        self.signer = self.authority.signer("Nguyễn Văn A")
        self.second = self.authority.signer("Trần Thị B")
        self._scratch = scratch

    def package(
        self,
        *members: Member,
        key: SigningKey | None = None,
        role: SignerRole = SignerRole.APPROVER,
        then: SigningKey | None = None,
    ) -> bytes:
        path = self._scratch / "made.asice"
        options = SigningOptions(role=role)
        write_container(
            path, members or _members(), key or self.signer, signed_at=NOW, options=options
        )
        if then is not None:
            countersign(path, path, then, signed_at=NOW)
        return path.read_bytes()

    def stamped(self, key: SigningKey, at: datetime, *, crl: bytes | None = None) -> bytes:
        """Return a package whose signature was stamped at a time, with a list inside or not."""
        contents = _contents(self.package(key=key))
        signing = key.signer.async_sign_general_data(
            contents[MANIFEST],
            "sha256",
            detached=True,
            use_cades=True,
            timestamper=self.authority.time_stamper(at),
        )
        signed = asyncio.run(signing)
        if crl is not None:
            cades._add_lists(signed["content"], [crl])
        return _zip(contents | {SIGNATURE: signed.dump()})


def _key(path: Path) -> RSAPrivateKey:
    key = serialization.load_pem_private_key(path.read_bytes(), None)
    assert isinstance(key, RSAPrivateKey)
    return key


def _members() -> list[Member]:
    return [
        Member(name="report.pdf", content=b"%PDF-1.7 not signed as a document\n%%EOF\n"),
        Member(name="report.xlsx", content=b"PK sheet"),
        Member(name=EVIDENCE, content="Nội dung\n".encode() * 50),
    ]


def _report(letter: bytes | None = None, data: bytes | None = None) -> list[Member]:
    content = to_payload(builders.a_report(tasks=1)) if data is None else data
    members = [] if letter is None else [Member(name="report.pdf", content=letter)]
    return [*members, Member(name="report.json", content=content)]


def _contents(package: bytes) -> Contents:
    with zipfile.ZipFile(BytesIO(package)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def _zip(contents: Contents) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in contents.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return stream.getvalue()


def good(make: Maker) -> Iterator[Case]:
    stem = builders.a_report().file_stem
    letter = pdf.signed(pdf.letter(subject=stem), make.signer)
    valid = Status.VALID
    yield Case("one-signer.asice", "one approver signed", make.package(), valid)
    yield Case(
        "two-signers.asice",
        "the preparer signed, then the approver",
        make.package(role=SignerRole.PREPARER, then=make.second),
        valid,
    )
    yield Case(
        "waiting.asice",
        "only the preparer has signed",
        make.package(role=SignerRole.PREPARER),
        valid,
        (Code.APPROVAL_AWAITED,),
    )
    report = make.package(*_report(letter))
    yield Case("report.asice", "a report with its signed letter", report, valid)
    yield Case(
        "no-list.asice",
        "judged without a revocation list",
        make.package(),
        valid,
        (Code.REVOCATION_NOT_CHECKED,),
        crl="",
    )
    yield Case(
        "stale-list.asice",
        "judged with a revocation list that is out of date",
        make.package(),
        valid,
        (Code.REVOCATION_NOT_CHECKED,),
        crl="stale.crl",
    )
    trial = make.authority.signer("THỬ NGHIỆM Cục Đăng kiểm")
    yield Case(
        "trial.asice",
        "signed with a key for trying out",
        make.package(key=trial),
        valid,
        (Code.TRIAL_KEY,),
    )


def times(make: Maker) -> Iterator[Case]:
    short = make.authority.signer("Hết hạn sau 30 ngày", period=(-YEAR, 30 * DAY))
    revoked = make.signer
    stamped = make.stamped
    later, crl = LATER, "later.crl"
    expired, gone = (Code.CERTIFICATE_EXPIRED,), (Code.CERTIFICATE_REVOKED,)
    doubt, valid = Status.INDETERMINATE, Status.VALID
    for name, words, data, status, problems, lists in (
        ("expired-since", "no stamp; expired since", make.package(key=short), doubt, expired, crl),
        ("revoked-since", "no stamp; revoked since", make.package(), doubt, gone, "revoked.crl"),
        ("stamped", "stamped before it expired", stamped(short, NOW), valid, (), crl),
        (
            "stamped-too-late",
            "stamped after it had expired",
            stamped(short, NOW + 40 * DAY),
            doubt,
            expired,
            crl,
        ),
        (
            "stamped-then-revoked",
            "stamped before it was revoked",
            stamped(revoked, NOW),
            valid,
            (),
            "revoked.crl",
        ),
        (
            "revoked-then-stamped",
            "stamped after it had been revoked",
            stamped(revoked, NOW + 40 * DAY),
            doubt,
            gone,
            "revoked.crl",
        ),
        (
            "list-inside",
            "level LT: expired since, stamped, with the list of that day inside",
            stamped(short, NOW, crl=make.authority.revocation_list()),
            valid,
            (Code.REVOCATION_NOT_CHECKED,),  # of the stamp's authority: no list of today
            "",
        ),
    ):
        file = f"{name}.asice"
        yield Case(file, words, data, status, problems, crl=lists, now=later)


def signers(make: Maker) -> Iterator[Case]:
    issue = make.authority.signer
    doubtful = (
        ("not-yet-valid", issue("A", period=(DAY, YEAR)), Code.CERTIFICATE_NOT_YET_VALID),
        ("expired", issue("A", period=(-2 * YEAR, -DAY)), Code.CERTIFICATE_EXPIRED),
        ("for-encryption", issue("A", usage=key_usage(encrypt=True)), Code.CERTIFICATE_USAGE),
        ("without-usage", issue("A", usage=None), Code.CERTIFICATE_USAGE),
        ("impostor", make.impostor.signer("Nguyễn Văn A"), Code.CERTIFICATE_UNTRUSTED),
        ("weak-key", make.weak.signer("A"), Code.CERTIFICATE_WEAK),
    )
    for name, key, code in doubtful:
        words = f"the certificate: {name}"
        data = make.package(key=key)
        yield Case(f"{name}.asice", words, data, Status.INDETERMINATE, (code,))
    yield Case(
        "nobody-trusted.asice",
        "judged with an empty trust list",
        make.package(),
        Status.INDETERMINATE,
        (Code.CERTIFICATE_UNTRUSTED,),
        trust="",
    )


def contents_changed(make: Maker) -> Iterator[Case]:
    def case(name: str, words: str, change: Callable[[Contents], None], **found: str) -> Case:
        contents = _contents(make.package())
        change(contents)
        members = {MEMBERS[key]: status for key, status in found.items()}
        codes = tuple(Code(f"member-{status}") for status in members.values())
        return Case(f"{name}.asice", words, _zip(contents), Status.INVALID, codes, members)

    def swap(c: Contents) -> None:
        c["report.pdf"], c["report.xlsx"] = c["report.xlsx"], c["report.pdf"]

    yield case(
        "changed",
        "a member was changed",
        lambda c: c.update({"report.xlsx": c["report.xlsx"] + b" "}),
        sheet="changed",
    )
    yield case("swapped", "two members swapped", swap, letter="changed", sheet="changed")
    yield case("added", "a member added", lambda c: c.update({"x.txt": b"x"}), x="unsigned")
    yield case("removed", "a member removed", lambda c: c.pop(EVIDENCE) and None, text="missing")
    yield case(
        "renamed",
        "a member renamed",
        lambda c: c.update({"x.txt": c.pop("report.xlsx")}),
        sheet="missing",
        x="unsigned",
    )


MEMBERS = {"sheet": "report.xlsx", "letter": "report.pdf", "text": EVIDENCE, "x": "x.txt"}


def signatures_harmed(make: Maker) -> Iterator[Case]:
    honest = _contents(make.package())
    manifest, signature = honest[MANIFEST], honest[SIGNATURE]
    other = _contents(make.package(Member(name="a.txt", content=b"x")))[SIGNATURE]
    flipped = signature[:-1] + bytes([signature[-1] ^ 1])

    def without(*names: str) -> Contents:
        return {name: data for name, data in honest.items() if name not in names}

    invalid, none = (Code.SIGNATURE_INVALID,), (Code.NO_SIGNATURE,)
    edited = manifest.replace(b"text/plain", b"text/html")
    typed = b"<!DOCTYPE x>" + manifest[38:]
    utf16 = "<?xml version='1.0' encoding='UTF-16'?><!DOCTYPE x>" + manifest[38:].decode()
    for name, words, contents, problems in (
        ("unsigned", "manifest and signature taken away", without(MANIFEST, SIGNATURE), none),
        ("signature-taken", "the signature taken away", without(SIGNATURE), None),
        ("manifest-taken", "the manifest taken away", without(MANIFEST), None),
        ("manifest-edited", "the manifest edited", honest | {MANIFEST: edited}, invalid),
        ("document-type", "a document type declared", honest | {MANIFEST: typed}, None),
        (
            "document-type-utf16",
            "a document type in UTF-16",
            honest | {MANIFEST: utf16.encode("utf-16")},
            None,
        ),
        ("bit-flipped", "a bit of the signature flipped", honest | {SIGNATURE: flipped}, invalid),
        ("no-cms", "something else for a signature", honest | {SIGNATURE: b"x"}, invalid),
        ("empty-signature", "an empty signature", honest | {SIGNATURE: b""}, invalid),
        (
            "trailing-byte",
            "a byte behind the signature",
            honest | {SIGNATURE: signature + b"\0"},
            invalid,
        ),
        ("other-signature", "another package's signature", honest | {SIGNATURE: other}, invalid),
        (
            "orphan",
            "a signature without a manifest",
            honest | {SIGNATURE_2: signature},
            invalid,
        ),
        (
            "shared",
            "one signature for two manifests",
            honest | {MANIFEST_2: manifest},
            None,
        ),
        (
            "plain-cms",
            "CMS that does not protect its certificate",
            honest | {SIGNATURE: pdf.plain_cms(manifest, make.signer, make.authority.leaf_key)},
            invalid,
        ),
        (
            "sha1",
            "signed with SHA-1",
            honest | {SIGNATURE: make.authority.weak_signature(make.signer, manifest)},
            invalid,
        ),
        (
            "enveloping",
            "the signature carries its own contents",
            honest | {SIGNATURE: _enveloping(make, manifest)},
            invalid,
        ),
    ):
        known = ALSO.get(name, ()) if problems is None else problems
        yield Case(f"{name}.asice", words, _zip(contents), Status.INVALID, known)
    yield from _second_signature_harmed(make)


ALSO = {
    "signature-taken": (Code.NO_SIGNATURE, Code.MANIFEST_INVALID),
    "manifest-taken": (Code.NO_SIGNATURE, Code.SIGNATURE_INVALID),
    "document-type": (Code.MANIFEST_INVALID, Code.NO_SIGNATURE, Code.SIGNATURE_INVALID),
    "document-type-utf16": (Code.MANIFEST_INVALID, Code.NO_SIGNATURE, Code.SIGNATURE_INVALID),
    "shared": (
        Code.MANIFEST_INVALID,
        Code.MANIFEST_INVALID,
        Code.MEMBER_UNSIGNED,
        Code.MEMBER_UNSIGNED,
    ),
}
"""Harms that a verifier notices in more than one way."""


def _enveloping(make: Maker, data: bytes) -> bytes:
    signing = make.signer.signer.async_sign_general_data(
        data, "sha256", detached=False, use_cades=True
    )
    return bytes(asyncio.run(signing).dump())


def _second_signature_harmed(make: Maker) -> Iterator[Case]:
    both = _contents(make.package(then=make.second))
    yield Case(
        "first-taken.asice",
        "the first of two signatures taken away",
        _zip({n: d for n, d in both.items() if n not in {MANIFEST, SIGNATURE}}),
        Status.INVALID,
        (Code.MEMBER_MISSING, Code.MEMBER_MISSING),
        {MANIFEST: "missing", SIGNATURE: "missing"},
    )
    contents = _contents(make.package())
    references = [
        Reference(name=name, digest=sha256(data).digest())
        for name, data in contents.items()
        if name not in {"mimetype", MANIFEST, SIGNATURE}
    ]
    contents[MANIFEST_2] = build_manifest(SIGNATURE_2, references)
    contents[SIGNATURE_2] = cades.sign(contents[MANIFEST_2], make.second, signed_at=NOW)
    yield Case(
        "first-not-covered.asice",
        "a second signature that leaves the first one out",
        _zip(contents),
        Status.INVALID,
        (Code.MEMBER_UNSIGNED, Code.MEMBER_UNSIGNED),
        {MANIFEST: "unsigned", SIGNATURE: "unsigned"},
    )


def reports(make: Maker) -> Iterator[Case]:
    stem = builders.a_report().file_stem
    letter = pdf.signed(pdf.letter(subject=stem), make.signer)
    forged = letter.replace(b"(untitled)", b"(UNTITLED)")
    other = pdf.signed(pdf.letter(subject="BC_DKVN_2020-Q1_v7"), make.signer)
    invalid = Status.INVALID
    for name, words, members, code in (
        (
            "letter-forged",
            "the letter's signature is broken",
            _report(forged),
            Code.PDF_CHANGED,
        ),
        ("letter-of-another", "another report's letter", _report(other), Code.PDF_OTHER_REPORT),
        ("no-report", "data that are no report", _report(data=b"{}"), Code.DATA_INVALID),
        ("no-json", "data that are no JSON", _report(data=b"{"), Code.DATA_INVALID),
    ):
        yield Case(f"{name}.asice", words, make.package(*members), invalid, (code,))


def documents(make: Maker) -> Iterator[Case]:
    honest = pdf.signed(pdf.letter(), make.signer)
    twice = pdf.signed(honest, make.second, field="ChuKy2")
    valid, invalid = Status.VALID, Status.INVALID
    yield Case("one-signer.pdf", "one signer", honest, valid)
    yield Case("two-signers.pdf", "two signers", twice, valid)
    yield Case(
        "stamped.pdf",
        "a time stamp of the document behind the signature",
        pdf.stamped(honest, make.authority.time_stamper(NOW)),
        valid,
    )
    yield Case(
        "plain.pdf",
        "a signature that does not protect its certificate",
        pdf.signed_plainly(pdf.letter(), make.signer, make.authority.leaf_key),
        valid,
        (Code.PLAIN_SIGNATURE,),
    )
    yield Case("unsigned.pdf", "nobody signed", pdf.letter(), invalid, (Code.NO_SIGNATURE,))
    between = pdf.signed(pdf.updated(honest, pdf.a_note), make.second, field="ChuKy2")
    for name, words, data, code in (
        (
            "byte-flipped",
            "a byte changed",
            honest.replace(b"(untitled)", b"(UNTITLED)"),
            Code.PDF_CHANGED,
        ),
        ("junk", "bytes behind the end", honest + b"\n% more", Code.PDF_APPENDED),
        (
            "zeroed",
            "the signature overwritten with zeros",
            pdf.without_contents(honest),
            Code.PDF_SIGNATURE_UNREADABLE,
        ),
        ("page-added", "a page added", pdf.updated(honest, pdf.a_page), Code.PDF_ALTERED),
        (
            "page-drawn",
            "a page redrawn",
            pdf.updated(honest, pdf.another_page),
            Code.PDF_ALTERED,
        ),
        ("note-added", "a note added", pdf.updated(honest, pdf.a_note), Code.PDF_ALTERED),
        (
            "title-changed",
            "another title",
            pdf.updated(honest, pdf.another_title),
            Code.PDF_INFORMATION,
        ),
        ("note-between", "a note between two signatures", between, Code.PDF_ALTERED),
        ("cut-off", "the end cut off", honest[:-200], Code.PDF_UNREADABLE),
    ):
        yield Case(f"{name}.pdf", words, data, invalid, (code,))


def malformed(_make: Maker) -> Iterator[Case]:
    for name, (data, code) in HOSTILE.items():
        if len(data) <= TOO_BIG:
            file = "".join(c if c.isascii() and c.isalnum() else "-" for c in name)
            yield Case(f"{file}.asice", name, data, Status.INVALID, (code,))


KINDS: dict[str, Callable[[Maker], Iterator[Case]]] = {
    "good": good,
    "times": times,
    "signers": signers,
    "contents": contents_changed,
    "signatures": signatures_harmed,
    "reports": reports,
    "documents": documents,
    "malformed": malformed,
}


def write(folder: Path) -> None:
    """Write every package, the lists they are judged by, and the table of what is expected."""
    with tempfile.TemporaryDirectory() as scratch, always_the_same():
        make = Maker(Path(scratch))
        told = []
        for kind, cases in KINDS.items():
            (folder / kind).mkdir(parents=True, exist_ok=True)
            for case in cases(make):
                (folder / kind / case.file).write_bytes(case.data)
                told.append(_told(kind, case))
        _write_lists(make, folder / "lists")
    table = json.dumps({"format": 1, "cases": told}, ensure_ascii=False, indent=1)
    (folder / "expected.json").write_text(table + "\n", "utf-8")


def _told(kind: str, case: Case) -> dict[str, object]:
    return {
        "file": f"{kind}/{case.file}",
        "what": case.words,
        "trust": [f"lists/{case.trust}"] if case.trust else [],
        "crls": [f"lists/{case.crl}"] if case.crl else [],
        "now": case.now.isoformat(),
        "verdict": case.status.value,
        "problems": sorted(code.value for code in case.problems),
        "members": case.members,
    }


def _write_lists(make: Maker, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    of = make.authority.revocation_list
    (folder / "root.pem").write_bytes(make.authority.root_pem)
    (folder / "current.crl").write_bytes(of())
    (folder / "stale.crl").write_bytes(of(issued=NOW - 60 * DAY))
    (folder / "later.crl").write_bytes(of(issued=LATER))
    revoked = of(make.signer, issued=LATER, revoked_on=NOW + 20 * DAY)
    (folder / "revoked.crl").write_bytes(revoked)


@contextmanager
def always_the_same() -> Iterator[None]:
    """Draw every random number from one seed, and let the clock stand still."""
    source, serials = random.Random(20210922), count(1001)
    with ExitStack() as changed:
        for target, replacement in (
            ("os.urandom", source.randbytes),
            ("cryptography.x509.random_serial_number", lambda: next(serials)),
        ):
            changed.enter_context(patch(target, replacement))
        changed.enter_context(patch_time())
        yield


@contextmanager
def patch_time() -> Iterator[None]:
    class Still(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]  # noqa: ARG003
            return NOW

    with ExitStack() as changed:
        for module in (
            "pdf_utils.metadata.info",
            "sign.signers.pdf_signer",
            "sign.signers.pdf_cms",
        ):
            changed.enter_context(patch(f"pyhanko.{module}.datetime", Still))
        yield


def main(arguments: Sequence[str]) -> None:
    write(Path(arguments[0]) if arguments else HERE)


if __name__ == "__main__":
    main(sys.argv[1:])
