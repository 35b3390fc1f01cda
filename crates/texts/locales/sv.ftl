# Sidornas texter på svenska. Samma nycklar finns på alla språk; ett test ser till det.
## The frame
site-name = Studentnummerregistret
skip-to-content = Gå till innehållet
skip-to-list = Gå till de studerande
nav-languages = Språk
nav-crumbs = Brödsmulor
nav-main = Tjänstens delar
nav-report = Importrapport
nav-find = Sök studerande
nav-overview = Översikt
nav-access = Åtkomstlogg
nav-approvals = Att godkänna
nav-consumers = Kvitteringar
nav-help = Anvisningar
mark-demo = Demo
acts-for-more = { $name } och { $others } till
copy = Kopiera
copied = Kopierat
nav-paging = Sidor
nav-page-size = Rader per sida
nav-tabs = Flikar
nav-narrow = Filtrera
nav-narrow-causes = Filtrera enligt orsak
signed-in-as = Inloggad som
sign-out = Logga ut
footer-help = Frågor?
footer-never = Ange OID eller batch-id, aldrig en personbeteckning eller ett namn.
live-told = Behandlingen pågår. Sidan uppdateras automatiskt.
live-no-script = Behandlingen pågår. Ladda om sidan för att se det nyaste läget.
live-reload = Uppdatera nu
newest-told = En ny import har kommit.
live-pause = Pausa uppdateringen
live-go-on = Fortsätt uppdatera
help-pages = Anvisningar
to-report = Till rapporten över importerade studerande
unknown = Okänt
fault-mark = Fel:

## Values
value-none = –
value-yes = ja
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
paging-next = Nästa
paging-size = Rader per sida:
paging-page = Sida
paging-go = Gå
paging-day = Gå till dagen
paging-letters = Begynnelsebokstav

## The report
report-title = Rapport över importerade studerande
report-help = Anvisning: Rapport över importerade studerande
summary-title = Sammandrag
summary-successful = Lyckade överföringar
summary-failed = Fel
summary-in-progress = Pågående
summary-total = Sammanlagt
summary-now = nu { $count }
summary-told = Sammandraget räknar studerande: den som har skickats flera gånger räknas en gång.
day-label = Visa rapporten för en dag
day-field = Dag
day-hint = Läget i slutet av dagen visas. Tomt betyder nuläget.
day-show = Visa
day-future = Dagen är i framtiden. Nuläget visas. Välj i dag eller en tidigare dag.
day-unreadable = Dagen kunde inte läsas. Nuläget visas. Skriv dagen i formen åååå-mm-dd.
day-shown = Du ser rapporten så som den var i slutet av dagen { $day }.
day-back-to-now = Tillbaka till nuläget
tab-errors = Fel
tab-imports = Importsammandrag

## Searching and narrowing
filter-label = Sökning och filter
filter-any = Alla
filter-cause = Orsak
filter-import = Batch-id
filter-age = Har funnits på listan minst
filter-age-days = { $count } { $n ->
    [one] dag
   *[other] dagar
    }
filter-organisation = Organisation
filter-organisation-hint = Namn eller OID.
filters-mine = Egna filter
filters-name = Spara de nuvarande filtren med namnet
filters-keep = Spara
filters-remove = Ta bort
filter-sender-hint = En del av tjänstens namn räcker.
filter-submit = Sök
filter-clear = Rensa filtren
filter-more = Fler filter
filter-since = På listan sedan
filter-visit = Nya sedan förra besöket ({ $when })
search-label = Sök personer
search-hint = Namn eller början av namn i valfri ordning, OID, personbeteckning, avsändarens id, passnummer eller e-postidentifikation.
search-gone = Det tidigare sökordet kan inte längre öppnas, så listan visas utan det. Skriv sökningen på nytt.
import-number-fault = Batch-id består bara av siffror.

## The error list
errors-title = Studerande på fellistan
queue-nimi = Namn
queue-syntynyt = Födelsetid
queue-syy = Orsak
queue-alkaen = Sedan
queue-tuonti = Import
queue-oppija-oid = OID
queue-organisaatiot = Organisationer
queue-flat = Lista
queue-grouped = Enligt orsak
queue-group = { $people } · medianålder { $median } · äldsta { $oldest }
queue-all = { $n ->
        [one] Visa en
       *[other] Visa alla { $count }
    }
queue-steps = Vad som görs vid varje orsak
queue-choose = Välj { $name }
queue-chosen = Valda:
queue-chosen-csv = Ladda ned valda (CSV)
queue-chosen-xlsx = Ladda ned valda (Excel)
queue-chosen-over = Märk som överlämnade till Utbildningsstyrelsen
queue-over = Hos Utbildningsstyrelsen { $day }
queue-over-done = { $n ->
        [one] En studerande märktes som överlämnad. Märkningen kan tas bort på den studerandes sida.
       *[other] { $count } studerande märktes som överlämnade. Märkningen kan tas bort på den studerandes sida.
    }
queue-csv = Ladda ned listan (CSV)
queue-nobody-chosen = Ingen har valts, och ingenting har gjorts. Välj studerande i listan.
queue-xlsx = Ladda ned listan (Excel)
queue-new = Ny
queue-hint = tips
days = { $count } { $n ->
        [one] dag
       *[other] dagar
    }
days-short = { $count } d
learners = { $count } { $n ->
        [one] studerande
       *[other] studerande
    }
errors-none = Det finns inga studerande på fellistan.
errors-none-then = Det fanns inga studerande på fellistan.
errors-none-narrowed = Inget fel motsvarar sökningen eller filtren. Ändra eller rensa dem.
errors-none-find = På listan finns bara studerande som har ett fel.
errors-none-find-link = Sök bland alla studerande
column-name = Namn
column-organisations = Organisationer
cause-more = Läs anvisningen
next-try = BDS tillfrågas automatiskt på nytt { $when }.
linked-to = Posten är länkad. Personens uppgifter finns i huvudposten:
linked-members = Poster som är länkade till samma person:
learner-linked = Länkade nummer

# A notice of changed numbers.
notice-subject-numbers = Import av studerande { $import }: nummer har ändrats
notice-numbers = Rader i importen har andra nummer än när importen behandlades: en rad har flyttats till en annan studerande, studerande har länkats, en individualisering har hävts eller Utbildningsstyrelsen har återtagit rader i importen. Rätta numren i ert eget register.
notice-look-numbers = Öppna importen och se vilka nummer som har ändrats

# One number that was given to two persons.
number-shared = Numret har av misstag getts till två personer. På sidan visas bara uppgifterna om den person som fick numret först. Den som fick numret senare måste få ett nytt nummer.
number-separated = Numret hade av misstag getts också till en annan person, vars nummer nu är
act-separate = Skilj åt två personer
done-eroteltu = Personerna har skilts åt. Den som fick numret senare har ett eget nummer.
edit-separate-title = Två personer med samma nummer
separate-title = Skilj åt personerna
separate-told = Numret behålls av den som fick det först. Den andra personen registreras med ett nytt nummer, om inte personens identifierare redan har ett annat nummer.
separate-send = Visa vad som ändras
separate-do = Skilj åt
refused-number-of-one = Numret hör bara till en person
refused-number-of-one-next = Du behöver inte göra något.
refused-separation-unreadable = Uppgifterna om den som fick numret senare kan inte läsas
refused-separation-unreadable-next = Uppgifterna har raderats. Den organisation som skickade in den studerande måste skicka in på nytt.

# The notice by e-mail about an import.
notice-heading = Import av studerande { $import }
notice-received = Mottagen { $when }
notice-received-from = Mottagen { $when }, avsändare { $service }
notice-subject = Import av studerande { $import }: med fel { $failed }
notice-subject-further = Import av studerande { $import } (komplettering): med fel { $failed }
notice-subject-open = pågående { $open }
notice-further = Rader som var pågående när det förra meddelandet skickades har fått fel. Läget är nu detta.
notice-failed = Rader med fel
notice-open = Pågående rader: { $open }. Om någon av dem får fel kommer ett meddelande till.
notice-look = Öppna importen och se vad som ska göras
notice-footer = Meddelandet skickades till den adress som ert eget system angav i överföringen. Det innehåller inga personuppgifter, och länken kräver inloggning.
notice-refused = Raden avvisades

also-here-as = Enligt BDS finns samma person i registret också som
hint-wrong_separator = Tips: är skiljetecknet i personbeteckningen (7:e tecknet) fel?
hint-birth_date_differs = Tips: den inskickade födelsetiden och personbeteckningens födelsetid skiljer sig åt.
hint-birth-dates = Tips: den inskickade födelsetiden ({ $sent }) och personbeteckningens födelsetid ({ $hetu }) skiljer sig åt. Vilken är rätt?

## Causes, each with its next step
cause-no_hetu = Personbeteckning saknas
next-no_hetu = Ta reda på om den studerande har en personbeteckning. Om ja, lägg till den på den studerandes sida eller skicka in på nytt med den. Om nej, individualisera utan personbeteckning på sidan.
cause-not_in_register = Personbeteckningen finns inte i BDS
next-not_in_register = Kontrollera personbeteckningens alla 11 tecken med den studerande. Ta bort personbeteckningen på den studerandes sida och spara uppgifterna utan den. Om den är rätt, lägg till den på nytt. Om du inte har rätt att behandla den studerande: rätta en felaktig personbeteckning i ert register och skicka in på nytt; om en riktig personbeteckning tillfrågas BDS på nytt automatiskt.
cause-test_hetu = Testbeteckning eller tillfällig personbeteckning
next-test_hetu = En verklig studerande: byt personbeteckningen till den rätta eller ta bort den på den studerandes sida. Inte en fysisk person: ta bort personbeteckningen och be Utbildningsstyrelsen passivera personen. Om du inte har rätt att behandla den studerande: ta bort testbeteckningen ur ert register och skicka in den studerande med den rätta eller utan.
cause-hetu_passive = Personbeteckningen är passiverad i BDS
next-hetu_passive = Fråga den studerande efter den nuvarande personbeteckningen och byt den på den studerandes sida. Om du inte har rätt att behandla den studerande: rätta personbeteckningen i ert register och skicka in på nytt.
cause-hetu_changed = Personbeteckningen har bytts; den studerande finns två gånger i registret
next-hetu_changed = Kontrollera bytet med den studerande och ge Utbildningsstyrelsen båda OID-numren: detta och det som visas bredvid. Utbildningsstyrelsen sammanför uppgifterna, och det äldsta studentnumret förblir gällande.
cause-names_nearly_same = Namnen är nästan samma
next-names_nearly_same = Jämför uppgifterna med BDS i BDS-jämförelsen på den studerandes sida. Om det är samma person, ersätt uppgifterna med dem i BDS. Om du inte har rätt till jämförelsen: be en administratör i er organisation som har den rättigheten, eller Utbildningsstyrelsen.
cause-names_clearly_different = Namnen avviker tydligt
next-names_clearly_different = Kontrollera personbeteckningen och namnet med den studerande, DVV eller vid behov Utbildningsstyrelsen. Fel personbeteckning: ta bort den på den studerandes sida och ta reda på den rätta. Rätt personbeteckning: ersätt uppgifterna i BDS-jämförelsen. Om du inte har dessa rättigheter: rätta en felaktig personbeteckning i ert register och skicka in på nytt; är den rätt, be om jämförelse av en administratör som har rättigheten.
cause-no_name_in_register = BDS har inget namn för personbeteckningen
next-no_name_in_register = Kontrollera personbeteckningen med den studerande. Fel personbeteckning: ta bort den. Om den är rätt, fråga Utbildningsstyrelsen, som utreder saken med DVV.
cause-data_withheld = Utlämnande av uppgifter ur BDS är spärrat
next-data_withheld = Kontrollera personbeteckningen. Om den är rätt, fråga Utbildningsstyrelsen hur ni går vidare. Ange bara OID.
cause-unreadable_answer = Svaret från BDS kan inte tolkas
next-unreadable_answer = Kontrollera personbeteckningen. Om den är rätt, vänta några dagar och meddela sedan Utbildningsstyrelsen.
learner-erased-next = Ta bort det gamla OID-numret ur ert register. Fråga Utbildningsstyrelsen innan ni skickar in på nytt.
cause-key_lost = Den studerandes uppgifter kan inte öppnas
next-key_lost = Meddela Utbildningsstyrelsen genast. Ange OID och batch-id.
cause-person_void = Posten är inte längre i kraft
next-person_void = Registreringen återkallades. Importera den studerande på nytt om den är er; då ges ett nytt nummer.
cause-person_passivated = Den studerande är passiverad
next-person_passivated = Testperson eller misstag: ta bort personen ur ert eget register. Verklig studerande: be Utbildningsstyrelsen aktivera posten.
advice-not_in_register = Kontrollera personbeteckningens alla 11 tecken med den studerande. Ta bort den under Personbeteckning och spara uppgifterna utan den. Om den är rätt, lägg till den på nytt och se att individualiseringen i BDS lyckas. Om den är fel, ta reda på den rätta.
advice-test_hetu = En verklig studerande: byt personbeteckningen till den rätta eller ta bort den under Personbeteckning. Inte en fysisk person: ta bort personbeteckningen och be om passivering under Begär av Utbildningsstyrelsen.
advice-hetu_passive = Fråga den studerande efter den nuvarande personbeteckningen och byt den under Personbeteckning.
advice-names_nearly_same = Jämför uppgifterna med dem i BDS under BDS-jämförelse. Om det är samma person, ersätt uppgifterna med dem i BDS.
advice-names_clearly_different = Kontrollera personbeteckningen och namnet med den studerande, DVV eller vid behov Utbildningsstyrelsen. Fel personbeteckning: ta bort den under Personbeteckning och ta reda på den rätta. Rätt personbeteckning: ersätt uppgifterna under BDS-jämförelse.
advice-keeper-test_hetu = En verklig studerande: byt personbeteckningen till den rätta eller ta bort den under Personbeteckning. Inte en fysisk person: ta bort personbeteckningen och passivera personen under Passivering.
advice-keeper-hetu_changed = Kontrollera bytet av personbeteckning med DVV och sammanför de studerande under Möjliga dubbletter. Det äldsta studentnumret förblir gällande.
advice-keeper-names_clearly_different = Kontrollera personbeteckningen och namnet med den studerande eller DVV. Fel personbeteckning: ta bort den under Personbeteckning och ta reda på den rätta. Rätt personbeteckning: ersätt uppgifterna under BDS-jämförelse.
advice-keeper-no_name_in_register = Kontrollera personbeteckningen. Fel personbeteckning: ta bort den under Personbeteckning. Om den är rätt, red ut saken med DVV.
advice-keeper-data_withheld = Kontrollera personbeteckningen. Fel personbeteckning: ta bort den under Personbeteckning. Om den är rätt, red ut med DVV hur ni går vidare.
advice-keeper-unreadable_answer = Kontrollera personbeteckningen. Om den är rätt, fråga BDS på nytt under Individualisera. Om svaret inte ändras, anmäl felet till tjänstens driftansvariga.
learner-erased-keeper = Raderade uppgifter kan inte återställas. Avsändaren ska ta bort det gamla OID-numret ur sitt register.
advice-keeper-key_lost = Meddela tjänstens driftansvariga genast. Ange OID och batch-id.
advice-keeper-person_passivated = Testperson eller misstag: avsändaren ska ta bort personen ur sitt register. Verklig studerande: aktivera posten under Passivering.

