"""What translators and their readers are told: the pages of each text, how far a locale is, notes beside a text."""
