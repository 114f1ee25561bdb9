"""eGovDesk: from recorded facts to a signed quarterly e-government report."""

__version__ = "0.1.0"
