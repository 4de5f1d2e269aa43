-- Every list, filter and page of a payee by an index that begins where the list does and ends in its order.

-- Expiry is a matter of the time, which no index knows. Upkeep notes here that an open request's time was over when it looked, so that
-- expired requests lie in an index of their own, and the few whose time ended since are found by that. It decides nothing: every statement
-- that reads it asks the time as well.
alter table requests add column lapsed boolean not null default false;
create index requests_unlapsed on requests (payee_id, created_at, code) where state = 'open' and not lapsed;
create index requests_lapsed on requests (payee_id, created_at, code) where state = 'open' and lapsed;
create index requests_over on requests (payee_id, state, created_at, code) where state <> 'open';
create index requests_lapsing on requests (payee_id, expires_at) where state = 'open' and not lapsed;
create index requests_to_lapse on requests (expires_at) where state = 'open' and not lapsed;
drop index requests_by_reference;
create index requests_by_reference on requests (payee_id, reference, created_at, code) where reference is not null;

-- Payments of one request, of all or of one state, and those that brought money, however many did not.
drop index payments_by_request;
create index payments_by_request on payments (request_code, created_at, id);
create index payments_by_request_state on payments (request_code, state, created_at, id);
create index payments_received on payments (request_code, test) where received is not null;
-- Payments of one state; and by when money moved, those with a moment and those with a day.
drop index payments_claimed;
create index payments_by_state on payments (payee_id, state, created_at, id);
create index payments_by_settling on payments (payee_id, state, settled_at, id) where booking_date is null and settled_at is not null;
create index payments_by_booking on payments (payee_id, state, booking_date, id) where booking_date is not null;

-- What providers said of a request's payments, found without them.
alter table rail_events add column request_code text references requests (code);
update rail_events set request_code = (select x.request_code from payments x where x.id = rail_events.payment_id)
    where payment_id is not null;
create index rail_events_by_request on rail_events (request_code, received_at) where request_code is not null;

-- What upkeep looks for by age.
create index sessions_by_end on sessions (expires_at);
create index one_time_links_by_end on one_time_links (expires_at);
create index one_time_links_by_payee on one_time_links (payee_id) where payee_id is not null;
-- Few among many: what the service or its operator looks for when it starts.
create index payments_lost on payments (id) where lost_at is not null;
create index methods_lost on methods (id) where lost_at is not null;
create index payments_unreferenced on payments (rail, id) where provider_ref is null and instructions is not null;
create index methods_in_any_currency on methods (rail, id) where only_currency is null and removed_at is null;

-- Attempts that brought no money and that nobody claimed are forgotten when they are old.
create index payments_to_forget on payments (created_at)
    where received is null and claimed_at is null and next_poll_at is null and state in ('expired', 'failed');
