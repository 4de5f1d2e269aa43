//! A walk over the receivers that something waits for, by an index on receiver and time.

/// A statement on `v`: each receiver (`id`) of a table with rows that wait (`next_try_at`), and when the first of them is due (`due_at`). Each
/// step is one look into the index, however many rows a receiver has.
macro_rules! walk {
    ($table:literal, $receiver:literal, $rest:literal) => {
        concat!(
            "with recursive w(id) as (select min(t.",
            $receiver,
            ") from ",
            $table,
            " t where t.next_try_at is not null union all select (select min(t.",
            $receiver,
            ") from ",
            $table,
            " t where t.next_try_at is not null and t.",
            $receiver,
            " > w.id) from w where w.id is not null), \
            v(id, due_at) as (select w.id, (select min(t.next_try_at) from ",
            $table,
            " t where t.next_try_at is not null and t.",
            $receiver,
            " = w.id) from w where w.id is not null) ",
            $rest
        )
    };
}
pub(super) use walk;
