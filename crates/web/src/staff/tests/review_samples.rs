//! The review queue with invented people.

use app::report::Cursor;
use app::report::review::{ReviewItem, ReviewRecord};
use app::rules::{Field, Finding, Rule, Score, Status};
use askama::Template;
use texts::Lang;
use uuid::Uuid;

use super::history::learner;
use super::samples::{LONGEST, World, asked, official, person};
use crate::staff::review::{Beside, ReviewPage};

fn item(records: u64) -> ReviewItem {
    let record = |n: u64| {
        let mut of = learner(false, None).person;
        of.oid = person(n);
        if n == 2 {
            of.names.surname = LONGEST.to_owned();
        }
        let head = (n == 3).then(|| person(1));
        ReviewRecord { person: of, status: Status::Failed, head, opens: n < 3, decides: n == 1 }
    };
    let found = |field, rule, points| Finding { field, rule, similarity: None, points };
    let findings = vec![
        found(Field::Surname, Rule::Similar, 26),
        found(Field::FirstNames, Rule::SomeMissing, 38),
        found(Field::BirthDate, Rule::DayAndMonthSwapped, 25),
        found(Field::Sex, Rule::Different, -12),
        found(Field::Hetu, Rule::Similar, 25),
    ];
    let score = Score { points: 102, findings };
    ReviewItem {
        item: person(1),
        place: Cursor("AAAAAAAAAGYAAAAAAAAAAQ".to_owned()),
        records: (1..=records).map(record).collect(),
        pairs: vec![(0, 1, score)],
        identical: records == 2,
        seen: Uuid::nil(),
    }
}

/// A group of three, one of two that was just decided, and nothing.
pub fn review(lang: Lang) -> Vec<(String, String)> {
    let (world, at) = (World::new(), "/henkilo-ui/duplikaatit");
    let page = |address: String, item: Option<&ReviewItem>, beside: &Beside| {
        let asked = asked(lang, &address);
        ReviewPage::new((&asked, &official()), world.words(lang), item, beside, true).render().unwrap()
    };
    let beside = Beside { identical: vec![item(2)], total: Some(1_234), refused: vec!["review-moved"] };
    let done = format!("{at}?tehty=linkitetty&tapahtuma=77");
    vec![
        ("review-three".to_owned(), page(at.to_owned(), Some(&item(3)), &beside)),
        ("review-two".to_owned(), page(done, Some(&item(2)), &Beside::default())),
        ("review-empty".to_owned(), page(at.to_owned(), None, &Beside::default())),
    ]
}
