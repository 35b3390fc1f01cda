# Sivujen tekstit suomeksi. Samat avaimet ovat joka kielessä; testi katsoo sen perään.
## The frame
site-name = Oppijanumerorekisteri
skip-to-content = Siirry sisältöön
skip-to-list = Siirry oppijoihin
nav-languages = Kieli
nav-crumbs = Murupolku
nav-main = Palvelun osat
nav-report = Tuontiraportti
nav-find = Oppijahaku
nav-overview = Yleiskuva
nav-access = Katseluloki
nav-approvals = Hyväksyttävät
nav-consumers = Kuittaukset
nav-help = Ohjeet
mark-demo = Demo
acts-for-more = { $name } ja { $others } muuta
copy = Kopioi
copied = Kopioitu
nav-paging = Sivut
nav-page-size = Rivejä sivulla
nav-tabs = Välilehdet
nav-narrow = Rajaa
nav-narrow-causes = Rajaa syyn mukaan
signed-in-as = Kirjautuneena
sign-out = Kirjaudu ulos
footer-help = Kysyttävää?
footer-never = Kerro OID tai tuonti-id, älä koskaan hetua tai nimeä.
live-told = Käsittely on kesken. Sivu päivittyy automaattisesti.
live-no-script = Käsittely on kesken. Lataa sivu uudelleen, niin näet uusimman tilanteen.
live-reload = Päivitä nyt
newest-told = Uusi tuonti on saapunut.
live-pause = Keskeytä päivittyminen
live-go-on = Jatka päivittymistä
help-pages = Ohjesivut
to-report = Oppijoiden tuontiraporttiin
unknown = Ei tiedossa
fault-mark = Virhe:

## Values
value-none = –
value-yes = kyllä
value-hidden = piilotettu turvakiellon vuoksi
value-erased = Henkilötiedot on poistettu.
value-key-lost = Henkilötietoja ei saada auki, koska niiden avain puuttuu. Ilmoita asiasta OPH:lle.
name-missing = (nimeä ei ole)

## Pages of a list
paging-none = Ei rivejä
paging-range = Rivit { $from }–{ $to }, yhteensä { $total }
paging-total = Yhteensä { $count } { $n ->
    [one] rivi
   *[other] riviä
    }
paging-shown = Sivulla { $count } { $n ->
    [one] rivi
   *[other] riviä
    }
paging-first = Ensimmäinen sivu
paging-previous = Edellinen
paging-next = Seuraava
paging-size = Rivejä sivulla:
paging-page = Sivu
paging-go = Siirry
paging-day = Siirry päivään
paging-letters = Alkukirjain

## The report
report-title = Oppijoiden tuontiraportti
report-help = Ohje: Oppijoiden tuontiraportti
summary-title = Yhteenveto
summary-successful = Onnistuneet siirrot
summary-failed = Virheet
summary-in-progress = Keskeneräiset
summary-total = Yhteensä
summary-now = nyt { $count }
summary-told = Yhteenveto laskee oppijoita: monta kertaa siirretty oppija on siinä kerran.
day-label = Näytä raportti päivältä
day-field = Päivä
day-hint = Näytetään tilanne päivän lopussa. Tyhjä tarkoittaa nykyhetkeä.
day-show = Näytä
day-future = Päivä on tulevaisuudessa. Näytetään nykyhetki. Valitse tämä päivä tai aiempi.
day-unreadable = Päivää ei voitu lukea. Näytetään nykyhetki. Kirjoita päivä muodossa vvvv-kk-pp.
day-shown = Näet raportin sellaisena kuin se oli päivän { $day } lopussa.
day-back-to-now = Takaisin nykyhetkeen
tab-errors = Virheet
tab-imports = Tuontikooste

## Searching and narrowing
filter-label = Haku ja rajaus
filter-any = Kaikki
filter-cause = Syy
filter-import = Tuonti-id
filter-age = Ollut listalla vähintään
filter-age-days = { $count } { $n ->
    [one] päivän
   *[other] päivää
    }
filter-organisation = Organisaatio
filter-organisation-hint = Nimi tai OID.
filters-mine = Omat rajaukset
filters-name = Tallenna nykyiset rajaukset nimellä
filters-keep = Tallenna
filters-remove = Poista
filter-sender-hint = Osa palvelun nimestä riittää.
filter-submit = Hae
filter-clear = Tyhjennä rajaukset
filter-more = Lisää rajauksia
filter-since = Listalla alkaen
filter-visit = Uudet edellisen käynnin ({ $when }) jälkeen
search-label = Hae henkilöitä
search-hint = Nimi tai nimien alkuja missä järjestyksessä tahansa, OID, hetu, tunniste, passinumero tai sähköpostitunniste.
search-gone = Aiempaa hakusanaa ei voida enää avata, joten lista on ilman sitä. Kirjoita haku uudelleen.
import-number-fault = Tuonti-id on pelkkiä numeroita.

## The error list
errors-title = Virhelistalle päätyneet oppijat
queue-nimi = Nimi
queue-syntynyt = Syntymäaika
queue-syy = Syy
queue-alkaen = Alkaen
queue-tuonti = Tuonti
queue-oppija-oid = OID
queue-organisaatiot = Organisaatiot
queue-flat = Luettelo
queue-grouped = Syittäin
queue-group = { $people } · mediaani-ikä { $median } · vanhin { $oldest }
queue-all = { $n ->
        [one] Näytä yksi
       *[other] Näytä kaikki { $count }
    }
queue-steps = Mitä kullekin syylle tehdään
queue-choose = Valitse { $name }
queue-chosen = Valitut:
queue-chosen-csv = Lataa valitut (CSV)
queue-chosen-xlsx = Lataa valitut (Excel)
queue-chosen-over = Merkitse siirretyiksi OPH:lle
queue-over = OPH:lla { $day }
queue-over-done = { $n ->
        [one] Yksi oppija merkittiin siirretyksi OPH:lle. Merkinnän voi perua oppijan sivulla.
       *[other] { $count } oppijaa merkittiin siirretyiksi OPH:lle. Merkinnän voi perua oppijan sivulla.
    }
queue-csv = Lataa luettelo (CSV)
queue-nobody-chosen = Ketään ei ole valittu, eikä mitään tehty. Valitse oppijat luettelosta.
queue-xlsx = Lataa luettelo (Excel)
queue-new = Uusi
queue-hint = vihje
days = { $count } { $n ->
        [one] päivä
       *[other] päivää
    }
days-short = { $count } pv
learners = { $count } { $n ->
        [one] oppija
       *[other] oppijaa
    }
errors-none = Virhelistalla ei ole oppijoita.
errors-none-then = Virhelistalla ei ollut oppijoita.
errors-none-narrowed = Yksikään virhe ei vastaa hakua tai rajauksia. Muuta niitä tai tyhjennä rajaukset.
errors-none-find = Listalla ovat vain oppijat, joilla on virhe.
errors-none-find-link = Hae kaikista oppijoista
column-name = Nimi
column-organisations = Organisaatiot
cause-more = Lue ohje
next-try = VTJ:stä kysytään uudelleen automaattisesti { $when }.
linked-to = Tämä tietue on linkitetty. Henkilön tiedot ovat päähenkilön tietueessa:
linked-members = Samaan henkilöön linkitetyt tietueet:
learner-linked = Linkitetyt numerot

# A notice of changed numbers.
notice-subject-numbers = Oppijoiden tuonti { $import }: numeroita on muuttunut
notice-numbers = Tuonnin riveillä on toisia numeroita kuin silloin, kun tuonti käsiteltiin: rivi on siirretty toiselle oppijalle, oppijoita on linkitetty, yksilöinti on purettu tai OPH on kumonnut tuonnin rivejä. Korjatkaa numerot omaan rekisteriinne.
notice-look-numbers = Avaa tuonti ja katso, mitkä numerot muuttuivat

# One number that was given to two persons.
number-shared = Tämä numero on annettu vahingossa kahdelle henkilölle. Tällä sivulla näkyvät vain sen henkilön tiedot, joka sai numeron ensin. Myöhemmin numeron saaneelle on annettava uusi numero.
number-separated = Tämä numero oli annettu vahingossa myös toiselle henkilölle. Hänen numeronsa on nyt
act-separate = Erottele kaksi henkilöä
done-eroteltu = Henkilöt on eroteltu. Myöhemmin numeron saaneella on oma numero.
edit-separate-title = Sama numero kahdella henkilöllä
separate-title = Erottele henkilöt
separate-told = Numero jää sille, joka sai sen ensin. Toinen henkilö rekisteröidään uudella numerolla, ellei hänen tunnisteillaan ole jo toista numeroa.
separate-send = Näytä, mitä muuttuu
separate-do = Erottele
refused-number-of-one = Numero on vain yhden henkilön
refused-number-of-one-next = Sinun ei tarvitse tehdä mitään.
refused-separation-unreadable = Myöhemmin numeron saaneen henkilön tietoja ei voi lukea
refused-separation-unreadable-next = Tiedot on poistettu. Lähettävän organisaation on lähetettävä oppija uudelleen.

# The notice by e-mail about an import.
notice-heading = Oppijoiden tuonti { $import }
notice-received = Vastaanotettu { $when }
notice-received-from = Vastaanotettu { $when }, lähettäjä { $service }
notice-subject = Oppijoiden tuonti { $import }: virheessä { $failed }
notice-subject-further = Oppijoiden tuonti { $import } (täydennys): virheessä { $failed }
notice-subject-open = kesken { $open }
notice-further = Rivejä, jotka olivat kesken edellisen viestin aikaan, on päätynyt virheeseen. Tilanne on nyt tämä.
notice-failed = Virheessä olevia rivejä
notice-open = Kesken olevia rivejä: { $open }. Jos niitä päätyy virheeseen, saat yhden viestin lisää.
notice-look = Avaa tuonti ja katso, mitä kullekin tehdään
notice-footer = Viesti lähetettiin osoitteeseen, jonka oma järjestelmänne antoi siirrossa. Siinä ei ole henkilötietoja, ja linkki vaatii kirjautumisen.
notice-refused = Rivi hylättiin

also-here-as = VTJ:n mukaan sama henkilö on rekisterissä myös numerolla
hint-wrong_separator = Vihje: onko hetun välimerkki (7. merkki) väärä?
hint-birth_date_differs = Vihje: lähetetty syntymäaika ja hetun syntymäaika poikkeavat toisistaan.
hint-birth-dates = Vihje: lähetetty syntymäaika ({ $sent }) ja hetun syntymäaika ({ $hetu }) poikkeavat toisistaan. Kumpi on oikein?

## Causes, each with its next step
cause-no_hetu = Hetu puuttuu
next-no_hetu = Selvitä, onko oppijalla hetu. Jos on, lisää se oppijan sivulla tai siirrä hänet sillä uudelleen. Jos ei ole, yksilöi hänet sivulla ilman hetua.
cause-not_in_register = Hetua ei löydy VTJ:stä
next-not_in_register = Tarkista hetun kaikki 11 merkkiä oppijalta. Poista hetu oppijan sivulla ja tallenna tiedot ilman sitä. Jos hetu on oikea, lisää se uudelleen. Ellei sinulla ole oikeutta muokata oppijaa: korjaa väärä hetu omaan rekisteriisi ja siirrä oppija uudelleen; oikeasta hetusta kysytään VTJ:stä uudelleen automaattisesti.
cause-test_hetu = Testi- tai tilapäinen hetu
next-test_hetu = Oikea oppija: vaihda hetu oikeaan tai poista se oppijan sivulla. Ei luonnollinen henkilö: poista hetu ja pyydä OPH:ta passivoimaan henkilö. Ellei sinulla ole oikeutta muokata oppijaa: poista testihetu omasta rekisteristäsi ja siirrä oppija oikealla hetulla tai ilman.
cause-hetu_passive = Hetu on passivoitu VTJ:ssä
next-hetu_passive = Kysy oppijalta nykyinen hetu ja vaihda se oppijan sivulla. Ellei sinulla ole oikeutta muokata oppijaa: korjaa hetu omaan rekisteriisi ja siirrä oppija uudelleen.
cause-hetu_changed = Hetu on vaihtunut; uusi hetu on jo toisella henkilöllä rekisterissä
next-hetu_changed = Varmista vaihtuminen oppijalta ja kerro OPH:lle molemmat OIDit: tämä ja sen vieressä näytetty. OPH yhdistää tiedot, ja vanhin oppijanumero jää voimaan.
cause-names_nearly_same = Nimet ovat lähes samat
next-names_nearly_same = Vertaa tietoja VTJ:n tietoihin oppijan sivulla VTJ-vertailussa. Jos henkilö on sama, yliaja tiedot VTJ:n tiedoilla. Ellei sinulla ole oikeutta vertailuun: pyydä sitä organisaatiosi virkailijalta, jolla on VTJ-vertailuoikeus, tai OPH:lta.
cause-names_clearly_different = Nimet eroavat selvästi
next-names_clearly_different = Varmista hetu ja nimi oppijalta, DVV:ltä tai tarvittaessa OPH:lta. Väärä hetu: poista se oppijan sivulla ja selvitä oikea. Oikea hetu: yliaja tiedot VTJ-vertailussa. Ellei sinulla ole näitä oikeuksia: korjaa väärä hetu omaan rekisteriisi ja siirrä oppija uudelleen; oikeasta hetusta pyydä vertailua virkailijalta, jolla on VTJ-vertailuoikeus.
cause-no_name_in_register = VTJ:ssä ei ole hetulle nimeä
next-no_name_in_register = Tarkista hetu oppijalta. Väärä hetu: poista se. Jos se on oikein, kysy OPH:sta, joka selvittää asian DVV:n kanssa.
cause-data_withheld = Tietojen luovuttaminen VTJ:stä on estetty
next-data_withheld = Tarkista hetu. Jos se on oikein, kysy OPH:sta, miten jatketaan. Kerro vain OID.
cause-unreadable_answer = VTJ:n vastausta ei voi tulkita
next-unreadable_answer = Tarkista hetu. Jos se on oikein, odota muutama päivä ja kerro sitten OPH:lle.
learner-erased-next = Poista vanha OID omasta rekisteristäsi. Kysy OPH:sta, ennen kuin siirrät oppijan uudelleen.
cause-key_lost = Oppijan tietoja ei saada auki
next-key_lost = Kerro OPH:lle heti. Anna OID ja tuonti-id.
cause-person_void = Tietue ei ole enää voimassa
next-person_void = Rekisteröinti peruttiin. Siirrä oppija uudelleen, jos hän on teidän oppijanne; hän saa uuden numeron.
cause-person_passivated = Oppija on passivoitu
next-person_passivated = Testihenkilö tai erehdys: poista hänet omasta rekisteristäsi. Oikea oppija: pyydä OPH:ta aktivoimaan hänet.
advice-not_in_register = Tarkista hetun kaikki 11 merkkiä oppijalta. Poista hetu kohdassa Henkilötunnus ja tallenna tiedot ilman sitä. Jos hetu on oikea, lisää se uudelleen ja katso, että VTJ-yksilöinti onnistuu. Jos se on väärä, selvitä oikea hetu.
advice-test_hetu = Oikea oppija: vaihda hetu oikeaan tai poista se kohdassa Henkilötunnus. Ei luonnollinen henkilö: poista hetu ja pyydä passivointia kohdassa Pyydä OPH:lta.
advice-hetu_passive = Kysy oppijalta nykyinen hetu ja vaihda se kohdassa Henkilötunnus.
advice-names_nearly_same = Vertaa tietoja VTJ:n tietoihin kohdassa VTJ-vertailu. Jos henkilö on sama, yliaja tiedot VTJ:n tiedoilla.
advice-names_clearly_different = Varmista hetu ja nimi oppijalta, DVV:ltä tai tarvittaessa OPH:lta. Väärä hetu: poista se kohdassa Henkilötunnus ja selvitä oikea. Oikea hetu: yliaja tiedot kohdassa VTJ-vertailu.
advice-keeper-test_hetu = Oikea oppija: vaihda hetu oikeaan tai poista se kohdassa Henkilötunnus. Ei luonnollinen henkilö: poista hetu ja passivoi henkilö kohdassa Passivointi.
advice-keeper-hetu_changed = Varmista hetun vaihtuminen DVV:ltä ja yhdistä oppijat kohdassa Mahdolliset duplikaatit. Vanhin oppijanumero jää voimaan.
advice-keeper-names_clearly_different = Varmista hetu ja nimi oppijalta tai DVV:ltä. Väärä hetu: poista se kohdassa Henkilötunnus ja selvitä oikea. Oikea hetu: yliaja tiedot kohdassa VTJ-vertailu.
advice-keeper-no_name_in_register = Tarkista hetu. Väärä hetu: poista se kohdassa Henkilötunnus. Jos se on oikein, selvitä asia DVV:n kanssa.
advice-keeper-data_withheld = Tarkista hetu. Väärä hetu: poista se kohdassa Henkilötunnus. Jos se on oikein, selvitä DVV:n kanssa, miten jatketaan.
advice-keeper-unreadable_answer = Tarkista hetu. Jos se on oikein, kysy VTJ:stä uudelleen kohdassa Yksilöi. Jos vastaus ei muutu, ilmoita viasta palvelun ylläpidolle.
learner-erased-keeper = Poistettuja tietoja ei voi palauttaa. Lähettäjän on poistettava vanha OID omasta rekisteristään.
advice-keeper-key_lost = Ilmoita palvelun ylläpidolle heti. Anna OID ja tuonti-id.
advice-keeper-person_passivated = Testihenkilö tai erehdys: lähettäjän on poistettava hänet omasta rekisteristään. Oikea oppija: aktivoi hänet kohdassa Passivointi.

