//! Nothing that can be sent as an answer makes the client panic or answer about somebody else.

use proptest::prelude::*;
use vtj::client::{Answer, Entry, read_answer};

use crate::hetu;

const PERSON: &str = r#"{"perustiedot":[{"henkilotunnus":"210705A932J","tietoryhmat":[
    {"tietoryhma":"HENKILON_NIMI","etunimi":"Aava Ilona","sukunimi":"Rantamaa","etunimiUTF8":"Aava Ilona"},
    {"tietoryhma":"SYNTYMAPAIVA","syntymapv":{"arvo":"2005-07-21","tarkkuus":"PAIVA"}},
    {"tietoryhma":"HENKILOTUNNUS_KORJAUS","voimassaolo":"AKTIIVI","aktiivinenHenkilotunnus":"210705A932J",
     "edellisetHenkilotunnukset":["140398-9457"]},
    {"tietoryhma":"KANSALAISUUS","henkilonKansalaisuudet":[{"kansalaisuuskoodi":"246","voimassaolo":"AKTIIVI"}]},
    {"tietoryhma":"KUOLINPAIVA","kuollut":true,"kuolinpv":{"arvo":"2020-01","tarkkuus":"KUUKAUSI"}},
    {"tietoryhma":"VAKINAINEN_KOTIMAINEN_OSOITE","katunimi":{"fi":"Tie","sv":""},"katunumero":"7",
     "huoneistonumero":"003","loppupv":{"arvo":"2031-01-01"}}]}],"ajanTasalla":true}"#;

proptest! {
    #[test]
    fn any_bytes(body in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = read_answer(&[hetu("210705A932J")], &body);
    }

    #[test]
    fn an_answer_with_a_stretch_replaced(at in 0usize..900, length in 0usize..8, with in "[\\x00-\\x7f\u{fffd}ä]{0,6}") {
        let mut body = PERSON.as_bytes().to_vec();
        let at = at.min(body.len());
        let end = (at + length).min(body.len());
        body.splice(at..end, with.bytes());
        let (asked, other) = (hetu("210705A932J"), hetu("140398-9457"));
        if let Ok(entries) = read_answer(&[asked, other, asked], &body) {
            prop_assert_eq!(entries.len(), 3);
            for (entry, hetu) in entries.iter().zip([asked, other, asked]) {
                if let Entry::Answered(Answer::Found(record)) = entry {
                    prop_assert_eq!(record.hetu, hetu);
                }
            }
        }
    }
}
