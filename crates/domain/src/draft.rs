//! Drafts: what decisions hand over to be appended.

use events::{Day, EventId, Fact, PersonOid, Subject, Tag};

/// An event that a decision wants, before it has an id, a sealing and a maker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What happened.
    pub fact: Fact,
    /// What it is found by.
    pub tags: Vec<Tag>,
    /// Under whose key its personal data is sealed; `None` when it has none.
    pub subject: Option<Subject>,
    /// The decision compared names, so the version of the matching rules is recorded.
    pub compared: bool,
    /// From when it holds in the world, where that differs from when it is recorded.
    pub valid_from: Option<Day>,
    /// The event that led to it, where that is another one than led to its command.
    pub cause: Option<EventId>,
}

impl Draft {
    /// A fact about a person, sealed under the person's key.
    pub fn about(person: PersonOid, fact: impl Into<Fact>) -> Draft {
        let (tags, subject) = (vec![Tag::Person(person)], Some(Subject::Person(person)));
        Draft { fact: fact.into(), tags, subject, compared: false, valid_from: None, cause: None }
    }

    /// A fact with nothing personal in it.
    pub fn plain(fact: impl Into<Fact>, tags: Vec<Tag>) -> Draft {
        Draft { fact: fact.into(), tags, subject: None, compared: false, valid_from: None, cause: None }
    }

    /// The same, found by these tags too.
    pub fn tagged(mut self, tags: impl IntoIterator<Item = Tag>) -> Draft {
        self.tags.extend(tags);
        self
    }

    /// The same, sealed under another subject's key.
    pub fn sealed_for(mut self, subject: Subject) -> Draft {
        self.subject = Some(subject);
        self
    }

    /// The same, as a fact that holds from this day on.
    pub fn since(mut self, day: Option<Day>) -> Draft {
        self.valid_from = day;
        self
    }

    /// The same, led to by another event than its command.
    pub fn caused_by(mut self, cause: EventId) -> Draft {
        self.cause = Some(cause);
        self
    }

    /// The same, with the note that names were compared.
    pub fn comparing(mut self) -> Draft {
        self.compared = true;
        self
    }
}
