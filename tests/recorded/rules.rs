//! Differences that are meant.

use super::call::Call;
use super::compare::Difference;

/// Why an answer may differ in one thing.
pub struct Rule {
    /// The difference.
    pub what: &'static str,
    /// The reason.
    pub why: &'static str,
    covers: fn(&Call, &Difference) -> bool,
}

/// The rule by which a difference is meant.
pub fn rule_for(call: &Call, difference: &Difference) -> Option<usize> {
    RULES.iter().position(|rule| (rule.covers)(call, difference))
}

/// All of them.
pub const RULES: &[Rule] = &[
    Rule {
        what: "no `JSESSIONID` beside a bearer token",
        why: "a token needs no session",
        covers: |call, found| {
            let by_token = call.request_headers.get("Authorization").is_some_and(|sent| sent.starts_with("Bearer "));
            found.place == "header Set-Cookie" && by_token && found.ours == "absent"
        },
    },
    Rule {
        what: "messages about bodies that cannot be taken name field and rule in other words",
        why: "the framework's messages repeat what was sent, hetus too",
        covers: |call, found| {
            const OF_FRAMEWORK: [&str; 5] = [
                "MethodArgumentNotValidException",
                "HttpMessageNotReadableException",
                "UnprocessableEntityException",
                "DataIntegrityViolationException",
                "ConstraintViolationException",
            ];
            found.place == "body.message" && OF_FRAMEWORK.iter().any(|name| call.body.contains(name))
        },
    },
    Rule {
        what: "the rows of an import are done sooner than there",
        why: "nobody has to wait",
        covers: |call, _| [2, 3].contains(&call.n),
    },
    Rule {
        what: "`conflict` is true for a similar spelling and for first names that are missing too",
        why: "OPH's instructions name every difference but letter case and spacing",
        covers: |call, found| {
            let calls = [116, 117, 452, 453, 454, 459, 482, 484];
            found.place.ends_with("[].conflict") && found.ours == "true" && calls.contains(&call.n)
        },
    },
    Rule {
        what: "`tuontikooste`: rows in progress are no failures, and conflicts count as in the rows",
        why: "one definition for all counts",
        covers: |call, found| {
            let counts = ["failures", "inProgress", "conflicts"];
            call.path.contains("tuontikooste")
                && counts.iter().any(|name| found.place == format!("body.content[].{name}"))
        },
    },
    Rule {
        what: "`tuontikooste`: an empty `author` filters nothing",
        why: "officials know services, not user ids",
        covers: |call, _| call.place().ends_with("tuontikooste?author="),
    },
    Rule {
        what: "a passive person whom a row leads to counts as failed until somebody has looked",
        why: "the sender uses a number that is not to be used any more",
        covers: |call, found| {
            let counts = ["onnistuneet", "virheet", "yhteensa", "numberOfElements", "totalElements"];
            let lists = ["body.content[].successful", "body.results (length)"];
            [471, 472, 487, 488, 490, 491, 492, 501, 503, 504].contains(&call.n)
                && (lists.contains(&found.place.as_str())
                    || counts.iter().any(|count| found.place == format!("body.{count}")))
        },
    },
    Rule {
        what: "an import is shown to the organisations that sent it alone",
        why: "one learner in common would open the references and numbers of everybody else in it",
        covers: |call, _| [127, 455].contains(&call.n),
    },
    Rule {
        what: "`virheet` names the sender by OID though it is nobody here",
        why: "it is known who sent the import",
        covers: |_, found| found.place == "body.results[].serviceUserOid" && found.theirs == "null",
    },
    Rule {
        what: "a row that is null is refused with 400",
        why: "it is the sender's mistake",
        covers: |call, _| call.n == 106,
    },
    Rule {
        what: "an outage of the register is 503 with `Retry-After`",
        why: "it is an outage, and it passes",
        covers: |call, found| call.status == 500 && [143, 153].contains(&call.n) && !found.place.starts_with("header"),
    },
    Rule {
        what: "a person whom `hae` has created is identified at once",
        why: "the register has just answered, and an answer must hold",
        covers: |call, found| call.n == 140 && found.place == "body.oppijanumero",
    },
    Rule {
        what: "the refused value of contact details and nationalities has no properties of the database",
        why: "there is no such row",
        covers: |call, found| [449].contains(&call.n) && found.place.contains("rejectedValue"),
    },
    Rule {
        what: "messages about numbers in paths do not repeat them",
        why: "error bodies end up in logs",
        covers: |call, found| found.place == "body.message" && call.body.contains("NumberFormatException"),
    },
    Rule {
        what: "the OpenAPI document is written from this registry",
        why: "it says what is here",
        covers: |call, found| call.place() == "/v3/api-docs" && found.place.starts_with("body"),
    },
    Rule {
        what: "no `JSESSIONID` for somebody who is only sent to sign in, or whose ticket is not accepted",
        why: "a session is somebody's",
        covers: |call, found| {
            found.place == "header Set-Cookie" && [302, 401].contains(&call.status) && found.ours == "absent"
        },
    },
    Rule {
        what: "a token without `exp` or `sub` is not accepted",
        why: "a token must say whose it is, and until when",
        covers: |call, _| [40, 42].contains(&call.n),
    },
    Rule {
        what: "`WWW-Authenticate` says no more than `invalid_token`",
        why: "nobody is helped to make one",
        covers: |_, found| found.place == "header WWW-Authenticate",
    },
    Rule {
        what: "`Accept` is not looked at, and there are no pages of HTML",
        why: "programs read JSON",
        covers: |call, _| [62, 63, 66].contains(&call.n),
    },
    Rule {
        what: "messages about parameters that cannot be understood do not repeat them",
        why: "error bodies end up in logs",
        covers: |call, found| {
            let about_value = ["No enum constant", "Invalid format", "Parse attempt"];
            found.place == "body.message" && about_value.iter().any(|text| call.body.contains(text))
        },
    },
    Rule {
        what: "hetus in the paths of error bodies are masked",
        why: "error bodies end up in logs",
        covers: |_, found| found.place == "body.path" && found.ours.contains("***********"),
    },
    Rule {
        what: "a person whom `hae` has created has what the register says of them",
        why: "it has just been asked",
        covers: |call, _| call.n == 141,
    },
    Rule {
        what: "a right that is missing is 401 on the changes of guardians too",
        why: "there it is a fault of the service",
        covers: |call, _| call.n == 246,
    },
    Rule {
        what: "a registration identifies nobody by itself, and takes no flag that the register or an official sets",
        why: "who somebody without a hetu is says an official who has looked for the same person",
        covers: |call, found| {
            let flags = ["oppijanumero", "yksiloity", "yksiloityVTJ", "yksilointiYritetty", "passivoitu"];
            [10, 177, 181, 334, 339, 341, 342].contains(&call.n)
                && flags.iter().any(|flag| found.place == format!("body.{flag}"))
        },
    },
    Rule {
        what: "faults of a person's fields name the field and the code alone",
        why: "error bodies end up in logs",
        covers: |call, found| {
            let values = ["arguments", "rejectedValue", "message"];
            is_registration(call)
                && found.ours == "null"
                && values.iter().any(|value| found.place == format!("body.fieldErrors[].{value}"))
        },
    },
    Rule {
        what: "unknown codes of a person are named in the order of the properties, and not for sex and mother tongue",
        why: "the whole lists of codes are known here",
        covers: |call, found| [166, 271].contains(&call.n) && found.place.starts_with("body.fieldErrors"),
    },
    Rule {
        what: "a value of a wrong form is a fault of its field",
        why: "it names the field",
        covers: |call, found| found.place == "body.exception" && [170, 171, 172].contains(&call.n),
    },
    Rule {
        what: "`Location` of a person who is found or created leads to them",
        why: "there it begins with `null`",
        covers: |_, found| found.place == "header Location" && found.theirs.starts_with("null/"),
    },
    Rule {
        what: "no eIDAS identifiers are an empty list in `findOrCreateHenkiloPerustieto` too",
        why: "one shape for one thing",
        covers: |call, found| {
            call.place() == "/s2s/findOrCreateHenkiloPerustieto"
                && (found.place.as_str(), found.theirs.as_str()) == ("body.eidasTunnisteet", "null")
        },
    },
    Rule {
        what: "what a hetu said of somebody goes with it when it is taken away",
        why: "a hetu that was never theirs says nothing of them",
        covers: |call, found| call.n == 270 && ["body.syntymaaika", "body.sukupuoli"].contains(&found.place.as_str()),
    },
    Rule {
        what: "what the register's stand-in says of somebody beside names and hetu",
        why: "its people are invented",
        covers: |call, found| {
            let of_register = ["yhteystiedotRyhma", "kotikunta"];
            [334, 339, 341, 342].contains(&call.n)
                && of_register.iter().any(|name| found.place.starts_with(&format!("body.{name}")))
        },
    },
    Rule {
        what: "guardians are not kept",
        why: "nobody who imports or identifies learners needs them",
        covers: |call, found| [335, 336, 337].contains(&call.n) || (call.n == 428 && found.place == "body (length)"),
    },
    Rule {
        what: "a former hetu finds the person in `hae` and `exists` too",
        why: "it is still theirs",
        covers: |call, _| [344, 345].contains(&call.n),
    },
    Rule {
        what: "what changed comes in another order: a matched person has not changed, and a passivated one has",
        why: "whoever asks what changed is told of changes, and of every number that is not to be used any more",
        covers: |call, found| {
            let of_changes = call.path.contains("changedSince") || call.path.contains("/muuttuneet");
            of_changes
                && [420, 421, 422, 423, 424, 427, 428, 433, 495, 496, 501].contains(&call.n)
                && ["body[]", "body.results[]"].iter().any(|element| found.place.starts_with(element))
        },
    },
    Rule {
        what: "messages do not name hetus that the register does not know",
        why: "error bodies end up in logs",
        covers: |call, found| call.n == 332 && found.place == "body.message",
    },
    Rule {
        what: "a search without a page is refused with 400",
        why: "it is the sender's mistake",
        covers: |call, _| call.n == 512,
    },
    Rule {
        what: "käyttöoikeuspalvelu is not asked about single persons",
        why: "rights at the root and in the learner's organisations decide, so its outage keeps nobody from reading",
        covers: |call, _| [90, 524, 526].contains(&call.n),
    },
    Rule {
        what: "unlinking takes the link back, and nobody else's",
        why: "whoever was linked to the person before stays with them",
        covers: |call, _| call.n == 391,
    },
    Rule {
        what: "nobody under a protection order is listed by municipality",
        why: "a protection order hides where somebody lives",
        covers: |call, found| call.n == 437 && found.place.starts_with("body"),
    },
];

/// Is somebody to be registered, or changed?
fn is_registration(call: &Call) -> bool {
    let paths = ["/henkilo", "/s2s/findOrCreateHenkiloPerustieto"];
    ["POST", "PUT"].contains(&call.method.as_str()) && paths.contains(&call.place())
}