## States
status-successful = Lyckad
status-in_progress = Pågående
status-failed = Fel
status-erased = Personuppgifterna raderade
status-refused = Avvisad
person-in_progress = Under behandling: svaret från BDS inväntas
person-passive = Passiverad
passive-told = Den studerande är passiverad. Uppgifterna kan rättas och individualisering göras först när den studerande har aktiverats.
passive-first-passivointi = Aktivera den studerande först
passive-first-pyynto = Be Utbildningsstyrelsen aktivera den studerande
identified-not = Inte individualiserad
identified-register = Individualiserad (BDS)
identified-official = Individualiserad av en administratör
identified-eidas = Individualiserad (eIDAS)
identified-erased = Personuppgifterna har raderats
identified-key_lost = Personuppgifterna kan inte öppnas

## Imports
imports-caption = Importer. Välj en rubrik för att sortera listan.
imports-bar = Radernas status som bild
imports-none = Det finns inga importer ännu. De syns här genast när ett system har skickat studerande.
imports-none-then = Det fanns inga importer den dagen.
imports-none-narrowed = Ingen import motsvarar sökningen. Ändra den eller rensa filtren.
column-numero = Batch-id
column-aika = Tidsstämpel
column-kasittelija = Handläggare
column-yhteensa = Sammanlagt
column-onnistuneet = Lyckade
column-virheet = Fel
column-kesken = Pågående
column-ristiriidat = Skiljaktigheter i de importerade uppgifterna
column-processed = Behandlad
column-interface = Gränssnitt
processed-yes = Behandlad
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
funnel-title = Importens framskridande steg för steg
funnel-step = Steg
funnel-rows = Rader
funnel-of-all = Andel
funnel-share = { $percent } %
funnel-received = Mottagna
funnel-led = Kopplade till en studerande
funnel-matched = den studerande fanns redan i registret
funnel-created = en ny studerande skapades av raden
funnel-refused = Avvisade
funnel-waiting = Väntar på behandling
funnel-identified = Individualiserade
funnel-in_progress = Väntar på svar från BDS
funnel-failed = Med fel
import-refused = { $n ->
    [one] En rad avvisades.
   *[other] { $count } rader avvisades.
    }
import-show-refused = Visa de avvisade
import-csv = Ladda ned raderna som CSV-fil
import-downloads = Nedladdningar
import-csv-told = Kolumner: tunniste, oid, oppijanumero och state (successful, in_progress, failed, refused).
import-csv-words = Ladda ned raderna med ord på svenska (CSV)
import-xlsx = Ladda ned raderna till Excel
import-reminder-title = Informera de registrerade.
import-reminder = Den som skickar in personer ska se till att de får veta hur deras uppgifter behandlas.
tab-rows = Rader
tab-conflicts = Skiljaktigheter ({ $count })
rows-all = Alla rader
rows-failed = Fel
rows-in_progress = Pågående
rows-successful = Lyckade
rows-refused = Avvisade
rows-conflicts = Med skiljaktigheter
rows-renumbered = Ändrat nummer
row-renumbered = Numret ändrades { $when }, var { $was }
row-number-gone = Inget studentnummer sedan { $when }, var { $was }
row-number-back = Samma nummer igen sedan { $when }
import-withheld = { $n ->
    [one] För { $count } rad returnerades bara numret: den studerande anslöts inte till organisationen och syns inte på dess fellista eller sammandrag.
   *[other] För { $count } rader returnerades bara numret: de studerande anslöts inte till organisationen och syns inte på dess fellista eller sammandrag.
}
import-undone = Utbildningsstyrelsen har återtagit den här importen.
import-undo-reversed = Utbildningsstyrelsen återtog den här importen, men återtagandet har återkallats.
import-being-undone = Utbildningsstyrelsen återtar den här importen.
import-undone-rows = { $n ->
    [one] En rad har återtagits.
   *[other] { $count } rader har återtagits.
}
import-restored-rows = { $n ->
    [one] En rad gäller igen, eftersom återtagandet av den återkallades.
   *[other] { $count } rader gäller igen, eftersom återtagandet av dem återkallades.
}
import-renumbered = { $n ->
    [one] Numret på { $count } rad har ändrats efter att importen behandlades.
   *[other] Numren på { $count } rader har ändrats efter att importen behandlades.
}
import-show-renumbered = Visa dem
rows-none = Det finns inga sådana rader. Om importen pågår kommer raderna allt eftersom de behandlas.
column-row = Rad
column-tunniste = Avsändarens id
column-state = Status och orsak
row-name-not-shown = visas inte
row-withheld = Bara numret returnerades till avsändaren. Den studerande anslöts inte till organisationen.
row-refusal-invalid_field = Ett fält saknas eller är felaktigt.
row-refusal-invalid_hetu = Personbeteckningen är felaktig.
row-refusal-unknown_code = Koden finns inte i kodverket.
row-refusal-missing_identifier = Identifierare saknas, eller en finländsk medborgare saknar personbeteckning.
row-refusal-too_large = Raden är för stor.
row-refusal-person_erased = Identifieraren leder till en studerande vars uppgifter har raderats.
row-refusal-person_unreadable = Identifieraren leder till en studerande vars uppgifter inte kan öppnas.
row-refusal-person_void = Identifieraren leder till en post vars registrering har återkallats.
import-unsent = { $n ->
    [one] En rad i filen skickades inte, eftersom den har ett fel.
   *[other] { $count } rader i filen skickades inte, eftersom de har fel.
}
import-show-unsent = Visa dem som inte skickades
tab-unsent = Inte skickade ({ $count })
unsent-told = Avsändarens program avvisade dessa rader före överföringen. De är inte rader i importen och ingår inte i dess tal. Rätta raderna i ert eget register och skicka in dem på nytt. Radnumren är filens; de överförda raderna är numrerade för sig.
column-file-row = Rad i filen
column-fault = Fel
column-next = Så rättar du det
unsent-whole-row = Hela raden
row-fault-unreadable = Raden kunde inte läsas.
row-fault-unreadable-next = Kontrollera radens celler, citattecken och radbyten.
row-fault-wrong_kind = Värdet är inte av rätt slag.
row-fault-wrong_kind-next = Skriv text, och datum i formen åååå-mm-dd.
row-fault-missing = Uppgiften saknas.
row-fault-missing-next = Fyll i den.
row-fault-length = Värdet är tomt eller för långt.
row-fault-length-next = Förkorta det till 255 tecken, eller lämna bort ett tomt värde.
row-fault-email = Värdet är ingen e-postadress.
row-fault-email-next = Rätta adressen, eller lämna bort den om raden har en annan identifierare.
row-fault-words = Det får finnas bara ett blanksteg mellan orden.
row-fault-words-next = Ta bort extra blanksteg, tabbar och radbyten.
row-fault-character = Värdet har ett tecken som en text inte får ha.
row-fault-character-next = Skriv värdet på nytt med tangentbordet.
row-fault-no_identifier = Raden saknar alla identifierare.
row-fault-no_identifier-next = Lägg till personbeteckningen; för en utländsk studerande utan en sådan ett passnummer eller en e-postidentifikation.
row-fault-call_name = Tilltalsnamnet är inget av förnamnen.
row-fault-call_name-next = Skriv ett av förnamnen som tilltalsnamn, eller lägg till det bland förnamnen.
row-fault-hetu_blank = Det finns ett blanksteg i eller bredvid personbeteckningen.
row-fault-hetu_blank-next = Skriv personbeteckningen utan blanksteg.
row-fault-hetu_length = Personbeteckningen har inte elva tecken.
row-fault-hetu_length-next = Skriv alla tecken, med versaler och tangentbordets vanliga bindestreck.
row-fault-hetu_separator = Personbeteckningens sjunde tecken är inget skiljetecken.
row-fault-hetu_separator-next = Skriv det med tangentbordet: + - U V W X Y A B C D E F.
row-fault-hetu_date = Personbeteckningen börjar inte med ett datum.
row-fault-hetu_date-next = Kontrollera personbeteckningen med den studerande.
row-fault-hetu_wrong_separator = Personbeteckningens skiljetecken passar inte datumet.
row-fault-hetu_wrong_separator-next = Kontrollera skiljetecknet: - har de som är födda på 1900-talet, A de som är födda på 2000-talet.
row-fault-hetu_individual_number = Personbeteckningens individnummer ges inte till någon.
row-fault-hetu_individual_number-next = Kontrollera personbeteckningen med den studerande.
row-fault-hetu_check_character = Personbeteckningens kontrolltecken passar inte siffrorna.
row-fault-hetu_check_character-next = Något av tecknen är felskrivet: kontrollera personbeteckningen med den studerande.
row-fault-hetu_needed = En finländsk medborgare saknar personbeteckning.
row-fault-hetu_needed-next = Lägg till personbeteckningen, eller rätta medborgarskapet.
row-fault-unknown_code = Koden finns inte i kodverket.
row-fault-unknown_code-next = Kön 1 eller 2; språk med två versaler, till exempel SV; medborgarskap med tre siffror, till exempel 246.
row-fault-other = Värdet uppfyller inte registrets regler.
row-fault-other-next = Fråga programmets leverantör om orsaken.

## Conflicts
conflicts-title = Skiljaktigheter i de importerade uppgifterna
conflicts-told = Numret har getts trots skiljaktigheten. Avsändaren kontrollerar uppgifterna i sitt eget register.
conflicts-help = Anvisning: Skiljaktigheter
conflicts-all = Alla typer
conflicts-hide-checked = Dölj de kontrollerade
conflicts-show-checked = Visa även de kontrollerade
conflicts-none = Det finns inga sådana skiljaktigheter.
conflicts-checked = { $checked } / { $total } skiljaktigheter har märkts som kontrollerade.
conflicts-no-right = Du kan inte se vad som skickades, eftersom du saknar rättigheten. Någon av dessa räcker: { $rights }. Tills vidare har bara Utbildningsstyrelsens administratörer dem.
conflicts-rows = Visa raderna med skiljaktigheter och skiljaktigheternas typer
conflict-heading = Rad { $row }
conflict-equal = Lika: { $fields }.
conflict-check = Märk som kontrollerad
conflict-checked = Kontrollerad { $when }, { $by }
conflict-noted = Skiljaktigheten på rad { $row } har märkts som kontrollerad.
conflict-taken-back = Anteckningen för rad { $row } har tagits tillbaka: skiljaktigheten är åter okontrollerad.
conflicts-noted = { $count } { $n ->
    [one] skiljaktighet har märkts som kontrollerad
   *[other] skiljaktigheter har märkts som kontrollerade
}.
conflicts-check-chosen = Märk de valda som kontrollerade
conflict-choose = Välj rad { $row }
conflict-take-back = Ta tillbaka anteckningen
conflict-identifier-of = Radens { $identifier } { $value } tillhör en annan studerande:
conflict-identifier-of-other = Radens { $identifier } { $value } tillhör en annan studerande vars uppgifter du inte kan se.
column-kinds = Typ av skiljaktighet
column-number-before = Tidigare nummer
column-renumbered = Numret ändrat
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
learner-looks = Vem som har tagit del av uppgifterna
list-back = Tillbaka till listan
list-previous = Föregående studerande
list-rows = Importens rader
list-next = Nästa studerande
nav-list = I listan
learner-state = Status
learner-in-progress = Den studerande har en personbeteckning, och BDS har ännu inte gett sitt slutliga svar. Du behöver inte göra något.
learner-asked-beside = Den studerande är redan individualiserad. BDS tillfrågas om den personbeteckning som lades till, och svaret visas på den här sidan.
learner-failed-beside = BDS bekräftade inte personbeteckningen: { $cause }
learner-failed-beside-told = Den tidigare individualiseringen gäller fortfarande, så den studerande finns inte på fellistan.
learner-died = Den studerande har avlidit { $when }.
ask-oph = Fråga Utbildningsstyrelsen per e-post
ask-oph-told = Meddelandet innehåller redan OID-numret, orsaken och batch-id. Lägg inte till namn eller personbeteckning.
ask-oph-subject = Individualisering av studerande: { $oid }
ask-oph-body = OID: { $oid }; orsak: { $cause }; batch-id: { $import }
hand-over = Märk som överlämnad till Utbildningsstyrelsen
hand-over-noted = Överlämnad till Utbildningsstyrelsen { $when }.
hand-over-undo = Ta bort märkningen
learner-basics = Grunduppgifter
learner-identifiers = Identifierare
learner-identifiers-told = Importer hittar den studerande med dessa och med OID.
learner-contacts = Kontaktuppgifter
learner-organisations = Organisationer
learner-history = Historik
learner-history-told = Det nyaste först. Historiken skrivs aldrig om: också ett rättat fel står kvar, tillsammans med rättelsen.
learner-stood = Du ser den studerandes uppgifter så som de var { $when } (händelse { $position }).
learner-back-to-now = Tillbaka till nuläget
learner-to-entry = Till anteckningen i historien
learner-stood-same = Uppgifterna är desamma nu som då.
learner-stood-differs = { $n ->
        [one] En uppgift är annorlunda nu
       *[other] { $count } uppgifter är annorlunda nu
    }
