# Sivujen tekstit suomeksi. Samat avaimet ovat joka kielessä; testi katsoo sen perään.
## The frame
site-name = Oppijanumerorekisteri
skip-to-content = Siirry sisältöön
nav-languages = Kieli
nav-crumbs = Murupolku
nav-paging = Sivut
nav-page-size = Rivejä sivulla
nav-tabs = Välilehdet
nav-narrow = Rajaa
signed-in-as = Kirjautuneena
sign-out = Kirjaudu ulos
crumb-administration = Käytönhallinta
crumb-people = Henkilötietojen ja käyttöoikeuksien hallinta
footer-help = Kysyttävää?
footer-never = Kerro OID tai tuonti-id, älä koskaan hetua tai nimeä.
live-told = Käsittely on kesken. Sivu päivittyy itsestään, jos selaimessa on JavaScript käytössä.
live-reload = Päivitä nyt
live-pause = Keskeytä päivittyminen
live-go-on = Jatka päivittymistä
help-pages = Ohjesivut
to-report = Oppijoiden tuontiraporttiin
unknown = Ei tiedossa
fault-mark = Virhe:

## Values
value-none = ei ole
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

## The report
report-title = Oppijoiden tuontiraportti
report-help = Ohje: Oppijoiden tuontiraportti
summary-title = Yhteenveto
summary-successful = Onnistuneet siirrot
summary-failed = Virheet
summary-in-progress = Keskeneräiset
summary-total = Yhteensä
summary-told = Yhteenveto laskee oppijoita: monta kertaa siirretty oppija on siinä kerran.
day-label = Raportti sellaisena kuin se oli päivänä
day-hint = Näytetään tilanne päivän lopussa. Tyhjä tarkoittaa nykyhetkeä.
day-show = Näytä päivä
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
filter-organisation-oid = Organisaation OID
filter-organisation-hint = Alkaa 1.2.246.562.10.
filter-sender-hint = Osa palvelun nimestä riittää.
filter-submit = Hae
filter-clear = Tyhjennä rajaukset
search-label = Hae henkilöitä
search-hint = Nimi tai nimien alkuja missä järjestyksessä tahansa, OID, hetu, tunniste, passinumero tai sähköpostitunniste.
search-gone = Aiempaa hakusanaa ei voida enää avata, joten lista on ilman sitä. Kirjoita haku uudelleen.
import-number-fault = Tuonti-id on pelkkiä numeroita.

## The error list
errors-title = Virhelistalle päätyneet oppijat
errors-none = Virheitä ei ole. Kenenkään tiedot eivät odota sinua.
errors-none-narrowed = Yksikään virhe ei vastaa hakua tai rajauksia. Muuta niitä tai tyhjennä rajaukset.
column-name = Nimi
column-cause = Syy ja seuraava askel
column-since = Alkaen
column-import = Tuonti
column-organisations = Organisaatiot
cause-more = Lue ohje
sent-by = Käsittelijä: { $name }
next-try = VTJ:ltä kysytään uudelleen automaattisesti { $when }.
also-here-as = VTJ:n mukaan sama ihminen on rekisterissä myös numerolla
hint-wrong_separator = Vihje: onko hetun välimerkki (7. merkki) väärä?
hint-birth_date_differs = Vihje: lähetetty syntymäaika ja hetun syntymäaika poikkeavat toisistaan.
hint-birth-dates = Vihje: lähetetty syntymäaika ({ $sent }) ja hetun syntymäaika ({ $hetu }) poikkeavat toisistaan. Kumpi on oikein?

