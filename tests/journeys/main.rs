//! What people and programs do, end to end.
