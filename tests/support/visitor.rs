//! Somebody with a browser that runs no scripts: keeps cookies, follows redirects, and sends the forms of a page.

use reqwest::header::{HeaderMap, LOCATION};
use reqwest::{Client, RequestBuilder, Url};

/// The most redirects that are followed.
const MOST_REDIRECTS: usize = 10;

/// See the module.
pub struct Visitor {
    http: Client,
    language: &'static str,
}

/// What a browser shows.
pub struct Page {
    /// Where it is.
    pub address: Url,
    /// HTTP status.
    pub status: u16,
    /// Headers.
    pub headers: HeaderMap,
    /// The document.
    pub html: String,
}

/// A form of a page.
#[derive(Debug, Clone)]
pub struct Form {
    action: Url,
    fields: Vec<(String, String)>,
    html: String,
}

impl Visitor {
    /// A browser without cookies, in Finnish.
    pub fn new() -> Visitor {
        Visitor::who_reads("fi")
    }

    /// A browser that asks for a language.
    pub fn who_reads(language: &'static str) -> Visitor {
        let http = Client::builder().cookie_store(true).redirect(reqwest::redirect::Policy::none()).build().unwrap();
        Visitor { http, language }
    }

    /// One answer, whatever it is.
    pub async fn ask(&self, address: &str) -> Page {
        self.send(self.http.get(address)).await
    }

    /// Goes to an address, and on to wherever that leads.
    pub async fn visit(&self, address: &str) -> Page {
        let page = self.ask(address).await;
        self.follow(page).await
    }

    /// Sends a form, with more fields or other values, and goes to wherever that leads.
    pub async fn submit(&self, form: &Form, more: &[(&str, &str)]) -> Page {
        let page = self.post(form, more).await;
        self.follow(page).await
    }

    /// Sends a form and gives the one answer to it.
    pub async fn post(&self, form: &Form, more: &[(&str, &str)]) -> Page {
        let mut fields = form.fields.clone();
        fields.retain(|(name, _)| !more.iter().any(|(other, _)| name == other));
        fields.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        self.send(self.http.post(form.action.clone()).form(&fields)).await
    }

    /// Sends a form as a browser does that says where the form stood.
    pub async fn post_from_here(&self, form: &Form, more: &[(&str, &str)]) -> Page {
        let mut fields = form.fields.clone();
        fields.retain(|(name, _)| !more.iter().any(|(other, _)| name == other));
        fields.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        self.send(self.http.post(form.action.clone()).header("sec-fetch-site", "same-origin").form(&fields)).await
    }

    /// Begins to ask, and leaves the answer unread.
    pub async fn begin(&self, address: &str) -> reqwest::Response {
        self.http.get(address).send().await.unwrap()
    }

    async fn follow(&self, mut page: Page) -> Page {
        for _ in 0..MOST_REDIRECTS {
            let Some(next) = page.leads_to() else { return page };
            page = self.ask(next.as_str()).await;
        }
        panic!("redirected in a circle at {}", page.address);
    }

    async fn send(&self, request: RequestBuilder) -> Page {
        let response = request.header("accept-language", self.language).send().await.unwrap();
        let (address, status) = (response.url().clone(), response.status().as_u16());
        let headers = response.headers().clone();
        Page { address, status, headers, html: response.text().await.unwrap() }
    }
}

impl Default for Visitor {
    fn default() -> Visitor {
        Visitor::new()
    }
}

impl Form {
    /// The same, sent by a button that leads elsewhere.
    pub fn to(&self, path: &str) -> Form {
        Form { action: self.action.join(path).unwrap(), ..self.clone() }
    }

    /// Every field that a browser shows, as it is filled in, in the order of the form.
    pub fn shown(&self) -> Vec<(String, String)> {
        let mut fields = Vec::new();
        for tag in self.html.split('<').skip(1) {
            let Some(name) = attribute(tag, "name") else { continue };
            let value = match tag.split(' ').next() {
                Some("input") if tag.contains("type=\"hidden\"") => continue,
                Some("input") if ["checkbox", "radio"].iter().any(|kind| tag.contains(kind)) => {
                    if !tag.contains(" checked") {
                        continue;
                    }
                    attribute(tag, "value")
                }
                Some("input") => attribute(tag, "value"),
                Some("select") => chosen(&self.html, tag),
                Some("textarea") => tag.split_once('>').map(|(_, text)| text.to_owned()),
                _ => continue,
            };
            fields.push((name, value.unwrap_or_default()));
        }
        fields
    }
}

impl Page {
    /// Where a redirect leads.
    pub fn leads_to(&self) -> Option<Url> {
        let location = self.headers.get(LOCATION).filter(|_| (300..400).contains(&self.status))?;
        Some(self.address.join(location.to_str().unwrap()).unwrap())
    }

    /// Path and query of where it is.
    pub fn path(&self) -> String {
        let query = self.address.query().map(|query| format!("?{query}")).unwrap_or_default();
        format!("{}{query}", self.address.path())
    }

    /// The language that the document says it is in.
    pub fn language(&self) -> &str {
        self.html.split("<html lang=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default()
    }

    /// The first form whose HTML contains a text.
    pub fn form(&self, containing: &str) -> Form {
        let found = self.html.split("<form ").skip(1).filter_map(|rest| rest.split("</form>").next());
        let mut forms = found.map(|html| self.read(html)).filter(|form| form.html.contains(containing));
        forms.next().unwrap_or_else(|| panic!("no form with {containing:?} at {}: {}", self.address, self.html))
    }

    fn read(&self, html: &str) -> Form {
        let (head, body) = html.split_once('>').unwrap();
        let action = self.address.join(&attribute(head, "action").unwrap()).unwrap();
        // Hidden fields, and the first button as if it had been pressed.
        let inputs = body.split("<input").skip(1).filter(|input| input.contains("type=\"hidden\""));
        let pressed = body.split("<button").nth(1);
        let pair = |tag: &str| {
            let tag = tag.split('>').next()?;
            Some((attribute(tag, "name")?, attribute(tag, "value")?))
        };
        let fields = inputs.chain(pressed).filter_map(pair).collect();
        Form { action, fields, html: html.to_owned() }
    }

    /// Where a page leads to by itself after no time.
    pub fn goes_on_to(&self) -> Option<String> {
        let content = self.html.split("http-equiv=\"refresh\"").nth(1)?;
        attribute(content.split('>').next()?, "content")?.split_once("url=").map(|(_, url)| url.to_owned())
    }
}

/// The option of a list that is chosen, or its first.
fn chosen(html: &str, select: &str) -> Option<String> {
    let begin = select.as_ptr() as usize - html.as_ptr() as usize;
    let options = html[begin..].split("</select>").next()?;
    let mut all = options.split("<option").skip(1);
    let one = all.clone().find(|option| option.split('>').next().is_some_and(|tag| tag.contains(" selected")));
    attribute(one.or_else(|| all.next())?, "value")
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let value = tag.split(&format!("{name}=\"")).nth(1)?.split('"').next()?;
    let plain = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#38;", "&"), ("&amp;", "&")];
    Some(plain.iter().fold(value.to_owned(), |text, (written, meant)| text.replace(written, meant)))
}
