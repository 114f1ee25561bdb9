"""The ministry's words as pure Python: no Qt, no SQL, no clock."""
