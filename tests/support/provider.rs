//! A real OpenID provider in a process of its own: `tests/browser/oidc`, by Node.js.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use crate::skipped::skipped;

/// Our id there.
pub const CLIENT: &str = "oppijaloki";
/// The id of a registry whose ID tokens are signed by another algorithm than RS256.
pub const CLIENT_OF_ANOTHER_ALGORITHM: &str = "oppijaloki-es256";
/// The secret of both.
pub const CLIENT_SECRET: &str = "the-secret-of-the-tests";

/// A running provider; it ends with this value.
pub struct ProviderProcess {
    child: Child,
    /// Its issuer, which is its address.
    pub issuer: String,
}

/// Where it says more than the subject.
#[derive(Debug, Clone, Copy)]
pub enum ClaimsIn {
    /// In the ID token.
    IdToken,
    /// In the user information.
    UserInfo,
}

/// Can the provider run here? Where everything must run it is an error that it cannot.
pub fn provider_runs() -> bool {
    let lacks = if Command::new("node").arg("--version").output().is_err() {
        "there is no node"
    } else if !folder().join("node_modules/oidc-provider").exists() {
        "`npm ci` was not run in tests/browser/oidc"
    } else {
        return true;
    };
    skipped("signing in by a real provider", lacks);
    false
}

impl ProviderProcess {
    /// Starts one for a registry at this public address. Port 0 takes a free one.
    pub fn start(port: u16, registry: &str, claims: ClaimsIn) -> ProviderProcess {
        let claims = match claims {
            ClaimsIn::IdToken => "id_token",
            ClaimsIn::UserInfo => "userinfo",
        };
        let mut command = Command::new("node");
        command.current_dir(folder()).args(["provider.mjs", &port.to_string(), registry, claims]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let issuer = lines.find(|line| line.starts_with("http://")).expect("the provider says where it is");
        // Whatever else it says is read, or it would stop when nobody does.
        std::thread::spawn(move || lines.for_each(drop));
        ProviderProcess { child, issuer }
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.issuer.rsplit(':').next().unwrap().parse().unwrap()
    }
}

impl Drop for ProviderProcess {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("browser/oidc")
}
