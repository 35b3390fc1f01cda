# Texts of the pages in English. The same keys stand in every language; a test sees to it.
## The frame
site-name = Learner number registry
skip-to-content = Skip to content
nav-languages = Language
nav-crumbs = Breadcrumb
nav-paging = Pages
nav-page-size = Rows per page
nav-tabs = Tabs
nav-narrow = Narrow
signed-in-as = Signed in as
sign-out = Sign out
crumb-administration = Administration
crumb-people = Personal data and access rights
footer-help = Questions?
footer-never = Give an OID or an import ID, never a hetu or a name.
live-told = Work is in progress. The page updates by itself if JavaScript is on in your browser.
live-reload = Update now
live-pause = Pause updating
live-go-on = Resume updating
help-pages = Help pages
to-report = To the learner import report
unknown = Unknown
fault-mark = Error:

## Values
value-none = none
value-hidden = hidden because of a protection order
value-erased = The personal data has been erased.
value-key-lost = The personal data cannot be opened because its key is missing. Tell OPH.
name-missing = (no name)

## Pages of a list
paging-none = No rows
paging-range = Rows { $from }–{ $to } of { $total }
paging-total = { $count } { $n ->
    [one] row
   *[other] rows
    } in all
paging-shown = { $count } { $n ->
    [one] row
   *[other] rows
    } on this page
paging-first = First page
paging-previous = Previous
paging-next = Next
paging-size = Rows per page:

## The report
report-title = Learner import report
report-help = Help: Learner import report
summary-title = Summary
summary-successful = Successful transfers
summary-failed = Errors
summary-in-progress = In progress
summary-total = Total
summary-told = The summary counts learners: someone sent several times is counted once.
day-label = The report as it stood on the day
day-hint = Shows how things were at the end of the day. Empty means now.
day-show = Show the day
day-future = The day is in the future. The present is shown. Choose today or an earlier day.
day-unreadable = The day could not be read. The present is shown. Write the day as yyyy-mm-dd.
day-shown = You are looking at the report as it stood at the end of { $day }.
day-back-to-now = Back to now
tab-errors = Errors
tab-imports = Import summary

## Searching and narrowing
filter-label = Search and narrow
filter-any = All
filter-cause = Cause
filter-import = Import ID
filter-age = On the list for at least
filter-age-days = { $count } { $n ->
    [one] day
   *[other] days
    }
filter-organisation = Organisation
filter-organisation-oid = OID of the organisation
filter-organisation-hint = Begins 1.2.246.562.10.
filter-sender-hint = A part of the service's name is enough.
filter-submit = Search
filter-clear = Clear
search-label = Search persons
search-hint = Name or the beginnings of names in any order, OID, hetu, sender’s id, passport number or e-mail identifier.
search-gone = The earlier search can no longer be opened, so the list is shown without it. Type it again.
import-number-fault = An import ID has digits only.

## The error list
errors-title = Learners on the error list
errors-none = No errors. Nobody's data is waiting for you.
errors-none-narrowed = No error fits the search. Change it or clear it.
column-name = Name
column-cause = Cause and next step
column-since = Since
column-import = Import
column-organisations = Organisations
cause-more = Read more
sent-by = Sent by: { $name }
next-try = VTJ is asked again by itself on { $when }.
also-here-as = By VTJ’s word the same person is also here as
hint-wrong_separator = Hint: is the separator of the hetu (7th character) wrong?
hint-birth_date_differs = Hint: the birth date sent and that of the hetu differ.
hint-birth-dates = Hint: the birth date sent ({ $sent }) and that of the hetu ({ $hetu }) differ. Which of the two is right?

