-- The register of a city's migrants and their residence permits: the newest schema.
--
-- Days are civil days in China, TEXT 'YYYY-MM-DD', columns named *_on. Instants are UTC, TEXT
-- 'YYYY-MM-DDTHH:MM:SSZ', columns named *_at. A span's end is the first day on which it no longer holds.
-- Nothing is deleted: rows end. Lists of allowed words are written with OR, since IN over three or more
-- constants costs an import a third of its speed. Each index serves a
-- statement of the program: one that is not needed costs an import up to a tenth. application_id 1248492112 ('JzzP') marks the file.

-- One row: whose register this is.
CREATE TABLE register (
    register_id INTEGER PRIMARY KEY CHECK (register_id = 1),
    -- The city's short name, from which its units were taken.
    city        TEXT NOT NULL,
    -- 1: made-up people only; every print says so.
    practice    INTEGER NOT NULL CHECK (practice BETWEEN 0 AND 1),
    -- The office's language: used where nobody says another (cron).
    lang        TEXT NOT NULL CHECK (lang = 'zh' OR lang = 'en'),
    made_at     TEXT NOT NULL
) STRICT;

-- The city, its districts, communities and towns, past ones too.
CREATE TABLE unit (
    unit_id      INTEGER PRIMARY KEY,
    -- The national statistics code; what every list and figure is keyed by.
    code         TEXT NOT NULL UNIQUE,
    -- Not unique: two communities are called 新华社区.
    name         TEXT NOT NULL,
    kind         TEXT NOT NULL CHECK (kind = 'city' OR kind = 'district' OR kind = 'county' OR kind = 'county_city'
                     OR kind = 'community' OR kind = 'street' OR kind = 'town' OR kind = 'township' OR kind = 'farm'),
    -- The tier of the counter here; NULL where there is none.
    counter_tier TEXT CHECK (counter_tier = 'city' OR counter_tier = 'district' OR counter_tier = 'community'),
    -- NULL: before the register. / NULL: open.
    since_on     TEXT,
    until_on     TEXT
) STRICT;

-- A name that a unit bore before its present one: a report of an earlier day says it.
CREATE TABLE unit_name (
    unit_name_id INTEGER PRIMARY KEY,
    unit_id      INTEGER NOT NULL REFERENCES unit,
    name         TEXT NOT NULL,
    -- First day on which it bore the next name.
    until_on     TEXT NOT NULL
) STRICT;

-- Whose part a unit was, from a day to a day.
CREATE TABLE unit_parent (
    unit_parent_id INTEGER PRIMARY KEY,
    unit_id        INTEGER NOT NULL REFERENCES unit,
    parent_id      INTEGER NOT NULL REFERENCES unit,
    since_on       TEXT,
    until_on       TEXT
) STRICT;
CREATE INDEX unit_parent_by_unit ON unit_parent (unit_id);

-- Which unit took over from which: figures and people follow.
CREATE TABLE unit_succession (
    unit_succession_id INTEGER PRIMARY KEY,
    from_id            INTEGER NOT NULL REFERENCES unit,
    to_id              INTEGER NOT NULL REFERENCES unit,
    taken_on           TEXT NOT NULL,
    -- listed: so in the list of units that the register began with.
    how                TEXT NOT NULL CHECK (how = 'listed' OR how = 'merge' OR how = 'split' OR how = 'close')
) STRICT;

-- Who goes where when a unit is split: what is entered later of days before it follows the same rules.
CREATE TABLE split_rule (
    -- In the order in which they are tried.
    split_rule_id INTEGER PRIMARY KEY,
    unit_id       INTEGER NOT NULL REFERENCES unit,
    -- What an address has in it, without blanks; NULL: everybody else.
    address       TEXT,
    to_id         INTEGER NOT NULL REFERENCES unit
) STRICT;

-- An act of restructuring that was made in this register: the last one of a unit can be taken back.
CREATE TABLE unit_act (
    unit_act_id INTEGER PRIMARY KEY,
    act       TEXT NOT NULL CHECK (act = 'open' OR act = 'rename' OR act = 'move' OR act = 'merge' OR act = 'split'
                  OR act = 'close'),
    -- Codes, several separated by ';': the unit, who took over or what it became part of, its parts that went along.
    unit      TEXT NOT NULL,
    takers    TEXT NOT NULL,
    parts     TEXT NOT NULL,
    acted_on  TEXT NOT NULL,
    -- The newest permit_id when it was made.
    last_card INTEGER NOT NULL,
    -- The day it was taken back; NULL: it stands.
    undone_on TEXT
) STRICT;

