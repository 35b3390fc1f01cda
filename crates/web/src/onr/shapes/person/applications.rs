//! Applications of persons (*HakemusDto*), as the service that holds them tells them.

use std::collections::BTreeMap;

use app::applications::{Application, Applications};
use events::PersonOid;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// What is told of an application of somebody under a protection order, who must not be found by it.
const OF_PROTECTED: [&str; 4] = ["oid", "henkiloOid", "haku", "form"];

/// An application.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Hakemus<'a> {
    hakemus_data: HakemusData<'a>,
}

/// Everything that the service says of it, and which service that is.
#[derive(Serialize, ToSchema)]
pub struct HakemusData<'a> {
    #[serde(flatten)]
    #[schema(value_type = BTreeMap<String, Value>)]
    said: BTreeMap<&'a str, &'a Value>,
    service: &'a str,
}

impl<'a> Hakemus<'a> {
    /// Those of a person; few words of each where a protection order stands.
    pub fn of(oid: PersonOid, protected: bool, applications: &'a Applications) -> Vec<Hakemus<'a>> {
        let told = |application: &'a Application| {
            let all = application.said.iter().map(|(name, value)| (name.as_str(), value));
            let said = all.filter(|(name, _)| !protected || OF_PROTECTED.contains(name)).collect();
            Hakemus { hakemus_data: HakemusData { said, service: application.service } }
        };
        applications.of(oid).iter().map(told).collect()
    }
}