## Causes, each with its next step
cause-no_hetu = No hetu
next-no_hetu = Find out whether the learner has a hetu or an oppijanumero. If so, import again with it; otherwise an official identifies them.
cause-not_in_register = The hetu is not in VTJ
next-not_in_register = Check all 11 characters of the hetu against your documents. If it is right, wait: VTJ is asked again.
cause-test_hetu = Test or temporary hetu
next-test_hetu = A real learner: remove the hetu from your register and import with the right one or without. Not a real person: ask OPH to passivate.
cause-hetu_passive = The hetu is passive in VTJ
next-hetu_passive = Ask the learner for the present hetu, correct it in your register and import again.
cause-hetu_changed = The hetu has changed, and the learner is here twice
next-hetu_changed = Confirm the change with the learner, and tell OPH both OIDs: this one and the one shown beside it.
cause-names_nearly_same = The names are nearly the same
next-names_nearly_same = Check name and hetu against documents. If only the name differs, tell OPH the OID and that it is the same person.
cause-names_clearly_different = The names differ clearly
next-names_clearly_different = Verify hetu and name with the learner, VTJ or OPH. A wrong hetu: correct it and import again.
cause-no_name_in_register = VTJ has no name for the hetu
next-no_name_in_register = Check the hetu. If it is right, ask OPH, who settles it with DVV.
cause-data_withheld = VTJ may not give the data
next-data_withheld = Check the hetu. If it is right, ask OPH how to go on. Give the OID alone.
cause-unreadable_answer = VTJ's answer cannot be understood
next-unreadable_answer = Check the hetu. If it is right, wait a few days, then tell OPH.
cause-person_erased = The learner's data has been erased
next-person_erased = Remove the old OID from your register. Ask OPH before you import the learner again.
cause-key_lost = The learner's data cannot be opened
next-key_lost = Tell OPH at once. Give the OID and the import ID.
cause-person_void = The record is no longer in force
next-person_void = The registration was reversed. Import the learner again if they are yours; they get a new number.

## States
status-successful = successful
status-in_progress = in progress
status-failed = failed
status-refused = refused
identified-not = not identified
identified-register = identified from VTJ
identified-official = identified without a hetu
identified-erased = personal data erased
identified-key_lost = personal data cannot be opened

## Imports
imports-caption = Imports. The headings order the list.
imports-none = There are no imports yet. They appear here as soon as a system has sent learners.
imports-none-narrowed = No import fits the search. Change it or clear it.
column-numero = Import ID
column-aika = Time stamp
column-kasittelija = Sent by
column-yhteensa = Total
column-onnistuneet = Successful
column-virheet = Errors
column-kesken = In progress
column-ristiriidat = Conflicts in imported data
column-processed = Processed
column-interface = API
processed-yes = Processed
import-progress = { $done } of { $total } rows processed
progress-label = Progress of import { $number }
import-word = Import

## Results of an import from a file, as the command line writes them
result-identified = identified
result-unidentified = not identified
result-passive = passive
result-refused = refused when checked
result-refused_by_registry = refused by the registry
result-not_sent = not sent
result-conflict = Conflict
result-yes = yes
result-no = no

## One import
import-title = Import { $number }
import-help = Help: One import
import-summary = Summary of the import
import-show-failed = show the failed rows
import-refused = { $n ->
    [one] One row was refused.
   *[other] { $count } rows were refused.
    }
import-show-refused = Show the refused ones
import-csv = Download the rows as CSV
import-csv-told = Columns: tunniste, oid, oppijanumero and state (successful, in_progress, failed, refused).
import-csv-words = Download the rows in English words (CSV)
import-reminder-title = Remember to tell the learners.
import-reminder = Whoever sends people in must see to it that they are informed about the handling of their data.
tab-rows = Rows
tab-conflicts = Conflicts ({ $count })
rows-all = All rows
rows-failed = Errors
rows-in_progress = In progress
rows-successful = Successful
rows-refused = Refused
rows-conflicts = With conflicts
rows-none = There are no such rows. While the import is running, rows appear as they are processed.
column-row = Row
column-tunniste = Sender’s id
column-state = State and cause
row-name-not-shown = not shown
row-withheld = The row gave its sender the number alone: the learner did not join the organisation.
row-refusal-invalid_field = A field is missing or faulty.
row-refusal-invalid_hetu = The hetu is faulty.
row-refusal-unknown_code = A code is not in its code set.
row-refusal-missing_identifier = No identifier, or a Finnish citizen without a hetu.
row-refusal-too_large = The row is too large.
row-refusal-person_erased = The identifier leads to a learner whose data has been erased.
row-refusal-person_unreadable = The identifier leads to a learner whose data cannot be opened.
row-refusal-person_void = The identifier leads to a record whose registration was reversed.