-- A person. The code people see is 'M' and this key.
CREATE TABLE migrant (
    migrant_id   INTEGER PRIMARY KEY,
    id_kind      TEXT NOT NULL CHECK (id_kind = 'citizen' OR id_kind = 'hmt' OR id_kind = 'foreigner' OR id_kind = 'other'),
    -- 18 characters, upper-case X ('other': as given). Unique, and never a key that others point at.
    id_number    TEXT NOT NULL UNIQUE,
    -- The number as given, where that differs (15 digits, lower-case x).
    as_given     TEXT,
    name         TEXT NOT NULL CHECK (name <> ''),
    sex          TEXT CHECK (sex = 'male' OR sex = 'female'),
    birth_on     TEXT,
    -- GB/T 3304; 97 with the text where the text says more.
    ethnic       TEXT,
    ethnic_text  TEXT,
    -- Address of household registration as given, and its county where that is told.
    hukou        TEXT NOT NULL,
    hukou_county TEXT,
    phone        TEXT,
    education    TEXT,
    marriage     TEXT
) STRICT;
CREATE INDEX migrant_by_name ON migrant (name);

-- A number that still finds the person after it was corrected; several may have borne it, one after the other.
CREATE TABLE migrant_alias (
    migrant_alias_id INTEGER PRIMARY KEY,
    alias            TEXT NOT NULL,
    migrant_id       INTEGER NOT NULL REFERENCES migrant,
    UNIQUE (alias, migrant_id)
) STRICT;

-- Two records of one person, made one: the duplicate's stays, cards and applications hang on the kept one.
CREATE TABLE merger (
    merger_id    INTEGER PRIMARY KEY,
    kept_id      INTEGER NOT NULL REFERENCES migrant,
    duplicate_id INTEGER NOT NULL REFERENCES migrant,
    merged_on    TEXT NOT NULL,
    because      TEXT NOT NULL,
    -- JSON: the keys of the rows that came over, and of the cards and stays that were ended by it.
    moved        TEXT NOT NULL,
    -- NULL: in force.
    undone_on    TEXT,
    CHECK (kept_id <> duplicate_id)
) STRICT;
CREATE UNIQUE INDEX merger_one_in_force ON merger (duplicate_id) WHERE undone_on IS NULL;
CREATE INDEX merger_by_kept ON merger (kept_id);

-- A recorded fact that was corrected: the old value is kept.
CREATE TABLE correction (
    correction_id INTEGER PRIMARY KEY,
    migrant_id    INTEGER NOT NULL REFERENCES migrant,
    -- The table and key of the row that holds the fact.
    what          TEXT NOT NULL CHECK (what = 'migrant' OR what = 'registration' OR what = 'permit'
                      OR what = 'endorsement' OR what = 'application'),
    row_id        INTEGER NOT NULL,
    field         TEXT NOT NULL,
    old           TEXT,
    new           TEXT,
    because       TEXT NOT NULL,
    corrected_on  TEXT NOT NULL,
    made_at       TEXT NOT NULL,
    clerk         TEXT NOT NULL,
    -- First day of the home that the fact is of, for other facts of a stay that of the stay, as it is now.
    of_on         TEXT,
    CHECK (old IS NOT NULL OR new IS NOT NULL)
) STRICT;
CREATE INDEX correction_by_migrant ON correction (migrant_id);

