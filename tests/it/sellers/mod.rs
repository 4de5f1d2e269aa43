//! Promises to sellers: the main job from end to end, forms that lose nothing, lists that find, links that are worth sending.

mod books;
mod choices;
mod forms;
mod home;
mod journey;
mod lists;
mod looks;
mod members;
mod needed_methods;
mod once;
mod one_request;
mod search;
mod sharing;
mod zones;

use libtest_mimic::Trial;

pub fn tests() -> Vec<Trial> {
    [
        books::tests(),
        choices::tests(),
        forms::tests(),
        home::tests(),
        journey::tests(),
        lists::tests(),
        looks::tests(),
        members::tests(),
        needed_methods::tests(),
        once::tests(),
        one_request::tests(),
        search::tests(),
        sharing::tests(),
        zones::tests(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
