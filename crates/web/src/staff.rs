//! The pages for officials, under `/henkilo-ui`.
//!
//! | module | what it is |
//! |---|---|
//! | `session` | who is signed in: [`session::Official`], which every page takes, and what forms must carry |
//! | `sign_in` | signing in and out |
//! | `oidc` | the OpenID provider that says who somebody is |
//! | `keys` | the keys that sessions and forms are protected with |

pub mod keys;
pub mod oidc;
pub mod session;
pub mod sign_in;

use app::App;
use axum::Router;
use axum::middleware::from_fn_with_state;

use self::sign_in::SharedSignIn;

/// What the pages share.
#[derive(Clone)]
pub struct Staff {
    /// The application.
    pub app: App,
    /// How officials sign in. Without it every page says so.
    pub sign_in: Option<SharedSignIn>,
}

/// Every page.
pub fn router(staff: Staff) -> Router {
    sign_in::routes().layer(from_fn_with_state(staff.clone(), session::recognise)).with_state(staff)
}
