-- needs 1
--
-- Everything begins with the workshop, so that Citus can spread each table by it as it stands here. What belongs to no
-- workshop (nodes' seats, what is known of the schema itself) says '*'.

create extension if not exists btree_gist;

-- All that is remembered of one customer at one workshop; `data` is the engine's business. It is text and not jsonb,
-- since it is written whole on every turn and comes back with its fields in the order in which they were written.
create table conversation (
  workshop text collate "C" not null,
  key text collate "C" not null,
  -- One more on each write: a turn commits only on the version that it has read.
  version integer not null,
  -- When something of it falls due next, Unix ms.
  due_at bigint,
  -- From where it is looked after when it falls due; 0: from nowhere yet.
  seat integer not null,
  data text not null,
  primary key (workshop, key)
);
create index conversation_due on conversation (seat, due_at) where due_at is not null;

create table alias (
  workshop text collate "C" not null,
  alias text collate "C" not null,
  key text collate "C" not null,
  primary key (workshop, alias)
);

create table message (
  workshop text collate "C" not null,
  conversation text collate "C" not null,
  number integer not null,
  version integer not null,
  data text not null,
  primary key (workshop, conversation, number)
);

-- Inbound messages that were handled, until Meta cannot bring them again.
create table seen (
  workshop text collate "C" not null,
  conversation text collate "C" not null,
  id text collate "C" not null,
  -- Of the message's own timestamp, in days since 1970.
  day integer not null,
  -- Unix ms.
  arrived_at bigint not null,
  primary key (workshop, conversation, id, day)
);
create index seen_arrived on seen (arrived_at);

-- A row to lock for who changes a workshop's agenda.
create table agenda (
  workshop text collate "C" not null,
  primary key (workshop)
);

create table appointment (
  workshop text collate "C" not null,
  id text collate "C" not null,
  -- The local date on which it begins, and its place among all of them: start and id.
  day text collate "C" not null,
  place text collate "C" not null,
  data text not null,
  primary key (workshop, id)
);
create index appointment_place on appointment (workshop, day, place);

-- The bays that appointments keep others out of: that no place is given twice is the database's own word.
create table occupied (
  workshop text collate "C" not null,
  bay text collate "C" not null,
  appointment text collate "C" not null,
  busy tstzrange not null,
  -- Until when, Unix ms, if it is only held.
  held_until bigint,
  primary key (workshop, bay, appointment),
  foreign key (workshop, appointment) references appointment (workshop, id) on delete cascade,
  exclude using gist (workshop with =, bay with =, busy with &&)
);

-- What was received and belongs to no conversation.
create table entry (
  workshop text collate "C" not null,
  at bigint not null,
  id text collate "C" not null,
  data text not null,
  primary key (workshop, at, id)
);

-- Where nodes sit. A node that is gone leaves its seat, with all that is looked after from there, to the next one.
create table seat (
  workshop text collate "C" not null,
  number integer not null,
  node text not null,
  -- The highest migration that this node's program knows.
  knows integer not null,
  -- When it last said that it is there; -infinity: it left.
  beat_at timestamptz not null,
  primary key (workshop, number)
);
