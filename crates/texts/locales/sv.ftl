# Sidornas texter på svenska. Samma nycklar finns på alla språk; ett test ser till det.
## The frame
site-name = Studentnummerregistret
skip-to-content = Gå till innehållet
nav-languages = Språk
nav-crumbs = Brödsmulor
nav-paging = Sidor
nav-page-size = Rader per sida
nav-tabs = Flikar
nav-narrow = Avgränsa
signed-in-as = Inloggad som
sign-out = Logga ut
crumb-administration = Administration av användning
crumb-people = Hantering av personuppgifter och användarrättigheter
footer-help = Frågor?
footer-never = Ange OID eller batch-id, aldrig en personbeteckning eller ett namn.
live-told = Behandlingen pågår. Sidan uppdateras av sig själv om JavaScript är på i webbläsaren.
live-reload = Uppdatera nu
live-pause = Pausa uppdateringen
live-go-on = Fortsätt uppdatera
help-pages = Anvisningar
to-report = Till rapporten över importerade studerande
unknown = Okänt
fault-mark = Fel:

## Values
value-none = saknas
value-hidden = dolt på grund av spärrmarkering
value-erased = Personuppgifterna har raderats.
value-key-lost = Personuppgifterna kan inte öppnas, eftersom nyckeln saknas. Meddela Utbildningsstyrelsen.
name-missing = (namn saknas)

## Pages of a list
paging-none = Inga rader
paging-range = Rader { $from }–{ $to } av sammanlagt { $total }
paging-total = Sammanlagt { $count } { $n ->
    [one] rad
   *[other] rader
    }
paging-shown = { $count } { $n ->
    [one] rad
   *[other] rader
    } på sidan
paging-first = Första sidan
paging-previous = Föregående
paging-next = Följande
paging-size = Rader per sida:

## The report
report-title = Rapport över importerade studerande
report-help = Anvisning: Rapport över importerade studerande
summary-title = Sammandrag
summary-successful = Lyckade överföringar
summary-failed = Fel
summary-in-progress = Pågående
summary-total = Sammanlagt
summary-told = Sammandraget räknar studerande: den som har skickats flera gånger räknas en gång.
day-label = Rapporten så som den var dagen
day-hint = Läget i slutet av dagen visas. Tomt betyder nuläget.
day-show = Visa dagen
day-future = Dagen är i framtiden. Nuläget visas. Välj i dag eller en tidigare dag.
day-unreadable = Dagen kunde inte läsas. Nuläget visas. Skriv dagen i formen åååå-mm-dd.
day-shown = Du ser rapporten så som den var i slutet av dagen { $day }.
day-back-to-now = Tillbaka till nuläget
tab-errors = Fel
tab-imports = Importsammandrag

## Searching and narrowing
filter-label = Sökning och avgränsning
filter-any = Alla
filter-cause = Orsak
filter-import = Batch-id
filter-age = Har funnits på listan minst
filter-age-days = { $count } { $n ->
    [one] dag
   *[other] dagar
    }
filter-organisation = Organisation
filter-organisation-oid = Organisationens OID
filter-organisation-hint = Börjar med 1.2.246.562.10.
filter-sender-hint = En del av tjänstens namn räcker.
filter-submit = Sök
filter-clear = Ta bort avgränsningarna
search-label = Sök personer
search-hint = Namn eller början av namn i valfri ordning, OID, personbeteckning, avsändarens id, passnummer eller e-postidentifikation.
search-gone = Det tidigare sökordet kan inte längre öppnas, så listan visas utan det. Skriv sökningen på nytt.
import-number-fault = Batch-id består bara av siffror.

