-- What providers said of payments that aren't known here is shown to their payees: few reports, looked for among many.
create index rail_events_unknown on rail_events (method_id, received_at) where outcome = 'unknown_payment';
