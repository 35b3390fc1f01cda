//! What every command declares of itself. Tests hold the table of permissions and the texts against it.

use domain::Refusal;

use crate::commands::{
    AcceptRequest, AcknowledgeChanges, AddHetu, ChangeAccess, ChangeIdentifiers, Command, CorrectDetails, EndAccess,
    ForceLinkAsAsked, GiveApproval, IdentifyAsAsked, IdentifyByHand, IdentifyNow, LinkAsAsked, LinkRecords,
    MarkNotDuplicate, MergeVerified, NoteHandOver, OpenRequest, Opens, OrderErasure, OverrideWithRegister, Passivate,
    PassivateAsAsked, PassivateSeveral, Reactivate, ReassignRows, RefreshFromRegister, RefuseApproval, RefuseRequest,
    RegisterLearner, RegisterPerson, RemoveConsumer, RemoveHetu, ReopenPair, ReplaceHetu, ReportUnsentRows,
    RequestIdentification, ReverseEvents, ReviewConflict, RevokeIdentification, SeparatePersons, UndoImport,
    UnlinkAsAsked, UpdatePerson, WithdrawRequest,
};

/// What a command declares of itself, without its types.
#[derive(Debug, Clone)]
pub struct Declared {
    /// [`Command::NAME`].
    pub name: &'static str,
    /// [`Command::RIGHTS`].
    pub rights: &'static [Opens],
    /// Names of its refusals.
    pub refusals: Vec<&'static str>,
}

impl Declared {
    fn by<C: Command>() -> Declared {
        let refusals = C::Refusal::ALL.iter().map(|refusal| refusal.name()).collect();
        Declared { name: C::NAME, rights: C::RIGHTS, refusals }
    }
}

/// Every command. Tests hold the table of permissions and the texts against it.
pub fn all() -> Vec<Declared> {
    vec![
        Declared::by::<NoteHandOver>(),
        Declared::by::<AddHetu>(),
        Declared::by::<ReplaceHetu>(),
        Declared::by::<RemoveHetu>(),
        Declared::by::<CorrectDetails>(),
        Declared::by::<IdentifyByHand>(),
        Declared::by::<RequestIdentification>(),
        Declared::by::<Passivate>(),
        Declared::by::<PassivateSeveral>(),
        Declared::by::<Reactivate>(),
        Declared::by::<GiveApproval>(),
        Declared::by::<OrderErasure>(),
        Declared::by::<RefuseApproval>(),
        Declared::by::<RegisterLearner>(),
        Declared::by::<ReportUnsentRows>(),
        Declared::by::<ReviewConflict>(),
        Declared::by::<OverrideWithRegister>(),
        Declared::by::<RefreshFromRegister>(),
        Declared::by::<RevokeIdentification>(),
        Declared::by::<ChangeAccess>(),
        Declared::by::<RegisterPerson>(),
        Declared::by::<LinkRecords>(),
        Declared::by::<MarkNotDuplicate>(),
        Declared::by::<ReopenPair>(),
        Declared::by::<ReverseEvents>(),
        Declared::by::<UpdatePerson>(),
        Declared::by::<ChangeIdentifiers>(),
        Declared::by::<LinkAsAsked>(),
        Declared::by::<ForceLinkAsAsked>(),
        Declared::by::<UnlinkAsAsked>(),
        Declared::by::<IdentifyAsAsked>(),
        Declared::by::<IdentifyNow>(),
        Declared::by::<PassivateAsAsked>(),
        Declared::by::<EndAccess>(),
        Declared::by::<UndoImport>(),
        Declared::by::<ReassignRows>(),
        Declared::by::<SeparatePersons>(),
        Declared::by::<MergeVerified>(),
        Declared::by::<AcknowledgeChanges>(),
        Declared::by::<RemoveConsumer>(),
        Declared::by::<OpenRequest>(),
        Declared::by::<AcceptRequest>(),
        Declared::by::<RefuseRequest>(),
        Declared::by::<WithdrawRequest>(),
    ]
}
