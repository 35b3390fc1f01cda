//! Fields of forms, and what came back in them.

use texts::Texts;

/// What came back with a form: names and values, in their order.
#[derive(Clone, Default)]
pub struct Fields(pub Vec<(String, String)>);

impl std::fmt::Debug for Fields {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Fields(personal)")
    }
}

impl Fields {
    /// The first value of a name, or an empty text.
    pub fn one(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// The value of a name, where it is not blank.
    pub fn some(&self, name: &str) -> Option<String> {
        Some(self.one(name).trim()).filter(|value| !value.is_empty()).map(str::to_owned)
    }

    /// Did the form have this field?
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }

    /// All values of a name that are not blank.
    pub fn all(&self, name: &str) -> Vec<String> {
        let of_name = self.0.iter().filter(|(known, value)| known == name && !value.trim().is_empty());
        of_name.map(|(_, value)| value.clone()).collect()
    }

    /// All values of a name, in their order.
    pub fn every(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str()).collect()
    }

    /// All values of a name, to be sent again; one that is empty where the form had none.
    pub fn carried(&self, name: &'static str) -> Vec<(&'static str, String)> {
        let values = if self.has(name) { self.every(name) } else { vec![""] };
        values.into_iter().map(|value| (name, value.to_owned())).collect()
    }

    /// Everything but these.
    pub fn without(&self, names: &[&str]) -> Vec<(String, String)> {
        self.0.iter().filter(|(name, _)| !names.contains(&name.as_str())).cloned().collect()
    }

    /// Nothing but these.
    pub fn only(&self, names: &[&str]) -> Fields {
        Fields(self.0.iter().filter(|(name, _)| names.contains(&name.as_str())).cloned().collect())
    }

    /// Everything that was asked for, to tell one form from another.
    pub fn as_text(&self) -> String {
        let own = self.without(&["csrf", "key", "fingerprint"]);
        own.iter().map(|(name, value)| format!("{name}={value}\n")).collect()
    }
}

/// How a field is filled in.
pub enum Input {
    /// One line.
    Line,
    /// Several lines.
    Lines,
    /// One of several: value and text.
    Choice(Vec<(String, String)>),
    /// One of a few, all of them seen: value and text.
    Radios(Vec<(String, String)>),
    /// As many of a few as are wanted, all of them seen: value and text. The field's value has those chosen, with blanks
    /// between them.
    Checks(Vec<(String, String)>),
    /// Yes or nothing.
    Tick,
    /// It is carried along and not seen.
    Carried,
}

/// A field.
pub struct Field {
    /// Its name, as commands and refusals call it.
    pub name: &'static str,
    /// Which of several of its name, from 0.
    pub place: usize,
    /// Its label.
    pub label: String,
    /// More about it.
    pub hint: Option<String>,
    /// Its value.
    pub value: String,
    /// How it is filled in.
    pub input: Input,
    /// What is wrong with it.
    pub error: Option<String>,
    /// The heading of a group that begins with it.
    pub group: Option<String>,
    /// The form is refused without it.
    pub needed: bool,
}

impl Field {
    /// The official's own words, without which nothing is done.
    pub fn reason_needed(t: &Texts, typed: &Fields) -> Field {
        Field::new(t, "words", typed.one("words"), Input::Lines).needed()
    }

    /// A field with the label `label-<name>`, and the hint `hint-<name>` where there is one.
    pub fn new(t: &Texts, name: &'static str, value: impl Into<String>, input: Input) -> Field {
        let key = name.replace('_', "-");
        let hint = format!("field-hint-{key}");
        Field {
            name,
            place: 0,
            label: t.get(&format!("field-{key}")),
            hint: t.has(&hint).then(|| t.get(&hint)),
            value: value.into(),
            input,
            error: None,
            group: None,
            needed: false,
        }
    }

    /// A field that is carried along and has no label.
    pub fn carried(name: &'static str, value: String) -> Field {
        let (label, input) = (String::new(), Input::Carried);
        Field { name, place: 0, label, hint: None, value, input, error: None, group: None, needed: false }
    }

    /// One without which the form is refused.
    pub fn needed(self) -> Field {
        Field { needed: true, ..self }
    }

    /// The first of a group.
    pub fn under(self, group: String) -> Field {
        Field { group: Some(group), ..self }
    }

    /// One of several of its name.
    pub fn at(self, place: usize) -> Field {
        Field { place, ..self }
    }

    /// Id of its element within a form.
    pub fn id(&self, form: &str) -> String {
        match self.place {
            0 => format!("{form}-{}", self.name),
            place => format!("{form}-{}-{place}", self.name),
        }
    }

    /// One line?
    pub fn is_line(&self) -> bool {
        matches!(self.input, Input::Line)
    }

    /// Several lines?
    pub fn is_lines(&self) -> bool {
        matches!(self.input, Input::Lines)
    }

    /// Yes or nothing?
    pub fn is_tick(&self) -> bool {
        matches!(self.input, Input::Tick)
    }

    /// Not seen?
    pub fn is_carried(&self) -> bool {
        matches!(self.input, Input::Carried)
    }

    /// What there is to choose from in a list.
    pub fn choices(&self) -> Option<&[(String, String)]> {
        match &self.input {
            Input::Choice(choices) => Some(choices),
            _ => None,
        }
    }

    /// What there is to choose any number from: value, text, and whether it is chosen.
    pub fn checks(&self) -> Option<Vec<(&str, &str, bool)>> {
        let Input::Checks(choices) = &self.input else { return None };
        let chosen = |value: &str| self.value.split(' ').any(|one| one == value);
        Some(choices.iter().map(|(value, text)| (value.as_str(), text.as_str(), chosen(value))).collect())
    }

    /// What there is to choose from, all of it seen.
    pub fn radios(&self) -> Option<&[(String, String)]> {
        match &self.input {
            Input::Radios(choices) => Some(choices),
            _ => None,
        }
    }
}