column-stood = Då
column-today = Nu
label-surname = Efternamn
label-first-names = Förnamn
label-call-name = Tilltalsnamn
label-former-surnames = Tidigare efternamn
label-birth-date = Födelsetid
label-sent-birth-date = Inskickad födelsetid
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
label-head = Huvudperson (OID)
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
event-ImportRowsReceived = Importens rader togs emot
event-ImportReceived = Importen togs emot
event-ImportRowResolved = En importrad kopplades till den studerande
event-ImportRowRefused = En rad i importen avvisades
event-UnsentRowsReported = Avsändaren anmälde rader som inte skickades
event-ImportRowWithheld = En rad i en import bedömdes på nytt, eftersom BDS bekräftade andra namn
event-ImportRowReassigned = En rad i importen flyttades till en annan studerande
event-ImportCompleted = Importen har behandlats
event-ImportDataExpired = Importens ursprungliga rader förstördes när tiden hade gått ut
event-ImportNoticeSent = Ett meddelande om fel skickades per e-post
event-ImportNoticeClaimed = Ett meddelande om fel sammanställdes för att skickas
event-ImportNoticeNotSent = Meddelandet om fel kunde inte skickas
event-ConflictReviewed = En skiljaktighet märktes som kontrollerad i eget register
event-ConflictReviewTakenBack = Anteckningen om att en skiljaktighet kontrollerats togs tillbaka
event-HandOverNoted = Den studerande märktes som överlämnad till Utbildningsstyrelsen
event-hand-over-taken-back = Märkningen av den studerande som överlämnad till Utbildningsstyrelsen togs bort
event-PersonRegistered = Den studerande registrerades och fick ett OID-nummer
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
event-Reversed = Händelser återkallades
event-reversed-one = En händelse återkallades
event-linked-to = Den studerande { $member } länkades till { $to }
event-RegisterUnavailable = BDS slutade svara
event-RegisterAvailable = BDS svarar igen
event-ErasureOrdered = Den studerandes personuppgifter ska raderas enligt beslut
event-PersonalDataErased = Den studerandes personuppgifter har raderats
event-other = Händelsen { $type }
entry-of = Gäller det länkade numret { $oid }
entry-of-head = Gäller numret { $oid }, som detta nummer är länkat till
entry-by = Av: { $who }
entry-why = Varför: { $reason }
entry-number = händelse { $position }
entry-undone = Gäller inte längre
entry-undone-by = Återkallelsen
entry-reverses = Återkallade händelser:
event-of-others = { $n ->
    [one] Och en händelse för en annan studerande
   *[other] Och { $count } händelser för andra studerande
}
event-of-another = en annan studerandes händelse
entry-cause = Orsakades av:
entry-changes = Ändrade uppgifter ({ $count })
entry-changes-caption = Uppgifter före och efter
entry-as-it-stood = Visa uppgifterna från denna tidpunkt
entry-compare = Jämför med den tidpunkt som sidan visar
compare-link = Jämför två tidpunkter
compare-title = Jämförelse: { $oid }
compare-heading = Den studerandes uppgifter vid två tidpunkter
compare-alku = Första tidpunkten
compare-loppu = Andra tidpunkten
compare-hint = En händelses nummer eller en dag, till exempel 1.9.2026. En dag avser dagens slut.
compare-fault = Ange en händelses nummer eller en dag i formen d.m.åååå.
compare-not-yet = Händelsen finns inte. Den senaste händelsen är { $newest }.
compare-submit = Jämför
compare-point = { $when } (händelse { $position })
compare-nobody-yet = Händelse { $position }: den studerande fanns ännu inte i registret
compare-differs = { $n ->
    [0] Uppgifterna var desamma
    [one] En uppgift skiljer sig
   *[other] { $count } uppgifter skiljer sig
}
entry-is-shown = Sidan visar den studerande vid denna anteckning.
column-before = Före
column-after = Efter
actor-registry = Registret (automatiskt)
actor-operator = Tjänstens drift
actor-you = Du
actor-official = Administratör { $id }
actor-official-named = Administratör { $name } ({ $id })
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
reason-moved_from_onr = hämtat från det gamla studentnummerregistret
reason-unlawful_processing = uppgifterna har registrerats utan laglig grund
reason-legal_obligation = lag, domstol eller myndighet kräver radering
origin-import_row = En rad i en import skapade den studerande.
origin-single_look_up = En enskild sökning skapade den studerande.
origin-single_learner = Den studerande skapades enskilt, utan personbeteckning.
origin-program = Ett program skapade personen.
origin-moved_from_onr = Personen hämtades från det gamla studentnummerregistret.
fate-superseded = Den personbeteckning som föll bort var den studerandes men gäller inte längre. Importer hittar den studerande också med den.
fate-withdrawn = Den personbeteckning som föll bort var aldrig den studerandes.
detail-linked = { $member } länkades till { $to }.
link-reason-same_person = De studerande konstaterades vara samma person.
link-reason-register_says = BDS har ersatt den enas personbeteckning med den andras.
link-reason-verified_merged = De studerande sammanfördes: båda har individualiserats via BDS, och två administratörer godkände det.
link-reason-moved_from_onr = De studerande länkades redan i det gamla studentnummerregistret.
way-automatic = Automatiskt, efter en import eller en rättelse.
way-asked = På en administratörs begäran.
way-override = En administratör ersatte uppgifterna med BDS-uppgifter.
way-single_look_up = Genast, i samband med en enskild sökning.
way-moved_from_onr = Individualiserad redan i det gamla studentnummerregistret; BDS tillfrågades inte på nytt.
identifier-oid = OID
identifier-hetu = personbeteckning
identifier-passport = passnummer
identifier-email = e-postidentifikation
identifier-eidas = eIDAS-identifierare
identifier-account = konto
detail-row = Rad { $row }
detail-created = Ingen hade radens identifierare: den studerande skapades.
detail-matched = Den studerande hittades med: { $identifier }
detail-conflicts = Skiljaktighet: { $kinds }
detail-hetu-offered = Raden erbjöd en personbeteckning för en studerande som saknar en.
detail-attempt = Försök { $count } med samma personbeteckning
detail-verified-with = Personbeteckningen och namnet har kontrollerats med: { $who }
detail-no-finnish-hetu = Det bekräftades att den studerande inte har en finländsk personbeteckning.
detail-similar-seen = Granskade liknande personer: { $count }
detail-import-undone = Att hela importen återtas bestämdes { $when }: { $who }
detail-undo-asked = Att hela importen återtas begärdes { $when }: { $who }
detail-undo-approved = Det godkändes { $when }: { $who }
detail-restores = Återkallade återtagandet av import { $number }
detail-brings-back = Gäller igen: { $event }
detail-restore-asked = Att återtagandet återkallas begärdes { $when }: { $who }
detail-import-restored = Återtagandet återkallades { $when }: { $who }
detail-words = Motivering: { $words }
detail-others = Andra personer som detta gäller: { $oids }
detail-register-answered = I BDS är namnet: { $name }

## When there is nothing to see
refusal-page-back = Tillbaka till sidan du kom från
refusal-page-what-next = Vad du gör härnäst
refusal-page-signed-out = Logga in
refusal-page-signed-out-why = Bara en inloggad administratör ser sidan. Din session kan ha upphört.
refusal-page-signed-out-next = Logga in och öppna sidan på nytt.
refusal-page-no-right = Du saknar rättigheten
refusal-page-no-right-why = Sidan kräver någon av dessa rättigheter: { $rights }.
refusal-page-no-right-next = Din egen organisation beviljar rättigheten. Be organisationens huvudanvändare eller ansvariga användare om den.
refusal-page-no-learner = Den studerande hittades inte
refusal-page-no-learner-why = Det finns ingen studerande med det här numret, eller så hör den studerande inte till någon organisation där du har rättigheten OPPIJOIDENTUONTI.
refusal-page-no-learner-next = Kontrollera numret. Om du fick det ur en skiljaktighet, se anvisningen om skiljaktigheter. Om den studerande är er, importera på nytt med rätta uppgifter.
refusal-page-other-import = Du kan inte se den här importen
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
refusal-page-unavailable-next = Vänta en stund och ladda om sidan. Om detta fortsätter, kontakta kundtjänsten.
refusal-page-fault = Ett fel inträffade
refusal-page-fault-why = Sidan kunde inte visas. Felet ligger i tjänsten.
refusal-page-fault-next = Försök igen. Om felet upprepas, meddela kundtjänsten sidans adress och klockslaget.

## Signing in
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

access-title = Åtkomstlogg
access-help = Anvisning: Åtkomstlogg
access-looks = Visningar
access-refusals = Nekade begäranden
access-refused-learner-seen = Visning av den studerandes uppgifter
access-refused-learner-changed = Ändring av den studerandes uppgifter
access-refused-import-seen = Visning av en import
access-refused-import-changed = Ändring av en imports anteckningar
access-refused-page-seen = Visning av en annan sida
access-refused-page-changed = Åtgärd på en annan sida
access-refused-program-seen = Ett programs förfrågan
access-refused-program-changed = Ett programs ändring
access-person = Den studerandes OID
access-person-fault = Det här är inte en studerandes OID. Den börjar med 1.2.246.562.24.
access-who = Vem
access-subject = Användar-id
access-who-hint = Administratörens eller tjänstens id. När du skriver ett namn föreslår fältet id:n.
access-from = Från och med
access-to = Till och med
access-none = Inga anteckningar hittades med villkoren.
access-with-lists = Visa också dem som visades i listor
access-without-lists = Dölj dem som visades i listor
access-with-programs = Visa även programmens hämtningar
access-without-programs = Dölj programmens hämtningar
access-last = Senast
access-what = Vad
access-behalf = Organisation och system
access-times = Antal gånger
access-protected = spärrmarkering
access-nobody = inte inloggad
access-paging = Fler anteckningar
access-newest = Till de nyaste
access-older = Äldre
look-numbers = Numren
look-fetched = Ett system hämtade uppgifterna
look-listed = Visades i en lista
look-page = Den studerandes sida
look-history = Ett tidigare läge
look-sent_data = Importerade uppgifter

## Finding a learner
find-title = Sök studerande
find-help = Anvisning: Sök studerande
find-label = Sök en studerande
find-hint = Namn eller början av namn i valfri ordning, personbeteckning (också en tidigare), OID, avsändarens id, passnummer, e-postidentifikation eller födelsetid (14.3.1998). I åtkomstloggen antecknas vems uppgifter sökningen visade.
find-none = Sökningen gav ingen studerande i dina organisationer. Kontrollera sökordet; personbeteckning och OID söks i sin helhet.
find-none-all = Sökningen gav ingen studerande. Kontrollera sökordet; personbeteckning och OID söks i sin helhet.
find-found = { $n ->
        [one] En studerande hittades
       *[other] { $count } studerande hittades
    }
find-range = Studerande { $from }–{ $to }
find-unfinished = Så många motsvarar sökningen att alla inte granskades. Lägg till ett förnamn eller födelsetid.

## The report at a glance
overview-title = Översikt
overview-help = Anvisning: Översikt
overview-all = Inskickade studerande
overview-open = Öppna fel
overview-older = Äldre än { $days } dagar
overview-causes = Fel enligt orsak
overview-people = Studerande
overview-median = Medianålder
overview-oldest = Äldsta
overview-flow = Hur felen har utvecklats
overview-days-field = Period
overview-days = { $days } dagar
overview-still-open = Öppna i slutet av dagen
overview-changes = Nya och lösta
overview-flow-told = En studerande som både kom till fellistan och lämnade den under samma dag syns inte i siffrorna.
overview-came = Nya
overview-solved = Lösta
overview-as-table = Samma siffror som tabell
overview-organisations = Fel enligt organisation
overview-organisations-several = En studerande kan höra till flera organisationer, så radernas summa kan vara större än antalet fel.
overview-organisations-more = Tabellen visar organisationerna med flest fel. De övriga hittar du genom att filtrera fellistan.
register-title = BDS
register-answers = BDS svarar
register-silent = BDS svarar inte
register-since = Avbrottet började { $when }.
register-waiting = { $n ->
        [one] En studerande väntar på svar.
       *[other] { $count } studerande väntar på svar.
    }
register-waiting-many = Över { $count } studerande väntar på svar.
register-week-good = Inga avbrott på 7 dagar
register-week-bad = { $n ->
    [one] Avbrott { $count } dag av de senaste 7
   *[other] Avbrott { $count } dagar av de senaste 7
}
register-day-good = inga avbrott
register-day-minutes = borta { $minutes } min
register-day-hours = borta { $hours } h { $minutes } min
register-nobodys-fault = Avbrottet är ingens fel: behandlingen fortsätter automatiskt när BDS svarar.

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
problem-already-asked = Samma begäran väntar redan på en annan administratör
problem-already-asked-next = En annan administratör vid Utbildningsstyrelsen godkänner eller avslår begäran, eller så återtar den som begärt den sin begäran. Först därefter kan samma sak begäras på nytt.
problem-unavailable = Tjänsten svarar inte just nu
problem-fault = Ett fel inträffade i tjänsten
problem-bad-request = Begäran kan inte behandlas

## Varför åtgärden inte utfördes
refused-no-import = Importen finns inte
refused-no-import-next = Kontrollera batch-id.
refused-import-expired = Importens rader har redan förstörts
refused-import-expired-next = Raderna kan inte längre fogas till importen. Rätta dem och skicka in dem på nytt.
refused-unsent-rows-malformed = Raderna som anmäldes har inte rätt form
refused-unsent-rows-malformed-next = Anmäl 1–500 olika rader, med 1–20 fel på varje och en referens på högst 255 tecken.
refused-no-consumer = Systemet finns inte i förteckningen
refused-no-consumer-next = Granska förteckningen på nytt.
refused-no-conflict = Raden har ingen skiljaktighet
refused-no-conflict-next = Kontrollera radens nummer. Skiljaktigheterna visas på importens flik Skiljaktigheter.
refused-already-checked = Skiljaktigheten är redan märkt som kontrollerad
refused-already-checked-next = Du behöver inte göra något.
refused-not-checked = Skiljaktigheten är inte märkt som kontrollerad
refused-not-checked-next = Du behöver inte göra något.
refused-hetu-in-use = Personbeteckningen hör redan till en annan person.
refused-hetu-in-use-next = Kontrollera personbeteckningen med den studerande. Om den är rätt finns samma person två gånger i registret och uppgifterna ska länkas.
refused-identifier-in-use = Identifieraren används av en annan person
refused-identifier-in-use-next = Sök personen med identifieraren.
refused-access-as-asked = Organisationens åtkomst är redan som begärt
refused-access-as-asked-next = Du behöver inte göra något.
refused-passport-in-use = Passnumret finns i en annan persons uppgifter
refused-passport-in-use-next = Kontrollera passnumret. Om det är rätt finns studeranden redan i registret.

