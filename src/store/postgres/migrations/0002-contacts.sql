-- needs 1
--
-- How many customers each business portfolio contacted outside their windows. Several workshops may share one: `workshop`
-- is the portfolio here, and no turn writes to it together with anything else.
create table contacts (
  workshop text collate "C" not null,
  data text not null,
  primary key (workshop)
);