## Conflicts
conflicts-title = Conflicts in imported data
conflicts-told = The number was returned nevertheless. Check the data in your own register.
conflicts-help = Help: Conflicts
conflicts-all = All kinds
conflicts-none = There are no such conflicts.
conflicts-checked = { $checked } of { $total } conflicts are noted as checked in own register.
conflicts-no-right = You cannot see what was sent because you lack the right. One of these is enough: { $rights }. For now only OPH's officials have them.
conflict-heading = Row { $row }
conflict-check = Checked in own register
conflict-checked = Checked in own register { $when }, { $by }
conflict-noted = The conflict of row { $row } is noted as checked in own register.
column-kinds = Kind of conflict
column-field = Field
column-sent = Sent
column-then = In the registry then
column-now = In the registry now
differs = differs
conflict-missing_first_names = missing first names
conflict-spelling = spelling
conflict-former_surname = former surname
conflict-swapped_fields = swapped fields
conflict-different_name = different name
conflict-hetu_differs = hetu differs
conflict-contradicting_identifiers = contradicting identifiers

## A learner
learner-title = Learner { $oid }
learner-help = Help: The learner's page
learner-state = State
learner-in-progress = The learner has a hetu, and VTJ has not given its final answer yet. There is nothing for you to do.
learner-basics = Basic data
learner-identifiers = Identifiers
learner-identifiers-told = By these imports find the learner, besides the OID.
learner-contacts = Contact details
learner-organisations = Organisations
learner-history = History
learner-history-told = The newest first. The history is never rewritten: a mistake that was put right stays there with its correction.
learner-stood = You are looking at the learner as things stood on { $when } (event { $position }).
learner-back-to-now = Back to now
learner-to-entry = To the entry in the history
label-surname = Surname
label-first-names = First names
label-call-name = Call name
label-former-surnames = Former surnames
label-birth-date = Date of birth
label-died = Date of death
label-nationality = Nationality
label-language = Mother tongue
label-sex = Sex
label-municipality = Home municipality
label-hetu = Hetu
label-superseded-hetus = Earlier hetus
label-passports = Passport numbers
label-emails = E-mail identifiers
label-oid = OID
label-oppijanumero = Oppijanumero
label-protection = Protection order
label-contacts = Contact details
label-organisations = Organisations
label-identified = Identification
label-failure = Cause of failure
protection-in-force = in force
protection-hidden = The learner has a protection order: addresses and home municipality are hidden, in past states too.
protection-shown = The learner has a protection order. You see the protected data because you have the right. Do not show it to others.
contact-permanent = Permanent address
contact-permanent-abroad = Permanent address abroad
contact-email = E-mail
contact-other = Other contact detail
contact-from-register = from VTJ
contact-from-official = from an official
contact-from-other = from elsewhere

