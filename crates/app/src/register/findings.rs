//! What the register said of each hetu, and in which of its answers.

use std::collections::HashMap;

use domain::identify::Finding;
use events::person::RegisterRecord;
use events::{Hetu, Instant, RegisterAnswer};
use vtj::client::{Answer, Answers, RegisterOutage};

use crate::App;

/// What is known of some hetus. It may take several questions: each finding keeps its own answer.
#[derive(Clone, Default)]
pub(crate) struct Findings(HashMap<Hetu, RegisterFinding>);

/// What is known of one hetu.
#[derive(Clone)]
pub(crate) struct RegisterFinding {
    /// What the register said.
    pub finding: Finding,
    /// In which answer; absent where it was not asked.
    pub answer: Option<RegisterAnswer>,
}

impl Findings {
    /// Asks about those hetus of which nothing is known yet, in one question; `false` when there was nothing to ask. Test
    /// hetus are never looked up.
    pub async fn ask(&mut self, app: &App, hetus: impl IntoIterator<Item = Hetu>) -> Result<bool, RegisterOutage> {
        let unknown = hetus.into_iter().filter(|hetu| !self.know(hetu));
        let (test, real): (Vec<Hetu>, Vec<Hetu>) = unknown.partition(|hetu| app.is_test_hetu(hetu));
        self.are_test_hetus(test);
        if real.is_empty() {
            return Ok(false);
        }
        let asked = std::time::Instant::now();
        let answers = app.parts.register.ask(&real).await;
        let outcome = answers.as_ref().map_or_else(|outage| outage.kind.to_string(), |_| "answered".to_owned());
        app.counts.register_call(outcome, asked.elapsed());
        let answers = answers?;
        self.learn(real, answers, app.now());
        Ok(true)
    }

    /// Is anything known of this hetu?
    fn know(&self, hetu: &Hetu) -> bool {
        self.0.contains_key(hetu)
    }

    /// What is known of a hetu.
    pub fn of(&self, hetu: &Hetu) -> Option<&RegisterFinding> {
        self.0.get(hetu)
    }

    /// Did the register answer at all?
    pub fn any_answer(&self) -> bool {
        self.0.values().any(|found| found.answer.is_some())
    }

    /// Takes in hetus that the register is not asked about.
    fn are_test_hetus(&mut self, hetus: Vec<Hetu>) {
        self.0
            .extend(hetus.into_iter().map(|hetu| (hetu, RegisterFinding { finding: Finding::TestHetu, answer: None })));
    }

    /// Takes in the answers to these hetus, which came at that time.
    fn learn(&mut self, hetus: Vec<Hetu>, answers: Answers, at: Instant) {
        let answer = Some(RegisterAnswer { id: answers.id, at });
        let found =
            answers.answers.into_iter().map(|one| RegisterFinding { finding: finding(one), answer: answer.clone() });
        self.0.extend(hetus.into_iter().zip(found));
    }

    /// The hetus whose holder the register knows, and what it says of them.
    pub fn records(&self) -> impl Iterator<Item = (Hetu, &RegisterRecord)> {
        self.0.iter().filter_map(|(hetu, found)| match &found.finding {
            Finding::Found(record) => Some((*hetu, &**record)),
            _ => None,
        })
    }

    /// What the register said of a hetu cannot be used after all. False when it has said nothing that could be.
    pub fn cannot_read(&mut self, hetu: &Hetu) -> bool {
        let found = self.0.get_mut(hetu).filter(|found| matches!(found.finding, Finding::Found(_)));
        found.map(|found| found.finding = Finding::Unreadable).is_some()
    }
}

/// The register's answer as decisions know it.
fn finding(answer: Answer) -> Finding {
    match answer {
        Answer::Found(record) => Finding::Found(record),
        Answer::NotFound => Finding::NotFound,
        Answer::Passive => Finding::Passive,
        Answer::NoName => Finding::NoName,
        Answer::Withheld => Finding::Withheld,
        Answer::Unreadable => Finding::Unreadable,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a broken assumption must fail the test")]
mod tests {
    use events::person::Names;

    use super::*;

    fn hetu(individual: u16) -> Hetu {
        Hetu::compose(events::date(1998, 3, 14), '-', individual).unwrap()
    }

    fn answers(id: &str, answer: Answer) -> Answers {
        Answers { id: id.to_owned(), answers: vec![answer] }
    }

    fn record(hetu: Hetu) -> Answer {
        let names = Names { first_names: "Tuulia".into(), call_name: String::new(), surname: "Jylhäranta".into() };
        Answer::Found(Box::new(RegisterRecord {
            hetu,
            former_hetus: vec![],
            names,
            former_surnames: vec![],
            birth_date: None,
            sex: None,
            language: None,
            nationalities: vec![],
            municipality: None,
            protected: false,
            died: None,
            contacts: vec![],
        }))
    }

    #[test]
    fn each_finding_keeps_the_answer_it_stands_in() {
        let (first, second) = (Instant::from_millis(1_000), Instant::from_millis(2_000));
        let mut findings = Findings::default();
        assert!(!findings.any_answer());
        findings.learn(vec![hetu(946)], answers("first", Answer::NotFound), first);
        findings.learn(vec![hetu(947)], answers("second", Answer::Passive), second);
        findings.are_test_hetus(vec![hetu(995)]);
        let answer = |individual| findings.of(&hetu(individual)).unwrap().answer.clone();
        assert_eq!(answer(946), Some(RegisterAnswer { id: "first".to_owned(), at: first }));
        assert_eq!(answer(947), Some(RegisterAnswer { id: "second".to_owned(), at: second }));
        assert_eq!(answer(995), None);
        assert!(findings.any_answer() && findings.know(&hetu(995)) && !findings.know(&hetu(948)));
    }

    #[test]
    fn a_record_that_cannot_be_kept_is_given_up_once() {
        let mut findings = Findings::default();
        findings.learn(vec![hetu(946)], answers("first", record(hetu(946))), Instant::from_millis(0));
        assert!(findings.cannot_read(&hetu(946)));
        let found = findings.of(&hetu(946)).unwrap();
        assert!(found.finding == Finding::Unreadable && found.answer.is_some());
        assert!(!findings.cannot_read(&hetu(946)));
        assert!(!findings.cannot_read(&hetu(947)));
    }
}
