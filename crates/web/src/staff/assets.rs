//! Style, script and fonts, in the binary. Their addresses carry a hash of the content, so they may be kept for ever.

use std::sync::LazyLock;

use aws_lc_rs::digest::{SHA256, digest};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use super::address::ASSETS;

struct Asset {
    /// Name with the hash in it.
    name: String,
    kind: &'static str,
    bytes: Vec<u8>,
}

const FONTS: [(&str, &[u8]); 3] = [
    ("open-sans-400", include_bytes!("../../assets/open-sans-400.woff2")),
    ("open-sans-600", include_bytes!("../../assets/open-sans-600.woff2")),
    ("open-sans-700", include_bytes!("../../assets/open-sans-700.woff2")),
];

/// Fonts first: the style sheet names them by their hashed names.
static ALL: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let mut all: Vec<Asset> =
        FONTS.map(|(name, bytes)| asset(name, "woff2", "font/woff2", bytes.to_vec())).into_iter().collect();
    let mut style = include_str!("../../assets/pages.css").to_owned();
    for ((plain, _), font) in FONTS.iter().zip(&all) {
        style = style.replace(&format!("{plain}.woff2"), &font.name);
    }
    all.push(asset("pages", "css", "text/css; charset=utf-8", style.into_bytes()));
    all.push(asset("icon", "svg", "image/svg+xml", include_bytes!("../../assets/icon.svg").to_vec()));
    let script = include_bytes!("../../assets/pages.js").to_vec();
    all.push(asset("pages", "js", "text/javascript; charset=utf-8", script));
    let licence = include_bytes!("../../assets/open-sans-LICENSE.txt").to_vec();
    all.push(asset("open-sans-licence", "txt", "text/plain; charset=utf-8", licence));
    all
});

static STYLE: LazyLock<String> = LazyLock::new(|| address("text/css"));
static SCRIPT: LazyLock<String> = LazyLock::new(|| address("text/javascript"));
static ICON: LazyLock<String> = LazyLock::new(|| address("image/svg"));

fn asset(stem: &str, ending: &str, kind: &'static str, bytes: Vec<u8>) -> Asset {
    let hash: String = digest(&SHA256, &bytes).as_ref()[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    Asset { name: format!("{stem}.{hash}.{ending}"), kind, bytes }
}

fn address(kind: &str) -> String {
    let found = ALL.iter().find(|asset| asset.kind.starts_with(kind));
    found.map(|asset| format!("{ASSETS}/{}", asset.name)).unwrap_or_default()
}

/// Address of the style sheet.
pub fn style() -> &'static str {
    &STYLE
}

/// Address of the script.
pub fn script() -> &'static str {
    &SCRIPT
}

/// Address of the icon.
pub fn icon() -> &'static str {
    &ICON
}

/// An asset by its hashed name.
pub async fn serve(Path(name): Path<String>) -> Response {
    let Some(asset) = ALL.iter().find(|asset| asset.name == name) else { return StatusCode::NOT_FOUND.into_response() };
    let headers = [(CONTENT_TYPE, asset.kind), (CACHE_CONTROL, "public, max-age=31536000, immutable")];
    (headers, asset.bytes.as_slice()).into_response()
}

/// Writes all assets below a folder, where a browser finds them under their addresses.
#[cfg(test)]
pub fn write_to(folder: &std::path::Path) {
    let folder = folder.join(ASSETS.trim_start_matches('/'));
    std::fs::create_dir_all(&folder).unwrap();
    ALL.iter().for_each(|asset| std::fs::write(folder.join(&asset.name), &asset.bytes).unwrap());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_assets_together_are_small_and_the_style_names_the_fonts_as_they_are_served() {
        let total: usize = ALL.iter().map(|asset| asset.bytes.len()).sum();
        assert!(total <= 150 * 1024, "{total} bytes");
        let style = ALL.iter().find(|asset| asset.kind.starts_with("text/css")).unwrap();
        let style = std::str::from_utf8(&style.bytes).unwrap();
        for font in ALL.iter().filter(|asset| asset.kind == "font/woff2") {
            assert!(style.contains(&font.name), "{}", font.name);
        }
        assert!(!style.contains("http:") && !style.contains("https:"), "nothing from elsewhere");
    }
}
