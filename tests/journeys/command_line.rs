//! The error list at the command line: learners who need somebody, without their names.

use oppijaloki::generate::Row;
use oppijaloki_tests::client::{foreign_row, oids, row_about};
use oppijaloki_tests::processes::{finished, oppijaloki};
use oppijaloki_tests::server::{On, Registry, SOON};

on_both_journals! {
    learners_who_need_somebody_are_listed_without_their_names,
}

async fn learners_who_need_somebody_are_listed_without_their_names(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    let identified = row_about(&registry.somebody(1), "stu-1");
    let hetuless = Row { passport: Some("PX1234567".to_owned()), ..foreign_row("Lina Maria", "Berg-Åhlund", "for-1") };
    let import = university.import(&[identified, hetuless]).await;
    university.resolved(import).await;
    registry.everybody_settled(SOON).await;
    let failing = oids(&university.rows(import).await)[1].clone();
    let server = format!("http://{}", registry.address());
    let listed = async |more: &[&str]| {
        let mut command = oppijaloki(&[&["errors", "--server", &server], more].concat());
        command.env("OPPIJALOKI_CLIENT_ID", "demo-university").env("OPPIJALOKI_CLIENT_SECRET", "demo-secret");
        let done = finished(command).await;
        (done.status.code(), String::from_utf8(done.stdout).unwrap(), String::from_utf8(done.stderr).unwrap())
    };
    let page = format!("{server}/henkilo-ui/oppija/{failing}");

    let (code, said, told) = listed(&[]).await;
    assert_eq!(code, Some(0), "{told}");
    let line = said.lines().find(|line| line.contains(&failing)).unwrap();
    assert!(said.contains("oid;cause;since;import;page") && !said.contains("Berg"), "{said}");
    assert!(line.starts_with(&format!("{failing};no_hetu;2")) && line.ends_with(&page), "{line}");
    let (_, said, _) = listed(&["--words", "fi", "--import", &import.to_string()]).await;
    assert!(said.contains(";Hetu puuttuu;") && said.contains("Oppijan sivu"), "{said}");
    let (_, said, _) = listed(&["--cause", "not_in_register", "--json"]).await;
    assert!(said.contains("[]"), "{said}");
}