## Causes, each with its next step
cause-no_hetu = Hetu puuttuu
next-no_hetu = Selvitä, onko oppijalla hetu tai oppijanumero. Jos on, tuo hänet sillä uudelleen; muuten hänet yksilöi virkailija.
cause-not_in_register = Hetua ei löydy VTJ:stä
next-not_in_register = Tarkista hetun kaikki 11 merkkiä asiakirjoista. Jos hetu on oikein, odota: VTJ:ltä kysytään uudelleen.
cause-test_hetu = Testi- tai tilapäinen hetu
next-test_hetu = Oikea oppija: poista hetu omasta rekisteristäsi ja tuo hänet oikealla hetulla tai ilman. Ei oikea ihminen: pyydä OPH:ta passivoimaan.
cause-hetu_passive = Hetu on passivoitu VTJ:ssä
next-hetu_passive = Kysy oppijalta nykyinen hetu, korjaa se omaan rekisteriisi ja tuo hänet uudelleen.
cause-hetu_changed = Hetu on vaihtunut, ja oppija on rekisterissä kahdesti
next-hetu_changed = Varmista vaihtuminen oppijalta ja kerro OPH:lle molemmat OIDit: tämä ja sen vieressä näytetty.
cause-names_nearly_same = Nimet ovat lähes samat
next-names_nearly_same = Tarkista nimi ja hetu asiakirjoista. Jos vain nimi eroaa, kerro OPH:lle OID ja että kyseessä on sama henkilö.
cause-names_clearly_different = Nimet eroavat selvästi
next-names_clearly_different = Varmista hetu ja nimi oppijalta, VTJ:stä tai OPH:sta. Väärä hetu: korjaa se ja tuo oppija uudelleen.
cause-no_name_in_register = VTJ:ssä ei ole hetulle nimeä
next-no_name_in_register = Tarkista hetu. Jos se on oikein, kysy OPH:sta, joka selvittää asian DVV:n kanssa.
cause-data_withheld = VTJ ei saa luovuttaa tietoja
next-data_withheld = Tarkista hetu. Jos se on oikein, kysy OPH:sta, miten jatketaan. Kerro vain OID.
cause-unreadable_answer = VTJ:n vastausta ei voi tulkita
next-unreadable_answer = Tarkista hetu. Jos se on oikein, odota muutama päivä ja kerro sitten OPH:lle.
cause-person_erased = Oppijan tiedot on poistettu
next-person_erased = Poista vanha OID omasta rekisteristäsi. Kysy OPH:sta, ennen kuin tuot oppijan uudelleen.
cause-key_lost = Oppijan tietoja ei saada auki
next-key_lost = Kerro OPH:lle heti. Anna OID ja tuonti-id.
cause-person_void = Tietue ei ole enää voimassa
next-person_void = Rekisteröinti peruttiin. Tuo oppija uudelleen, jos hän on teidän oppijanne; hän saa uuden numeron.

## States
status-successful = onnistunut
status-in_progress = kesken
status-failed = virhe
status-refused = hylätty
identified-not = yksilöimätön
identified-register = yksilöity VTJ
identified-official = yksilöity hetuton
identified-erased = henkilötiedot on poistettu
identified-key_lost = henkilötietoja ei saada auki

## Imports
imports-caption = Tuonnit. Otsikoista voi järjestää listan.
imports-none = Tuonteja ei vielä ole. Ne näkyvät täällä heti, kun järjestelmä on lähettänyt oppijoita.
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
import-refused = { $n ->
    [one] Yksi rivi hylättiin.
   *[other] { $count } riviä hylättiin.
    }
import-show-refused = Näytä hylätyt
import-csv = Lataa rivit CSV-tiedostona
import-csv-told = Sarakkeet: tunniste, oid, oppijanumero ja state (successful, in_progress, failed, refused).
import-csv-words = Lataa rivit suomenkielisin sanoin (CSV)
import-reminder-title = Muista kertoa oppijoille.
import-reminder = Joka siirtää ihmisten tietoja, huolehtii myös siitä, että heitä informoidaan tietojen käsittelystä.
tab-rows = Rivit
tab-conflicts = Ristiriidat ({ $count })
rows-all = Kaikki rivit
rows-failed = Virheet
rows-in_progress = Keskeneräiset
rows-successful = Onnistuneet
rows-refused = Hylätyt
rows-conflicts = Ristiriitaiset
rows-none = Tällaisia rivejä ei ole. Jos tuonti on kesken, rivit ilmestyvät sitä mukaa kuin ne on käsitelty.
column-row = Rivi
column-tunniste = Tunniste
column-state = Tila ja syy
row-name-not-shown = ei näytetä
row-withheld = Rivi antoi lähettäjälle vain numeron: oppija ei liittynyt organisaatioon.
row-refusal-invalid_field = Kenttä puuttuu tai on virheellinen.
row-refusal-invalid_hetu = Hetu on virheellinen.
row-refusal-unknown_code = Koodi ei ole koodistossa.
row-refusal-missing_identifier = Tunniste puuttuu, tai Suomen kansalaiselta puuttuu hetu.
row-refusal-too_large = Rivi on liian suuri.
row-refusal-person_erased = Tunniste johtaa oppijaan, jonka tiedot on poistettu.
row-refusal-person_unreadable = Tunniste johtaa oppijaan, jonka tietoja ei saada auki.
row-refusal-person_void = Tunniste johtaa tietueeseen, jonka rekisteröinti on peruttu.

