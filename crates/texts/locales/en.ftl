# Texts of the pages in English. The same keys stand in every language; a test sees to it.
## The frame
site-name = Learner number registry
skip-to-content = Skip to content
skip-to-list = Skip to the learners
nav-languages = Language
nav-crumbs = Breadcrumb
nav-main = Parts of the service
nav-report = Import report
nav-find = Find a learner
nav-overview = Overview
nav-access = Access log
nav-approvals = To approve
nav-consumers = Acknowledgements
nav-help = Help
mark-demo = Demo
acts-for-more = { $name } and { $others } more
copy = Copy
copied = Copied
nav-paging = Pages
nav-page-size = Rows per page
nav-tabs = Tabs
nav-narrow = Filter
nav-narrow-causes = Filter by cause
signed-in-as = Signed in as
sign-out = Sign out
footer-help = Questions?
footer-never = Give an OID or an import ID, never a hetu or a name.
live-told = Work is in progress. The page updates automatically.
live-no-script = Work is in progress. Reload the page to see the latest state.
live-reload = Update now
newest-told = A new import has arrived.
live-pause = Pause updating
live-go-on = Resume updating
help-pages = Help pages
to-report = To the learner import report
unknown = Unknown
fault-mark = Error:

## Values
value-none = –
value-yes = yes
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
paging-page = Page
paging-go = Go
paging-day = Go to day
paging-letters = First letter

## The report
report-title = Learner import report
report-help = Help: Learner import report
summary-title = Summary
summary-successful = Successful transfers
summary-failed = Errors
summary-in-progress = In progress
summary-total = Total
summary-now = now { $count }
summary-told = The summary counts learners: someone sent several times is counted once.
day-label = Show the report for a day
day-field = Day
day-hint = Shows how things were at the end of the day. Empty means now.
day-show = Show
day-future = The day is in the future. The present is shown. Choose today or an earlier day.
day-unreadable = The day could not be read. The present is shown. Write the day as yyyy-mm-dd.
day-shown = You are looking at the report as it stood at the end of { $day }.
day-back-to-now = Back to now
tab-errors = Errors
tab-imports = Import summary

## Searching and narrowing
filter-label = Search and filter
filter-any = All
filter-cause = Cause
filter-import = Import ID
filter-age = On the list for at least
filter-age-days = { $count } { $n ->
    [one] day
   *[other] days
    }
filter-organisation = Organisation
filter-organisation-hint = Name or OID.
filters-mine = My filters
filters-name = Save the current filters as
filters-keep = Save
filters-remove = Remove
filter-sender-hint = A part of the service’s name is enough.
filter-submit = Search
filter-clear = Clear filters
filter-more = More filters
filter-since = On the list since
filter-visit = New since your last visit ({ $when })
search-label = Search persons
search-hint = Name or the beginnings of names in any order, OID, hetu, sender’s id, passport number or e-mail identifier.
search-gone = The earlier search can no longer be opened, so the list is shown without it. Type it again.
import-number-fault = An import ID has digits only.

## The error list
errors-title = Learners on the error list
queue-nimi = Name
queue-syntynyt = Date of birth
queue-syy = Cause
queue-alkaen = Since
queue-tuonti = Import
queue-oppija-oid = OID
queue-organisaatiot = Organisations
queue-flat = List
queue-grouped = By cause
queue-group = { $people } · median age { $median } · oldest { $oldest }
queue-all = { $n ->
        [one] Show one
       *[other] Show all { $count }
    }
queue-steps = What to do about each cause
queue-choose = Select { $name }
queue-chosen = Selected:
queue-chosen-csv = Download selected (CSV)
queue-chosen-xlsx = Download selected (Excel)
queue-chosen-over = Mark as handed over to OPH
queue-over = With OPH { $day }
queue-over-done = { $n ->
        [one] One learner was marked as handed over. The mark can be taken back on the learner’s page.
       *[other] { $count } learners were marked as handed over. The mark can be taken back on the learner’s page.
    }
queue-csv = Download the list (CSV)
queue-nobody-chosen = Nobody is chosen, and nothing was done. Choose learners in the list.
queue-xlsx = Download the list (Excel)
queue-new = New
queue-hint = hint
days = { $count } { $n ->
        [one] day
       *[other] days
    }
days-short = { $count } d
learners = { $count } { $n ->
        [one] learner
       *[other] learners
    }
errors-none = There are no learners on the error list.
errors-none-then = There were no learners on the error list.
errors-none-narrowed = No error fits the search. Change it or clear it.
errors-none-find = The list has only learners with an error.
errors-none-find-link = Search all learners
column-name = Name
column-organisations = Organisations
cause-more = Read more
linked-to = This record is linked. The person is shown by the head of the link:
linked-members = Linked to the same person:
learner-linked = Linked numbers

# A notice of changed numbers.
notice-subject-numbers = Learner import { $import }: numbers have changed
notice-numbers = Rows of the import have other numbers than when it was processed: a row was moved to another learner, learners were linked, an identification was taken back, or OPH has undone rows of the import. Please correct the numbers in your own register.
notice-look-numbers = Open the import and see which numbers have changed

# One number that was given to two persons.
number-shared = This number was given to two persons by mistake. This page shows only the data of the person who got it first. The person who got it later must get another number.
number-separated = This number had been given to another person too by mistake. Their number is now
act-separate = Separate two persons
done-eroteltu = The persons were separated. The one who got the number later has a number of their own.
edit-separate-title = One number for two persons
separate-title = Separate the persons
separate-told = The number stays with the person who got it first. The other person is registered under a new number, unless their identifiers lead to another number already.
separate-send = Show what changes
separate-do = Separate
refused-number-of-one = The number is one person’s
refused-number-of-one-next = You need not do anything.
refused-separation-unreadable = The data of the person who got the number later cannot be read
refused-separation-unreadable-next = The data was erased. The organisation that sent the learner must send them again.

# The notice by e-mail about an import.
notice-heading = Learner import { $import }
notice-received = Received { $when }
notice-received-from = Received { $when } from { $service }
notice-subject = Learner import { $import }: failed { $failed }
notice-subject-further = Learner import { $import } (further notice): failed { $failed }
notice-subject-open = in progress { $open }
notice-further = Rows that were in progress when the previous message was sent have failed. This is how it stands now.
notice-failed = Failed rows
notice-open = Rows in progress: { $open }. Should any of them fail, you get one further message.
notice-look = Open the import and see what to do about each
notice-footer = This message was sent to the address that your own system gave in the transfer. It contains no personal data, and the link asks you to sign in.
notice-refused = Row refused

next-try = VTJ will be queried again automatically on { $when }.
also-here-as = According to VTJ the same person is also here as
hint-wrong_separator = Hint: is the separator of the hetu (7th character) wrong?
hint-birth_date_differs = Hint: the birth date sent and that of the hetu differ.
hint-birth-dates = Hint: the birth date sent ({ $sent }) and that of the hetu ({ $hetu }) differ. Which of the two is right?

## Causes, each with its next step
cause-no_hetu = No hetu
next-no_hetu = Find out whether the learner has a hetu. If so, add it on the learner’s page or send them again with it. If not, identify them there without one.
cause-not_in_register = The hetu is not in VTJ
next-not_in_register = Check all 11 characters of the hetu with the learner. Remove the hetu on the learner’s page, and save the data without it. If it is right, add it again. If you have no right to edit the learner: correct a wrong hetu in your own register and send the learner again; about a right one VTJ is queried again automatically.
cause-test_hetu = Test or temporary hetu
next-test_hetu = A real learner: replace the hetu by the right one, or remove it, on the learner’s page. No natural person: remove the hetu, and ask OPH to passivate. If you have no right to edit the learner: remove the test hetu from your register and send the learner with the right one or without.
cause-hetu_passive = The hetu is passive in VTJ
next-hetu_passive = Ask the learner for the present hetu, and replace it on the learner’s page. If you have no right to edit the learner: correct the hetu in your register and send the learner again.
cause-hetu_changed = The hetu has changed; the learner is here twice
next-hetu_changed = Confirm the change with the learner, and tell OPH both OIDs: this one and the one shown beside it. OPH merges the records, and the oldest oppijanumero stays in force.
cause-names_nearly_same = The names are nearly the same
next-names_nearly_same = Compare the data with VTJ’s in the VTJ comparison on the learner’s page. If it is the same person, override with VTJ’s data. If you have no right to the comparison: ask an official of your organisation who has it, or OPH.
cause-names_clearly_different = Names clearly differ
next-names_clearly_different = Verify hetu and name with the learner, DVV or, if need be, OPH. A wrong hetu: remove it on the learner’s page, and find out the right one. A right hetu: override the data in the VTJ comparison. If you do not have these rights: correct a wrong hetu in your register and send the learner again; for a right one, ask an official who has the right to the comparison.
cause-no_name_in_register = VTJ has no name for the hetu
next-no_name_in_register = Check the hetu with the learner. A wrong one: remove it. If it is right, ask OPH, who settles it with DVV.
cause-data_withheld = Disclosure of the data from VTJ is blocked
next-data_withheld = Check the hetu. If it is right, ask OPH how to proceed. Give only the OID.
cause-unreadable_answer = VTJ’s answer cannot be understood
next-unreadable_answer = Check the hetu. If it is right, wait a few days, then tell OPH.
learner-erased-next = Remove the old OID from your register. Ask OPH before you send the learner again.
cause-key_lost = The learner’s data cannot be opened
next-key_lost = Tell OPH at once. Give the OID and the import ID.
cause-person_void = The record is no longer in force
next-person_void = The registration was reversed. Import the learner again if they are yours; they get a new number.
cause-person_passivated = The learner has been passivated
next-person_passivated = A test person or a mistake: remove it from your own register. A real learner: ask OPH to reactivate the record.
advice-not_in_register = Check all 11 characters of the hetu with the learner. Remove it under Hetu, and save the data without it. If it is right, add it again and see that identification from VTJ succeeds. If it is wrong, find out the right one.
advice-test_hetu = A real learner: replace the hetu by the right one, or remove it, under Hetu. No natural person: remove the hetu, and ask for passivation under Ask OPH.
advice-hetu_passive = Ask the learner for the present hetu, and replace it under Hetu.
advice-names_nearly_same = Compare the data with VTJ’s under VTJ comparison. If it is the same person, override with VTJ’s data.
advice-names_clearly_different = Verify hetu and name with the learner, DVV or, if need be, OPH. A wrong hetu: remove it under Hetu, and find out the right one. A right hetu: override the data under VTJ comparison.
advice-keeper-test_hetu = A real learner: replace the hetu by the right one, or remove it, under Hetu. No natural person: remove the hetu, and passivate under Passivation.
advice-keeper-hetu_changed = Confirm the change of the hetu with DVV, and merge the learners under Possible duplicates. The oldest oppijanumero stays in force.
advice-keeper-names_clearly_different = Verify hetu and name with the learner or DVV. A wrong hetu: remove it under Hetu, and find out the right one. A right hetu: override the data under VTJ comparison.
advice-keeper-no_name_in_register = Check the hetu. A wrong one: remove it under Hetu. If it is right, settle it with DVV.
advice-keeper-data_withheld = Check the hetu. A wrong one: remove it under Hetu. If it is right, settle with DVV how to proceed.
advice-keeper-unreadable_answer = Check the hetu. If it is right, ask VTJ again under Identify. If the answer stays the same, report the fault to the operator of the service.
learner-erased-keeper = Erased data cannot be brought back. The sender must remove the old OID from their own register.
advice-keeper-key_lost = Tell the operator of the service at once. Give the OID and the import ID.
advice-keeper-person_passivated = A test person or a mistake: the sender must remove them from their own register. A real learner: make them active under Passivation.

