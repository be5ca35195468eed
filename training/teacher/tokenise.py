"""Cuts reports into sentences and words as the treebanks do; the silver's words unless a better cut is given.

Input: JSON lines {id, title, text}. Output: JSON lines {id, part, sentences: [[[from, to], ...], ...]} with
byte offsets into the title or the text; `part` is "title" or "text".
"""
import argparse
import json
import re

import conllu

SHORT = set("""mr mrs ms dr gen col lt sgt maj capt cpl pvt adm gov sen rep rev st no vs inc corp ltd co bros jan feb
mar apr jun jul aug sep sept oct nov dec u.s u.n u.k e.g i.e a.m p.m prof hon sr jr fm mt ft cf al etc d.c ph.d
""".split())
END = re.compile(r"""[.!?]+["”’')\]]*(?=\s|$)|\n""")
TOKEN = re.compile(r"""
  https?://\S+[\w/] | www\.\S+[\w/] | [\w.+-]+@[\w-]+(?:\.[\w-]+)+          # addresses
| (?:[A-Za-z]\.){2,} | [A-Z]\.(?=\s+[A-Z])                                  # U.S., an initial
| (?:\d{1,3}(?:,\d{3})+|\d+)(?:[.:/]\d+)*(?:st|nd|rd|th|s)?(?![A-Za-z])      # numbers, times, dates
| \.{2,} | --+ | [!?]{2,} | ``|''
| n[’']t\b | [’'](?:s|S|re|ve|ll|d|m|RE|VE|LL|D|M)\b
| [^\W_]+(?:[’'&][^\W_]+)* | \S
""", re.X)
CLITIC = re.compile(r"(?i)^(.+?)(n[’']t|[’'](?:s|re|ve|ll|d|m))$")
WHOLE = {"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3}


def sentences(text):
    """Character spans of sentences; a line end always ends one."""
    out, start = [], 0
    for m in END.finditer(text):
        if m.end() < start or (m.group()[0] == "." and not _ends(text, start, m)):
            continue
        out += _trim(text, start, m.end())
        start = m.end()
    return out + _trim(text, start, len(text))


def _ends(text, start, m):
    after = text[m.end():m.end() + 60]
    line = after.lstrip(" \t")
    if not line or line[0] == "\n":
        return True
    if not (line[0].isupper() or line[0].isdigit() or line[0] in "\"“‘'([`-"):
        return False
    word = re.search(r"\S*$", text[start:m.start()]).group().lstrip("(\"“'‘").lower()
    return not (len(m.group()) == 1 and (word in SHORT or re.fullmatch(r"[a-z]|([a-z]\.)+[a-z]", word)))


def _trim(text, a, b):
    s = text[a:b]
    if not s.strip():
        return []
    a += len(s) - len(s.lstrip())
    return [(a, a + len(s.strip()))]


def words(text, a, b, hyphened, stops):
    """Character spans of words in text[a:b]. hyphened: words kept whole; stops: words with their full stop."""
    out = []
    for m in TOKEN.finditer(text, a, b):
        i, j = m.span()
        if text[j - 1] == "." and out and out[-1][1] == i and j - i == 1 and _stop(text, out[-1], j, b, stops):
            out[-1] = (out[-1][0], j)
        elif len(out) > 1 and out[-1][1] == i and text[out[-1][0]:i] == "-" and out[-2][1] == out[-1][0] \
                and text[out[-2][0]:j].lower() in hyphened:
            out[-2:] = [(out[-2][0], j)]
        else:
            out += _split(text, i, j)
    return out


def _stop(text, word, j, b, stops):
    w = text[word[0]:j].lower()
    if w in stops:
        return j < b or w[:-1] not in ("no", "co", "st")
    return False


def _split(text, i, j):
    w = text[i:j]
    if w.lower() in WHOLE:
        return [(i, i + 3), (i + 3, j)]
    m = CLITIC.match(w)
    if m:
        return [(i, i + m.end(1)), (i + m.end(1), j)]
    return [(i, j)]


def learn(paths):
    """Hyphenated words and abbreviations that the treebanks keep whole."""
    forms = {f.lower() for p in paths for s in conllu.read(p) for f in s.forms}
    hyphened = {f for f in forms if re.fullmatch(r"[^\W\d_]+-[^\W\d_]+", f)}
    stops = {f for f in forms if re.fullmatch(r"[a-z]{2,5}\.", f)} & {s + "." for s in SHORT}
    return hyphened, stops


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--reports", required=True)
    p.add_argument("--treebanks", nargs="+", required=True)
    p.add_argument("--out", required=True)
    o = p.parse_args()
    hyphened, stops = learn(o.treebanks)
    with open(o.reports, encoding="utf-8") as lines, open(o.out, "w") as out:
        for line in lines:
            r = json.loads(line)
            for part in ("title", "text"):
                t = r.get(part) or ""
                at = [0]
                for c in t:
                    at.append(at[-1] + len(c.encode()))
                got = [[[at[i], at[j]] for i, j in words(t, a, b, hyphened, stops)] for a, b in sentences(t)]
                print(json.dumps({"id": r["id"], "part": part, "sentences": got}, separators=(",", ":")), file=out)


if __name__ == "__main__":
    main()
