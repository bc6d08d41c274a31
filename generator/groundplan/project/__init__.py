"""What a project has on disk: its files, its settings, and what is kept between runs."""