## States
status-successful = Onnistunut
status-in_progress = Kesken
status-failed = Virhe
status-erased = Henkilötiedot poistettu
status-refused = Hylätty
person-in_progress = Kesken: VTJ:n vastausta odotetaan
person-passive = Passivoitu
passive-told = Oppija on passivoitu, joten hänen tietojaan ei voi muuttaa eikä häntä yksilöidä, ennen kuin hänet aktivoidaan.
passive-first-passivointi = Aktivoi oppija ensin
passive-first-pyynto = Pyydä OPH:ta aktivoimaan oppija
identified-not = Yksilöimätön
identified-register = Yksilöity VTJ:stä
identified-official = Virkailijan yksilöimä
identified-eidas = Yksilöity eIDAS-tunnistuksella
identified-erased = Henkilötiedot on poistettu
identified-key_lost = Henkilötietoja ei saada auki

## Imports
imports-caption = Tuonnit. Valitse otsikko, kun haluat järjestää listan.
imports-bar = Rivien tilat kuvana
imports-none = Tuonteja ei vielä ole. Ne näkyvät täällä heti, kun järjestelmä on lähettänyt oppijoita.
imports-none-then = Tuonteja ei ollut tuona päivänä.
imports-none-narrowed = Yksikään tuonti ei vastaa hakua. Muuta sitä tai tyhjennä rajaukset.
column-numero = Tuonti-id
column-aika = Aikaleima
column-kasittelija = Käsittelijä
column-yhteensa = Yhteensä
column-onnistuneet = Onnistuneet
column-virheet = Virheet
column-kesken = Keskeneräiset
column-ristiriidat = Ristiriitoja tuoduissa tiedoissa
column-processed = Käsitelty
column-interface = Rajapinta
processed-yes = Käsitelty
import-progress = { $done } / { $total } riviä käsitelty
progress-label = Tuonnin { $number } eteneminen
import-word = Tuonti

## Results of an import from a file, as the command line writes them
result-identified = yksilöity
result-unidentified = yksilöimätön
result-passive = passiivinen
result-refused = hylätty tarkistuksessa
result-refused_by_registry = rekisterin hylkäämä
result-not_sent = lähettämättä
result-conflict = Ristiriita
result-yes = kyllä
result-no = ei

## One import
import-title = Tuonti { $number }
import-help = Ohje: Yksi tuonti
import-summary = Tuonnin yhteenveto
import-show-failed = näytä virheessä olevat rivit
funnel-title = Tuonnin eteneminen vaiheittain
funnel-step = Vaihe
funnel-rows = Rivejä
funnel-of-all = Osuus
funnel-share = { $percent } %
funnel-received = Vastaanotettu
funnel-led = Kohdistettu oppijaan
funnel-matched = oppija oli jo rekisterissä
funnel-created = rivistä luotiin uusi oppija
funnel-refused = Hylätty
funnel-waiting = Odottaa käsittelyä
funnel-identified = Yksilöity
funnel-in_progress = Odottaa VTJ:n vastausta
funnel-failed = Virheessä
import-refused = { $n ->
    [one] Yksi rivi hylättiin.
   *[other] { $count } riviä hylättiin.
    }
import-show-refused = Näytä hylätyt
import-csv = Lataa rivit CSV-tiedostona
import-downloads = Lataukset
import-csv-told = Sarakkeet: tunniste, oid, oppijanumero ja state (successful, in_progress, failed, refused).
import-csv-words = Lataa rivit suomenkielisin sanoin (CSV)
import-xlsx = Lataa rivit Exceliin
import-reminder-title = Informoi rekisteröityjä.
import-reminder = Joka siirtää ihmisten tietoja, huolehtii myös siitä, että heitä informoidaan tietojen käsittelystä.
tab-rows = Rivit
tab-conflicts = Ristiriidat ({ $count })
rows-all = Kaikki rivit
rows-failed = Virheet
rows-in_progress = Keskeneräiset
rows-successful = Onnistuneet
rows-refused = Hylätyt
rows-conflicts = Ristiriitaiset
rows-renumbered = Numero muuttunut
row-renumbered = Numero muuttunut { $when }, oli { $was }
row-number-gone = Ei oppijanumeroa { $when } alkaen, oli { $was }
row-number-back = Sama numero taas { $when } alkaen
import-withheld = { $n ->
    [one] { $count } riviltä palautettiin vain numero: oppijaa ei liitetty lähettäjän organisaatioon, eikä hän näy sen virhelistalla tai yhteenvedossa.
   *[other] { $count } riviltä palautettiin vain numero: oppijoita ei liitetty lähettäjän organisaatioon, eivätkä he näy sen virhelistalla tai yhteenvedossa.
}
import-undone = OPH on kumonnut tämän tuonnin.
import-undo-reversed = OPH kumosi tämän tuonnin, mutta kumoaminen on peruttu.
import-being-undone = OPH kumoaa tätä tuontia.
import-undone-rows = { $n ->
    [one] Yksi rivi on kumottu.
   *[other] { $count } riviä on kumottu.
}
import-restored-rows = { $n ->
    [one] Yksi rivi on taas voimassa, koska sen kumoaminen peruttiin.
   *[other] { $count } riviä on taas voimassa, koska niiden kumoaminen peruttiin.
}
import-renumbered = { $n ->
    [one] { $count } rivin numero on muuttunut sen jälkeen, kun tuonti käsiteltiin.
   *[other] { $count } rivin numero on muuttunut sen jälkeen, kun tuonti käsiteltiin.
}
import-show-renumbered = Näytä ne
rows-none = Tällaisia rivejä ei ole. Jos tuonti on kesken, rivit ilmestyvät sitä mukaa kuin ne on käsitelty.
column-row = Rivi
column-tunniste = Tunniste
column-state = Tila ja syy
row-name-not-shown = ei näytetä
row-withheld = Lähettäjälle palautettiin vain numero. Oppijaa ei liitetty organisaatioon.
row-refusal-invalid_field = Kenttä puuttuu tai on virheellinen.
row-refusal-invalid_hetu = Hetu on virheellinen.
row-refusal-unknown_code = Koodi ei ole koodistossa.
row-refusal-missing_identifier = Tunniste puuttuu, tai Suomen kansalaiselta puuttuu hetu.
row-refusal-too_large = Rivi on liian suuri.
row-refusal-person_erased = Tunniste johtaa oppijaan, jonka tiedot on poistettu.
row-refusal-person_unreadable = Tunniste johtaa oppijaan, jonka tietoja ei saada auki.
row-refusal-person_void = Tunniste johtaa tietueeseen, jonka rekisteröinti on peruttu.
import-unsent = { $n ->
    [one] Yksi tiedoston rivi jäi lähettämättä, koska siinä on virhe.
   *[other] { $count } tiedoston riviä jäi lähettämättä, koska niissä on virhe.
}
import-show-unsent = Näytä lähettämättä jääneet
tab-unsent = Lähettämättä ({ $count })
unsent-told = Lähettäjän ohjelma hylkäsi nämä rivit ennen siirtoa. Ne eivät ole tuonnin rivejä eivätkä sisälly sen lukuihin. Korjaa rivit omassa rekisterissäsi ja siirrä ne uudelleen. Rivinumerot ovat tiedoston rivejä; siirretyt rivit on numeroitu erikseen.
column-file-row = Rivi
column-fault = Virhe
column-next = Näin korjaat sen
unsent-whole-row = Koko rivi
row-fault-unreadable = Riviä ei voitu lukea.
row-fault-unreadable-next = Tarkista rivin solut, lainausmerkit ja rivinvaihdot.
row-fault-wrong_kind = Arvo ei ole oikeaa lajia.
row-fault-wrong_kind-next = Kirjoita tekstiä, ja päivämäärä muodossa vvvv-kk-pp.
row-fault-missing = Tieto puuttuu.
row-fault-missing-next = Täydennä se.
row-fault-length = Arvo on tyhjä tai liian pitkä.
row-fault-length-next = Lyhennä se 255 merkkiin, tai jätä tyhjä arvo pois.
row-fault-email = Arvo ei ole sähköpostiosoite.
row-fault-email-next = Korjaa osoite, tai jätä se pois, jos rivillä on muu tunniste.
row-fault-words = Sanojen välissä saa olla vain yksi välilyönti.
row-fault-words-next = Poista ylimääräiset välilyönnit, sarkaimet ja rivinvaihdot.
row-fault-character = Arvossa on merkki, jota tekstissä ei saa olla.
row-fault-character-next = Kirjoita arvo uudelleen näppäimistöllä.
row-fault-no_identifier = Riviltä puuttuvat kaikki tunnisteet.
row-fault-no_identifier-next = Lisää hetu; ulkomaalaiselle oppijalle, jolla ei ole hetua, passinumero tai sähköpostitunniste.
row-fault-call_name = Kutsumanimi ei ole mikään etunimistä.
row-fault-call_name-next = Kirjoita kutsumanimeksi jokin etunimistä, tai lisää se etunimiin.
row-fault-hetu_blank = Hetussa tai sen vieressä on välilyönti.
row-fault-hetu_blank-next = Kirjoita hetu ilman välilyöntejä.
row-fault-hetu_length = Hetussa ei ole yhtätoista merkkiä.
row-fault-hetu_length-next = Kirjoita kaikki merkit, isot kirjaimet ja näppäimistön tavallinen yhdysmerkki.
row-fault-hetu_separator = Hetun seitsemäs merkki ei ole välimerkki.
row-fault-hetu_separator-next = Kirjoita se näppäimistöllä: + - U V W X Y A B C D E F.
row-fault-hetu_date = Hetun alku ei ole päivämäärä.
row-fault-hetu_date-next = Tarkista hetu oppijalta.
row-fault-hetu_wrong_separator = Hetun välimerkki ei sovi päivämäärään.
row-fault-hetu_wrong_separator-next = Tarkista välimerkki: - on 1900-luvulla ja A 2000-luvulla syntyneellä.
row-fault-hetu_individual_number = Hetun yksilönumeroa ei anneta kenellekään.
row-fault-hetu_individual_number-next = Tarkista hetu oppijalta.
row-fault-hetu_check_character = Hetun tarkistusmerkki ei sovi numeroihin.
row-fault-hetu_check_character-next = Jokin merkeistä on kirjoitettu väärin: tarkista hetu oppijalta.
row-fault-hetu_needed = Suomen kansalaiselta puuttuu hetu.
row-fault-hetu_needed-next = Lisää hetu, tai korjaa kansalaisuus.
row-fault-unknown_code = Koodi ei ole koodistossa.
row-fault-unknown_code-next = Sukupuoli 1 tai 2; kieli kahdella suuraakkosella, kuten FI; kansalaisuus kolmella numerolla, kuten 246.
row-fault-other = Arvo ei täytä rekisterin sääntöjä.
row-fault-other-next = Kysy syytä ohjelman toimittajalta.

## Conflicts
conflicts-title = Ristiriitoja tuoduissa tiedoissa
conflicts-told = Numero on palautettu ristiriidasta huolimatta. Lähettäjä tarkistaa tiedot omasta rekisteristään.
conflicts-help = Ohje: Ristiriidat
conflicts-all = Kaikki lajit
conflicts-hide-checked = Piilota tarkistetut
conflicts-show-checked = Näytä myös tarkistetut
conflicts-none = Tällaisia ristiriitoja ei ole.
conflicts-checked = Ristiriidoista { $checked } / { $total } on merkitty tarkistetuiksi.
conflicts-no-right = Et voi nähdä, mitä lähetettiin, koska sinulta puuttuu oikeus. Jokin näistä riittää: { $rights }. Toistaiseksi ne ovat vain OPH:n virkailijoilla.
conflicts-rows = Näytä ristiriitaiset rivit ja ristiriitojen lajit
conflict-heading = Rivi { $row }
conflict-equal = Samat: { $fields }.
conflict-check = Merkitse tarkistetuksi
conflict-checked = Tarkistettu { $when }, { $by }
conflict-noted = Rivin { $row } ristiriita on merkitty tarkistetuksi.
conflict-taken-back = Rivin { $row } merkintä on peruttu: ristiriita on taas tarkistamatta.
conflicts-noted = { $count } { $n ->
    [one] ristiriita
   *[other] ristiriitaa
} on merkitty tarkistetuksi.
conflicts-check-chosen = Merkitse valitut tarkistetuiksi
conflict-choose = Valitse rivi { $row }
conflict-take-back = Peru merkintä
conflict-identifier-of = Rivin { $identifier } { $value } on toisen oppijan:
conflict-identifier-of-other = Rivin { $identifier } { $value } on toisen oppijan, jonka tietoja et voi katsoa.
column-kinds = Ristiriidan laji
column-number-before = Aiempi numero
column-renumbered = Numero muuttunut
column-field = Tieto
column-sent = Lähetetty
column-then = Rekisterissä silloin
column-now = Rekisterissä nyt
differs = eroaa
conflict-missing_first_names = etunimiä puuttuu
conflict-spelling = kirjoitusasu
conflict-former_surname = entinen sukunimi
conflict-swapped_fields = vaihtuneet kentät
conflict-different_name = eri nimi
conflict-hetu_differs = hetu eroaa
conflict-contradicting_identifiers = ristiriitaiset tunnisteet

## A learner
learner-title = Oppija { $oid }
learner-help = Ohje: Oppijan sivu
learner-looks = Kuka on katsonut
list-back = Takaisin luetteloon
list-previous = Edellinen oppija
list-rows = Tuonnin rivit
list-next = Seuraava oppija
nav-list = Luettelossa
learner-state = Tila
learner-in-progress = Oppijalla on hetu, eikä VTJ ole vielä antanut lopullista vastausta. Sinun ei tarvitse tehdä mitään.
learner-asked-beside = Oppija on jo yksilöity. Hänelle lisätystä hetusta kysytään VTJ:stä, ja vastaus näkyy tällä sivulla.
learner-failed-beside = VTJ ei vahvistanut hetua: { $cause }
learner-failed-beside-told = Aiempi yksilöinti on edelleen voimassa, joten oppija ei ole virhelistalla.
learner-died = Oppija on kuollut { $when }.
ask-oph = Kysy OPH:sta sähköpostitse
ask-oph-told = Viestissä on valmiina OID, syy ja tuonti-id. Älä lisää siihen nimeä tai hetua.
ask-oph-subject = Oppijan yksilöinti: { $oid }
ask-oph-body = OID: { $oid }; syy: { $cause }; tuonti-id: { $import }
hand-over = Merkitse siirretyksi OPH:lle
hand-over-noted = Siirretty OPH:lle { $when }.
hand-over-undo = Peru merkintä
learner-basics = Perustiedot
learner-identifiers = Tunnisteet
learner-identifiers-told = Tuonnit löytävät oppijan näillä ja OIDilla.
learner-contacts = Yhteystiedot
learner-organisations = Organisaatiot
learner-history = Historia
learner-history-told = Uusin ensin. Historiaa ei kirjoiteta uusiksi: korjattukin virhe jää siihen, korjaus vierellään.
learner-stood = Näet oppijan tiedot sellaisina kuin ne olivat { $when } (tapahtuma { $position }).
learner-back-to-now = Takaisin nykyhetkeen
learner-to-entry = Merkintään historiassa
learner-stood-same = Tiedot ovat nyt samat kuin silloin.
learner-stood-differs = { $n ->
        [one] Yksi tieto on nyt toinen
       *[other] { $count } tietoa on nyt toisin
    }
column-stood = Silloin
column-today = Nyt
label-surname = Sukunimi
label-first-names = Etunimet
label-call-name = Kutsumanimi
label-former-surnames = Entiset sukunimet
label-birth-date = Syntymäaika
label-sent-birth-date = Lähetetty syntymäaika
label-died = Kuolinpäivä
label-nationality = Kansalaisuus
label-language = Äidinkieli
label-sex = Sukupuoli
label-municipality = Kotikunta
label-hetu = Henkilötunnus
label-superseded-hetus = Aiemmat henkilötunnukset
label-passports = Passinumerot
label-emails = Sähköpostitunnisteet
label-oid = OID
label-oppijanumero = Oppijanumero
label-head = Päähenkilö (OID)
label-protection = Turvakielto
label-contacts = Yhteystiedot
label-organisations = Organisaatiot
label-identified = Yksilöinti
label-failure = Virheen syy
protection-in-force = voimassa
protection-hidden = Oppijalla on turvakielto: osoitteet ja kotikunta on piilotettu, myös aiemmista tilanteista.
protection-shown = Oppijalla on turvakielto. Näet suojatut tiedot, koska sinulla on siihen oikeus. Älä näytä niitä muille.
contact-permanent = Vakinainen osoite
contact-permanent-abroad = Vakinainen osoite ulkomailla
contact-email = Sähköposti
contact-other = Muu yhteystieto
contact-from-register = VTJ:stä
contact-from-official = virkailijalta
contact-from-other = muualta

