"""The models: syntax, embeddings, taggers. Loaded once, from packages or package data, never from a network."""