## Conflicts
conflicts-title = Ristiriitoja tuoduissa tiedoissa
conflicts-told = Numero on palautettu ristiriidasta huolimatta. Tarkista tiedot omasta rekisteristäsi.
conflicts-help = Ohje: Ristiriidat
conflicts-all = Kaikki lajit
conflicts-none = Tällaisia ristiriitoja ei ole.
conflicts-checked = Ristiriidoista { $checked } / { $total } on merkitty tarkistetuiksi omassa rekisterissä.
conflicts-no-right = Et voi nähdä, mitä lähetettiin, koska sinulta puuttuu oikeus. Jokin näistä riittää: { $rights }. Toistaiseksi ne ovat vain OPH:n virkailijoilla.
conflict-heading = Rivi { $row }
conflict-check = Tarkistettu omassa rekisterissä
conflict-checked = Tarkistettu omassa rekisterissä { $when }, { $by }
conflict-noted = Rivin { $row } ristiriita on merkitty tarkistetuksi omassa rekisterissä.
column-kinds = Ristiriidan laji
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
learner-state = Tila
learner-in-progress = Oppijalla on hetu, eikä VTJ ole vielä antanut lopullista vastausta. Sinun ei tarvitse tehdä mitään.
learner-basics = Perustiedot
learner-identifiers = Tunnisteet
learner-identifiers-told = Näillä tuonnit löytävät oppijan, OIDin lisäksi.
learner-contacts = Yhteystiedot
learner-organisations = Organisaatiot
learner-history = Historia
learner-history-told = Uusin ensin. Historiaa ei kirjoiteta uusiksi: korjattukin virhe jää siihen, korjaus vierellään.
learner-stood = Näet oppijan sellaisena kuin tilanne oli { $when } (tapahtuma { $position }).
learner-back-to-now = Takaisin nykyhetkeen
learner-to-entry = Merkintään historiassa
label-surname = Sukunimi
label-first-names = Etunimet
label-call-name = Kutsumanimi
label-former-surnames = Entiset sukunimet
label-birth-date = Syntymäaika
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
event-ImportRowsReceived = Tuonnin rivit tulivat
event-ImportReceived = Tuonti vastaanotettiin
event-ImportRowResolved = Tuonnin rivi johti tähän oppijaan
event-ImportRowRefused = Tuonnin rivi hylättiin
event-ImportRowWithheld = Tuonnin rivi arvioitiin uudelleen, koska VTJ vahvisti toiset nimet
event-ImportRowReassigned = Tuonnin rivi siirrettiin toiselle oppijalle
event-ImportCompleted = Tuonti tuli käsitellyksi
event-ImportDataExpired = Tuonnin alkuperäiset rivit hävitettiin määräajan päätyttyä
event-ImportNoticeSent = Ilmoitus virheistä lähetettiin sähköpostitse
event-ImportNoticeClaimed = Virheistä koottiin ilmoitus lähetettäväksi
event-ImportNoticeNotSent = Ilmoitusta virheistä ei voitu lähettää
event-ConflictReviewed = Ristiriita merkittiin tarkistetuksi omassa rekisterissä
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
event-Reversed = Aiemmat tapahtumat lakkasivat olemasta voimassa
event-RegisterUnavailable = VTJ lakkasi vastaamasta
event-RegisterAvailable = VTJ vastaa taas
event-ErasureOrdered = Oppijan henkilötiedot määrättiin poistettaviksi
event-PersonalDataErased = Oppijan henkilötiedot on poistettu
event-other = Tapahtuma { $type }
entry-by = Kuka: { $who }
entry-why = Miksi: { $reason }
entry-cause = Johtui tapahtumasta:
entry-changes = Muuttuneet tiedot ({ $count })
entry-changes-caption = Tiedot ennen ja jälkeen
entry-as-it-stood = Oppija sellaisena kuin tilanne oli tässä
entry-is-shown = Sivu näyttää oppijan tämän merkinnän kohdalla.
column-before = Ennen
column-after = Jälkeen
actor-registry = Rekisteri automaattisesti
actor-operator = Palvelun ylläpito
actor-you = Sinä
actor-official = Virkailija { $id }
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
origin-import_row = Tuonnin rivi loi oppijan.
origin-single_look_up = Yksittäinen haku loi oppijan.
origin-single_learner = Oppija luotiin yksittäin, ilman hetua.
fate-superseded = Aiempi hetu oli oppijan oma, ja VTJ on korvannut sen. Tuonnit löytävät oppijan silläkin.
fate-withdrawn = Aiempi hetu ei koskaan ollut oppijan oma.
detail-linked = { $member } liitettiin henkilöön { $to }.
detail-reversed = Tapahtumat, jotka eivät ole enää voimassa: { $events }.
link-reason-same_person = todettu samaksi henkilöksi
link-reason-register_says = VTJ on vaihtanut toisen henkilötunnuksen toisen tunnukseen
link-reason-verified_merged = molemmat on yksilöity VTJ:stä; kaksi virkailijaa on hyväksynyt
way-automatic = Automaattisesti, tuonnin tai korjauksen jälkeen.
way-asked = Virkailijan pyynnöstä.
way-override = Virkailija yliajoi tiedot VTJ:n tiedoilla.
way-single_look_up = Heti, yksittäisen haun yhteydessä.
identifier-oid = OID
identifier-hetu = hetu
identifier-passport = passinumero
identifier-email = sähköpostitunniste
detail-row = Rivi { $row }
detail-created = Kenelläkään ei ollut rivin tunnisteita: oppija luotiin.
detail-matched = Oppija löytyi tunnisteella: { $identifier }
detail-conflicts = Ristiriita: { $kinds }
detail-hetu-offered = Rivi tarjosi hetun hetuttomalle oppijalle.
detail-attempt = { $count }. yritys samalla hetulla
detail-no-finnish-hetu = Vahvistettiin, ettei oppijalla ole suomalaista hetua.
detail-similar-seen = Katsottuja samankaltaisia henkilöitä: { $count }
detail-words = Perustelu: { $words }

