//! What leaves in a chat: QR codes and the message's text.

pub mod message;
pub mod qr;
