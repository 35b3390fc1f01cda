//! Puts a node together: the one place where every part is made and handed to the others.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use app::applications::AskApplications;
use app::current::Current;
use app::directory::ServiceDirectory;
use app::mail::Mail;
use app::officials::Officials;
use app::organisations::OrganisationTree;
use app::{App, Parts, Settings};
use domain::CodeSets;
use store::access_register::AccessPlace;
use store::{Accept, Checks, Engine, Store, StoreConfig, VaultPlace, VaultSecrets};
use vtj::client::{Register, RegisterConfig};

use crate::commands::Failure;

/// What a node is made of.
pub struct Node {
    /// The data folder.
    pub folder: PathBuf,
    /// Which journal.
    pub engine: Engine,
    /// Where the vault is.
    pub vault: VaultPlace,
    /// Where the access register is.
    pub access: AccessPlace,
    /// The vault's secrets.
    pub secrets: VaultSecrets,
    /// How the population register is reached.
    pub register: RegisterConfig,
    /// Code sets that are checked against.
    pub codes: Current<CodeSets>,
    /// Who is above whom.
    pub organisations: Current<OrganisationTree>,
    /// Names of services.
    pub services: Current<ServiceDirectory>,
    /// What officials are called.
    pub officials: Officials,
    /// Asks the service where people apply; `None` when there is none.
    pub applications: Option<AskApplications>,
    /// How notices leave; `None` when none are sent.
    pub mail: Option<Mail>,
    /// Rules that may be set.
    pub settings: Settings,
    /// What time it is.
    pub clock: store::Clock,
    /// Where numbers of new people come from.
    pub draw: app::DrawOid,
    /// What an operator accepts for this once.
    pub accept: Accept,
}

impl Node {
    /// Opens the log, the vault and the read models, and brings everything up to date.
    pub async fn open(self) -> Result<App, Failure> {
        let Node { folder, engine, vault, access, secrets, register, codes, organisations, .. } = self;
        let (services, officials, applications) = (self.services, self.officials, self.applications);
        let (mail, settings) = (self.mail, self.settings);
        let (clock, draw, accept, checks) = (self.clock, self.draw, self.accept, Checks::Start);
        let register = Register::new(register).map_err(|error| Failure(error.to_string()))?;
        let progress = crate::engine::show_progress;
        let store =
            StoreConfig { folder, engine, vault, access, secrets, clock: clock.clone(), checks, accept, progress };
        let store = Store::open(store).await.map_err(|error| Failure(error.to_string()))?;
        let parts = Parts {
            store: Arc::new(store),
            register,
            codes,
            organisations,
            services,
            officials,
            applications,
            mail,
            settings,
            clock,
            draw,
        };
        App::open(parts).await.map_err(|error| Failure(error.to_string()))
    }
}

/// Reads a file that the configuration names.
pub fn read(file: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(file).map_err(|error| Failure(format!("{} cannot be read: {error}", file.display())))
}