## What happened
event-ImportRowsReceived = Tuonnin rivit otettiin vastaan
event-ImportReceived = Tuonti vastaanotettiin
event-ImportRowResolved = Tuonnin rivi kohdistettiin tähän oppijaan
event-ImportRowRefused = Tuonnin rivi hylättiin
event-UnsentRowsReported = Lähettäjä ilmoitti rivit, joita ei lähetetty
event-ImportRowWithheld = Tuonnin rivi arvioitiin uudelleen, koska VTJ vahvisti toiset nimet
event-ImportRowReassigned = Tuonnin rivi siirrettiin toiselle oppijalle
event-ImportCompleted = Tuonti on käsitelty
event-ImportDataExpired = Tuonnin alkuperäiset rivit hävitettiin määräajan päätyttyä
event-ImportNoticeSent = Ilmoitus virheistä lähetettiin sähköpostitse
event-ImportNoticeClaimed = Virheistä koottiin ilmoitus lähetettäväksi
event-ImportNoticeNotSent = Ilmoitusta virheistä ei voitu lähettää
event-ConflictReviewed = Ristiriita merkittiin tarkistetuksi omassa rekisterissä
event-ConflictReviewTakenBack = Merkintä ristiriidan tarkistamisesta peruttiin
event-HandOverNoted = Oppija merkittiin siirretyksi OPH:lle
event-hand-over-taken-back = Merkintä oppijan siirtämisestä OPH:lle peruttiin
event-PersonRegistered = Oppija rekisteröitiin ja sai OIDin
event-PersonDetailsCorrected = Oppijan tietoja korjattiin
event-OrganisationJoined = Oppija liittyi organisaatioihin
event-OrganisationLeft = Organisaatioilla ei ole enää pääsyä oppijaan
event-HetuAssigned = Oppija sai henkilötunnuksen
event-HetuReplaced = Henkilötunnus vaihtui
event-HetuRemoved = Oppijalta poistettiin henkilötunnus
event-IdentifiedFromRegister = Oppija yksilöitiin VTJ:stä
event-RegisterDataRefreshed = Oppijan tiedot päivitettiin VTJ:stä
event-IdentificationFailed = VTJ-yksilöinti epäonnistui
event-IdentifiedByOfficial = Virkailija yksilöi oppijan ilman hetua
event-PersonLinked = Oppija linkitettiin
event-Reversed = Tapahtumia peruttiin
event-reversed-one = Tapahtuma peruttiin
event-linked-to = Oppija { $member } linkitettiin oppijaan { $to }
event-RegisterUnavailable = VTJ lakkasi vastaamasta
event-RegisterAvailable = VTJ vastaa taas
event-ErasureOrdered = Oppijan henkilötiedot määrättiin poistettaviksi
event-PersonalDataErased = Oppijan henkilötiedot on poistettu
event-other = Tapahtuma { $type }
entry-of = Koskee linkitettyä numeroa { $oid }
entry-of-head = Koskee numeroa { $oid }, johon tämä numero on linkitetty
entry-by = Tekijä: { $who }
entry-why = Miksi: { $reason }
entry-number = tapahtuma { $position }
entry-undone = Ei ole enää voimassa
entry-undone-by = Peruminen
entry-reverses = Perutut tapahtumat:
event-of-others = { $n ->
    [one] Ja yksi toisen oppijan tapahtuma
   *[other] Ja { $count } muiden oppijoiden tapahtumaa
}
event-of-another = toisen oppijan tapahtuma
entry-cause = Johtui tapahtumasta:
entry-changes = Muuttuneet tiedot ({ $count })
entry-changes-caption = Tiedot ennen ja jälkeen
entry-as-it-stood = Näytä tiedot tältä hetkeltä
entry-compare = Vertaa sivun näyttämään hetkeen
compare-link = Vertaa kahta hetkeä
compare-title = Vertailu: { $oid }
compare-heading = Oppijan tiedot kahtena hetkenä
compare-alku = Ensimmäinen hetki
compare-loppu = Toinen hetki
compare-hint = Tapahtuman numero tai päivä, esimerkiksi 1.9.2026. Päivä tarkoittaa sen loppua.
compare-fault = Anna tapahtuman numero tai päivä muodossa p.k.vvvv.
compare-not-yet = Tapahtumaa ei ole. Uusin tapahtuma on { $newest }.
compare-submit = Vertaa
compare-point = { $when } (tapahtuma { $position })
compare-nobody-yet = Tapahtuma { $position }: oppija ei ollut vielä rekisterissä
compare-differs = { $n ->
    [0] Tiedot olivat samat
    [one] Yksi tieto eroaa
   *[other] { $count } tietoa eroaa
}
entry-is-shown = Sivu näyttää oppijan tämän merkinnän kohdalla.
column-before = Ennen
column-after = Jälkeen
actor-registry = Rekisteri (automaattinen)
actor-operator = Palvelun ylläpito
actor-you = Sinä
actor-official = Virkailija { $id }
actor-official-named = Virkailija { $name } ({ $id })
actor-service = Lähettävä järjestelmä
actor-service-id = Järjestelmä { $id }
by-right = oikeus { $right }
channel-onr = rajapinnan kautta
channel-api = ohjelmointirajapinnan kautta
channel-staff = virkailijan sivuilla
channel-cli = komentoriviltä
channel-reactor = taustatyönä
reason-erasure_request = rekisteröidyn pyyntö tietojensa poistamisesta
reason-retention_ended = säilytysaika päättyi
reason-moved_from_onr = tuotu vanhasta oppijanumerorekisteristä
reason-unlawful_processing = tiedot on tallennettu ilman laillista perustetta
reason-legal_obligation = laki, tuomioistuin tai viranomainen edellyttää poistoa
origin-import_row = Tuonnin rivi loi oppijan.
origin-single_look_up = Yksittäinen haku loi oppijan.
origin-single_learner = Oppija luotiin yksittäin, ilman hetua.
origin-program = Ohjelma loi henkilön.
origin-moved_from_onr = Henkilö tuotiin vanhasta oppijanumerorekisteristä.
fate-superseded = Poistunut hetu oli oppijan oma, mutta se ei ole enää voimassa. Tuonnit löytävät oppijan silläkin.
fate-withdrawn = Poistunut hetu ei koskaan ollut oppijan oma.
detail-linked = { $member } linkitettiin oppijaan { $to }.
link-reason-same_person = Oppijat todettiin samaksi henkilöksi.
link-reason-register_says = VTJ on vaihtanut toisen henkilötunnuksen toisen tunnukseen.
link-reason-verified_merged = Oppijat yhdistettiin: molemmat on yksilöity VTJ:stä, ja kaksi virkailijaa hyväksyi yhdistämisen.
link-reason-moved_from_onr = Oppijat linkitettiin jo vanhassa oppijanumerorekisterissä.
way-automatic = Automaattisesti, tuonnin tai korjauksen jälkeen.
way-asked = Virkailijan pyynnöstä.
way-override = Virkailija yliajoi tiedot VTJ:n tiedoilla.
way-single_look_up = Heti, yksittäisen haun yhteydessä.
way-moved_from_onr = Yksilöity jo vanhassa oppijanumerorekisterissä; VTJ:stä ei kysytty uudestaan.
identifier-oid = OID
identifier-hetu = hetu
identifier-passport = passinumero
identifier-email = sähköpostitunniste
identifier-eidas = eIDAS-tunniste
identifier-account = tili
detail-row = Rivi { $row }
detail-created = Kenelläkään ei ollut rivin tunnisteita: oppija luotiin.
detail-matched = Oppija löytyi tunnisteella: { $identifier }
detail-conflicts = Ristiriita: { $kinds }
detail-hetu-offered = Rivi tarjosi hetun hetuttomalle oppijalle.
detail-attempt = { $count }. yritys samalla hetulla
detail-verified-with = Kenen kanssa hetu ja nimi on varmistettu: { $who }
detail-no-finnish-hetu = Vahvistettiin, ettei oppijalla ole suomalaista hetua.
detail-similar-seen = Katsottuja samankaltaisia henkilöitä: { $count }
detail-import-undone = Koko tuonnin kumoamisen määräsi { $when }: { $who }
detail-undo-asked = Koko tuonnin kumoamista pyysi { $when }: { $who }
detail-undo-approved = Sen hyväksyi { $when }: { $who }
detail-restores = Perui tuonnin { $number } kumoamisen
detail-brings-back = Tulee taas voimaan: { $event }
detail-restore-asked = Kumoamisen perumista pyysi { $when }: { $who }
detail-import-restored = Kumoamisen perui { $when }: { $who }
detail-words = Perustelu: { $words }
detail-others = Muut henkilöt, joita tämä koskee: { $oids }
detail-register-answered = VTJ:ssä nimi on: { $name }

## When there is nothing to see
refusal-page-back = Takaisin sivulle, jolta tulit
refusal-page-what-next = Mitä teet seuraavaksi
refusal-page-signed-out = Kirjaudu sisään
refusal-page-signed-out-why = Sivun näkee vain kirjautunut virkailija. Istuntosi on voinut päättyä.
refusal-page-signed-out-next = Kirjaudu sisään ja avaa sivu uudelleen.
refusal-page-no-right = Sinulta puuttuu oikeus
refusal-page-no-right-why = Sivuun tarvitaan jokin näistä oikeuksista: { $rights }.
refusal-page-no-right-next = Oikeuden myöntää oma organisaatiosi. Pyydä sitä organisaatiosi pääkäyttäjältä tai vastuukäyttäjältä.
refusal-page-no-learner = Oppijaa ei löydy
refusal-page-no-learner-why = Tällä numerolla ei ole oppijaa, tai oppija ei kuulu yhteenkään organisaatioon, jossa sinulla on oikeus OPPIJOIDENTUONTI.
refusal-page-no-learner-next = Tarkista numero. Jos sait sen ristiriidasta, katso ohjesivua ristiriidoista. Jos oppija on teidän, siirrä hänet uudelleen oikein tiedoin.
refusal-page-other-import = Et voi katsoa tätä tuontia
refusal-page-other-import-why = Tuonnin on lähettänyt organisaatio, jossa sinulla ei ole oikeutta OPPIJOIDENTUONTI.
refusal-page-other-import-next = Tarkista tuonti-id. Jos tuonti on teidän, pyydä oikeutta organisaatiosi pääkäyttäjältä.
refusal-page-not-found = Sivua ei löydy
refusal-page-not-found-why = Osoitteessa ei ole sivua, tuontia eikä oppijaa.
refusal-page-not-found-next = Tarkista osoite, tuonti-id tai OID, tai aloita raportista.
refusal-page-stale-form = Lomake on vanhentunut
refusal-page-stale-form-why = Mitään ei tallennettu, koska lomake oli tehty aiemmassa istunnossa.
refusal-page-stale-form-next = Avaa sivu uudelleen ja yritä uudestaan.
refusal-page-unavailable = Palvelu ei juuri nyt vastaa
refusal-page-unavailable-why = Tietoja ei saatu haettua. Mitään ei ole kadonnut.
refusal-page-unavailable-next = Odota hetki ja lataa sivu uudelleen. Jos tämä jatkuu, ota yhteyttä tukeen.
refusal-page-fault = Tapahtui virhe
refusal-page-fault-why = Sivun näyttäminen ei onnistunut. Vika on palvelussa.
refusal-page-fault-next = Yritä uudelleen. Jos virhe toistuu, ilmoita tukeen sivun osoite ja kellonaika.

## Signing in
sign-in = Kirjaudu sisään
sign-in-choose = Tämä on esittelykäyttö, jossa kaikki henkilöt ovat keksittyjä. Valitse, kenenä kirjaudut.
sign-in-signed-out = Olet kirjautunut ulos
sign-in-signing-out-there = Sinut kirjataan vielä ulos kirjautumispalvelusta.
sign-in-go-on = Jatka
sign-in-again = Kirjaudu uudelleen
sign-in-try-again = Yritä uudelleen
sign-in-myself = Omat tiedot
sign-in-my-rights = Käyttöoikeudet
sign-in-to-the-report = Oppijoiden tuontiraporttiin
sign-in-not-configured = Kirjautumista ei ole otettu käyttöön
sign-in-not-configured-why = Virkailijan sivuille ei voi kirjautua, koska kirjautumispalvelua ei ole määritetty. Ylläpitäjä määrittää sen asetustiedoston osassa [sign_in].
sign-in-ended = Istuntosi on päättynyt
sign-in-ended-why = Lähettämäsi tiedot eivät tallentuneet. Kirjaudu uudelleen ja lähetä ne toisen kerran.
sign-in-stale = Kirjautumista ei voitu viedä loppuun
sign-in-stale-why = Kirjautuminen oli kestänyt liian kauan, tai se oli aloitettu uudelleen toisessa välilehdessä.
sign-in-unavailable = Kirjautumispalvelu ei vastaa
sign-in-unavailable-why = Vika on tilapäinen, eikä se koske tallennettuja tietoja. Yritä hetken kuluttua uudelleen.
sign-in-refused = Kirjautumispalvelu ei kirjannut sinua sisään
sign-in-refused-why = Kirjautuminen keskeytettiin, tai kirjautumispalvelu hylkäsi sen.
sign-in-untrusted = Kirjautumispalvelun vastausta ei voitu hyväksyä
sign-in-untrusted-why = Vastauksen allekirjoitus, vastaanottaja tai voimassaolo ei ole oikein. Ilmoita asiasta ylläpitäjälle: syy on lokissa.
sign-in-no-rights = Sinulta puuttuu käyttöoikeus
sign-in-no-rights-why = Kirjautuminen onnistui, mutta sinulla ei ole yhtään oikeutta oppijanumerorekisteriin.
sign-in-no-rights-which = Tuontiraporttiin tarvitset oikeuden OPPIJOIDENTUONTI (Oppijoiden tuonti) organisaatiossasi; tarkastaja tarvitsee oikeuden REKISTERINPITAJA_READ Opetushallituksessa.
sign-in-no-rights-who = Oikeuden myöntää oma organisaatiosi: korkeakoulussa pääkäyttäjä tai vastuukäyttäjä, muualla oppijanumeropalvelun pääkäyttäjä. Kirjaudu sen jälkeen uudelleen.
sign-in-too-many = Käyttöoikeuksia on liian monessa organisaatiossa
sign-in-too-many-why = Istuntoon mahtuu noin tuhat organisaatiota. Pyydä oikeus yhteiseen yläorganisaatioon: se kattaa myös sen alaiset.

access-title = Katseluloki
access-help = Ohje: Katseluloki
access-looks = Katselut
access-refusals = Evätyt pyynnöt
access-refused-learner-seen = Oppijan tietojen katselu
access-refused-learner-changed = Oppijan tietojen muuttaminen
access-refused-import-seen = Tuonnin katselu
access-refused-import-changed = Tuonnin merkintöjen muuttaminen
access-refused-page-seen = Muun sivun katselu
access-refused-page-changed = Toimi muulla sivulla
access-refused-program-seen = Ohjelman kysely
access-refused-program-changed = Ohjelman muutos
access-person = Oppijan OID
access-person-fault = Tämä ei ole oppijan OID. Se alkaa 1.2.246.562.24.
access-who = Katselija
access-subject = Katselijan tunnus
access-who-hint = Virkailijan tai palvelun tunnus. Kun kirjoitat nimeä, kenttä ehdottaa tunnuksia.
access-from = Alkaen
access-to = Asti
access-none = Hakuehdoilla ei löytynyt merkintöjä.
access-with-lists = Näytä myös luetteloissa näkyneet
access-without-lists = Piilota luetteloissa näkyneet
access-with-programs = Näytä myös ohjelmien haut
access-without-programs = Piilota ohjelmien haut
access-last = Viimeksi
access-what = Mitä
access-behalf = Organisaatio ja järjestelmä
access-times = Katselukertoja
access-protected = turvakielto
access-nobody = ei kirjautunut
access-paging = Lisää merkintöjä
access-newest = Uusimpiin
access-older = Vanhempia
look-numbers = Numerot
look-fetched = Järjestelmä haki tiedot
look-listed = Näkyi luettelossa
look-page = Oppijan sivu
look-history = Aiempi tilanne
look-sent_data = Tuodut tiedot

## Finding a learner
find-title = Oppijahaku
find-help = Ohje: Oppijahaku
find-label = Hae oppijaa
find-hint = Nimi tai nimien alkuja missä järjestyksessä tahansa, hetu (myös aiempi), OID, tunniste, passinumero, sähköpostitunniste tai syntymäaika (14.3.1998). Katselulokiin kirjataan, kenen tietoja haku näytti.
find-none = Haulla ei löytynyt oppijaa organisaatioistasi. Tarkista hakusana; hetu ja OID haetaan kokonaisina.
find-none-all = Haulla ei löytynyt oppijaa. Tarkista hakusana; hetu ja OID haetaan kokonaisina.
find-found = { $n ->
        [one] Löytyi yksi oppija
       *[other] Löytyi { $count } oppijaa
    }
find-range = Oppijat { $from }–{ $to }
find-unfinished = Hakuun osuu niin moni, ettei kaikkia katsottu. Lisää etunimi tai syntymäaika.

## The report at a glance
overview-title = Yleiskuva
overview-help = Ohje: Yleiskuva
overview-all = Siirretyt oppijat
overview-open = Avoimet virheet
overview-older = Yli { $days } päivää vanhoja
overview-causes = Virheet syittäin
overview-people = Oppijoita
overview-median = Mediaani-ikä
overview-oldest = Vanhin
overview-flow = Virheiden kehitys
overview-days-field = Ajanjakso
overview-days = { $days } päivää
overview-still-open = Avoinna päivän lopussa
overview-changes = Uudet ja ratkaistut
overview-flow-told = Oppija, joka tuli virhelistalle ja lähti siltä saman päivän aikana, ei näy näissä luvuissa.
overview-came = Uudet
overview-solved = Ratkaistut
overview-as-table = Samat luvut taulukkona
overview-organisations = Virheet organisaatioittain
overview-organisations-several = Oppija voi kuulua useaan organisaatioon, joten rivien summa voi olla suurempi kuin virheiden määrä.
overview-organisations-more = Taulukossa ovat organisaatiot, joilla on eniten virheitä. Muut löydät rajaamalla virhelistaa.
register-title = VTJ
register-answers = VTJ vastaa
register-silent = VTJ ei vastaa
register-since = Katko alkoi { $when }.
register-waiting = { $n ->
        [one] Yksi oppija odottaa vastausta.
       *[other] { $count } oppijaa odottaa vastausta.
    }