-- A file that was taken in, or is being taken in.
CREATE TABLE batch (
    batch_id    INTEGER PRIMARY KEY,
    kind        TEXT NOT NULL CHECK (kind = 'people' OR kind = 'permits' OR kind = 'departures'),
    -- The file's name without its folder.
    file_name   TEXT NOT NULL,
    file_sha256 TEXT NOT NULL,
    -- SHA-256 over kind, flags and --on: the same file with other flags is another import.
    terms_sha256 TEXT NOT NULL,
    encoding    TEXT,
    source      TEXT,
    registered_on TEXT NOT NULL,
    -- {"field":"heading"} and ["heading"], as read from the file.
    bound       TEXT NOT NULL,
    ignored     TEXT NOT NULL,
    row_count   INTEGER NOT NULL,
    accepted    INTEGER NOT NULL,
    unchanged   INTEGER NOT NULL,
    rejected    INTEGER NOT NULL,
    warned      INTEGER NOT NULL,
    skipped     INTEGER NOT NULL,
    -- 'interrupted' until the last chunk is in.
    state       TEXT NOT NULL CHECK (state = 'interrupted' OR state = 'complete' OR state = 'undone'),
    rejects_file TEXT,
    started_at  TEXT NOT NULL,
    clerk       TEXT NOT NULL,
    counter_id  INTEGER REFERENCES unit,
    -- The flags that a corrected file takes over, one a line: '--set reason=务工'.
    flags       TEXT NOT NULL,
    -- The first batch, whose rejects this one mends; NULL: a roster of its own.
    fixes_id    INTEGER REFERENCES batch,
    -- The sheet of a workbook; NULL: a text.
    sheet       TEXT,
    -- [row]: rows of the sheet that its sender cannot see.
    hidden      TEXT NOT NULL
) STRICT;
CREATE INDEX batch_by_file ON batch (file_sha256);

-- A row that was set aside: codes and facts, never prose; its cells are in the rejects file alone.
CREATE TABLE reject (
    reject_id INTEGER PRIMARY KEY,
    batch_id  INTEGER NOT NULL REFERENCES batch,
    -- The file's own line, or the row of the sheet.
    line      INTEGER NOT NULL,
    -- Codes in order, separated by ';'.
    codes     TEXT NOT NULL,
    -- The batch that took the corrected row in; NULL: open.
    mended_id INTEGER REFERENCES batch
) STRICT;
CREATE INDEX reject_by_batch ON reject (batch_id, line);

-- A row that its sender reported after the limit for employers, landlords and schools.
CREATE TABLE late_report (
    batch_id    INTEGER NOT NULL REFERENCES batch,
    line        INTEGER NOT NULL,
    -- The day of moving in, hiring or leaving; the last good day of the limit; the day of the report.
    from_on     TEXT NOT NULL,
    due_on      TEXT NOT NULL,
    reported_on TEXT NOT NULL,
    PRIMARY KEY (batch_id, line),
    CHECK (from_on <= due_on AND due_on < reported_on)
) STRICT, WITHOUT ROWID;

-- What was known of somebody before a roster registered them again: put back when it is undone.
CREATE TABLE migrant_before (
    batch_id     INTEGER NOT NULL REFERENCES batch,
    migrant_id   INTEGER NOT NULL REFERENCES migrant,
    hukou        TEXT NOT NULL,
    hukou_county TEXT,
    phone        TEXT,
    education    TEXT,
    marriage     TEXT,
    PRIMARY KEY (batch_id, migrant_id)
) STRICT, WITHOUT ROWID;

-- One stay of one person: the present home here, earlier ones in earlier_home.
CREATE TABLE registration (
    registration_id INTEGER PRIMARY KEY,
    migrant_id      INTEGER NOT NULL REFERENCES migrant,
    -- Where the person lives (residence unit), and the counter that made the registration.
    unit_id         INTEGER NOT NULL REFERENCES unit,
    counter_id      INTEGER NOT NULL REFERENCES unit,
    address         TEXT NOT NULL,
    -- Codes of the tables of reasons, dwellings and intended stays; NULL: unknown.
    reason          TEXT NOT NULL,
    dwelling        TEXT,
    stay            TEXT,
    -- First day in the present home; the day of registration until the first move.
    home_since_on   TEXT NOT NULL,
    -- The day by the clock on which the last move was told; NULL: not moved.
    home_told_on    TEXT,
    exempt          TEXT CHECK (exempt = 'hotel' OR exempt = 'inpatient' OR exempt = 'boarder' OR exempt = 'rescue'
                        OR exempt = 'relative'),
    workplace       TEXT,
    employer_code   TEXT,
    job             TEXT,
    relation        TEXT,
    note            TEXT,
    arrived_on      TEXT,
    registered_on   TEXT NOT NULL,
    -- First day not counted.
    ended_on        TEXT,
    end_reason      TEXT CHECK (end_reason = 'left' OR end_reason = 'hukou' OR end_reason = 'death' OR end_reason = 'other'),
    -- Where the person went, as told.
    left_to         TEXT,
    batch_id        INTEGER REFERENCES batch,
    line            INTEGER,
    -- The roster of departures whose row ended the stay; NULL: ended at a counter.
    ended_batch_id  INTEGER REFERENCES batch,
    ended_line      INTEGER,
    CHECK (arrived_on IS NULL OR arrived_on <= registered_on),
    CHECK (ended_on IS NULL OR ended_on >= registered_on),
    CHECK ((ended_on IS NULL) = (end_reason IS NULL))
) STRICT;
CREATE UNIQUE INDEX registration_one_active ON registration (migrant_id) WHERE ended_on IS NULL;
CREATE INDEX registration_by_migrant ON registration (migrant_id) WHERE ended_on IS NOT NULL;

