//! One number, one person, though numbers are drawn at random and the draws meet.

use std::collections::BTreeSet;
use std::sync::Arc;

use events::PersonOid;
use oppijaloki::commands::demo::Surroundings;
use oppijaloki_tests::client::row_about;
use oppijaloki_tests::server::{On, Registry};
use serde_json::json;

on_both_journals! {
    people_get_numbers_of_their_own_where_draws_often_meet_one_in_use,
}

/// Thirty people by an import, ten by single look-ups and ten as single learners, from a hundred and fifty numbers.
async fn people_get_numbers_of_their_own_where_draws_often_meet_one_in_use(on: On) {
    let draw: app::DrawOid = Arc::new(|| PersonOid::issue(1_000_000_000 + rand::random_range(0..150)));
    let registry = Registry::start_with(on, Surroundings { draw, ..Surroundings::default() }).await;
    let university = registry.university().await;
    let row = |n: u64| row_about(&registry.somebody(n), &format!("row-{n}"));
    let imported = university.import_resolved(&(1..=30).map(row).collect::<Vec<_>>()).await;
    let mut numbers: Vec<String> = imported;
    for n in 31..=40 {
        numbers.push(text(&university.look_up(&row(n)).await.ok()["oid"]));
    }
    for _ in 0..10 {
        let learner = json!({
            "etunimet": "Aino Maria", "kutsumanimi": "Maria", "sukunimi": "Esimerkki", "yksiloity": false,
            "syntymaaika": "2001-02-03", "sukupuoli": "2", "aidinkieli": {"kieliKoodi": "fi"},
            "kansalaisuus": [{"kansalaisuusKoodi": "246"}],
        });
        let answer = university.register_learner(&learner).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        numbers.push(answer.text);
    }
    assert_eq!((numbers.len(), numbers.iter().collect::<BTreeSet<_>>().len()), (50, 50));
    assert_eq!(registry.count("PersonRegistered"), 50);
}

fn text(value: &serde_json::Value) -> String {
    value.as_str().unwrap().to_owned()
}