register-waiting-many = Yli { $count } oppijaa odottaa vastausta.
register-week-good = Ei katkoja 7 päivään
register-week-bad = { $n ->
    [one] Katkoja { $count } päivänä 7 viime päivästä
   *[other] Katkoja { $count } päivänä 7 viime päivästä
}
register-day-good = ei katkoja
register-day-minutes = poissa { $minutes } min
register-day-hours = poissa { $hours } h { $minutes } min
register-nobodys-fault = Katko ei ole kenenkään virhe: käsittely jatkuu automaattisesti, kun VTJ vastaa.

## Ongelmat ohjelmille
problem-invalid-parameter = Virheellinen parametri
problem-invalid-field = Virheellinen kenttä
problem-unauthenticated = Kirjautuminen puuttuu tai on vanhentunut
problem-forbidden = Käyttöoikeus puuttuu
problem-forbidden-next = Pyydä organisaatiosi pääkäyttäjältä jokin luetelluista oikeuksista organisaatioon, jota asia koskee.
problem-not-found = Ei löydy
problem-preview-changed = Tiedot ovat muuttuneet vahvistetun esikatselun jälkeen
problem-preview-changed-next = Lue uusi esikatselu ja vahvista se sen omalla sormenjäljellä.
problem-confirmation-missing = Toiminto on vahvistettava
problem-confirmation-missing-next = Lue esikatselu ja lähetä toiminto uudelleen. Anna esikatselun sormenjälki If-Match-otsakkeessa.
problem-idempotency-key-reused = Samaa Idempotency-Key-avainta on käytetty toiseen pyyntöön
problem-idempotency-key-reused-next = Anna uudelle pyynnölle oma avain. Samalla avaimella toistetaan vain täsmälleen sama pyyntö.
problem-already-asked = Sama pyyntö odottaa jo toista virkailijaa
problem-already-asked-next = Toinen OPH:n virkailija hyväksyy tai hylkää odottavan pyynnön, tai sen tekijä peruu sen. Vasta sen jälkeen samaa voi pyytää uudelleen.
problem-unavailable = Palvelu ei juuri nyt vastaa
problem-fault = Palvelussa tapahtui virhe
problem-bad-request = Pyyntöä ei voi käsitellä

## Miksi toimintoa ei tehty
refused-no-import = Tuontia ei ole
refused-no-import-next = Tarkista tuonti-id.
refused-import-expired = Tuonnin rivit on jo hävitetty
refused-import-expired-next = Rivejä ei voi enää liittää tuontiin. Korjaa ne ja siirrä ne uudelleen.
refused-unsent-rows-malformed = Ilmoitetut rivit eivät ole oikeaa muotoa
refused-unsent-rows-malformed-next = Ilmoita 1–500 eri riviä, kullekin 1–20 virhettä ja viite, jossa on enintään 255 merkkiä.
refused-no-consumer = Järjestelmää ei ole luettelossa
refused-no-consumer-next = Katso luettelo uudelleen.
refused-no-conflict = Rivillä ei ole ristiriitaa
refused-no-conflict-next = Tarkista rivin numero. Ristiriidat näkyvät tuonnin välilehdellä Ristiriidat.
refused-already-checked = Ristiriita on jo merkitty tarkistetuksi
refused-already-checked-next = Sinun ei tarvitse tehdä mitään.
refused-not-checked = Ristiriitaa ei ole merkitty tarkistetuksi
refused-not-checked-next = Sinun ei tarvitse tehdä mitään.
refused-hetu-in-use = Henkilötunnus on jo toisella henkilöllä.
refused-hetu-in-use-next = Tarkista henkilötunnus oppijalta. Jos se on oikein, sama henkilö on rekisterissä kahdesti ja hänen tietonsa on linkitettävä.
refused-identifier-in-use = Tunniste on toisen henkilön käytössä
refused-identifier-in-use-next = Hae henkilö tunnisteella.
refused-access-as-asked = Organisaation pääsy on jo pyydetyn mukainen
refused-access-as-asked-next = Sinun ei tarvitse tehdä mitään.
refused-passport-in-use = Passinumero on toisen henkilön tiedoissa
refused-passport-in-use-next = Tarkista passinumero. Jos se on oikein, oppija on jo rekisterissä.

## Esikatselu
preview-title = Mitä muuttuu
command-give-approval-said = Mitä pyynnössä on ilmoitettu
preview-said = Mitä olet ilmoittanut
preview-nothing = Kenenkään näkyvät tiedot eivät muutu.
preview-moved = Tiedot ovat muuttuneet sen jälkeen, kun katsoit esikatselua. Mitään ei tehty. Tarkista uusi esikatselu.
preview-person = Oppija { $oid }
preview-new-person = Uusi oppija
preview-rows = Tuontien rivit, jotka antavat toisen numeron tai eivät enää johda kenellekään
preview-row = Tuonnin { $import } rivi { $row }: { $before } → { $after }
preview-change = { $field }: { $before } → { $after }
preview-row-turns = Tuonnin { $import } rivi { $row } tuli tunnisteella, joka ei ole enää oppijan. Päätä sen jälkeen oppijan sivulla, kenelle se johtaa. Nyt { $before }, sitten { $after }.
preview-rows-more = Rivejä on enemmän kuin tässä näytetään.
preview-unidentified = ei oppijanumeroa (OID { $oid })
preview-listed = Virhelista
preview-listed-comes = { $oid } tulee listalle: { $cause }
preview-listed-leaves = { $oid } poistuu listalta
preview-listed-turns = { $oid }: { $before } → { $after }
preview-fetched = { $oid }: { $who }, viimeksi { $when }, kertoja { $times }
preview-fetched-somebody = joku
preview-cancel = Peruuta
form-waits = Odota hetki. Pyyntöä käsitellään.
preview-return = Palaa muuttamaan
label-state = Tila
label-cause = Virheen syy
refusal-page-refused = Toimintoa ei tehty
refusal-page-form-used = Lomake on jo käytetty
refusal-page-form-used-why = Samalla lomakkeella on jo tehty toinen toiminto. Mitään uutta ei tehty.
refusal-page-form-used-next = Avaa sivu uudelleen ja tarkista, mitä on tehty.

## Acts: what officials do to a learner
act-title = Toiminnot
act-details = Korjaa tietoja
act-hetu = Henkilötunnus
act-identify = Yksilöi
act-activity = Passivointi
done-hetu = Henkilötunnus on lisätty. VTJ-yksilöinti alkaa automaattisesti, ja sen tulos näkyy tällä sivulla.
done-hetu-katko = Henkilötunnus on lisätty. VTJ ei vastaa nyt: oppija yksilöidään automaattisesti, kun VTJ vastaa taas.
done-hetu-vaihdettu = Henkilötunnus on vaihdettu. VTJ-yksilöinti alkaa automaattisesti, ja sen tulos näkyy tällä sivulla.
done-hetu-vaihdettu-katko = Henkilötunnus on vaihdettu. VTJ ei vastaa nyt: oppija yksilöidään automaattisesti, kun VTJ vastaa taas.
done-hetu-poistettu = Henkilötunnus on poistettu.
done-tiedot = Tiedot on tallennettu.
done-yksiloity = Oppija on yksilöity ja hänellä on oppijanumero.
done-kysytty = VTJ:stä kysytään uudelleen. Tulos näkyy tällä sivulla.
done-kysytty-katko = VTJ ei vastaa nyt. Siitä kysytään automaattisesti, kun se vastaa taas.
done-passivoitu = Oppija on passivoitu.
done-aktivoitu = Oppija on aktivoitu.
edit-hetu-title = Henkilötunnus
edit-details-title = Korjaa oppijan tietoja
edit-identify-title = Yksilöi oppija
edit-activity-title = Oppijan passivointi
edit-erased-title = Oppijan henkilötiedot on poistettu
edit-passive-title = Oppija on passiivinen
edit-stale = Istuntosi oli vaihtunut, joten mitään ei tallennettu. Kirjoittamasi tiedot ovat alla. Tarkista ne ja lähetä lomake uudelleen.
edit-why = Perustelu
edit-kept-title = Istunto on päättynyt
edit-kept-told = Mitään ei tallennettu, mutta kirjoittamasi tiedot ovat tallessa tällä sivulla.
edit-kept-still-out = Et ole vielä kirjautunut sisään. Kirjaudu ensin ja palaa sitten tälle sivulle.
edit-kept-sign-in = Kirjaudu sisään (avautuu uuteen välilehteen)
edit-kept-then = Palaa tähän välilehteen ja jatka.
edit-kept-go-on = Jatka
versions-title = Tietoja on muutettu sillä välin
versions-title-by = Tietoja on muutettu sillä välin: { $who }, { $when }
versions-seen = Kun avasit lomakkeen
versions-now = Nyt
versions-wanted = Sinun versiosi
choice-none = –
contacts-new = Uudet yhteystiedot
contact-fault = Tarkista tämä yhteystieto: se on liian pitkä tai väärää muotoa.
contact-kind-1 = Kotiosoite
contact-kind-2 = Työosoite
contact-kind-3 = Vapaa-ajan osoite
contact-kind-6 = Hakemuksen yhteystiedot
contact-kind-7 = Muut yhteystiedot
former-superseded = Se on ollut oppijan oma ja on nyt vanhentunut. Se löytää oppijan edelleen tuonneissa.
former-withdrawn = Se ei ole koskaan kuulunut oppijalle: se on kirjoitettu väärin, testihetu tai jonkun toisen.
field-hetu = Henkilötunnus
field-hint-hetu = 11 merkkiä, esimerkiksi 140398-9457
field-former = Mitä nykyiselle henkilötunnukselle tapahtuu?
field-words = Perustelu omin sanoin
field-needed = (pakollinen)
field-first-names = Etunimet
field-call-name = Kutsumanimi
field-hint-call-name = Yksi etunimistä tai useampi peräkkäinen
field-surname = Sukunimi
field-birth-date = Syntymäaika
field-hint-birth-date = Muodossa 14.3.2004
field-sex = Sukupuoli
field-language = Äidinkieli
field-service-language = Asiointikieli
field-nationalities = Kansalaisuus
field-passports = Passinumero
field-emails = Sähköpostitunniste
field-contact-kind = Tyyppi
field-contact-street = Katuosoite
field-contact-postal-code = Postinumero
field-contact-city = Postitoimipaikka
field-contact-municipality = Kunta
field-contact-country = Maa
field-contact-phone = Puhelin
field-contact-mobile = Matkapuhelin
field-contact-email = Sähköposti
field-no-finnish-hetu = Oppijalla ei ole suomalaista henkilötunnusta.
field-similar-seen = Olen etsinyt samaa henkilöä rekisteristä, eikä häntä ole siellä ennestään.
field-cause = Syy
add-hetu-title = Lisää henkilötunnus
add-hetu-told = Tallennuksen jälkeen oppija yksilöidään VTJ:n tiedoilla automaattisesti.
add-hetu-send = Lisää henkilötunnus
add-hetu-do = Lisää henkilötunnus silti
replace-hetu-title = Vaihda henkilötunnus
replace-hetu-told = Uusi henkilötunnus tulee nykyisen tilalle.
replace-hetu-send = Näytä, mitä vaihtaminen muuttaa
replace-hetu-do = Vaihda henkilötunnus
remove-hetu-title = Poista henkilötunnus
remove-hetu-told = Poista väärä henkilötunnus. Se, mikä perustuu siihen, lakkaa olemasta voimassa.
remove-hetu-send = Näytä, mitä poistaminen muuttaa
remove-hetu-do = Poista henkilötunnus
hetu-holder = Henkilötunnus on oppijalla { $oid }. Avaa hänen sivunsa ja vertaa tietoja.
way-link = Vertaa ja linkitä samat oppijat
hetu-fixed = Miksi henkilötunnusta ei voi muuttaa
hetu-birth-date-differs = Henkilötunnuksen syntymäaika on toinen kuin oppijan. Tarkista, että henkilötunnus varmasti on tämän oppijan.
hetu-typed = Kirjoittamasi henkilötunnus
correct-details-title = Oppijan tiedot
correct-details-told = Kun henkilötunnuksellisen oppijan nimi korjataan, VTJ:stä kysytään automaattisesti uudelleen.
correct-details-birth-date = Syntymäaika tulee henkilötunnuksesta.
correct-details-told-register = Oppija on yksilöity VTJ:n tiedoilla. Voit korjata vain tietoja, joita VTJ ei ylläpidä.
correct-details-send = Tallenna
identify-by-hand-title = Yksilöi ilman henkilötunnusta
identify-by-hand-told = Oppija saa oppijanumeron. Yllä olevien tietojen on oltava täydelliset.
identify-by-hand-send = Yksilöi
ask-register-title = Kysy VTJ:stä nyt
ask-register-told = VTJ:stä kysytään oppijan henkilötunnuksella uudelleen, ja tulos näkyy oppijan sivulla.
ask-register-send = Kysy VTJ:stä
passivate-title = Passivoi oppija
passivate-told = Passivoitua numeroa ei enää käytetä. Se vastaa silti aina ja kertoo olevansa passiivinen.
passivate-send = Näytä, mitä passivointi muuttaa
passivate-do = Passivoi
reactivate-title = Aktivoi oppija
reactivate-told = Oppija palaa siihen tilaan, joka hänellä olisi ilman passivointia.
reactivate-send = Näytä, mitä aktivointi muuttaa
reactivate-do = Aktivoi
passivation-unused_number = Numero on syntynyt tarpeettomasti eikä sitä käytetä missään.
passivation-test_person = Testihenkilö, ei luonnollinen henkilö
passivation-other = Muu syy
passivation-choice-unused_number = Numero on syntynyt tarpeettomasti eikä sitä käytetä missään.
passivation-choice-test_person = Testihenkilö, ei luonnollinen henkilö
passivation-choice-other = Muu syy, kirjoita perustelu
look-title = Järjestelmät, jotka ovat hakeneet tämän numeron
look-line = { $who }: viimeksi { $when }, kertoja sinä päivänä: { $times }
look-nobody = Mikään muu järjestelmä kuin tuoja ei ole hakenut numeroa täältä.
look-elsewhere-unknown = Käyttöä muualla ei tiedetä: numero voi olla toisissa järjestelmissä.
label-passive = Passivoitu
label-service-language = Asiointikieli
event-PassivePersonSent = Tuonnin rivi johti passivoituun oppijaan
event-PersonPassivated = Oppija passivoitiin
event-PersonReactivated = Oppija aktivoitiin
event-ReasonStated = Virkailija kirjasi perustelun
event-IdentifierAttached = Oppija sai tunnisteen
event-IdentifierDetached = Tunniste poistettiin oppijalta
event-IdentificationRequested = Virkailija pyysi kysymään VTJ:stä
event-MovedFromOnr = Oppija tuotiin vanhasta oppijanumerorekisteristä
refused-no-person = Tällaista oppijaa ei ole
refused-no-person-next = Tarkista OID.
refused-nothing-to-hand-over = Oppija ei ole virheessä
refused-nothing-to-hand-over-next = Mitään ei tarvitse siirtää: oppija on poistunut virhelistalta.
refused-already-noted = Merkintä on jo näin
refused-already-noted-next = Sinun ei tarvitse tehdä mitään.
refused-person-unreadable = Oppijan henkilötiedot on poistettu, niitä ei saada auki tai oppijan rekisteröinti on peruttu.
refused-person-unreadable-next = Mitään ei voi muuttaa. Jos tämä on yllätys, kerro OID OPH:lle.
refused-person-passive = Oppija on passivoitu.
refused-person-passive-next = Pyydä OPH:ta aktivoimaan oppija ensin.
refused-hetu-verified = Oppija on yksilöity VTJ:n tiedoilla, joten henkilötunnusta ei voi muuttaa tässä.
refused-hetu-verified-next = Jos henkilötunnus on väärä, pyydä OPH:ta purkamaan yksilöinti.
refused-hetu-verified-to-keeper = Oppija on yksilöity VTJ:stä, joten henkilötunnusta ei voi muuttaa tässä.
refused-hetu-verified-to-keeper-next = Jos henkilötunnus on väärä, pura ensin yksilöinti.
refused-hetu-there-already = Oppijalla on jo henkilötunnus.
refused-hetu-there-already-next = Vaihda se toiseen tai poista se ensin.
refused-no-hetu-there = Oppijalla ei ole henkilötunnusta.
refused-no-hetu-there-next = Lisää henkilötunnus.
refused-hetu-the-same = Tämä on oppijan nykyinen henkilötunnus.
refused-hetu-the-same-next = Kirjoita toinen henkilötunnus. Jos haluat, että VTJ:stä kysytään uudelleen, valitse Yksilöi.
refused-hetu-blank = Henkilötunnuksessa on välilyönti tai näkymätön merkki.
refused-hetu-blank-next = Poista se.
refused-hetu-lookalike = Seitsemäs merkki vain näyttää välimerkiltä, esimerkiksi tekstinkäsittelyn viivalta.
refused-hetu-lookalike-next = Kirjoita välimerkki näppäimistöltä: + - U V W X Y A B C D E F.
refused-hetu-length = Henkilötunnuksessa on 11 merkkiä: kuusi numeroa, välimerkki, kolme numeroa ja tarkistusmerkki.
refused-hetu-length-next = Tarkista, ettei merkkejä puutu tai ole liikaa ja että numerot ja kirjaimet ovat oikeilla paikoillaan.
refused-hetu-separator = Seitsemäs merkki ei ole henkilötunnuksen välimerkki.
refused-hetu-separator-next = Välimerkki on jokin näistä: + - U V W X Y A B C D E F.
refused-hetu-date = Kuusi ensimmäistä numeroa eivät ole päivämäärä.
refused-hetu-date-next = Tarkista päivä, kuukausi ja vuosi.
refused-hetu-fits-hyphen = Välimerkki ei sovi syntymäaikaan. Päivämäärään sopisi välimerkki - (syntynyt 1900-luvulla).
refused-hetu-fits-hyphen-next = Tarkista välimerkki oppijalta.
refused-hetu-fits-a = Välimerkki ei sovi syntymäaikaan. Päivämäärään sopisi välimerkki A (syntynyt 2000-luvulla).
refused-hetu-fits-a-next = Tarkista välimerkki oppijalta.
refused-hetu-individual-number = Yksilönumeroita 000 ja 001 ei anneta kenellekään.
refused-hetu-individual-number-next = Tarkista merkit 8–10.
refused-hetu-check-character = Tarkistusmerkki ei täsmää numeroihin.
refused-hetu-check-character-next = Jokin merkki on kirjoitettu väärin: vertaa jokaista.
refused-hetu-test = Tämä on testi- tai tilapäinen hetu, jota ei koskaan kysytä VTJ:stä.
refused-hetu-test-next = Jos oppijalla ei ole muuta henkilötunnusta, yksilöi hänet ilman sitä.
refused-fate-missing = Valitse, mitä nykyiselle henkilötunnukselle tapahtuu.
refused-fate-missing-next = Jos et ole varma, kysy oppijalta.
refused-words-too-long = Perustelu on liian pitkä.
refused-words-too-long-next = Lyhennä perustelu enintään 2 000 merkkiin.
refused-words-malformed = Perustelussa on merkkejä, joita tekstissä ei saa olla.
refused-words-malformed-next = Kirjoita perustelu ilman ohjausmerkkejä ja muita merkkejä, jotka eivät ole kirjaimia.
refused-field-of-register = VTJ ylläpitää tätä tietoa, joten sitä ei voi korjata tässä.
refused-field-of-register-next = Jos tieto on väärä, oppija voi korjauttaa sen DVV:ssä.
refused-changed-meanwhile = Joku muu on muuttanut samaa tietoa sillä välin, joten mitään ei tallennettu.
refused-changed-meanwhile-next = Vertaa versioita ja tallenna uudelleen, jos sinun versiosi on oikea. Muissa kentissä on se, mitä kirjoitit, tai nykyinen tieto, jos et muuttanut kenttää.
refused-nothing-changes = Mikään ei muuttunut.
refused-nothing-changes-next = Muuta jotain tietoa tai palaa oppijan sivulle.
refused-first-names-missing = Etunimet puuttuvat.
refused-first-names-missing-next = Kirjoita kaikki etunimet.
refused-first-names-too-long = Etunimissä on liikaa merkkejä.
refused-first-names-too-long-next = Lyhennä etunimet enintään 255 merkkiin.
refused-first-names-malformed = Etunimissä on merkkejä, joita nimessä ei voi olla.
refused-first-names-malformed-next = Kirjoita nimet uudelleen.
refused-call-name-too-long = Kutsumanimessä on liikaa merkkejä.
refused-call-name-too-long-next = Lyhennä kutsumanimi enintään 255 merkkiin.
refused-call-name-malformed = Kutsumanimessä on merkkejä, joita nimessä ei voi olla.
refused-call-name-malformed-next = Kirjoita nimi uudelleen.
refused-call-name-missing = Kutsumanimi puuttuu.
refused-call-name-missing-next = Kirjoita yksi etunimistä tai useampi peräkkäinen.
refused-call-name-not-among = Kutsumanimi ei ole mikään etunimistä.
refused-call-name-not-among-next = Valitse yksi etunimistä tai useampi peräkkäinen.
refused-surname-missing = Sukunimi puuttuu.
refused-surname-missing-next = Kirjoita sukunimi.
refused-surname-too-long = Sukunimessä on liikaa merkkejä.
refused-surname-too-long-next = Lyhennä sukunimi enintään 255 merkkiin.
refused-surname-malformed = Sukunimessä on merkkejä, joita nimessä ei voi olla.
refused-surname-malformed-next = Kirjoita nimi uudelleen.
refused-birth-date-malformed = Syntymäaika ei ole päivämäärä, jona oppija on voinut syntyä.
refused-birth-date-malformed-next = Kirjoita se muodossa 14.3.2004. Se ei voi olla tulevaisuudessa eikä ennen vuotta 1880.
refused-birth-date-of-hetu = Syntymäaika tulee henkilötunnuksesta.
refused-birth-date-of-hetu-next = Jos se on väärä, tarkista henkilötunnus.
refused-sex-unknown = Sukupuolta ei ole koodistossa.
refused-sex-unknown-next = Valitse luettelosta.
refused-language-unknown = Äidinkieltä ei ole koodistossa.
refused-language-unknown-next = Valitse luettelosta.
refused-language-of-member = Äidinkieli on oppijaan linkitetyn tietueen, eikä sitä voi tyhjentää tässä.
refused-language-of-member-next = Valitse oikea äidinkieli. Jos tietue on toisen henkilön, pura linkitys.
refused-service-language-unknown = Asiointikieltä ei ole koodistossa.
refused-service-language-unknown-next = Valitse luettelosta.
refused-nationality-unknown = Kansalaisuutta ei ole koodistossa, tai niitä on liikaa.
refused-nationality-unknown-next = Valitse luettelosta enintään 20.
refused-nationality-of-member = Kansalaisuus on oppijaan linkitetyn tietueen, eikä sitä voi poistaa tässä.
refused-nationality-of-member-next = Valitse kansalaisuus uudelleen. Jos tietue on toisen henkilön, pura linkitys.
refused-contacts-malformed = Yhteystiedoissa on liian pitkä arvo, väärä sähköpostiosoite tai tyyppi, jota vain VTJ antaa.
refused-contacts-malformed-next = Tarkista yhteystiedot.
refused-contact-email = Sähköpostiosoite ei ole kelvollinen.
refused-contact-email-next = Kirjoita osoite muodossa nimi@esimerkki.fi.
refused-passport-malformed = Passinumero on liian pitkä tai siinä on vääriä merkkejä, tai passinumeroita on yli 20.
refused-passport-malformed-next = Tarkista numero.
refused-email-malformed = Sähköpostitunniste ei ole sähköpostiosoite, tai sähköpostitunnisteita on yli 20.
refused-email-malformed-next = Tarkista osoite.
refused-email-in-use = Sähköpostitunniste on jo toisella henkilöllä.
refused-email-in-use-next = Tarkista tunniste oppijalta. Jos se on oikein, sama henkilö on rekisterissä kahdesti ja hänen tietonsa on linkitettävä.
refused-identified-already = Oppija on jo yksilöity.
refused-identified-already-next = Mitään ei tarvitse tehdä.
refused-identify-has-hetu = Oppijalla on henkilötunnus, joten hänet yksilöidään VTJ:n tiedoilla.
refused-identify-has-hetu-next = Jos henkilötunnus on väärä, poista se ensin.
refused-identify-needs-first-names = Etunimet puuttuvat.
refused-identify-needs-first-names-next = Täydennä ne kohdassa Korjaa tietoja.
refused-identify-needs-call-name = Kutsumanimi puuttuu.
refused-identify-needs-call-name-next = Täydennä se kohdassa Korjaa tietoja.
refused-identify-needs-surname = Sukunimi puuttuu.
refused-identify-needs-surname-next = Täydennä se kohdassa Korjaa tietoja.
refused-identify-needs-birth-date = Syntymäaika puuttuu.
refused-identify-needs-birth-date-next = Täydennä se kohdassa Korjaa tietoja.
refused-identify-needs-sex = Sukupuoli puuttuu.
refused-identify-needs-sex-next = Täydennä se kohdassa Korjaa tietoja.
refused-identify-needs-language = Äidinkieli puuttuu.
refused-identify-needs-language-next = Täydennä se kohdassa Korjaa tietoja.
refused-identify-needs-nationality = Kansalaisuus puuttuu.
refused-identify-needs-nationality-next = Täydennä se kohdassa Korjaa tietoja.
refused-no-finnish-hetu-unconfirmed = Vahvista, ettei oppijalla ole suomalaista henkilötunnusta.
refused-no-finnish-hetu-unconfirmed-next = Jos hänellä on henkilötunnus, lisää se.
refused-similar-not-looked-at = Vahvista, että olet etsinyt samaa henkilöä rekisteristä.
refused-similar-not-looked-at-next = Katso samankaltaiset oppijat, jotka sivu näyttää, tai etsi oppijaa haulla, ja merkitse lomakkeeseen, että olet tehnyt sen.
refused-no-hetu-to-ask-about = Oppijalla ei ole henkilötunnusta, jolla VTJ:stä voisi kysyä.
refused-no-hetu-to-ask-about-next = Lisää henkilötunnus tai yksilöi oppija ilman sitä.
refused-test-hetu-not-asked = Testi- tai tilapäistä hetua ei kysytä VTJ:stä.
refused-test-hetu-not-asked-next = Poista se ja yksilöi oppija ilman henkilötunnusta, tai pyydä testihenkilön passivointia.
refused-asked-already = VTJ:stä kysytään jo.
refused-asked-already-next = Tulos näkyy oppijan sivulla.
refused-passive-already = Oppija on jo passivoitu.
refused-passive-already-next = Mitään ei tarvitse tehdä.
refused-active-already = Oppija on aktiivinen.
refused-active-already-next = Mitään ei tarvitse tehdä.
refused-passivation-needs-words = Tähän passivointiin tarvitaan kirjallinen perustelu.
refused-passivation-needs-words-next = Kirjoita, miksi oppija passivoidaan.
refused-reactivation-needs-words = Aktivointiin tarvitaan kirjallinen perustelu.
refused-reactivation-needs-words-next = Kirjoita, miksi oppija aktivoidaan.
refused-reversal-needs-words = Perumiseen tarvitaan kirjallinen perustelu.
refused-reversal-needs-words-next = Kirjoita, miksi tapahtuma perutaan.
review-undone-why = Virkailija perui päätöksensä heti.
refused-passivation-cause-missing = Valitse passivoinnin syy.
refused-passivation-cause-missing-next = Jos mikään ei sovi, valitse Muu syy.
edit-faults = { $n ->
    [one] Korjaa yksi kohta
   *[other] Korjaa { $count } kohtaa
    }
