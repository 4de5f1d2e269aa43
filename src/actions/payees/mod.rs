//! Payees: accounts, sessions and API keys.

pub mod api_key;
pub mod settings;
pub mod sign_in;
pub mod sign_up;
