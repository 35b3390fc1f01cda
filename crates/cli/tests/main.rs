//! The binary from outside: its configuration, what it imports, what it reads beside a server, and what `kill -9`, a restore and damage do to its folders.
//! One binary of tests, since each links the whole service.

mod beside;
mod config;
mod import;
mod killed;
mod restored;
mod verify;
