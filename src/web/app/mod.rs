//! Pages of payees, a file each: its view struct, which is all that its template can see, and its handlers.

pub(in crate::web::view) mod change_form;
pub(in crate::web::view) mod events;
pub mod export;
pub mod list;
pub mod methods;
pub mod new;
pub(in crate::web::view) mod one_time;
pub(in crate::web::view) mod own_request;
pub(in crate::web::view) mod payments;
pub mod refund;
pub mod request;
pub mod request_live;
pub mod settings;
pub(in crate::web::view) mod share;
pub mod sign_in;
pub mod sign_up;