-- What was told of the person up to the end of a stay, where a later stay told otherwise: a past day knows it.
CREATE TABLE told_before (
    registration_id INTEGER PRIMARY KEY REFERENCES registration,
    -- The roster in which the person came back; NULL: at a counter.
    batch_id        INTEGER REFERENCES batch,
    hukou           TEXT NOT NULL,
    hukou_county    TEXT,
    phone           TEXT
) STRICT;

-- A home that was moved out of: a past day knows its unit.
CREATE TABLE earlier_home (
    earlier_home_id INTEGER PRIMARY KEY,
    registration_id INTEGER NOT NULL REFERENCES registration,
    from_on         TEXT NOT NULL,
    told_on         TEXT,
    until_on        TEXT NOT NULL CHECK (until_on >= from_on),
    unit_id         INTEGER NOT NULL REFERENCES unit,
    address         TEXT NOT NULL,
    reason          TEXT NOT NULL,
    dwelling        TEXT,
    stay            TEXT
) STRICT;
CREATE INDEX earlier_home_by_registration ON earlier_home (registration_id);

-- An application for a permit. The code people see is 'A' and this key.
CREATE TABLE application (
    application_id INTEGER PRIMARY KEY,
    migrant_id     INTEGER NOT NULL REFERENCES migrant,
    counter_id     INTEGER NOT NULL REFERENCES unit,
    -- The regime of the day it was made.
    regime         TEXT NOT NULL,
    ground         TEXT CHECK (ground = 'employment' OR ground = 'dwelling' OR ground = 'schooling'),
    applied_on     TEXT NOT NULL,
    -- NULL: papers were missing, the clock has not started.
    accepted_on    TEXT,
    -- Last day on which the card is due; NULL also where no calendar is loaded.
    due_on         TEXT,
    -- A limit that was extended, once: to which day, when, and why.
    extended_to    TEXT,
    extended_on    TEXT,
    extended_because TEXT,
    state          TEXT NOT NULL CHECK (state = 'incomplete' OR state = 'open' OR state = 'issued' OR state = 'withdrawn'
                       OR state = 'refused'),
    closed_on      TEXT,
    -- Why it was withdrawn or refused, and the article of a refusal.
    because        TEXT,
    article        TEXT,
    -- The roster of departures that withdrew it.
    closed_batch_id INTEGER REFERENCES batch,
    -- By when the office promised the card; NULL: not promised before the limit, or no calendar is loaded.
    promised_on    TEXT,
    CHECK ((extended_to IS NULL) = (extended_on IS NULL)),
    CHECK (state = 'withdrawn' OR state = 'refused' OR (state = 'incomplete') = (accepted_on IS NULL)),
    CHECK ((state = 'open' OR state = 'incomplete') = (closed_on IS NULL))
) STRICT;
CREATE INDEX application_by_migrant ON application (migrant_id);
CREATE UNIQUE INDEX application_one_open ON application (migrant_id) WHERE state = 'open';

-- A one-time notice: everything that was missing, by code.
CREATE TABLE notice (
    notice_id      INTEGER PRIMARY KEY,
    application_id INTEGER NOT NULL REFERENCES application,
    given_on       TEXT NOT NULL,
    missing        TEXT NOT NULL
) STRICT;

