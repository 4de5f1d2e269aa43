//! Pages of payers, a file each: its view struct, which is all that its template can see, and its handlers.

mod choices;
pub mod instructions;
pub mod order;
pub mod order_form;
mod order_news;
pub mod order_sent;
pub(super) mod payer;
pub mod payment;
pub mod payment_qr;
pub mod personal;
pub mod pick_form;
mod picks;
pub(super) mod preview;
pub mod qr_bill;
mod qr_picture;
pub mod receipt;
pub mod report;
pub mod request;
pub mod sandbox;
pub mod sheet;
