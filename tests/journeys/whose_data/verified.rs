//! What the log and the read models keep of all this is sound: `verify` finds nothing.

use events::EventKind;
use events::date;
use indicatif::ProgressBar;
use oppijaloki::commands::verify::verify;
use oppijaloki::generate::Row;
use oppijaloki_tests::server::{On, Registry, SOON};
use vtj::stand_in::Change;

use super::{hetu, import, in_register, named, with_email, with_passport};

on_both_journals! {
    verify_finds_nothing_wrong_with_any_of_it,
}

async fn verify_finds_nothing_wrong_with_any_of_it(on: On) {
    let mut registry = Registry::start(on).await;
    let (university, school) = (registry.university().await, registry.school().await);
    let rename = |row: &Row, surname: &str| Change::Rename {
        hetu: events::Hetu::from_stored(row.hetu.as_deref().unwrap()).unwrap(),
        first_names: None,
        call_name: None,
        surname: Some(surname.to_owned()),
    };
    let born = date(1999, 9, 9);
    let [own, slipped, student, changed, sister] = [1, 2, 3, 4, 5].map(|n| {
        let row = in_register(&registry, hetu(born, 900 + n), &format!("Nimi{n} Ilona"), "Todistettu");
        with_email(&row, "sama.osoite@posti.example")
    });
    let newer = hetu(born, 910);
    registry.register().change(Change::ReplaceHetu { old: hetu(born, 904), new: newer }).unwrap();
    let changed = Row { hetu: Some(newer.as_str().to_owned()), ..changed };
    let hetuless = Row { hetu: None, email: None, ..with_passport(&student, "TT 123-4567") };
    import(&university, &[own.clone(), named(&slipped, "Pertti Olavi", "Erhe"), hetuless, changed, sister]).await;
    registry.everybody_settled(SOON).await;
    registry.register().change(rename(&own, "Uusinimi")).unwrap();
    let renamed = named(&own, "Nimi1 Ilona", "Uusinimi");
    import(&school, &[renamed, slipped, Row { email: None, ..with_passport(&student, "tt1234567 ") }]).await;
    for kind in [
        EventKind::HetuAssigned,
        EventKind::RegisterDataRefreshed,
        EventKind::OrganisationLeft,
        EventKind::ImportRowWithheld,
    ] {
        assert_eq!(registry.count(kind.name()), 1, "{kind:?}");
    }
    registry.stop().await;
    let (store, _) = registry.open_store().await;
    let runtime = tokio::runtime::Handle::current();
    let verified = tokio::task::spawn_blocking(move || {
        let mut said = Vec::new();
        let ended = verify(&store, &runtime, &ProgressBar::hidden(), &mut |line: &str| said.push(line.to_owned()));
        ended.map_err(|failure| format!("{failure}\n{}", said.join("\n")))
    });
    verified.await.unwrap().unwrap();
}