-- A card, 居住证 or 暂住证.
CREATE TABLE permit (
    permit_id      INTEGER PRIMARY KEY,
    number         TEXT NOT NULL UNIQUE,
    migrant_id     INTEGER NOT NULL REFERENCES migrant,
    kind           TEXT NOT NULL CHECK (kind = 'residence_permit' OR kind = 'temporary_permit'),
    -- The regime it was issued under, for good.
    regime         TEXT NOT NULL,
    application_id INTEGER REFERENCES application,
    -- Three places, never mixed: the counter of the act, the issuing county, the residence unit at issue.
    counter_id     INTEGER NOT NULL REFERENCES unit,
    issuing_county TEXT NOT NULL,
    unit_id        INTEGER NOT NULL REFERENCES unit,
    issued_on      TEXT NOT NULL,
    -- The day anniversaries are counted from at issue; for a replacement that of the card it stands for.
    base_on        TEXT NOT NULL,
    -- The last valid day printed at issue, for a replacement that of the term it goes on with; NULL: none.
    valid_until_on TEXT,
    collected_on   TEXT,
    -- Ended at the end of this day.
    ended_on       TEXT,
    end_reason     TEXT CHECK (end_reason = 'left' OR end_reason = 'hukou' OR end_reason = 'death'
                       OR end_reason = 'ineligible' OR end_reason = 'fraud' OR end_reason = 'confiscated'
                       OR end_reason = 'error' OR end_reason = 'lost' OR end_reason = 'replaced' OR end_reason = 'expired'),
    replaces_id    INTEGER REFERENCES permit,
    -- Why it replaced that card, and what became of the old one.
    replaced_for   TEXT CHECK (replaced_for = 'damaged' OR replaced_for = 'lost' OR replaced_for = 'changed'),
    old_card       TEXT CHECK (old_card = 'returned' OR old_card = 'lost'),
    batch_id       INTEGER REFERENCES batch,
    line           INTEGER,
    -- The roster that ended it: its own ledger, or one of departures; NULL: ended at a counter.
    ended_batch_id INTEGER REFERENCES batch,
    CHECK (ended_on IS NULL OR ended_on >= issued_on),
    CHECK ((ended_on IS NULL) = (end_reason IS NULL))
) STRICT;
CREATE INDEX permit_by_migrant ON permit (migrant_id) WHERE kind = 'temporary_permit' OR ended_on IS NOT NULL;
CREATE UNIQUE INDEX permit_one_live ON permit (migrant_id) WHERE kind = 'residence_permit' AND ended_on IS NULL;

-- A number that still finds the card after it was corrected; several may have borne it, one after the other.
CREATE TABLE permit_alias (
    permit_alias_id INTEGER PRIMARY KEY,
    alias           TEXT NOT NULL,
    permit_id       INTEGER NOT NULL REFERENCES permit,
    UNIQUE (alias, permit_id)
) STRICT;

-- When a card is in force: one row for the issue and one for each endorsement, computed by the domain.
-- In force on D: from_on <= D < until_on. Due: opens_on <= D. Terms of a card never overlap.
-- The key stands first, as it is stored: else the integrity check of a SQLite before 3.41 sees a NULL in opens_on.
CREATE TABLE permit_term (
    permit_id INTEGER NOT NULL REFERENCES permit,
    from_on   TEXT NOT NULL,
    until_on  TEXT NOT NULL,
    opens_on  TEXT NOT NULL,
    PRIMARY KEY (permit_id, from_on, until_on),
    CHECK (from_on <= opens_on AND opens_on <= until_on)
) STRICT, WITHOUT ROWID;

-- A yearly endorsement (签注).
CREATE TABLE endorsement (
    endorsement_id INTEGER PRIMARY KEY,
    permit_id      INTEGER NOT NULL REFERENCES permit,
    endorsed_on    TEXT NOT NULL,
    -- NULL: taken over from a ledger, which does not say.
    counter_id     INTEGER REFERENCES unit,
    batch_id       INTEGER REFERENCES batch,
    -- The day of the correction that took it back: it never happened. NULL: it stands.
    taken_back_on  TEXT
) STRICT;
CREATE UNIQUE INDEX endorsement_one_a_day ON endorsement (permit_id, endorsed_on) WHERE taken_back_on IS NULL;
CREATE INDEX endorsement_taken_back ON endorsement (permit_id) WHERE taken_back_on IS NOT NULL;

