//! What leaves in a chat: the message's text, messengers' share links, QR codes, preview cards.

pub mod avatar;
pub mod card;
pub mod links;
pub mod message;
pub mod qr;