## Virkailijan työ: pikanäppäimet, samankaltaiset oppijat, monta kerralla, omat toimet
keys-title = Pikanäppäimet
keys-elsewhere = Muilla sivuilla
keys-close = Sulje
keys-off = Pikanäppäimet pois käytöstä
key-next = Luettelon seuraava oppija
key-previous = Luettelon edellinen oppija
key-list = Takaisin luetteloon
key-details = Korjaa oppijan tietoja
key-hetu = Henkilötunnus
key-identify = Yksilöi
key-comparison = VTJ-vertailu
key-duplicates = Mahdolliset duplikaatit
key-activity = Passivointi tai pyyntö OPH:lle
key-rows = Tuontien rivit
key-separate = Erottele kaksi henkilöä
key-sitting = Omat toimet
key-undo = Peru duplikaatista juuri tehty päätös
key-search = Hakukenttään
key-keys = Tämä luettelo
opens-beside = (avautuu uuteen välilehteen)
similar-title = Samankaltaiset oppijat
similar-told = { $n ->
    [0] Rekisterissä ei ole ketään, joka muistuttaisi tätä oppijaa.
    [one] Vertaa tähän oppijaan. Jos hän on sama henkilö, älä yksilöi vaan linkitä.
   *[other] Vertaa näihin { $count } oppijaan. Jos joku heistä on sama henkilö, älä yksilöi vaan linkitä.
    }
similar-link = Linkitä sama henkilö
similar-seen = { $n ->
    [0] Samankaltaisia oppijoita ei löytynyt, eikä tiedossani ole, että henkilö olisi jo rekisterissä.
    [one] Olen katsonut samankaltaisen oppijan tiedot. Hän ei ole sama henkilö.
   *[other] Olen katsonut { $count } samankaltaisen oppijan tiedot. Kukaan heistä ei ole sama henkilö.
    }
refused-similar-came = Samankaltaisten oppijoiden luettelo on muuttunut.
refused-similar-came-next = Katso luettelo ja vahvista uudelleen.
edit-kept-again = Lähetä lomake uudelleen
queue-chosen-ask = Kysy VTJ:stä nyt
queue-chosen-passivate = Passivoi
queue-asked-done = { $n ->
    [0] VTJ:stä ei kysytty ketään.
    [one] VTJ:stä kysytään yhdestä oppijasta uudelleen. Hän on keskeneräisissä, kunnes VTJ vastaa.
   *[other] VTJ:stä kysytään { $count } oppijasta uudelleen. He ovat keskeneräisissä, kunnes VTJ vastaa.
    }
queue-not-asked = { $n ->
    [one] Yhdestä ei voi kysyä: hänellä ei ole hetua, hetu on testihetu, kysely on jo kesken tai sinulla ei ole oikeutta häneen.
   *[other] { $count } oppijasta ei voi kysyä: heillä ei ole hetua, hetu on testihetu, kysely on jo kesken tai sinulla ei ole oikeutta heihin.
    }
queue-passivated = { $n ->
    [one] Yksi oppija passivoitiin.
   *[other] { $count } oppijaa passivoitiin.
    }
passivate-several-title = Passivoi valitut oppijat
passivate-several-told = Kaikki passivoidaan yhdellä kertaa samasta syystä, tai ei ketään.
passivate-several-send = Näytä, mitä muuttuu
passivate-several-do = Passivoi kaikki
passivate-several-chosen = { $n ->
    [0] Ketään ei ole valittu
    [one] Yksi oppija
   *[other] { $count } oppijaa
    }
refused-nobody-chosen = Ketään ei ole valittu.
refused-nobody-chosen-next = Palaa luetteloon ja valitse oppijat.
refused-too-many-chosen = Valittuja on liikaa.
refused-too-many-chosen-next = Valitse kerralla enintään 100 oppijaa.
refused-one-unknown = Yhtä valituista ei ole rekisterissä.
refused-one-unknown-next = Tarkista OIDit.
refused-one-unreadable = Yhden valitun tiedot on poistettu tai niitä ei saa auki.
refused-one-unreadable-next = Jätä hänet pois valinnasta.
refused-one-passive-already = Yksi valituista on jo passivoitu.
refused-one-passive-already-next = Palaa luetteloon ja valitse uudelleen.
sitting-title = Omat toimet
sitting-told = Mitä olet tehnyt tämän istunnon aikana. Kirjauduit sisään { $when }.
sitting-none = Et ole muuttanut mitään tämän istunnon aikana.
sitting-waits-earlier = { $n ->
    [one] Yksi aiemmin pyytämäsi toimi odottaa toista virkailijaa.
   *[other] { $count } aiemmin pyytämääsi tointa odottaa toista virkailijaa.
    }
sitting-when = Aika
sitting-what = Mitä tehtiin
sitting-whom = Oppija tai tuonti
sitting-state = Tila nyt
sitting-undo = Peruminen
sitting-reverse = Peru
sitting-correct = Korjaa
sitting-reversed = Peruttu
sitting-of-keeper = OPH voi perua tämän
look-officials = Virkailijat, jotka ovat katsoneet oppijan tietoja
look-no-official = Kukaan muu ei ole katsonut tietoja täällä.
look-acknowledged = Järjestelmät, jotka ovat kuitanneet saaneensa numeron
look-acknowledged-line = { $who }, { $when }
look-elsewhere = Käyttö muualla
## Kaksi virkailijaa
approvals-told = Näihin tarvitaan toisen virkailijan hyväksyntä. Kukaan ei hyväksy omaa pyyntöään.
approvals-help = Mihin tarvitaan kaksi virkailijaa?
approvals-none = Mikään ei odota hyväksyntää.
approvals-reason = Perustelu
approvals-follows = Mitä tapahtuu
approvals-asked = Pyytäjä
approvals-learners = { $n ->
    [one] Oppija
   *[other] Oppijat
    }
approvals-typed = Kirjoittamasi perustelu: { $words }
approvals-prevented = Tätä ei voi enää hyväksyä. Hylkää hyväksyntäpyyntö: pyytäjä voi pyytää uudelleen ajantasaisten tietojen perusteella.
approvals-prevented-own = Tätä ei voi enää hyväksyä. Peru pyyntö ja pyydä tarvittaessa uudelleen ajantasaisten tietojen perusteella.
rows-of-import = { $n ->
    [one] 1 rivi
   *[other] { $count } riviä
    }
