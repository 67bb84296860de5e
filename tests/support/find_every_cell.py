"""Is every cell of every table of old databases in the new database?

    python3 find_every_cell.py TARGET SOURCE=COPY [SOURCE=COPY ...]

Knows nothing of what goes where: it looks for each raw row by its values. SOURCE is the path that the migration read, COPY
a private copy of it (with its -wal beside it) that may be opened. A row is found when there is

* one row of the new database that has its cells, by type and bytes (each cell of it taken once, the same name first);
* what that row lacks in `legacy_*` rows that say nothing else under the same names, or as the value before of a repair, or
* every cell in quarantine, or in one `legacy_*` row.

Prints one JSON document: the cells that were not found, and where the others were, by column (`places`), so that a person
can read whether a value went to the wrong column. NULL is found where nothing stands. Exit status 1 when a cell is lost.
"""

import collections
import json
import sqlite3
import sys

OURS = ("migration_checkpoints",)


def connect(path):
    db = sqlite3.connect(path)
    db.text_factory = bytes
    return db


def text(value):
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else value


def quote(name):
    return '"' + name.replace('"', '""') + '"'


def tables(db):
    rows = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND rootpage > 0").fetchall()
    return [text(name) for name, sql in rows if not text(name).startswith("sqlite_")]


def virtual(db):
    rows = db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage = 0").fetchall()
    return [text(name) for (name,) in rows]


def read(db, table):
    """(columns, rows of cells); a cell is its type and its value, a REAL its bits."""
    names = [text(row[1]) for row in db.execute(f"PRAGMA table_xinfo({quote(table)})") if row[6] != 1]
    parts = ", ".join(f"typeof({quote(name)}), {quote(name)}" for name in names)
    for row in db.execute(f"SELECT {parts} FROM {quote(table)} NOT INDEXED"):
        cells = []
        for kind, value in zip(row[::2], row[1::2]):
            kind = text(kind)
            cells.append((kind, value.hex() if isinstance(value, float) else value))
        yield names, cells


NULL = ("null", None)


class Target:
    def __init__(self, path):
        db = connect(path)
        self.rows = []
        self.index = collections.defaultdict(set)
        self.aside = collections.defaultdict(list)
        self.before = collections.defaultdict(set)
        searches = tuple(f"{name}_" for name in virtual(db))
        for table in tables(db):
            if table in OURS or table.startswith(searches):
                continue
            for names, cells in read(db, table):
                row = dict(zip(names, cells))
                if table == "migration_quarantine":
                    key = (row["source"], row["table_name"], row["row_key"])
                    self.aside[key[:2]].append((key[2], text(row["column_name"][1]), row["value"]))
                elif table == "migration_repairs":
                    self.before[(row["source"], row["table_name"], text(row["column_name"][1]))].add(row["before"])
                elif not table.startswith("migration_"):
                    number = len(self.rows)
                    self.rows.append((table, row))
                    for cell in set(cells):
                        if cell != NULL:
                            self.index[cell].add(number)

    def quarantined(self, source, table):
        """The rows that were set aside, as sets of (column, cell)."""
        grouped = collections.defaultdict(set)
        for key, column, value in self.aside[(source, table)]:
            grouped[key].add((column, value))
        return list(grouped.values())


def taken(raw, row, elsewhere):
    """
    Which raw columns find their cell in a row: {raw column: column}. Each cell once: the same name first, and what stands
    elsewhere anyway last.
    """
    found, free = {}, dict(row)
    lower = {name.lower(): name for name in row}
    for name, cell in raw.items():
        same = lower.get(name.lower())
        if same in free and free[same] == cell and cell != NULL:
            found[name] = same
            del free[same]
    for name, cell in sorted(raw.items(), key=lambda pair: pair[0] in elsewhere):
        if name in found or cell == NULL:
            continue
        other = next((column for column, value in free.items() if value == cell), None)
        if other is not None:
            found[name] = other
            del free[other]
    return found


def agrees(raw, row):
    """Whether a legacy row says of every column that it shares with the raw one what that says."""
    shared = [name for name in raw if name in row]
    return bool(shared) and all(raw[name] == row[name] for name in shared)


def candidates(target, raw):
    """Rows that have the most of its cells."""
    votes = collections.Counter()
    for cell in set(raw.values()) - {NULL}:
        hits = target.index.get(cell, ())
        if len(hits) <= 5000:
            votes.update(hits)
    return [number for number, _ in votes.most_common(800)]


def find(target, source, table, raw, aside, places):
    label = ("text", source.encode()), ("text", table.encode())
    wanted = {name for name, cell in raw.items() if cell != NULL}
    if any(all((name, raw[name]) in row for name in raw) for row in aside):
        places[f"{table} -> quarantine"] += 1
        return []
    legacy, best, best_table = set(), {}, ""
    numbers = candidates(target, raw)
    for number in numbers:
        name, row = target.rows[number]
        if name.startswith("legacy_") and agrees(raw, row):
            legacy |= {column for column in raw if column in row}
    repaired = {name for name in wanted if raw[name] in target.before.get((*label, name), ())}
    elsewhere, most = legacy | repaired, (0, False, 0, 0)
    for number in numbers:
        name, row = target.rows[number]
        if name.startswith("legacy_"):
            continue
        found = taken(raw, row, elsewhere)
        same = name.lower() == table.lower()
        score = (len(found.keys() | elsewhere), same, sum(a == b for a, b in found.items()), len(found))
        if score > most:
            most, best, best_table = score, found, name
    lost = wanted - legacy - set(best) - repaired
    for name in wanted - lost:
        if name in legacy:
            place = "legacy"
        else:
            place = f"{best_table}.{best[name]}" if name in best else "repair"
        places[f"{table}.{name} -> {place}"] += 1
    return sorted(lost)


def main():
    target = Target(sys.argv[1])
    places, lost, cells, rows = collections.Counter(), [], 0, 0
    for pair in sys.argv[2:]:
        source, copy = pair.split("=", 1)
        db = connect(copy)
        for table in tables(db):
            aside = target.quarantined(("text", source.encode()), ("text", table.encode()))
            for names, values in read(db, table):
                raw = dict(zip(names, values))
                rows, cells = rows + 1, cells + len(raw)
                for column in find(target, source, table, raw, aside, places):
                    lost.append({"source": source, "table": table, "column": column, "value": repr(raw[column][1])[:80], "row": repr(values)[:300]})
    print(json.dumps({"rows": rows, "cells": cells, "lost": lost, "places": dict(sorted(places.items()))}, indent=1))
    sys.exit(1 if lost else 0)


if __name__ == "__main__":
    main()
