//! The interface compatible with today's *Oppijanumerorekisteri* (ONR): its paths, JSON shapes and error bodies, so
//! that the programs which use it need not change.
//!
//! Source: ONR's behaviour, read from ONR's public repository. What differs on purpose stands beside the code and
//! in `docs/differences-from-onr.md`.

mod contact_fields;
pub mod criteria;
pub mod endpoints;
pub mod errors;
pub mod fallback;
pub mod import_body;
mod masking;
mod permission_service;
pub mod reading;
pub mod rules;
pub mod shapes;
pub mod text;

/// The path under which everything of the compatible interface stands.
pub const CONTEXT_PATH: &str = "/oppijanumerorekisteri-service";
