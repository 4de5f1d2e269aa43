//! What leaves in a chat: the message's text, messengers' share links, QR codes, signed receipts.

pub mod links;
pub mod message;
pub mod qr;
pub mod receipt;
