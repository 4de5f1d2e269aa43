//! Payees: accounts, members, sessions and API keys.

pub mod api_key;
pub mod close_account;
pub mod members;
pub mod passkeys;
pub mod recovery;
pub mod relying_party;
pub mod settings;
pub mod sign_in;
pub mod sign_up;