## The error list
errors-title = Studerande på fellistan
errors-none = Inga fel. Ingens uppgifter väntar på dig.
errors-none-narrowed = Inget fel motsvarar sökningen eller avgränsningarna. Ändra dem eller ta bort dem.
column-name = Namn
column-cause = Orsak och nästa steg
column-since = Sedan
column-import = Import
column-organisations = Organisationer
cause-more = Läs anvisningen
sent-by = Handläggare: { $name }
next-try = BDS tillfrågas automatiskt på nytt { $when }.
also-here-as = Enligt BDS finns samma människa i registret också som
hint-wrong_separator = Tips: är skiljetecknet i personbeteckningen (7:e tecknet) fel?
hint-birth_date_differs = Tips: den inskickade födelsetiden och personbeteckningens födelsetid skiljer sig åt.
hint-birth-dates = Tips: den inskickade födelsetiden ({ $sent }) och personbeteckningens födelsetid ({ $hetu }) skiljer sig åt. Vilken är rätt?

## Causes, each with its next step
cause-no_hetu = Personbeteckning saknas
next-no_hetu = Ta reda på om den studerande har en personbeteckning eller ett studentnummer. Om ja, importera på nytt med det; annars individualiserar en administratör.
cause-not_in_register = Personbeteckningen finns inte i BDS
next-not_in_register = Kontrollera personbeteckningens alla 11 tecken mot handlingarna. Om den är rätt, vänta: BDS tillfrågas på nytt.
cause-test_hetu = Test- eller tillfällig personbeteckning
next-test_hetu = En verklig studerande: ta bort personbeteckningen ur ert register och importera med den rätta eller utan. Inte en verklig människa: be Utbildningsstyrelsen passivera.
cause-hetu_passive = Personbeteckningen är passiverad i BDS
next-hetu_passive = Fråga den studerande efter den nuvarande personbeteckningen, rätta den i ert register och importera på nytt.
cause-hetu_changed = Personbeteckningen har bytts, och den studerande finns två gånger i registret
next-hetu_changed = Kontrollera bytet med den studerande och ge Utbildningsstyrelsen båda OID:na: denna och den som visas bredvid.
cause-names_nearly_same = Namnen är nästan samma
next-names_nearly_same = Kontrollera namnet och personbeteckningen mot handlingarna. Om bara namnet avviker, ge Utbildningsstyrelsen OID och säg att det är samma person.
cause-names_clearly_different = Namnen avviker tydligt
next-names_clearly_different = Kontrollera personbeteckning och namn med den studerande, i BDS eller med Utbildningsstyrelsen. Fel personbeteckning: rätta den och importera på nytt.
cause-no_name_in_register = BDS har inget namn för personbeteckningen
next-no_name_in_register = Kontrollera personbeteckningen. Om den är rätt, fråga Utbildningsstyrelsen, som utreder saken med DVV.
cause-data_withheld = BDS får inte lämna ut uppgifterna
next-data_withheld = Kontrollera personbeteckningen. Om den är rätt, fråga Utbildningsstyrelsen hur ni går vidare. Ange bara OID.
cause-unreadable_answer = Svaret från BDS kan inte tolkas
next-unreadable_answer = Kontrollera personbeteckningen. Om den är rätt, vänta några dagar och meddela sedan Utbildningsstyrelsen.
cause-person_erased = Den studerandes uppgifter har raderats
next-person_erased = Ta bort den gamla OID:n ur ert register. Fråga Utbildningsstyrelsen innan ni importerar på nytt.
cause-key_lost = Den studerandes uppgifter kan inte öppnas
next-key_lost = Meddela Utbildningsstyrelsen genast. Ange OID och batch-id.
cause-person_void = Posten är inte längre i kraft
next-person_void = Registreringen återkallades. Importera den studerande på nytt om hen är er studerande; hen får ett nytt nummer.

## States
status-successful = lyckad
status-in_progress = pågående
status-failed = fel
status-refused = avvisad
identified-not = inte individualiserad
identified-register = individualiserad via BDS
identified-official = individualiserad utan personbeteckning
identified-erased = personuppgifterna har raderats
identified-key_lost = personuppgifterna kan inte öppnas

