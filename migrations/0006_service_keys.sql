-- The service's own keys, so that CHIT_SECRET_KEY can be changed: which of them seal, what outlives them, what receipts hold against.

create table service_keys (
    -- sealing: the fingerprint of a CHIT_SECRET_KEY. receipts: the RFC 7638 thumbprint of a public key. check_words: that word.
    id text primary key,
    purpose text not null,
    -- A receipts key's public half. It stays for ever, so that what was signed stays verifiable.
    public_key text,
    -- The key of the check words. It is stored, and not derived, so that the words of links that are out outlive a CHIT_SECRET_KEY.
    sealed text,
    created_at timestamptz not null,
    -- Since when nothing is sealed or signed with it any more. A sealing key that isn't retired is needed to start.
    retired_at timestamptz
);
