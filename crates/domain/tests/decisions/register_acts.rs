//! What officials do with the register's word: override, refresh, revoke.

use domain::Draft;
use domain::addressed::Addressed;
use domain::identify::Finding;
use domain::override_with_register::{self, Compared, Now, override_with_register};
use domain::person::IdentifiedBy;
use domain::refresh_from_register::{self, UserKind, refresh_from_register, refreshable, taken_over};
use domain::register_record::RecordHetus;
use domain::revoke_identification::{self, by_hand, revoke_identification};
use events::catalogue::FoundBy;
use events::codes::{FailureCause, IdentificationWay, VerifiedWith};
use events::person::{ContactOrigin, RegisterRecord};
use events::{Fact, Hetu, PersonOid, Position};

use crate::given::*;
use crate::person::contact;

fn addressed(drafts: impl IntoIterator<Item = Draft>) -> Addressed {
    let person = person(drafts);
    Addressed { head: person.oid, organisations: Vec::new(), person }
}

fn failing() -> Addressed {
    addressed([registered(oid(1), details()), failed(oid(1), FailureCause::NamesClearlyDifferent, 1, Some(record()))])
}

fn hetus_of(person: &Addressed, other: Option<PersonOid>) -> RecordHetus {
    let current = person.person.hetu.unwrap().handle;
    RecordHetus { current, former: Vec::new(), holders: [oid(1)].into_iter().chain(other).collect() }
}

fn found(record: RegisterRecord) -> Finding {
    Finding::Found(Box::new(record))
}

fn taken(
    cause: FailureCause,
    now: &Finding,
    other: Option<PersonOid>,
    verified_with: Option<VerifiedWith>,
) -> Result<Vec<Draft>, override_with_register::Refusal> {
    let to = failing();
    let compared = Compared { record: record(), cause };
    let hetus = hetus_of(&to, other);
    override_with_register(Some(&to), Some(&compared), Now { finding: now, hetus: &hetus }, verified_with)
}

#[test]
fn exactly_what_was_compared_is_taken_over_with_whom_it_was_verified() {
    use FailureCause::{NamesClearlyDifferent, NamesNearlySame};
    use override_with_register::Refusal;
    let same = found(record());
    assert!(taken(NamesNearlySame, &same, None, None).is_ok());
    assert_eq!(taken(NamesClearlyDifferent, &same, None, None), Err(Refusal::VerifiedWith));
    let drafts = taken(NamesClearlyDifferent, &same, None, Some(VerifiedWith::Dvv)).unwrap();
    let Some(Fact::IdentifiedFromRegister(with)) = drafts.last().map(|draft| &draft.fact) else { panic!("{drafts:?}") };
    assert_eq!((with.data.way, with.data.verified_with), (IdentificationWay::Override, Some(VerifiedWith::Dvv)));
    assert!(person([registered(oid(1), details())].into_iter().chain(drafts)).is_in_register());
    let mut renamed = record();
    renamed.names.surname.push('x');
    for now in [found(renamed), Finding::NotFound, Finding::Withheld] {
        assert_eq!(taken(NamesNearlySame, &now, None, None), Err(Refusal::Changed));
    }
    assert_eq!(taken(NamesNearlySame, &same, Some(oid(2)), None), Err(Refusal::OtherHolder));
}

#[test]
fn the_register_is_taken_over_anew_and_of_an_official_without_contact_details() {
    use refresh_from_register::Refusal;
    let with_contacts = RegisterRecord { contacts: vec![contact(ContactOrigin::Register, "home")], ..record() };
    let to = addressed([registered(oid(1), details()), identified(oid(1), record())]);
    let hetus = hetus_of(&to, None);
    let refreshed = |user| {
        let record = taken_over(&found(with_contacts.clone()), user)?;
        refresh_from_register(Some(&to), &record, &hetus)
    };
    assert!(refreshed(UserKind::Learner).is_ok());
    assert_eq!(refreshed(UserKind::Staff), Err(Refusal::UpToDate), "nothing else is new");
    assert_eq!(taken_over(&Finding::NotFound, UserKind::Learner).err(), Some(Refusal::NotFound));
    assert_eq!(refreshable(Some(&failing()), None), Err(Refusal::NotVerified));
    let present = to.person.hetu.unwrap().hetu;
    assert_eq!(refreshable(Some(&to), Some(present)), Ok(()));
    let other = Hetu::compose(present.birth_date(), '-', 987).unwrap();
    assert_eq!(refreshable(Some(&to), Some(other)), Err(Refusal::HetuChanged), "it was asked about another one");
}

#[test]
fn a_revoked_identification_counts_no_longer_and_the_other_stays() {
    use revoke_identification::Refusal;
    let mut confirmed = identified(oid(1), record());
    if let Fact::IdentifiedFromRegister(with) = &mut confirmed.fact {
        let asked = person([registered(oid(1), details())]).hetu.unwrap();
        with.data.about.by = Some(FoundBy::Hetu(asked.handle));
    }
    let life = || vec![registered(oid(1), details()), identified_by_official(oid(1), None), confirmed.clone()];
    let (to, hands) = (addressed(life()), by_hand(&history(life()), oid(1)));
    assert_eq!(hands, [Position(2)]);
    let revoked = |way| revoke_identification(Some(&to), way, &hands, Some("another's hetu")).unwrap();
    let after = |draft: Draft| person(life().into_iter().chain([draft])).identified.into_iter().collect::<Vec<_>>();
    assert_eq!(after(revoked(IdentifiedBy::Register)), [IdentifiedBy::Official]);
    assert_eq!(after(revoked(IdentifiedBy::Official)), [IdentifiedBy::Register]);
    let twice = history(life().into_iter().chain([revoked(IdentifiedBy::Official)]));
    assert!(by_hand(&twice, oid(1)).is_empty());
    let refused =
        |words, hands: &[Position]| revoke_identification(Some(&to), IdentifiedBy::Official, hands, words).unwrap_err();
    assert_eq!(refused(Some(" "), &hands), Refusal::ReasonNeeded);
    assert_eq!(refused(Some("why"), &[]), Refusal::NotIdentified);
}