## Imports
imports-caption = Importer. Listan kan ordnas med rubrikerna.
imports-none = Det finns inga importer ännu. De syns här genast när ett system har skickat studerande.
imports-none-narrowed = Ingen import motsvarar sökningen. Ändra den eller ta bort avgränsningarna.
column-numero = Batch-id
column-aika = Tidsstämpel
column-kasittelija = Handläggare
column-yhteensa = Sammanlagt
column-onnistuneet = Lyckade
column-virheet = Fel
column-kesken = Pågående
column-ristiriidat = Skiljaktigheter i de importerade uppgifterna
column-processed = Behandlats
column-interface = Gränssnitt
processed-yes = Behandlats
import-progress = { $done } / { $total } rader behandlade
progress-label = Hur import { $number } framskrider
import-word = Import

## Results of an import from a file, as the command line writes them
result-identified = individualiserad
result-unidentified = inte individualiserad
result-passive = passiv
result-refused = avvisad vid kontrollen
result-refused_by_registry = avvisad av registret
result-not_sent = inte skickad
result-conflict = Konflikt
result-yes = ja
result-no = nej

## One import
import-title = Import { $number }
import-help = Anvisning: En import
import-summary = Sammandrag av importen
import-show-failed = visa raderna med fel
import-refused = { $n ->
    [one] En rad avvisades.
   *[other] { $count } rader avvisades.
    }
import-show-refused = Visa de avvisade
import-csv = Ladda ned raderna som CSV-fil
import-csv-told = Kolumner: tunniste, oid, oppijanumero och state (successful, in_progress, failed, refused).
import-csv-words = Ladda ned raderna med ord på svenska (CSV)
import-reminder-title = Kom ihåg att informera de studerande.
import-reminder = Den som skickar in personer ska se till att de får veta hur deras uppgifter behandlas.
tab-rows = Rader
tab-conflicts = Skiljaktigheter ({ $count })
rows-all = Alla rader
rows-failed = Fel
rows-in_progress = Pågående
rows-successful = Lyckade
rows-refused = Avvisade
rows-conflicts = Med skiljaktigheter
rows-none = Det finns inga sådana rader. Om importen pågår kommer raderna allt eftersom de behandlas.
column-row = Rad
column-tunniste = Avsändarens id
column-state = Tillstånd och orsak
row-name-not-shown = visas inte
row-withheld = Raden gav avsändaren bara numret: den studerande anslöts inte till organisationen.
row-refusal-invalid_field = Ett fält saknas eller är felaktigt.
row-refusal-invalid_hetu = Personbeteckningen är felaktig.
row-refusal-unknown_code = Koden finns inte i kodverket.
row-refusal-missing_identifier = Identifierare saknas, eller en finländsk medborgare saknar personbeteckning.
row-refusal-too_large = Raden är för stor.
row-refusal-person_erased = Identifieraren leder till en studerande vars uppgifter har raderats.
row-refusal-person_unreadable = Identifieraren leder till en studerande vars uppgifter inte kan öppnas.
row-refusal-person_void = Identifieraren leder till en post vars registrering har återkallats.

## Conflicts
conflicts-title = Skiljaktigheter i de importerade uppgifterna
conflicts-told = Numret har getts trots skiljaktigheten. Kontrollera uppgifterna i ert eget register.
conflicts-help = Anvisning: Skiljaktigheter
conflicts-all = Alla slag
conflicts-none = Det finns inga sådana skiljaktigheter.
conflicts-checked = { $checked } / { $total } skiljaktigheter har märkts som kontrollerade i eget register.
conflicts-no-right = Du kan inte se vad som skickades, eftersom du saknar rättigheten. Någon av dessa räcker: { $rights }. Tills vidare har bara Utbildningsstyrelsens administratörer dem.
conflict-heading = Rad { $row }
conflict-check = Kontrollerad i eget register
conflict-checked = Kontrollerad i eget register { $when }, { $by }
conflict-noted = Skiljaktigheten på rad { $row } har märkts som kontrollerad i eget register.
column-kinds = Slag av skiljaktighet
column-field = Uppgift
column-sent = Skickat
column-then = I registret då
column-now = I registret nu
differs = avviker
conflict-missing_first_names = förnamn saknas
conflict-spelling = stavning
conflict-former_surname = tidigare efternamn
conflict-swapped_fields = fälten har bytt plats
conflict-different_name = annat namn
conflict-hetu_differs = personbeteckningen avviker
conflict-contradicting_identifiers = motstridiga identifierare

