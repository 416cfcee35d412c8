"""The models: syntax, embeddings, taggers. Loaded once, from installed packages or package data, never from a network."""
