"""What pages and templates may reach, and how much they may take: they are written by people who may not run programs."""
