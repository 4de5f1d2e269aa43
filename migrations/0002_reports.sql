-- Links that somebody says are fraud, and links that the operator has taken down.

-- What buyers reported. One row for a link and a reason, however often it is said: `times` counts, so that nobody can fill the disk, and
-- two moments say since when and until when. Nothing is kept about who reported: no address, no hash of one, no time of a single report.
create table reports (
    id text primary key,
    payee_id text not null references payees (id),
    -- Null when the payee's personal page was reported.
    request_code text references requests (code),
    -- impersonation, never_ordered, offensive, other. There is no free text: nobody can write down a person in it.
    reason text not null,
    times bigint not null,
    created_at timestamptz not null,
    last_at timestamptz not null,
    -- When the operator put it away. What is reported after that is a row of its own.
    dismissed_at timestamptz
);
-- The row that one more report is counted in. In a unique index nulls differ from one another, an empty text doesn't.
create unique index reports_waiting on reports (payee_id, coalesce(request_code, ''), reason) where dismissed_at is null;
create index reports_by_request on reports (request_code) where request_code is not null;

-- Set by the operator: the link answers as if it did not exist. Not a state: it comes back as it was.
alter table requests add column disabled_at timestamptz;
