import pytest

from egovdesk.domain.errors import Cause
from egovdesk.signing.manifest import (
    ManifestError,
    Reference,
    build_manifest,
    parse_manifest,
)

NAMES = ["report.json", "evidence/0123abcd-Kế hoạch 12% #1 (bản 2)+&.pdf"]
REFERENCES = [Reference(name=name, digest=bytes([n]) * 32) for n, name in enumerate(NAMES)]
HONEST = build_manifest("META-INF/signature001.p7s", REFERENCES)


def test_what_is_built_is_read_back():
    manifest = parse_manifest(HONEST)

    assert manifest.signature == "META-INF/signature001.p7s"
    assert list(manifest.references) == REFERENCES


def test_names_are_percent_encoded():
    assert b"evidence/0123abcd-K%E1%BA%BF%20ho%E1%BA%A1ch%2012%25%20%231%20" in HONEST
    assert HONEST.isascii()


def test_types_follow_the_ending():
    assert b'URI="report.json" MimeType="application/json"' in HONEST


def changed(old: bytes, new: bytes) -> bytes:
    assert old in HONEST
    return HONEST.replace(old, new, 1)


ROOT = b"<asic:ASiCManifest "
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
EXTERNAL = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
AAAA = b"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="

HOSTILE = {
    "empty": b"",
    "not XML": b"{}",
    "truncated": HONEST[:-10],
    "another root": changed(ROOT, b"<asic:Other ").replace(b"</asic:ASiCManifest", b"</asic:Other"),
    "another namespace": HONEST.replace(b"02918/v1.2.1#", b"02918/v1.1.1#"),
    "document type": changed(ROOT, b"<!DOCTYPE x>" + ROOT),
    "entities": changed(ROOT, LAUGHS + ROOT).replace(b"AAAA", b"&b;"),
    "external entity": changed(ROOT, EXTERNAL + ROOT).replace(b"AAAA", b"&a;", 1),
    "external document type": changed(ROOT, b'<!DOCTYPE x SYSTEM "file:///etc/passwd">' + ROOT),
    "UTF-16 document type": changed(ROOT, LAUGHS + ROOT)
    .replace(b"UTF-8", b"UTF-16")
    .decode()
    .encode("utf-16"),
    "no references": b'<a:ASiCManifest xmlns:a="http://uri.etsi.org/02918/v1.2.1#"/>',
    "no signature": changed(b"asic:SigReference", b"asic:DataObjectReference"),
    "unknown element": changed(
        b"<asic:DataObjectReference", b"<asic:Extra/><asic:DataObjectReference"
    ),
    "comment": changed(b"<asic:DataObjectReference", b"<!-- x --><asic:DataObjectReference"),
    "listed twice": changed(b'URI="evidence/', b'URI="report.json" Was="'),
    "listed twice, encoded": changed(b'URI="evidence/', b'URI="report%2Ejson" Was="'),
    "no URI": changed(b'URI="report.json"', b'Uri="report.json"'),
    "URI not UTF-8": changed(b'URI="report.json"', b'URI="report%FF.json"'),
    "URI that turns the text around": changed(b'URI="report.json"', b'URI="%E2%80%AEfdp.json"'),
    "weak digest": changed(b"2001/04/xmlenc#sha256", b"2000/09/xmldsig#sha1"),
    "digest not base64": changed(AAAA, b"!" + AAAA[1:]),
    "digest too short": changed(AAAA, b"AAAA"),
    "no digest": changed(AAAA, b""),
    "deep": b"<a>" * 100_000,
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_manifests_are_refused(data: bytes):
    with pytest.raises(ManifestError) as caught:
        parse_manifest(data)
    assert caught.value.cause in Cause