approvals-what = Pyydetty
approvals-own = Pyysit tätä itse, joten toinen virkailija päättää siitä.
approvals-look = Katso, mitä tapahtuu
approvals-refuse = Hylkää hyväksyntäpyyntö
approvals-refusal-reason = Hylkäyksen perustelu
approvals-accept-title = Pyynnön { $number } hyväksyminen: { $kind }
approvals-request-reason = Pyynnön perustelu
approvals-request-open = Avaa pyyntö
approvals-ended = Viimeksi ratkaistut
approvals-outcome = Ratkaisu
approval-state-given = Hyväksytty
approval-state-refused = Hylätty
approval-state-taken-back = Peruttu
approval-state-with-request = Päättyi pyynnön mukana
approval-state-waits = Odottaa toista virkailijaa
approval-state-prevented = Ei voi enää hyväksyä
approvals-take-back = Peru pyyntö
approvals-reason-missing = Kirjoita, miksi pyyntö hylätään.
approvals-done-hyvaksytty = Pyyntö hyväksyttiin ja pyydetty toiminto tehtiin.
edit-not-done = Tätä ei voitu tehdä
approvals-done-pyydetty = Toiselta virkailijalta on pyydetty hyväksyntä. Muutos tehdään, kun hän on hyväksynyt sen.
approvals-done-odottaa = Samaa on pyydetty jo: pyyntö odottaa toista virkailijaa. Uutta pyyntöä ei tehty.
approvals-done-hylatty = Pyyntö hylättiin. Mitään ei muutettu.
approvals-done-peruttu = Pyyntösi peruttiin. Mitään ei muutettu.
preview-show = Esikatsele
preview-needs-second = Toinen virkailija hyväksyy tämän ennen kuin mitään tehdään.
field-ground = Peruste
field-reason = Perustelu
erasure-order = Määrää tiedot poistettaviksi
field-hint-reason = Peruste jää tapahtumiin. Kirjoittamasi perustelu poistetaan muiden tietojen mukana.
refused-no-ground = Valitse, millä perusteella tiedot poistetaan
refused-no-ground-next = Valitse peruste.
command-order-erasure = Henkilötietojen poisto
command-order-erasure-title = Henkilötietojen poisto
command-order-erasure-told = Oppijan ja häneen linkitettyjen henkilötiedot hävitetään pysyvästi. OID ja tapahtumien järjestys säilyvät.
command-order-erasure-send = Esikatsele
preview-ask = Pyydä hyväksyntää
command-give-approval-title = Toisen virkailijan hyväksyntä
command-give-approval-told = Kun hyväksyt, pyydetty toiminto tehdään heti.
command-give-approval-do = Hyväksy ja tee
refused-no-approval = Pyyntöä ei ole
refused-no-approval-next = Tarkista numero sivulta Hyväksyttävät.
refused-approval-decided = Asia on jo ratkaistu
refused-approval-decided-next = Sinun ei tarvitse tehdä mitään.
refused-own-approval = Et voi hyväksyä omaa pyyntöäsi
refused-own-approval-next = Pyydä toista rekisterinpitäjän virkailijaa katsomaan se. Voit myös perua pyynnön.
refused-approval-unreadable = Pyyntöä ei voi enää lukea, koska tiedot on poistettu
refused-approval-unreadable-next = Hylkää pyyntö.
refused-approval-changed = Tiedot ovat muuttuneet pyynnön jälkeen
refused-approval-changed-next = Hylkää pyyntö. Pyytäjä voi tehdä uuden pyynnön ajantasaisista tiedoista.
refused-already-erased = Oppijan tiedot on jo poistettu
refused-already-erased-next = Sinun ei tarvitse tehdä mitään.
refused-no-reason = Perustelu puuttuu.
refused-no-reason-next = Kirjoita perustelu, enintään 2 000 merkkiä.
event-ApprovalAsked = Toisen virkailijan hyväksyntää pyydettiin
event-ApprovalGiven = Toinen virkailija hyväksyi pyynnön
event-ApprovalRefused = Hyväksyntäpyyntö hylättiin tai peruttiin
event-approval-taken-back = Peruit hyväksyntäpyyntösi
event-approval-withdrawn = Hyväksyntäpyyntö peruttiin
event-approval-refused = Toinen virkailija hylkäsi hyväksyntäpyynnön
act-approval-given = Hyväksyit toisen virkailijan pyynnön
act-approval-refused = Hylkäsit toisen virkailijan hyväksyntäpyynnön
act-of-command = { $act }: { $command }

act-comparison = VTJ-vertailu
done-yliajettu = VTJ:n tiedot on otettu käyttöön ja oppija on yksilöity.
done-paivitetty = Tiedot on päivitetty VTJ:stä.
done-purettu = Yksilöinti on purettu.
edit-comparison-title = VTJ-vertailu
comparison-answered = VTJ vastasi
comparison-none = VTJ-vertailu
comparison-none-why = Vertailtavaa ei ole: VTJ ei ole antanut tietoja, joiden nimi poikkeaa oppijan nimestä. Tarkista henkilötunnuksen oikeellisuus oppijalta tai DVV:stä.
comparison-none-hetu = Oppijalla ei ole henkilötunnusta, joten VTJ:stä ei ole tietoja, joihin verrata.
comparison-none-unknown = VTJ ei tunne oppijan henkilötunnusta, joten vertailtavaa ei ole. Tarkista henkilötunnus oppijalta tai DVV:ltä.
comparison-none-outage = VTJ ei vastaa juuri nyt. VTJ:stä kysytään automaattisesti uudelleen, kun katko on ohi.
comparison-none-waiting = VTJ ei ole vielä vastannut.
comparison-verified = Oppija on yksilöity VTJ:stä, joten verrattavaa ei ole. Vain OPH voi päivittää tiedot VTJ:stä.
comparison-own = Oppijanumerorekisteri
comparison-register = VTJ
comparison-judged = Vertailu
comparison-withdraw = Jos henkilötunnus on väärä, poista se
comparison-differs = eroaa
comparison-similarity = samanlaisuus { $percent } % (riittävä 85 %)
comparison-nearly-same = Nimet ovat lähes samat
comparison-clearly-different = Nimet eroavat selvästi: onko henkilötunnus oikea?
override-title = Yliaja VTJ:n tiedoilla
override-told = Oppijan tiedot korvataan VTJ:n tiedoilla ja hänet yksilöidään.
override-told-different = Varmista henkilötunnus ja nimi ennen yliajoa. Jos henkilötunnus on väärä, poista se kohdassa Henkilötunnus: silloin mitään toisen ihmisen tietoja ei oteta käyttöön.
override-send = Näytä, mitä muuttuu
override-do = Yliaja VTJ:n tiedoilla
refresh-title = Päivitä VTJ:stä
refresh-told = VTJ:stä haetaan oppijan voimassa olevat tiedot. Virkailijalta VTJ-yhteystiedot poistetaan.
refresh-send = Päivitä VTJ:stä
revoke-title = Pura yksilöinti
revoke-told = VTJ-yksilöinnin purkaminen poistaa henkilötunnuksen ja palauttaa tiedot, jotka VTJ oli korvannut.
revoke-send = Näytä, mitä muuttuu
revoke-do = Pura yksilöinti
field-verified-with = Kenen kanssa henkilötunnus ja nimi on varmistettu?
field-hint-events = Valittuna ovat tapahtuma, jonka avasit perumista varten, ja ne, jotka kuuluvat sen yhteyteen. Tapahtuma, jota ei ole valittu, jää voimaan.
field-user = Kuka henkilö on?
field-way = Mikä yksilöinti puretaan?
verified-with-learner = Oppijan itsensä
verified-with-dvv = DVV:n (VTJ-järjestelmän)
verified-with-oph = OPH:n, joka tarkisti asian DVV:ltä
user-learner = Oppija
user-staff = Virkailija
refused-no-comparison = Vertailtavia VTJ-tietoja ei ole.
refused-no-comparison-next = Tarkista henkilötunnus, tai pyydä kysymään VTJ:stä uudelleen.
refused-register-record-changed = VTJ:n tiedot ovat muuttuneet vertailun jälkeen.
refused-register-record-changed-next = Pyydä kysymään VTJ:stä uudelleen kohdassa Yksilöi ja vertaa sitten.
refused-record-hetu-in-use = VTJ:n henkilöllä on jo tietue tässä rekisterissä.
refused-record-hetu-in-use-next = Sama henkilö on rekisterissä kahdesti, ja hänen tietonsa on linkitettävä.
refused-verified-with-missing = Nimet eroavat selvästi: kerro, kenen kanssa henkilötunnus ja nimi on varmistettu.
refused-verified-with-missing-next = Jos henkilötunnus on väärä, poista se.
refused-not-identified-from-register = Oppijaa ei ole yksilöity VTJ:n tiedoilla.
refused-not-identified-from-register-next = Yksilöi oppija ensin.
refused-register-knows-nobody = VTJ ei tunne henkilötunnusta.
refused-register-knows-nobody-next = Tarkista asia DVV:ltä.
refused-register-gives-no-record = VTJ ei antanut tietoja, jotka voisi ottaa käyttöön.
refused-register-gives-no-record-next = Yritä myöhemmin uudelleen tai tarkista asia DVV:ltä.
refused-hetu-changed-meanwhile = Henkilötunnus on muuttunut sen jälkeen, kun VTJ:stä kysyttiin. Mitään ei muutettu.
refused-hetu-changed-meanwhile-next = Kysy VTJ:stä uudelleen.
refused-register-says-the-same = Tiedot ovat jo samat kuin VTJ:ssä.
refused-register-says-the-same-next = Mitään ei tarvitse tehdä.
refused-register-away = VTJ ei vastaa juuri nyt. Mitään ei muutettu.
refused-register-away-next = Yritä hetken kuluttua uudelleen.
refused-user-missing = Kerro, onko henkilö oppija vai virkailija.
refused-user-missing-next = Virkailijalta VTJ-yhteystiedot poistetaan.
refused-not-identified-so = Oppijaa ei ole yksilöity näin.
refused-not-identified-so-next = Valitse voimassa oleva yksilöinti.
refused-revocation-needs-words = Yksilöinnin purkamiseen tarvitaan kirjallinen perustelu.
refused-revocation-needs-words-next = Kirjoita, miksi yksilöinti puretaan.

## Linkitys ja perumiset
refused-link-nobody-chosen = Et valinnut oppijaa, tai OID ei ole oppijan OID.
refused-link-nobody-chosen-next = Valitse toinen oppija luettelosta tai kirjoita hänen OIDinsa.
refused-link-two-others = Valitsit oppijan luettelosta ja kirjoitit lisäksi toisen oppijan OIDin.
refused-link-two-others-next = Valitse joko oppija luettelosta tai kirjoita OID.
refused-link-no-other = Toista oppijaa ei ole
refused-link-no-other-next = Tarkista toisen oppijan OID.
refused-linked-already = Nämä OIDit ovat jo saman oppijan
refused-linked-already-next = Jos tarkoitit muuta oppijaa, anna hänen OIDinsa.
refused-link-unreadable = Toisen oppijan tiedot on poistettu tai mitätöity, tai niitä ei voi lukea
refused-link-unreadable-next = Linkitä vain oppijoita, joiden tiedot ovat luettavissa.
refused-both-verified = Molemmat oppijat on yksilöity VTJ:stä
refused-both-verified-next = Oppijat voi yhdistää, jos he ovat VTJ:n mukaan sama henkilö. Yhdistämisen tekee OPH.
refused-both-identified = Virkailija on yksilöinyt molemmat oppijat
refused-both-identified-next = Linkitykseen tarvitaan oikeus YKSILOINNIN_PURKU. Pyydä sen haltijaa tai Opetushallitusta linkittämään oppijat.
refused-hetu-of-eidas = Oppija on yksilöity eIDAS-tunnisteella, joten henkilötunnusta ei ole.
refused-hetu-of-eidas-next = Pura yksilöinti ensin tai jätä henkilötunnus pois.
refused-keeper-reactivates = Vain OPH voi aktivoida passivoidun oppijan.
refused-keeper-reactivates-next = Pyydä OPH:ta aktivoimaan oppija.
refused-link-of-verified = Jokin linkitettävistä on yksilöity VTJ:n tai eIDAS-tunnisteen perusteella, tai hänellä on henkilötunnus.
refused-link-of-verified-next = Linkitä oppija ilman pakotusta tai pyydä OPH:lta apua.
refused-other-heads = Valittua oppijaa ei voi asettaa päähenkilöksi
refused-other-heads-next = Toinen oppija on yksilöity tai hänellä on henkilötunnus, joten hän on päähenkilö. Linkitä ilman valintaa.
refused-hetu-of-member = Molemmilla oppijoilla on henkilötunnus
refused-hetu-of-member-next = Valitse lomakkeella, onko linkitettävän oppijan henkilötunnus saman oppijan oma vai väärä.
refused-no-event = Tapahtumaa ei ole
refused-no-event-next = Tarkista tapahtuman numero oppijan historiasta.
refused-reversal-nothing-chosen = Yhtään tapahtumaa ei ole valittu.
refused-reversal-nothing-chosen-next = Valitse ainakin yksi tapahtuma tai palaa oppijan sivulle.
refused-not-reversible = Tapahtumaa ei voi perua
refused-not-reversible-next = Se kertoo, mitä on tapahtunut. Korjaa oppijan tietoja uudella toiminnolla.
refused-already-reversed = Tapahtuma on jo peruttu
refused-already-reversed-next = Perumisen voi perua oppijan historiasta.
refused-undo-not-of-sitting = Täällä voi perua vain linkityksen, jonka olet tehnyt tämän istunnon aikana
refused-undo-not-of-sitting-next = Peru linkitys oppijan historiassa.
refused-reversal-erased = Oppijan tiedot on poistettu
refused-reversal-erased-next = Poistetun oppijan tapahtumia ei voi perua.
refused-reversal-undecided = Perumisella on ristiriita nykyisten tietojen kanssa
refused-reversal-undecided-next = Katso ristiriidat ja päätä jokaisesta, ennen kuin perut.
refused-reversal-too-many = Peruminen koskisi yli 500 tapahtumaa
refused-reversal-too-many-next = Peru tapahtumat osissa.

## Kahden VTJ:stä yksilöidyn oppijan yhdistäminen
act-merge = Yhdistä toiseen VTJ:stä yksilöityyn oppijaan
edit-merge-title = Kahden VTJ:stä yksilöidyn oppijan yhdistäminen
merge-title = Yhdistä oppijat
merge-told = VTJ:stä kysytään molemmilla henkilötunnuksilla. Oppijat voi yhdistää vain, jos he ovat VTJ:n mukaan sama henkilö. Vanhempi numero jää voimaan, ja molemmat henkilötunnukset johtavat oppijaan. Oppijasta näytetään ne VTJ:n tiedot, jotka on saatu voimassa olevalla henkilötunnuksella. Toisen virkailijan on hyväksyttävä yhdistäminen, ja sen voi perua.
merge-send = Näytä, mikä muuttuu
merge-do = Pyydä hyväksyntää
merge-other = Toisen oppijan OID
command-merge-verified = Kahden VTJ:stä yksilöidyn oppijan yhdistäminen
review-merge = Yhdistä oppijat { $one } ja { $other }
refused-merge-not-verified = Toista oppijaa ei ole yksilöity VTJ:stä
refused-merge-not-verified-next = Linkitä oppijat: yhdistämistä ei tarvita.
refused-merge-nobody-chosen = Toinen oppija puuttuu
refused-merge-nobody-chosen-next = Kirjoita toisen oppijan OID.
refused-merge-needs-words = Yhdistämiseen tarvitaan kirjallinen perustelu.
refused-merge-needs-words-next = Kirjoita, miksi oppijat yhdistetään.
refused-merge-hetu-changed = Toisen oppijan henkilötunnus on muuttunut sillä välin
refused-merge-hetu-changed-next = Katso oppijoiden tiedot ja pyydä uudelleen.
refused-merge-register-silent = VTJ:n mukaan ei ole henkilöä, jolla olisivat molemmat henkilötunnukset
refused-merge-register-silent-next = Tarkista molemmat henkilötunnukset DVV:stä. Oppijat yhdistetään vain, kun VTJ:ssä on yksi henkilö, jolla ovat molemmat.
refused-merge-register-says-two = Oppijat ovat VTJ:n mukaan kaksi eri henkilöä
refused-merge-register-says-two-next = Pidä oppijat erillään. Jos VTJ:ssä on virhe, DVV:n on ensin korjattava se.

