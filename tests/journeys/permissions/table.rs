//! Who may do what, as text: every route, and what each right opens in an organisation of the import and the learner,
//! in another organisation, and at the root.
//!
//! A group of rights has three statuses, in that order; a single one stands for all three. `others` are the rights not
//! named; anyone who asks without token and session is `nobody`; `everybody` is nobody and all rights. `200-` is an answer
//! that shows nothing of the organisation's: what it must not hold, and a plain `200` must, stands after `shows`. A route
//! that carries out a command (`app::commands`) names it after `is`.

use std::collections::BTreeMap;

use events::codes::Right;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};

const TABLE: &str = include_str!("table.txt");

/// What a caller gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answered {
    /// The status.
    pub status: u16,
    /// Nothing of the organisation's is in it.
    pub hollow: bool,
}

/// A route with what callers get.
pub struct Route {
    /// The method.
    pub method: String,
    /// The path, with names for what stands in it.
    pub path: String,
    /// The command that it carries out, where it stands behind `is`.
    pub command: Option<String>,
    /// What an answer with everything holds.
    pub shows: Option<String>,
    /// Without token and session.
    pub nobody: Answered,
    /// By right: at the organisation, at another, at the root.
    pub rights: BTreeMap<&'static str, [Answered; 3]>,
}

impl Route {
    /// Its method and path, with nothing but braces for what stands in the path.
    pub fn name(&self) -> (String, String) {
        (self.method.clone(), bare(&self.path))
    }
}

/// The whole table.
pub fn table() -> Vec<Route> {
    let mut routes: Vec<(&str, Vec<&str>)> = Vec::new();
    let lines = TABLE.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    for line in lines {
        match line.strip_prefix("    ") {
            Some(group) => routes.last_mut().expect("a route stands above").1.push(group),
            None => routes.push((line, Vec::new())),
        }
    }
    routes.into_iter().map(|(head, groups)| route(head, &groups)).collect()
}

/// A path without its query and without what stands in it.
pub fn bare(path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default().replace(".csv", "");
    let path = ["tuonti={", "hetu={", "hakutermi={", "yhteystieto={"]
        .iter()
        .fold(path, |path, named| path.replace(named, "{"));
    let path = path.replace("/2020-01-01", "/{at}");
    let mut parts = path.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| all + "{}" + part.split_once('}').expect("a name in braces").1)
}

fn route(head: &str, groups: &[&str]) -> Route {
    let (asked, shows) = head.split_once(" shows ").map_or((head, None), |(asked, shows)| (asked, Some(shows)));
    let (asked, command) = asked.split_once(" is ").map_or((asked, None), |(asked, command)| (asked, Some(command)));
    let (method, path) = asked.split_once(' ').expect("method and path");
    let (mut nobody, mut others, mut rights) = (None, None, BTreeMap::new());
    for group in groups {
        let (names, answers) = read_group(group);
        for name in names {
            let twice = match name {
                "nobody" => nobody.replace(answers[0]).is_some(),
                "others" => others.replace(answers).is_some(),
                "everybody" => others.replace(answers).is_some() | nobody.replace(answers[0]).is_some(),
                right => rights.insert(known(right), answers).is_some(),
            };
            assert!(!twice, "{head}: {name} stands there twice");
        }
    }
    for right in Right::ALL {
        let name = right_name(*right);
        rights.entry(name).or_insert_with(|| others.unwrap_or_else(|| panic!("{head}: {name} is missing")));
    }
    let nobody = nobody.unwrap_or_else(|| panic!("{head}: nobody is missing"));
    let [shows, command] = [shows, command].map(|text| text.map(str::to_owned));
    Route { method: method.to_owned(), path: path.trim().to_owned(), command, shows, nobody, rights }
}

fn read_group(group: &str) -> (Vec<&str>, [Answered; 3]) {
    let is_answer = |word: &&str| word.starts_with(|first: char| first.is_ascii_digit());
    let (answers, names): (Vec<&str>, Vec<&str>) = group.split_whitespace().partition(is_answer);
    let answers: Vec<Answered> = answers.into_iter().map(answered).collect();
    match answers[..] {
        [all] => (names, [all; 3]),
        [own, another, root] => (names, [own, another, root]),
        _ => panic!("one answer or three: {group}"),
    }
}

fn answered(word: &str) -> Answered {
    let (status, hollow) = word.strip_suffix('-').map_or((word, false), |status| (status, true));
    Answered { status: status.parse().unwrap(), hollow }
}

fn known(name: &str) -> &'static str {
    let text: StrDeserializer<'_, Error> = name.into_deserializer();
    right_name(Right::deserialize(text).unwrap_or_else(|_| panic!("{name} is no right")))
}

/// How a right is called in tokens and in the table.
pub fn right_name(right: Right) -> &'static str {
    let at = Right::ALL.iter().position(|other| *other == right).unwrap();
    names()[at].as_str()
}

fn names() -> &'static [String] {
    static NAMES: std::sync::OnceLock<Vec<String>> = std::sync::OnceLock::new();
    NAMES.get_or_init(|| Right::ALL.iter().map(ToString::to_string).collect())
}
