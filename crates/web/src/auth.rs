//! Who is asking. Programs carry a bearer token: a JSON Web Token that käyttöoikeuspalvelu has signed with RS256.
//!
//! | module | what it is |
//! |---|---|
//! | `key_set` | the issuer's public keys, fetched from its JWKS address and kept |
//! | `bearer` | a token verified and turned into an `app::caller::Caller` |
//! | `gate` | the caller of a request, and the right to an endpoint |
//! | `cas` | tickets and sessions of a CAS server, beside tokens |
//! | `verified` | tokens whose signature need not be verified again |
//! | `issuer` | käyttöoikeuspalvelu's token endpoint in small, for the demo and for tests; not for production |

pub mod bearer;
pub mod cas;
pub mod gate;
pub mod issuer;
pub mod key_set;

mod verified;
