"""Words of the interface in eight languages: English is the key, other languages are values."""