## A learner
learner-title = Studerande { $oid }
learner-help = Anvisning: Den studerandes sida
learner-state = Tillstånd
learner-in-progress = Den studerande har en personbeteckning, och BDS har ännu inte gett sitt slutliga svar. Du behöver inte göra något.
learner-basics = Grunduppgifter
learner-identifiers = Identifierare
learner-identifiers-told = Med dessa hittar importer den studerande, utöver OID.
learner-contacts = Kontaktuppgifter
learner-organisations = Organisationer
learner-history = Historia
learner-history-told = Det nyaste först. Historien skrivs aldrig om: också ett rättat fel står kvar, tillsammans med rättelsen.
learner-stood = Du ser den studerande så som det var { $when } (händelse { $position }).
learner-back-to-now = Tillbaka till nuläget
learner-to-entry = Till anteckningen i historien
label-surname = Efternamn
label-first-names = Förnamn
label-call-name = Tilltalsnamn
label-former-surnames = Tidigare efternamn
label-birth-date = Födelsetid
label-died = Dödsdag
label-nationality = Medborgarskap
label-language = Modersmål
label-sex = Kön
label-municipality = Hemkommun
label-hetu = Personbeteckning
label-superseded-hetus = Tidigare personbeteckningar
label-passports = Passnummer
label-emails = E-postidentifikationer
label-oid = OID
label-oppijanumero = Studentnummer
label-protection = Spärrmarkering
label-contacts = Kontaktuppgifter
label-organisations = Organisationer
label-identified = Individualisering
label-failure = Felets orsak
protection-in-force = i kraft
protection-hidden = Den studerande har en spärrmarkering: adresser och hemkommun är dolda, också i tidigare lägen.
protection-shown = Den studerande har en spärrmarkering. Du ser de skyddade uppgifterna, eftersom du har rätt till det. Visa dem inte för andra.
contact-permanent = Stadigvarande adress
contact-permanent-abroad = Stadigvarande adress utomlands
contact-email = E-post
contact-other = Annan kontaktuppgift
contact-from-register = från BDS
contact-from-official = från en administratör
contact-from-other = annanstans ifrån