act-link = Mahdolliset duplikaatit
edit-link-title = Mahdolliset duplikaatit ja linkitys
edit-reverse-title = Tapahtuman peruminen
entry-reverse = Peru tapahtuma
done-linkitetty-hetut = Oppijat linkitettiin toisiinsa. Molemmat hetut johtavat oppijaan. Päivitä oppijan tiedot VTJ:stä, niin näet, kumpi hetu on voimassa.
done-linkitetty = Oppijat linkitettiin toisiinsa.
done-peruttu = Peruminen on tehty.
link-title = Linkitä toinen oppija
link-told = Linkitetyillä oppijoilla on yksi oppijanumero. Tietoja ei siirretä, ja linkityksen voi perua.
link-send = Näytä, mikä muuttuu
link-do = Linkitä
link-candidates = Mahdolliset duplikaatit
link-nobody = Mahdollisia duplikaatteja ei löytynyt.
link-compared = Vertailu: { $name }
link-too-little = Toisesta ei tiedetä tarpeeksi, jotta heitä voisi verrata.
link-note = Huomaa
link-told-apart = Virkailija on arvioinut, että kyse on kahdesta eri henkilöstä.
link-heads-verified = Päähenkilö on { $oid }, koska hänet on yksilöity VTJ:stä ja toista ei.
link-heads-by-hand = Päähenkilö on { $oid }, koska virkailija on yksilöinyt hänet eikä toista ole yksilöity.
link-heads-hetu = Päähenkilö on { $oid }, koska hänellä on henkilötunnus ja toisella ei.
link-heads-chosen = Päähenkilö on { $oid }, koska valitsit niin.
link-heads-oldest = Päähenkilö on { $oid }, koska hänen numeronsa on vanhempi.
link-heads-smaller = Päähenkilö on { $oid }: numerot annettiin samaan aikaan, ja tämä niistä on pienempi.
link-oid = OID { $oid }
link-member = Antamasi numero { $oid } on linkitetty tähän numeroon.
pair-judged-title = Aiemmin todettu eri henkilöiksi
pair-judged = { $one } ja { $other }: { $who }, { $when }.
link-application = Hakemus { $number }
link-applications = Hakemukset
link-applications-away = Hakemuspalvelu ei vastaa juuri nyt, joten hakemuksia ei näytetä. Muut tiedot ovat ajan tasalla.
link-open = Avaa oppijan { $oid } tiedot
link-proposed = Todennäköisesti sama henkilö ({ $points } pistettä)
link-unlikely = Todennäköisesti eri henkilöt ({ $points } pistettä)
link-possible = Ehkä sama henkilö ({ $points } pistettä)
link-carried = Ei ehdotettaisi ilman tätä tietoa: { $fields }
link-turned = Ehdotettaisiin, jos nämä olisivat samat: { $fields }
link-or = tai
link-finding = { $field }: { $rule } ({ $points })
link-head-auto = Rekisteri valitsee
link-head-this = Tämä oppija
link-head-other = Toinen oppija
link-hetu = Jos molemmilla on henkilötunnus: linkitettävän oppijan henkilötunnus
link-hetu-kept = Se on saman oppijan ja johtaa häneen edelleen
link-hetu-withdrawn = Se on väärä: testihetu tai toisen henkilön
link-records = Oppijat rinnakkain
field-other = Toinen oppija
field-other-oid = Tai toisen oppijan OID
link-other-oid-alone = Toisen oppijan OID
field-head = Päähenkilö, jos tiedot eivät ratkaise sitä
field-events = Mitkä tapahtumat perutaan?
field-give-up = Oppija jää ilman tunnistetta, ja se jää sille, jolla se on nyt
reverse-title = Peru tapahtumia
reverse-told = Tapahtuma jää historiaan, mutta sitä ei enää oteta huomioon. Kaikki on kuin sitä ei olisi ollut, ja myöhemmät muutokset säilyvät.
reverse-send = Näytä, mikä muuttuu
reverse-do = Peru tapahtumat
reverse-event = { $what } (tapahtuma { $position })
reverse-choice = { $what } { $when } (tapahtuma { $position })
reverse-goes = Perutaan
reverse-void = Rekisteröinti perutaan
reverse-void-told = Numero mitätöityy: se vastaa edelleen, mutta sen takana ei ole enää tietoja, ei myöhemmin korjattujakaan.
reverse-comes-back = Tulee taas voimaan
reverse-asked-again-title = VTJ:stä kysytään uudelleen
reverse-asked-again = Oppijan { $oid } hetu jää voimaan. Jos VTJ tuntee sen, oppija yksilöidään heti uudelleen. Jos hetu on väärä, peru myös sen lisääminen tai poista hetu.
reverse-asked-anew = Oppija { $oid } saa henkilötunnuksensa takaisin. Jos VTJ tuntee sen, oppija yksilöidään heti.
reverse-import = Perutaan tuonnin kumoaminen
reverse-learners = { $n ->
    [one] yksi oppija muuttuu
   *[other] { $count } oppijaa muuttuu
}
reverse-kept = Jää voimaan
reverse-conflicts = Ratkaise ensin
reverse-to-head = Tehtiin päähenkilölle linkityksen aikana ja jää hänelle
reverse-rows-to-head = Rivit, jotka tuotiin päähenkilölle linkityksen aikana ja jäävät hänelle
reverse-why-named = valittu
reverse-why-same = samassa toiminnossa
reverse-why-caused = seurasi tapahtumasta { $position }
reverse-kept-decided = virkailijan päätös; valitse se alta, jos se pitää perua
reverse-kept-left = jätetty voimaan
reverse-taken = Tunniste, jonka oppija { $of } saisi takaisin, on nyt oppijalla { $holder }.
reverse-holder = Avaa oppija { $oid }, jolla tunniste on nyt
reverse-two-links = Oppija { $member } olisi linkitetty kahdesti. Valitse, kumpi linkitys jää, ja peru myös toinen: tapahtuma { $one } tai { $other }.
reverse-one-goes = Oppija { $member } olisi linkitetty kahdesti. Peru myös tapahtuma { $edge }, tai jätä tämä perumatta.
reverse-edge = { $position } (linkitys oppijaan { $to })
reverse-circle = Linkitykset muodostaisivat kehän oppijasta { $member }. Peru myös tapahtuma { $edge }.
reverse-void-head = Oppija { $member } olisi linkitetty mitätöityyn oppijaan. Peru myös tapahtuma { $edge }.
reverse-both-verified = Oppijat { $member } ja { $other } on molemmat yksilöity VTJ:stä, eikä heitä voi linkittää (tapahtuma { $edge }). Jätä tämä perumatta. Jos he ovat sama henkilö, yhdistä heidät.
rule-same = sama
rule-similar = lähes sama
rule-sounds-alike = kuulostaa samalta
rule-former = entinen nimi
rule-swapped = nimet ovat vaihtaneet paikkaa
rule-some-missing = osa nimistä puuttuu
rule-partly = osittain sama
rule-day-and-month-swapped = päivä ja kuukausi ovat vaihtaneet paikkaa
rule-one-part-differs = yksi osa eroaa
rule-missing = puuttuu
rule-different = eri
rule-both-confirmed = VTJ on vahvistanut molemmat
command-revoke-identification = VTJ-yksilöinnin purkaminen

# Tuontien rivit, jotka johtavat väärään oppijaan
act-rows = Tuontien rivit
edit-rows-title = Kenelle tuontien rivit johtavat
done-rivit = Rivit kohdistettiin. Lähettäjä näkee muuttuneen numeron tuonnin raportissa.
rows-title = Kohdista rivit
rows-told = Valitse kullekin riville. Kun rivi siirtyy toiselle oppijalle, lähettäjä saa hänen numeronsa. Lähettäjä menettää oikeuden tähän oppijaan, ellei toinen rivi anna sitä.
rows-send = Näytä, mikä muuttuu
rows-do = Kohdista rivit
rows-label = Rivit
rows-none-turn = Jokainen rivi johtaa tänne tunnisteella, joka on yhä oppijan.
rows-of-linked = Numeron { $oid } rivit
rows-turn = { $n ->
    [one] { $count } rivi tuli tunnisteella, joka ei ole enää oppijan. Päätä, kenelle se johtaa.
   *[other] { $count } riviä tuli tunnisteella, joka ei ole enää oppijan. Päätä, kenelle kukin johtaa.
}
rows-not-shown = { $n ->
    [one] { $count } riviä ei näytetä.
   *[other] { $count } riviä ei näytetä.
}
row-label = Tuonnin { $import } rivi { $row }
row-turns = Tunniste ei ole enää oppijan
row-sent = Lähetetty nimellä { $name }
row-reference = Viite { $tunniste }
row-stays = Pysyy tällä oppijalla
row-other = Siirtyy toiselle oppijalle
row-new = Siirtyy uudelle oppijalle
field-row = Rivi
field-to = Toisen oppijan OID
field-hint-to = Kaikki toiselle oppijalle siirtyvät rivit siirtyvät tälle. Kaikki uudelle oppijalle siirtyvät rivit siirtyvät samalle uudelle.
detail-row-stays = Rivi pysyy oppijalla
detail-row-moved = Rivi siirtyi oppijalta { $from } oppijalle { $to }
row-cause-identifier_ended = Tunniste, jolla rivi tuli, ei ole enää oppijan
row-cause-registration_void = Oppijan rekisteröinti on peruttu
row-cause-wrong_person = Rivi johti väärään oppijaan
refused-row-elsewhere = Rivi ei enää johda tähän oppijaan
refused-row-elsewhere-next = Avaa sivu uudelleen ja katso rivit.
refused-rows-none = Mikään rivi ei muuttuisi
refused-rows-none-next = Valitse ainakin yhdelle riville, minne se siirtyy tai että se pysyy.
refused-rows-too-many = Liian monta riviä kerralla
refused-rows-too-many-next = Valitse enintään 100 riviä.
refused-row-no-target = Toista oppijaa ei ole, tai sinulla ei ole oikeutta häneen
refused-row-no-target-next = Tarkista OID. Jos oppija kuuluu toiseen organisaatioon, pyydä OPH:ta.
refused-row-target-unreadable = Toisen oppijan tietoja ei voi käyttää
refused-row-target-unreadable-next = Ne on poistettu tai peruttu. Valitse toinen oppija tai uusi.
refused-row-target-passive = Toinen oppija on passivoitu
refused-row-target-passive-next = Pyydä OPH:ta aktivoimaan oppija ensin, tai valitse toinen.
refused-row-same-person = Rivi johtaa jo tähän oppijaan
refused-row-same-person-next = Valitse, että rivi pysyy, tai anna toisen oppijan OID.
refused-row-person-void = Rivi ei voi pysyä oppijalla, jonka rekisteröinti on peruttu
refused-row-person-void-next = Valitse toinen oppija tai uusi.
refused-row-unreadable = Rivillä lähetettyjä tietoja ei voi enää lukea
refused-row-unreadable-next = Lähettäjä lähettää oppijan uudelleen.

command-reverse-events = Tapahtumien peruminen
event-MarkedNotDuplicate = Merkittiin, että kyse ei ole samasta henkilöstä
detail-apart = { $one } ja { $other } eivät ole sama henkilö ({ $points } pistettä).
done-erotettu = Merkittiin, että kyse ei ole samasta henkilöstä. He ovat taas mahdollisia duplikaatteja, kun tiedot muuttuvat.
done-avattu = Nämä kaksi ovat taas mahdollisia duplikaatteja.
apart-title = Ei sama henkilö
apart-told = Heitä ei enää näytetä toistensa mahdollisina duplikaatteina, ennen kuin tunniste, nimi, syntymäaika tai VTJ:n tiedot muuttuvat. Merkinnän voi perua.
apart-send = He eivät ole sama henkilö
reopen-title = Aiemmin todettu: ei sama henkilö
reopen-told = Kun perut merkinnän, nämä kaksi ovat taas mahdollisia duplikaatteja.
reopen-send = Peru merkintä
refused-apart-already = On jo merkitty, että kyse ei ole samasta henkilöstä
refused-apart-already-next = Sinun ei tarvitse tehdä mitään.
refused-not-apart = Ei ole merkitty, että kyse on kahdesta henkilöstä, tai tiedot ovat muuttuneet sen jälkeen
refused-not-apart-next = Katso mahdolliset duplikaatit sellaisina kuin ne ovat nyt.
review-title = Duplikaatit
review-told = Oppijat, joilla on todennäköisesti useampi numero, todennäköisimmät ensin. Vertaa tietoja ja päätä.
review-left = { $n ->
    [one] Jäljellä on yksi ryhmä.
   *[other] Jäljellä on { $count } ryhmää.
 }
review-empty = Päätettävää ei ole jäljellä.
review-held = { $n ->
    [one] Toinen virkailija käsittelee viimeistä ryhmää. Katso muutaman minuutin kuluttua uudelleen.
   *[other] Muut virkailijat käsittelevät jäljellä olevia { $count } ryhmää. Katso muutaman minuutin kuluttua uudelleen.
}
review-heading = { $n ->
   *[other] { $count } oppijaa, todennäköisesti sama henkilö
 }
review-differs = eroaa
review-since = Rekisteröity
review-pair = { $one } ja { $other }
review-records = Ketkä heistä
review-impact = Mitä linkitys muuttaa
review-decision = Päätös
review-keys = Valitse välilyönnillä tai nuolinäppäimillä ja paina Enter. Z peruu edellisen päätöksen.
review-same = He ovat sama henkilö
review-apart = He eivät ole sama henkilö
review-later = Päätä myöhemmin
review-words = Perustelu (vapaaehtoinen)
review-send = Jatka
review-reads = Voit katsoa jonoa, mutta et voi päättää näistä oppijoista.
review-next = Jatka
review-undo = Peru
review-done-linkitetty-hetut = Oppijat linkitettiin toisiinsa. Molemmat hetut johtavat oppijaan. Päivitä oppijan tiedot VTJ:stä, niin näet, kumpi hetu on voimassa.
review-done-linkitetty = Oppijat linkitettiin.
review-done-erotettu = Merkittiin, että kyse ei ole samasta henkilöstä.
review-done-samat = Samanlaiset oppijat linkitettiin.
review-done-samat-osa = Osa linkitettiin. Loput ovat muuttuneet tai niitä ei voi linkittää.
review-done-erotettu-osa = Osasta merkittiin, että kyse ei ole samasta henkilöstä. Loput ovat muuttuneet tai niistä ei voi päättää.
review-done-peruttu = Päätös peruttiin.
review-further = Ensimmäisissä ryhmissä ei ole teidän oppijoitanne.
review-identical-open = Näytä oppijat, joiden kaikki tiedot ovat samat
review-identical-none = Todennäköisimmissä ryhmissä sellaisia ei ole.
review-identical-title = Samanlaiset oppijat
review-identical-told = Näiden tiedot ovat samat kaikissa verrattavissa kentissä. Ne voi linkittää yhdellä kertaa.
review-identical-chosen = Linkitä nämä
review-identical-send = { $n ->
    [one] Linkitä yksi ryhmä
   *[other] Linkitä { $count } ryhmää
 }
refused-review-moved = Jokin on muuttunut sen jälkeen, kun sivu näytettiin, eikä mitään päätetty
refused-review-moved-next = Vertaa uudelleen.
refused-review-nobody = Vähintään kaksi oppijaa on valittava
refused-review-nobody-next = Valitse ne, joista päätät.
refused-review-undecided = Mitään ei valittu
refused-review-undecided-next = Valitse päätös.
event-ImportUndoOrdered = Tuonti määrättiin kumottavaksi
event-ImportRowsUndone = Tuonnin rivejä kumottiin
kept-because-official = virkailija on käsitellyt oppijaa
kept-because-other_import = toinen tuonti nojaa siihen
kept-because-register = VTJ on muuttanut oppijan tietoja sen jälkeen
kept-because-program = ohjelma on käsitellyt oppijaa
kept-because-fetched = toinen organisaatio on hakenut numeron
approvals-import = Tuonti
command-undo-import = Tuonnin kumoaminen
undo-follows = Oppijoiden tiedot muuttuvat osissa, kun tuonti kumotaan.
undo-link = Kumoa koko tuonti
undo-link-rest = Katso, voiko loputkin rivit kumota
undo-heading = Tuonnin { $number } kumoaminen
undo-title = Tuonnin kumoaminen
undo-back = Takaisin tuontiin
undo-told = Se, mitä tuonnin rivit tekivät oppijoille, ei enää ole voimassa: tuonnin luomat numerot mitätöityvät ja sen antama pääsy päättyy. Rivit, joihin muut nojaavat, säilyvät.
undo-help = Mitä kumoamisesta seuraa?
undo-undone = { $n ->
    [one] Yksi rivi kumotaan.
   *[other] { $count } riviä kumotaan.
 }
undo-kept = { $n ->
    [one] Yksi rivi säilyy.
   *[other] { $count } riviä säilyy.
 }
undo-nothing-done = { $n ->
    [one] Yksi rivi ei ole muuttanut mitään, mikä on yhä voimassa.
   *[other] { $count } riviä ei ole muuttanut mitään, mikä on yhä voimassa.
 }
undo-left = { $n ->
    [one] Tuontia kumotaan: yksi rivi on vielä käymättä läpi.
   *[other] Tuontia kumotaan: { $count } riviä on vielä käymättä läpi.
}
undo-waits = Tämän tuonnin kumoaminen odottaa toista virkailijaa
undo-waits-for-you = Tämän tuonnin kumoaminen odottaa hyväksyntää, jonka voit antaa
undo-waits-prevented = Tämän tuonnin kumoamiselle on pyydetty hyväksyntää, jota ei voi enää antaa
restore-waits-prevented = Tämän tuonnin kumoamisen perumiselle on pyydetty hyväksyntää, jota ei voi enää antaa
restore-waits = Tämän tuonnin kumoamisen peruminen odottaa toista virkailijaa
restore-waits-for-you = Tämän tuonnin kumoamisen peruminen odottaa hyväksyntää, jonka voit antaa
undo-goes-title = Rivit, jotka kumotaan
undo-becomes = Mitä tapahtuu
undo-voids = Numero mitätöityy: tuonti loi sen
undo-leaves = Tuonnin antama pääsy oppijaan päättyy
undo-kept-title = Rivit, jotka säilyvät
undo-why = Syy
undo-requests = Avoimet pyynnöt, jotka koskevat näitä oppijoita
undo-send = Näytä, mikä muuttuu
undo-do = Kumoa tuonti
refused-import-unfinished = Tuonnin rivejä käsitellään vielä
refused-import-unfinished-next = Odota, kunnes tuonti on käsitelty.
refused-undo-underway = Tuontia kumotaan parhaillaan
refused-undo-underway-next = Katso, kuinka pitkällä kumoaminen on.
refused-undo-nothing = Tuonnista ei voi kumota mitään
refused-undo-nothing-next = Tuonti on ehkä jo kumottu: se kerrotaan tuonnin sivulla. Muuten tuonnin kumoamisen sivu kertoo, miksi rivit säilyvät.
refused-words-missing = Perustelu puuttuu.
refused-words-missing-next = Kirjoita perustelu.
entry-effects = Mitä siitä seurasi
effects-title = Mitä tapahtumasta seurasi
effects-told = Tapahtuma, samalla toimella tehdyt muutokset ja mitä niistä seurasi. Kunkin vieressä kerrotaan, miten sen voi perua.
effects-same-command = Samalla toimella.
effects-caused = Seurasi siitä.
effects-reversed = ei ole enää voimassa
effects-restored = on taas voimassa
effects-reversal = Sen voi perua
effects-undone-by = Ei enää voimassa: peruttu tapahtumalla { $position }.
effects-undone = Ei enää voimassa.
effects-nothing = Kertoo, mitä tapahtui, eikä sitä voi perua.

