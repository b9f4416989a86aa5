-- Version 1, tables. Times are seconds UTC; days are days since 1970-01-01 in China; 0 stands for "not yet"
-- and a far date for "never" wherever a column is an index key. Small integers are the enums of
-- core/domain/*.h. `place` is 12 digits of division, 3 of grid, 3 of building.

CREATE TABLE settings(             -- facts about this database: 'demo', 'created_at', 'rules_hash', ...
  key     TEXT NOT NULL PRIMARY KEY,
  value   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE rules(                -- confirmations and local changes of the rule files
  key     TEXT NOT NULL PRIMARY KEY, -- path in the rule set, 'tiers.key.accept'
  value   TEXT NOT NULL,           -- '' where the shipped value is only confirmed
  by_id   INTEGER NOT NULL,
  at      INTEGER NOT NULL,
  reason  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE baselines(            -- figures published elsewhere; never mixed with counts of this database
  key     TEXT NOT NULL PRIMARY KEY,
  value   INTEGER NOT NULL,
  as_of   TEXT NOT NULL,
  source  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE areas(                -- city > county > township > village; ids stay when codes change
  id      INTEGER PRIMARY KEY,
  parent_id INTEGER REFERENCES areas(id),
  level   INTEGER NOT NULL,        -- 0 city, 1 county, 2 township, 3 village
  code    INTEGER NOT NULL UNIQUE, -- 12 digits
  name    TEXT NOT NULL,
  short   TEXT NOT NULL,           -- for paths and columns
  py      TEXT NOT NULL,           -- pinyin initials as pinyin_key() makes them
  grids   INTEGER NOT NULL DEFAULT 0, -- how many grids lie in it
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE units(                -- centres, departments, subdistricts, firms, committees
  id      INTEGER PRIMARY KEY,
  kind    INTEGER NOT NULL,        -- enum unit_kind
  parent_id INTEGER REFERENCES units(id),
  area_id INTEGER NOT NULL REFERENCES areas(id),
  name    TEXT NOT NULL,
  short   TEXT NOT NULL,           -- at most 10 cells
  py      TEXT NOT NULL,
  phone   BLOB NOT NULL DEFAULT x'', -- encrypted
  active  INTEGER NOT NULL DEFAULT 1,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE estates(
  id      INTEGER PRIMARY KEY,
  area_id INTEGER NOT NULL REFERENCES areas(id), -- the village
  name    TEXT NOT NULL,
  py      TEXT NOT NULL,
  firm_id INTEGER REFERENCES units(id),          -- property firm
  households INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE grids(
  id      INTEGER PRIMARY KEY,
  code    INTEGER NOT NULL UNIQUE, -- 15 digits; never reused
  area_id INTEGER NOT NULL REFERENCES areas(id), -- the village
  estate_id INTEGER REFERENCES estates(id),
  name    TEXT NOT NULL,
  py      TEXT NOT NULL,
  kind    INTEGER NOT NULL DEFAULT 0, -- enum grid_kind
  bounds  TEXT NOT NULL DEFAULT '',
  households INTEGER NOT NULL DEFAULT 0,
  people  INTEGER NOT NULL DEFAULT 0,
  retired_at INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE buildings(
  id      INTEGER PRIMARY KEY,
  place   INTEGER NOT NULL UNIQUE, -- 18 digits
  grid_id INTEGER NOT NULL REFERENCES grids(id),
  estate_id INTEGER REFERENCES estates(id),
  name    TEXT NOT NULL,
  households INTEGER NOT NULL DEFAULT 0,
  chat_group INTEGER NOT NULL DEFAULT 0, -- has a chat group of its own
  board   INTEGER NOT NULL DEFAULT 0,    -- notice board posted
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE staff(                -- people who work here or serve a grid; no register of residents
  id      INTEGER PRIMARY KEY,
  login   TEXT UNIQUE,             -- NULL: no account
  name    TEXT NOT NULL,
  py      TEXT NOT NULL,
  unit_id INTEGER NOT NULL REFERENCES units(id),
  roles   INTEGER NOT NULL DEFAULT 0, -- bits of enum role
  kind    INTEGER NOT NULL DEFAULT 0, -- enum staff_kind
  grid_id INTEGER REFERENCES grids(id), -- where a steward serves
  place   INTEGER NOT NULL DEFAULT 0,   -- building of a building head
  phone   BLOB NOT NULL DEFAULT x'',    -- encrypted
  term_end INTEGER NOT NULL DEFAULT 0,  -- day; 0 none
  active  INTEGER NOT NULL DEFAULT 1,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE cases(
  id      INTEGER PRIMARY KEY,
  no      INTEGER NOT NULL UNIQUE, -- township 9, yymmdd, sequence 4; the check digit is computed
  state   INTEGER NOT NULL,        -- enum case_state; open states come first
  tier    INTEGER NOT NULL,        -- 1 ordinary, 2 key, 3 hard; 0 none
  cat     INTEGER NOT NULL,        -- category number, 403; 0 not yet
  kind    INTEGER NOT NULL,        -- enum case_kind
  channel INTEGER NOT NULL,
  place   INTEGER NOT NULL,
  county  INTEGER NOT NULL,        -- area ids, 0 unknown
  town    INTEGER NOT NULL,
  estate_id INTEGER NOT NULL DEFAULT 0,
  desk_id INTEGER NOT NULL,        -- the centre whose window it came to; answers for it to the end
  clerk_id INTEGER NOT NULL DEFAULT 0, -- who at that centre
  unit_id INTEGER NOT NULL DEFAULT 0,  -- lead unit
  handler_id INTEGER NOT NULL DEFAULT 0, -- who at that unit
  author_id INTEGER NOT NULL DEFAULT 0,
  opened_at INTEGER NOT NULL,      -- registered
  accepted_at INTEGER NOT NULL DEFAULT 0,
  due_at  INTEGER NOT NULL,        -- earliest running clock; far date when none runs
  due_kind INTEGER NOT NULL DEFAULT 0, -- which clock that is
  light_at INTEGER NOT NULL,       -- from then on yellow; far date when none
  step_at INTEGER NOT NULL DEFAULT 253402300799, -- when the program next does something about it by itself
  replied_at INTEGER NOT NULL DEFAULT 0,
  closed_at INTEGER NOT NULL DEFAULT 0,
  updated_at INTEGER NOT NULL,
  flags   INTEGER NOT NULL DEFAULT 0, -- bits of enum case_flag
  urged   INTEGER NOT NULL DEFAULT 0,
  extended INTEGER NOT NULL DEFAULT 0,
  moved   INTEGER NOT NULL DEFAULT 0,
  returned INTEGER NOT NULL DEFAULT 0,
  verify_back INTEGER NOT NULL DEFAULT 0,
  reopened INTEGER NOT NULL DEFAULT 0,
  joint   INTEGER NOT NULL DEFAULT 1, -- reporters
  merged  INTEGER NOT NULL DEFAULT 0, -- cases merged into this one
  main_id INTEGER REFERENCES cases(id), -- the case this one was merged into
  solved  INTEGER NOT NULL DEFAULT 0, -- 1 yes, 2 partly, 3 no
  score   INTEGER NOT NULL DEFAULT 0, -- enum satisfaction
  version INTEGER NOT NULL DEFAULT 1,
  title   TEXT NOT NULL
) STRICT;

CREATE TABLE case_texts(
  case_id INTEGER PRIMARY KEY REFERENCES cases(id),
  body    TEXT NOT NULL,
  spot    TEXT NOT NULL DEFAULT '',   -- where it happened, in words
  answer  TEXT NOT NULL DEFAULT '',   -- public answer
  plan    TEXT NOT NULL DEFAULT ''    -- internal: what the unit did
) STRICT;

CREATE TABLE case_sources(         -- where an imported matter came from: makes imports repeatable
  source  TEXT NOT NULL,           -- 'csv:<name>'
  ext_id  TEXT NOT NULL,
  case_id INTEGER NOT NULL REFERENCES cases(id),
  at      INTEGER NOT NULL,        -- time given by the source, 0 unknown
  PRIMARY KEY(source, ext_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE reporters(            -- who asked; several when joined or merged
  case_id INTEGER NOT NULL REFERENCES cases(id),
  seq     INTEGER NOT NULL,
  name    TEXT NOT NULL,           -- '' anonymous
  role    INTEGER NOT NULL DEFAULT 0, -- owner, tenant, shop, other
  room    TEXT NOT NULL DEFAULT '',
  phone   BLOB NOT NULL DEFAULT x'',  -- encrypted
  phone_hash INTEGER NOT NULL DEFAULT 0, -- keyed, of the whole number
  tail_hash  INTEGER NOT NULL DEFAULT 0, -- keyed, of the last four digits
  notify  INTEGER NOT NULL DEFAULT 0, -- enum notify_way
  told_at INTEGER NOT NULL DEFAULT 0,
  at      INTEGER NOT NULL,
  PRIMARY KEY(case_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE case_units(           -- helping units and copies
  case_id INTEGER NOT NULL REFERENCES cases(id),
  unit_id INTEGER NOT NULL REFERENCES units(id),
  role    INTEGER NOT NULL,        -- 1 helper, 2 copy
  open    INTEGER NOT NULL,        -- what lists are read by, as the matter has it: 1 while state<12
  due     INTEGER NOT NULL,        -- its due_at
  opened  INTEGER NOT NULL,        -- its opened_at
  PRIMARY KEY(case_id, unit_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE case_events(          -- history: append-only, ids in commit order
  id      INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases(id),
  seq     INTEGER NOT NULL,
  at      INTEGER NOT NULL,
  actor   INTEGER NOT NULL,        -- staff id; 0 the system
  event   INTEGER NOT NULL,        -- enum case_event
  st_from INTEGER NOT NULL,
  st_to   INTEGER NOT NULL,
  unit_id INTEGER NOT NULL DEFAULT 0, -- the unit it went to or came from
  cat     INTEGER NOT NULL,        -- as it is afterwards; case_changes has what it was
  tier    INTEGER NOT NULL,
  place   INTEGER NOT NULL,
  clock   INTEGER NOT NULL DEFAULT 0, -- clock that it stopped
  result  INTEGER NOT NULL DEFAULT 0, -- 1 in time, 2 late
  spent   INTEGER NOT NULL DEFAULT 0, -- working minutes on that clock
  open    INTEGER NOT NULL DEFAULT 0, -- 1: residents may read it; 0: internal
  undoes  INTEGER NOT NULL DEFAULT 0, -- an undo: the first line that it takes back, all up to it with it
  note    TEXT NOT NULL
) STRICT;

CREATE TABLE case_facts(           -- what an event was given and others read later: terms, parties, demands, dates
  event_id INTEGER NOT NULL REFERENCES case_events(id),
  field   INTEGER NOT NULL,        -- enum act_field
  value   TEXT NOT NULL,
  PRIMARY KEY(event_id, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE case_changes(         -- fields that an event changed
  event_id INTEGER NOT NULL REFERENCES case_events(id),
  field   INTEGER NOT NULL,        -- enum case_field
  was     TEXT NOT NULL,
  is_now  TEXT NOT NULL,
  PRIMARY KEY(event_id, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE clocks(
  case_id INTEGER NOT NULL REFERENCES cases(id),
  kind    INTEGER NOT NULL,        -- enum clock_kind
  round   INTEGER NOT NULL,        -- 1, 2, ... when a clock of this kind is started anew
  start_at INTEGER NOT NULL,
  due_at  INTEGER NOT NULL,
  light_at INTEGER NOT NULL,       -- yellow from here
  amount  INTEGER NOT NULL,        -- limit as ruled: number and unit
  unit    INTEGER NOT NULL,        -- enum time_unit
  paused_at INTEGER NOT NULL DEFAULT 0, -- since when it stands; 0 it runs
  left    INTEGER NOT NULL DEFAULT 0,   -- what was left when it was paused, in minutes of its unit
  paused  INTEGER NOT NULL DEFAULT 0,   -- minutes of its unit that it stood in all
  stopped_at INTEGER NOT NULL DEFAULT 0,
  outcome INTEGER NOT NULL DEFAULT 0,   -- 1 in time, 2 late, 3 void
  provisional INTEGER NOT NULL DEFAULT 0, -- computed over a year without published holidays
  PRIMARY KEY(case_id, kind, round)
) STRICT, WITHOUT ROWID;

CREATE TABLE clock_pauses(         -- that have ended; one that lasts is clocks.paused_at
  case_id INTEGER NOT NULL,
  kind    INTEGER NOT NULL,
  round   INTEGER NOT NULL,
  from_at INTEGER NOT NULL,
  to_at   INTEGER NOT NULL,
  event_id INTEGER NOT NULL DEFAULT 0, -- the event that ended it
  PRIMARY KEY(case_id, kind, round, from_at),
  FOREIGN KEY(case_id, kind, round) REFERENCES clocks(case_id, kind, round)
) STRICT, WITHOUT ROWID;

CREATE TABLE approvals(            -- requests that need a second signature
  id      INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases(id),
  event_id INTEGER NOT NULL DEFAULT 0, -- the line of history that says so
  event   INTEGER NOT NULL,        -- what is asked for
  unit_id INTEGER NOT NULL,        -- who signs sits in this unit, or at this centre
  desk_id INTEGER NOT NULL,
  asked_by INTEGER NOT NULL,
  asked_at INTEGER NOT NULL,
  fields  TEXT NOT NULL,           -- keys and values of the event (core/base/pack.h)
  decided_by INTEGER NOT NULL DEFAULT 0,
  decided_at INTEGER NOT NULL DEFAULT 0,
  verdict INTEGER NOT NULL DEFAULT 0, -- 1 approved, 2 refused, 3 withdrawn
  fell_with INTEGER NOT NULL DEFAULT 0, -- the event that made it pointless
  reason  TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE case_links(
  case_id INTEGER NOT NULL REFERENCES cases(id),
  other_id INTEGER NOT NULL REFERENCES cases(id),
  kind    INTEGER NOT NULL,        -- enum link_kind
  by_id   INTEGER NOT NULL,
  at      INTEGER NOT NULL,
  PRIMARY KEY(case_id, other_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox(               -- letters and messages; linli sends nothing itself
  id      INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases(id),
  event_id INTEGER NOT NULL REFERENCES case_events(id),
  way     INTEGER NOT NULL,        -- enum notify_way
  reporter INTEGER NOT NULL,       -- reporters.seq; 0 a unit
  unit_id INTEGER NOT NULL DEFAULT 0,
  text    TEXT NOT NULL,
  release_at INTEGER NOT NULL,     -- held until then
  recalled_at INTEGER NOT NULL DEFAULT 0,
  taken_at INTEGER NOT NULL DEFAULT 0 -- exported
) STRICT;

CREATE TABLE escalations(          -- steps of the program as a clock ran: each once
  case_id INTEGER NOT NULL REFERENCES cases(id),
  kind    INTEGER NOT NULL,        -- enum clock_kind
  round   INTEGER NOT NULL,
  step    INTEGER NOT NULL,        -- value in escalation.yaml
  at      INTEGER NOT NULL,
  PRIMARY KEY(case_id, kind, round, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE notices(              -- what was brought before somebody: those of a unit who hold one of the roles
  id      INTEGER PRIMARY KEY,
  unit_id INTEGER NOT NULL REFERENCES units(id),
  roles   INTEGER NOT NULL,        -- bits of enum role
  case_id INTEGER NOT NULL REFERENCES cases(id),
  event_id INTEGER NOT NULL REFERENCES case_events(id),
  at      INTEGER NOT NULL
) STRICT;

CREATE TABLE undo_log(             -- what an act replaced, for as long as it may be taken back
  event_id INTEGER PRIMARY KEY REFERENCES case_events(id), -- last event of the act
  first_event INTEGER NOT NULL,
  case_id INTEGER NOT NULL REFERENCES cases(id),
  actor   INTEGER NOT NULL,
  at      INTEGER NOT NULL,
  until_at INTEGER NOT NULL,
  version INTEGER NOT NULL,        -- of the case right after the act
  label   TEXT NOT NULL,
  snapshot TEXT NOT NULL           -- the case row, texts and clocks as they were (core/base/pack.h)
) STRICT;

CREATE TABLE claims(               -- somebody looks at it or works on it: advice, not a lock
  case_id INTEGER NOT NULL,
  staff_id INTEGER NOT NULL,
  works   INTEGER NOT NULL,        -- 1 works on it, 0 looks
  until_at INTEGER NOT NULL,       -- renewed while the matter is on the screen
  PRIMARY KEY(case_id, staff_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE seen(                 -- who opened a matter
  case_id INTEGER NOT NULL,
  staff_id INTEGER NOT NULL,
  at      INTEGER NOT NULL,
  PRIMARY KEY(case_id, staff_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE snoozes(              -- off a person's own list for a while; the clocks go on
  staff_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  at      INTEGER NOT NULL,
  until_at INTEGER NOT NULL,
  seq     INTEGER NOT NULL,        -- newest line of its history then: somebody else's after it wakes it
  PRIMARY KEY(staff_id, case_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE drafts(
  id      INTEGER PRIMARY KEY,
  owner_id INTEGER NOT NULL,
  form    TEXT NOT NULL,           -- 'intake', 'D09', ...
  case_id INTEGER NOT NULL DEFAULT 0,
  fields  BLOB NOT NULL,           -- title, keys and values, encrypted
  caret   TEXT NOT NULL DEFAULT '',
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE views(                -- saved filters
  id      INTEGER PRIMARY KEY,
  owner_id INTEGER NOT NULL,       -- a person; 0 everybody's; below 0: shared by that unit
  by_id   INTEGER NOT NULL DEFAULT 0, -- who shared it
  list    TEXT NOT NULL,
  name    TEXT NOT NULL,
  filter  TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE handovers(            -- of a shift, signed by the receiver
  id      INTEGER PRIMARY KEY,
  from_id INTEGER NOT NULL,
  to_id   INTEGER NOT NULL,
  unit_id INTEGER NOT NULL,
  at      INTEGER NOT NULL,
  read_at INTEGER NOT NULL DEFAULT 0, -- the note
  note    TEXT NOT NULL
) STRICT;

CREATE TABLE handover_cases(       -- what changed hands
  handover_id INTEGER NOT NULL REFERENCES handovers(id),
  case_id INTEGER NOT NULL REFERENCES cases(id),
  PRIMARY KEY(handover_id, case_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE notices_read(         -- lines of the history that a person has read as notices
  staff_id INTEGER NOT NULL,
  event_id INTEGER NOT NULL,
  until_at INTEGER NOT NULL,       -- no notice any more by then
  PRIMARY KEY(staff_id, event_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE macros(               -- a person's own templates
  id      INTEGER PRIMARY KEY,
  owner_id INTEGER NOT NULL,
  name    TEXT NOT NULL,
  event   INTEGER NOT NULL,        -- enum case_event
  field   INTEGER NOT NULL,        -- enum act_field
  text    TEXT NOT NULL
) STRICT;

CREATE TABLE preferences(
  staff_id INTEGER NOT NULL,
  key     TEXT NOT NULL,
  value   TEXT NOT NULL,
  PRIMARY KEY(staff_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE not_duplicates(       -- pairs that somebody looked at and kept apart
  low_id  INTEGER NOT NULL,
  high_id INTEGER NOT NULL,
  by_id   INTEGER NOT NULL,
  at      INTEGER NOT NULL,
  PRIMARY KEY(low_id, high_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE numbers(              -- last case number given, per township and day; last slip, per kind and day
  town9   INTEGER NOT NULL,        -- a township; below 100: the event of a slip
  day     INTEGER NOT NULL,
  last    INTEGER NOT NULL,
  PRIMARY KEY(town9, day)
) STRICT, WITHOUT ROWID;

-- Counts per day, area (city, county, township) and category, kept up by core/serve/roll.c. A matter is counted
-- by its place and category of now, each step on the day it was taken: what a list of the same day shows.
CREATE TABLE roll_d(
  area_id INTEGER NOT NULL,
  day     INTEGER NOT NULL,
  cat     INTEGER NOT NULL,
  opened  INTEGER NOT NULL DEFAULT 0, -- registered
  accepted INTEGER NOT NULL DEFAULT 0,
  dispatched INTEGER NOT NULL DEFAULT 0, -- went to the unit that has it now
  replied INTEGER NOT NULL DEFAULT 0, -- has a reply that stands
  ontime  INTEGER NOT NULL DEFAULT 0, -- of these: the handle clock was stopped in time, or answered on the spot
  late    INTEGER NOT NULL DEFAULT 0, -- of these: too late; the rest (taken over from elsewhere) is not judged
  closed  INTEGER NOT NULL DEFAULT 0, -- is closed
  scored  INTEGER NOT NULL DEFAULT 0, -- of these: the person said how satisfied they are
  pleased INTEGER NOT NULL DEFAULT 0, -- of these: satisfied or so-so
  merged  INTEGER NOT NULL DEFAULT 0, -- of the registered: part of another matter now; the rest are cases
  reports INTEGER NOT NULL DEFAULT 0, -- people who asked in these cases, merged ones included
  PRIMARY KEY(area_id, day, cat)
) STRICT, WITHOUT ROWID;

CREATE TABLE roll_cases(           -- what roll_d holds of each matter, so that it can be taken out again exactly
  case_id INTEGER PRIMARY KEY,
  county  INTEGER NOT NULL,
  town    INTEGER NOT NULL,
  cat     INTEGER NOT NULL,
  opened  INTEGER NOT NULL,        -- days; 0 not counted there
  accepted INTEGER NOT NULL,
  dispatched INTEGER NOT NULL,
  replied INTEGER NOT NULL,
  outcome INTEGER NOT NULL,        -- 1 in time, 2 late, 0 not judged
  closed  INTEGER NOT NULL,
  score   INTEGER NOT NULL,
  merged  INTEGER NOT NULL,        -- 1 it is part of another matter
  reports INTEGER NOT NULL
) STRICT;

CREATE TABLE roll_mark(            -- the roll-ups hold all events up to this one
  id      INTEGER PRIMARY KEY,     -- always 1
  last_event INTEGER NOT NULL
) STRICT;

CREATE TABLE audit(
  id      INTEGER PRIMARY KEY,
  at      INTEGER NOT NULL,
  actor   INTEGER NOT NULL,
  op      INTEGER NOT NULL,        -- enum audit_op
  obj     INTEGER NOT NULL,        -- enum audit_obj
  obj_id  INTEGER NOT NULL,
  detail  TEXT NOT NULL,
  first_event INTEGER NOT NULL DEFAULT 0, -- history rows that it stands for; 0 none
  last_event INTEGER NOT NULL DEFAULT 0,
  digest  BLOB NOT NULL,           -- keyed hash of those rows, or empty
  algo    INTEGER NOT NULL,
  chain   BLOB NOT NULL
) STRICT;

CREATE VIRTUAL TABLE case_ft USING fts5(title, body, scope,
  content='', tokenize='ascii', detail=none, columnsize=0);
