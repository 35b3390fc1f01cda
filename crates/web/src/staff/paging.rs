//! Pages of a list in its address: how many lines, and the cursors that led here, so that one can go back.

use app::report::{Cursor, Slice};

use super::address::Address;
use texts::Texts;

/// Query name of the cursors, the present one last.
const CURSOR: &str = "kohta";
/// Query name of the number of lines.
const SIZE: &str = "koko";
/// Numbers of lines that are offered; the first is usual.
const SIZES: [u32; 3] = [20, 50, 100];
/// Addresses stay short: of a longer way back only the last part is kept.
const LONGEST_TRAIL: usize = 50;

/// Which part of a list an address asks for.
#[derive(Debug, Clone)]
pub struct Part {
    trail: Vec<String>,
    /// Lines.
    pub size: u32,
}

impl Part {
    /// As an address says.
    pub fn read(address: &Address) -> Part {
        let size = address.value(SIZE).and_then(|size| size.parse().ok()).filter(|size| SIZES.contains(size));
        let trail = address.values(CURSOR).map(str::to_owned).collect();
        Part { trail, size: size.unwrap_or(SIZES[0]) }
    }

    /// Where the part begins.
    pub fn after(&self) -> Option<Cursor> {
        self.trail.last().cloned().map(Cursor)
    }
}

/// Links below a list.
#[derive(Debug, Clone)]
pub struct Paging {
    /// Which lines these are, of how many.
    pub told: String,
    /// To the beginning.
    pub first: Option<String>,
    /// One page back.
    pub previous: Option<String>,
    /// One page on.
    pub next: Option<String>,
    /// Numbers of lines: number, address, is it this one.
    pub sizes: Vec<(u32, String, bool)>,
}

/// The address at the beginning of its list.
pub fn at_start(address: &Address) -> Address {
    address.clone().without(CURSOR)
}

/// The address of a part of a list that begins at a cursor, from where one can go back to the present part.
pub fn jump(address: &Address, cursor: &Cursor) -> String {
    let trail: Vec<&str> = address.values(CURSOR).chain([cursor.0.as_str()]).collect();
    along(address, &trail)
}

fn along(address: &Address, trail: &[&str]) -> String {
    let kept = &trail[trail.len().saturating_sub(LONGEST_TRAIL)..];
    kept.iter().fold(at_start(address), |address, cursor| address.and(CURSOR, cursor)).to_string()
}

impl Paging {
    /// Links around a slice that stands at an address.
    pub fn of<T>(t: &Texts, address: &Address, part: &Part, slice: &Slice<T>) -> Paging {
        let start = at_start(address);
        let trail: Vec<&str> = part.trail.iter().map(String::as_str).collect();
        let back = trail.split_last().map(|(_, before)| along(address, before));
        let size = |n: u32| (n, start.clone().set(SIZE, n).to_string(), n == part.size);
        Paging {
            told: told(t, part, slice),
            first: back.is_some().then(|| start.to_string()),
            previous: back,
            next: slice.next.as_ref().map(|next| along(address, &[trail.as_slice(), &[next.0.as_str()]].concat())),
            sizes: SIZES.map(size).to_vec(),
        }
    }

    /// With links that lead to an element of the page: a list below other things is not looked for again.
    pub fn at(mut self, id: &str) -> Paging {
        let links = [&mut self.first, &mut self.previous, &mut self.next].into_iter().flatten();
        for link in links.chain(self.sizes.iter_mut().map(|(_, link, _)| link)) {
            link.push('#');
            link.push_str(id);
        }
        self
    }

    /// Is there anything to page through?
    pub fn is_needed(&self) -> bool {
        self.previous.is_some() || self.next.is_some()
    }
}

/// Which lines are shown, as far as that is known.
fn told<T>(t: &Texts, part: &Part, slice: &Slice<T>) -> String {
    let before = part.trail.len() as u64 * u64::from(part.size);
    let shown = slice.items.len() as u64;
    match slice.total {
        Some(0) => t.get("paging-none"),
        Some(total) if shown > 0 && part.trail.len() < LONGEST_TRAIL => t.with_all(
            "paging-range",
            &[("from", t.number(before + 1)), ("to", t.number(before + shown)), ("total", t.number(total))],
        ),
        Some(total) => t.count("paging-total", total),
        None => t.count("paging-shown", shown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use texts::Lang;

    fn at(query: &str, next: Option<&str>, total: Option<u64>) -> (Part, Paging) {
        let address = Address::read("/r", Some(query));
        let (part, next) = (Part::read(&address), next.map(|cursor| Cursor(cursor.to_owned())));
        let paging = Paging::of(&Texts(Lang::En), &address, &part, &Slice { items: vec![(); 20], next, total });
        (part, paging)
    }

    #[test]
    fn one_goes_on_and_back_the_way_one_came() {
        let (first, paging) = at("syy=test_hetu", Some("a"), Some(60));
        assert_eq!((first.after(), paging.previous), (None, None));
        assert_eq!(paging.next.as_deref(), Some("/r?syy=test_hetu&kohta=a"));
        let (third, paging) = at("syy=test_hetu&kohta=a&kohta=b", None, Some(60));
        assert_eq!(third.after(), Some(Cursor("b".to_owned())));
        assert_eq!(paging.previous.as_deref(), Some("/r?syy=test_hetu&kohta=a"));
        assert_eq!(paging.first.as_deref(), Some("/r?syy=test_hetu"));
        assert!(paging.told.contains("41") && paging.told.contains("60"), "{}", paging.told);
    }

    #[test]
    fn another_number_of_lines_begins_anew_and_odd_numbers_are_not_taken() {
        let (part, paging) = at("koko=7777&kohta=a", None, None);
        assert_eq!(part.size, 20);
        assert_eq!(paging.sizes[1], (50, "/r?koko=50".to_owned(), false));
    }
}
