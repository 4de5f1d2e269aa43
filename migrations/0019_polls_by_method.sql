-- Payments are polled in turns, method by method: an index finds the next method that has any, and its earliest payment.
drop index payments_to_poll;
create index payments_to_poll on payments (method_id, next_poll_at) where next_poll_at is not null and received is null;
drop index payments_settled_to_poll;
create index payments_settled_to_poll on payments (method_id, next_poll_at) where next_poll_at is not null and received is not null;
