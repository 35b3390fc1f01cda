//! What may change in a released schema: words, and what is added to a list of codes or variants.

use serde_json::Value;

/// Keywords whose value is read by people alone.
const WORDS: &[&str] = &["description", "title", "$comment", "x-cbor-forms", "x-chain", "x-opening"];

/// Does the new schema describe every byte that the old one describes, in the same way? Else the place of the first
/// difference.
pub fn only_grew(old: &Value, new: &Value) -> Result<(), String> {
    compare("", old, new)
}

fn compare(place: &str, old: &Value, new: &Value) -> Result<(), String> {
    let keyword = place.rsplit('/').next().unwrap_or_default();
    match (old, new) {
        (Value::Object(members), Value::Object(renewed)) => {
            let names_fields = keyword == "properties";
            for (name, member) in members.iter().filter(|(name, _)| names_fields || !WORDS.contains(&name.as_str())) {
                let place = format!("{place}/{name}");
                compare(&place, member, renewed.get(name).ok_or_else(|| place.clone())?)?;
            }
            let may_grow = ["x-cbor-codes", "$defs"].contains(&keyword);
            let added = renewed.keys().find(|name| !members.contains_key(*name) && !WORDS.contains(&name.as_str()));
            added.filter(|_| !may_grow).map_or(Ok(()), |name| Err(format!("{place}/{name}")))
        }
        (Value::Array(items), Value::Array(renewed)) => {
            let grown = renewed.len() > items.len() && keyword == "oneOf";
            if renewed.len() != items.len() && !grown {
                return Err(place.to_owned());
            }
            let mut pairs = items.iter().zip(renewed).enumerate();
            pairs.try_for_each(|(index, (item, renewed))| compare(&format!("{place}/{index}"), item, renewed))
        }
        _ if old == new => Ok(()),
        _ => Err(place.to_owned()),
    }
}

mod tests {
    use super::*;
    use serde_json::json;

    fn released() -> Value {
        json!({
            "title": "Old words",
            "properties": { "data": { "$ref": "#/$defs/Thing" } },
            "$defs": {
                "Thing": {
                    "description": "Old words",
                    "properties": { "description": { "type": "string", "x-cbor-index": 0 } },
                    "required": ["description"],
                },
                "Cause": { "x-cbor-codes": { "one": 0 }, "oneOf": [{ "const": "one" }] },
            },
        })
    }

    #[track_caller]
    fn changed(change: impl Fn(&mut Value)) -> Result<(), String> {
        let mut new = released();
        change(&mut new);
        assert_ne!(new, released());
        only_grew(&released(), &new)
    }

    #[test]
    fn words_and_additions_to_lists_are_growth() {
        assert_eq!(only_grew(&released(), &released()), Ok(()));
        assert_eq!(changed(|new| new["title"] = json!("New words")), Ok(()));
        assert_eq!(changed(|new| new["$defs"]["Thing"]["description"] = json!("New words")), Ok(()));
        assert_eq!(changed(|new| new["$defs"]["Other"] = json!({})), Ok(()));
        let added = |new: &mut Value| {
            new["$defs"]["Cause"]["x-cbor-codes"]["two"] = json!(1);
            new["$defs"]["Cause"]["oneOf"][0]["description"] = json!("New words");
            new["$defs"]["Cause"]["oneOf"].as_array_mut().unwrap().push(json!({ "const": "two" }));
        };
        assert_eq!(changed(added), Ok(()));
    }

    #[test]
    fn anything_else_is_a_new_version() {
        let field = "/$defs/Thing/properties/description";
        let refused = |place: &str| Err(place.to_owned());
        let thing = "/$defs/Thing";
        assert_eq!(
            changed(|new| new["$defs"]["Thing"]["properties"]["description"]["type"] = json!("integer")),
            refused(&format!("{field}/type"))
        );
        assert_eq!(
            changed(|new| new["$defs"]["Thing"]["properties"]["description"]["x-cbor-index"] = json!(1)),
            refused(&format!("{field}/x-cbor-index"))
        );
        assert_eq!(
            changed(|new| new["$defs"]["Thing"]["properties"]["more"] = json!({})),
            refused(&format!("{thing}/properties/more"))
        );
        assert_eq!(changed(|new| new["$defs"]["Thing"]["properties"] = json!({})), refused(field));
        assert_eq!(changed(|new| new["$defs"]["Thing"]["required"] = json!([])), refused(&format!("{thing}/required")));
        assert_eq!(
            changed(|new| new["$defs"]["Cause"]["x-cbor-codes"]["one"] = json!(1)),
            refused("/$defs/Cause/x-cbor-codes/one")
        );
        assert_eq!(
            changed(|new| new["$defs"]["Cause"]["oneOf"][0]["const"] = json!("uno")),
            refused("/$defs/Cause/oneOf/0/const")
        );
        let without = |new: &mut Value| drop(new["$defs"].as_object_mut().unwrap().remove("Thing"));
        assert_eq!(changed(without), refused(thing));
    }
}