## What happened
event-ImportRowsReceived = Rows of an import arrived
event-ImportReceived = An import was received
event-ImportRowResolved = A row of an import led to this learner
event-ImportRowRefused = A row of an import was refused
event-ImportRowWithheld = A row of an import was judged again, because VTJ confirmed other names
event-ImportRowReassigned = A row of an import was moved to another learner
event-ImportCompleted = An import was completed
event-ImportDataExpired = The original rows of an import were destroyed when their time had passed
event-ImportNoticeSent = A notice of failures was sent by e-mail
event-ImportNoticeClaimed = A notice of failures was made ready to be sent
event-ImportNoticeNotSent = The notice of failures could not be sent
event-ConflictReviewed = A conflict was noted as checked in own register
event-PersonRegistered = The learner was registered and got an OID
event-PersonDetailsCorrected = The learner's data was corrected
event-OrganisationJoined = The learner joined organisations
event-OrganisationLeft = Organisations no longer have access to the learner
event-HetuAssigned = The learner got a hetu
event-HetuReplaced = The hetu was replaced
event-HetuRemoved = A hetu was removed from the learner
event-IdentifiedFromRegister = The learner was identified from VTJ
event-RegisterDataRefreshed = The learner’s data was brought up to date from VTJ
event-IdentificationFailed = Identification from VTJ failed
event-IdentifiedByOfficial = An official identified the learner without a hetu
event-PersonLinked = The learner was linked
event-Reversed = Earlier events stopped counting
event-RegisterUnavailable = VTJ stopped answering
event-RegisterAvailable = VTJ answers again
event-ErasureOrdered = The learner's personal data was ordered to be erased
event-PersonalDataErased = The learner's personal data has been erased
event-other = Event { $type }
entry-by = By: { $who }
entry-why = Why: { $reason }
entry-cause = Followed from:
entry-changes = Changed data ({ $count })
entry-changes-caption = Data before and after
entry-as-it-stood = The learner as it stood here
entry-is-shown = The page shows the learner at this entry.
column-before = Before
column-after = After
actor-registry = The registry by itself
actor-operator = The operator of the service
actor-you = You
actor-official = Official { $id }
actor-service = The sending system
actor-service-id = System { $id }
by-right = right { $right }
channel-onr = through the API
channel-api = through the programming interface
channel-staff = on the pages for officials
channel-cli = from the command line
channel-reactor = in the background
reason-erasure_request = the data subject's request for erasure
reason-retention_ended = the retention period ended
origin-import_row = A row of an import created the learner.
origin-single_look_up = A single look-up created the learner.
origin-single_learner = The learner was created singly, without a hetu.
fate-superseded = The earlier hetu was theirs and VTJ has replaced it. Imports find the learner by it too.
fate-withdrawn = The earlier hetu was never theirs.
detail-linked = { $member } is a member of { $to }.
detail-reversed = Events that no longer count: { $events }.
link-reason-same_person = found to be one person
link-reason-register_says = VTJ has replaced the hetu of one by that of the other
link-reason-verified_merged = both were identified from VTJ; two officials agreed
way-automatic = By itself, after an import or a correction.
way-asked = Asked for by an official.
way-override = An official took over the data from VTJ.
way-single_look_up = At once, with a single look-up.
identifier-oid = OID
identifier-hetu = hetu
identifier-passport = passport number
identifier-email = e-mail identifier
detail-row = Row { $row }
detail-created = Nobody had any identifier of the row: the learner was created.
detail-matched = The learner was found by: { $identifier }
detail-conflicts = Conflict: { $kinds }
detail-hetu-offered = The row offered a hetu for a learner who has none.
detail-attempt = Attempt { $count } with the same hetu
detail-no-finnish-hetu = It was confirmed that the learner has no Finnish hetu.
detail-similar-seen = Similar persons looked at: { $count }
detail-words = In words: { $words }

## When there is nothing to see
refusal-page-what-next = What to do next
refusal-page-signed-out = Sign in
refusal-page-signed-out-why = Only a signed-in official sees this page. Your session may have ended.
refusal-page-signed-out-next = Sign in and open the page again.
refusal-page-no-right = You lack the right
refusal-page-no-right-why = The page needs one of these rights: { $rights }.
refusal-page-no-right-next = Your own organisation grants the right. Ask its main user or the user responsible for rights.
refusal-page-other-organisation = You cannot open this learner
refusal-page-other-organisation-why = The learner belongs to none of the organisations in which you have the right OPPIJOIDENTUONTI.
refusal-page-other-organisation-next = If you only got the number, see the help page on conflicts. If the learner is yours, import them again with the right data.
refusal-page-other-import = You cannot open this import
refusal-page-other-import-why = The import was sent by an organisation in which you do not have the right OPPIJOIDENTUONTI.
refusal-page-other-import-next = Check the import ID. If the import is yours, ask your organisation's main user for the right.
refusal-page-not-found = Page not found
refusal-page-not-found-why = There is no page, import or learner at this address.
refusal-page-not-found-next = Check the address, the import ID or the OID, or begin with the report.
refusal-page-stale-form = The form is out of date
refusal-page-stale-form-why = Nothing was saved, because the form was made in an earlier session.
refusal-page-stale-form-next = Open the page again and try once more.
refusal-page-unavailable = The service is not available just now
refusal-page-unavailable-why = The data could not be fetched. Nothing is lost.
refusal-page-unavailable-next = Wait a moment and reload the page. If it goes on, contact support.
refusal-page-fault = Something went wrong
refusal-page-fault-why = The page could not be made. The fault is the service's, not yours.
refusal-page-fault-next = Try again. If it happens again, tell support the address of the page and the time.