## States
status-successful = Successful
status-in_progress = In progress
status-failed = Failed
status-erased = Personal data erased
status-refused = Refused
person-in_progress = In progress: waiting for VTJ
person-passive = Passivated
passive-told = The learner is passive: make them active first, then the data can be corrected and the learner identified.
passive-first-passivointi = Make the learner active first
passive-first-pyynto = Ask OPH to make the learner active
identified-not = Not identified
identified-register = Identified from VTJ
identified-official = Identified by an official
identified-eidas = Identified by eIDAS
identified-erased = Personal data erased
identified-key_lost = Personal data cannot be opened

## Imports
imports-caption = Imports. Select a heading to sort.
imports-bar = States of the rows as a picture
imports-none = There are no imports yet. They appear here as soon as a system has sent learners.
imports-none-then = There were no imports on that day.
imports-none-narrowed = No import fits the search. Change it or clear it.
column-numero = Import ID
column-aika = Received
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
funnel-title = Progress of the import, step by step
funnel-step = Step
funnel-rows = Rows
funnel-of-all = Share
funnel-share = { $percent }%
funnel-received = Received
funnel-led = Matched to a learner
funnel-matched = the learner was in the registry already
funnel-created = the row created a new learner
funnel-refused = Refused
funnel-waiting = Waiting to be processed
funnel-identified = Identified
funnel-in_progress = Waiting for VTJ
funnel-failed = Failed
import-refused = { $n ->
    [one] One row was refused.
   *[other] { $count } rows were refused.
    }
import-show-refused = Show the refused ones
import-csv = Download the rows as CSV
import-downloads = Downloads
import-csv-told = Columns: tunniste, oid, oppijanumero and state (successful, in_progress, failed, refused).
import-csv-words = Download the rows in English words (CSV)
import-xlsx = Download the rows for Excel
import-reminder-title = Inform the learners.
import-reminder = Whoever sends people in must see to it that they are informed about the handling of their data.
tab-rows = Rows
tab-conflicts = Conflicts ({ $count })
rows-all = All rows
rows-failed = Errors
rows-in_progress = In progress
rows-successful = Successful
rows-refused = Refused
rows-conflicts = With conflicts
rows-renumbered = Number changed
row-renumbered = Number changed { $when }, was { $was }
row-number-gone = No oppijanumero since { $when }, was { $was }
row-number-back = The same number again since { $when }
import-withheld = { $n ->
    [one] For { $count } row only the number was returned: the learner was not attached to the organisation and is not in its error list or summary.
   *[other] For { $count } rows only the number was returned: the learners were not attached to the organisation and are not in its error list or summary.
}
import-undone = OPH has undone this import.
import-undo-reversed = OPH undid this import, but the undoing has been reversed.
import-being-undone = OPH is undoing this import.
import-undone-rows = { $n ->
    [one] { $count } row is undone.
   *[other] { $count } rows are undone.
}
import-restored-rows = { $n ->
    [one] { $count } row counts again, because its undoing was reversed.
   *[other] { $count } rows count again, because their undoing was reversed.
}
import-renumbered = { $n ->
    [one] The number of { $count } row has changed since the import was processed.
   *[other] The numbers of { $count } rows have changed since the import was processed.
}
import-show-renumbered = Show them
rows-none = There are no such rows. While the import is running, rows appear as they are processed.
column-row = Row
column-tunniste = Sender’s id
column-state = State and cause
row-name-not-shown = not shown
row-withheld = Only the number was returned to the sender. The learner did not join the organisation.
row-refusal-invalid_field = A field is missing or faulty.
row-refusal-invalid_hetu = The hetu is faulty.
row-refusal-unknown_code = A code is not in its code set.
row-refusal-missing_identifier = No identifier, or a Finnish citizen without a hetu.
row-refusal-too_large = The row is too large.
row-refusal-person_erased = The identifier leads to a learner whose data has been erased.
row-refusal-person_unreadable = The identifier leads to a learner whose data cannot be opened.
row-refusal-person_void = The identifier leads to a record whose registration was reversed.
import-unsent = { $n ->
    [one] One row of the file was not sent, because something is wrong with it.
   *[other] { $count } rows of the file were not sent, because something is wrong with them.
}
import-show-unsent = Show those not sent
tab-unsent = Not sent ({ $count })
unsent-told = The sender’s program refused these rows before sending. They are not rows of the import and are not counted in its figures. Correct the rows in your own register and send them again. Row numbers are those of the file; the rows that were sent are numbered on their own.
column-file-row = Row in the file
column-fault = What is wrong
column-next = How to correct it
unsent-whole-row = The whole row
row-fault-unreadable = The row could not be read.
row-fault-unreadable-next = Check the cells, quotes and line breaks of the row.
row-fault-wrong_kind = The value is not of the right kind.
row-fault-wrong_kind-next = Write text, and dates as yyyy-mm-dd.
row-fault-missing = The value is missing.
row-fault-missing-next = Fill it in.
row-fault-length = The value is empty or too long.
row-fault-length-next = Shorten it to 255 characters, or leave an empty value out.
row-fault-email = The value is no e-mail address.
row-fault-email-next = Correct the address, or leave it out if the row has another identifier.
row-fault-words = There may be only one blank between words.
row-fault-words-next = Remove extra blanks, tabs and line breaks.
row-fault-character = The value has a character that no text may have.
row-fault-character-next = Type the value again on the keyboard.
row-fault-no_identifier = The row has no identifier at all.
row-fault-no_identifier-next = Add the hetu; for a foreign learner without one a passport number or e-mail identifier.
row-fault-call_name = The call name is none of the first names.
row-fault-call_name-next = Write one of the first names as call name, or add it to the first names.
row-fault-hetu_blank = There is a blank in the hetu or beside it.
row-fault-hetu_blank-next = Write the hetu without blanks.
row-fault-hetu_length = The hetu does not have eleven characters.
row-fault-hetu_length-next = Write all characters, in capitals and with the ordinary hyphen of the keyboard.
row-fault-hetu_separator = The seventh character of the hetu is no separator.
row-fault-hetu_separator-next = Type it on the keyboard: + - U V W X Y A B C D E F.
row-fault-hetu_date = The hetu does not begin with a date.
row-fault-hetu_date-next = Check the hetu with the learner.
row-fault-hetu_wrong_separator = The separator of the hetu does not fit the date.
row-fault-hetu_wrong_separator-next = Check the separator: - is for those born in the 1900s, A for the 2000s.
row-fault-hetu_individual_number = The individual number of the hetu is given to nobody.
row-fault-hetu_individual_number-next = Check the hetu with the learner.
row-fault-hetu_check_character = The check character of the hetu does not match the digits.
row-fault-hetu_check_character-next = One of the characters is mistyped: check the hetu with the learner.
row-fault-hetu_needed = A Finnish citizen has no hetu.
row-fault-hetu_needed-next = Add the hetu, or correct the nationality.
row-fault-unknown_code = The code is not in its code set.
row-fault-unknown_code-next = Sex 1 or 2; language in two capitals such as FI; nationality in three digits such as 246.
row-fault-other = The value does not meet the registry’s rules.
row-fault-other-next = Ask whoever supplies the program for the cause.

## Conflicts
conflicts-title = Conflicts in imported data
conflicts-told = The number was returned in spite of the conflict. The sender checks the data in their own register.
conflicts-help = Help: Conflicts
conflicts-all = All kinds
conflicts-hide-checked = Hide checked conflicts
conflicts-show-checked = Show checked conflicts too
conflicts-none = There are no such conflicts.
conflicts-checked = { $checked } of { $total } conflicts are marked as checked.
conflicts-no-right = You cannot see what was sent because you lack the right. One of these is enough: { $rights }. For now only OPH’s officials have them.
conflicts-rows = Show the rows with conflicts and their kinds
conflict-heading = Row { $row }
conflict-equal = Equal: { $fields }.
conflict-check = Mark as checked
conflict-checked = Checked { $when }, { $by }
conflict-noted = The conflict of row { $row } is marked as checked.
conflict-taken-back = The note on row { $row } was taken back: the conflict is unchecked again.
conflicts-noted = { $count } { $n ->
    [one] conflict was
   *[other] conflicts were
} marked as checked.
conflicts-check-chosen = Mark the selected as checked
conflict-choose = Select row { $row }
conflict-take-back = Take the note back
conflict-identifier-of = The { $identifier } { $value } of the row is another learner’s:
conflict-identifier-of-other = The { $identifier } { $value } of the row belongs to another learner whose data you may not see.
column-kinds = Kind of conflict
column-number-before = Number before
column-renumbered = Number changed
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
learner-help = Help: The learner’s page
learner-looks = Who has viewed this learner
list-back = Back to the list
list-previous = Previous learner
list-rows = Rows of the import
list-next = Next learner
nav-list = In the list
learner-state = State
learner-in-progress = The learner has a hetu, and VTJ has not given its final answer yet. There is nothing for you to do.
learner-asked-beside = The learner is identified already. VTJ is being asked about the hetu that was added, and its answer appears on this page.
learner-failed-beside = VTJ did not confirm the hetu: { $cause }
learner-failed-beside-told = The earlier identification still holds, so the learner is not on the error list.
learner-died = The learner died on { $when }.
ask-oph = Ask OPH by e-mail
ask-oph-told = The message already has the OID, the cause and the import ID. Do not add a name or a hetu.
ask-oph-subject = Identification of a learner: { $oid }
ask-oph-body = OID: { $oid }; cause: { $cause }; import ID: { $import }
hand-over = Mark as handed over to OPH
hand-over-noted = Handed over to OPH on { $when }.
hand-over-undo = Take the mark back
learner-basics = Basic data
learner-identifiers = Identifiers
learner-identifiers-told = Imports match the learner by these and by OID.
learner-contacts = Contact details
learner-organisations = Organisations
learner-history = History
learner-history-told = The newest first. The history is never rewritten: a mistake that was put right stays there with its correction.
learner-stood = You see the learner’s data as they stood on { $when } (event { $position }).
learner-back-to-now = Back to now
learner-to-entry = To the entry in the history
learner-stood-same = The data is the same now as then.
learner-stood-differs = { $n ->
        [one] One value is different now
       *[other] { $count } values are different now
    }
