//! The words of notices in the three languages. Causes have the titles of their pages in `docs/staff`.

use events::catalogue::WhyFailed;
use events::codes::FailureCause;

/// The words of one language.
pub(super) struct Words {
    /// Code of the language.
    pub language: &'static str,
    /// Before the import's number.
    pub heading: &'static str,
    /// In the subject, after the number, of the further notice.
    pub subject_further: &'static str,
    /// In the subject, before how many rows have failed.
    pub subject_failed: &'static str,
    /// In the subject, before how many rows are open.
    pub subject_open: &'static str,
    /// What the further notice begins with.
    pub further: &'static str,
    /// In the subject of a notice of changed numbers.
    pub subject_numbers: &'static str,
    /// What a notice of changed numbers says.
    pub numbers: &'static str,
    /// What its link is.
    pub look_numbers: &'static str,
    /// Before how many rows have failed.
    pub failed: &'static str,
    /// Before how many rows are open.
    pub open: &'static str,
    /// What follows for them.
    pub one_more: &'static str,
    /// What the link is.
    pub look: &'static str,
    /// Why the reader got this.
    pub footer: &'static str,
    no_hetu: &'static str,
    refused: &'static str,
    /// In the order of [`FailureCause::ALL`].
    causes: [&'static str; FailureCause::ALL.len()],
}

impl Words {
    /// A reason.
    pub fn why(&self, why: WhyFailed) -> &'static str {
        match why {
            WhyFailed::NoHetu => self.no_hetu,
            WhyFailed::Refused => self.refused,
            WhyFailed::Identification(cause) => {
                let place = FailureCause::ALL.iter().position(|listed| *listed == cause);
                place.and_then(|place| self.causes.get(place)).copied().unwrap_or_default()
            }
        }
    }
}

/// In the order in which a message has them.
pub(super) const LANGUAGES: [Words; 3] = [FINNISH, SWEDISH, ENGLISH];

const FINNISH: Words = Words {
    language: "fi",
    heading: "Oppijoiden tuonti",
    subject_further: " (täydennys)",
    subject_failed: "virheessä",
    subject_open: "kesken",
    further: "Rivejä, jotka olivat kesken edellisen viestin aikaan, on päätynyt virheeseen. Tilanne on nyt tämä.",
    subject_numbers: "numeroita on muuttunut",
    numbers: "Tuonnin riveillä on toisia numeroita kuin silloin, kun tuonti käsiteltiin: rivi on siirretty toiselle oppijalle, oppijoita on linkitetty tai yksilöinti on purettu. Korjatkaa numerot omaan rekisteriinne.",
    look_numbers: "Avaa tuonti ja katso, mitkä numerot muuttuivat",
    failed: "Virheessä olevia rivejä",
    open: "Kesken olevia rivejä",
    one_more: "Jos niitä päätyy virheeseen, saat yhden viestin lisää.",
    look: "Avaa tuonti ja katso, mitä kullekin tehdään",
    footer: "Viesti lähetettiin osoitteeseen, jonka oma järjestelmänne antoi siirrossa. Siinä ei ole henkilötietoja, ja linkki vaatii kirjautumisen.",
    no_hetu: "Hetu puuttuu",
    refused: "Rivi hylättiin",
    causes: [
        "Hetua ei löydy VTJ:stä",
        "Testi- tai tilapäinen hetu",
        "Hetu on passivoitu VTJ:ssä",
        "Hetu on vaihtunut; oppija on rekisterissä kahdesti",
        "Nimet ovat lähes samat",
        "Nimet eroavat selvästi",
        "VTJ:ssä ei ole hetulle nimeä",
        "Tietojen luovuttaminen VTJ:stä on estetty",
        "VTJ:n vastausta ei voi tulkita",
    ],
};

const SWEDISH: Words = Words {
    language: "sv",
    heading: "Import av studerande",
    subject_further: " (komplettering)",
    subject_failed: "med fel",
    subject_open: "pågående",
    further: "Rader som var pågående när det förra meddelandet skickades har fått fel. Läget är nu detta.",
    subject_numbers: "nummer har ändrats",
    numbers: "Rader i importen har andra nummer än när importen behandlades: en rad har flyttats till en annan studerande, studerande har länkats eller en individualisering har hävts. Rätta numren i ert eget register.",
    look_numbers: "Öppna importen och se vilka nummer som har ändrats",
    failed: "Rader med fel",
    open: "Pågående rader",
    one_more: "Om någon av dem får fel kommer ett meddelande till.",
    look: "Öppna importen och se vad som ska göras",
    footer: "Meddelandet skickades till den adress som ert eget system angav i överföringen. Det innehåller inga personuppgifter, och länken kräver inloggning.",
    no_hetu: "Personbeteckning saknas",
    refused: "Raden avvisades",
    causes: [
        "Personbeteckningen finns inte i BDS",
        "Test- eller tillfällig personbeteckning",
        "Personbeteckningen är passiverad i BDS",
        "Personbeteckningen har bytts; den studerande finns två gånger i registret",
        "Namnen är nästan samma",
        "Namnen avviker tydligt",
        "BDS har inget namn för personbeteckningen",
        "Utlämnande av uppgifter ur BDS är spärrat",
        "Svaret från BDS kan inte tolkas",
    ],
};

const ENGLISH: Words = Words {
    language: "en",
    heading: "Learner import",
    subject_further: " (further notice)",
    subject_failed: "failed",
    subject_open: "in progress",
    further: "Rows that were in progress when the previous message was sent have failed. This is how it stands now.",
    subject_numbers: "numbers have changed",
    numbers: "Rows of the import have other numbers than when it was processed: a row was moved to another learner, learners were linked, or an identification was taken back. Please correct the numbers in your own register.",
    look_numbers: "Open the import and see which numbers have changed",
    failed: "Failed rows",
    open: "Rows in progress",
    one_more: "Should any of them fail, you get one further message.",
    look: "Open the import and see what to do about each",
    footer: "This message was sent to the address that your own system gave in the transfer. It contains no personal data, and the link asks you to sign in.",
    no_hetu: "No hetu",
    refused: "Row refused",
    causes: [
        "The hetu is not in VTJ",
        "Test or temporary hetu",
        "The hetu is passive in VTJ",
        "The hetu has changed; the learner is here twice",
        "The names are nearly the same",
        "Names clearly differ",
        "VTJ has no name for the hetu",
        "Disclosure of the data from VTJ is blocked",
        "VTJ's answer cannot be understood",
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn causes_are_called_as_on_the_pages_that_say_what_to_do() {
        for words in &LANGUAGES {
            let title = |page: &str| {
                let file = format!("{}/../../docs/staff/{}/{page}.md", env!("CARGO_MANIFEST_DIR"), words.language);
                let text = std::fs::read_to_string(file).unwrap();
                text.lines().next().unwrap().trim_start_matches("# ").to_owned()
            };
            assert_eq!(words.why(WhyFailed::NoHetu), title("no-hetu"));
            assert_eq!(words.why(WhyFailed::Refused), title("row-refused"));
            for cause in FailureCause::ALL {
                let page = cause.to_string().replace('_', "-");
                assert_eq!(words.why(WhyFailed::Identification(*cause)), title(&page));
            }
        }
    }
}
