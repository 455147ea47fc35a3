-- A library of schema 2, as the program of then wrote it: four photos with the bytes
-- `photo 0` to `photo 3`, a label together, a review, an undoing, a signed version.
BEGIN TRANSACTION;
CREATE TABLE apart (
    first INTEGER NOT NULL REFERENCES photo (id),
    second INTEGER NOT NULL REFERENCES photo (id),
    actor TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (first, second),
    CHECK (first < second)
) STRICT, WITHOUT ROWID;
INSERT INTO "apart" VALUES(1,3,'Ben','2026-11-20T10:00:00Z');
CREATE TABLE change (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT NOT NULL,
    photo INTEGER NOT NULL REFERENCES photo (id),
    version INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    undoes INTEGER REFERENCES change (seq),
    before TEXT NOT NULL,
    after TEXT NOT NULL
) STRICT;
INSERT INTO "change" VALUES(1,'2026-11-20T09:01:00Z','Anna','added',1,1,1,NULL,'{}','{"group": "cuff 0", "licence": "CC0-1.0", "label": "handcuffs", "author": "Author Number0", "labelled_by": "Anna"}');
INSERT INTO "change" VALUES(2,'2026-11-20T09:02:00Z','Anna','added',2,1,2,NULL,'{}','{"group": "cuff 0", "licence": "CC0-1.0", "label": "handcuffs", "author": "Author Number1", "labelled_by": "Anna"}');
INSERT INTO "change" VALUES(3,'2026-11-20T09:03:00Z','Anna','added',3,1,3,NULL,'{}','{"group": "cuff 1", "licence": "CC0-1.0", "label": "handcuffs", "author": "Author Number2", "labelled_by": "Anna"}');
INSERT INTO "change" VALUES(4,'2026-11-20T09:04:00Z','Anna','added',4,1,4,NULL,'{}','{"group": "cuff 1", "licence": "CC0-1.0", "label": "handcuffs", "author": "Author Number3", "labelled_by": "Anna"}');
INSERT INTO "change" VALUES(5,'2026-11-20T09:05:00Z','Ben','changed',1,2,5,NULL,'{"place": ""}','{"place": "Harbour of Brest"}');
INSERT INTO "change" VALUES(6,'2026-11-20T09:06:00Z','Ben','undone',1,3,6,5,'{"place": "Harbour of Brest"}','{"place": ""}');
INSERT INTO "change" VALUES(7,'2026-11-20T09:07:00Z','Ben','reviewed',2,2,7,NULL,'{"reviewed_by": "", "verdict": null}','{"reviewed_by": "Ben", "verdict": "accepted"}');
INSERT INTO "change" VALUES(8,'2026-11-20T09:08:00Z','Anna','changed',3,2,8,NULL,'{"label": "handcuffs"}','{"label": "batons"}');
INSERT INTO "change" VALUES(9,'2026-11-20T09:08:00Z','Anna','changed',4,2,8,NULL,'{"label": "handcuffs"}','{"label": "batons"}');
CREATE TABLE fetched (
    address TEXT PRIMARY KEY,
    original_sha256 TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
INSERT INTO "fetched" VALUES('https://example.org/0.jpg','96210597a3cedee79899b4b1a5068078e7ac45d7489f7ceeb69383db21f322a5','2026-11-20T09:09:00Z');
CREATE TABLE left_as_is (
    queue TEXT NOT NULL,
    photo INTEGER NOT NULL REFERENCES photo (id),
    version INTEGER NOT NULL,
    actor TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (queue, photo)
) STRICT, WITHOUT ROWID;
INSERT INTO "left_as_is" VALUES('outliers',1,3,'Ben','2026-11-20T10:00:00Z');
CREATE TABLE opinion (
    photo INTEGER NOT NULL REFERENCES photo (id),
    actor TEXT NOT NULL,
    label TEXT,
    cannot_tell INTEGER NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (photo, actor),
    CHECK ((label IS NULL) = (cannot_tell = 1))
) STRICT, WITHOUT ROWID;
INSERT INTO "opinion" VALUES(1,'Ben','handcuffs',0,'2026-11-20T10:00:00Z');
CREATE TABLE photo (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    sha256 TEXT NOT NULL UNIQUE,
    original_sha256 TEXT NOT NULL UNIQUE,
    format TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    added TEXT NOT NULL,
    added_by TEXT NOT NULL,
    version INTEGER NOT NULL,
    priority REAL NOT NULL DEFAULT 0,
    "group" TEXT NOT NULL,
    licence TEXT NOT NULL CHECK (licence <> ''),
    label TEXT,
    proposed TEXT,
    proposed_by TEXT NOT NULL,
    view TEXT NOT NULL,
    source TEXT NOT NULL,
    author TEXT NOT NULL,
    consent TEXT NOT NULL,
    device TEXT NOT NULL,
    place TEXT NOT NULL,
    taken TEXT,
    gps TEXT,
    labelled_by TEXT NOT NULL,
    reviewed_by TEXT NOT NULL,
    verdict TEXT,
    reason TEXT NOT NULL,
    cannot_tell INTEGER NOT NULL,
    several_goods INTEGER NOT NULL,
    box TEXT,
    flags TEXT NOT NULL,
    state TEXT NOT NULL CHECK (
        state = CASE WHEN verdict IS NOT NULL THEN verdict WHEN label IS NOT NULL THEN 'labelled'
        WHEN cannot_tell THEN 'cannot_tell' ELSE 'todo' END
    )
) STRICT;
INSERT INTO "photo" VALUES(1,'96210597a3cedee79899b4b1a5068078e7ac45d7489f7ceeb69383db21f322a5','96210597a3cedee79899b4b1a5068078e7ac45d7489f7ceeb69383db21f322a5','jpg',20,10,7,'2026-11-20T09:01:00Z','Anna',3,0.0,'cuff 0','CC0-1.0','handcuffs',NULL,'','','','Author Number0','','','',NULL,NULL,'Anna','',NULL,'',0,0,NULL,'[]','labelled');
INSERT INTO "photo" VALUES(2,'e5a5555d73bc0e1568d65563abf327bd6c0b9b9dc3336e86e0b17e865e9ee6d2','e5a5555d73bc0e1568d65563abf327bd6c0b9b9dc3336e86e0b17e865e9ee6d2','jpg',20,10,7,'2026-11-20T09:02:00Z','Anna',2,0.0,'cuff 0','CC0-1.0','handcuffs',NULL,'','','','Author Number1','','','',NULL,NULL,'Anna','Ben','accepted','',0,0,NULL,'[]','accepted');
INSERT INTO "photo" VALUES(3,'9b73ce2e5c72e9c8eb35ae3f509ef901b26ed3e9811f0782f3633cceab140918','9b73ce2e5c72e9c8eb35ae3f509ef901b26ed3e9811f0782f3633cceab140918','jpg',20,10,7,'2026-11-20T09:03:00Z','Anna',2,0.0,'cuff 1','CC0-1.0','batons',NULL,'','','','Author Number2','','','',NULL,NULL,'Anna','',NULL,'',0,0,NULL,'[]','labelled');
INSERT INTO "photo" VALUES(4,'73fb47247808eefa92140859d5aeee8955cca452b9f6873e67ecbeba9276a3f4','73fb47247808eefa92140859d5aeee8955cca452b9f6873e67ecbeba9276a3f4','jpg',20,10,7,'2026-11-20T09:04:00Z','Anna',2,0.0,'cuff 1','CC0-1.0','batons',NULL,'','','','Author Number3','','','',NULL,NULL,'Anna','',NULL,'',0,0,NULL,'[]','labelled');
CREATE TABLE version (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL,
    photos INTEGER NOT NULL,
    signed TEXT NOT NULL,
    signed_by TEXT NOT NULL,
    note TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;
INSERT INTO "version" VALUES(1,'old','20031ad744a145452d233a3e842e32395cec91baba54db466737164221f00181',4,'2026-11-20T10:00:00Z','Anna','','{"form":1,"photos":[["73fb47247808eefa92140859d5aeee8955cca452b9f6873e67ecbeba9276a3f4","batons","cuff 1","test"],["96210597a3cedee79899b4b1a5068078e7ac45d7489f7ceeb69383db21f322a5","handcuffs","cuff 0","test"],["9b73ce2e5c72e9c8eb35ae3f509ef901b26ed3e9811f0782f3633cceab140918","batons","cuff 1","test"],["e5a5555d73bc0e1568d65563abf327bd6c0b9b9dc3336e86e0b17e865e9ee6d2","handcuffs","cuff 0","test"]]}');
CREATE INDEX photo_in_order ON photo (state, id);
CREATE INDEX photo_at_random ON photo (state, sha256);
CREATE INDEX photo_by_teaching ON photo (state, priority DESC, id);
CREATE INDEX photo_by_label ON photo (label, state, id);
CREATE INDEX photo_by_proposal ON photo (proposed, state, id);
CREATE INDEX photo_by_group ON photo ("group", id);
CREATE INDEX change_of_photo ON change (photo, seq);
CREATE INDEX change_by_actor ON change (actor, kind, seq);
CREATE INDEX change_in_batch ON change (batch, seq);
CREATE INDEX change_undone ON change (undoes);
CREATE TRIGGER change_appended BEFORE INSERT ON change
    WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM change)
    BEGIN SELECT raise(ABORT, 'history is only appended to'); END;
CREATE TRIGGER change_kept BEFORE UPDATE ON change
    BEGIN SELECT raise(ABORT, 'history is never changed'); END;
CREATE TRIGGER change_stays BEFORE DELETE ON change
    BEGIN SELECT raise(ABORT, 'history is never deleted'); END;
CREATE TRIGGER version_kept BEFORE UPDATE ON version
    BEGIN SELECT raise(ABORT, 'a signed version is never changed'); END;
CREATE TRIGGER version_stays BEFORE DELETE ON version
    BEGIN SELECT raise(ABORT, 'a signed version is never deleted'); END;
CREATE TRIGGER version_new BEFORE INSERT ON version
    WHEN EXISTS (SELECT 1 FROM version WHERE name = NEW.name OR id = NEW.id)
    BEGIN SELECT raise(ABORT, 'a signed version is never changed'); END;
CREATE TRIGGER photo_bytes_kept BEFORE UPDATE OF id, sha256, original_sha256 ON photo
    BEGIN SELECT raise(ABORT, 'the bytes of a photo are never changed'); END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('photo',4);
INSERT INTO "sqlite_sequence" VALUES('change',9);
INSERT INTO "sqlite_sequence" VALUES('version',1);
COMMIT;
PRAGMA application_id = 1413894220;
PRAGMA user_version = 2;
