//! The library's types as we use them, and what its faults mean. Texts of the library may quote answers, and answers
//! hold names and tokens: a log says which kind of fault it was and no more.

use std::time::{Duration, UNIX_EPOCH};

use events::Instant;
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreErrorResponseType,
    CoreGenderClaim, CoreGrantType, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm,
    CoreJwsSigningAlgorithm, CoreResponseMode, CoreResponseType, CoreRevocableToken, CoreRevocationErrorResponse,
    CoreSubjectIdentifierType, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AdditionalClaims, AdditionalProviderMetadata, ClaimsVerificationError, DiscoveryError, EmptyExtraTokenFields,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, IdTokenClaims, IdTokenFields, IdTokenVerifier,
    LogoutProviderMetadata, ProviderMetadata, RequestTokenError, SignatureVerificationError, StandardErrorResponse,
    StandardTokenResponse, UserInfoClaims, UserInfoError,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::NotSignedIn;
use super::http::NoAnswer;

/// Claims beside those of the standard: any.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Extra(Map<String, Value>);

impl AdditionalClaims for Extra {}

/// What a provider announces beside the standard.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Announces {
    /// Its answers say who answers (RFC 9207, 3).
    authorization_response_iss_parameter_supported: Option<bool>,
}

impl AdditionalProviderMetadata for Announces {}

impl Announces {
    /// Do its answers say who answers?
    pub fn says_who_answers(&self) -> bool {
        self.authorization_response_iss_parameter_supported == Some(true)
    }
}

/// What a provider announces.
pub(super) type Metadata = ProviderMetadata<
    LogoutProviderMetadata<Announces>,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

pub(super) type AuthenticationFlow = openidconnect::AuthenticationFlow<CoreResponseType>;
pub(super) type Claims = IdTokenClaims<Extra, CoreGenderClaim>;
pub(super) type UserInfo = UserInfoClaims<Extra, CoreGenderClaim>;
pub(super) type IdToken =
    openidconnect::IdToken<Extra, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;
pub(super) type Tokens = StandardTokenResponse<
    IdTokenFields<
        Extra,
        EmptyExtraTokenFields,
        CoreGenderClaim,
        CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm,
    >,
    CoreTokenType,
>;
pub(super) type Client = openidconnect::Client<
    Extra,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Tokens,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Verifies ID tokens for us at this moment: RS256 alone, whatever the provider announces or a token says.
pub(super) fn verifier(client: &Client, now: Instant) -> IdTokenVerifier<'_, CoreJsonWebKey> {
    let since_1970 = Duration::from_millis(u64::try_from(now.millis()).unwrap_or_default());
    client
        .id_token_verifier()
        .set_allowed_algs([CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256])
        .set_time_fn(move || (UNIX_EPOCH + since_1970).into())
}

/// Is it a key that may be known when it is asked for again?
pub(super) fn lacks_key(fault: &ClaimsVerificationError) -> bool {
    matches!(fault, ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey))
}

/// An ID token that does not hold. One with another nonce answers another question: anyone who signs in twice can bring the
/// code of the one with the state of the other, so that it is a warning. The others come from the provider itself.
pub(super) fn id_token_fault(fault: &ClaimsVerificationError) -> NotSignedIn {
    let name = name(fault);
    match fault {
        ClaimsVerificationError::InvalidNonce(_) => {
            tracing::warn!(fault = name, "an ID token of the sign-in provider answers another question");
        }
        _ => tracing::error!(fault = name, "an ID token of the sign-in provider does not hold"),
    }
    NotSignedIn::Untrusted
}

/// Which part of a token does not hold.
fn name(fault: &ClaimsVerificationError) -> &'static str {
    match fault {
        ClaimsVerificationError::Expired(_) => "expired",
        ClaimsVerificationError::InvalidAudience(_) => "audience",
        ClaimsVerificationError::InvalidIssuer(_) => "issuer",
        ClaimsVerificationError::InvalidNonce(_) => "nonce",
        ClaimsVerificationError::InvalidSubject(_) => "subject",
        ClaimsVerificationError::SignatureVerification(_) => "signature",
        _ => "another part",
    }
}

pub(super) fn discovery_fault(fault: DiscoveryError<NoAnswer>) -> NotSignedIn {
    match fault {
        DiscoveryError::Request(error) => unreachable_provider(&error),
        DiscoveryError::Response(status, ..) => failing_provider(status.as_u16()),
        DiscoveryError::Validation(_) => {
            tracing::error!("the sign-in provider calls itself otherwise than sign_in.issuer");
            NotSignedIn::Unavailable
        }
        _ => unreadable(),
    }
}

pub(super) fn exchange_fault(
    fault: RequestTokenError<NoAnswer, StandardErrorResponse<CoreErrorResponseType>>,
) -> NotSignedIn {
    match fault {
        RequestTokenError::Request(error) => unreachable_provider(&error),
        RequestTokenError::ServerResponse(refusal) => NotSignedIn::of_exchange(refusal.error().as_ref()),
        // What stands between it and us may answer so because of the code, which a browser has brought.
        RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
            tracing::warn!("the sign-in provider's answer to a code is not what it should be");
            NotSignedIn::Unavailable
        }
    }
}

pub(super) fn user_info_fault(fault: UserInfoError<NoAnswer>) -> NotSignedIn {
    match fault {
        UserInfoError::Request(error) => unreachable_provider(&error),
        UserInfoError::Response(status, ..) => failing_provider(status.as_u16()),
        UserInfoError::ClaimsVerification(fault) => {
            tracing::error!(fault = name(&fault), "what the sign-in provider says of somebody does not hold");
            NotSignedIn::Untrusted
        }
        _ => unreadable(),
    }
}

fn unreachable_provider(error: &NoAnswer) -> NotSignedIn {
    tracing::warn!(%error, "the sign-in provider does not answer");
    NotSignedIn::Unavailable
}

fn failing_provider(status: u16) -> NotSignedIn {
    tracing::warn!(status, "the sign-in provider fails");
    NotSignedIn::Unavailable
}

fn unreadable() -> NotSignedIn {
    tracing::error!("an answer of the sign-in provider is not what it should be");
    NotSignedIn::Unavailable
}