-- A paper that was shown, at an application or an endorsement.
CREATE TABLE evidence (
    evidence_id    INTEGER PRIMARY KEY,
    application_id INTEGER REFERENCES application,
    endorsement_id INTEGER REFERENCES endorsement,
    paper          TEXT NOT NULL,
    -- Who answers for its truth (S 9(4)), and its date.
    issuer         TEXT,
    dated_on       TEXT,
    -- The day of the correction that put other papers in its place. NULL: it stands.
    taken_back_on  TEXT,
    CHECK ((application_id IS NULL) <> (endorsement_id IS NULL))
) STRICT;

-- Who acted for the person.
CREATE TABLE proxy (
    proxy_id        INTEGER PRIMARY KEY,
    registration_id INTEGER REFERENCES registration,
    application_id  INTEGER REFERENCES application,
    endorsement_id  INTEGER REFERENCES endorsement,
    -- Who collected the card.
    permit_id       INTEGER REFERENCES permit,
    name            TEXT NOT NULL,
    id_number       TEXT NOT NULL,
    relation        TEXT NOT NULL,
    -- The day of the correction that put somebody else, or nobody, in this place. NULL: it stands.
    taken_back_on   TEXT,
    -- Who applied for this card in place of another.
    replacement_id  INTEGER REFERENCES permit,
    CHECK ((registration_id IS NOT NULL) + (application_id IS NOT NULL) + (endorsement_id IS NOT NULL)
           + (permit_id IS NOT NULL) + (replacement_id IS NOT NULL) = 1)
) STRICT;

-- Serial numbers that a counter drew for a county and a year, in blocks of 10,000.
CREATE TABLE serial_block (
    serial_block_id INTEGER PRIMARY KEY,
    county          TEXT NOT NULL,
    year            INTEGER NOT NULL,
    counter_id      INTEGER NOT NULL REFERENCES unit,
    -- 0 to 999: the block's numbers begin at block * 10000.
    block           INTEGER NOT NULL CHECK (block BETWEEN 0 AND 999),
    -- The next serial within the block, 10000 when used up.
    next            INTEGER NOT NULL CHECK (next BETWEEN 0 AND 10000),
    UNIQUE (county, year, block)
) STRICT;

-- A rule of ours where the texts are silent, set from a day on; the latest row of a key and day counts.
CREATE TABLE setting (
    setting_id INTEGER PRIMARY KEY,
    key        TEXT NOT NULL,
    value      TEXT NOT NULL,
    -- NULL: the whole city.
    unit_id    INTEGER REFERENCES unit,
    from_on    TEXT NOT NULL,
    because    TEXT NOT NULL,
    made_at    TEXT NOT NULL,
    clerk      TEXT NOT NULL
) STRICT;

-- A year's calendar that was loaded: days off in the week and working days at a weekend.
CREATE TABLE holiday (
    holiday_id INTEGER PRIMARY KEY,
    year       INTEGER NOT NULL,
    day_on     TEXT NOT NULL UNIQUE,
    working    INTEGER NOT NULL CHECK (working BETWEEN 0 AND 1),
    name       TEXT
) STRICT;

-- A report as it was published: printed again as it is, and held against what later acts made of its figures.
CREATE TABLE frozen_report (
    frozen_report_id INTEGER PRIMARY KEY,
    -- The code people see is 'R' and day and number: R2012-08-31/1.
    as_of_on   TEXT NOT NULL,
    number     INTEGER NOT NULL,
    -- What its rows are told apart by.
    rows_by    TEXT NOT NULL,
    -- JSON: what every form is printed from; and the JSON answer as it was, byte for byte.
    sheet      TEXT NOT NULL,
    answer     TEXT NOT NULL,
    -- What each person counted as (src/domain/frozen.rs), and the SHA-256 over it, sheet and answer.
    inputs     BLOB NOT NULL,
    hash       TEXT NOT NULL,
    -- The journal's last entry before it: what came after may have changed its figures.
    journal_sequence INTEGER NOT NULL,
    made_at    TEXT NOT NULL,
    clerk      TEXT NOT NULL,
    UNIQUE (as_of_on, number)
) STRICT;

