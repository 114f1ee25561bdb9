"""Keys, signatures and the container that carries a package."""

import logging

# pyHanko logs the names of certificate holders, with tracebacks. Our logs name nobody, and a
# command line must not print them; what went wrong is in the verdict.
for _library in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_library).setLevel(logging.CRITICAL + 1)
