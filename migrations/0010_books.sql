-- Days belong to the payee's zone; a line with a booking date belongs to that day in every zone; and a ledger's end is sealed.

-- IANA name. Payees that were there before keep what they had: UTC.
alter table payees add column zone text not null default 'UTC';

-- The settlement's day by the payee's word, as its ledger line has it.
alter table payments add column booking_date date;
update payments set booking_date = (select min(e.booking_date) from ledger_entries e
    where e.payment_id = payments.id and e.kind = 'settlement');

-- A line has a moment or a day, so each export by settlement merges two walks.
drop index ledger_by_settling;
create index ledger_by_settling on ledger_entries (payee_id, settled_at, seq) where booking_date is null;
create index ledger_by_booking on ledger_entries (payee_id, booking_date, seq) where booking_date is not null;
create index ledger_by_writing on ledger_entries (payee_id, created_at, seq);

-- The earliest `created_at` that the next line may have: the last line's, or the end of a period that was exported as final.
alter table ledger_heads add column not_before timestamptz;
update ledger_heads set not_before = (select max(e.created_at) from ledger_entries e where e.payee_id = ledger_heads.payee_id);

-- HMAC-SHA256 of payee, seq and hash, under the key `ledger` of service_keys. Null until the first start of a version that seals.
alter table ledger_heads add column seal text;
