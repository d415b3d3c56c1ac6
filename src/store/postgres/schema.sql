create extension btree_gist;

create table agenda (
  workshop text collate "C" not null,
  PRIMARY KEY (workshop)
);

create table alias (
  workshop text collate "C" not null,
  alias text collate "C" not null,
  key text collate "C" not null,
  PRIMARY KEY (workshop, alias)
);

create table appointment (
  workshop text collate "C" not null,
  id text collate "C" not null,
  day text collate "C" not null,
  place text collate "C" not null,
  data text not null,
  PRIMARY KEY (workshop, id)
);

create table contacts (
  workshop text collate "C" not null,
  data text not null,
  PRIMARY KEY (workshop)
);

create table conversation (
  workshop text collate "C" not null,
  key text collate "C" not null,
  version integer not null,
  due_at bigint,
  seat integer not null,
  data text not null,
  is_attended boolean not null generated always as ((POSITION(('"attention":"human"'::text) IN (data)) > 0)) stored,
  PRIMARY KEY (workshop, key)
);

create table entry (
  workshop text collate "C" not null,
  at bigint not null,
  id text collate "C" not null,
  data text not null,
  PRIMARY KEY (workshop, at, id)
);

create table message (
  workshop text collate "C" not null,
  conversation text collate "C" not null,
  number integer not null,
  version integer not null,
  data text not null,
  troubled_at bigint generated always as (
CASE
    WHEN ((POSITION(('"outbound":{'::text) IN (data)) > 0) AND ((POSITION(('"state":"failed"'::text) IN (data)) > 0) OR (POSITION(('"state":"blocked"'::text) IN (data)) > 0))) THEN ("substring"(data, '"at":(\d{1,15})'::text))::bigint
    ELSE NULL::bigint
END) stored,
  PRIMARY KEY (workshop, conversation, number)
);

create table meta (
  workshop text collate "C" not null,
  version integer not null,
  needs integer not null,
  taken_at timestamp with time zone not null,
  PRIMARY KEY (workshop, version)
);

create table occupied (
  workshop text collate "C" not null,
  bay text collate "C" not null,
  appointment text collate "C" not null,
  busy tstzrange not null,
  held_until bigint,
  FOREIGN KEY (workshop, appointment) REFERENCES appointment(workshop, id) ON DELETE CASCADE,
  PRIMARY KEY (workshop, bay, appointment),
  EXCLUDE USING gist (workshop WITH =, bay WITH =, busy WITH &&)
);

create table seat (
  workshop text collate "C" not null,
  number integer not null,
  node text not null,
  knows integer not null,
  beat_at timestamp with time zone not null,
  PRIMARY KEY (workshop, number)
);

create table seen (
  workshop text collate "C" not null,
  conversation text collate "C" not null,
  id text collate "C" not null,
  day integer not null,
  arrived_at bigint not null,
  PRIMARY KEY (workshop, conversation, id, day)
);

CREATE INDEX appointment_place ON public.appointment USING btree (workshop, day, place);
CREATE INDEX conversation_attended ON public.conversation USING btree (workshop, key) WHERE is_attended;
CREATE INDEX conversation_due ON public.conversation USING btree (seat, due_at) WHERE (due_at IS NOT NULL);
CREATE INDEX message_troubled ON public.message USING btree (workshop, troubled_at, conversation, number) WHERE (troubled_at IS NOT NULL);
CREATE INDEX seen_arrived ON public.seen USING btree (arrived_at);