## Förhandsgranskning
preview-title = Vad som ändras
command-give-approval-said = Vad som har angetts i begäran
preview-said = Vad du har angett
preview-nothing = Ingens synliga uppgifter ändras.
preview-moved = Uppgifterna har ändrats sedan du såg förhandsgranskningen. Ingenting gjordes. Kontrollera den nya förhandsgranskningen.
preview-person = Studeranden { $oid }
preview-new-person = Ny studerande
preview-rows = Importrader som ger ett annat nummer eller inte längre leder till någon
preview-row = Rad { $row } i import { $import }: { $before } → { $after }
preview-change = { $field }: { $before } → { $after }
preview-row-turns = Rad { $row } i import { $import } kom med en identifierare som inte längre är den studerandes. Avgör sedan på den studerandes sida till vem den leder. Nu { $before }, sedan { $after }.
preview-rows-more = Det finns fler rader än vad som visas här.
preview-unidentified = inget studentnummer (OID { $oid })
preview-listed = Fellistan
preview-listed-comes = { $oid } kommer till listan: { $cause }
preview-listed-leaves = { $oid } lämnar listan
preview-listed-turns = { $oid }: { $before } → { $after }
preview-fetched = { $oid }: { $who }, senast { $when }, antal gånger { $times }
preview-fetched-somebody = någon
preview-cancel = Avbryt
form-waits = Vänta ett ögonblick. Begäran behandlas.
preview-return = Gå tillbaka och ändra
label-state = Status
label-cause = Felets orsak
refusal-page-refused = Åtgärden utfördes inte
refusal-page-form-used = Formuläret är redan använt
refusal-page-form-used-why = Med samma formulär har redan en annan åtgärd utförts. Inget nytt gjordes.
refusal-page-form-used-next = Öppna sidan på nytt och kontrollera vad som har gjorts.

## Acts: what officials do to a learner
act-title = Åtgärder
act-details = Rätta uppgifter
act-hetu = Personbeteckning
act-identify = Individualisera
act-activity = Passivering
done-hetu = Personbeteckningen har lagts till. Individualiseringen via BDS startar automatiskt, och resultatet syns på den här sidan.
done-hetu-katko = Personbeteckningen har lagts till. BDS svarar inte just nu: den studerande individualiseras automatiskt när BDS svarar igen.
done-hetu-vaihdettu = Personbeteckningen har bytts. Individualiseringen via BDS startar automatiskt, och resultatet syns på den här sidan.
done-hetu-vaihdettu-katko = Personbeteckningen har bytts. BDS svarar inte just nu: den studerande individualiseras automatiskt när BDS svarar igen.
done-hetu-poistettu = Personbeteckningen har tagits bort.
done-tiedot = Uppgifterna har sparats.
done-yksiloity = Den studerande är individualiserad och har ett studentnummer.
done-kysytty = BDS tillfrågas på nytt. Resultatet syns på den här sidan.
done-kysytty-katko = BDS svarar inte just nu. Det tillfrågas automatiskt när det svarar igen.
done-passivoitu = Den studerande har passiverats.
done-aktivoitu = Den studerande har aktiverats.
edit-hetu-title = Personbeteckning
edit-details-title = Rätta den studerandes uppgifter
edit-identify-title = Individualisera den studerande
edit-activity-title = Passivering av den studerande
edit-erased-title = Den studerandes personuppgifter har raderats
edit-passive-title = Den studerande är passiv
edit-stale = Din session hade bytts, så ingenting sparades. Det du skrev finns nedan. Kontrollera det och skicka formuläret på nytt.
edit-why = Motivering
edit-kept-title = Sessionen har avslutats
edit-kept-told = Ingenting sparades, men det du skrev finns kvar på den här sidan.
edit-kept-still-out = Du har inte loggat in ännu. Logga in först och återgå sedan till den här sidan.
edit-kept-sign-in = Logga in (öppnas i en ny flik)
edit-kept-then = Återgå till den här fliken och fortsätt.
edit-kept-go-on = Fortsätt
versions-title = Uppgifterna har ändrats under tiden
versions-title-by = Uppgifterna har ändrats under tiden: { $who }, { $when }
versions-seen = När du öppnade formuläret
versions-now = Nu
versions-wanted = Din version
choice-none = –
contacts-new = Nya kontaktuppgifter
contact-fault = Kontrollera den här kontaktuppgiften: den är för lång eller har fel form.
contact-kind-1 = Hemadress
contact-kind-2 = Arbetsadress
contact-kind-3 = Fritidsadress
contact-kind-6 = Kontaktuppgifter i ansökan
contact-kind-7 = Övriga kontaktuppgifter
former-superseded = Den har varit den studerandes egen och har nu ersatts. Den hittar fortfarande den studerande vid importer.
former-withdrawn = Den har aldrig hört till den studerande: den är felskriven, en testbeteckning eller någon annans.
field-hetu = Personbeteckning
field-hint-hetu = 11 tecken, till exempel 140398-9457
field-former = Vad händer med den nuvarande personbeteckningen?
field-words = Motivering med egna ord
field-needed = (obligatorisk)
field-first-names = Förnamn
field-call-name = Tilltalsnamn
field-hint-call-name = Ett av förnamnen eller flera efter varandra
field-surname = Efternamn
field-birth-date = Födelsetid
field-hint-birth-date = I formen 14.3.2004
field-sex = Kön
field-language = Modersmål
field-service-language = Kontaktspråk
field-nationalities = Medborgarskap
field-passports = Passnummer
field-emails = E-postidentifikationer
field-contact-kind = Typ
field-contact-street = Gatuadress
field-contact-postal-code = Postnummer
field-contact-city = Postanstalt
field-contact-municipality = Kommun
field-contact-country = Land
field-contact-phone = Telefon
field-contact-mobile = Mobiltelefon
field-contact-email = E-post
field-no-finnish-hetu = Den studerande har ingen finländsk personbeteckning.
field-similar-seen = Jag har sökt samma person i registret, och den studerande finns inte där från förut.
field-cause = Orsak
add-hetu-title = Lägg till personbeteckning
add-hetu-told = Efter att du sparat individualiseras den studerande automatiskt med uppgifterna i BDS.
add-hetu-send = Lägg till personbeteckning
add-hetu-do = Lägg till beteckningen ändå
replace-hetu-title = Byt personbeteckning
replace-hetu-told = En ny personbeteckning ersätter den nuvarande.
replace-hetu-send = Visa vad bytet ändrar
replace-hetu-do = Byt personbeteckning
remove-hetu-title = Ta bort personbeteckningen
remove-hetu-told = Ta bort en felaktig personbeteckning. Det som grundar sig på den upphör att gälla.
remove-hetu-send = Visa vad borttagningen ändrar
remove-hetu-do = Ta bort personbeteckningen
hetu-holder = Personbeteckningen hör till den studerande { $oid }. Öppna sidan och jämför uppgifterna.
way-link = Jämför och länka samma studerande
hetu-fixed = Varför personbeteckningen inte kan ändras
hetu-birth-date-differs = Födelsetiden i beteckningen är en annan än den studerandes. Kontrollera att beteckningen säkert är den här studerandes.
hetu-typed = Personbeteckningen som du skrev
correct-details-title = Den studerandes uppgifter
correct-details-told = När namnet på en studerande med personbeteckning rättas tillfrågas BDS på nytt automatiskt.
correct-details-birth-date = Födelsetiden kommer från personbeteckningen.
correct-details-told-register = Den studerande är individualiserad med uppgifterna i BDS. Du kan rätta bara uppgifter som BDS inte upprätthåller.
correct-details-send = Spara
identify-by-hand-title = Individualisera utan personbeteckning
identify-by-hand-told = Den studerande får ett studentnummer. Uppgifterna ovan måste vara fullständiga.
identify-by-hand-send = Individualisera
ask-register-title = Fråga BDS nu
ask-register-told = BDS tillfrågas på nytt med den studerandes personbeteckning, och resultatet syns på den studerandes sida.
ask-register-send = Fråga BDS
passivate-title = Passivera den studerande
passivate-told = Ett passiverat nummer används inte längre. Det svarar ändå alltid och anger att det är passivt.
passivate-send = Visa vad passiveringen ändrar
passivate-do = Passivera
reactivate-title = Aktivera den studerande
reactivate-told = Den studerande återgår till det läge som gällde utan passiveringen.
reactivate-send = Visa vad aktiveringen ändrar
reactivate-do = Aktivera
passivation-unused_number = Numret har uppstått i onödan och används ingenstans.
passivation-test_person = Testperson, ingen fysisk person
passivation-other = Annan orsak
passivation-choice-unused_number = Numret har uppstått i onödan och används ingenstans.
passivation-choice-test_person = Testperson, ingen fysisk person
passivation-choice-other = Annan orsak, skriv en motivering
look-title = System som har hämtat detta nummer
look-line = { $who }: senast { $when }, antal gånger den dagen: { $times }
look-nobody = Inget annat system än det som skickade in den studerande har hämtat numret härifrån.
look-elsewhere-unknown = Användning på annat håll är inte känd: numret kan finnas i andra system.
label-passive = Passiverad
label-service-language = Kontaktspråk
event-PassivePersonSent = En rad i en import ledde till en passiverad studerande
event-PersonPassivated = Den studerande passiverades
event-PersonReactivated = Den studerande aktiverades
event-ReasonStated = En motivering antecknades
event-IdentifierAttached = Den studerande fick en identifierare
event-IdentifierDetached = En identifierare togs bort från den studerande
event-IdentificationRequested = En administratör bad att BDS tillfrågas
event-MovedFromOnr = Den studerande hämtades från det gamla studentnummerregistret
refused-no-person = Det finns ingen sådan studerande
refused-no-person-next = Kontrollera OID.
refused-nothing-to-hand-over = Den studerande har inget fel
refused-nothing-to-hand-over-next = Inget behöver överlämnas: den studerande har lämnat fellistan.
refused-already-noted = Märkningen står redan så
refused-already-noted-next = Du behöver inte göra något.
refused-person-unreadable = Den studerandes personuppgifter har raderats, de kan inte öppnas eller registreringen har återkallats.
refused-person-unreadable-next = Ingenting kan ändras. Om detta är överraskande, meddela OID-numret till Utbildningsstyrelsen.
refused-person-passive = Den studerande är passiverad.
refused-person-passive-next = Be Utbildningsstyrelsen aktivera den studerande först.
refused-hetu-verified = Den studerande är individualiserad med uppgifterna i BDS, så personbeteckningen kan inte ändras här.
refused-hetu-verified-next = Om personbeteckningen är fel, be Utbildningsstyrelsen häva individualiseringen.
refused-hetu-verified-to-keeper = Den studerande är individualiserad via BDS, så personbeteckningen kan inte ändras här.
refused-hetu-verified-to-keeper-next = Om personbeteckningen är fel, häv först individualiseringen.
refused-hetu-there-already = Den studerande har redan en personbeteckning.
refused-hetu-there-already-next = Byt den eller ta bort den först.
refused-no-hetu-there = Den studerande har ingen personbeteckning.
refused-no-hetu-there-next = Lägg till en personbeteckning.
refused-hetu-the-same = Detta är den studerandes nuvarande personbeteckning.
refused-hetu-the-same-next = Skriv en annan personbeteckning. Om du vill att BDS tillfrågas på nytt, välj Individualisera.
refused-hetu-blank = Personbeteckningen innehåller ett mellanslag eller ett osynligt tecken.
refused-hetu-blank-next = Ta bort det.
refused-hetu-lookalike = Det sjunde tecknet ser bara ut som ett skiljetecken, till exempel ett streck från ordbehandling.
refused-hetu-lookalike-next = Skriv skiljetecknet på tangentbordet: + - U V W X Y A B C D E F.
refused-hetu-length = En personbeteckning har 11 tecken: sex siffror, skiljetecken, tre siffror och kontrolltecken.
refused-hetu-length-next = Kontrollera att inga tecken saknas eller är för många och att siffror och bokstäver står på rätt plats.
refused-hetu-separator = Det sjunde tecknet är inget skiljetecken i en personbeteckning.
refused-hetu-separator-next = Skiljetecknet är något av dessa: + - U V W X Y A B C D E F.
refused-hetu-date = De sex första siffrorna är inget datum.
refused-hetu-date-next = Kontrollera dag, månad och år.
refused-hetu-fits-hyphen = Skiljetecknet passar inte födelsetiden. Till datumet skulle passa - (född på 1900-talet).
refused-hetu-fits-hyphen-next = Kontrollera skiljetecknet med den studerande.
refused-hetu-fits-a = Skiljetecknet passar inte födelsetiden. Till datumet skulle passa A (född på 2000-talet).
refused-hetu-fits-a-next = Kontrollera skiljetecknet med den studerande.
refused-hetu-individual-number = Individnumren 000 och 001 ges inte åt någon.
refused-hetu-individual-number-next = Kontrollera tecknen 8–10.
refused-hetu-check-character = Kontrolltecknet stämmer inte med siffrorna.
refused-hetu-check-character-next = Något tecken är felskrivet: jämför vart och ett.
refused-hetu-test = Detta är en testbeteckning eller tillfällig personbeteckning, som aldrig slås upp i BDS.
refused-hetu-test-next = Om den studerande inte har någon annan personbeteckning, individualisera utan personbeteckning.
refused-fate-missing = Välj vad som händer med den nuvarande personbeteckningen.
refused-fate-missing-next = Om du är osäker, fråga den studerande.
refused-words-too-long = Motiveringen är för lång.
refused-words-too-long-next = Förkorta motiveringen till högst 2 000 tecken.
refused-words-malformed = Motiveringen innehåller tecken som inte får finnas i text.
refused-words-malformed-next = Skriv motiveringen utan styrtecken och andra tecken som inte är bokstäver.
refused-field-of-register = BDS upprätthåller denna uppgift, så den kan inte rättas här.
refused-field-of-register-next = Om uppgiften är fel kan den studerande låta rätta den hos DVV.
refused-changed-meanwhile = Någon annan har ändrat samma uppgift under tiden, så ingenting sparades.
refused-changed-meanwhile-next = Jämför versionerna och spara på nytt om din version är rätt. De andra fälten har det som du skrev, eller den nuvarande uppgiften om du inte ändrade fältet.
refused-nothing-changes = Ingenting ändrades.
refused-nothing-changes-next = Ändra någon uppgift eller återgå till den studerandes sida.
refused-first-names-missing = Förnamnen saknas.
refused-first-names-missing-next = Skriv alla förnamn.
refused-first-names-too-long = Förnamnen har för många tecken.
refused-first-names-too-long-next = Förkorta förnamnen till högst 255 tecken.
refused-first-names-malformed = Förnamnen har tecken som inte kan finnas i namn.
refused-first-names-malformed-next = Skriv namnen på nytt.
refused-call-name-too-long = Tilltalsnamnet har för många tecken.
refused-call-name-too-long-next = Förkorta tilltalsnamnet till högst 255 tecken.
refused-call-name-malformed = Tilltalsnamnet har tecken som inte kan finnas i namn.
refused-call-name-malformed-next = Skriv namnet på nytt.
refused-call-name-missing = Tilltalsnamnet saknas.
refused-call-name-missing-next = Skriv ett av förnamnen eller flera på varandra följande.
refused-call-name-not-among = Tilltalsnamnet är inget av förnamnen.
refused-call-name-not-among-next = Välj ett av förnamnen eller flera efter varandra.
refused-surname-missing = Efternamnet saknas.
refused-surname-missing-next = Skriv efternamnet.
refused-surname-too-long = Efternamnet har för många tecken.
refused-surname-too-long-next = Förkorta efternamnet till högst 255 tecken.
refused-surname-malformed = Efternamnet har tecken som inte kan finnas i namn.
refused-surname-malformed-next = Skriv namnet på nytt.
refused-birth-date-malformed = Födelsetiden är inget datum då den studerande kan ha fötts.
refused-birth-date-malformed-next = Skriv det i formen 14.3.2004. Det kan inte ligga i framtiden eller före år 1880.
refused-birth-date-of-hetu = Födelsetiden kommer från personbeteckningen.
refused-birth-date-of-hetu-next = Om det är fel, kontrollera personbeteckningen.
refused-sex-unknown = Könet finns inte i kodverket.
refused-sex-unknown-next = Välj i listan.
refused-language-unknown = Modersmålet finns inte i kodverket.
refused-language-unknown-next = Välj i listan.
refused-language-of-member = Modersmålet finns i en post som är länkad till den studerande, och det kan inte tömmas här.
refused-language-of-member-next = Välj rätt modersmål. Om posten gäller en annan person, häv länkningen.
refused-service-language-unknown = Kontaktspråket finns inte i kodverket.
refused-service-language-unknown-next = Välj i listan.
refused-nationality-unknown = Medborgarskapet finns inte i kodverket, eller så är de för många.
refused-nationality-unknown-next = Välj högst 20 i listan.
refused-nationality-of-member = Medborgarskapet finns i en post som är länkad till den studerande, och det kan inte tas bort här.
refused-nationality-of-member-next = Välj medborgarskapet på nytt. Om posten gäller en annan person, häv länkningen.
refused-contacts-malformed = Kontaktuppgifterna har ett för långt värde, en felaktig e-postadress eller en typ som bara BDS ger.
refused-contacts-malformed-next = Kontrollera kontaktuppgifterna.
refused-contact-email = E-postadressen är inte giltig.
refused-contact-email-next = Skriv adressen i formen namn@exempel.fi.
refused-passport-malformed = Passnumret är för långt, eller så är de för många.
refused-passport-malformed-next = Kontrollera numret.
refused-email-malformed = E-postidentifikationen är ingen e-postadress, eller så är de för många.
refused-email-malformed-next = Kontrollera adressen.
refused-email-in-use = E-postidentifikationen hör redan till en annan person.
refused-email-in-use-next = Kontrollera identifieraren med den studerande. Om den är rätt finns samma person två gånger i registret och uppgifterna ska länkas.
refused-identified-already = Den studerande är redan individualiserad.
refused-identified-already-next = Ingenting behöver göras.
refused-identify-has-hetu = Den studerande har en personbeteckning och individualiseras därför med uppgifterna i BDS.
refused-identify-has-hetu-next = Om personbeteckningen är fel, ta bort den först.
refused-identify-needs-first-names = Förnamnen saknas.
refused-identify-needs-first-names-next = Komplettera dem under Rätta uppgifter.
refused-identify-needs-call-name = Tilltalsnamnet saknas.
refused-identify-needs-call-name-next = Komplettera det under Rätta uppgifter.
refused-identify-needs-surname = Efternamnet saknas.
refused-identify-needs-surname-next = Komplettera det under Rätta uppgifter.
refused-identify-needs-birth-date = Födelsetiden saknas.
refused-identify-needs-birth-date-next = Komplettera det under Rätta uppgifter.
refused-identify-needs-sex = Könet saknas.
refused-identify-needs-sex-next = Komplettera det under Rätta uppgifter.
refused-identify-needs-language = Modersmålet saknas.
refused-identify-needs-language-next = Komplettera det under Rätta uppgifter.
refused-identify-needs-nationality = Medborgarskapet saknas.
refused-identify-needs-nationality-next = Komplettera det under Rätta uppgifter.
refused-no-finnish-hetu-unconfirmed = Bekräfta att den studerande inte har någon finländsk personbeteckning.
refused-no-finnish-hetu-unconfirmed-next = Om den studerande har en personbeteckning, lägg till den.
refused-similar-not-looked-at = Bekräfta att du har sökt samma person i registret.
refused-similar-not-looked-at-next = Se på de liknande studerandena som sidan visar, eller sök den studerande, och ange i formuläret att du har gjort det.
refused-no-hetu-to-ask-about = Den studerande har ingen personbeteckning att fråga BDS med.
refused-no-hetu-to-ask-about-next = Lägg till personbeteckningen eller individualisera utan den.
refused-test-hetu-not-asked = En testbeteckning eller tillfällig personbeteckning slås inte upp i BDS.
refused-test-hetu-not-asked-next = Ta bort den och individualisera utan personbeteckning, eller be om passivering av testpersonen.
refused-asked-already = BDS tillfrågas redan.
refused-asked-already-next = Resultatet syns på den studerandes sida.
refused-passive-already = Den studerande är redan passiverad.
refused-passive-already-next = Ingenting behöver göras.
refused-active-already = Den studerande är aktiv.
refused-active-already-next = Ingenting behöver göras.
refused-passivation-needs-words = Den här passiveringen kräver en skriftlig motivering.
refused-passivation-needs-words-next = Skriv varför den studerande passiveras.
refused-reactivation-needs-words = Aktiveringen kräver en skriftlig motivering.
refused-reactivation-needs-words-next = Skriv varför den studerande aktiveras.
refused-reversal-needs-words = Återkallandet kräver en skriftlig motivering.
refused-reversal-needs-words-next = Skriv varför händelsen återkallas.
review-undone-why = Administratören återkallade sitt beslut genast.
refused-passivation-cause-missing = Välj orsak till passiveringen.
refused-passivation-cause-missing-next = Om inget passar, välj Annan orsak.
edit-faults = { $n ->
    [one] Rätta en punkt
   *[other] Rätta { $count } punkter
    }
