-- A payee that takes a method away is told which open requests only that one could pay.
create index requests_open on requests (payee_id, created_at) where state = 'open';