## Command line
cli-history-personal = Seuraavassa on henkilötietoja.
cli-errors-page = Oppijan sivu
cli-import-fault = { $place }: { $field }: { $cause } { $next }
cli-import-whole-row = rivi
cli-import-place = rivi { $row }
cli-import-place-line = rivi { $row } (tiedoston rivi { $line })
cli-import-place-lines = rivi { $row } (tiedoston rivit { $lines })
cli-import-more-refused = … ja { $count } muuta riviä hylättiin; tuloksissa ovat kaikki (valitsimella --json myös syyt).
cli-import-rows-refused = Hylättyjä rivejä { $refused }, hyviä { $good }.
cli-import-received = Tuonti { $import } vastaanotettu. Rivejä: { $rows }.
cli-import-dry-run = Koeajo: mitään ei lähetetä.
cli-import-strict = Mitään ei lähetetä, koska rivejä hylättiin ja valitsin --strict on annettu.
cli-import-not-resolved = { $count } riviä on vielä käsittelemättä, eikä mitään ole tapahtunut hetkeen. Raportti kertoo, vastaako VTJ.
cli-import-not-identified = { $count } oppijaa on yksilöimättä, eikä mitään ole tapahtunut hetkeen: joko VTJ ei vastaa juuri nyt, tai he ovat tuontiraportissa.
cli-import-goes-on = Vastaanotettu: tuonti { $imports }. Rekisteri jatkaa itse; tilanne näkyy sivulla:
cli-import-follow = Voit seurata sitä samoin valitsimin:
cli-import-rows = Rivejä { $all }: yksilöity { $identified }, yksilöimättä { $unidentified }, passiivisia { $passive }.
cli-import-conflicts = { $count } { $n ->
    [one] rivi poikkeaa
   *[other] riviä poikkeaa
} rekisterin tiedoista (ristiriita): tarkista oppijoiden tiedot omasta rekisteristäsi.
cli-import-refused = { $count } { $n ->
    [one] rivi
   *[other] riviä
} hylättiin rekisterissä tuonnin vastaanoton jälkeen.
cli-import-unknown = { $count } { $n ->
    [one] tuloksen
   *[other] tuloksen
} riviä ei tiedetä: anna jokaiselle riville oma tunniste, jotta rivit erottuvat toisistaan.
cli-import-page = Virheelliset rivit tuonnin sivulla: { $address }
cli-import-page-whole = Tuonnin sivu: { $address }
cli-import-reported = { $count } { $n ->
    [one] lähettämättä jäänyt rivi
   *[other] lähettämättä jäänyttä riviä
} on ilmoitettu rekisterille.
cli-import-not-reported = Lähettämättä jääneitä rivejä ei ilmoitettu: { $why }
cli-import-nothing-sent = mitään ei lähetetty, joten ei ole tuontia, jonka yhteydessä ne näkyisivät.
cli-import-other-registry = rekisteri ei ota niitä vastaan, tai oikeus puuttuu.
migrate-read = { $persons } henkilöä luettiin { $seconds } sekunnissa ({ $speed } henkilöä/s)
migrate-new = uusia { $new }, muuttuneita { $changed }, tapahtumia kirjattiin { $events }
migrate-here = täällä
migrate-not-taken = ei tuoda
migrate-compared = { $compared } henkilöä verrattiin molemmissa rekistereissä; eroavia { $differing }
migrate-differ = { $compared } verratusta henkilöstä { $differing } ei ole sama molemmissa rekistereissä, ensimmäisenä { $first }: anna sama komento uudelleen
migrate-persons = henkilöitä
migrate-hetus = hetuja
migrate-former-hetus = entisiä hetuja
migrate-from-register = yksilöity VTJ:stä
migrate-by-official = virkailijan yksilöimiä
migrate-by-eidas = yksilöity eIDAS-tunnisteella
migrate-passive = passiivisia
migrate-passports = passinumeroita
migrate-identifications = sähköpostitunnisteita ja tilejä
migrate-eidas = eIDAS-tunnisteita
migrate-organisations = henkilöiden organisaatioita
migrate-contacts = yhteystietoryhmiä
migrate-links = linkkejä
migrate-imports = tuonteja
migrate-import-rows = tuontien rivejä
migrate-external-ids = ulkoisia tunnisteita
migrate-guardians = huoltajuuksia
migrate-former-municipalities = entisiä kotikuntia
migrate-imports-left = tuontia jätettiin tuomatta: niiden käsittely on ONR:ssä kesken, tai niissä ei ole rivejä
migrate-left-link-unknown = linkkiä ei tuotu: toista henkilöistä ei ole täällä
migrate-left-linked-otherwise = linkkiä ei tuotu: henkilö on täällä linkitetty toiseen
migrate-left-circle = linkkiä ei tuotu: henkilöt johtaisivat toisiinsa
migrate-left-link-erased = linkkiä ei tuotu: toisen henkilön tiedot on täällä hävitetty
migrate-left-not-an-oid = henkilöä ei tuotu: numero ei ole henkilön OID
migrate-left-too-large = henkilöä ei tuotu: tietoja on enemmän kuin tapahtumaan mahtuu
migrate-left-erased = henkilöä ei tuotu: tiedot on täällä hävitetty, tai niitä ei voi lukea
migrate-left-changed-here = muutosta ei tuotu: henkilö on muuttunut myös täällä
migrate-left-malformed = { $identifier } jätettiin tuomatta: muoto on virheellinen
migrate-left-in-use = { $identifier } jätettiin tuomatta: se on toisella henkilöllä
migrate-left-no-hetu = yksilöintiä VTJ:stä ei tuotu: henkilöllä ei ole hetua
migrate-left-no-eidas = yksilöintiä eIDAS-tunnisteella ei tuotu: henkilöllä ei ole sellaista
migrate-left-identification-ended = yksilöinnin purkua ei tuotu: pura yksilöinti täällä
migrate-left-link-ended = linkin purkua ei tuotu: pura linkki täällä
migrate-left-not-correctable = turvakieltoa, tai tietoa suomalaisen hetun puuttumisesta, ei tuotu
migrate-left-organisation = organisaatiota ei tuotu: tunnus ei ole organisaation OID
migrate-left-contact = yhteystietoja ei tuotu: laji on tuntematon
## Muutosten kuittaukset
consumers-title = Muutosten kuittaukset
consumers-told = Järjestelmät hakevat rekisterin muutokset ja kuittaavat, mihin tapahtumaan asti ne on otettu vastaan.
consumers-none = Mikään järjestelmä ei ole vielä kuitannut muutoksia.
consumers-system = Järjestelmä
consumers-upto = Kuitattu tapahtumaan
consumers-at = Kuitattu
consumers-left = Kuittaamatta
consumers-oldest = Vanhin kuittaamaton
consumers-removal = Poisto luettelosta
consumers-remove = Poista luettelosta
consumers-removal-told = Järjestelmän, joka ei ole enää käytössä, voi poistaa luettelosta. Sen aiemmat kuittaukset säilyvät, ja se palaa luetteloon, kun se kuittaa muutoksia uudelleen.
consumers-not-yet = Ei vielä
consumers-event-title = Yhden tapahtuman kuittaukset
consumers-event = Tapahtuman numero
consumers-event-hint = Numero on oppijan historiassa sivulla Mitä tapahtumasta seurasi.
consumers-of-event = Tapahtuman { $event } kuittaukset
consumers-no-event = Tapahtumaa ei ole, tai siitä ei kerrota järjestelmille.
event-ChangesAcknowledged = Järjestelmä kuittasi muutokset
event-ConsumerRemoved = Järjestelmä poistettiin kuittausten luettelosta
refused-cursor-behind = Muutokset on jo kuitattu tätä pidemmälle
refused-cursor-behind-next = Kuittaa viimeksi saadun vastauksen cursor-arvo.
refused-cursor-ahead = Rekisterissä ei ole näin monta tapahtumaa
refused-cursor-ahead-next = Käytä cursor-arvoa, jonka rekisteri on antanut. Jos rekisteri on palautettu varmuuskopiosta, hae muutokset uudelleen.
## Pyynnöt OPH:lle
requests-title = Pyynnöt
requests-open = Avoimet pyynnöt
requests-open-told = Organisaatioiden virkailijat pyytävät näitä OPH:lta. Vanhin on ensimmäisenä.
requests-open-none = Avoimia pyyntöjä ei ole.
requests-own = Omat pyynnöt
requests-own-told = Pyynnöt, jotka olet tehnyt OPH:lle, ja niihin saadut vastaukset. Uuden pyynnön teet oppijan sivulla.
requests-own-none = Et ole tehnyt yhtään pyyntöä.
requests-to-own = Omat pyynnöt
requests-to-open = Avoimet pyynnöt
request-number = Numero
request-asked = Pyyntö
request-people = Oppija
request-people-of = { $n ->
    [one] Oppija
   *[other] Oppijat
  }
request-fetched = Järjestelmät, jotka ovat hakeneet numeron
request-fetched-nobody = Mikään muu järjestelmä kuin pyytäjän organisaation oma ei ole hakenut numeroa täältä.
request-check-words = Mitä tarkistetaan ja miksi
request-organisations = Organisaatio
request-when = Pyydetty
request-others = ja { $count } { $n ->
    [one] muu
   *[other] muuta
  }
request-other = Toinen oppija
request-answer = OPH:n vastaus
request-statement = Vakuutus
request-statement-unused = Pyytäjän mukaan numero ei ole käytössä muualla.
request-done-about = (ei enää avoinna)
request-done-accepted = Pyyntö on hyväksytty ja tehty.
request-done-refused = Pyyntö on hylätty.
request-done-withdrawn = Pyyntö on peruttu.
request-done-list = Muut pyynnöt
request-title = Pyyntö { $number }: { $kind }
request-kind-passivate = Passivointi
request-kind-reactivate = Aktivointi
request-kind-merge = Kahden VTJ:stä yksilöidyn oppijan yhdistäminen
request-kind-reverse = Linkin peruminen
request-kind-check = Henkilötunnuksen tai nimen tarkistus DVV:ltä
request-kind-refresh = Tietojen päivitys VTJ:stä
request-kind-link = Kahden oppijan linkittäminen
request-kind-revoke = Yksilöinnin purkaminen
request-told-passivate = Numero on syntynyt tarpeettomasti eikä sitä käytetä missään. OPH katsoo, mitkä järjestelmät ovat hakeneet numeron, ja päättää.
request-told-reactivate = Oppija on passivoitu, vaikka numero on käytössä.
request-told-merge = Kaksi VTJ:stä yksilöityä oppijaa on sama henkilö. OPH kysyy asian VTJ:stä.
request-told-reverse = Oppijat on linkitetty toisiinsa, vaikka he ovat eri henkilöitä.
request-told-check = OPH kysyy DVV:ltä, onko henkilötunnus tai nimi oikein, ja vastaa sinulle.
request-told-refresh = Oppijan tiedot ovat vanhentuneet. OPH hakee voimassa olevat tiedot VTJ:stä.
request-told-link = Kaksi oppijaa on sama henkilö, ja enintään toinen heistä on yksilöity VTJ:stä. OPH vertaa tietoja ja linkittää oppijat.
request-told-revoke = Oppija on yksilöity väärin, esimerkiksi toisen henkilön henkilötunnuksella. OPH tarkistaa asian ja purkaa yksilöinnin.
field-people = Muut oppijat, joita sama pyyntö koskee
field-hint-people = OID-tunnukset, yksi riville. Jätä tyhjäksi, jos pyyntö koskee vain tätä oppijaa. Yhdessä pyynnössä voi olla 30 oppijaa.
field-unused-elsewhere = Numero ei ole käytössä muualla: olen tarkistanut asian omista järjestelmistämme.
request-send = Lähetä pyyntö OPH:lle
request-open-link = Avaa pyyntö { $number }
approval-waits-about = Odottaa toista virkailijaa: { $what }
approval-waits-for-you = Odottaa hyväksyntää, jonka voit antaa: { $what }
approval-waits-prevented = Hyväksyntäpyyntö, jota ei voi enää hyväksyä: { $what }
request-open-about = Avoin pyyntö { $number } OPH:lle: { $kind } ({ $when })
request-state-open = Avoin
request-state-waits = Odottaa hyväksyntää
request-waits = Tämän pyynnön hyväksyminen odottaa toista virkailijaa
request-waits-for-you = Tämän pyynnön hyväksyminen odottaa hyväksyntää, jonka voit antaa
request-second-asked = Hyväksyntää pyydettiin
request-state-accepted = Hyväksytty
request-state-refused = Hylätty
request-state-withdrawn = Peruttu
request-state-happened = Tehty muulla tavalla
request-accept = Hyväksy pyyntö
request-accept-passivate = Numero passivoidaan. Näet ensin, mitä muuttuu.
request-accept-reactivate = Numero otetaan taas käyttöön. Näet ensin, mitä muuttuu.
request-accept-merge = VTJ:stä kysytään molemmilla henkilötunnuksilla. Kirjoita yhdistämisen perustelu. Toisen virkailijan on hyväksyttävä yhdistäminen.
request-accept-reverse = Linkki perutaan. Jos jokin on sen esteenä, avaa oppijan historia ja ratkaise este siellä: pyyntö sulkeutuu automaattisesti, kun linkki on peruttu.
request-accept-check = Rekisterissä ei muutu mitään. Kirjoita pyytäjälle, mitä DVV vastasi.
request-accept-refresh = VTJ:stä haetaan oppijan voimassa olevat tiedot. Näet ensin, mitä muuttuu.
request-accept-link = Oppijat linkitetään toisiinsa. Näet ensin, mitä muuttuu.
request-accept-revoke = Yksilöinti puretaan. VTJ:stä tehdyn yksilöinnin purkamisen hyväksyy lisäksi toinen virkailija. Näet ensin, mitä muuttuu.
request-answer-label = Vastaus pyytäjälle ja perustelu omin sanoin
request-refuse = Hylkää pyyntö
request-refuse-told = Pyytäjä näkee perustelun.
command-accept-request = Pyynnön hyväksyminen
command-accept-request-title = Hyväksy pyyntö
command-accept-request-told = Kun vahvistat, pyydetty asia tehdään ja pyyntö sulkeutuu. Pyytäjä näkee vastauksen.
command-accept-request-do = Hyväksy ja tee
preview-requests = Pyynnöt, jotka sulkeutuvat
preview-request = Pyyntö { $number }: { $kind }, { $oid }
act-request = Pyydä OPH:lta
edit-request-title = Pyyntö OPH:lle
done-pyydetty = Pyyntö on lähetetty OPH:lle.
detail-request = Pyyntö { $number }
event-RequestOpened = OPH:lta pyydettiin toimenpidettä
event-RequestDecided = Pyyntö OPH:lle ratkaistiin
event-request-accepted = OPH hyväksyi pyynnön
event-request-refused = OPH hylkäsi pyynnön
event-request-withdrawn = Pyyntö OPH:lle peruttiin
refused-no-request = Pyyntöä ei ole
refused-no-request-next = Tarkista numero sivulta Pyynnöt.
refused-request-ended = Pyyntö ei ole enää avoinna
refused-request-ended-next = Sinun ei tarvitse tehdä mitään.
refused-request-person-void = Pyyntöä ei voi hyväksyä: numero on mitätöity, koska sen luonut tuonti on kumottu
refused-request-person-void-next = Hylkää pyyntö ja kirjoita pyytäjälle, että numero on mitätöity.
refused-request-not-own = Joku muu on tehnyt tämän pyynnön
refused-request-not-own-next = Vain pyytäjä itse voi perua pyynnön.
refused-request-answer-missing = Vastaus puuttuu.
refused-request-answer-missing-next = Kirjoita vastaus pyytäjälle, enintään 2 000 merkkiä.
refused-request-answer-too-long = Vastaus on liian pitkä.
refused-request-answer-too-long-next = Lyhennä vastaus enintään 2 000 merkkiin.
refused-request-answer-malformed = Vastauksessa on merkkejä, joita tekstissä ei saa olla.
refused-request-answer-malformed-next = Kirjoita vastaus ilman ohjausmerkkejä ja muita merkkejä, jotka eivät ole kirjaimia.
refused-request-open-already = Samaa on jo pyydetty
refused-request-open-already-next = Odota OPH:n vastausta avoimeen pyyntöön.
refused-request-one-alone = Tätä pyydetään yhdestä oppijasta kerrallaan
refused-request-one-alone-next = Tee jokaisesta oppijasta oma pyyntö.
refused-request-too-many = Oppijoita on liikaa
refused-request-too-many-next = Tee useampi pyyntö: yhdessä voi olla 30 oppijaa.
refused-request-used-elsewhere = Merkitse, ettei numero ole käytössä muualla
refused-request-used-elsewhere-next = Tarkista, ettei numero ole käytössä omissa järjestelmissänne, ja merkitse se lomakkeeseen.
refused-request-no-link = Linkkiä, joka perutaan, ei löydy
refused-request-no-link-next = Anna sen oppijan OID, johon tämä oppija on linkitetty.
