//! The last good answer of a neighbour, in a file.

use std::io::Write;
use std::path::PathBuf;
use std::time::UNIX_EPOCH;

use events::Instant;

/// See the module.
pub struct Copy {
    file: PathBuf,
}

impl Copy {
    /// In this file, which need not be there.
    pub fn at(file: PathBuf) -> Copy {
        Copy { file }
    }

    /// What was kept, and when; `None` when nothing was, or it cannot be read.
    pub fn kept(&self) -> Option<(String, Instant)> {
        let text = std::fs::read_to_string(&self.file).ok()?;
        let at = std::fs::metadata(&self.file).and_then(|file| file.modified()).ok()?;
        let millis = at.duration_since(UNIX_EPOCH).ok()?.as_millis();
        Some((text, Instant::from_millis(i64::try_from(millis).ok()?)))
    }

    /// Keeps it in the place of what was kept before: the file is whole at every moment.
    pub fn keep(&self, text: &str) -> std::io::Result<()> {
        if let Some(folder) = self.file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let new = self.file.with_extension("new");
        let mut file = std::fs::File::create(&new)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        std::fs::rename(&new, &self.file)
    }
}
