//! The population register (VTJ): asking it, and standing in for it.
//!
//! [`client`] asks the register's REST interface (*muutosrajapinta*, call `perustiedot`) and turns its answers into
//! [`events::person::RegisterRecord`]. [`stand_in`] is a server that speaks the same protocol about the invented
//! people of [`population`], with every fault that the real one is known or feared to have. Tests run the one against
//! the other over a real connection.
//!
//! The facts about the register's protocol that the code relies on are in DVV's public description of its interface.

pub mod client;
pub mod population;
pub mod stand_in;