## What happened
event-ImportRowsReceived = Importens rader kom
event-ImportReceived = Importen togs emot
event-ImportRowResolved = En rad i en import ledde till den studerande
event-ImportRowRefused = En rad i importen avvisades
event-ImportRowWithheld = En rad i en import bedömdes på nytt, eftersom BDS bekräftade andra namn
event-ImportRowReassigned = En rad i importen flyttades till en annan studerande
event-ImportCompleted = Importen blev behandlad
event-ImportDataExpired = Importens ursprungliga rader förstördes när tiden hade gått ut
event-ImportNoticeSent = Ett meddelande om fel skickades per e-post
event-ImportNoticeClaimed = Ett meddelande om fel sammanställdes för att skickas
event-ImportNoticeNotSent = Meddelandet om fel kunde inte skickas
event-ConflictReviewed = En skiljaktighet märktes som kontrollerad i eget register
event-PersonRegistered = Den studerande registrerades och fick en OID
event-PersonDetailsCorrected = Den studerandes uppgifter rättades
event-OrganisationJoined = Den studerande anslöts till organisationer
event-OrganisationLeft = Organisationer har inte längre tillgång till den studerande
event-HetuAssigned = Den studerande fick en personbeteckning
event-HetuReplaced = Personbeteckningen byttes
event-HetuRemoved = En personbeteckning togs bort från den studerande
event-IdentifiedFromRegister = Den studerande individualiserades via BDS
event-RegisterDataRefreshed = Den studerandes uppgifter uppdaterades från BDS
event-IdentificationFailed = Individualiseringen via BDS misslyckades
event-IdentifiedByOfficial = En administratör individualiserade den studerande utan personbeteckning
event-PersonLinked = Den studerande länkades
event-Reversed = Tidigare händelser upphörde att gälla
event-RegisterUnavailable = BDS slutade svara
event-RegisterAvailable = BDS svarar igen
event-ErasureOrdered = Den studerandes personuppgifter beordrades raderade
event-PersonalDataErased = Den studerandes personuppgifter har raderats
event-other = Händelsen { $type }
entry-by = Vem: { $who }
entry-why = Varför: { $reason }
entry-cause = Följde av händelsen:
entry-changes = Ändrade uppgifter ({ $count })
entry-changes-caption = Uppgifter före och efter
entry-as-it-stood = Den studerande så som det var här
entry-is-shown = Sidan visar den studerande vid denna anteckning.
column-before = Före
column-after = Efter
actor-registry = Registret automatiskt
actor-operator = Tjänstens drift
actor-you = Du
actor-official = Administratör { $id }
actor-service = Det sändande systemet
actor-service-id = Systemet { $id }
by-right = rättigheten { $right }
channel-onr = via gränssnittet
channel-api = via programmeringsgränssnittet
channel-staff = på administratörens sidor
channel-cli = från kommandoraden
channel-reactor = i bakgrunden
reason-erasure_request = den registrerades begäran om radering
reason-retention_ended = förvaringstiden gick ut
origin-import_row = En rad i en import skapade den studerande.
origin-single_look_up = En enskild sökning skapade den studerande.
origin-single_learner = Den studerande skapades enskilt, utan personbeteckning.
fate-superseded = Den tidigare personbeteckningen var den studerandes, och BDS har ersatt den. Importer hittar den studerande också med den.
fate-withdrawn = Den tidigare personbeteckningen var aldrig den studerandes.
detail-linked = { $member } länkades till { $to }.
detail-reversed = Händelser som inte längre gäller: { $events }.
link-reason-same_person = konstaterades vara samma person
link-reason-register_says = BDS har ersatt den enas personbeteckning med den andras
link-reason-verified_merged = båda har individualiserats via BDS; två administratörer har godkänt
way-automatic = Automatiskt, efter en import eller en rättelse.
way-asked = På en administratörs begäran.
way-override = En administratör ersatte uppgifterna med BDS-uppgifter.
way-single_look_up = Genast, i samband med en enskild sökning.
identifier-oid = OID
identifier-hetu = personbeteckning
identifier-passport = passnummer
identifier-email = e-postidentifikation
detail-row = Rad { $row }
detail-created = Ingen hade radens identifierare: den studerande skapades.
detail-matched = Den studerande hittades med: { $identifier }
detail-conflicts = Skiljaktighet: { $kinds }
detail-hetu-offered = Raden erbjöd en personbeteckning för en studerande som saknar en.
detail-attempt = Försök { $count } med samma personbeteckning
detail-no-finnish-hetu = Det bekräftades att den studerande inte har en finländsk personbeteckning.
detail-similar-seen = Granskade liknande personer: { $count }
detail-words = Motivering: { $words }