## Administratörens arbete: kortkommandon, liknande studerande, flera på en gång, egna åtgärder
keys-title = Kortkommandon
keys-elsewhere = På andra sidor
keys-close = Stäng
keys-off = Stäng av kortkommandona
key-next = Nästa studerande i listan
key-previous = Föregående studerande i listan
key-list = Tillbaka till listan
key-details = Rätta den studerandes uppgifter
key-hetu = Personbeteckning
key-identify = Individualisera
key-comparison = BDS-jämförelse
key-duplicates = Möjliga dubbletter
key-activity = Passivering eller begäran till Utbildningsstyrelsen
key-rows = Rader i importer
key-separate = Skilj åt två personer
key-sitting = Egna åtgärder
key-undo = Återkalla det senaste beslutet om en dubblett
key-search = Till sökfältet
key-keys = Denna lista
opens-beside = (öppnas i en ny flik)
similar-title = Liknande studerande
similar-told = { $n ->
    [0] I registret finns ingen som liknar den här studeranden.
    [one] Jämför med den här studeranden. Om det är samma person ska du inte individualisera utan länka.
   *[other] Jämför med dessa { $count } studerande. Om någon av dem är samma person ska du inte individualisera utan länka.
    }
similar-link = Länka samma person
similar-seen = { $n ->
    [0] Inga liknande studerande hittades, och jag känner inte till att personen redan finns i registret.
    [one] Jag har granskat den liknande studerandes uppgifter. Det är inte samma person.
   *[other] Jag har granskat uppgifterna för { $count } liknande studerande. Ingen av dem är samma person.
    }
refused-similar-came = Listan över liknande studerande har ändrats.
refused-similar-came-next = Granska listan och bekräfta på nytt.
edit-kept-again = Skicka formuläret på nytt
queue-chosen-ask = Fråga BDS nu
queue-chosen-passivate = Passivera
queue-asked-done = { $n ->
    [0] BDS tillfrågades inte om någon.
    [one] BDS tillfrågas på nytt om en studerande. Den studerande är bland de pågående tills BDS svarar.
   *[other] BDS tillfrågas på nytt om { $count } studerande. De är bland de pågående tills BDS svarar.
    }
queue-not-asked = { $n ->
    [one] Om en kan BDS inte tillfrågas: personbeteckningen saknas eller är en testbeteckning, en förfrågan pågår redan eller så saknar du rätt till den studerande.
   *[other] Om { $count } studerande kan BDS inte tillfrågas: personbeteckningen saknas eller är en testbeteckning, en förfrågan pågår redan eller så saknar du rätt till dem.
    }
queue-passivated = { $n ->
    [one] En studerande passiverades.
   *[other] { $count } studerande passiverades.
    }
passivate-several-title = Passivera valda studerande
passivate-several-told = Alla passiveras på en gång av samma orsak, eller ingen alls.
passivate-several-send = Visa vad som ändras
passivate-several-do = Passivera alla
passivate-several-chosen = { $n ->
    [0] Ingen är vald
    [one] En studerande
   *[other] { $count } studerande
    }
refused-nobody-chosen = Ingen är vald.
refused-nobody-chosen-next = Gå tillbaka till listan och välj studerande.
refused-too-many-chosen = För många är valda.
refused-too-many-chosen-next = Välj högst 100 studerande åt gången.
refused-one-unknown = En av de valda finns inte i registret.
refused-one-unknown-next = Kontrollera OID.
refused-one-unreadable = Uppgifterna för en av de valda har raderats eller kan inte öppnas.
refused-one-unreadable-next = Ta bort den studerande från valet.
refused-one-passive-already = En av de valda är redan passiverad.
refused-one-passive-already-next = Gå tillbaka till listan och välj på nytt.
sitting-title = Egna åtgärder
sitting-told = Vad du har gjort under denna session. Du loggade in { $when }.
sitting-none = Du har inte ändrat något under denna session.
sitting-waits-earlier = { $n ->
    [one] En åtgärd som du begärde tidigare väntar på en annan administratör.
   *[other] { $count } åtgärder som du begärde tidigare väntar på en annan administratör.
    }
sitting-when = Tid
sitting-what = Vad som gjordes
sitting-whom = Studerande eller import
sitting-state = Status nu
sitting-undo = Återkallande
sitting-reverse = Återkalla
sitting-correct = Rätta
sitting-reversed = Återkallad
sitting-of-keeper = Utbildningsstyrelsen kan återkalla detta
look-officials = Administratörer som har sett den studerandes uppgifter
look-no-official = Ingen annan har sett uppgifterna här.
look-acknowledged = System som har kvitterat att de fått numret
look-acknowledged-line = { $who }, { $when }
look-elsewhere = Användning någon annanstans
## Två tjänstemän
approvals-told = För dessa krävs en andra administratörs godkännande. Ingen godkänner sin egen begäran.
approvals-help = När behövs två administratörer?
approvals-none = Ingenting väntar på godkännande.
approvals-reason = Motivering
approvals-follows = Vad som händer
approvals-asked = Begärd av
approvals-learners = { $n ->
    [one] Studerande
   *[other] Studerande
    }
approvals-typed = Din motivering: { $words }
approvals-prevented = Det här kan inte längre godkännas. Avslå begäran om godkännande: den som begärde kan begära på nytt utifrån aktuella uppgifter.
approvals-prevented-own = Det här kan inte längre godkännas. Ta tillbaka begäran och begär vid behov på nytt utifrån aktuella uppgifter.
rows-of-import = { $n ->
    [one] 1 rad
   *[other] { $count } rader
    }
approvals-what = Begärt
approvals-own = Du har själv begärt detta, så en annan administratör avgör.
approvals-look = Se vad som händer
approvals-refuse = Avslå begäran om godkännande
approvals-refusal-reason = Motivering till avslaget
approvals-accept-title = Godkännande av begäran { $number }: { $kind }
approvals-request-reason = Motivering till begäran
approvals-request-open = Öppna begäran
approvals-ended = Senast avgjorda
approvals-outcome = Avgörande
approval-state-given = Godkänd
approval-state-refused = Avslagen
approval-state-taken-back = Tillbakatagen
approval-state-with-request = Upphörde tillsammans med begäran
approval-state-waits = Väntar på en annan administratör
approval-state-prevented = Kan inte längre godkännas
approvals-take-back = Ta tillbaka begäran
approvals-reason-missing = Skriv varför begäran avslås.
approvals-done-hyvaksytty = Begäran godkändes och det som begärdes har gjorts.
edit-not-done = Det här kunde inte göras
approvals-done-pyydetty = En annan administratör har ombetts godkänna. Ändringen görs när den har godkänts.
approvals-done-odottaa = Samma sak har redan begärts: begäran väntar på en annan administratör. Ingen ny begäran gjordes.
approvals-done-hylatty = Begäran avslogs. Ingenting ändrades.
approvals-done-peruttu = Din begäran togs tillbaka. Ingenting ändrades.
preview-show = Förhandsgranska
preview-needs-second = En andra administratör godkänner detta innan något görs.
field-ground = Grund
field-reason = Motivering
erasure-order = Bestäm att uppgifterna raderas
field-hint-reason = Grunden blir kvar bland händelserna. Den motivering som du skriver raderas med de andra uppgifterna.
refused-no-ground = Välj på vilken grund uppgifterna raderas
refused-no-ground-next = Välj grunden.
command-order-erasure = Radering av personuppgifter
command-order-erasure-title = Radering av personuppgifter
command-order-erasure-told = Uppgifterna om den studerande och dem som är länkade med denna förstörs för gott. OID och händelsernas ordning finns kvar.
command-order-erasure-send = Förhandsgranska
preview-ask = Begär godkännande
command-give-approval-title = En andra administratörs godkännande
command-give-approval-told = När du godkänner utförs det som begärts genast.
command-give-approval-do = Godkänn och utför
refused-no-approval = Begäran finns inte
refused-no-approval-next = Kontrollera numret på sidan Att godkänna.
refused-approval-decided = Ärendet är redan avgjort
refused-approval-decided-next = Du behöver inte göra något.
refused-own-approval = Du kan inte godkänna din egen begäran
refused-own-approval-next = Be en annan av Utbildningsstyrelsens administratörer titta på den. Du kan också ta tillbaka begäran.
refused-approval-unreadable = Begäran kan inte längre läsas, eftersom uppgifterna är raderade
refused-approval-unreadable-next = Avslå begäran.
refused-approval-changed = Uppgifterna har ändrats efter begäran
refused-approval-changed-next = Avslå begäran. Den som begärde kan göra en ny utifrån aktuella uppgifter.
refused-already-erased = Den studerandes uppgifter är redan raderade
refused-already-erased-next = Du behöver inte göra något.
refused-no-reason = Motiveringen saknas.
refused-no-reason-next = Skriv en motivering, högst 2 000 tecken.
event-ApprovalAsked = En andra administratörs godkännande begärdes
event-ApprovalGiven = En andra administratör godkände begäran
event-ApprovalRefused = Begäran om godkännande avslogs eller togs tillbaka
event-approval-taken-back = Du tog tillbaka din begäran om godkännande
event-approval-withdrawn = Begäran om godkännande togs tillbaka
event-approval-refused = En andra administratör avslog begäran om godkännande
act-approval-given = Du godkände en annan administratörs begäran
act-approval-refused = Du avslog en annan administratörs begäran om godkännande
act-of-command = { $act }: { $command }

