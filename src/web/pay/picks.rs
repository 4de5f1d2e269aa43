//! The fields of a choice of items, whose names depend on the request: its quantities.

use std::collections::BTreeMap;

use crate::domain::request::picks::TypedPicks;

/// The prefix of the fields with the quantities; the items' places follow.
const QUANTITY: &str = "q-";

/// The fields of a pay form that its struct doesn't name.
pub type PickFields = BTreeMap<String, String>;

/// The name of the field with the quantity of the item at a place.
pub(super) fn field_of(at: usize) -> String {
    format!("{QUANTITY}{at}")
}

/// Reads the quantities of a form.
pub(super) fn typed_picks(fields: &PickFields) -> TypedPicks {
    let quantity =
        |(name, typed): (&String, &String)| Some((name.strip_prefix(QUANTITY)?.parse().ok()?, typed.clone()));
    TypedPicks(fields.iter().filter_map(quantity).collect())
}

/// The place of the item that an error is about: of `items[2].quantity`, 2.
pub(super) fn place_of(field: &str) -> Option<usize> {
    field.strip_prefix("items[")?.split(']').next()?.parse().ok()
}
