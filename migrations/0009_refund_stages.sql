-- Refunds that are not done the moment they are asked for, refunds that fail after they were booked, and payments that are set aside.

-- asked → sent → done, failed. `sent`: the provider accepted it and has not finished it.
-- The provider's name for a refund. Refunds that were made at the provider's own pages are rows as well, with the way `elsewhere`.
alter table refunds add column external_id text;
-- The furthest that the provider has told: pending, done, failed. It only moves on.
alter table refunds add column stage text;
-- The ledger line that booked it, which a correction takes back should it fail later.
alter table refunds add column movement_id text;
update refunds set stage = 'done' where state = 'done' and way = 'rail';
create unique index refunds_by_external on refunds (payment_id, external_id) where external_id is not null;
drop index refunds_waiting;
create index refunds_waiting on refunds (next_try_at) where next_try_at is not null;

-- Which refund an event speaks of: the provider's name for it, and ours where it carries one.
alter table rail_events add column refund_external_id text;
alter table rail_events add column refund_id text;

-- When the payee gave up a payment that its provider had called on its way. What arrives for it later is booked all the same.
alter table payments add column set_aside_at timestamptz;
