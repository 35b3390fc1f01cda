//! Codes in words: causes, states, kinds of conflict, organisations and code sets, in the language of the page.

use std::fmt::Display;

use app::Person;
use app::caller::Caller;
use app::current::Current;
use app::directory::ServiceDirectory;
use app::officials::Officials;
use app::organisations::OrganisationTree;
use app::rules::{Cause, CodeSet, CodeSets, IdentifiedBy, Readable, Status};

use events::codes::{ConflictKind, Hint};
use events::person::Names;
use events::{Actor, Day, OrganisationOid, PersonOid};

use super::address;
use super::dates::day;
use texts::alphabet::alphabetical;
use texts::{Lang, Texts};

/// Everything that words are made from.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    /// Texts of the language.
    pub t: Texts,
    /// Names of organisations.
    pub organisations: &'a Current<OrganisationTree>,
    /// Names of codes.
    pub codes: &'a Current<CodeSets>,
    /// Names of officials.
    pub officials: &'a Officials,
    /// Names of services.
    pub services: &'a Current<ServiceDirectory>,
}

impl Words<'_> {
    /// What somebody is called who fetched data: the organisation and the program, as far as they are known, else the name of
    /// whoever signed in, or what they signed in as.
    pub fn system(
        &self,
        organisation: Option<&OrganisationOid>,
        client: Option<&str>,
        subject: Option<&str>,
    ) -> Option<String> {
        let organisation = organisation.map(|oid| self.organisation(oid));
        let parts: Vec<String> = organisation.into_iter().chain(client.map(str::to_owned)).collect();
        let signed_in = || subject.map(|subject| self.signed_in(subject));
        if parts.is_empty() { signed_in() } else { Some(parts.join(" · ")) }
    }

    /// The name of whoever signed in, or what they signed in as.
    pub fn signed_in(&self, subject: &str) -> String {
        self.officials.name(subject).unwrap_or_else(|| subject.to_owned())
    }

    /// Name of an organisation, or its OID where the name is not known.
    pub fn organisation(&self, oid: &OrganisationOid) -> String {
        let organisations = self.organisations.get();
        let name = organisations.name(oid).and_then(|name| name.text(self.t.lang().code()));
        name.map_or_else(|| oid.to_string(), str::to_owned)
    }

    /// An official by name and OID, or by the OID alone where the name is not known.
    pub fn official(&self, subject: &str) -> String {
        match self.officials.name(subject) {
            Some(name) => self.t.with_all("actor-official-named", &[("name", name), ("id", subject.to_owned())]),
            None => self.t.with("actor-official", "id", subject),
        }
    }

    /// Who did something. The user id of a service without a name is shown to auditors alone.
    pub fn actor(&self, actor: &Actor, caller: &Caller) -> String {
        match actor {
            Actor::Registry => self.t.get("actor-registry"),
            Actor::Operator => self.t.get("actor-operator"),
            Actor::Person(subject) if *subject == caller.subject => self.t.get("actor-you"),
            Actor::Person(subject) => self.official(subject),
            Actor::Service(subject) => match self.services.get().name_of(subject) {
                Some(name) => name.to_owned(),
                None if caller.reads_all() => self.t.with("actor-service-id", "id", subject),
                None => self.t.get("actor-service"),
            },
        }
    }

    /// Names of organisations, in alphabetical order.
    pub fn organisations<'o>(&self, oids: impl IntoIterator<Item = &'o OrganisationOid>) -> Vec<String> {
        let mut names: Vec<String> = oids.into_iter().map(|oid| self.organisation(oid)).collect();
        names.sort_by_cached_key(|name| alphabetical(name));
        names
    }

    /// Names of the organisations for which somebody acted, as far as their own name does not say them: that of a service often
    /// does, in whichever language. `None` where nothing is left to say.
    pub fn for_whom(&self, who: &str, organisations: &[OrganisationOid]) -> Option<String> {
        let known = self.organisations.get();
        let is_said = |oid: &&OrganisationOid| {
            let name = known.name(oid);
            Lang::ALL.iter().any(|lang| {
                name.and_then(|name| name.text(lang.code())).is_some_and(|it| !it.is_empty() && who.contains(it))
            })
        };
        let left: Vec<OrganisationOid> = organisations.iter().filter(|oid| !is_said(oid)).cloned().collect();
        (!left.is_empty()).then(|| self.organisations(&left).join(", "))
    }

    /// The organisation that somebody named: by its OID, or by its name in any language.
    pub fn organisation_named(&self, typed: &str) -> Option<OrganisationOid> {
        let typed = typed.trim();
        typed.parse().ok().or_else(|| self.organisations.get().named(typed))
    }

    /// Names of all organisations in alphabetical order, unless there are more than so many.
    pub fn known_organisations(&self, most: usize) -> Vec<String> {
        let known: Vec<OrganisationOid> = self.organisations.get().all().take(most + 1).cloned().collect();
        if known.len() > most { Vec::new() } else { self.organisations(&known) }
    }

    /// Name of a sex.
    pub fn sex(&self, code: &str) -> String {
        self.code(&self.codes.get().sex, code)
    }

    /// Name of a language; those of people are in lower case.
    pub fn language(&self, code: &str) -> String {
        self.code(&self.codes.get().language, &code.to_uppercase())
    }

    /// Name of a country.
    pub fn country(&self, code: &str) -> String {
        self.code(&self.codes.get().country, code)
    }

    /// Name of a municipality.
    pub fn municipality(&self, code: &str) -> String {
        self.code(&self.codes.get().municipality, code)
    }

    fn code(&self, set: &CodeSet, code: &str) -> String {
        let Some(name) = set.name_of(code) else { return code.to_owned() };
        let wanted = match self.t.lang() {
            Lang::Fi => &name.fi,
            Lang::Sv => &name.sv,
            Lang::En => &name.en,
        };
        [wanted, &name.fi, &name.sv].into_iter().flatten().next().cloned().unwrap_or_else(|| code.to_owned())
    }
}