## When there is nothing to see
refusal-page-what-next = Mitä teet seuraavaksi
refusal-page-signed-out = Kirjaudu sisään
refusal-page-signed-out-why = Sivun näkee vain kirjautunut virkailija. Istuntosi on voinut päättyä.
refusal-page-signed-out-next = Kirjaudu sisään ja avaa sivu uudelleen.
refusal-page-no-right = Sinulta puuttuu oikeus
refusal-page-no-right-why = Sivuun tarvitaan jokin näistä oikeuksista: { $rights }.
refusal-page-no-right-next = Oikeuden myöntää oma organisaatiosi. Pyydä sitä organisaatiosi pääkäyttäjältä tai vastuukäyttäjältä.
refusal-page-other-organisation = Et voi avata tätä oppijaa
refusal-page-other-organisation-why = Oppija ei kuulu yhteenkään organisaatioon, jossa sinulla on oikeus OPPIJOIDENTUONTI.
refusal-page-other-organisation-next = Jos sait vain numeron, katso ohjesivua ristiriidoista. Jos oppija on teidän, tuo hänet uudelleen oikein tiedoin.
refusal-page-other-import = Et voi avata tätä tuontia
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
refusal-page-fault-why = Sivua ei voitu tehdä. Vika on palvelussa, ei sinussa.
refusal-page-fault-next = Yritä uudelleen. Jos virhe toistuu, kerro tukeen sivun osoite ja kellonaika.

# Signing in
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

access-title = Katselurekisteri
access-help = Ohje: Katselurekisteri
access-looks = Katselut
access-refusals = Evätyt pyynnöt
access-person = Oppijan OID
access-person-fault = Tämä ei ole oppijan OID. Se alkaa 1.2.246.562.24.
access-who = Katsoja
access-who-hint = Virkailijan tai palvelun tunnus.
access-from = Alkaen
access-to = Asti
access-none = Näillä ehdoilla ei ole merkintöjä.
access-last = Viimeksi
access-what = Mitä
access-behalf = Organisaatio ja ohjelma
access-times = Kertoja
access-protected = turvakielto
access-nobody = ei kirjautunut
access-paging = Lisää merkintöjä
access-newest = Uusimpiin
access-older = Vanhempia
look-numbers = Numerot
look-fetched = Tiedot haettu ohjelmalla
look-listed = Rivi listalla
look-page = Oppijan sivu
look-history = Historia
look-sent_data = Tuodut tiedot

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
problem-unavailable = Palvelu ei juuri nyt vastaa
problem-fault = Palvelussa tapahtui virhe
problem-bad-request = Pyyntöä ei voi käsitellä

## Miksi toimintoa ei tehty
refused-no-import = Tuontia ei ole
refused-no-import-next = Tarkista tuonti-id.
refused-no-conflict = Rivillä ei ole ristiriitaa
refused-no-conflict-next = Tarkista rivin numero. Ristiriidat näkyvät tuonnin välilehdellä Ristiriidat.
refused-already-checked = Ristiriita on jo merkitty tarkistetuksi
refused-already-checked-next = Sinun ei tarvitse tehdä mitään.
refused-passport-in-use = Passinumero on toisen henkilön tiedoissa
refused-passport-in-use-next = Tarkista passinumero. Jos se on oikein, oppija on jo rekisterissä.

## Esikatselu
preview-title = Mitä muuttuu
preview-nothing = Kenenkään näkyvät tiedot eivät muutu.
preview-moved = Tiedot ovat muuttuneet sen jälkeen, kun katsoit esikatselua. Mitään ei tehty. Tarkista uusi esikatselu.
preview-person = Oppija { $oid }
preview-new-person = Uusi oppija
preview-cancel = Peruuta
label-state = Tila
label-cause = Virheen syy
refusal-page-refused = Toimintoa ei tehty
refusal-page-form-used = Lomake on jo käytetty
refusal-page-form-used-why = Samalla lomakkeella on jo tehty toinen toiminto. Mitään uutta ei tehty.
refusal-page-form-used-next = Avaa sivu uudelleen ja tarkista, mitä on tehty.