column-stood = Then
column-today = Now
label-surname = Surname
label-first-names = First names
label-call-name = Call name
label-former-surnames = Former surnames
label-birth-date = Date of birth
label-sent-birth-date = Birth date as sent
label-died = Date of death
label-nationality = Nationality
label-language = Mother tongue
label-sex = Sex
label-municipality = Home municipality
label-hetu = Personal identity code (hetu)
label-superseded-hetus = Earlier hetus
label-passports = Passport numbers
label-emails = E-mail identifiers
label-oid = OID
label-oppijanumero = Oppijanumero
label-head = Head (OID)
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
event-ImportRowsReceived = Rows of an import were received
event-ImportReceived = An import was received
event-ImportRowResolved = A row of an import was matched to this learner
event-ImportRowRefused = A row of an import was refused
event-UnsentRowsReported = The sender reported rows that were not sent
event-ImportRowWithheld = A row of an import was judged again, because VTJ confirmed other names
event-ImportRowReassigned = A row of an import was moved to another learner
event-ImportCompleted = The import was processed
event-ImportDataExpired = The original rows of an import were destroyed when their time had passed
event-ImportNoticeSent = A notice of failures was sent by e-mail
event-ImportNoticeClaimed = A notice of failures was made ready to be sent
event-ImportNoticeNotSent = The notice of failures could not be sent
event-ConflictReviewed = A conflict was noted as checked in own register
event-ConflictReviewTakenBack = The note that a conflict was checked was taken back
event-HandOverNoted = The learner was noted as handed over to OPH
event-hand-over-taken-back = The note that the learner was handed over to OPH was taken back
event-PersonRegistered = The learner was registered and got an OID
event-PersonDetailsCorrected = The learner’s data was corrected
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
event-Reversed = Events were reversed
event-reversed-one = An event was reversed
event-linked-to = Learner { $member } was linked to { $to }
event-RegisterUnavailable = VTJ stopped answering
event-RegisterAvailable = VTJ answers again
event-ErasureOrdered = The learner’s personal data was ordered to be erased
event-PersonalDataErased = The learner’s personal data has been erased
event-other = Event { $type }
entry-of = About the linked number { $oid }
entry-of-head = About the number { $oid }, to which this one is linked
entry-by = By: { $who }
entry-why = Why: { $reason }
entry-number = event { $position }
entry-undone = No longer counts
entry-undone-by = The reversal
entry-reverses = Reversed events:
event-of-others = { $n ->
    [one] And one event of another learner
   *[other] And { $count } events of other learners
}
event-of-another = an event of another learner
entry-cause = Caused by:
entry-changes = Changed data ({ $count })
entry-changes-caption = Data before and after
entry-as-it-stood = Show the data as of this moment
entry-compare = Compare with the moment that the page shows
compare-link = Compare two moments
compare-title = Comparison: { $oid }
compare-heading = The learner’s data at two moments
compare-alku = First moment
compare-loppu = Second moment
compare-hint = The number of an event, or a day such as 1.9.2026. A day means its end.
compare-fault = Give the number of an event, or a day as d.m.yyyy.
compare-not-yet = There is no such event. The newest event is { $newest }.
compare-submit = Compare
compare-point = { $when } (event { $position })
compare-nobody-yet = Event { $position }: the learner was not in the registry yet
compare-differs = { $n ->
    [0] The data was the same
    [one] One piece of data differs
   *[other] { $count } pieces of data differ
}
entry-is-shown = The page shows the learner at this entry.
column-before = Before
column-after = After
actor-registry = The registry (automatic)
actor-operator = The operator of the service
actor-you = You
actor-official = Official { $id }
actor-official-named = Official { $name } ({ $id })
actor-service = The sending system
actor-service-id = System { $id }
by-right = right { $right }
channel-onr = through the API
channel-api = through the programming interface
channel-staff = on the pages for officials
channel-cli = from the command line
channel-reactor = in the background
reason-erasure_request = the data subject’s request for erasure
reason-retention_ended = the retention period ended
reason-moved_from_onr = imported from the old registry
reason-unlawful_processing = the data was recorded without lawful grounds
reason-legal_obligation = a law, a court or an authority requires the erasure
origin-import_row = A row of an import created the learner.
origin-single_look_up = A single look-up created the learner.
origin-single_learner = The learner was created individually, without a hetu.
origin-program = A program created the person.
origin-moved_from_onr = The person was imported from the old registry.
fate-superseded = The hetu that went was theirs and is no longer in force. Imports find the learner by it too.
fate-withdrawn = The hetu that went was never theirs.
detail-linked = { $member } is a member of { $to }.
link-reason-same_person = They were found to be one person.
link-reason-register_says = VTJ has replaced the hetu of one by that of the other.
link-reason-verified_merged = They were merged: both were identified from VTJ, and two officials agreed.
link-reason-moved_from_onr = They were linked in the old registry already.
way-automatic = By itself, after an import or a correction.
way-asked = Asked for by an official.
way-override = An official took over the data from VTJ.
way-single_look_up = At once, with a single look-up.
way-moved_from_onr = Identified in the old registry already; VTJ was not asked again.
identifier-oid = OID
identifier-hetu = hetu
identifier-passport = passport number
identifier-email = e-mail identifier
identifier-eidas = eIDAS identifier
identifier-account = account
detail-row = Row { $row }
detail-created = Nobody had any identifier of the row: the learner was created.
detail-matched = The learner was found by: { $identifier }
detail-conflicts = Conflict: { $kinds }
detail-hetu-offered = The row offered a hetu for a learner who has none.
detail-attempt = Attempt { $count } with the same hetu
detail-verified-with = Hetu and name were verified with: { $who }
detail-no-finnish-hetu = It was confirmed that the learner has no Finnish hetu.
detail-similar-seen = Similar persons looked at: { $count }
detail-import-undone = The undoing of the whole import was ordered { $when }: { $who }
detail-undo-asked = The undoing of the whole import was asked for { $when }: { $who }
detail-undo-approved = It was approved { $when }: { $who }
detail-restores = Reversed the undoing of import { $number }
detail-brings-back = Counts again: { $event }
detail-restore-asked = The reversal of the undoing was asked for { $when }: { $who }
detail-import-restored = The undoing was reversed { $when }: { $who }
detail-words = Reason: { $words }
detail-others = Other persons concerned: { $oids }
detail-register-answered = VTJ has the name: { $name }

## When there is nothing to see
refusal-page-back = Back to the page you came from
refusal-page-what-next = What to do next
refusal-page-signed-out = Sign in
refusal-page-signed-out-why = Only a signed-in official sees this page. Your session may have ended.
refusal-page-signed-out-next = Sign in and open the page again.
refusal-page-no-right = You lack the right
refusal-page-no-right-why = The page needs one of these rights: { $rights }.
refusal-page-no-right-next = Your own organisation grants the right. Ask its administrator or the user responsible for rights.
refusal-page-no-learner = Learner not found
refusal-page-no-learner-why = No learner has this number, or the learner belongs to none of the organisations in which you have the right OPPIJOIDENTUONTI.
refusal-page-no-learner-next = Check the number. If you got it from a conflict, see the help page on conflicts. If the learner is yours, import them again with the right data.
refusal-page-other-import = You cannot see this import
refusal-page-other-import-why = The import was sent by an organisation in which you do not have the right OPPIJOIDENTUONTI.
refusal-page-other-import-next = Check the import ID. If the import is yours, ask your organisation’s administrator for the right.
refusal-page-not-found = Page not found
refusal-page-not-found-why = There is no page, import or learner at this address.
refusal-page-not-found-next = Check the address, the import ID or the OID, or begin with the report.
refusal-page-stale-form = The form is out of date
refusal-page-stale-form-why = Nothing was saved, because the form was made in an earlier session.
refusal-page-stale-form-next = Open the page again and try once more.
refusal-page-unavailable = The service is not available just now
refusal-page-unavailable-why = The data could not be fetched. Nothing is lost.
refusal-page-unavailable-next = Wait a moment and reload the page. If this continues, contact support.
refusal-page-fault = Something went wrong
refusal-page-fault-why = The page could not be shown. The fault lies in the service.
refusal-page-fault-next = Try again. If it happens again, tell support the address of the page and the time.

## Signing in
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
sign-in-untrusted = The sign-in service’s answer could not be accepted
sign-in-untrusted-why = Its signature, recipient or time is not right. Tell the operator: the reason is in the log.
sign-in-no-rights = You lack a right
sign-in-no-rights-why = You were signed in, but you have no rights in the learner number registry.
sign-in-no-rights-which = For the import report you need the right OPPIJOIDENTUONTI (Oppijoiden tuonti) in your organisation; an auditor needs REKISTERINPITAJA_READ at the Finnish National Agency for Education.
sign-in-no-rights-who = Your own organisation grants it: at a university its administrator or responsible user, elsewhere the administrator of the learner number service. Then sign in again.
sign-in-too-many = You have rights in too many organisations
sign-in-too-many-why = A session holds about a thousand organisations. Ask for the right in an organisation above them: it reaches those below, too.

access-title = Access log
access-help = Help: Access log
access-looks = Views
access-refusals = Refused requests
access-refused-learner-seen = Viewing a learner’s data
access-refused-learner-changed = Changing a learner’s data
access-refused-import-seen = Viewing an import
access-refused-import-changed = Changing the notes of an import
access-refused-page-seen = Viewing another page
access-refused-page-changed = An act on another page
access-refused-program-seen = A query by a program
access-refused-program-changed = A change by a program
access-person = Learner’s OID
access-person-fault = This is not a learner’s OID. It begins with 1.2.246.562.24.
access-who = Viewed by
access-subject = Viewer’s identifier
access-who-hint = Id of the official or service. As you type a name, the field suggests ids.
access-from = From
access-to = To
access-none = No entries were found.
access-with-lists = Also show entries from lists
access-without-lists = Hide entries from lists
access-with-programs = Also show requests by programs
access-without-programs = Hide requests by programs
access-last = Last
access-what = What
access-behalf = Organisation and system
access-times = Times
access-protected = protection order
access-nobody = not signed in
access-paging = More entries
access-newest = To the newest
access-older = Older
look-numbers = Numbers
look-fetched = Data fetched by a system
look-listed = Shown in a list
look-page = Learner’s page
look-history = A past state
look-sent_data = Data as sent

## Finding a learner
find-title = Find a learner
find-help = Help: Find a learner
find-label = Search for a learner
find-hint = A name or the beginnings of names in any order, a hetu (a former one too), an OID, the sender’s id, a passport number, an e-mail identifier or a date of birth (14.3.1998). Whose data a search shows is recorded in the access log.
find-none = No learner of your organisations was found. Check what you typed; a hetu and an OID must be whole.
find-none-all = No learner was found. Check what you typed; a hetu and an OID must be whole.
find-found = { $n ->
        [one] One learner found
       *[other] { $count } learners found
    }
find-range = Learners { $from }–{ $to }
find-unfinished = So many match that not all were looked at. Add a first name or a date of birth.

## The report at a glance
overview-title = Overview
overview-help = Help: Overview
overview-all = Learners sent
overview-open = Open errors
overview-older = Older than { $days } days
overview-causes = Errors by cause
overview-people = Learners
overview-median = Median age
overview-oldest = Oldest
overview-flow = Errors over time
overview-days-field = Period
overview-days = { $days } days
overview-still-open = Open at the end of the day
overview-changes = New and solved
overview-flow-told = A learner who came to the error list and left it on the same day is not in these figures.
overview-came = New
overview-solved = Solved
overview-as-table = The same figures as a table
overview-organisations = Errors by organisation
overview-organisations-several = A learner may belong to several organisations, so the rows may add up to more than the number of errors.
overview-organisations-more = The table shows the organisations with the most errors. Find the others by filtering the error list.
register-title = VTJ
register-answers = VTJ answers
register-silent = VTJ does not answer
register-since = The outage began on { $when }.
register-waiting = { $n ->
        [one] One learner is waiting for an answer.
       *[other] { $count } learners are waiting for an answer.
    }
register-waiting-many = More than { $count } learners are waiting for an answer.
register-week-good = No outages in 7 days
register-week-bad = { $n ->
    [one] Outages on { $count } day of the last 7
   *[other] Outages on { $count } days of the last 7
}
register-day-good = no outages
register-day-minutes = away { $minutes } min
register-day-hours = away { $hours } h { $minutes } min
register-nobodys-fault = The outage is not caused by your data: processing continues automatically when VTJ answers.

## Problems for programs
problem-invalid-parameter = Invalid parameter
problem-invalid-field = Invalid field
problem-unauthenticated = Not signed in
problem-forbidden = A right is missing
problem-forbidden-next = Ask your organisation’s administrator for one of the listed rights in the organisation that this is about.
problem-not-found = Not found
problem-preview-changed = The data has changed since the preview that was confirmed
problem-preview-changed-next = Read the new preview and confirm it with its own fingerprint.
problem-confirmation-missing = The command must be confirmed
problem-confirmation-missing-next = Read the preview and send the command again, with the preview’s fingerprint in the header If-Match.
problem-idempotency-key-reused = The same Idempotency-Key was used for another request
problem-idempotency-key-reused-next = Give a new request a key of its own. The same key repeats only exactly the same request.
problem-already-asked = The same is asked for already and waits for a second official
problem-already-asked-next = Another official of OPH gives or refuses the approval with this number, or whoever asked takes it back. Only then can the same be asked for again.
problem-unavailable = Unavailable just now
problem-fault = A fault of the service
problem-bad-request = Bad request

