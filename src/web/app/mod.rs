//! Pages of payees, a file each: its view struct, which is all that its template can see, and its handlers.

pub mod books;
mod change_form;
pub mod devices;
mod events;
mod frame;
pub mod join;
pub mod kept;
pub mod list;
pub mod methods;
pub mod new;
mod one_time;
mod own_request;
mod paging;
mod payments;
pub mod refund;
pub mod request;
pub mod request_live;
pub mod settings;
mod share;
pub mod sign_in;
pub mod sign_up;
