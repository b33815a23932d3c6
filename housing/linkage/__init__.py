"""Which records are one property, and which parcels it stands on. Nobody is lost."""
