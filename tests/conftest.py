"""What every test shares: windows open on no screen."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
