//! Pages of payees, a file each: its view struct, which is all that its template can see, and its handlers.

pub mod alerts;
pub mod books;
mod change_form;
mod events;
mod frame;
pub mod home;
mod home_figures;
pub mod list;
pub mod live;
pub mod look;
pub mod look_all;
pub mod methods;
pub mod new;
mod next_step;
mod one_time;
mod own_request;
mod paging;
mod payments;
pub mod refund;
pub mod request;
pub mod request_deeds;
pub mod request_live;
pub mod settings;
mod share;
pub mod sign_in;
pub mod sign_up;
mod timeline;
