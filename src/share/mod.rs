//! Content for sharing in chats: message texts, messengers' share links, QR codes, preview cards, avatars.

pub mod avatar;
pub mod card;
pub mod links;
pub mod message;
pub mod qr;
