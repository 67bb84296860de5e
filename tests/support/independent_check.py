"""Is every value of an old Hive's knowledge database in its place in the new database, with the same bytes and type?

    python3 independent_check.py SOURCE TARGET

SOURCE is a private copy of the old file (with its -wal beside it, if any); TARGET is what the migration made. Shares no
code with the product: Python's standard library only, and the placement written down here from the design (section 4) and
the facts (1.7.2, 3.5). Prints one JSON document; exit status 0 when nothing differs, 1 otherwise.
"""

import hashlib
import json
import sqlite3
import sys

USAGE_USER = "3034c561-e193-4968-a575-f1b165d31a5b"
SHOWN = 50

# Tables whose rows keep their key and their columns' names.
SAME = {
    "stage_outputs": "id",
    "knowledge_base": "id",
    "conversation_keywords": "id",
    "stage_evolution": "id",
    "conversation_context": "id",
    "stage_confidence": "id",
    "consensus_metrics": "id",
    "curator_truths": "id",
    "conversation_threads": "id",
}


def connect(path):
    db = sqlite3.connect(path)
    # TEXT as its bytes: invalid UTF-8 is a value like any other. BLOBs stay apart by typeof().
    db.text_factory = bytes
    return db


def name(value):
    return value.decode() if isinstance(value, bytes) else value


def columns(db, table):
    return [name(row[1]) for row in db.execute(f'PRAGMA table_info("{table}")')]


def cell(kind, value):
    """A value with its storage class; long ones by their hash, so that big databases fit into memory."""
    if isinstance(value, bytes) and len(value) > 64:
        value = hashlib.sha256(value).digest() + len(value).to_bytes(8, "little")
    elif isinstance(value, float):
        value = value.hex()
    return name(kind), value


def read(db, table, wanted):
    """The rows of a table as tuples of cells."""
    # Qualified, because SQLite takes a quoted name of no column for a string.
    parts = ", ".join(f'typeof(t."{column}"), t."{column}"' for column in wanted)
    for row in db.execute(f'SELECT {parts} FROM "{table}" AS t'):
        yield tuple(cell(row[i], row[i + 1]) for i in range(0, len(row), 2))


