//! How people and programs reach the registry.
//!
//! | module | what it is |
//! |---|---|
//! | `onr` | the interface compatible with today's *Oppijanumerorekisteri*: paths, JSON shapes, error bodies |
//! | `api` | our own interface for programs, `/api/v1` |
//! | `auth` | who is asking: bearer tokens, the key set that verifies them, the demo's own issuer |
//! | `access` | what the access register is told |
//! | `staff` | the pages for officials |
//! | `csv_file` | the CSV files that are opened in spreadsheets |
//! | `headers` | headers that several parts read |
//! | `language` | which language an answer is in |
//! | `openapi` | descriptions of the interfaces for programs |
//! | `clock` | what time it is, given by the one who starts the server |
//! | `demo_outbox` | the demo's page of messages that were not really sent |
//! | `server` | all routes together |
//! | `connections` | accepted, served, given up when they keep us waiting |
//! | `body`, `requests` | limits on bodies; an id, a log line and a measurement for every request |
//! | `host` | the one `Host` of a request |
//! | `health`, `metrics` | for operators |
//!
//! Nothing here decides anything about learners: requests are read, handed to `app`, and answers are written.

pub mod access;
pub mod api;
pub mod auth;
pub mod body;
pub mod clock;
pub mod connections;
pub mod csv_file;
pub mod demo_outbox;
mod headers;
pub mod health;
mod host;
mod language;
pub mod metrics;
pub mod onr;
mod openapi;
pub mod position;
pub mod requests;
pub mod server;
pub mod staff;
