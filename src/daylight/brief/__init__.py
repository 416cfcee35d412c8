"""What is written for readers: the bottom line, the report page, charts."""