act-comparison = BDS-jämförelse
done-yliajettu = Uppgifterna i BDS har tagits i bruk och den studerande är individualiserad.
done-paivitetty = Uppgifterna har uppdaterats från BDS.
done-purettu = Individualiseringen har hävts.
edit-comparison-title = BDS-jämförelse
comparison-answered = BDS svarade
comparison-none = BDS-jämförelse
comparison-none-why = Det finns inget att jämföra: BDS har inte gett uppgifter där namnet avviker från den studerandes namn. Kontrollera personbeteckningen med den studerande eller DVV.
comparison-none-hetu = Den studerande har ingen personbeteckning, så det finns inga uppgifter i BDS att jämföra med.
comparison-none-unknown = BDS känner inte till den studerandes personbeteckning, så det finns inget att jämföra med. Kontrollera personbeteckningen med den studerande eller DVV.
comparison-none-outage = BDS svarar inte just nu. BDS tillfrågas automatiskt på nytt när avbrottet är över.
comparison-none-waiting = BDS har inte svarat ännu.
comparison-verified = Den studerande är individualiserad med uppgifter ur BDS, så det finns inget att jämföra. Bara Utbildningsstyrelsen kan uppdatera uppgifterna ur BDS.
comparison-own = Studentnummerregistret
comparison-register = BDS
comparison-judged = Jämförelse
comparison-withdraw = Om personbeteckningen är fel, ta bort den
comparison-differs = avviker
comparison-similarity = likhet { $percent } % (tillräcklig 85 %)
comparison-nearly-same = Namnen är nästan lika
comparison-clearly-different = Namnen avviker tydligt: är personbeteckningen rätt?
override-title = Ersätt med BDS-uppgifter
override-told = Den studerandes uppgifter ersätts med uppgifterna i BDS, och den studerande individualiseras.
override-told-different = Säkerställ personbeteckningen och namnet först. Om personbeteckningen är fel, ta bort den under Personbeteckning: då tas inga uppgifter om en annan person i bruk.
override-send = Visa vad som ändras
override-do = Ersätt med BDS-uppgifter
refresh-title = Uppdatera från BDS
refresh-told = De gällande uppgifterna hämtas från BDS. För en administratör tas BDS-kontaktuppgifterna bort.
refresh-send = Uppdatera från BDS
revoke-title = Häv individualiseringen
revoke-told = Att häva en BDS-individualisering tar bort personbeteckningen och återställer uppgifterna som BDS hade ersatt.
revoke-send = Visa vad som ändras
revoke-do = Häv individualiseringen
field-verified-with = Med vem har personbeteckningen och namnet kontrollerats?
field-hint-events = Den händelse som du tryckte på och de som hör ihop med den är valda. En händelse som inte är vald förblir i kraft.
field-user = Vem är personen?
field-way = Vilken individualisering hävs?
verified-with-learner = Den studerande själv
verified-with-dvv = DVV (BDS)
verified-with-oph = Utbildningsstyrelsen, som kontrollerade saken med DVV
user-learner = En studerande
user-staff = En administratör
refused-no-comparison = Det finns inga BDS-uppgifter att jämföra med.
refused-no-comparison-next = Kontrollera personbeteckningen, eller be att BDS tillfrågas på nytt.
refused-register-record-changed = Uppgifterna i BDS har ändrats efter jämförelsen.
refused-register-record-changed-next = Be att BDS tillfrågas på nytt under Individualisera och jämför sedan.
refused-record-hetu-in-use = Personen i BDS har redan en post i det här registret.
refused-record-hetu-in-use-next = Samma person finns två gånger i registret, och uppgifterna ska länkas.
refused-verified-with-missing = Namnen avviker tydligt: ange med vem personbeteckningen och namnet har kontrollerats.
refused-verified-with-missing-next = Om personbeteckningen är fel, ta bort den.
refused-not-identified-from-register = Den studerande är inte individualiserad med uppgifterna i BDS.
refused-not-identified-from-register-next = Individualisera den studerande först.
refused-register-knows-nobody = BDS känner inte till personbeteckningen.
refused-register-knows-nobody-next = Kontrollera saken med DVV.
refused-register-gives-no-record = BDS gav inga uppgifter som kan tas i bruk.
refused-register-gives-no-record-next = Försök på nytt senare eller kontrollera saken med DVV.
refused-hetu-changed-meanwhile = Personbeteckningen har ändrats efter att BDS tillfrågades. Ingenting ändrades.
refused-hetu-changed-meanwhile-next = Fråga BDS på nytt.
refused-register-says-the-same = Uppgifterna är redan desamma som i BDS.
refused-register-says-the-same-next = Ingenting behöver göras.
refused-register-away = BDS svarar inte just nu. Ingenting ändrades.
refused-register-away-next = Försök på nytt om en stund.
refused-user-missing = Ange om personen är studerande eller administratör.
refused-user-missing-next = För en administratör tas BDS-kontaktuppgifterna bort.
refused-not-identified-so = Den studerande är inte individualiserad på detta sätt.
refused-not-identified-so-next = Välj en gällande individualisering.
refused-revocation-needs-words = Att häva en individualisering kräver en skriftlig motivering.
refused-revocation-needs-words-next = Skriv varför individualiseringen hävs.

## Länkning och återkallande
refused-link-nobody-chosen = Du valde ingen studerande, eller så är OID:t inte en studerandes.
refused-link-nobody-chosen-next = Välj den andra studeranden i listan eller ange OID.
refused-link-two-others = Du valde en studerande i listan och skrev dessutom en annan studerandes OID.
refused-link-two-others-next = Välj antingen en studerande i listan eller ange ett OID.
refused-link-no-other = Den andra studeranden finns inte
refused-link-no-other-next = Kontrollera den andra studerandens OID.
refused-linked-already = De här OID-numren hör redan till samma studerande
refused-linked-already-next = Om du menade en annan studerande, ange den studerandes OID.
refused-link-unreadable = Den andra studerandens uppgifter är raderade eller ogiltiga, eller kan inte läsas
refused-link-unreadable-next = Länka endast studerande vars uppgifter kan läsas.
refused-both-verified = Båda studerandena är individualiserade med BDS-uppgifter
refused-both-verified-next = De studerande kan sammanföras om de är samma person enligt BDS. Det gör Utbildningsstyrelsen.
refused-both-identified = En administratör har individualiserat båda studerandena
refused-both-identified-next = För länkningen behövs rättigheten YKSILOINNIN_PURKU. Be någon som har den, eller Utbildningsstyrelsen, länka studerandena.
refused-hetu-of-eidas = Den studerande är individualiserad med en eIDAS-identifierare, så det finns ingen personbeteckning.
refused-hetu-of-eidas-next = Häv individualiseringen först eller lämna bort personbeteckningen.
refused-keeper-reactivates = Bara Utbildningsstyrelsen kan aktivera en passiverad studerande.
refused-keeper-reactivates-next = Be Utbildningsstyrelsen aktivera den studerande.
refused-link-of-verified = Någon av dem som ska länkas är individualiserad via BDS eller eIDAS, eller har en personbeteckning.
refused-link-of-verified-next = Länka studeranden utan tvång eller be Utbildningsstyrelsen om hjälp.
refused-other-heads = Den valda studeranden kan inte vara huvudperson
refused-other-heads-next = Den andra är individualiserad eller har en personbeteckning och är därför huvudperson. Länka utan val.
refused-hetu-of-member = Båda studerandena har en personbeteckning
refused-hetu-of-member-next = Välj i formuläret om den länkade studerandens personbeteckning är samma persons eller felaktig.
refused-no-event = Händelsen finns inte
refused-no-event-next = Kontrollera händelsens nummer i studerandens historik.
refused-reversal-nothing-chosen = Ingen händelse är vald.
refused-reversal-nothing-chosen-next = Välj minst en händelse eller gå tillbaka till den studerandes sida.
refused-not-reversible = Händelsen kan inte återkallas
refused-not-reversible-next = Den berättar vad som har hänt. Korrigera studerandens uppgifter på annat sätt.
refused-already-reversed = Händelsen är redan återkallad
refused-already-reversed-next = Återkallandet kan återkallas i studerandens historik.
refused-undo-not-of-sitting = Här kan du återkalla endast en länkning som du har gjort under denna session
refused-undo-not-of-sitting-next = Återkalla länkningen i den studerandes historik.
refused-reversal-erased = Studerandens uppgifter är raderade
refused-reversal-erased-next = En raderad studerandes händelser kan inte återkallas.
refused-reversal-undecided = Återkallandet strider mot de nuvarande uppgifterna
refused-reversal-undecided-next = Se konflikterna och avgör var och en innan du återkallar.
refused-reversal-too-many = Återkallandet skulle gälla över 500 händelser
refused-reversal-too-many-next = Återkalla händelserna i delar.

## Att sammanföra två studerande som individualiserats via BDS
act-merge = Sammanför med en annan studerande som individualiserats via BDS
edit-merge-title = Två studerande som individualiserats via BDS sammanförs
merge-title = Sammanför studerandena
merge-told = BDS tillfrågas om bådas personbeteckningar. Studerandena kan sammanföras endast om de är samma person enligt BDS. Det äldre numret förblir i kraft, och båda personbeteckningarna leder till den studerande. De BDS-uppgifter visas som har fåtts med den gällande personbeteckningen. En andra administratör ska godkänna åtgärden, och den kan återkallas.
merge-send = Visa vad som ändras
merge-do = Begär godkännande
merge-other = Den andra studerandens OID
command-merge-verified = Två studerande som individualiserats via BDS sammanförs
review-merge = Sammanför studerandena { $one } och { $other }
refused-merge-not-verified = Den ena studeranden är inte individualiserad via BDS
refused-merge-not-verified-next = Länka studerandena i stället: de behöver inte sammanföras.
refused-merge-nobody-chosen = Den andra studeranden saknas
refused-merge-nobody-chosen-next = Ange den andra studerandens OID.
refused-merge-needs-words = Att sammanföra studerande kräver en skriftlig motivering.
refused-merge-needs-words-next = Skriv varför studerandena sammanförs.
refused-merge-hetu-changed = Den ena studerandens personbeteckning har ändrats under tiden
refused-merge-hetu-changed-next = Granska studerandena och begär på nytt.
refused-merge-register-silent = Enligt BDS finns det ingen person som har båda personbeteckningarna
refused-merge-register-silent-next = Kontrollera båda personbeteckningarna hos DVV. Studerande sammanförs bara när BDS har en person med båda.
refused-merge-register-says-two = Studerandena är två olika personer enligt BDS
refused-merge-register-says-two-next = Håll studerandena åtskilda. Om BDS har fel måste DVV först rätta det.