## When there is nothing to see
refusal-page-what-next = Vad du gör härnäst
refusal-page-signed-out = Logga in
refusal-page-signed-out-why = Bara en inloggad administratör ser sidan. Din session kan ha upphört.
refusal-page-signed-out-next = Logga in och öppna sidan på nytt.
refusal-page-no-right = Du saknar rättigheten
refusal-page-no-right-why = Sidan kräver någon av dessa rättigheter: { $rights }.
refusal-page-no-right-next = Din egen organisation beviljar rättigheten. Be organisationens huvudanvändare eller ansvariga användare om den.
refusal-page-other-organisation = Du kan inte öppna denna studerande
refusal-page-other-organisation-why = Den studerande hör inte till någon organisation där du har rättigheten OPPIJOIDENTUONTI.
refusal-page-other-organisation-next = Om du bara fick numret, se anvisningen om skiljaktigheter. Om den studerande är er, importera på nytt med rätta uppgifter.
refusal-page-other-import = Du kan inte öppna denna import
refusal-page-other-import-why = Importen har skickats av en organisation där du inte har rättigheten OPPIJOIDENTUONTI.
refusal-page-other-import-next = Kontrollera batch-id. Om importen är er, be organisationens huvudanvändare om rättigheten.
refusal-page-not-found = Sidan finns inte
refusal-page-not-found-why = På adressen finns ingen sida, import eller studerande.
refusal-page-not-found-next = Kontrollera adressen, batch-id eller OID, eller börja från rapporten.
refusal-page-stale-form = Formuläret är föråldrat
refusal-page-stale-form-why = Ingenting sparades, eftersom formuläret gjordes under en tidigare session.
refusal-page-stale-form-next = Öppna sidan på nytt och försök igen.
refusal-page-unavailable = Tjänsten svarar inte just nu
refusal-page-unavailable-why = Uppgifterna kunde inte hämtas. Ingenting har gått förlorat.
refusal-page-unavailable-next = Vänta en stund och ladda om sidan. Om detta fortsätter, kontakta stödet.
refusal-page-fault = Ett fel inträffade
refusal-page-fault-why = Sidan kunde inte göras. Felet ligger i tjänsten, inte hos dig.
refusal-page-fault-next = Försök igen. Om felet upprepas, meddela stödet sidans adress och klockslaget.

# Signing in
sign-in = Logga in
sign-in-choose = Det här är en demonstration där alla personer är påhittade. Välj vem du loggar in som.
sign-in-signed-out = Du har loggat ut
sign-in-signing-out-there = Du loggas ännu ut från inloggningstjänsten.
sign-in-go-on = Fortsätt
sign-in-again = Logga in på nytt
sign-in-try-again = Försök på nytt
sign-in-myself = Egna uppgifter
sign-in-my-rights = Användarrättigheter
sign-in-to-the-report = Till rapporten över importerade studerande
sign-in-not-configured = Inloggningen har inte tagits i bruk
sign-in-not-configured-why = Det går inte att logga in på administratörernas sidor, eftersom ingen inloggningstjänst har angetts. Den som driver registret anger den i konfigurationsfilens del [sign_in].
sign-in-ended = Din session har avslutats
sign-in-ended-why = Uppgifterna som du skickade sparades inte. Logga in på nytt och skicka dem en gång till.
sign-in-stale = Inloggningen kunde inte slutföras
sign-in-stale-why = Inloggningen hade tagit för lång tid, eller så hade den påbörjats på nytt i en annan flik.
sign-in-unavailable = Inloggningstjänsten svarar inte
sign-in-unavailable-why = Felet är tillfälligt och gäller inte de sparade uppgifterna. Försök på nytt om en stund.
sign-in-refused = Inloggningstjänsten loggade inte in dig
sign-in-refused-why = Inloggningen avbröts, eller så avvisade inloggningstjänsten den.
sign-in-untrusted = Inloggningstjänstens svar kunde inte godkännas
sign-in-untrusted-why = Svarets signatur, mottagare eller giltighetstid är inte rätt. Meddela den som driver registret: orsaken finns i loggen.
sign-in-no-rights = Du saknar användarrättighet
sign-in-no-rights-why = Inloggningen lyckades, men du har inga rättigheter i studentnummerregistret.
sign-in-no-rights-which = För importrapporten behöver du rättigheten OPPIJOIDENTUONTI (Oppijoiden tuonti) i din organisation; en granskare behöver rättigheten REKISTERINPITAJA_READ vid Utbildningsstyrelsen.
sign-in-no-rights-who = Rättigheten beviljas av din egen organisation: vid en högskola av huvudanvändaren eller den ansvariga användaren, annars av studentnummertjänstens huvudanvändare. Logga sedan in på nytt.
sign-in-too-many = Användarrättigheterna gäller för många organisationer
sign-in-too-many-why = En session rymmer ungefär tusen organisationer. Be om rättigheten i en gemensam överordnad organisation: den omfattar också de underordnade.

