//! Flags of the commands that run a registry: what an operator accepts at the start although something contradicts it.

use store::Accept;

/// Flags of the commands that run a registry. What is accepted is remembered: the next start needs no flag.
#[derive(clap::Args, Clone, Copy, Default)]
pub struct AcceptArguments {
    /// Go on with a vault that is older than the journal, because there is no newer one: what it lacks is lost, and said.
    /// Read *Restoring* in docs/operations first.
    #[arg(long)]
    accept_older_vault: bool,
    /// Go on with a journal that is older than the vault, because there is no newer one: what came after it is lost.
    /// Read *Restoring* in docs/operations first.
    #[arg(long)]
    accept_older_journal: bool,
    /// The clock of this machine is right, although it does not fit what is known.
    #[arg(long)]
    accept_clock: bool,
}

impl From<AcceptArguments> for Accept {
    fn from(arguments: AcceptArguments) -> Accept {
        Accept {
            older_vault: arguments.accept_older_vault,
            older_journal: arguments.accept_older_journal,
            clock: arguments.accept_clock,
        }
    }
}
