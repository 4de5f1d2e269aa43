-- Charges of which no money is wanted any more end at their provider, too. A task for the worker, written with what ended them.

-- When it was found that no money is wanted any more. It stays so, whatever becomes of the request.
alter table payments add column over_at timestamptz;
-- When the provider is asked to end it; null when it isn't (any more). How often it was asked, and what came of it.
alter table payments add column end_try_at timestamptz;
alter table payments add column end_attempts bigint not null default 0;
-- closed, withheld, taken, unsupported, lapsed, given_up
alter table payments add column end_outcome text;
create index payments_to_end on payments (end_try_at) where end_try_at is not null;

-- Charges that a provider may still be paid by, of all the payments of a request, a payee or a method.
create index payments_charges on payments (payee_id, method_id, request_code)
    where state = 'pending' and received is null and over_at is null and external_id is not null;

-- What a provider kept or charged and doesn't tell, or tells in another currency, is not 0: then `fee` is 0 and this says that it is none.
alter table ledger_entries add column fee_unknown boolean not null default false;
alter table payments add column fee_unknown boolean not null default false;
alter table rail_events add column fee_unknown boolean not null default false;
