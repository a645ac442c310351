-- Times are milliseconds since 1970-01-01 in UTC. ${seq} is a number that the database counts up.

create table answered (
    response varchar primary key,
    at_millis bigint not null,
    question text not null,
    answer text not null,
    risk double precision,
    verdict text not null,
    topics text not null,
    alpha double precision not null,
    model_sha256 text not null
);
create index answered_at on answered (at_millis);

create table item (
    seq ${seq},
    id varchar not null unique,
    reason text not null check (reason in ('policy', 'spot-check', 'complaint')),
    rule text,
    response varchar not null,
    at_millis bigint not null,
    question text not null,
    answer text not null,
    risk double precision,
    verdict text not null,
    topics text not null,
    alpha double precision not null,
    model_sha256 text not null,
    week text not null,
    question_key text not null,
    state text not null check (state in ('pending', 'approved', 'corrected', 'rejected')),
    reviewer text,
    corrected text,
    note text,
    decided_at_millis bigint,
    decision_key text,
    unique (response, reason),
    check ((state = 'pending') = (reviewer is null)),
    check ((state = 'pending') = (decided_at_millis is null)),
    check ((state = 'corrected') = (corrected is not null))
);
create index item_state on item (state, seq);
create index item_question on item (question_key, seq);

create table audit (
    seq ${seq},
    item varchar not null references item (id),
    at_millis bigint not null,
    who text not null,
    event text not null,
    answer text,
    note text
);
create index audit_item on audit (item, seq);

create table benchmark (
    seq ${seq},
    at_millis bigint not null,
    model_sha256 text not null,
    name text not null,
    questions_sha256 text not null,
    correct integer not null,
    total integer not null
);