# Signing in
sign-in = Sign in
sign-in-choose = This is a demonstration in which all people are invented. Choose whom to sign in as.
sign-in-signed-out = You have signed out
sign-in-signing-out-there = You are now being signed out of the sign-in service as well.
sign-in-go-on = Continue
sign-in-again = Sign in again
sign-in-try-again = Try again
sign-in-myself = My details
sign-in-my-rights = Rights
sign-in-to-the-report = To the import report
sign-in-not-configured = No sign-in configured
sign-in-not-configured-why = Nobody can sign in to the staff pages, because no sign-in service is configured. The operator configures it in the section [sign_in] of the configuration file.
sign-in-ended = Your session has ended
sign-in-ended-why = What you sent was not saved. Sign in again and send it once more.
sign-in-stale = Signing in could not be finished
sign-in-stale-why = It took too long, or it was started again in another tab.
sign-in-unavailable = The sign-in service does not answer
sign-in-unavailable-why = This will pass, and nothing that was saved is affected. Try again in a moment.
sign-in-refused = The sign-in service did not sign you in
sign-in-refused-why = Signing in was cancelled, or the sign-in service refused it.
sign-in-untrusted = The sign-in service's answer could not be accepted
sign-in-untrusted-why = Its signature, recipient or time is not right. Tell the operator: the reason is in the log.
sign-in-no-rights = You lack a right
sign-in-no-rights-why = You were signed in, but you have no rights in the learner number registry.
sign-in-no-rights-which = For the import report you need the right OPPIJOIDENTUONTI (Oppijoiden tuonti) in your organisation; an auditor needs REKISTERINPITAJA_READ at the Finnish National Agency for Education.
sign-in-no-rights-who = Your own organisation grants it: at a university its main or responsible user, elsewhere the main user of the learner number service. Then sign in again.
sign-in-too-many = You have rights in too many organisations
sign-in-too-many-why = A session holds about a thousand organisations. Ask for the right in an organisation above them: it reaches those below, too.

access-title = Access register
access-help = Help: Access register
access-looks = Looks
access-refusals = Refused requests
access-person = Learner’s OID
access-person-fault = This is not a learner’s OID. It begins with 1.2.246.562.24.
access-who = Who
access-who-hint = Identifier of the official or service.
access-from = From
access-to = To
access-none = There are no entries for this.
access-last = Last
access-what = What
access-behalf = Organisation and program
access-times = Times
access-protected = protection order
access-nobody = not signed in
access-paging = More entries
access-newest = To the newest
access-older = Older
look-numbers = Numbers
look-fetched = Data fetched by a program
look-listed = A line of a list
look-page = The learner’s page
look-history = History
look-sent_data = What was sent

## Problems for programs
problem-invalid-parameter = Invalid parameter
problem-invalid-field = Invalid field
problem-unauthenticated = Not signed in
problem-forbidden = A right is missing
problem-forbidden-next = Ask your organisation's main user for one of the listed rights in the organisation that this is about.
problem-not-found = Not found
problem-preview-changed = The data has changed since the preview that was confirmed
problem-preview-changed-next = Read the new preview and confirm it with its own fingerprint.
problem-confirmation-missing = The command must be confirmed
problem-confirmation-missing-next = Read the preview and send the command again, with the preview's fingerprint in the header If-Match.
problem-idempotency-key-reused = The same Idempotency-Key was used for another request
problem-idempotency-key-reused-next = Give a new request a key of its own. The same key repeats only exactly the same request.
problem-unavailable = Unavailable just now
problem-fault = A fault of the service
problem-bad-request = Bad request

## Why something was not done
refused-no-import = There is no such import
refused-no-import-next = Check the import ID.
refused-no-conflict = The row has no conflict
refused-no-conflict-next = Check the number of the row. Conflicts are shown on the import's tab Conflicts.
refused-already-checked = Already checked
refused-already-checked-next = You need not do anything.
refused-passport-in-use = The passport number is in another person's data
refused-passport-in-use-next = Check the passport number. If it is right, the learner is in the register already.

## Preview
preview-title = What changes
preview-nothing = Nobody's visible data changes.
preview-moved = The data has changed since you saw the preview. Nothing was done. Check the new preview.
preview-person = Learner { $oid }
preview-new-person = New learner
preview-cancel = Cancel
label-state = State
label-cause = Cause of the error
refusal-page-refused = This was not done
refusal-page-form-used = The form has been used already
refusal-page-form-used-why = Something else was done with the same form before. Nothing new was done.
refusal-page-form-used-next = Open the page again and check what has been done.