access-title = Åtkomstregister
access-help = Anvisning: Åtkomstregister
access-looks = Visningar
access-refusals = Nekade begäranden
access-person = Den studerandes OID
access-person-fault = Det här är inte en studerandes OID. Den börjar med 1.2.246.562.24.
access-who = Vem
access-who-hint = Administratörens eller tjänstens identifierare.
access-from = Från och med
access-to = Till och med
access-none = Det finns inga anteckningar med de här villkoren.
access-last = Senast
access-what = Vad
access-behalf = Organisation och program
access-times = Antal gånger
access-protected = spärrmarkering
access-nobody = inte inloggad
access-paging = Fler anteckningar
access-newest = Till de nyaste
access-older = Äldre
look-numbers = Numren
look-fetched = Uppgifter hämtade av ett program
look-listed = Rad i en lista
look-page = Den studerandes sida
look-history = Historik
look-sent_data = Importerade uppgifter

## Problem för program
problem-invalid-parameter = Ogiltig parameter
problem-invalid-field = Ogiltigt fält
problem-unauthenticated = Inloggning saknas eller har gått ut
problem-forbidden = Användarrättighet saknas
problem-forbidden-next = Be din organisations huvudanvändare om någon av de uppräknade rättigheterna i den organisation som saken gäller.
problem-not-found = Finns inte
problem-preview-changed = Uppgifterna har ändrats efter den bekräftade förhandsgranskningen
problem-preview-changed-next = Läs den nya förhandsgranskningen och bekräfta den med dess eget fingeravtryck.
problem-confirmation-missing = Åtgärden måste bekräftas
problem-confirmation-missing-next = Läs förhandsgranskningen och skicka åtgärden på nytt. Ange förhandsgranskningens fingeravtryck i rubriken If-Match.
problem-idempotency-key-reused = Samma Idempotency-Key har använts för en annan begäran
problem-idempotency-key-reused-next = Ge en ny begäran en egen nyckel. Med samma nyckel upprepas bara exakt samma begäran.
problem-unavailable = Tjänsten svarar inte just nu
problem-fault = Ett fel inträffade i tjänsten
problem-bad-request = Begäran kan inte behandlas

## Varför åtgärden inte utfördes
refused-no-import = Importen finns inte
refused-no-import-next = Kontrollera import-id:t.
refused-no-conflict = Raden har ingen skiljaktighet
refused-no-conflict-next = Kontrollera radens nummer. Skiljaktigheterna visas på importens flik Skiljaktigheter.
refused-already-checked = Skiljaktigheten är redan märkt som kontrollerad
refused-already-checked-next = Du behöver inte göra något.
refused-passport-in-use = Passnumret finns i en annan persons uppgifter
refused-passport-in-use-next = Kontrollera passnumret. Om det är rätt finns studeranden redan i registret.

## Förhandsgranskning
preview-title = Vad som ändras
preview-nothing = Ingens synliga uppgifter ändras.
preview-moved = Uppgifterna har ändrats sedan du såg förhandsgranskningen. Ingenting gjordes. Kontrollera den nya förhandsgranskningen.
preview-person = Studeranden { $oid }
preview-new-person = Ny studerande
preview-cancel = Avbryt
label-state = Status
label-cause = Felets orsak
refusal-page-refused = Åtgärden utfördes inte
refusal-page-form-used = Formuläret är redan använt
refusal-page-form-used-why = Med samma formulär har redan en annan åtgärd utförts. Inget nytt gjordes.
refusal-page-form-used-next = Öppna sidan på nytt och kontrollera vad som har gjorts.
