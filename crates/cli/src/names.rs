//! Names of what stands in events by its id alone, from the files that the configuration names or those of the demo.

use app::directory::ServiceDirectory;
use app::officials::Officials;
use app::organisations::OrganisationTree;

use crate::commands::Failure;
use crate::config::Config;
use crate::neighbours::kept_officials;
use crate::node::read;

/// Names of organisations, services and officials.
pub struct Names {
    /// Organisations, and who is above whom.
    pub organisations: OrganisationTree,
    /// Services.
    pub services: ServiceDirectory,
    /// Officials.
    pub officials: Officials,
}

impl Names {
    /// Those of a configuration.
    pub fn configured(config: &Config) -> Result<Names, Failure> {
        let file = &config.organisations;
        let organisations = OrganisationTree::parse(&read(file)?);
        let services = config.services.as_deref().map(read).transpose()?;
        Ok(Names {
            organisations: organisations.map_err(|error| Failure(format!("{}: {error}", file.display())))?,
            services: directory(services.as_deref().unwrap_or(r#"{"services":[]}"#))?,
            officials: kept_officials(&config.data),
        })
    }

    /// The invented ones; a test of `app` reads the same files.
    pub fn of_demo() -> Result<Names, Failure> {
        let organisations = OrganisationTree::parse(include_str!("../../app/demo/organisations.json"));
        Ok(Names {
            organisations: organisations.unwrap_or_default(),
            services: directory(include_str!("../../app/demo/services.json"))?,
            officials: Officials::default(),
        })
    }
}

fn directory(services: &str) -> Result<ServiceDirectory, Failure> {
    ServiceDirectory::parse(services).map_err(|error| Failure(format!("the names of services: {error}")))
}