## Why something was not done
refused-no-import = There is no such import
refused-no-import-next = Check the import ID.
refused-import-expired = The rows of the import have been destroyed already
refused-import-expired-next = The rows can no longer be added to the import. Correct them and send them again.
refused-unsent-rows-malformed = The rows reported are not of the right form
refused-unsent-rows-malformed-next = Report 1–500 different rows, with 1–20 faults each and a reference of at most 255 characters.
refused-no-consumer = There is no such system on the list
refused-no-consumer-next = Look at the list again.
refused-no-conflict = The row has no conflict
refused-no-conflict-next = Check the number of the row. Conflicts are shown on the import’s tab Conflicts.
refused-already-checked = Already checked
refused-already-checked-next = You need not do anything.
refused-not-checked = The conflict is not marked as checked
refused-not-checked-next = You need not do anything.
refused-hetu-in-use = Another person has this hetu already.
refused-hetu-in-use-next = Check the hetu with the learner. If it is right, one person is here twice, and the records must be linked.
refused-identifier-in-use = An identifier is in use by another person
refused-identifier-in-use-next = Look that person up by the identifier.
refused-access-as-asked = The organisation’s access is as asked already
refused-access-as-asked-next = You need not do anything.
refused-passport-in-use = The passport number is in another person’s data
refused-passport-in-use-next = Check the passport number. If it is right, the learner is in the register already.

## Preview
preview-title = What changes
command-give-approval-said = What was stated in the request
preview-said = What you have stated
preview-nothing = Nobody’s visible data changes.
preview-moved = The data has changed since you saw the preview. Nothing was done. Check the new preview.
preview-person = Learner { $oid }
preview-new-person = New learner
preview-rows = Rows of imports that give another number, or lead to nobody any more
preview-row = Row { $row } of import { $import }: { $before } → { $after }
preview-change = { $field }: { $before } → { $after }
preview-row-turns = Row { $row } of import { $import } came by an identifier that is not the learner’s any more. Decide afterwards on the learner’s page to whom it leads. Now { $before }, then { $after }.
preview-rows-more = There are more rows than are shown here.
preview-unidentified = no oppijanumero (OID { $oid })
preview-listed = The error list
preview-listed-comes = { $oid } comes into it: { $cause }
preview-listed-leaves = { $oid } leaves it
preview-listed-turns = { $oid }: { $before } → { $after }
preview-fetched = { $oid }: { $who }, last { $when }, times { $times }
preview-fetched-somebody = somebody
preview-cancel = Cancel
form-waits = Please wait. Your request is being processed.
preview-return = Go back and change
label-state = State
label-cause = Cause of the error
refusal-page-refused = This was not done
refusal-page-form-used = The form has been used already
refusal-page-form-used-why = Something else was done with the same form before. Nothing new was done.
refusal-page-form-used-next = Open the page again and check what has been done.

## Acts: what officials do to a learner
act-title = Actions
act-details = Correct data
act-hetu = Hetu
act-identify = Identify
act-activity = Passivation
done-hetu = The hetu was added. Identification against VTJ begins automatically, and its outcome appears on this page.
done-hetu-katko = The hetu has been added. VTJ does not answer now: the learner is identified automatically once it does.
done-hetu-vaihdettu = The hetu was replaced. Identification against VTJ begins automatically, and its outcome appears on this page.
done-hetu-vaihdettu-katko = The hetu has been replaced. VTJ does not answer now: the learner is identified automatically once it does.
done-hetu-poistettu = The hetu was removed.
done-tiedot = The data was saved.
done-yksiloity = The learner is identified and has an oppijanumero.
done-kysytty = VTJ is being asked again. The outcome appears on this page.
done-kysytty-katko = VTJ does not answer now. It is asked automatically once it does.
done-passivoitu = The learner was passivated.
done-aktivoitu = The learner was made active again.
edit-hetu-title = Hetu
edit-details-title = Correct the learner’s data
edit-identify-title = Identify the learner
edit-activity-title = Passivation of the learner
edit-erased-title = The learner’s personal data has been erased
edit-passive-title = The learner is passive
edit-stale = Your session had changed, so nothing was saved. What you typed stands below. Check it and send the form again.
edit-why = Reason
edit-kept-title = Your session has ended
edit-kept-told = Nothing was saved, but what you typed is kept on this page.
edit-kept-still-out = You have not signed in yet. Sign in first, and then come back to this page.
edit-kept-sign-in = Sign in (opens in a new tab)
edit-kept-then = Come back to this tab and continue.
edit-kept-go-on = Continue
versions-title = The data has changed meanwhile
versions-title-by = The data has changed meanwhile: { $who }, { $when }
versions-seen = When you opened the form
versions-now = Now
versions-wanted = Your version
choice-none = –
contacts-new = New contact details
contact-fault = Check this contact detail: it is too long or malformed.
contact-kind-1 = Home address
contact-kind-2 = Work address
contact-kind-3 = Address of leisure
contact-kind-6 = From an application
contact-kind-7 = Other
former-superseded = It was the learner’s own and is now a former one. It still finds the learner in imports.
former-withdrawn = It was never the learner’s: mistyped, a test hetu, or somebody else’s.
field-hetu = Personal identity code (hetu)
field-hint-hetu = 11 characters, such as 140398-9457
field-former = What becomes of the present hetu?
field-words = Reason in your own words
field-needed = (required)
field-first-names = First names
field-call-name = Call name
field-hint-call-name = One of the first names, or several that follow each other
field-surname = Surname
field-birth-date = Birth date
field-hint-birth-date = As 14.3.2004
field-sex = Sex
field-language = Mother tongue
field-service-language = Service language
field-nationalities = Nationality
field-passports = Passport number
field-emails = E-mail identifier
field-contact-kind = Kind
field-contact-street = Street address
field-contact-postal-code = Postal code
field-contact-city = Town
field-contact-municipality = Municipality
field-contact-country = Country
field-contact-phone = Phone
field-contact-mobile = Mobile phone
field-contact-email = E-mail
field-no-finnish-hetu = The learner has no Finnish hetu.
field-similar-seen = I have looked for the same person in the registry, and they are not there yet.
field-cause = Cause
add-hetu-title = Add a hetu
add-hetu-told = After saving, the learner is identified from VTJ automatically.
add-hetu-send = Add the hetu
add-hetu-do = Add the hetu all the same
replace-hetu-title = Replace the hetu
replace-hetu-told = Another hetu takes the place of the present one.
replace-hetu-send = Show what replacing changes
replace-hetu-do = Replace the hetu
remove-hetu-title = Remove the hetu
remove-hetu-told = Remove a wrong hetu. What rests on it no longer counts.
remove-hetu-send = Show what removing changes
remove-hetu-do = Remove the hetu
hetu-holder = The hetu belongs to learner { $oid }. Open their page and compare.
way-link = Compare, and link the same person
hetu-fixed = Why the hetu cannot be changed
hetu-birth-date-differs = The birth date of the hetu is not the learner’s. Check that the hetu really is this learner’s.
hetu-typed = The hetu that you typed
correct-details-title = The learner’s data
correct-details-told = When the name of a learner with a hetu is corrected, VTJ is queried again automatically.
correct-details-birth-date = The birth date comes from the hetu.
correct-details-told-register = The learner is identified from VTJ. Only what VTJ does not keep can be corrected.
correct-details-send = Save
identify-by-hand-title = Identify without a hetu
identify-by-hand-told = The learner gets an oppijanumero. The data above must be complete.
identify-by-hand-send = Identify
ask-register-title = Ask VTJ now
ask-register-told = VTJ is asked again about the learner’s hetu, and the outcome appears on the learner’s page.
ask-register-send = Ask VTJ
passivate-title = Passivate the learner
passivate-told = A passive number is no longer used. It still answers always, and says that it is passive.
passivate-send = Show what passivating changes
passivate-do = Passivate
reactivate-title = Make the learner active again
reactivate-told = The learner returns to the state that they would have without the passivation.
reactivate-send = Show what making active changes
reactivate-do = Make active
passivation-unused_number = The number was issued needlessly and is used nowhere.
passivation-test_person = A test person, no natural person
passivation-other = Another cause
passivation-choice-unused_number = The number was issued needlessly and is used nowhere.
passivation-choice-test_person = A test person, no natural person
passivation-choice-other = Another cause: write the reason
look-title = Systems that have fetched this number
look-line = { $who }: last { $when }, number of times that day: { $times }
look-nobody = No system but the one that sent the learner in has fetched the number here.
look-elsewhere-unknown = Use elsewhere is unknown: the number may stand in other systems.
label-passive = Passive
label-service-language = Service language
event-PassivePersonSent = A row of an import led to a passivated learner
event-PersonPassivated = The learner was passivated
event-PersonReactivated = The learner was made active again
event-ReasonStated = The official gave a reason
event-IdentifierAttached = The learner got an identifier
event-IdentifierDetached = An identifier was taken from the learner
event-IdentificationRequested = An official had VTJ asked
event-MovedFromOnr = The learner was imported from the old registry
refused-no-person = There is no such learner
refused-no-person-next = Check the OID.
refused-nothing-to-hand-over = The learner has no error
refused-nothing-to-hand-over-next = There is nothing to hand over: the learner has left the error list.
refused-already-noted = The mark stands so already
refused-already-noted-next = You need not do anything.
refused-person-unreadable = The learner’s personal data was erased or cannot be opened, or the registration was reversed.
refused-person-unreadable-next = Nothing can be changed. If this is a surprise, tell OPH the OID.
refused-person-passive = The learner is passive.
refused-person-passive-next = Ask OPH to make the learner active first.
refused-hetu-verified = The learner is identified from VTJ, so the hetu cannot be changed here.
refused-hetu-verified-next = If the hetu is wrong, ask OPH to revoke the identification.
refused-hetu-verified-to-keeper = The learner is identified from VTJ, so the hetu cannot be changed here.
refused-hetu-verified-to-keeper-next = If the hetu is wrong, revoke the identification first.
refused-hetu-there-already = The learner has a hetu already.
refused-hetu-there-already-next = Replace it, or remove it first.
refused-no-hetu-there = The learner has no hetu.
refused-no-hetu-there-next = Add a hetu.
refused-hetu-the-same = This is the learner’s present hetu.
refused-hetu-the-same-next = Type another hetu. To have VTJ asked again, choose Identify.
refused-hetu-blank = There is a blank or an unseen character in the hetu.
refused-hetu-blank-next = Remove it.
refused-hetu-lookalike = The seventh character only looks like a separator, as a dash of a word processor does.
refused-hetu-lookalike-next = Type the separator on the keyboard: + - U V W X Y A B C D E F.
refused-hetu-length = A hetu has 11 characters: six digits, a separator, three digits and a check character.
refused-hetu-length-next = Check that no character is missing or too many, and that digits and letters are in their places.
refused-hetu-separator = The seventh character is no separator of a hetu.
refused-hetu-separator-next = It is one of + - U V W X Y A B C D E F.
refused-hetu-date = The first six digits are not a date.
refused-hetu-date-next = Check day, month and year.
refused-hetu-fits-hyphen = The separator does not fit the birth date. The date would fit the separator - (born in the 1900s).
refused-hetu-fits-hyphen-next = Check the separator with the learner.
refused-hetu-fits-a = The separator does not fit the birth date. The date would fit the separator A (born in the 2000s).
refused-hetu-fits-a-next = Check the separator with the learner.
refused-hetu-individual-number = The individual numbers 000 and 001 are given to nobody.
refused-hetu-individual-number-next = Check characters 8 to 10.
refused-hetu-check-character = The check character does not match the digits.
refused-hetu-check-character-next = One of the characters is mistyped: compare each.
refused-hetu-test = This is a test or temporary hetu, which is never looked up in VTJ.
refused-hetu-test-next = If the learner has no other hetu, identify them without one.
refused-fate-missing = Choose what becomes of the present hetu.
refused-fate-missing-next = If you are not sure, ask the learner.
refused-words-too-long = The reason is too long.
refused-words-too-long-next = Shorten it to at most 2,000 characters.
refused-words-malformed = The reason has characters that no text may have.
refused-words-malformed-next = Write it without control characters and other characters that stand for no letter.
refused-field-of-register = VTJ keeps this field, so it cannot be corrected here.
refused-field-of-register-next = If it is wrong, the learner can have it corrected at DVV.
refused-changed-meanwhile = Somebody else has changed the same field meanwhile, so nothing was saved.
refused-changed-meanwhile-next = Compare the versions, and save again if yours is right. The other fields have what you typed, or the present value where you changed nothing.
refused-nothing-changes = Nothing was changed.
refused-nothing-changes-next = Change a field, or go back to the learner’s page.
refused-first-names-missing = First names are missing.
refused-first-names-missing-next = Type all first names.
refused-first-names-too-long = First names are too long.
refused-first-names-too-long-next = Shorten them to at most 255 characters.
refused-first-names-malformed = First names have characters that no name may have.
refused-first-names-malformed-next = Type the names again.
refused-call-name-too-long = The call name is too long.
refused-call-name-too-long-next = Shorten it to at most 255 characters.
refused-call-name-malformed = The call name has characters that no name may have.
refused-call-name-malformed-next = Type the name again.
refused-call-name-missing = The name used is missing.
refused-call-name-missing-next = Write one of the first names, or several consecutive ones.
refused-call-name-not-among = The call name is none of the first names.
refused-call-name-not-among-next = Choose one of the first names, or several that follow each other.
refused-surname-missing = The surname is missing.
refused-surname-missing-next = Type the surname.
refused-surname-too-long = The surname is too long.
refused-surname-too-long-next = Shorten it to at most 255 characters.
refused-surname-malformed = The surname has characters that no name may have.
refused-surname-malformed-next = Type the name again.
refused-birth-date-malformed = The birth date is no date on which a learner can be born.
refused-birth-date-malformed-next = Type it as 14.3.2004. It cannot be in the future or before 1880.
refused-birth-date-of-hetu = The birth date comes from the hetu.
refused-birth-date-of-hetu-next = If it is wrong, check the hetu.
refused-sex-unknown = The sex is not in the code set.
refused-sex-unknown-next = Choose from the list.
refused-language-unknown = The mother tongue is not in the code set.
refused-language-unknown-next = Choose from the list.
refused-language-of-member = The mother tongue is that of a record linked to the learner, and cannot be emptied here.
refused-language-of-member-next = Choose the right mother tongue. If the record is another person’s, take the link back.
refused-service-language-unknown = The service language is not in the code set.
refused-service-language-unknown-next = Choose from the list.
refused-nationality-unknown = A nationality is not in the code set, or there are too many.
refused-nationality-unknown-next = Choose at most 20 from the list.
refused-nationality-of-member = A nationality is that of a record linked to the learner, and cannot be removed here.
refused-nationality-of-member-next = Choose the nationality again. If the record is another person’s, take the link back.
refused-contacts-malformed = Contact details have a value that is too long, a wrong e-mail address, or a kind that VTJ alone gives.
refused-contacts-malformed-next = Check the contact details.
refused-contact-email = The e-mail address is not valid.
refused-contact-email-next = Write it as name@example.org.
refused-passport-malformed = A passport number is too long, or there are too many.
refused-passport-malformed-next = Check the number.
refused-email-malformed = The e-mail identifier is no e-mail address, or there are too many.
refused-email-malformed-next = Check the address.
refused-email-in-use = Another person has this e-mail identifier already.
refused-email-in-use-next = Check it with the learner. If it is right, one person is here twice, and the records must be linked.
refused-identified-already = The learner is identified already.
refused-identified-already-next = There is nothing to do.
refused-identify-has-hetu = The learner has a hetu, so VTJ identifies them.
refused-identify-has-hetu-next = If the hetu is wrong, remove it first.
refused-identify-needs-first-names = First names are missing.
refused-identify-needs-first-names-next = Fill them in under Correct data.
refused-identify-needs-call-name = The call name is missing.
refused-identify-needs-call-name-next = Fill it in under Correct data.
refused-identify-needs-surname = The surname is missing.
refused-identify-needs-surname-next = Fill it in under Correct data.
refused-identify-needs-birth-date = The birth date is missing.
refused-identify-needs-birth-date-next = Fill it in under Correct data.
refused-identify-needs-sex = The sex is missing.
refused-identify-needs-sex-next = Fill it in under Correct data.
refused-identify-needs-language = The mother tongue is missing.
refused-identify-needs-language-next = Fill it in under Correct data.
refused-identify-needs-nationality = The nationality is missing.
refused-identify-needs-nationality-next = Fill it in under Correct data.
refused-no-finnish-hetu-unconfirmed = Confirm that the learner has no Finnish hetu.
refused-no-finnish-hetu-unconfirmed-next = If they have one, add it.
refused-similar-not-looked-at = Confirm that you have looked for the same person in the registry.
refused-similar-not-looked-at-next = Look at the similar learners whom the page shows, or search, and say on the form that you have.
refused-no-hetu-to-ask-about = The learner has no hetu to ask VTJ about.
refused-no-hetu-to-ask-about-next = Add the hetu, or identify the learner without one.
refused-test-hetu-not-asked = A test or temporary hetu is not looked up in VTJ.
refused-test-hetu-not-asked-next = Remove it and identify the learner without a hetu, or ask for passivation of a test person.
refused-asked-already = VTJ is being asked already.
refused-asked-already-next = The outcome appears on the learner’s page.
refused-passive-already = The learner is passive already.
refused-passive-already-next = There is nothing to do.
refused-active-already = The learner is active.
refused-active-already-next = There is nothing to do.
refused-passivation-needs-words = This passivation needs a written reason.
refused-passivation-needs-words-next = Write why the learner is passivated.
refused-reactivation-needs-words = Making a learner active again needs a written reason.
refused-reactivation-needs-words-next = Write why the learner is made active again.
refused-reversal-needs-words = A reversal needs a written reason.
refused-reversal-needs-words-next = Write why the event is reversed.
review-undone-why = The official took the decision back at once.
refused-passivation-cause-missing = Choose the cause of the passivation.
refused-passivation-cause-missing-next = If none fits, choose another cause.
edit-faults = { $n ->
    [one] Correct one thing
   *[other] Correct { $count } things
    }