-- A night of `nightly`: the reports of a day. The latest run of it counts.
CREATE TABLE night (
    night_id   INTEGER PRIMARY KEY,
    -- The day that its reports are of.
    night_on   TEXT NOT NULL UNIQUE,
    -- running: at work, or cut off.
    state      TEXT NOT NULL CHECK (state = 'running' OR state = 'whole' OR state = 'failed'),
    -- 1: made by a later night, its reports only.
    filled_in  INTEGER NOT NULL CHECK (filled_in BETWEEN 0 AND 1),
    -- The folder of all nights, and the register's own file: in a copy elsewhere its nights are not ours to make.
    folder     TEXT NOT NULL,
    register   TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at   TEXT,
    -- The city's figures in it, with which the next night is compared.
    registered INTEGER,
    holders    INTEGER,
    -- The command that made it, as it can be pasted, without register and day.
    command    TEXT NOT NULL
) STRICT;

-- How a step of a night ended.
CREATE TABLE night_step (
    night_id     INTEGER NOT NULL REFERENCES night,
    step         TEXT NOT NULL CHECK (step = 'lock' OR step = 'check' OR step = 'backup' OR step = 'restore-proof'
                     OR step = 'reports' OR step = 'compare' OR step = 'lists' OR step = 'prune'
                     OR step = 'summary'),
    state        TEXT NOT NULL CHECK (state = 'done' OR state = 'skipped' OR state = 'failed'),
    -- Why it failed, or what it found.
    code         TEXT,
    milliseconds INTEGER NOT NULL,
    ended_at     TEXT NOT NULL,
    PRIMARY KEY (night_id, step)
) STRICT, WITHOUT ROWID;

-- What was done, by whom, in order. Appended to, never changed; each row's hash covers the row before.
CREATE TABLE journal (
    sequence     INTEGER PRIMARY KEY,
    made_at      TEXT NOT NULL,
    -- The day the act happened.
    acted_on     TEXT NOT NULL,
    clerk        TEXT NOT NULL,
    os_user      TEXT NOT NULL,
    -- Code of the counter; NULL for acts of no counter.
    counter      TEXT,
    command      TEXT NOT NULL,
    -- The reason given with --reveal or --because.
    purpose      TEXT,
    -- The internal code of whom or what it was about, never an identity number.
    subject      TEXT,
    -- JSON: the fields and their old and new values, numbers masked.
    changes      TEXT NOT NULL,
    row_count    INTEGER NOT NULL,
    algorithm    TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash         TEXT NOT NULL
) STRICT;
-- What was done with one person: the history.
CREATE INDEX journal_by_subject ON journal (subject);
-- The greatest instant ever recorded, which the clock is held against; and who looked at people in a span.
CREATE INDEX journal_by_instant ON journal (made_at);
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

-- Stays and cards once more, packed small for the reports: the people whose keys differ in their last six bits
-- alone are a block. Follows from the tables above; src/store/packed writes and reads the bytes.
CREATE TABLE packed (
    block INTEGER PRIMARY KEY,
    stays BLOB NOT NULL,
    cards BLOB NOT NULL
) STRICT;

-- Blocks of which something has changed since they were packed: a report reads them from the tables.
CREATE TABLE stale_block (
    block INTEGER PRIMARY KEY
) STRICT;

-- Whatever changes a row that is packed, and whoever changes it, makes its block stale.
CREATE TRIGGER migrant_changes AFTER UPDATE OF id_kind, sex, birth_on, hukou_county ON migrant
BEGIN INSERT OR IGNORE INTO stale_block VALUES (NEW.migrant_id >> 6); END;
CREATE TRIGGER migrant_goes AFTER DELETE ON migrant
BEGIN INSERT OR IGNORE INTO stale_block VALUES (OLD.migrant_id >> 6); END;
CREATE TRIGGER registration_comes AFTER INSERT ON registration
BEGIN INSERT OR IGNORE INTO stale_block VALUES (NEW.migrant_id >> 6); END;
CREATE TRIGGER registration_changes
AFTER UPDATE OF migrant_id, unit_id, counter_id, reason, dwelling, stay, exempt, registered_on, ended_on ON registration
BEGIN INSERT OR IGNORE INTO stale_block VALUES (OLD.migrant_id >> 6), (NEW.migrant_id >> 6); END;
CREATE TRIGGER registration_goes AFTER DELETE ON registration
BEGIN INSERT OR IGNORE INTO stale_block VALUES (OLD.migrant_id >> 6); END;
CREATE TRIGGER told_before_comes AFTER INSERT ON told_before
BEGIN INSERT OR IGNORE INTO stale_block SELECT migrant_id >> 6 FROM registration WHERE registration_id = NEW.registration_id; END;
CREATE TRIGGER told_before_changes AFTER UPDATE OF registration_id, hukou_county ON told_before
BEGIN INSERT OR IGNORE INTO stale_block SELECT migrant_id >> 6 FROM registration
    WHERE registration_id = OLD.registration_id OR registration_id = NEW.registration_id; END;
