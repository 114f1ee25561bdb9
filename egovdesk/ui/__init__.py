"""The desktop: widgets never see SQL, pages see services only."""
