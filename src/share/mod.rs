//! Content for sharing in chats: message texts, messengers' share links, pay buttons, QR codes, preview cards, avatars; and alerts.

pub mod alert;
pub mod avatar;
pub mod button;
pub mod card;
pub mod icon;
pub mod links;
pub mod message;
pub mod qr;
