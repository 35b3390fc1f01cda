//! The provider over HTTP: our own client, within limits.

use std::pin::Pin;
use std::time::Duration;

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};

/// One request may take so long.
const TIMEOUT: Duration = Duration::from_secs(5);
/// The longest answer that is read, in bytes: an ID token lists every right that its holder has anywhere.
const LONGEST: usize = 1024 * 1024;

/// Asks the provider.
pub(super) struct Http(reqwest::Client);

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum NoAnswer {
    /// Not reached, or not in time.
    #[error("not reached")]
    Http(#[from] reqwest::Error),
    /// Too long.
    #[error("longer than {LONGEST} bytes")]
    TooLong,
}

impl Http {
    /// A client for this issuer.
    pub fn new(issuer: &str) -> Result<Http, reqwest::Error> {
        // A redirect would let anyone who answers there choose where our secret is sent.
        let client = reqwest::Client::builder().timeout(TIMEOUT).redirect(reqwest::redirect::Policy::none());
        // No certificate is looked at over plain HTTP, and on a bare machine there are none to load.
        let plain = issuer.starts_with("http://");
        Ok(Http(if plain { client.tls_certs_only([]) } else { client }.build()?))
    }

    async fn answer(&self, request: HttpRequest) -> Result<HttpResponse, NoAnswer> {
        let mut response = self.0.execute(request.try_into()?).await?;
        let mut answer = HttpResponse::new(Vec::new());
        *answer.status_mut() = response.status();
        *answer.headers_mut() = response.headers().clone();
        while let Some(chunk) = response.chunk().await? {
            answer.body_mut().extend_from_slice(&chunk);
            if answer.body().len() > LONGEST {
                return Err(NoAnswer::TooLong);
            }
        }
        Ok(answer)
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = NoAnswer;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, NoAnswer>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.answer(request))
    }
}
