//! Promises to sellers: the main job from end to end, forms that lose nothing, lists that find, links that are worth sending.

mod after_payment;
pub mod alerts;
mod books;
mod bulk;
mod catalogue;
mod charts;
mod choices;
mod closing;
mod filters;
mod forms;
mod held;
pub mod home;
mod items;
mod journey;
mod leaving;
mod lists;
mod looks;
mod members;
mod needed_methods;
mod new_links;
mod once;
mod one_request;
mod parts;
mod pocket;
mod programs;
mod removed_methods;
mod requests;
mod search;
mod settings;
mod sharing;
mod split;
mod zones;

use libtest_mimic::Trial;

pub fn tests() -> Vec<Trial> {
    [
        after_payment::tests(),
        alerts::tests(),
        books::tests(),
        bulk::tests(),
        catalogue::tests(),
        charts::tests(),
        choices::tests(),
        closing::tests(),
        filters::tests(),
        forms::tests(),
        held::tests(),
        home::tests(),
        items::tests(),
        journey::tests(),
        leaving::tests(),
        lists::tests(),
        looks::tests(),
        members::tests(),
        needed_methods::tests(),
        new_links::tests(),
        once::tests(),
        one_request::tests(),
        parts::tests(),
        pocket::tests(),
        programs::tests(),
        removed_methods::tests(),
        requests::tests(),
        search::tests(),
        settings::tests(),
        sharing::tests(),
        split::tests(),
        zones::tests(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