## An official’s work: keys, similar learners, several at once, what I did
keys-title = Keyboard shortcuts
keys-elsewhere = On other pages
keys-close = Close
keys-off = Turn the shortcuts off
key-next = Next learner of the list
key-previous = Previous learner of the list
key-list = Back to the list
key-details = Correct the learner’s details
key-hetu = Hetu
key-identify = Identify
key-comparison = VTJ comparison
key-duplicates = Possible duplicates
key-activity = Passivation, or request to OPH
key-rows = Rows of imports
key-separate = Separate two persons
key-sitting = What I did
key-undo = Take back the last decision about a duplicate
key-search = To the search field
key-keys = This list
opens-beside = (opens in a new tab)
similar-title = Similar learners
similar-told = { $n ->
    [0] Nobody in the registry resembles this learner.
    [one] Compare with this learner. If it is the same person, do not identify: link.
   *[other] Compare with these { $count } learners. If one of them is the same person, do not identify: link.
    }
similar-link = Link the same person
similar-seen = { $n ->
    [0] No similar learners were found, and I do not know of the person being here already.
    [one] I have looked at the similar learner. It is not the same person.
   *[other] I have looked at { $count } similar learners. None of them is the same person.
    }
refused-similar-came = The list of similar learners has changed.
refused-similar-came-next = Look at the list and confirm again.
edit-kept-again = Send the form again
queue-chosen-ask = Ask VTJ now
queue-chosen-passivate = Passivate
queue-asked-done = { $n ->
    [0] VTJ was asked about nobody.
    [one] VTJ is being asked again about one learner. They are in progress until VTJ answers.
   *[other] VTJ is being asked again about { $count } learners. They are in progress until VTJ answers.
    }
queue-not-asked = { $n ->
    [one] About one, VTJ cannot be asked: there is no hetu, it is a test hetu, VTJ is being asked already, or your rights do not reach the learner.
   *[other] About { $count } learners, VTJ cannot be asked: there is no hetu, it is a test hetu, VTJ is being asked already, or your rights do not reach them.
    }
queue-passivated = { $n ->
    [one] One learner was passivated.
   *[other] { $count } learners were passivated.
    }
passivate-several-title = Passivate the chosen learners
passivate-several-told = All of them are passivated at once for one reason, or none.
passivate-several-send = Show what changes
passivate-several-do = Passivate all
passivate-several-chosen = { $n ->
    [0] Nobody is chosen
    [one] One learner
   *[other] { $count } learners
    }
refused-nobody-chosen = Nobody is chosen.
refused-nobody-chosen-next = Go back to the list and choose learners.
refused-too-many-chosen = Too many are chosen.
refused-too-many-chosen-next = Choose at most 100 learners at a time.
refused-one-unknown = One of those chosen is not in the registry.
refused-one-unknown-next = Check the OIDs.
refused-one-unreadable = The data of one of those chosen has been erased or cannot be opened.
refused-one-unreadable-next = Leave them out.
refused-one-passive-already = One of those chosen is passive already.
refused-one-passive-already-next = Go back to the list and choose again.
sitting-title = What I did
sitting-told = What you have done in this session. You signed in { $when }.
sitting-none = You have changed nothing in this session.
sitting-waits-earlier = { $n ->
    [one] One act that you asked for earlier waits for a second official.
   *[other] { $count } acts that you asked for earlier wait for a second official.
    }
sitting-when = Time
sitting-what = What was done
sitting-whom = Learner or import
sitting-state = State now
sitting-undo = Undo
sitting-reverse = Undo
sitting-correct = Correct
sitting-reversed = Undone
sitting-of-keeper = OPH can undo this
look-officials = Officials who have seen the learner’s data
look-no-official = Nobody else has seen the data here.
look-acknowledged = Systems that have acknowledged receiving the number
look-acknowledged-line = { $who }, { $when }
look-elsewhere = Use elsewhere
## Two officials
approvals-told = These need a second official’s approval. Nobody approves their own request.
approvals-help = What needs two officials?
approvals-none = Nothing waits for approval.
approvals-reason = Reason
approvals-follows = What happens
approvals-asked = Asked by
approvals-learners = { $n ->
    [one] Learner
   *[other] Learners
    }
approvals-typed = The reason that you wrote: { $words }
approvals-prevented = This can no longer be approved. Refuse it: whoever asked can ask again on the basis of current data.
approvals-prevented-own = This can no longer be approved. Take the request back, and ask again on the basis of current data if needed.
rows-of-import = { $n ->
    [one] 1 row
   *[other] { $count } rows
    }