act-link = Möjliga dubbletter
edit-link-title = Möjliga dubbletter och länkning
edit-reverse-title = Återkallande av en händelse
entry-reverse = Återkalla händelsen
done-linkitetty-hetut = Studerandena länkades till varandra. Båda personbeteckningarna leder till den studerande. Uppdatera den studerandes uppgifter från BDS, så ser du vilken beteckning som gäller.
done-linkitetty = Studerandena länkades till varandra.
done-peruttu = Återkallandet har gjorts.
link-title = Länka en annan studerande
link-told = Länkade studerande har ett studentnummer. Inga uppgifter flyttas, och länkningen kan återkallas.
link-send = Visa vad som ändras
link-do = Länka
link-candidates = Möjliga dubbletter
link-nobody = Inga möjliga dubbletter hittades.
link-compared = Jämförelse: { $name }
link-too-little = För lite är känt om den ena för att de ska kunna jämföras.
link-note = Observera
link-told-apart = En administratör har bedömt att det är fråga om två olika personer.
link-heads-verified = Huvudperson är { $oid }, eftersom den studerande är individualiserad via BDS och den andra inte.
link-heads-by-hand = Huvudperson är { $oid }, eftersom en administratör har individualiserat den studerande och den andra inte är individualiserad.
link-heads-hetu = Huvudperson är { $oid }, eftersom den studerande har en personbeteckning och den andra inte.
link-heads-chosen = Huvudperson är { $oid }, enligt ditt val.
link-heads-oldest = Huvudperson är { $oid }, eftersom numret är äldre.
link-heads-smaller = Huvudperson är { $oid }: numren gavs samtidigt, och detta är det mindre av dem.
link-oid = OID { $oid }
link-member = Numret { $oid } som du angav är länkat till det här numret.
pair-judged-title = Tidigare konstaterats vara olika personer
pair-judged = { $one } och { $other }: { $who }, { $when }.
link-application = Ansökan { $number }
link-applications = Ansökningar
link-applications-away = Ansökningstjänsten svarar inte just nu, och därför visas inga ansökningar. Övriga uppgifter är aktuella.
link-open = Öppna uppgifterna om studerande { $oid }
link-proposed = Sannolikt samma person ({ $points } poäng)
link-unlikely = Sannolikt olika personer ({ $points } poäng)
link-possible = Kanske samma person ({ $points } poäng)
link-carried = Föreslås inte utan denna uppgift: { $fields }
link-turned = Skulle föreslås om dessa vore lika: { $fields }
link-or = eller
link-finding = { $field }: { $rule } ({ $points })
link-head-auto = Registret väljer
link-head-this = Den här studeranden
link-head-other = Den andra studeranden
link-hetu = Om båda har en personbeteckning: den länkade studerandens personbeteckning
link-hetu-kept = Den är samma studerandes och leder fortfarande till samma person
link-hetu-withdrawn = Den är felaktig: en testbeteckning eller någon annans
link-records = De studerande bredvid varandra
field-other = Den andra studeranden
field-other-oid = Eller den andra studerandens OID
link-other-oid-alone = Den andra studerandens OID
field-head = Huvudperson, om uppgifterna inte avgör det
field-events = Vilka händelser återkallas?
field-give-up = Studeranden blir utan identifieraren, och den förblir hos den som har den nu
reverse-title = Återkalla händelser
reverse-told = Händelsen finns kvar i historiken men beaktas inte längre. Allt är som om den inte hade funnits, och senare ändringar kvarstår.
reverse-send = Visa vad som ändras
reverse-do = Återkalla händelserna
reverse-event = { $what } (händelse { $position })
reverse-choice = { $what } { $when } (händelse { $position })
reverse-goes = Återkallas
reverse-void = Registreringen återkallas
reverse-void-told = Numret blir ogiltigt: det svarar fortfarande men har inga uppgifter längre, inte heller sådana som har rättats senare.
reverse-comes-back = Gäller igen
reverse-asked-again-title = BDS tillfrågas på nytt
reverse-asked-again = Personbeteckningen för studerande { $oid } gäller fortfarande. Om BDS känner till den individualiseras den studerande genast på nytt. Om beteckningen är fel, återkalla också att den lades till eller ta bort den.
reverse-asked-anew = Studerande { $oid } får tillbaka sin personbeteckning. Om BDS känner till den individualiseras den studerande genast.
reverse-import = Återtagandet av en import återkallas
reverse-learners = { $n ->
    [one] en studerande ändras
   *[other] { $count } studerande ändras
}
reverse-kept = Förblir i kraft
reverse-conflicts = Avgör först
reverse-to-head = Gjordes för huvudpersonen under länkningen och blir kvar där
reverse-rows-to-head = Rader som ledde till huvudpersonen under länkningen och blir kvar där
reverse-why-named = vald
reverse-why-same = i samma åtgärd
reverse-why-caused = följde av händelse { $position }
reverse-kept-decided = en administratörs beslut; välj det nedan om det ska återkallas
reverse-kept-left = lämnad i kraft
reverse-taken = Den identifierare som { $of } skulle få tillbaka tillhör nu { $holder }.
reverse-holder = Öppna den studerande { $oid } som har identifieraren nu
reverse-two-links = Studerande { $member } skulle vara länkad två gånger. Välj vilken länkning som blir kvar och återkalla också den andra: händelse { $one } eller { $other }.
reverse-one-goes = Studerande { $member } skulle vara länkad två gånger. Återkalla också händelse { $edge }, eller återkalla inte den här.
reverse-edge = { $position } (länken till { $to })
reverse-circle = Länkningarna skulle bilda en cirkel från studerande { $member }. Återkalla också händelse { $edge }.
reverse-void-head = Studerande { $member } skulle vara länkad till en ogiltig studerande. Återkalla också händelse { $edge }.
reverse-both-verified = De studerande { $member } och { $other } har båda individualiserats via BDS och kan inte länkas (händelse { $edge }). Återkalla inte detta. Om de är samma person, sammanför dem.
rule-same = samma
rule-similar = nästan samma
rule-sounds-alike = låter likadant
rule-former = tidigare namn
rule-swapped = namnen har bytt plats
rule-some-missing = en del av namnen saknas
rule-partly = delvis samma
rule-day-and-month-swapped = dag och månad har bytt plats
rule-one-part-differs = en del skiljer sig
rule-missing = saknas
rule-different = olika
rule-both-confirmed = BDS har bekräftat båda
command-revoke-identification = Hävning av BDS-individualisering

# Importrader som leder till fel studerande
act-rows = Rader i importer
edit-rows-title = Till vem rader i importer leder
done-rivit = Raderna kopplades. Avsändaren ser ett ändrat nummer i importens rapport.
rows-title = Koppla rader
rows-told = Välj för varje rad. När en rad flyttas till en annan studerande får avsändaren den studerandens nummer. Avsändaren förlorar åtkomsten till den här studeranden om ingen annan rad ger den.
rows-send = Visa vad som ändras
rows-do = Koppla raderna
rows-label = Rader
rows-none-turn = Varje rad leder hit med en identifierare som fortfarande är den studerandes.
rows-of-linked = Raderna för numret { $oid }
rows-turn = { $n ->
    [one] { $count } rad kom med en identifierare som inte längre är den studerandes. Avgör till vem den leder.
   *[other] { $count } rader kom med en identifierare som inte längre är den studerandes. Avgör till vem var och en leder.
}
rows-not-shown = { $n ->
    [one] { $count } rad till visas inte.
   *[other] { $count } rader till visas inte.
}
row-label = Rad { $row } i import { $import }
row-turns = Identifieraren är inte längre den studerandes
row-sent = Skickad som { $name }
row-reference = Referens { $tunniste }
row-stays = Stannar hos den här studeranden
row-other = Flyttas till en annan studerande
row-new = Flyttas till en ny studerande
field-row = Rad
field-to = Den andra studerandens OID
field-hint-to = Alla rader som flyttas till en annan studerande flyttas till den här. Alla som flyttas till en ny studerande flyttas till samma nya.
detail-row-stays = Raden stannar hos den studerande
detail-row-moved = Raden flyttades från studeranden { $from } till studeranden { $to }
row-cause-identifier_ended = Identifieraren som raden kom med är inte längre den studerandes
row-cause-registration_void = Registreringen av den studerande har återkallats
row-cause-wrong_person = Raden ledde till fel studerande
refused-row-elsewhere = En rad leder inte längre till den här studeranden
refused-row-elsewhere-next = Öppna sidan på nytt och se på raderna.
refused-rows-none = Ingen rad skulle ändras
refused-rows-none-next = Välj för minst en rad vart den flyttas eller att den stannar.
refused-rows-too-many = För många rader på en gång
refused-rows-too-many-next = Välj högst 100 rader.
refused-row-no-target = Den andra studeranden finns inte, eller du saknar rättighet till den
refused-row-no-target-next = Kontrollera OID. Om den studerande hör till en annan organisation, be Utbildningsstyrelsen.
refused-row-target-unreadable = Den andra studerandens uppgifter kan inte användas
refused-row-target-unreadable-next = De har raderats eller återkallats. Välj en annan studerande eller en ny.
refused-row-target-passive = Den andra studeranden är passiverad
refused-row-target-passive-next = Be Utbildningsstyrelsen aktivera den studerande först, eller välj en annan.
refused-row-same-person = Raden leder redan till den här studeranden
refused-row-same-person-next = Välj att raden stannar, eller ge en annan studerandes OID.
refused-row-person-void = Raden kan inte stanna hos en studerande vars registrering har återkallats
refused-row-person-void-next = Välj en annan studerande eller en ny.
refused-row-unreadable = Det som skickades på raden kan inte längre läsas
refused-row-unreadable-next = Avsändaren skickar den studerande på nytt.

command-reverse-events = Återkallande av händelser
event-MarkedNotDuplicate = Det antecknades att det inte är samma person
detail-apart = { $one } och { $other } är inte samma person ({ $points } poäng).
done-erotettu = Det antecknades att de inte är samma person. De är möjliga dubbletter igen när uppgifterna ändras.
done-avattu = De två är möjliga dubbletter igen.
apart-title = Inte samma person
apart-told = De visas inte längre som möjliga dubbletter av varandra förrän en identifierare, ett namn, födelsedatumet eller BDS-uppgifterna ändras. Anteckningen kan återkallas.
apart-send = De är inte samma person
reopen-title = Tidigare bedömt: inte samma person
reopen-told = När anteckningen återkallas är de två möjliga dubbletter igen.
reopen-send = Återkalla anteckningen
refused-apart-already = Det är redan antecknat att de inte är samma person
refused-apart-already-next = Du behöver inte göra något.
refused-not-apart = Det är inte antecknat att de är två personer, eller så har uppgifterna ändrats sedan dess
refused-not-apart-next = Se på de möjliga dubbletterna som de är nu.
review-title = Dubbletter
review-told = Studerande som troligen har flera nummer, de troligaste först. Jämför uppgifterna och fatta beslut.
review-left = { $n ->
    [one] En grupp återstår.
   *[other] { $count } grupper återstår.
 }
review-empty = Det finns inget kvar att besluta om.
review-held = { $n ->
    [one] En annan administratör behandlar den sista gruppen. Titta igen om några minuter.
   *[other] Andra administratörer behandlar de { $count } grupper som återstår. Titta igen om några minuter.
}
review-heading = { $n ->
   *[other] { $count } studerande, troligen samma person
 }
review-differs = avviker
review-since = Registrerad
review-pair = { $one } och { $other }
review-records = Vilka av dem
review-impact = Vad länkningen ändrar
review-decision = Beslut
review-keys = Välj med mellanslag eller piltangenterna och tryck på Enter. Z återkallar det föregående beslutet.
review-same = De är samma person
review-apart = De är inte samma person
review-later = Besluta senare
review-words = Motivering (frivillig)
review-send = Fortsätt
review-reads = Du kan se kön men inte besluta om dessa studerande.
review-next = Fortsätt
review-undo = Återkalla
review-done-linkitetty-hetut = Studerandena länkades till varandra. Båda personbeteckningarna leder till den studerande. Uppdatera den studerandes uppgifter från BDS, så ser du vilken beteckning som gäller.
review-done-linkitetty = De studerande länkades.
review-done-erotettu = Det antecknades att de inte är samma person.
review-done-samat = De likadana studerande länkades.
review-done-samat-osa = En del länkades. Resten har ändrats eller kan inte länkas.
review-done-erotettu-osa = För en del antecknades att de inte är samma person. Resten har ändrats eller kan inte avgöras.
review-done-peruttu = Beslutet återkallades.
review-further = I de första grupperna finns inga av era studerande.
review-identical-open = Visa studerande vars alla uppgifter är desamma
review-identical-none = Det finns inga sådana i de sannolikaste grupperna.
review-identical-title = Likadana studerande
review-identical-told = Uppgifterna är desamma i alla fält som jämförs. De kan länkas på en gång.
review-identical-chosen = Länka dessa
review-identical-send = { $n ->
    [one] Länka en grupp
   *[other] Länka { $count } grupper
 }
refused-review-moved = Något har ändrats sedan sidan visades, och inget beslut fattades
refused-review-moved-next = Jämför en gång till.
refused-review-nobody = Minst två studerande måste väljas
refused-review-nobody-next = Välj dem som beslutet gäller.
refused-review-undecided = Inget har valts
refused-review-undecided-next = Välj ett beslut.
event-ImportUndoOrdered = Det beslutades att en import återtas
event-ImportRowsUndone = Rader i en import återtogs
kept-because-official = en administratör har behandlat den studerande
kept-because-other_import = en annan import bygger på den
kept-because-register = BDS har ändrat den studerandes uppgifter sedan dess
kept-because-program = ett program har behandlat den studerande
kept-because-fetched = en annan organisation har hämtat numret
approvals-import = Import
command-undo-import = Återtagande av en import
undo-follows = De studerandes uppgifter ändras i delar när importen återtas.
undo-link = Återta hela importen
undo-link-rest = Se om också resten av raderna kan återtas
undo-heading = Återtagande av import { $number }
undo-title = Återtagande av en import
undo-back = Tillbaka till importen
undo-told = Det som importens rader gjorde med studerande gäller inte längre: nummer som den skapade blir ogiltiga och åtkomst som den gav upphör. Rader som andra bygger på behålls.
undo-help = Vad leder återtagandet till?
undo-undone = { $n ->
    [one] En rad återtas.
   *[other] { $count } rader återtas.
 }
undo-kept = { $n ->
    [one] En rad behålls.
   *[other] { $count } rader behålls.
 }
undo-nothing-done = { $n ->
    [one] En rad har inte ändrat något som fortfarande gäller.
   *[other] { $count } rader har inte ändrat något som fortfarande gäller.
 }
undo-left = { $n ->
    [one] Importen återtas: en rad har ännu inte gåtts igenom.
   *[other] Importen återtas: { $count } rader har ännu inte gåtts igenom.
}
undo-waits = Återtagandet av den här importen väntar på en annan administratör
undo-waits-for-you = Återtagandet av den här importen väntar på ett godkännande som du kan ge
undo-waits-prevented = För återtagandet av den här importen har begärts ett godkännande som inte längre kan ges
restore-waits-prevented = För återkallandet av den här importens återtagande har begärts ett godkännande som inte längre kan ges
restore-waits = Återkallandet av återtagandet av den här importen väntar på en annan administratör
restore-waits-for-you = Återkallandet av återtagandet av den här importen väntar på ett godkännande som du kan ge
undo-goes-title = Rader som återtas
undo-becomes = Vad som händer
undo-voids = Numret blir ogiltigt: importen skapade det
undo-leaves = Den åtkomst till den studerande som importen gav upphör
undo-kept-title = Rader som behålls
undo-why = Orsak
undo-requests = Öppna begäranden som gäller dessa studerande
undo-send = Visa vad som ändras
undo-do = Återta importen
refused-import-unfinished = Rader i importen behandlas ännu
refused-import-unfinished-next = Vänta tills importen är behandlad.
refused-undo-underway = Importen håller på att återtas
refused-undo-underway-next = Se hur långt återtagandet har kommit.
refused-undo-nothing = Inget i importen kan återtas
refused-undo-nothing-next = Importen har kanske redan återtagits: det står på importens sida. Annars säger sidan för återtagandet varför raderna behålls.
refused-words-missing = Motiveringen saknas.
refused-words-missing-next = Skriv en motivering.
entry-effects = Vad den ledde till
effects-title = Vad en händelse ledde till
effects-told = Händelsen, det som gjordes med samma åtgärd och det som följde av den. Vid varje står hur den kan återkallas.
effects-same-command = Med samma åtgärd.
effects-caused = Följde av den.
effects-reversed = gäller inte längre
effects-restored = gäller igen
effects-reversal = Den kan återkallas
effects-undone-by = Gäller inte längre: återkallad genom händelse { $position }.
effects-undone = Gäller inte längre.
effects-nothing = Berättar vad som hände och kan inte återkallas.