CREATE TRIGGER told_before_goes AFTER DELETE ON told_before
BEGIN INSERT OR IGNORE INTO stale_block SELECT migrant_id >> 6 FROM registration WHERE registration_id = OLD.registration_id; END;
CREATE TRIGGER earlier_home_comes AFTER INSERT ON earlier_home
BEGIN INSERT OR IGNORE INTO stale_block SELECT migrant_id >> 6 FROM registration WHERE registration_id = NEW.registration_id; END;
CREATE TRIGGER earlier_home_changes AFTER UPDATE OF registration_id, from_on, until_on, unit_id, reason, dwelling, stay ON earlier_home
BEGIN INSERT OR IGNORE INTO stale_block SELECT migrant_id >> 6 FROM registration
    WHERE registration_id = OLD.registration_id OR registration_id = NEW.registration_id; END;
CREATE TRIGGER earlier_home_goes AFTER DELETE ON earlier_home
BEGIN INSERT OR IGNORE INTO stale_block SELECT migrant_id >> 6 FROM registration WHERE registration_id = OLD.registration_id; END;
CREATE TRIGGER permit_comes AFTER INSERT ON permit
BEGIN INSERT OR IGNORE INTO stale_block VALUES (NEW.migrant_id >> 6); END;
CREATE TRIGGER permit_changes
AFTER UPDATE OF migrant_id, kind, counter_id, unit_id, issued_on, ended_on, end_reason, replaces_id ON permit
BEGIN INSERT OR IGNORE INTO stale_block VALUES (OLD.migrant_id >> 6), (NEW.migrant_id >> 6); END;
CREATE TRIGGER permit_goes AFTER DELETE ON permit
BEGIN INSERT OR IGNORE INTO stale_block VALUES (OLD.migrant_id >> 6); END;
CREATE TRIGGER permit_term_comes AFTER INSERT ON permit_term
BEGIN INSERT OR IGNORE INTO stale_block SELECT migrant_id >> 6 FROM permit WHERE permit_id = NEW.permit_id; END;
CREATE TRIGGER permit_term_changes AFTER UPDATE ON permit_term
BEGIN INSERT OR IGNORE INTO stale_block SELECT migrant_id >> 6 FROM permit
    WHERE permit_id = OLD.permit_id OR permit_id = NEW.permit_id; END;
CREATE TRIGGER permit_term_goes AFTER DELETE ON permit_term
BEGIN INSERT OR IGNORE INTO stale_block SELECT migrant_id >> 6 FROM permit WHERE permit_id = OLD.permit_id; END;
CREATE TRIGGER endorsement_comes AFTER INSERT ON endorsement
BEGIN INSERT OR IGNORE INTO stale_block SELECT migrant_id >> 6 FROM permit WHERE permit_id = NEW.permit_id; END;
CREATE TRIGGER endorsement_changes AFTER UPDATE OF permit_id, endorsed_on, taken_back_on ON endorsement
BEGIN INSERT OR IGNORE INTO stale_block SELECT migrant_id >> 6 FROM permit
    WHERE permit_id = OLD.permit_id OR permit_id = NEW.permit_id; END;
CREATE TRIGGER endorsement_goes AFTER DELETE ON endorsement
BEGIN INSERT OR IGNORE INTO stale_block SELECT migrant_id >> 6 FROM permit WHERE permit_id = OLD.permit_id; END;
