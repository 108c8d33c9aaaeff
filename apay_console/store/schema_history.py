"""What the history needs beside its rows: counts, and an index of the words in them.

Nothing here is read twice: `tallies` counts the exchanges of each 1024 numbers, so that a place in
a long list is found without walking there; `facts` holds single numbers; `searched` holds words
alone, whose text is made anew from the rows when it has to be taken out (store/search/index.py).
Triggers cannot fill it: SQLite refuses that where the file's schema is not trusted. They count in
`unfollowed` what changed in the rows, so that changes by another program are seen.
"""

BLOCK_BITS = 10  # 1024 numbers a block

_BYTES = " + ".join(
    f"coalesce(length(CAST({{row}}.{name} AS BLOB)), 0)"
    for name in (
        "sent_headers",
        "sent_body",
        "answered_headers",
        "answered_body",
        "trace",
        "string_to_sign",
        "canonical_request",
    )
)
_NEW, _OLD = _BYTES.format(row="new"), _BYTES.format(row="old")
_STORED = _BYTES.format(row="wires")

HISTORY = f"""
ALTER TABLE exchanges ADD COLUMN is_live INTEGER NOT NULL DEFAULT 0;
ALTER TABLE exchanges ADD COLUMN is_pinned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE exchanges ADD COLUMN note TEXT NOT NULL DEFAULT '';
UPDATE exchanges SET is_live = 1 WHERE url LIKE '%/live/v%'
    OR profile_id IN (SELECT id FROM profiles WHERE document LIKE '%"environment":"live"%');
UPDATE attempts SET body = x'' WHERE outcome <> 'UNKNOWN' AND body <> x'';

CREATE INDEX exchanges_of_session ON exchanges (session_id);
CREATE INDEX exchanges_of_profile ON exchanges (profile_id);
CREATE INDEX exchanges_by_operation ON exchanges (operation);
CREATE INDEX exchanges_by_outcome ON exchanges (outcome);
CREATE INDEX exchanges_by_status ON exchanges (status);
CREATE INDEX exchanges_pinned ON exchanges (id) WHERE is_pinned;
CREATE INDEX exchanges_live ON exchanges (id) WHERE is_live;

CREATE TABLE facts (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
INSERT INTO facts VALUES ('revision', 0), ('index', 0), ('residue', 0);
CREATE TABLE tallies (
    block INTEGER PRIMARY KEY,
    exchanges INTEGER NOT NULL DEFAULT 0,
    wire_bytes INTEGER NOT NULL DEFAULT 0,
    earliest REAL,
    latest REAL
);
INSERT INTO tallies (block, exchanges, earliest, latest)
    SELECT id >> {BLOCK_BITS}, count(*), min(started_at), max(started_at)
    FROM exchanges GROUP BY id >> {BLOCK_BITS};
UPDATE tallies SET wire_bytes = (SELECT coalesce(sum({_STORED}), 0) FROM wires
    WHERE exchange_id BETWEEN block << {BLOCK_BITS} AND ((block + 1) << {BLOCK_BITS}) - 1);

CREATE TRIGGER exchange_came AFTER INSERT ON exchanges BEGIN
    INSERT OR IGNORE INTO tallies (block) VALUES (new.id >> {BLOCK_BITS});
    UPDATE tallies SET exchanges = exchanges + 1,
        earliest = min(coalesce(earliest, new.started_at), new.started_at),
        latest = max(coalesce(latest, new.started_at), new.started_at)
        WHERE block = new.id >> {BLOCK_BITS};
END;
CREATE TRIGGER exchange_went AFTER DELETE ON exchanges BEGIN
    UPDATE tallies SET exchanges = exchanges - 1 WHERE block = old.id >> {BLOCK_BITS};
    UPDATE facts SET value = value + 1 WHERE name = 'revision';
END;
CREATE TRIGGER exchange_changed AFTER UPDATE ON exchanges BEGIN
    UPDATE facts SET value = value + 1 WHERE name = 'revision';
END;
CREATE TRIGGER wire_came AFTER INSERT ON wires BEGIN
    INSERT OR IGNORE INTO tallies (block) VALUES (new.exchange_id >> {BLOCK_BITS});
    UPDATE tallies SET wire_bytes = wire_bytes + {_NEW}
        WHERE block = new.exchange_id >> {BLOCK_BITS};
END;
CREATE TRIGGER wire_went AFTER DELETE ON wires BEGIN
    UPDATE tallies SET wire_bytes = wire_bytes - ({_OLD})
        WHERE block = old.exchange_id >> {BLOCK_BITS};
END;
CREATE TRIGGER wire_changed AFTER UPDATE ON wires BEGIN
    UPDATE tallies SET wire_bytes = wire_bytes + {_NEW} - ({_OLD})
        WHERE block = new.exchange_id >> {BLOCK_BITS};
END;

CREATE VIRTUAL TABLE searched USING fts5(
    text, content='', columnsize=0, prefix='2 3', tokenize='unicode61 remove_diacritics 2'
);
"""  # noqa: S608 - names of our own schema

_COUNT = "BEGIN UPDATE facts SET value = value + 1 WHERE name = 'unfollowed'; END"
_OF_EXCHANGES = "sale_id, session_id, operation, method, url, idempotency_key, note, reason"
_OF_WIRES = "sent_headers, sent_body, answered_headers, answered_body"

# Rows whose words changed since the index last followed them: nought, but for other programs.
UNFOLLOWED = f"""
INSERT INTO facts VALUES ('unfollowed', 0);
CREATE TRIGGER exchange_rewritten AFTER UPDATE OF {_OF_EXCHANGES} ON exchanges {_COUNT};
CREATE TRIGGER exchange_removed AFTER DELETE ON exchanges {_COUNT};
CREATE TRIGGER wire_rewritten AFTER UPDATE OF {_OF_WIRES} ON wires {_COUNT};
CREATE TRIGGER wire_removed AFTER DELETE ON wires {_COUNT};
"""  # noqa: S608 - names of our own schema

# Without an index of its own, FTS5 gathers every row of a beginning before it gives the first:
# an address that ends in one digit took a tenth of a second among a million.
BEGINNINGS = """
DROP TABLE searched;
CREATE VIRTUAL TABLE searched USING fts5(
    text, content='', columnsize=0, prefix='1 2 3', tokenize='unicode61 remove_diacritics 2'
);
UPDATE facts SET value = 0 WHERE name = 'index';
"""
