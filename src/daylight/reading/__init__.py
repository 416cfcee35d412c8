"""Text to records: one step a file, in the order the data flows.

segments → syntax → mentions → attributions → issues → statements → conditions → events → record
"""
