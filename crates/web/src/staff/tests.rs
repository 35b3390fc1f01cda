//! The pages made from invented people, looked at as a reader of HTML sees them, in three languages.

mod command_samples;
mod edit_samples;
mod history;
mod hostile;
mod import_samples;
mod markup;
mod pages;
mod request_samples;
mod review_samples;
mod routes;
mod samples;
mod texts;
mod world;
