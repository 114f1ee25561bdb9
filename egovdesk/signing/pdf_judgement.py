"""The judgement on a signed PDF: each signature by the one policy, and what came after it.

What may follow a signature is another signature, or what proves it for longer (revocation lists and
time stamps of the document). pyHanko's analysis of the differences knows a page, an annotation or a
changed text; that a signature ends before the file does, and that the document's title was changed,
it lets pass, so both are looked at here.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from egovdesk.domain.packages import Problem, ProblemCode, SignerVerdictLine
from egovdesk.domain.values import value
from egovdesk.signing.certificates import parse_crls
from egovdesk.signing.judgement import (
    SignatureJudgement,
    TrustPolicy,
    judge_signed,
    names_its_certificate,
    unreadable,
)
from egovdesk.signing.pdf_signatures import (
    is_unsigned,
    looks_like_pdf,
    malformed,
    open_document,
    signed_up_to,
)

if TYPE_CHECKING:
    from asn1crypto import crl
    from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader
    from pyhanko.sign.diff_analysis import DiffResult
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

_MAX_SIGNATURES = 50
_MAX_LISTS = 50
_WRITTEN_BY_EVERY_PROGRAM = frozenset({"/ModDate", "/Producer"})
_DATES_AND_PROGRAMS = frozenset(
    {"ModifyDate", "MetadataDate", "CreatorTool", "Producer", "InstanceID", "xmptk"}
)
_PROPER_END = re.compile(rb"startxref\s+\d+\s+%%EOF\s{0,2}$")
_END_WITHIN = 64


@value
class DocumentJudgement:
    """What can be said of a document; `subject` is what it says itself it is about.

    `problems` name no member yet. Without signers and problems it is not signed at all.
    """

    signers: tuple[SignerVerdictLine, ...] = ()
    problems: tuple[Problem, ...] = ()
    subject: str = ""


def judge_document(data: bytes, policy: TrustPolicy) -> DocumentJudgement:
    """Judge the signatures of a PDF document; never raises for what the document holds."""
    if not looks_like_pdf(data):
        return _refused(ProblemCode.PDF_UNREADABLE)
    if is_unsigned(data):
        return DocumentJudgement()
    try:
        reader = open_document(data)
        if reader is None:
            return _refused(ProblemCode.PDF_LOCKED)
        return _Examination(reader, data, policy).run()
    except malformed():
        return _refused(ProblemCode.PDF_UNREADABLE)


def _refused(code: ProblemCode) -> DocumentJudgement:
    return DocumentJudgement(problems=(Problem(code=code),))


class _Examination:
    """One document under examination."""

    def __init__(self, reader: "PdfFileReader", data: bytes, policy: TrustPolicy) -> None:
        self._reader = reader
        self._data = data
        self._policy = policy
        self._lists = _lists_of(reader)
        self._fields: set[str] = set()
        self._last_signed = 0
        self._problems: list[Problem] = []

    def run(self) -> DocumentJudgement:
        from pyhanko.sign.fields import enumerate_sig_fields

        fields = list(islice(enumerate_sig_fields(self._reader), _MAX_SIGNATURES + 1))
        if len(fields) > _MAX_SIGNATURES:
            return _refused(ProblemCode.PDF_UNREADABLE)
        self._fields = {name for name, _, _ in fields}
        signatures = []
        judged: list[tuple[int, SignatureJudgement]] = []
        for name, value_of, field in fields:
            if value_of is None:
                continue
            embedded = self._embedded(field.get_object(), name)
            if embedded is None:
                latest = self._reader.xrefs.total_revisions
                judged.append((latest, unreadable(ProblemCode.PDF_SIGNATURE_UNREADABLE)))
                continue
            signatures.append(embedded)
            if embedded.sig_object_type != "/DocTimeStamp":
                judged.append((embedded.signed_revision, self._judgement(embedded)))
        judged.sort(key=lambda one: one[0])
        self._problems.extend(problem for _, one in judged for problem in one.problems)
        if judged and signatures:
            signatures.sort(key=lambda one: one.signed_revision)
            self._last_signed = signatures[-1].signed_revision
            self._look_at_revisions(signatures)
        return DocumentJudgement(
            signers=tuple(one.line for _, one in judged),
            problems=tuple(self._problems),
            subject=self._subject(),
        )

    def _embedded(self, field: object, name: str) -> "EmbeddedPdfSignature | None":
        """Return a signature, or None for one that cannot be read."""
        from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

        try:
            embedded = EmbeddedPdfSignature(self._reader, field, name)  # type: ignore[arg-type]
            _ = embedded.signer_cert, embedded.compute_digest()
        except malformed():
            return None
        return embedded

    def _judgement(self, embedded: "EmbeddedPdfSignature") -> SignatureJudgement:
        try:
            judgement = judge_signed(
                embedded.signed_data, embedded.compute_digest, self._policy, self._lists
            )
            is_plain = not names_its_certificate(embedded.signed_data)
            is_changed = not _is_same_digest(embedded)
            line = replace(judgement.line, claimed_time=embedded.self_reported_timestamp)
        except malformed():
            return unreadable(ProblemCode.PDF_SIGNATURE_UNREADABLE)
        name = judgement.line.subject
        problems = judgement.problems
        if is_changed:
            changed = Problem(code=ProblemCode.PDF_CHANGED, certificate=name)
            line = replace(line, reason=ProblemCode.PDF_CHANGED)
            return SignatureJudgement(line=line, problems=(changed,))
        if is_plain:
            problems = (*problems, Problem(code=ProblemCode.PLAIN_SIGNATURE, certificate=name))
        return SignatureJudgement(line=line, problems=problems)

    def _look_at_revisions(self, signatures: "Sequence[EmbeddedPdfSignature]") -> None:
        """See that nothing but signatures came after a signature."""
        for embedded in signatures:
            code = self._objection_to_what_follows(embedded)
            if code is not None:
                self._object(code, embedded)
            elif self._information(embedded.signed_revision) != self._information(None):
                self._object(ProblemCode.PDF_INFORMATION, embedded)

    def _objection_to_what_follows(self, embedded: "EmbeddedPdfSignature") -> ProblemCode | None:
        from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, DiffResult, ModificationLevel
        from pyhanko.sign.validation.status import SignatureCoverageLevel

        end = signed_up_to(embedded, self._data)
        if end is None:
            return ProblemCode.PDF_NOT_COVERED
        if end == len(self._data):
            return None
        try:
            coverage = embedded.evaluate_signature_coverage()
            if coverage < SignatureCoverageLevel.ENTIRE_REVISION:
                return ProblemCode.PDF_NOT_COVERED
            embedded.coverage = coverage  # type: ignore[assignment]
            found = embedded.evaluate_modifications(DEFAULT_DIFF_POLICY)
        except malformed():
            return ProblemCode.PDF_ALTERED
        if (
            not isinstance(found, DiffResult)
            or found.modification_level > ModificationLevel.FORM_FILLING
            or not self._fields.issuperset(found.changed_form_fields)
        ):
            return ProblemCode.PDF_ALTERED
        is_last = embedded.signed_revision == self._last_signed
        if is_last and not self._is_only_proof(embedded, found):
            return ProblemCode.PDF_APPENDED
        return None

    def _is_only_proof(self, last: "EmbeddedPdfSignature", found: "DiffResult") -> bool:
        """Say whether only what proves the last signature for longer was written behind it."""
        from pyhanko.sign.diff_analysis import ModificationLevel

        return (
            found.modification_level is ModificationLevel.LTA_UPDATES
            and self._fields == self._fields_as_of(last.signed_revision)
            and self._reader.xrefs.total_revisions > last.signed_revision + 1
            and _PROPER_END.search(self._data[-_END_WITHIN:]) is not None
        )

    def _fields_as_of(self, revision: int) -> set[str]:
        from pyhanko.sign.fields import enumerate_sig_fields

        resolver = self._reader.get_historical_resolver(revision)
        return {name for name, _, _ in enumerate_sig_fields(resolver)}

    def _object(self, code: ProblemCode, embedded: "EmbeddedPdfSignature") -> None:
        from egovdesk.signing.certificates import common_name

        name = common_name(embedded.signer_cert.subject)
        self._problems.append(Problem(code=code, certificate=name))

    def _information(self, revision: int | None) -> object:
        """Return what the document said of itself as of a revision, or says now."""
        last = self._reader.xrefs.total_revisions - 1
        resolver = self._reader.get_historical_resolver(last if revision is None else revision)
        return _information(resolver), _metadata(resolver)

    def _subject(self) -> str:
        found = _information(
            self._reader.get_historical_resolver(self._reader.xrefs.total_revisions - 1)
        )
        return found.get("/Subject", "")


def _is_same_digest(embedded: "EmbeddedPdfSignature") -> bool:
    from pyhanko.sign.general import find_unique_cms_attribute

    signed = find_unique_cms_attribute(embedded.signer_info["signed_attrs"], "message_digest")
    return bool(signed.native == embedded.compute_digest())


def _lists_of(reader: "PdfFileReader") -> "list[crl.CertificateList]":
    """Return the revocation lists that the document brings for its signatures (ETSI EN 319 142)."""
    from pyhanko.sign.validation.dss import DocumentSecurityStore
    from pyhanko.sign.validation.errors import NoDSSFoundError

    try:
        store = DocumentSecurityStore.read_dss(reader)
        streams = [reference.get_object().data for reference in store.crls[:_MAX_LISTS]]
        return [one for data in streams for one in parse_crls(data)]
    except NoDSSFoundError:
        return []
    except malformed():  # what cannot be read proves nothing
        return []


def _information(resolver: "HistoricalResolver") -> dict[str, str]:
    """Return the document information, without what every program that signs writes there."""
    from pyhanko.pdf_utils.generic import IndirectObject

    def found(one: object) -> object:
        return resolver.get_object(one.reference) if isinstance(one, IndirectObject) else one

    try:
        entries = found(resolver.trailer_view.raw_get("/Info"))
    except KeyError:
        return {}
    return {
        str(key): str(found(entries.raw_get(key)))  # type: ignore[attr-defined]
        for key in entries  # type: ignore[attr-defined]
        if key not in _WRITTEN_BY_EVERY_PROGRAM
    }


def _metadata(resolver: "HistoricalResolver") -> list[str]:
    """Return what the metadata (XMP) say, without dates and names of programs."""
    from lxml import etree

    try:
        data = resolver.get_object(resolver.root.raw_get("/Metadata").reference).data
    except (KeyError, AttributeError):
        return []
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return [repr(data)]
    said: list[str] = []
    for element in root.iter(etree.Element):
        texts = [(str(element.tag), element.text or ""), *element.attrib.items()]
        said.extend(
            f"{name}={text.strip()}"
            for name, text in texts
            if str(name).rsplit("}", 1)[-1] not in _DATES_AND_PROGRAMS and text.strip()
        )
    return said
