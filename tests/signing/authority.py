"""A small authority that issues every kind of certificate the tests need."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from asn1crypto import keys
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPrivateKeyTypes
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.signers.pdf_cms import SimpleSigner

from egovdesk.signing.keys import SigningKey, load_pkcs12

NOW = datetime(2021, 9, 22, 1, 30, 15, tzinfo=UTC)
YEAR = timedelta(days=365)


def key_usage(*, sign: bool = False, authority: bool = False, encrypt: bool = False):
    return x509.KeyUsage(
        digital_signature=sign,
        content_commitment=sign,
        key_encipherment=encrypt,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def named(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


@dataclass
class Authority:
    """A certification authority; all certificates it issues are for one key."""

    folder: Path
    key: RSAPrivateKey
    leaf_key: RSAPrivateKey
    name: str = "CA thử của bài kiểm tra"
    root: x509.Certificate = field(init=False)

    def __post_init__(self) -> None:
        self.root = self.certificate(
            self.name, self.key, usage=key_usage(authority=True), ca=True, period=(-YEAR, 9 * YEAR)
        )

    @property
    def root_pem(self) -> bytes:
        return self.root.public_bytes(serialization.Encoding.PEM)

    def certificate(
        self,
        subject: str | x509.Name,
        key: CertificateIssuerPrivateKeyTypes,
        *,
        usage: x509.KeyUsage | None,
        ca: bool = False,
        period: tuple[timedelta, timedelta] = (-YEAR, YEAR),
        purpose: x509.ObjectIdentifier | None = None,
    ) -> x509.Certificate:
        builder = (
            x509.CertificateBuilder()
            .subject_name(named(subject) if isinstance(subject, str) else subject)
            .issuer_name(named(self.name))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(NOW + period[0])
            .not_valid_after(NOW + period[1])
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        )
        if usage is not None:
            builder = builder.add_extension(usage, critical=True)
        if purpose is not None:
            builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)
        return builder.sign(self.key, hashes.SHA256())

    def issue(
        self,
        subject: str | x509.Name = "Nguyễn Văn A",
        *,
        usage: x509.KeyUsage | None = key_usage(sign=True),  # noqa: B008
        period: tuple[timedelta, timedelta] = (-YEAR, YEAR),
        passphrase: bytes | None = None,
    ) -> Path:
        """Return a PKCS#12 file with a new certificate."""
        certificate = self.certificate(subject, self.leaf_key, usage=usage, period=period)
        encryption: serialization.KeySerializationEncryption = serialization.NoEncryption()
        if passphrase is not None:
            encryption = serialization.BestAvailableEncryption(passphrase)
        path = self.folder / f"{certificate.serial_number:x}.p12"
        path.write_bytes(
            pkcs12.serialize_key_and_certificates(
                None, self.leaf_key, certificate, [self.root], encryption
            )
        )
        return path

    def signer(
        self,
        subject: str | x509.Name = "Nguyễn Văn A",
        *,
        usage: x509.KeyUsage | None = key_usage(sign=True),  # noqa: B008
        period: tuple[timedelta, timedelta] = (-YEAR, YEAR),
    ) -> SigningKey:
        return load_pkcs12(self.issue(subject, usage=usage, period=period), None)

    def weak_signature(self, key: SigningKey, data: bytes) -> bytes:
        """Return a signature by SHA-1, which keys of the program do not make."""
        private = self.leaf_key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        weak = SimpleSigner(
            signing_cert=key.signer.signing_cert,
            signing_key=keys.PrivateKeyInfo.load(private),
            cert_registry=key.signer.cert_registry,
        )
        signing = weak.async_sign_general_data(data, "sha1", detached=True, use_cades=True)
        return bytes(asyncio.run(signing).dump())

    def revocation_list(
        self,
        *revoked: SigningKey,
        issued: datetime = NOW,
        days: int = 7,
        revoked_on: datetime = NOW,
    ) -> bytes:
        """Return a DER revocation list that holds for some days."""
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(named(self.name))
            .last_update(issued)
            .next_update(issued + timedelta(days=days))
        )
        for key in revoked:
            builder = builder.add_revoked_certificate(
                x509.RevokedCertificateBuilder()
                .serial_number(int(key.serial, 16))
                .revocation_date(revoked_on)
                .build()
            )
        crl = builder.sign(self.key, hashes.SHA256())
        return crl.public_bytes(serialization.Encoding.DER)

    def time_stamper(self, moment: datetime):
        """Return a time-stamping authority under this root whose clock stands still."""
        from asn1crypto import keys
        from asn1crypto import x509 as asn1_x509
        from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

        certificate = self.certificate(
            "TSA",
            self.leaf_key,
            usage=key_usage(sign=True),
            period=(-YEAR, 9 * YEAR),
            purpose=ExtendedKeyUsageOID.TIME_STAMPING,
        )
        der = serialization.Encoding.DER
        private = self.leaf_key.private_bytes(
            der, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return DummyTimeStamper(
            tsa_cert=asn1_x509.Certificate.load(certificate.public_bytes(der)),
            tsa_key=keys.PrivateKeyInfo.load(private),
            fixed_dt=moment,
        )
