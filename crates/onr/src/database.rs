//! ONR's database, read in pages of one snapshot: one question for each table, joined in memory.

use std::collections::HashMap;
use std::str::FromStr;

use events::Instant;
use sqlx::postgres::{PgConnectOptions, PgRow};
use sqlx::{ConnectOptions, Connection, PgConnection, Row};

use crate::rows::{Comparison, Contact, ContactRow, FailureRow, Identification, PersonRow};

mod imports;
mod sql;

/// Why nothing was read. None of the texts carries a value of a row.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The address cannot be read.
    #[error("the address of ONR's database cannot be read: {0}")]
    Address(String),
    /// The database does not answer, or refuses.
    #[error("ONR's database: {0}")]
    Database(String),
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Failure {
        Failure::Database(match error {
            sqlx::Error::Database(refused) => refused.message().to_owned(),
            other => other.to_string(),
        })
    }
}

/// The time zone of ONR's server: its timestamps say none.
#[derive(Debug, Clone)]
pub struct Zone(pub String);

/// ONR's database.
pub struct Database {
    connection: PgConnection,
    zone: Zone,
}

/// A row with its `id`, by which pages follow each other.
#[derive(Debug, Clone)]
pub struct PageRow<T> {
    /// The row's id.
    pub id: i64,
    /// What stands there.
    pub row: T,
}

/// Persons in the order of their ids.
pub type Page = Vec<PersonRow>;

/// How many of each there are in ONR.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows of `henkilo`.
    pub persons: i64,
    /// Those with a hetu.
    pub hetus: i64,
    /// Rows of `henkilo_hetu` that are not the present hetu.
    pub former_hetus: i64,
    /// Those identified from the register.
    pub from_register: i64,
    /// Those identified by an official.
    pub by_official: i64,
    /// Those identified by eIDAS.
    pub by_eidas: i64,
    /// Passive ones.
    pub passive: i64,
    /// Rows of `henkilo_passinumero`.
    pub passports: i64,
    /// Rows of `identification`.
    pub identifications: i64,
    /// Rows of `eidastunniste`.
    pub eidas: i64,
    /// Rows of `henkilo_organisaatio`.
    pub organisations: i64,
    /// Groups of contact details of persons.
    pub contacts: i64,
    /// Rows of `henkiloviite`.
    pub links: i64,
    /// Rows of `externalid`, which have no place here.
    pub external_ids: i64,
    /// Rows of `henkilo_huoltaja_suhde`, which have no place here.
    pub guardians: i64,
    /// Rows of `kotikunta_historia`, which have no place here.
    pub former_municipalities: i64,
    /// Rows of `tuonti`.
    pub imports: i64,
    /// Rows of `tuonti_rivi`.
    pub import_rows: i64,
}

impl Database {
    /// Connects, and holds one snapshot: whatever ONR does meanwhile is for the next time.
    pub async fn connect(url: &str, zone: Zone) -> Result<Database, Failure> {
        let options = PgConnectOptions::from_str(url).map_err(|error| Failure::Address(error.to_string()))?;
        let options = options.application_name("oppijaloki migrate").disable_statement_logging();
        let mut connection = PgConnection::connect_with(&options).await?;
        sqlx::query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").execute(&mut connection).await?;
        Ok(Database { connection, zone })
    }

    /// How many of each there are.
    pub async fn counts(&mut self) -> Result<Counts, Failure> {
        let row = sqlx::query(sql::COUNTS).fetch_one(&mut self.connection).await?;
        let count = |name: &str| row.try_get::<i64, _>(name);
        Ok(Counts {
            persons: count("persons")?,
            hetus: count("hetus")?,
            former_hetus: count("former_hetus")?,
            from_register: count("from_register")?,
            by_official: count("by_official")?,
            by_eidas: count("by_eidas")?,
            passive: count("passive")?,
            passports: count("passports")?,
            identifications: count("identifications")?,
            eidas: count("eidas")?,
            organisations: count("organisations")?,
            contacts: count("contacts")?,
            links: count("links")?,
            external_ids: count("external_ids")?,
            guardians: count("guardians")?,
            former_municipalities: count("former_municipalities")?,
            imports: count("imports")?,
            import_rows: count("import_rows")?,
        })
    }

