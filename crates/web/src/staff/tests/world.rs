//! The organisations and code sets that sample pages speak of.

use app::current::Current;
use app::directory::ServiceDirectory;
use app::officials::Officials;
use app::organisations::OrganisationTree;
use app::rules::CodeSets;
use texts::{Lang, Texts};

use crate::staff::words::Words;

/// What words are made from.
pub struct World {
    organisations: Current<OrganisationTree>,
    codes: Current<CodeSets>,
    officials: Officials,
    services: Current<ServiceDirectory>,
}

impl World {
    pub fn new() -> World {
        let json = r#"{"organisaatiot":[
            {"oid":"1.2.246.562.10.90000000011","nimi":{"fi":"Lumijoen yliopisto","sv":"Snöå universitet","en":"University of Snowriver"}},
            {"oid":"1.2.246.562.10.90000000012","nimi":{"fi":"Hallasuon ammattikorkeakoulu","sv":"Frostkärrs yrkeshögskola","en":"Frostmire University of Applied Sciences"}}]}"#;
        World {
            organisations: Current::of(OrganisationTree::parse(json).unwrap()),
            codes: Current::of(CodeSets::shipped().unwrap()),
            officials: Officials::default(),
            services: Current::of(ServiceDirectory::default()),
        }
    }

    pub fn words(&self, lang: Lang) -> Words<'_> {
        let World { organisations, codes, officials, services } = self;
        Words { t: Texts(lang), organisations, codes, officials, services }
    }
}