/// A cause in words: what is wrong, what to do, and where more is said.
#[derive(Debug, Clone)]
pub struct CauseWords {
    /// What is wrong.
    pub what: String,
    /// The next step.
    pub next: String,
    /// The page about it.
    pub help: String,
}

impl CauseWords {
    /// Words for a cause.
    pub fn of(t: &Texts, cause: Cause) -> CauseWords {
        let name = cause.name();
        // What cannot be opened is told of on one page, whatever the reason.
        let page = match cause {
            Cause::KeyLost | Cause::Void => "person-erased".to_owned(),
            _ => name.replace('_', "-"),
        };
        CauseWords {
            what: t.get(&format!("cause-{name}")),
            next: t.get(&format!("next-{name}")),
            help: address::help(&page).to_string(),
        }
    }
}

/// What somebody may do about a learner who fails, beside sending them again.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// They are the keeper, who asks nobody else.
    pub keeps: bool,
    /// Names of the learner's pages on which they act.
    pub acts: &'a [&'static str],
}

impl CauseWords {
    /// That a learner's data is erased: no failure, but whoever has the number is to forget it.
    pub fn of_erased(t: &Texts, keeps: bool) -> CauseWords {
        let next = if keeps { "learner-erased-keeper" } else { "learner-erased-next" };
        let help = address::help("person-erased").to_string();
        CauseWords { what: t.get("value-erased"), next: t.get(next), help }
    }

    /// The next step for somebody who stands before the learner's acts: the keeper is not sent to the keeper, and whoever may
    /// act is told where. For everybody else the step is the one that lists say.
    pub fn told_to(self, t: &Texts, cause: Cause, reader: Reader<'_>) -> CauseWords {
        let page = match cause.name().as_str() {
            "names_nearly_same" | "names_clearly_different" => "vtj",
            _ => "hetu",
        };
        let of_keeper = reader.keeps.then(|| format!("advice-keeper-{}", cause.name()));
        let of_official = reader.acts.contains(&page).then(|| format!("advice-{}", cause.name()));
        let key = of_keeper.into_iter().chain(of_official).find(|key| t.has(key));
        CauseWords { next: key.map_or(self.next, |key| t.get(&key)), ..self }
    }
}

/// A code of a closed list in words, such as `conflict-spelling`.
pub fn coded(t: &Texts, list: &str, code: impl Display) -> String {
    t.get(&format!("{list}-{code}"))
}