    /// The next persons after an id, with all that belongs to them.
    pub async fn persons(&mut self, after: i64, most: i64) -> Result<Page, Failure> {
        let query = sqlx::query(sql::PERSONS).bind(after).bind(most).bind(self.zone.0.clone());
        let rows = query.fetch_all(&mut self.connection).await?;
        let persons = rows.iter().map(person).collect::<Result<Page, _>>()?;
        self.complete(persons).await
    }

    /// These persons, with all that belongs to them.
    pub async fn persons_of(&mut self, ids: &[i64]) -> Result<Page, Failure> {
        let query = sqlx::query(sql::PERSONS_OF).bind(ids.to_vec()).bind(0_i64).bind(self.zone.0.clone());
        let rows = query.fetch_all(&mut self.connection).await?;
        let persons = rows.iter().map(person).collect::<Result<Page, _>>()?;
        self.complete(persons).await
    }

    /// The ids of so many persons, drawn at random.
    pub async fn sample(&mut self, most: i64) -> Result<Vec<i64>, Failure> {
        let rows = sqlx::query(sql::SAMPLE).bind(most).fetch_all(&mut self.connection).await?;
        rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }

    /// The next links after an id: master, then slave.
    pub async fn links(&mut self, after: i64, most: i64) -> Result<Vec<PageRow<[String; 2]>>, Failure> {
        let rows = sqlx::query(sql::LINKS).bind(after).bind(most).fetch_all(&mut self.connection).await?;
        let link = |row: &PgRow| Ok(PageRow { id: row.try_get(0)?, row: [row.try_get(1)?, row.try_get(2)?] });
        rows.iter().map(link).collect()
    }

    async fn complete(&mut self, mut persons: Page) -> Result<Page, Failure> {
        if persons.is_empty() {
            return Ok(persons);
        }
        let ids: Vec<i64> = persons.iter().map(|person| person.id).collect();
        let at: HashMap<i64, usize> = ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
        let texts = |persons: &mut Page, rows: Vec<PgRow>, field: fn(&mut PersonRow) -> &mut Vec<String>| {
            rows.iter().try_for_each(|row| {
                let (owner, text): (i64, String) = (row.try_get(0)?, row.try_get(1)?);
                field(&mut persons[at[&owner]]).push(text);
                Ok::<_, Failure>(())
            })
        };
        texts(&mut persons, self.of(sql::HETUS, &ids).await?, |person| &mut person.hetus)?;
        texts(&mut persons, self.of(sql::PASSPORTS, &ids).await?, |person| &mut person.passports)?;
        texts(&mut persons, self.of(sql::EIDAS, &ids).await?, |person| &mut person.eidas)?;
        texts(&mut persons, self.of(sql::ORGANISATIONS, &ids).await?, |person| &mut person.organisations)?;
        texts(&mut persons, self.of(sql::NATIONALITIES, &ids).await?, |person| &mut person.nationalities)?;
        for row in self.of(sql::IDENTIFICATIONS, &ids).await? {
            let identification = Identification { provider: row.try_get(1)?, identifier: row.try_get(2)? };
            persons[at[&row.try_get(0)?]].identifications.push(identification);
        }
        for (owner, group) in groups(&self.of(sql::CONTACTS, &ids).await?)? {
            persons[at[&owner]].contacts.push(group);
        }
        for row in self.in_zone(sql::FAILURES, &ids).await? {
            let next_try = row.try_get::<Option<i64>, _>(3)?.map(Instant::from_millis);
            let failure = FailureRow { exception: row.try_get(1)?, says_passive: row.try_get(2)?, next_try };
            persons[at[&row.try_get(0)?]].failure = Some(failure);
        }
        for (owner, comparison) in self.comparisons(&ids).await? {
            persons[at[&owner]].comparison = Some(comparison);
        }
        let oids: Vec<String> = persons.iter().map(|person| person.oid.clone()).collect();
        let of_slave: HashMap<String, usize> = oids.iter().enumerate().map(|(at, oid)| (oid.clone(), at)).collect();
        let masters = sqlx::query(sql::MASTERS).bind(oids).fetch_all(&mut self.connection).await?;
        for row in masters {
            persons[of_slave[&row.try_get::<String, _>(0)?]].master = row.try_get(1)?;
        }
        Ok(persons)
    }