approvals-what = Asked for
approvals-own = You asked for this yourself, so another official decides.
approvals-look = See what happens
approvals-refuse = Refuse to approve
approvals-refusal-reason = Reason for refusing
approvals-accept-title = Accepting request { $number }: { $kind }
approvals-request-reason = Reason of the request
approvals-request-open = Open the request
approvals-ended = Decided last
approvals-outcome = Decision
approval-state-given = Approved
approval-state-refused = Refused
approval-state-taken-back = Taken back
approval-state-with-request = Ended with its request
approval-state-waits = Waits for a second official
approval-state-prevented = Can no longer be approved
approvals-take-back = Take the request back
approvals-reason-missing = Write why the request is refused.
approvals-done-hyvaksytty = The request was approved, and what was asked has been done.
edit-not-done = This could not be done
approvals-done-pyydetty = A second official has been asked to agree. The change is made when they have agreed.
approvals-done-odottaa = The same was asked for before: it waits for a second official. Nothing new was asked.
approvals-done-hylatty = The request was refused. Nothing was changed.
approvals-done-peruttu = Your request was taken back. Nothing was changed.
preview-show = Preview
preview-needs-second = A second official approves this before anything is done.
field-ground = Ground
field-reason = Reason
erasure-order = Order the erasure
field-hint-reason = The ground stays among the events. The reason that you write is erased with the other data.
refused-no-ground = Choose on which ground the data is erased
refused-no-ground-next = Choose the ground.
command-order-erasure = Erasure of personal data
command-order-erasure-title = Erasure of personal data
command-order-erasure-told = The personal data of the learner and of everybody linked with them is destroyed for good. The OID and the order of events stay.
command-order-erasure-send = Preview
preview-ask = Ask for approval
command-give-approval-title = A second official’s approval
command-give-approval-told = When you approve, what was asked is done at once.
command-give-approval-do = Approve and do it
refused-no-approval = There is no such request
refused-no-approval-next = Check the number on the page To approve.
refused-approval-decided = This has been decided already
refused-approval-decided-next = You need not do anything.
refused-own-approval = You cannot approve your own request
refused-own-approval-next = Ask another official of the registry’s keeper to look at it. You may also take the request back.
refused-approval-unreadable = The request can no longer be read, because the data is erased
refused-approval-unreadable-next = Refuse the request.
refused-approval-changed = The data has changed since the request
refused-approval-changed-next = Refuse the request. Whoever asked can ask again about the present data.
refused-already-erased = The learner’s data is erased already
refused-already-erased-next = You need not do anything.
refused-no-reason = The reason is missing.
refused-no-reason-next = Write a reason of at most 2,000 characters.
event-ApprovalAsked = A second official’s approval was asked for
event-ApprovalGiven = A second official approved the request
event-ApprovalRefused = The request for approval was refused or taken back
event-approval-taken-back = You took your request for approval back
event-approval-withdrawn = The request for approval was taken back
event-approval-refused = A second official refused to approve
act-approval-given = You approved what another official asked for
act-approval-refused = You refused to approve what another official asked for
act-of-command = { $act }: { $command }

act-comparison = VTJ comparison
done-yliajettu = VTJ’s data was taken over, and the learner is identified.
done-paivitetty = The data was refreshed from VTJ.
done-purettu = The identification was revoked.
edit-comparison-title = VTJ comparison
comparison-answered = VTJ answered
comparison-none = VTJ comparison
comparison-none-why = There is nothing to compare: VTJ has given no data whose name differs from the learner’s. Check the hetu with the learner or DVV.
comparison-none-hetu = The learner has no hetu, so there is no VTJ data to compare with.
comparison-none-unknown = VTJ does not know the learner’s hetu, so there is nothing to compare with. Check the hetu with the learner or DVV.
comparison-none-outage = VTJ is not answering just now. It will be asked again automatically when the outage is over.
comparison-none-waiting = VTJ has not answered yet.
comparison-verified = The learner is identified from VTJ, so there is nothing to compare. Only OPH refreshes the data from VTJ.
comparison-own = Registry
comparison-register = VTJ
comparison-judged = Comparison
comparison-withdraw = If the hetu is wrong, take it away
comparison-differs = differs
comparison-similarity = similarity { $percent }% (85% is enough)
comparison-nearly-same = The names are nearly the same
comparison-clearly-different = The names clearly differ: is the hetu right?
override-title = Override with VTJ’s data
override-told = The learner’s data is replaced by VTJ’s, and they are identified.
override-told-different = Verify hetu and name first. If the hetu is wrong, remove it under Hetu: then nothing of somebody else is taken over.
override-send = Show what changes
override-do = Override with VTJ’s data
refresh-title = Refresh from VTJ
refresh-told = The present data is fetched from VTJ. Of an official VTJ’s contact details are removed.
refresh-send = Refresh from VTJ
revoke-title = Revoke the identification
revoke-told = Revoking an identification from VTJ withdraws the hetu and puts back what VTJ had replaced.
revoke-send = Show what changes
revoke-do = Revoke the identification
field-verified-with = With whom were hetu and name verified?
field-hint-events = The event that you pressed is chosen, and those that belong with it. An event that is not chosen counts on.
field-user = Who is the person?
field-way = Which identification is revoked?
verified-with-learner = The learner
verified-with-dvv = DVV (the VTJ system)
verified-with-oph = OPH, who checked it with DVV
user-learner = A learner
user-staff = An official
refused-no-comparison = There is no data of VTJ to compare with.
refused-no-comparison-next = Check the hetu, or have VTJ asked again.
refused-register-record-changed = VTJ’s data has changed since the comparison.
refused-register-record-changed-next = Have VTJ asked again under Identify, and compare then.
refused-record-hetu-in-use = The person of VTJ is in this registry already.
refused-record-hetu-in-use-next = One person is here twice, and the records must be linked.
refused-verified-with-missing = The names clearly differ: say with whom hetu and name were verified.
refused-verified-with-missing-next = If the hetu is wrong, remove it.
refused-not-identified-from-register = The learner is not identified from VTJ.
refused-not-identified-from-register-next = Identify the learner first.
refused-register-knows-nobody = VTJ does not know the hetu.
refused-register-knows-nobody-next = Check it with DVV.
refused-register-gives-no-record = VTJ gave no data that could be taken over.
refused-register-gives-no-record-next = Try again later, or check it with DVV.
refused-hetu-changed-meanwhile = The hetu has changed since VTJ was asked. Nothing was changed.
refused-hetu-changed-meanwhile-next = Ask VTJ again.
refused-register-says-the-same = The data is the same as in VTJ already.
refused-register-says-the-same-next = There is nothing to do.
refused-register-away = VTJ does not answer just now. Nothing was changed.
refused-register-away-next = Try again in a moment.
refused-user-missing = Say whether the person is a learner or an official.
refused-user-missing-next = Of an official VTJ’s contact details are removed.
refused-not-identified-so = The learner is not identified in this way.
refused-not-identified-so-next = Choose an identification that holds.
refused-revocation-needs-words = Revoking an identification needs a written reason.
refused-revocation-needs-words-next = Write why it is revoked.

## Links and reversals
refused-link-nobody-chosen = You chose no learner, or the OID is not a learner’s.
refused-link-nobody-chosen-next = Choose the other learner from the list, or write their OID.
refused-link-two-others = You chose a learner from the list and also wrote another learner’s OID.
refused-link-two-others-next = Choose a learner from the list or write an OID, not both.
refused-link-no-other = The other learner does not exist
refused-link-no-other-next = Check the OID of the other learner.
refused-linked-already = These OIDs belong to the same learner already
refused-linked-already-next = If you meant another learner, give their OID.
refused-link-unreadable = The data of one of them is erased or void, or cannot be read
refused-link-unreadable-next = Link only learners whose data can be read.
refused-both-verified = Both learners are identified from VTJ
refused-both-verified-next = They can be merged where VTJ says that they are one person. OPH does that.
refused-both-identified = Officials have identified both learners
refused-both-identified-next = Linking them takes the right YKSILOINNIN_PURKU. Ask somebody who has it, or the Finnish National Agency for Education.
refused-hetu-of-eidas = The learner is identified by eIDAS, so there is no hetu.
refused-hetu-of-eidas-next = Revoke the identification first, or leave the hetu away.
refused-keeper-reactivates = Only OPH makes a learner active again.
refused-keeper-reactivates-next = Ask OPH to make the learner active.
refused-link-of-verified = One of the learners to be linked is identified from VTJ or by eIDAS, or has a hetu.
refused-link-of-verified-next = Link that learner without force, or ask OPH.
refused-other-heads = The learner chosen cannot be the head
refused-other-heads-next = The other one is identified or has a hetu, and so is the head. Link without choosing.
refused-hetu-of-member = Both learners have a hetu
refused-hetu-of-member-next = Choose on the form whether the hetu of the one who joins is the same learner’s or wrong.
refused-no-event = There is no such event
refused-no-event-next = Check the number of the event in the learner’s history.
refused-reversal-nothing-chosen = No event is chosen.
refused-reversal-nothing-chosen-next = Choose at least one event, or go back to the learner’s page.
refused-not-reversible = The event cannot be reversed
refused-not-reversible-next = It says what happened. Put the learner’s data right by another action.
refused-already-reversed = The event is reversed already
refused-already-reversed-next = A reversal can be reversed from the learner’s history.
refused-undo-not-of-sitting = Only a link that you made in this session is reversed here
refused-undo-not-of-sitting-next = Reverse the link in the learner’s history.
refused-reversal-erased = The learner’s data is erased
refused-reversal-erased-next = Events of an erased learner cannot be reversed.
refused-reversal-undecided = The reversal contradicts the present data
refused-reversal-undecided-next = Look at the conflicts and decide each before you reverse.
refused-reversal-too-many = The reversal would name more than 500 events
refused-reversal-too-many-next = Reverse the events in parts.

## Merging two learners whom VTJ has confirmed
act-merge = Merge with another learner who is identified from VTJ
edit-merge-title = Merging two learners who are identified from VTJ
merge-title = Merge the learners
merge-told = VTJ is asked about the hetus of both. The learners can be merged only if VTJ says that they are one person. The older number stays in force, and both hetus lead to the learner, who is shown with what VTJ said of the hetu in force. A second official must approve, and the merge can be reversed.
merge-send = Show what changes
merge-do = Ask for approval
merge-other = OID of the other learner
command-merge-verified = Merging of two learners who are identified from VTJ
review-merge = Merge the learners { $one } and { $other }
refused-merge-not-verified = One of the learners is not identified from VTJ
refused-merge-not-verified-next = Link the learners instead: nothing needs to be merged.
refused-merge-nobody-chosen = The other learner is missing
refused-merge-nobody-chosen-next = Write the other learner’s OID.
refused-merge-needs-words = Merging needs a written reason.
refused-merge-needs-words-next = Write why the learners are merged.
refused-merge-hetu-changed = The hetu of one of the learners has changed meanwhile
refused-merge-hetu-changed-next = Look at the learners and ask again.
refused-merge-register-silent = VTJ does not say that the learners are one person
refused-merge-register-silent-next = Check both hetus with DVV. Learners are merged only when VTJ has one person with both.
refused-merge-register-says-two = According to VTJ the learners are two persons
refused-merge-register-says-two-next = Keep the learners apart. If VTJ is wrong, DVV must correct it first.

