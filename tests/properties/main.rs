//! What holds whatever happens: generated cases judged by a simpler model, races, and faults of the outside on purpose.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a broken assumption must fail the test")]

mod drawn_ids;
mod outside_input;
mod sequencer_commands;
mod sequencer_conditions;
mod sequencer_faults;
mod sequencer_judge;
mod sequencer_nodes;
mod sequencer_overtaken;
mod sequencer_parts;
mod sequencer_random;
mod sequencer_windows;
mod tag_pages;
