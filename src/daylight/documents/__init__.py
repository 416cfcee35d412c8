"""Files to documents: formats, cleaning into segments, dates, links."""