act-link = Possible duplicates
edit-link-title = Possible duplicates and linking
edit-reverse-title = Reversing an event
entry-reverse = Reverse the event
done-linkitetty-hetut = The learners were linked. Both hetus lead to the learner. Refresh the learner from VTJ to see which hetu is valid now.
done-linkitetty = The learners were linked.
done-peruttu = The reversal is done.
link-title = Link another learner
link-told = Linked learners have one oppijanumero. No data is moved, and the link can be reversed.
link-send = Show what changes
link-do = Link
link-candidates = Possible duplicates
link-nobody = No possible duplicates were found.
link-compared = Comparison: { $name }
link-too-little = Too little is known of one of them to compare them.
link-note = Note
link-told-apart = An official has judged that they are two different persons.
link-heads-verified = { $oid } heads, because this learner is identified from VTJ and the other is not.
link-heads-by-hand = { $oid } heads, because an official has identified this learner and the other is not identified.
link-heads-hetu = { $oid } heads, because this learner has a hetu and the other has none.
link-heads-chosen = { $oid } heads, as you chose.
link-heads-oldest = { $oid } heads, because this number is older.
link-heads-smaller = { $oid } heads: the numbers were given at one moment, and this is the smaller one.
link-oid = OID { $oid }
link-member = The number { $oid } that you gave is linked to this one.
pair-judged-title = Judged before to be two persons
pair-judged = { $one } and { $other }: { $who }, { $when }.
link-application = Application { $number }
link-applications = Applications
link-applications-away = The application service does not answer just now, so no applications are shown. Everything else is up to date.
link-open = Open the learner { $oid }
link-proposed = Probably the same person ({ $points } points)
link-unlikely = Probably two persons ({ $points } points)
link-possible = Perhaps the same person ({ $points } points)
link-carried = They would not be proposed without: { $fields }
link-turned = They would be proposed if these were the same: { $fields }
link-or = or
link-finding = { $field }: { $rule } ({ $points })
link-head-auto = The registry chooses
link-head-this = This learner
link-head-other = The other learner
link-hetu = If both have a hetu: the hetu of the one who joins
link-hetu-kept = It is the same learner’s and goes on leading to them
link-hetu-withdrawn = It is wrong: a test hetu, or somebody else’s
link-records = The learners side by side
field-other = The other learner
field-other-oid = Or the OID of another learner
link-other-oid-alone = OID of another learner
field-head = Head, where the data does not decide it
field-events = Which events are reversed?
field-give-up = The learner goes without the identifier, and it stays with whoever has it now
reverse-title = Reverse events
reverse-told = The event stays in the history and no longer counts. Everything is as if it had never been, and later changes stay.
reverse-send = Show what changes
reverse-do = Reverse the events
reverse-event = { $what } (event { $position })
reverse-choice = { $what } { $when } (event { $position })
reverse-goes = Reversed
reverse-void = The registration is reversed
reverse-void-told = The number becomes void: it still answers and has no data any more, nor any that was corrected later.
reverse-comes-back = Counts again
reverse-asked-again-title = VTJ is asked again
reverse-asked-again = The hetu of learner { $oid } stays. If VTJ knows it, the learner is identified anew at once. If the hetu is wrong, reverse its addition too, or remove it.
reverse-asked-anew = The learner { $oid } has their hetu again. Where VTJ knows it, they are identified at once.
reverse-import = The undoing of an import is reversed
reverse-learners = { $n ->
    [one] one learner changes
   *[other] { $count } learners change
}
reverse-kept = Kept
reverse-conflicts = Decide first
reverse-to-head = Was done to the head while they were linked, and stays with it
reverse-rows-to-head = Rows that led to the head while linked, and stay there
reverse-why-named = chosen
reverse-why-same = by the same action
reverse-why-caused = caused by event { $position }
reverse-kept-decided = an official decided it; choose it below to reverse it
reverse-kept-left = left
reverse-taken = An identifier that { $of } would have again belongs to { $holder } now.
reverse-holder = Open the learner { $oid } who has the identifier now
reverse-two-links = The learner { $member } would be linked twice. Choose which link stays, and reverse the other too: event { $one } or { $other }.
reverse-one-goes = The learner { $member } would be linked twice. Reverse event { $edge } too, or leave this one.
reverse-edge = { $position } (the link to { $to })
reverse-circle = The links would form a circle from the learner { $member }. Reverse event { $edge } too.
reverse-void-head = The learner { $member } would be linked with a void one. Reverse event { $edge } too.
reverse-both-verified = The learners { $member } and { $other } are both identified from VTJ and cannot be linked (event { $edge }). Leave this. If they are one person, merge them.
rule-same = the same
rule-similar = nearly the same
rule-sounds-alike = sounds alike
rule-former = a former name
rule-swapped = names in each other’s place
rule-some-missing = some names are missing
rule-partly = partly the same
rule-day-and-month-swapped = day and month in each other’s place
rule-one-part-differs = one part differs
rule-missing = missing
rule-different = different
rule-both-confirmed = VTJ has confirmed both
command-revoke-identification = Revocation of an identification from VTJ

# Rows of imports that lead to the wrong learner
act-rows = Rows of imports
edit-rows-title = To whom rows of imports lead
done-rivit = The rows were assigned. Senders see a changed number in the report of the import.
rows-title = Assign rows
rows-told = Choose for each row. A row that goes to another learner gives its sender that learner’s number. The sender loses access to this learner where no other row gives it.
rows-send = Show what changes
rows-do = Assign the rows
rows-label = Rows
rows-none-turn = Every row leads here by an identifier that is still the learner’s.
rows-of-linked = Rows of { $oid }
rows-turn = { $n ->
    [one] { $count } row came by an identifier that is not the learner’s any more. Decide to whom it leads.
   *[other] { $count } rows came by an identifier that is not the learner’s any more. Decide to whom each leads.
}
rows-not-shown = { $n ->
    [one] { $count } row more is not shown.
   *[other] { $count } rows more are not shown.
}
row-label = Row { $row } of import { $import }
row-turns = The identifier is not the learner’s any more
row-sent = Sent as { $name }
row-reference = Reference { $tunniste }
row-stays = Stays with this learner
row-other = Goes to another learner
row-new = Goes to a new learner
field-row = Row
field-to = OID of the other learner
field-hint-to = All rows that go to another learner go to this one. All that go to a new learner go to the same new one.
detail-row-stays = The row stays with the learner
detail-row-moved = The row went from the learner { $from } to the learner { $to }
row-cause-identifier_ended = The identifier by which the row came is not the learner’s any more
row-cause-registration_void = The registration of the learner was reversed
row-cause-wrong_person = The row led to the wrong learner
refused-row-elsewhere = A row does not lead to this learner any more
refused-row-elsewhere-next = Open the page again and look at the rows.
refused-rows-none = No row would change
refused-rows-none-next = Choose for at least one row where it goes, or that it stays.
refused-rows-too-many = Too many rows at once
refused-rows-too-many-next = Choose at most 100 rows.
refused-row-no-target = The other learner does not exist, or you have no right to them
refused-row-no-target-next = Check the OID. If the learner belongs to another organisation, ask OPH.
refused-row-target-unreadable = The other learner’s data cannot be used
refused-row-target-unreadable-next = It is erased or void. Choose another learner or a new one.
refused-row-target-passive = The other learner is passive
refused-row-target-passive-next = Ask OPH to make the learner active first, or choose another one.
refused-row-same-person = The row leads to this learner already
refused-row-same-person-next = Choose that it stays, or give the OID of another learner.
refused-row-person-void = The row cannot stay with a learner whose registration was reversed
refused-row-person-void-next = Choose another learner or a new one.
refused-row-unreadable = What was sent in the row cannot be read any more
refused-row-unreadable-next = The sender sends the learner in again.

command-reverse-events = Reversal of events
event-MarkedNotDuplicate = It was noted that this is not the same person
detail-apart = { $one } and { $other } are not the same person ({ $points } points).
done-erotettu = It was noted that they are not the same person. They are possible duplicates again when their data changes.
done-avattu = The two are possible duplicates again.
apart-title = Not the same person
apart-told = They are no longer shown as possible duplicates of each other until an identifier, a name, the birth date or VTJ’s data changes. It can be taken back.
apart-send = They are not the same person
reopen-title = Not the same person, as judged before
reopen-told = Take the judgement back, and the two are possible duplicates again.
reopen-send = Take it back
refused-apart-already = It is noted already that they are not the same person
refused-apart-already-next = You need not do anything.
refused-not-apart = It is not noted that they are two persons, or their data has changed since
refused-not-apart-next = Look at the possible duplicates as they are now.
review-title = Duplicates
review-told = Learners who probably have several numbers, the likeliest first. Compare the data and decide.
review-left = { $n ->
    [one] One group is left.
   *[other] { $count } groups are left.
 }
review-empty = Nothing is left to decide.
review-held = { $n ->
    [one] Another official is deciding about the last group. Look again in a few minutes.
   *[other] Other officials are deciding about the { $count } groups that are left. Look again in a few minutes.
}
review-heading = { $n ->
   *[other] { $count } learners who are probably the same person
 }
review-differs = differs
review-since = Registered
review-pair = { $one } and { $other }
review-records = Which of them
review-impact = What the link would change
review-decision = Decision
review-keys = Choose with Space or the arrow keys, and press Enter. Z takes back the last decision.
review-same = They are the same person
review-apart = They are not the same person
review-later = Decide later
review-words = Reason (optional)
review-send = Go on
review-reads = You may look at the queue, and decide nothing about these learners.
review-next = Go on
review-undo = Take back
review-done-linkitetty-hetut = The learners were linked. Both hetus lead to the learner. Refresh the learner from VTJ to see which hetu is valid now.
review-done-linkitetty = The learners were linked.
review-done-erotettu = It was noted that they are not the same person.
review-done-samat = The identical learners were linked.
review-done-samat-osa = Some were linked. The rest have changed, or cannot be linked.
review-done-erotettu-osa = Of some it was noted that they are not the same person. The rest have changed, or cannot be decided.
review-done-peruttu = The decision was taken back.
review-further = None of the first groups are of your learners.
review-identical-open = Show learners who are the same in every field
review-identical-none = There are none among the likeliest groups.
review-identical-title = Identical learners
review-identical-told = These are the same in every field that is compared. They can be linked in one go.
review-identical-chosen = Link these
review-identical-send = { $n ->
    [one] Link one group
   *[other] Link { $count } groups
 }
refused-review-moved = Something has changed since the page was shown, and nothing was decided
refused-review-moved-next = Compare once more.
refused-review-nobody = At least two learners must be chosen
refused-review-nobody-next = Choose those about whom you decide.
refused-review-undecided = Nothing was chosen
refused-review-undecided-next = Choose a decision.
event-ImportUndoOrdered = It was ordered that an import is undone
event-ImportRowsUndone = Rows of an import were undone
kept-because-official = an official has acted on the learner
kept-because-other_import = another import relies on it
kept-because-register = VTJ has changed the learner’s data since
kept-because-program = a program has acted on the learner
kept-because-fetched = another organisation has fetched the number
approvals-import = Import
command-undo-import = Undoing an import
undo-follows = The learners’ data changes in parts when the import is undone.
undo-link = Undo the whole import
undo-link-rest = See whether the other rows can be undone too
undo-heading = Undoing import { $number }
undo-title = Undoing an import
undo-back = Back to the import
undo-told = What the rows of the import did to learners no longer counts: numbers that it created become void, and access that it gave ends. Rows on which others rely are kept.
undo-help = What follows from undoing?
undo-undone = { $n ->
    [one] One row is undone.
   *[other] { $count } rows are undone.
 }
undo-kept = { $n ->
    [one] One row is kept.
   *[other] { $count } rows are kept.
 }
undo-nothing-done = { $n ->
    [one] One row has changed nothing that still counts.
   *[other] { $count } rows have changed nothing that still counts.
 }
undo-left = { $n ->
    [one] The import is being undone: one row is yet to be looked at.
   *[other] The import is being undone: { $count } rows are yet to be looked at.
}
undo-waits = The undoing of this import waits for a second official
undo-waits-for-you = The undoing of this import waits for an approval that you can give
undo-waits-prevented = The undoing of this import was asked to be approved, which is no longer possible
restore-waits-prevented = Reversing the undoing of this import was asked to be approved, which is no longer possible
restore-waits = The reversal of this import’s undoing waits for a second official
restore-waits-for-you = The reversal of this import’s undoing waits for an approval that you can give
undo-goes-title = Rows that are undone
undo-becomes = What happens
undo-voids = The number becomes void: the import created it
undo-leaves = The access to the learner that the import gave ends
undo-kept-title = Rows that are kept
undo-why = Why
undo-requests = Open requests about these learners
undo-send = Show what changes
undo-do = Undo the import
refused-import-unfinished = Rows of the import are still being processed
refused-import-unfinished-next = Wait until the import is processed.
refused-undo-underway = The import is being undone
refused-undo-underway-next = Look at how far it is.
refused-undo-nothing = Nothing of the import can be undone
refused-undo-nothing-next = It may have been undone already; the page of the import says so. Otherwise the page of its undoing says why its rows are kept.
refused-words-missing = The reason is missing.
refused-words-missing-next = Write a reason.
entry-effects = What it brought about
effects-title = What an event brought about
effects-told = The event, what was done by the same action, and what followed from it. Beside each stands what would undo it.
effects-same-command = By the same action.
effects-caused = Followed from it.
effects-reversed = counts no longer
effects-restored = counts again
effects-reversal = It can be reversed
effects-undone-by = It no longer counts: reversed by event { $position }.
effects-undone = It no longer counts.
effects-nothing = It says what happened, and cannot be undone.