/// What a command does that needs a second official, by its name.
pub fn command_title(t: &Texts, command: &str) -> String {
    t.get(&format!("command-{}", command.replace('_', "-")))
}

/// What to suspect beside a cause, with the birth dates that differ: the one sent and the hetu's.
pub fn hint(t: &Texts, hint: Hint, sent: Option<Day>, of_hetu: Option<Day>) -> String {
    match (hint, sent, of_hetu) {
        (Hint::BirthDateDiffers, Some(sent), Some(of_hetu)) => {
            t.with_all("hint-birth-dates", &[("sent", day(sent)), ("hetu", day(of_hetu))])
        }
        _ => coded(t, "hint", hint),
    }
}

/// Kinds of conflict in words.
pub fn conflicts(t: &Texts, kinds: &[ConflictKind]) -> Vec<String> {
    kinds.iter().map(|kind| coded(t, "conflict", kind)).collect()
}

/// Name of a state in addresses and texts.
pub fn status_name(status: Status) -> &'static str {
    match status {
        Status::Successful => "successful",
        Status::InProgress => "in_progress",
        Status::Failed => "failed",
    }
}

/// A state as every list, head and timeline shows it: a colour and an icon by its kind, and a word.
#[derive(Debug, Clone)]
pub struct Badge {
    /// Name of the kind in the style sheet.
    pub kind: &'static str,
    /// The word.
    pub text: String,
}

impl Badge {
    /// Of a row; one that was refused has no state.
    pub fn of_row(t: &Texts, status: Option<Status>, passive: bool) -> Badge {
        if passive {
            return Badge { kind: "passive", text: t.get("person-passive") };
        }
        let text = status.map_or_else(|| t.get("status-refused"), |of| self::status(t, of));
        Badge { kind: status.map_or("off", kind), text }
    }

    /// Of a person: each way of identification has its own. That somebody is passive comes first, and whatever else is true
    /// of them is then neither good nor bad.
    pub fn of_person(t: &Texts, person: &Person, status: Status) -> Vec<Badge> {
        let passive = is_passive(person);
        let kind = if person.readable == Readable::Yes && !passive { kind(status) } else { "off" };
        if kind == "busy" {
            return vec![Badge { kind, text: t.get("person-in_progress") }];
        }
        let first = passive.then(|| Badge { kind: "passive", text: t.get("person-passive") });
        first.into_iter().chain(identified(t, person).into_iter().map(|text| Badge { kind, text })).collect()
    }
}

/// Passivated, as far as anything of them can be read.
pub fn is_passive(person: &Person) -> bool {
    person.readable == Readable::Yes && person.passive.is_some()
}

fn kind(status: Status) -> &'static str {
    match status {
        Status::Successful => "good",
        Status::InProgress => "busy",
        Status::Failed => "bad",
    }
}

/// A state in words.
pub fn status(t: &Texts, of: Status) -> String {
    coded(t, "status", status_name(of))
}

/// How a person is identified, in words.
pub fn identified(t: &Texts, person: &Person) -> Vec<String> {
    match person.readable {
        Readable::Erased => return vec![t.get("identified-erased")],
        Readable::KeyLost => return vec![t.get("identified-key_lost")],
        Readable::Yes => {}
    }
    if person.identified.is_empty() {
        return vec![t.get("identified-not")];
    }
    person.identified.iter().map(|way| identified_by(t, *way)).collect()
}

/// A way of identification in words.
pub fn identified_by(t: &Texts, way: IdentifiedBy) -> String {
    t.get(match way {
        IdentifiedBy::Register => "identified-register",
        IdentifiedBy::Official => "identified-official",
        IdentifiedBy::Eidas => "identified-eidas",
    })
}

/// `Sukunimi, Etunimet`; `None` when there is neither.
pub fn full_name(names: &Names) -> Option<String> {
    let parts: Vec<&str> =
        [names.surname.as_str(), names.first_names.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// A name to show for a person, if only in words that there is none.
pub fn name_or_none(t: &Texts, names: &Names) -> String {
    full_name(names).unwrap_or_else(|| t.get("name-missing"))
}

/// An OID as text, where there is one.
pub fn oid_text(oid: Option<PersonOid>) -> Option<String> {
    oid.map(|oid| oid.to_string())
}
