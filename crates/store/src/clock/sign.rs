//! The last sign of life: a line in `data/clock`, by which the next start knows what time it was, and how long the machine
//! had been running.

use std::io;
use std::path::{Path, PathBuf};

use events::Instant;
use uuid::Uuid;

use super::belief::LastSign;
use super::{Moment, Uptime};

/// Stands for a number that is not there.
const NONE: &str = "-";

/// The file with the last sign of life.
pub(super) struct SignOfLife(PathBuf);

impl SignOfLife {
    /// In a data folder.
    pub fn in_folder(folder: &Path) -> SignOfLife {
        SignOfLife(folder.join("clock"))
    }

    /// What was left; `None` where nothing was, or nothing that can be read.
    pub fn read(&self) -> Option<LastSign> {
        let text = std::fs::read_to_string(&self.0).ok()?;
        let mut words = text.split_whitespace();
        let boot: Uuid = words.next()?.parse().ok()?;
        let mut number = || match words.next()? {
            NONE => Some(None),
            word => word.parse::<i64>().ok().map(Some),
        };
        let uptime = Uptime { boot, millis: number()?? };
        let moment = Moment { wall: Instant::from_millis(number()??), uptime };
        let (proven_from, accepted) = (number()?, number()?.map(Instant::from_millis));
        Some(LastSign { moment, proven_from, accepted })
    }

    /// Leaves one. The file is replaced, so that it is always whole.
    pub fn write(&self, sign: LastSign) -> io::Result<()> {
        let LastSign { moment: Moment { wall, uptime }, proven_from, accepted } = sign;
        let word = |number: Option<i64>| number.map_or_else(|| NONE.to_owned(), |number| number.to_string());
        let (proven_from, accepted) = (word(proven_from), word(accepted.map(Instant::millis)));
        let line = format!("{} {} {} {proven_from} {accepted}\n", uptime.boot, uptime.millis, wall.millis());
        let new = self.0.with_extension("new");
        std::fs::write(&new, line)?;
        std::fs::rename(new, &self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_left_is_read_and_what_is_no_sign_is_none() {
        let folder = std::env::temp_dir().join(format!("oppijaloki-sign-{}", Uuid::new_v4()));
        std::fs::create_dir_all(&folder).unwrap();
        let sign = SignOfLife::in_folder(&folder);
        assert_eq!(sign.read(), None);
        let uptime = Uptime { boot: Uuid::from_u128(7), millis: 12 };
        let moment = Moment { wall: Instant::from_millis(1_790_000_000_000), uptime };
        for (proven_from, accepted) in [(None, None), (Some(3), Some(Instant::from_millis(5)))] {
            let left = LastSign { moment, proven_from, accepted };
            sign.write(left).unwrap();
            assert_eq!(sign.read(), Some(left));
        }
        for nothing in ["", "7 7 7 - -", "00000000-0000-0000-0000-000000000007 12 13 -"] {
            std::fs::write(folder.join("clock"), nothing).unwrap();
            assert_eq!(sign.read(), None, "{nothing}");
        }
        std::fs::remove_dir_all(folder).unwrap();
    }
}
