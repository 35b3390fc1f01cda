//! Queries as they stand in addresses.

use super::*;

fn criteria(query: &str) -> Result<ImportCriteria, String> {
    let uri: Uri = format!("/oppija/yhteenveto?{query}").parse().unwrap();
    read_criteria(&uri).map_err(|fault| fault.to_string())
}

fn since(text: &str) -> Option<String> {
    let criteria = criteria(&format!("muokattuJalkeen={text}")).ok()?;
    criteria.changed_since.map(|instant| instant.to_string())
}

#[test]
fn nothing_asked_is_everything() {
    assert_eq!(read_criteria(&"/oppija/yhteenveto".parse().unwrap()), Ok(ImportCriteria::default()));
    let empty = "tuontiId=&muokattuJalkeen=&vainVirheet=&nimiHaku=&organisaatioOids=&unheard=x";
    assert_eq!(criteria(empty), Ok(ImportCriteria::default()));
}

#[test]
fn everything_at_once() {
    let asked = criteria(
        "tuontiId=918273&muokattuJalkeen=1756887330000&vainVirheet=true&nimiHaku=Saarnio%20Eero+Ilmari\
         &organisaatioOids=1.2.246.562.10.1&organisaatioOids=1.2.246.562.10.2,1.2.246.562.10.3,1.2.246.562.10.1",
    );
    let oid = |n: u32| format!("1.2.246.562.10.{n}").parse().unwrap();
    let expected = ImportCriteria {
        import: Some(918_273),
        changed_since: Some(Instant::from_millis(1_756_887_330_000)),
        failed_only: true,
        name_query: Some("Saarnio Eero Ilmari".to_owned()),
        organisations: Some(vec![oid(1), oid(2), oid(3)]),
    };
    assert_eq!(asked, Ok(expected));
    assert!(!format!("{asked:?}").contains("Saarnio"));
}

#[test]
fn instants_in_every_form() {
    for (text, instant) in [
        ("1756887330000", "2025-09-03T08:15:30Z"),
        ("-1", "1969-12-31T23:59:59.999Z"),
        ("20250903", "1970-01-01T05:37:30.903Z"),
        ("2025-09-03", "2025-09-02T21:00:00Z"),
        ("2025-01-03", "2025-01-02T22:00:00Z"),
        ("2025-09-03T11:15:30", "2025-09-03T08:15:30Z"),
        ("2025-09-03T11:15", "2025-09-03T08:15:00Z"),
        ("2025-09-03T11:15:30.125", "2025-09-03T08:15:30.125Z"),
        ("2025-09-03T08:15:30Z", "2025-09-03T08:15:30Z"),
        ("2025-09-03T11:15:30%2B03:00", "2025-09-03T08:15:30Z"),
        ("2025-09-03T11:15:30+03:00", "2025-09-03T08:15:30Z"),
        ("2025-09-03T06:15:30-02:00", "2025-09-03T08:15:30Z"),
        ("2025-09-03T11:15:30%2B03:00%5BEurope/Helsinki%5D", "2025-09-03T08:15:30Z"),
        // Parts that are left out, fractions of any part, week and ordinal dates.
        ("2020-02-18T18", "2020-02-18T16:00:00Z"),
        ("2020-02-18T", "2020-02-17T22:00:00Z"),
        ("2020-02-18T%2B02:00", "2020-02-17T22:00:00Z"),
        ("2020-2-8", "2020-02-07T22:00:00Z"),
        ("2020-12", "2020-11-30T22:00:00Z"),
        ("2020T", "2019-12-31T22:00:00Z"),
        ("2020-02-18T18:23:11,5", "2020-02-18T16:23:11.5Z"),
        ("2020-02-18T18:30.5Z", "2020-02-18T18:30:30Z"),
        ("2020-W10", "2020-03-01T22:00:00Z"),
        ("2020-W10-2T08Z", "2020-03-03T08:00:00Z"),
        ("2020-049", "2020-02-17T22:00:00Z"),
        ("T18:23:11Z", "1970-01-01T18:23:11Z"),
        // In the hour that the clocks skip, and in the one that comes twice.
        ("2025-03-30T03:30:00", "2025-03-30T01:30:00Z"),
        ("2025-10-26T03:30:00", "2025-10-26T00:30:00Z"),
    ] {
        assert_eq!(since(text).as_deref(), Some(instant), "{text}");
    }
}

#[test]
fn faults_name_the_parameter_and_not_the_value() {
    for (query, parameter) in [
        ("tuontiId=abc", "tuontiId"),
        ("tuontiId=99999999999999999999", "tuontiId"),
        ("vainVirheet=ehka", "vainVirheet"),
        ("muokattuJalkeen=eilen", "muokattuJalkeen"),
        ("muokattuJalkeen=2025-13-01", "muokattuJalkeen"),
        ("muokattuJalkeen=2025-09-03T25:00", "muokattuJalkeen"),
        ("muokattuJalkeen=99999999999999999", "muokattuJalkeen"),
        ("muokattuJalkeen=99999999999999999999999", "muokattuJalkeen"),
        ("organisaatioOids=1.2.246.562.24.1", "organisaatioOids"),
    ] {
        let fault = criteria(query).unwrap_err();
        assert!(fault.starts_with(&format!("query parameter {parameter}:")), "{fault}");
        let value = query.split('=').nth(1).unwrap();
        assert!(!fault.contains(value), "{fault}");
    }
    assert!(criteria(&format!("nimiHaku={}", "a".repeat(256))).is_err());
    assert!(criteria(&format!("nimiHaku={}", "%C3%A4".repeat(255))).is_ok());
    // Bytes that are no UTF-8 become the replacement character, and find nobody.
    assert_eq!(criteria("nimiHaku=%FF").unwrap().name_query.as_deref(), Some("\u{fffd}"));
    let uri = "/x?page=0".parse().unwrap();
    let error = OnrError::from(read_page(&uri, PageLimits { default: 20, most: 50 }).unwrap_err());
    assert_eq!(error.status(), 400);
}

#[test]
fn pages_have_limits() {
    let limits = PageLimits { default: 20, most: 10_000 };
    let page =
        |query: &str| read_page(&format!("/x?{query}").parse().unwrap(), limits).map_err(|fault| fault.parameter);
    assert_eq!(page(""), Ok(PageRequest { number: 1, size: 20 }));
    assert_eq!(page("page=&count="), Ok(PageRequest { number: 1, size: 20 }));
    assert_eq!(page("page=3&count=10000"), Ok(PageRequest { number: 3, size: 10_000 }));
    assert_eq!(page("count=10001"), Err("count"));
    assert_eq!(page("count=0"), Err("count"));
    assert_eq!(page("page=-1"), Err("page"));
    assert_eq!(page("page=2147483648"), Err("page"));
    assert_eq!(page("page=2147483647&count=10000").unwrap().offset(), 21_474_836_460_000);
    assert_eq!(page("").unwrap().offset(), 0);
}

proptest::proptest! {
    #[test]
    fn no_instant_panics(text in ".{0,30}") {
        let _ = read_instant(&text);
    }
}
