"""Open Badges 3.0: each offering as an Achievement that an issuer puts into the badges of learners."""
