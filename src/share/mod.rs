//! What leaves in a chat: the message's text, messengers' share links, QR codes.

pub mod links;
pub mod message;
pub mod qr;
