//! Synthetic people and imports.