## Command line
cli-history-personal = What follows is personal data.
cli-errors-page = Learner’s page
cli-import-fault = { $place }: { $field }: { $cause } Next: { $next }
cli-import-whole-row = the row
cli-import-place = row { $row }
cli-import-place-line = row { $row } (line { $line })
cli-import-place-lines = row { $row } (lines { $lines })
cli-import-more-refused = … and { $count } more rows are refused; the results list every one (with --json also why).
cli-import-rows-refused = Rows refused: { $refused }. Good rows: { $good }.
cli-import-received = Import { $import } received. Rows: { $rows }.
cli-import-dry-run = Dry run: nothing is sent.
cli-import-strict = Nothing is sent, because rows are refused and --strict is given.
cli-import-not-resolved = { $count } rows are not resolved yet, and nothing has moved for a while. The report says whether VTJ answers.
cli-import-not-identified = { $count } learners are not identified, and nothing has moved for a while: either VTJ does not answer just now, or they are listed in the import report.
cli-import-goes-on = Received: import { $imports }. The registry goes on automatically; the page shows how far it is:
cli-import-follow = To follow, with the same options:
cli-import-rows = Rows: { $all }. Identified: { $identified }, not identified: { $unidentified }, passive: { $passive }.
cli-import-conflicts = { $count } { $n ->
    [one] row differs
   *[other] rows differ
} from the registry (conflict): check those learners in your own register.
cli-import-refused = { $count } { $n ->
    [one] row was
   *[other] rows were
} refused by the registry after the import was received.
cli-import-unknown = { $count } { $n ->
    [one] result has
   *[other] results have
} no row: give each row a tunniste of its own to tell them apart.
cli-import-page = Failed rows on the page of the import: { $address }
cli-import-page-whole = Page of the import: { $address }
cli-import-reported = { $count } { $n ->
    [one] row that was not sent was
   *[other] rows that were not sent were
} reported to the registry.
cli-import-not-reported = The rows that were not sent were not reported: { $why }
cli-import-nothing-sent = nothing was sent, so there is no import with which they could be shown.
cli-import-other-registry = the registry does not take them, or the right is missing.
migrate-read = { $persons } persons read in { $seconds } s ({ $speed } persons/s)
migrate-new = { $new } new, { $changed } changed, { $events } events appended
migrate-here = here
migrate-not-taken = not taken
migrate-compared = { $compared } persons compared on both sides, { $differing } of them differ
migrate-differ = { $differing } of { $compared } persons compared are not the same on both sides, { $first } first: run the same again
migrate-persons = persons
migrate-hetus = hetus
migrate-former-hetus = former hetus
migrate-from-register = identified from VTJ
migrate-by-official = identified by an official
migrate-by-eidas = identified by eIDAS
migrate-passive = passive
migrate-passports = passport numbers
migrate-identifications = e-mail identifiers and accounts
migrate-eidas = eIDAS identifiers
migrate-organisations = organisations of persons
migrate-contacts = groups of contact details
migrate-links = links
migrate-imports = imports
migrate-import-rows = rows of imports
migrate-external-ids = external ids
migrate-guardians = guardianships
migrate-former-municipalities = former home municipalities
migrate-imports-left = imports not taken: not done in ONR yet, or without rows
migrate-left-link-unknown = link not taken: one of the two is not here
migrate-left-linked-otherwise = link not taken: linked to somebody else here
migrate-left-circle = link not taken: the two would head each other
migrate-left-link-erased = link not taken: one of the two was erased here
migrate-left-not-an-oid = person not taken: the number is no OID of a person
migrate-left-too-large = person not taken: more than an event may hold
migrate-left-erased = person not taken: erased here, or cannot be read
migrate-left-changed-here = change not taken: the person has changed here too
migrate-left-malformed = { $identifier } not taken: malformed
migrate-left-in-use = { $identifier } not taken: another person has it
migrate-left-no-hetu = identification from VTJ not taken: the person has no hetu
migrate-left-no-eidas = identification by eIDAS not taken: the person has no such identifier
migrate-left-identification-ended = end of an identification not taken: revoke it here
migrate-left-link-ended = end of a link not taken: reverse it here
migrate-left-not-correctable = protection order, or having no Finnish hetu, not taken
migrate-left-organisation = organisation not taken: no OID of an organisation
migrate-left-contact = contact details not taken: of an unknown kind
## Acknowledged changes
consumers-title = Acknowledged changes
consumers-told = Systems fetch the changes of the registry and acknowledge up to which event they have taken them.
consumers-none = No system has acknowledged any changes yet.
consumers-system = System
consumers-upto = Acknowledged up to event
consumers-at = Acknowledged
consumers-left = Not acknowledged
consumers-oldest = Oldest not acknowledged
consumers-removal = Off the list
consumers-remove = Take off the list
consumers-removal-told = A system that is no longer in use can be taken off the list. What it has acknowledged is kept, and it is on the list again when it acknowledges changes.
consumers-not-yet = Not yet
consumers-event-title = One event
consumers-event = Number of the event
consumers-event-hint = The number stands in the learner’s history, on the page What an event brought about.
consumers-of-event = Who has acknowledged event { $event }
consumers-no-event = There is no such event, or systems are not told of it.
event-ChangesAcknowledged = A system acknowledged changes
event-ConsumerRemoved = A system was taken off the list of acknowledgements
refused-cursor-behind = The changes are acknowledged further than this
refused-cursor-behind-next = Acknowledge the cursor of the last answer.
refused-cursor-ahead = The registry does not have so many events
refused-cursor-ahead-next = Use a cursor that the registry gave. If the registry was restored from a backup, fetch the changes again.
## Requests to OPH
requests-title = Requests
requests-open = Open requests
requests-open-told = Officials of organisations ask OPH for these. The oldest stands first.
requests-open-none = No request is open.
requests-own = My requests
requests-own-told = What you asked OPH for, and the answers. You make a new request on a learner’s page.
requests-own-none = You have made no request.
requests-to-own = My requests
requests-to-open = Open requests
request-number = Number
request-asked = Request
request-people = Learner
request-people-of = { $n ->
    [one] Learner
   *[other] Learners
  }
request-fetched = Systems that have fetched the number
request-fetched-nobody = No system but that of the asker’s organisation has fetched the number here.
request-check-words = What is to be checked, and why
request-organisations = Organisation
request-when = Asked
request-others = and { $count } { $n ->
    [one] other
   *[other] others
  }
request-other = The other learner
request-answer = OPH’s answer
request-statement = Statement
request-statement-unused = Whoever asked states that the number is not in use elsewhere.
request-done-about = (no longer open)
request-done-accepted = The request has been accepted and carried out.
request-done-refused = The request has been refused.
request-done-withdrawn = The request has been withdrawn.
request-done-list = Other requests
request-title = Request { $number }: { $kind }
request-kind-passivate = Passivation
request-kind-reactivate = Reactivation
request-kind-merge = Merging two learners who are identified from VTJ
request-kind-reverse = Reversing a link
request-kind-check = Checking the hetu or the name with DVV
request-kind-refresh = Refreshing the data from VTJ
request-kind-link = Linking two learners
request-kind-revoke = Revoking the identification
request-told-passivate = The number was issued needlessly and is used nowhere. OPH looks at which systems have fetched it, and decides.
request-told-reactivate = The learner was passivated although the number is in use.
request-told-merge = Two learners who are identified from VTJ are one person. OPH asks VTJ.
request-told-reverse = The learners were linked although they are two persons.
request-told-check = OPH asks DVV whether the hetu or the name is right, and answers you.
request-told-refresh = The learner’s data is out of date. OPH fetches the present data from VTJ.
request-told-link = Two learners are one person, and at most one of them is identified from VTJ. OPH compares the data and links them.
request-told-revoke = The learner was identified wrongly, for example with another person’s hetu. OPH checks this and revokes the identification.
field-people = Other learners whom the same request is about
field-hint-people = OIDs, one on a line. Leave it empty if the request is about this learner alone. A request may be about 30 learners.
field-unused-elsewhere = The number is not in use elsewhere: I have checked our own systems.
request-send = Send the request to OPH
request-open-link = Open request { $number }
approval-waits-about = Waits for a second official: { $what }
approval-waits-for-you = Waits for an approval that you can give: { $what }
approval-waits-prevented = A request for approval that can no longer be approved: { $what }
request-open-about = Open request { $number } to OPH: { $kind } ({ $when })
request-state-open = Open
request-state-waits = Waits for approval
request-waits = Accepting this request waits for a second official
request-waits-for-you = Accepting this request waits for an approval that you can give
request-second-asked = Approval was asked for
request-state-accepted = Accepted
request-state-refused = Refused
request-state-withdrawn = Taken back
request-state-happened = Done another way
request-accept = Accept the request
request-accept-passivate = The number is passivated. You first see what changes.
request-accept-reactivate = The number is taken into use again. You first see what changes.
request-accept-merge = VTJ is asked about the hetus of both. Write why they are merged. A second official must approve.
request-accept-reverse = The link is reversed. If something stands in the way, open the learner’s history and settle it there: the request closes automatically when the link is reversed.
request-accept-check = Nothing changes in the registry. Write what DVV answered.
request-accept-refresh = The present data is fetched from VTJ. You first see what changes.
request-accept-link = The learners are linked. You first see what changes.
request-accept-revoke = The identification is revoked. If it was made from VTJ, a second official must agree. You first see what changes.
request-answer-label = Answer to whoever asked, and reason, in your own words
request-refuse = Refuse the request
request-refuse-told = Whoever asked sees the reason.
command-accept-request = Accepting a request
command-accept-request-title = Accept the request
command-accept-request-told = When you confirm, what was asked is done and the request closes. Whoever asked sees the answer.
command-accept-request-do = Accept and do it
preview-requests = Requests that close
preview-request = Request { $number }: { $kind }, { $oid }
act-request = Ask OPH
edit-request-title = Request to OPH
done-pyydetty = The request was sent to OPH.
detail-request = Request { $number }
event-RequestOpened = OPH was asked for something
event-RequestDecided = A request to OPH was decided
event-request-accepted = OPH accepted the request
event-request-refused = OPH refused the request
event-request-withdrawn = The request to OPH was taken back
refused-no-request = There is no such request
refused-no-request-next = Check the number on the page Requests.
refused-request-ended = The request is no longer open
refused-request-ended-next = You need not do anything.
refused-request-person-void = The request cannot be accepted: the number is void, because the import that created it was undone
refused-request-person-void-next = Refuse the request, and write to whoever asked that the number is void.
refused-request-not-own = Somebody else made this request
refused-request-not-own-next = Only whoever asked can take the request back.
refused-request-answer-missing = The answer is missing.
refused-request-answer-missing-next = Write an answer to whoever asked, at most 2,000 characters.
refused-request-answer-too-long = The answer is too long.
refused-request-answer-too-long-next = Shorten it to at most 2,000 characters.
refused-request-answer-malformed = The answer has characters that no text may have.
refused-request-answer-malformed-next = Write it without control characters and other characters that stand for no letter.
refused-request-open-already = The same is asked already
refused-request-open-already-next = Wait for OPH’s answer to the open request.
refused-request-one-alone = This is asked about one learner at a time
refused-request-one-alone-next = Make a request of its own for each learner.
refused-request-too-many = There are too many learners
refused-request-too-many-next = Make several requests: one may be about 30 learners.
refused-request-used-elsewhere = State that the number is not in use elsewhere
refused-request-used-elsewhere-next = Check that the number is not in use in your own systems, and tick it on the form.
refused-request-no-link = The link that is to be reversed was not found
refused-request-no-link-next = Give the OID of the learner with whom this one is linked.