## Command line
cli-history-personal = Det som följer är personuppgifter.
cli-errors-page = Den studerandes sida
cli-import-fault = { $place }: { $field }: { $cause } { $next }
cli-import-whole-row = raden
cli-import-place = rad { $row }
cli-import-place-line = rad { $row } (filens rad { $line })
cli-import-place-lines = rad { $row } (filens rader { $lines })
cli-import-more-refused = … och { $count } rader till avvisades; alla finns i resultatet (med --json även varför).
cli-import-rows-refused = Avvisade rader { $refused }, goda { $good }.
cli-import-received = Import { $import } har tagits emot. Rader: { $rows }.
cli-import-dry-run = Provkörning: ingenting skickas.
cli-import-strict = Ingenting skickas, eftersom rader avvisades och --strict är angivet.
cli-import-not-resolved = { $count } rader är ännu inte behandlade, och ingenting har hänt på en stund. Rapporten berättar om BDS svarar.
cli-import-not-identified = { $count } studerande är inte individualiserade, och ingenting har hänt på en stund: antingen svarar BDS inte just nu, eller så finns de i importrapporten.
cli-import-goes-on = Mottaget: import { $imports }. Registret fortsätter automatiskt; läget syns på sidan:
cli-import-follow = Följ den med samma flaggor:
cli-import-rows = Rader: { $all }. Individualiserade: { $identified }, inte individualiserade: { $unidentified }, passiva: { $passive }.
cli-import-conflicts = { $count } { $n ->
    [one] rad
   *[other] rader
} avviker från registret (skiljaktighet): kontrollera de studerandes uppgifter i ert eget register.
cli-import-refused = { $count } { $n ->
    [one] rad avvisades
   *[other] rader avvisades
} i registret efter att importen hade tagits emot.
cli-import-unknown = För { $count } resultat är raden inte känd: ge varje rad ett eget id (tunniste) så att raderna kan skiljas åt.
cli-import-page = Felaktiga rader på importens sida: { $address }
cli-import-page-whole = Importens sida: { $address }
cli-import-reported = { $count } { $n ->
    [one] rad som inte skickades
   *[other] rader som inte skickades
} har anmälts till registret.
cli-import-not-reported = Raderna som inte skickades anmäldes inte: { $why }
cli-import-nothing-sent = ingenting skickades, så det finns ingen import som de kunde visas vid.
cli-import-other-registry = registret tar inte emot dem, eller rättigheten saknas.
migrate-read = { $persons } personer lästes på { $seconds } s ({ $speed } personer/s)
migrate-new = { $new } nya, { $changed } ändrade, { $events } händelser skrevs
migrate-here = här
migrate-not-taken = hämtas inte
migrate-compared = { $compared } personer jämfördes i båda registren; { $differing } av dem skiljer sig
migrate-differ = { $differing } av { $compared } jämförda personer är inte lika i båda registren, den första { $first }: kör samma kommando igen
migrate-persons = personer
migrate-hetus = personbeteckningar
migrate-former-hetus = tidigare personbeteckningar
migrate-from-register = individualiserade via BDS
migrate-by-official = individualiserade av en administratör
migrate-by-eidas = individualiserade med eIDAS
migrate-passive = passiva
migrate-passports = passnummer
migrate-identifications = e-postidentifikationer och konton
migrate-eidas = eIDAS-identifierare
migrate-organisations = organisationer för personer
migrate-contacts = grupper av kontaktuppgifter
migrate-links = länkar
migrate-imports = importer
migrate-import-rows = rader i importer
migrate-external-ids = externa identifierare
migrate-guardians = vårdnadsförhållanden
migrate-former-municipalities = tidigare hemkommuner
migrate-imports-left = importer hämtades inte: de är inte behandlade i ONR, eller saknar rader
migrate-left-link-unknown = länken hämtades inte: den ena personen finns inte här
migrate-left-linked-otherwise = länken hämtades inte: personen är här länkad till en annan
migrate-left-circle = länken hämtades inte: personerna skulle leda till varandra
migrate-left-link-erased = länken hämtades inte: den ena personens uppgifter har raderats här
migrate-left-not-an-oid = personen hämtades inte: numret är inte en persons OID
migrate-left-too-large = personen hämtades inte: uppgifterna ryms inte i en händelse
migrate-left-erased = personen hämtades inte: uppgifterna har raderats här, eller kan inte läsas
migrate-left-changed-here = ändringen hämtades inte: personen har ändrats även här
migrate-left-malformed = { $identifier } hämtades inte: formen är felaktig
migrate-left-in-use = { $identifier } hämtades inte: en annan person har den
migrate-left-no-hetu = individualiseringen via BDS hämtades inte: personen saknar personbeteckning
migrate-left-no-eidas = individualiseringen med eIDAS hämtades inte: personen saknar en sådan identifierare
migrate-left-identification-ended = hävningen av individualiseringen hämtades inte: häv individualiseringen här
migrate-left-link-ended = upphävandet av länken hämtades inte: upphäv länken här
migrate-left-not-correctable = spärrmarkeringen, eller uppgiften att finländsk personbeteckning saknas, hämtades inte
migrate-left-organisation = organisationen hämtades inte: koden är inte en organisations OID
migrate-left-contact = kontaktuppgifterna hämtades inte: okänt slag
## Kvittering av ändringar
consumers-title = Kvittering av ändringar
consumers-told = Systemen hämtar ändringarna i registret och kvitterar till vilken händelse de har tagits emot.
consumers-none = Inget system har ännu kvitterat ändringar.
consumers-system = System
consumers-upto = Kvitterat till händelse
consumers-at = Kvitterat
consumers-left = Inte kvitterade
consumers-oldest = Äldsta inte kvitterade
consumers-removal = Ta bort ur förteckningen
consumers-remove = Ta bort
consumers-removal-told = Ett system som inte längre används kan tas bort ur förteckningen. Dess tidigare kvitteringar bevaras, och det återkommer i förteckningen när det kvitterar ändringar på nytt.
consumers-not-yet = Inte ännu
consumers-event-title = Kvittering av en händelse
consumers-event = Händelsens nummer
consumers-event-hint = Numret finns i den studerandes historik på sidan Vad en händelse ledde till.
consumers-of-event = Kvittering av händelse { $event }
consumers-no-event = Händelsen finns inte, eller så meddelas systemen inte om den.
event-ChangesAcknowledged = Ett system kvitterade ändringar
event-ConsumerRemoved = Ett system togs bort från förteckningen över kvitteringar
refused-cursor-behind = Ändringarna är redan kvitterade längre än så
refused-cursor-behind-next = Kvittera värdet cursor i det senaste svaret.
refused-cursor-ahead = Registret har inte så många händelser
refused-cursor-ahead-next = Använd ett värde cursor som registret har gett. Om registret har återställts från en säkerhetskopia, hämta ändringarna på nytt.
## Begäran till Utbildningsstyrelsen
requests-title = Begäranden
requests-open = Öppna begäranden
requests-open-told = Organisationernas administratörer begär detta av Utbildningsstyrelsen. Den äldsta står först.
requests-open-none = Det finns ingen öppen begäran.
requests-own = Egna begäranden
requests-own-told = Det du har begärt av Utbildningsstyrelsen, och svaren. En ny begäran gör du på den studerandes sida.
requests-own-none = Du har inte gjort någon begäran.
requests-to-own = Egna begäranden
requests-to-open = Öppna begäranden
request-number = Nummer
request-asked = Begäran
request-people = Studerande
request-people-of = { $n ->
    [one] Studerande
   *[other] Studerande
  }
request-fetched = System som har hämtat numret
request-fetched-nobody = Inget annat system än den begärande organisationens eget har hämtat numret härifrån.
request-check-words = Vad som ska kontrolleras och varför
request-organisations = Organisation
request-when = Begärd
request-others = och { $count } { $n ->
    [one] till
   *[other] till
  }
request-other = Den andra studerande
request-answer = Utbildningsstyrelsens svar
request-statement = Försäkran
request-statement-unused = Enligt den som begärde används numret inte på annat håll.
request-done-about = (inte längre öppen)
request-done-accepted = Begäran har godkänts och utförts.
request-done-refused = Begäran har avslagits.
request-done-withdrawn = Begäran har återkallats.
request-done-list = Övriga begäranden
request-title = Begäran { $number }: { $kind }
request-kind-passivate = Passivering
request-kind-reactivate = Aktivering
request-kind-merge = Sammanföring av två studerande som individualiserats via BDS
request-kind-reverse = Återkallande av en länk
request-kind-check = Kontroll av personbeteckning eller namn hos DVV
request-kind-refresh = Uppdatering av uppgifterna från BDS
request-kind-link = Länkning av två studerande
request-kind-revoke = Hävning av individualiseringen
request-told-passivate = Numret har uppstått i onödan och används ingenstans. Utbildningsstyrelsen ser efter vilka system som har hämtat numret och avgör.
request-told-reactivate = Den studerande har passiverats, fast numret används.
request-told-merge = Två studerande som individualiserats via BDS är samma person. Utbildningsstyrelsen frågar BDS.
request-told-reverse = De studerande har länkats till varandra, fast de är olika personer.
request-told-check = Utbildningsstyrelsen frågar DVV om personbeteckningen eller namnet är rätt och svarar dig.
request-told-refresh = Den studerandes uppgifter är föråldrade. Utbildningsstyrelsen hämtar de gällande uppgifterna från BDS.
request-told-link = Två studerande är samma person, och högst den ena är individualiserad via BDS. Utbildningsstyrelsen jämför uppgifterna och länkar de studerande.
request-told-revoke = Den studerande har individualiserats fel, till exempel med en annan persons personbeteckning. Utbildningsstyrelsen kontrollerar saken och häver individualiseringen.
field-people = Andra studerande som samma begäran gäller
field-hint-people = OID, ett per rad. Lämna tomt om begäran gäller endast den här studeranden. En begäran kan gälla 30 studerande.
field-unused-elsewhere = Numret används inte på annat håll: jag har kontrollerat det i våra egna system.
request-send = Skicka begäran till Utbildningsstyrelsen
request-open-link = Öppna begäran { $number }
approval-waits-about = Väntar på en annan administratör: { $what }
approval-waits-for-you = Väntar på ett godkännande som du kan ge: { $what }
approval-waits-prevented = Begäran om godkännande som inte längre kan godkännas: { $what }
request-open-about = Öppen begäran { $number } till Utbildningsstyrelsen: { $kind } ({ $when })
request-state-open = Öppen
request-state-waits = Väntar på godkännande
request-waits = Godkännandet av denna begäran väntar på en annan administratör
request-waits-for-you = Godkännandet av denna begäran väntar på en andra administratör; du kan godkänna det
request-second-asked = Godkännande begärdes
request-state-accepted = Godkänd
request-state-refused = Avslagen
request-state-withdrawn = Tillbakatagen
request-state-happened = Utförd på annat sätt
request-accept = Godkänn begäran
request-accept-passivate = Numret passiveras. Du ser först vad som ändras.
request-accept-reactivate = Numret tas i bruk igen. Du ser först vad som ändras.
request-accept-merge = BDS tillfrågas om bådas personbeteckningar. Skriv varför de sammanförs. En andra administratör ska godkänna åtgärden.
request-accept-reverse = Länken återkallas. Om något står i vägen, öppna den studerandes historik och lös hindret där: begäran stängs automatiskt när länken har återkallats.
request-accept-check = Ingenting ändras i registret. Skriv till den som begärde vad DVV svarade.
request-accept-refresh = De gällande uppgifterna hämtas från BDS. Du ser först vad som ändras.
request-accept-link = De studerande länkas till varandra. Du ser först vad som ändras.
request-accept-revoke = Individualiseringen hävs. Om den har gjorts via BDS ska också en annan administratör godkänna det. Du ser först vad som ändras.
request-answer-label = Svar till den som begärde och motivering med egna ord
request-refuse = Avslå begäran
request-refuse-told = Den som begärde ser motiveringen.
command-accept-request = Godkännande av begäran
command-accept-request-title = Godkänn begäran
command-accept-request-told = När du bekräftar utförs det som begärts och begäran stängs. Den som begärde ser svaret.
command-accept-request-do = Godkänn och utför
preview-requests = Begäranden som stängs
preview-request = Begäran { $number }: { $kind }, { $oid }
act-request = Begär av Utbildningsstyrelsen
edit-request-title = Begäran till Utbildningsstyrelsen
done-pyydetty = Begäran har skickats till Utbildningsstyrelsen.
detail-request = Begäran { $number }
event-RequestOpened = En åtgärd begärdes av Utbildningsstyrelsen
event-RequestDecided = Begäran till Utbildningsstyrelsen avgjordes
event-request-accepted = Utbildningsstyrelsen godkände begäran
event-request-refused = Utbildningsstyrelsen avslog begäran
event-request-withdrawn = Begäran till Utbildningsstyrelsen togs tillbaka
refused-no-request = Begäran finns inte
refused-no-request-next = Kontrollera numret på sidan Begäranden.
refused-request-ended = Begäran är inte längre öppen
refused-request-ended-next = Du behöver inte göra något.
refused-request-person-void = Begäran kan inte godkännas: numret är ogiltigt, eftersom importen som skapade det har återtagits
refused-request-person-void-next = Avslå begäran och skriv till den som begärde att numret är ogiltigt.
refused-request-not-own = Någon annan har gjort denna begäran
refused-request-not-own-next = Endast den som begärde kan ta tillbaka begäran.
refused-request-answer-missing = Svaret saknas.
refused-request-answer-missing-next = Skriv ett svar till den som begärde, högst 2 000 tecken.
refused-request-answer-too-long = Svaret är för långt.
refused-request-answer-too-long-next = Förkorta svaret till högst 2 000 tecken.
refused-request-answer-malformed = Svaret innehåller tecken som inte får finnas i text.
refused-request-answer-malformed-next = Skriv svaret utan styrtecken och andra tecken som inte är bokstäver.
refused-request-open-already = Samma sak har redan begärts
refused-request-open-already-next = Vänta på Utbildningsstyrelsens svar på den öppna begäran.
refused-request-one-alone = Detta begärs för en studerande åt gången
refused-request-one-alone-next = Gör en egen begäran för varje studerande.
refused-request-too-many = De studerande är för många
refused-request-too-many-next = Gör flera begäranden: en kan gälla 30 studerande.
refused-request-used-elsewhere = Ange att numret inte används på annat håll
refused-request-used-elsewhere-next = Kontrollera att numret inte används i era egna system och kryssa i det i formuläret.
refused-request-no-link = Länken som ska återkallas hittas inte
refused-request-no-link-next = Ange OID för den studerande som denna är länkad till.
