-- What requests are found by: folded words, which are compared byte by byte on either database. They die with what they were taken from.
create table request_words (
    payee_id text not null references payees (id),
    -- UTF-8. Identifiers begin with #, amounts with =.
    word bytea not null,
    -- The request's, so that the newest requests of a word lie side by side.
    created_at timestamptz not null,
    code text not null references requests (code),
    primary key (code, word)
);
create index request_words_newest on request_words (payee_id, word, created_at, code);

-- The rule by which a request's words were folded; 0 before there was one. The worker folds those anew that are behind.
alter table requests add column words_version bigint not null default 0;
create index requests_without_words on requests (code) where words_version < 1;
