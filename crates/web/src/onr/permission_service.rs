//! The header `External-Permission-Service`: a system on whose word käyttöoikeuspalvelu may be asked to rely. Nobody is asked
//! here, and a name that ONR does not know is refused as there.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::errors::{Exception, OnrError};

/// The names that ONR knows.
const SERVICES: [&str; 5] = ["HAKU_APP", "SURE", "ATARU", "KOSKI", "VARDA"];

/// A request that names none, or one that is known. Takes its place after whoever has signed in.
pub struct PermissionService;

impl<S: Sync> FromRequestParts<S> for PermissionService {
    type Rejection = OnrError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<PermissionService, OnrError> {
        let named = parts.headers.get("external-permission-service");
        if named.is_none_or(|value| SERVICES.iter().any(|name| value == name)) {
            return Ok(PermissionService);
        }
        let message = Some(format!("External-Permission-Service must be one of {}", SERVICES.join(", ")));
        Err(OnrError::Message { exception: Exception::IllegalArgument, message })
    }
}