    async fn comparisons(&mut self, ids: &[i64]) -> Result<Vec<(i64, Comparison)>, Failure> {
        let rows = self.of(sql::COMPARISONS, ids).await?;
        let (mut all, mut owners) = (Vec::new(), HashMap::new());
        for row in &rows {
            owners.insert(row.try_get::<i64, _>("id")?, all.len());
            let comparison = Comparison {
                hetu: row.try_get("hetu")?,
                first_names: row.try_get("etunimet")?,
                call_name: row.try_get("kutsumanimi")?,
                surname: row.try_get("sukunimi")?,
                sex: row.try_get("sukupuoli")?,
                language: row.try_get("aidinkieli")?,
                municipality: row.try_get("kotikunta")?,
                protected: row.try_get("turvakielto")?,
                nationalities: Vec::new(),
                contacts: Vec::new(),
            };
            all.push((row.try_get("henkiloid")?, comparison));
        }
        let ids: Vec<i64> = owners.keys().copied().collect();
        if ids.is_empty() {
            return Ok(all);
        }
        for row in self.of(sql::COMPARED_NATIONALITIES, &ids).await? {
            all[owners[&row.try_get(0)?]].1.nationalities.push(row.try_get(1)?);
        }
        for (owner, group) in groups(&self.of(sql::COMPARED_CONTACTS, &ids).await?)? {
            all[owners[&owner]].1.contacts.push(group);
        }
        Ok(all)
    }

    async fn of(&mut self, sql: &'static str, ids: &[i64]) -> Result<Vec<PgRow>, Failure> {
        Ok(sqlx::query(sql).bind(ids.to_vec()).fetch_all(&mut self.connection).await?)
    }

    async fn in_zone(&mut self, sql: &'static str, ids: &[i64]) -> Result<Vec<PgRow>, Failure> {
        let query = sqlx::query(sql).bind(ids.to_vec()).bind(self.zone.0.clone());
        Ok(query.fetch_all(&mut self.connection).await?)
    }
}

/// Rows of groups and their contacts, in order: owner, group, its kind and origin, and one contact.
fn groups(rows: &[PgRow]) -> Result<Vec<(i64, ContactRow)>, Failure> {
    let mut groups: Vec<(i64, ContactRow)> = Vec::new();
    let mut last = None;
    for row in rows {
        let (owner, group): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
        if last != Some(group) {
            last = Some(group);
            groups.push((owner, ContactRow { kind: row.try_get(2)?, origin: row.try_get(3)?, contacts: Vec::new() }));
        }
        let contact = Contact { kind: row.try_get(4)?, value: row.try_get(5)? };
        groups.iter_mut().next_back().into_iter().for_each(|(_, group)| group.contacts.push(contact.clone()));
    }
    Ok(groups)
}

fn person(row: &PgRow) -> Result<PersonRow, Failure> {
    let instant = |name: &str| row.try_get::<i64, _>(name).map(Instant::from_millis);
    Ok(PersonRow {
        id: row.try_get("id")?,
        oid: row.try_get("oidhenkilo")?,
        first_names: row.try_get("etunimet")?,
        call_name: row.try_get("kutsumanimi")?,
        surname: row.try_get("sukunimi")?,
        hetu: row.try_get("hetu")?,
        birth_date: row.try_get("syntymaaika")?,
        sex: row.try_get("sukupuoli")?,
        language: row.try_get("aidinkieli")?,
        service_language: row.try_get("asiointikieli")?,
        municipality: row.try_get("kotikunta")?,
        protected: row.try_get("turvakielto")?,
        died: row.try_get("kuolinpaiva")?,
        no_finnish_hetu: row.try_get("eisuomalaistahetua")?,
        passive: row.try_get("passivoitu")?,
        by_official: row.try_get("yksiloity")?,
        from_register: row.try_get("yksiloityvtj")?,
        by_eidas: row.try_get("yksiloityeidas")?,
        created: instant("created")?,
        modified: instant("modified")?,
        synced: row.try_get::<Option<i64>, _>("vtjsync")?.map(Instant::from_millis),
        handled_by: row.try_get("kasittelija")?,
        hetus: Vec::new(),
        passports: Vec::new(),
        identifications: Vec::new(),
        eidas: Vec::new(),
        organisations: Vec::new(),
        nationalities: Vec::new(),
        contacts: Vec::new(),
        failure: None,
        comparison: None,
        master: None,
    })
}
