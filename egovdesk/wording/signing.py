"""What is said of a key before it signs, in the current language."""

from egovdesk.domain.signing import Check, CheckCause, CheckKind
from egovdesk.wording import N_, _, formats
from egovdesk.wording.messages import Message

_CAUSES: dict[CheckCause, tuple[str, str]] = {
    CheckCause.FEW_TRIES: (
        N_("A wrong PIN was tried before; few tries are left."),
        N_("Make sure of the PIN before you type it."),
    ),
    CheckCause.LAST_TRY: (
        N_("Only one try of the PIN is left; a wrong one locks the token."),
        N_("Ask whoever issued it if you are not sure."),
    ),
    CheckCause.PIN_LOCKED: (
        N_("The token is locked after too many wrong PINs."),
        N_("Ask whoever issued it to unlock it."),
    ),
    CheckCause.PIN_TO_BE_CHANGED: (
        N_("The token asks that its PIN be changed."),
        N_("Change it with the program that came with the token."),
    ),
    CheckCause.NOT_YET_VALID: (
        N_("The certificate is valid only from {day}."),
        N_("Check this computer's clock, or use another key."),
    ),
    CheckCause.EXPIRED: (
        N_("The certificate ended on {day}."),
        N_("Ask for a new one; nobody accepts what this one signs."),
    ),
    CheckCause.ENDS_BEFORE_DUE: (
        N_("The certificate ends on {day}, before the next report is due."),
        N_("Ask for a new one in time."),
    ),
    CheckCause.NOT_FOR_SIGNING: (
        N_("The certificate is not meant for signing documents."),
        N_("Choose one whose key usage allows digital signatures."),
    ),
    CheckCause.TOO_SHORT: (
        N_("The key is too short: RSA needs 2048 bits, elliptic curves 256."),
        N_("Ask for a certificate with a longer key."),
    ),
    CheckCause.NO_ROOTS: (
        N_("You trust no root certificate yet, so the issuer “{name}” cannot be checked."),
        N_("Import its root certificate in the settings."),
    ),
    CheckCause.NOT_TRUSTED: (
        N_("The issuer “{name}” does not lead to a root certificate that you trust."),
        N_("Import its root certificate in the settings, if you trust it."),
    ),
    CheckCause.NO_LIST: (
        N_("There is no revocation list of “{name}”, so revocation is not checked."),
        N_("Import a current list in the settings; signing is possible without."),
    ),
    CheckCause.LIST_IS_OLD: (
        N_("The revocation list is of no use any more since {day}."),
        N_("Import a current list in the settings; signing is possible without."),
    ),
    CheckCause.REVOKED: (
        N_("The certificate was revoked."),
        N_("Sign with another key; nobody accepts what this one signs."),
    ),
    CheckCause.CLOCK_BEHIND: (
        N_("This computer's clock runs behind: something was recorded on {moment} already."),
        N_("Set the clock right before you sign."),
    ),
    CheckCause.TRIAL: (
        N_("A trial key makes a seal without legal force."),
        N_("Use it to try things out, and the unit's certificate to report."),
    ),
}

_FINE: dict[CheckKind, str] = {
    CheckKind.HOLDER: N_("It was issued to “{name}”."),
    CheckKind.DRIVER: N_("The token answers."),
    CheckKind.PIN: N_("The PIN has all its tries."),
    CheckKind.PERIOD: N_("The certificate is valid until {day}."),
    CheckKind.USAGE: N_("The certificate is meant for signing."),
    CheckKind.STRENGTH: N_("The key is long enough."),
    CheckKind.CHAIN: N_("You trust its issuer, “{name}”."),
    CheckKind.REVOCATION: N_("It is not revoked by the list at hand."),
    CheckKind.CLOCK: N_("This computer's clock says {moment}."),
}


def check_message(check: Check) -> Message:
    """Return what was seen and, where it is no good news, the cure."""
    moment = formats.moment(check.at) if check.at is not None else formats.EMPTY
    data = {"day": formats.day(check.day), "moment": moment, "name": check.name}
    if check.cause is CheckCause.FINE:
        return Message(_(_FINE[check.kind]).format(**data), "")
    cause, cure = _CAUSES[check.cause]
    return Message(_(cause).format(**data), _(cure))
