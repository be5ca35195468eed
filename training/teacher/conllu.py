"""CoNLL-U sentences: syntactic words only (ranges and empty nodes are left out)."""
from dataclasses import dataclass, field


@dataclass
class Sentence:
    """One sentence. heads count from 1, 0 is the root; tags are 'UPOS<TAB>XPOS<TAB>Feats'."""
    forms: list
    tags: list = field(default_factory=list)
    heads: list = field(default_factory=list)
    rels: list = field(default_factory=list)
    id: str = ""


def read(path):
    """All sentences of a CoNLL-U file, in order."""
    out, rows, name = [], [], ""
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if not line:
                if rows:
                    out.append(_sentence(rows, name))
                rows, name = [], ""
            elif line.startswith("# sent_id = "):
                name = line[12:]
            elif line[0] != "#":
                cols = line.split("\t")
                if cols[0].isdigit():
                    rows.append(cols)
    if rows:
        out.append(_sentence(rows, name))
    return out


def _sentence(rows, name):
    return Sentence(forms=[r[1] for r in rows], tags=["\t".join(r[3:6]) for r in rows],
                    heads=[int(r[6]) for r in rows], rels=[r[7] for r in rows], id=name)
