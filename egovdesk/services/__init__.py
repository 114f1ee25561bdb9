"""Use cases: one class per noun, one method per verb."""