class Check:
    def __init__(self, source, target):
        self.source = source
        self.target = target
        self.tables = {}
        self.differences = []
        self.count = 0

    def differ(self, table, key, what):
        self.count += 1
        if len(self.differences) < SHOWN:
            self.differences.append({"table": table, "key": repr(key), "difference": what})

    def has(self, table):
        return bool(columns(self.source, table))

    def compare(self, label, wanted, found, names):
        """Rows by key, both ways; `wanted` and `found` yield (key, cells)."""
        expected, actual = {}, {}
        for rows, into, side in ((wanted, expected, "source"), (found, actual, "target")):
            for key, cells in rows:
                if key in into:
                    self.differ(label, key, f"more than one row in the {side}")
                into[key] = cells
        for key, cells in expected.items():
            if key not in actual:
                self.differ(label, key, "missing in the target")
                continue
            for column, want, have in zip(names, cells, actual[key]):
                if want != have:
                    self.differ(label, key, f"{column}: {want!r} became {have!r}")
        for key in actual.keys() - expected.keys():
            self.differ(label, key, "not in the source")
        self.tables[label] = {"source": len(expected), "target": len(actual), "values": len(expected) * len(names)}

    def keyed(self, db, table, wanted):
        """(first cell, all cells) of each row."""
        return ((cells[0], cells) for cells in read(db, table, wanted))

    def same(self, table, key, renamed=None):
        """Columns in their place; those without one beside the key in the legacy table."""
        renamed = renamed or {}
        there = columns(self.target, table)
        others = [column for column in columns(self.source, table) if column != key]
        wanted = [key] + [column for column in others if renamed.get(column, column) in there]
        placed = [renamed.get(column, column) for column in wanted]
        self.compare(table, self.keyed(self.source, table, wanted), self.keyed(self.target, table, placed), wanted)
        carried = [key] + [column for column in others if column not in wanted]
        if len(carried) > 1:
            legacy = f"legacy_{table}"
            self.compare(legacy, self.keyed(self.source, table, carried), self.keyed(self.target, legacy, carried), carried)

    def conversations(self):
        self.same("conversations", "id")
        wanted, found = {}, {}
        for cells in read(self.source, "conversations", ["id", "last_updated"]):
            wanted[cells[0]] = [cells[1]]
        for row in self.source.execute("SELECT id, question FROM conversations"):
            title = row[1].decode("utf-8", "surrogateescape")[:100].encode("utf-8", "surrogateescape")
            wanted[cell("text", row[0])].append(cell("text", title))
        for cells in read(self.target, "conversations", ["id", "updated_at", "title"]):
            found[cells[0]] = list(cells[1:])
        self.compare("conversations: derived", wanted.items(), found.items(), ["updated_at", "title"])

    def topics(self):
        self.same("conversation_topics", "id", {"confidence": "weight"})

    def knowledge(self):
        """One row per conversation in its place, the further ones in the legacy table, none lost and none made up."""
        table = "knowledge_conversations"
        texts = ["conversation_id", "question", "final_answer", "source_of_truth"]
        source = {}
        if self.has(table):
            kept = ["id"] + [c for c in columns(self.source, table) if c != "id"]
            for cells in read(self.source, table, kept):
                source[cells[0][1]] = cells[1:]
        else:
            kept = ["id"] + texts
        asked = {cells[0]: cells for cells in read(self.source, "conversations", ["id"] + texts[1:])}

        placed, seen = {}, set()
        # The integer key keeps its type as kc_id, or becomes text as id: both are its place (facts 2.4 (a), 2.5).
        for cells in read(self.target, table, ["kc_id", "id"] + kept[1:]):
            (_, number), (kind, text), *rest = cells
            conversation = rest[kept.index("conversation_id") - 1]
            if conversation in seen:
                self.differ(table, conversation, "more than one row for the conversation")
            seen.add(conversation)
            key = int(text) if kind == "text" and text.isdigit() else number
            if key in source and source[key][kept.index("conversation_id") - 1] == conversation:
                placed[key] = tuple(rest)
            else:
                have = tuple(rest[kept.index(column) - 1] for column in texts)
                if have != asked.get(conversation):
                    self.differ(table, conversation, "neither a row of the source nor made from its conversation")
        for conversation in asked.keys() - seen:
            self.differ(table, conversation, "no row for the conversation")

        legacy = {}
        if columns(self.target, f"legacy_{table}"):
            for cells in read(self.target, f"legacy_{table}", kept):
                legacy[cells[0][1]] = cells[1:]
        for key in placed.keys() & legacy.keys():
            self.differ(table, key, "both in its place and in the legacy table")
        self.compare(table, source.items(), {**legacy, **placed}.items(), kept[1:])
        served = {cells[kept.index("conversation_id") - 1] for cells in source.values()}
        stored = {cells[kept.index("conversation_id") - 1] for cells in placed.values()}
        for conversation in served - stored:
            self.differ(table, conversation, "all its rows went to the legacy table")

    def messages(self):
        names = ["conversation_id", "role", "stage", "content", "timestamp"]
        user, assistant, curator, none = (
            ("text", b"user"), ("text", b"assistant"), ("text", b"curator"), ("null", None),
        )
        wanted = []
        for conversation, question, answer, created in read(
            self.source, "conversations", ["id", "question", "final_answer", "created_at"]
        ):
            wanted.append(((conversation, user), (conversation, user, none, question, created)))
            wanted.append(((conversation, assistant), (conversation, assistant, curator, answer, created)))
        found = (((cells[0], cells[1]), cells) for cells in read(self.target, "messages", names))
        self.compare("messages", wanted, found, names)

    def usage(self):
        names = ["conversation_id", "user_id", "timestamp"]
        wanted = (
            (conversation, (conversation, ("text", USAGE_USER.encode()), created))
            for conversation, created in read(self.source, "conversations", ["id", "created_at"])
        )
        self.compare("conversation_usage", wanted, self.keyed(self.target, "conversation_usage", names), names)

    def sound(self):
        integrity = [name(row[0]) for row in self.target.execute("PRAGMA integrity_check")]
        if integrity != ["ok"]:
            self.differ("", None, f"integrity_check: {integrity[:5]}")
        orphans = self.target.execute("PRAGMA foreign_key_check").fetchall()
        if orphans:
            self.differ("", None, f"foreign_key_check: {len(orphans)} rows, first {orphans[0]!r}")

    def step(self, table, work):
        """What cannot even be read differs."""
        try:
            work()
        except sqlite3.Error as error:
            self.differ(table, None, str(error))

    def run(self):
        self.step("", self.sound)
        self.step("conversations", self.conversations)
        for table, key in SAME.items():
            if self.has(table):
                self.step(table, lambda: self.same(table, key))
        if self.has("conversation_topics"):
            self.step("conversation_topics", self.topics)
        self.step("knowledge_conversations", self.knowledge)
        self.step("messages", self.messages)
        self.step("conversation_usage", self.usage)
        return {
            "passed": self.count == 0,
            "tables": self.tables,
            "valuesCompared": sum(table["values"] for table in self.tables.values()),
            "differenceCount": self.count,
            "differences": self.differences,
        }


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: independent_check.py SOURCE TARGET")
    result = Check(connect(sys.argv[1]), connect(sys.argv[2])).run()
    print(json.dumps(result, indent=2, ensure_ascii=False))
    sys.exit(0 if result["passed"] else 1)


if __name__ == "__main__":
    main()
