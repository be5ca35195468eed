"""Sentences to tensors: word pieces, word shapes, gold ids; batches of like length."""
import numpy as np
import torch
from tokenizers import Tokenizer

SHAPES = ["pad", "lower", "title", "initial", "upper", "mixed", "digits", "number", "punct", "other"]
MAX_PIECES = 500       # of a sentence, below the encoder's 512 places
MAX_WORD_PIECES = 8


def shape(form):
    """The index in SHAPES of a word's letter case, which an uncased encoder cannot see."""
    if form.isdigit():
        return 6
    if any(c.isdigit() for c in form):
        return 7
    letters = [c for c in form if c.isalpha()]
    if not letters:
        return 8
    if all(c.islower() for c in letters):
        return 1
    if all(c.isupper() for c in letters):
        return 3 if len(letters) == 1 else 4
    if letters[0].isupper() and all(c.islower() for c in letters[1:]):
        return 2
    return 5 if any(c.isupper() for c in letters) else 9


class Pieces:
    """Cuts words into word pieces, each word by itself, with a memory."""

    def __init__(self, folder):
        self.tokenizer = Tokenizer.from_file(f"{folder}/tokenizer.json")
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.cls, self.sep, self.unk = (self.tokenizer.token_to_id(t) for t in ("[CLS]", "[SEP]", "[UNK]"))
        self.memory = {}

    def word(self, form):
        got = self.memory.get(form)
        if got is None:
            ids = self.tokenizer.encode(form, add_special_tokens=False).ids
            got = self.memory[form] = ids[:MAX_WORD_PIECES] or [self.unk]
        return got

    def size(self, forms):
        return 2 + sum(len(self.word(f)) for f in forms)

    def sentence(self, forms):
        """(piece ids, word of each piece, 0 for [CLS] and -1 for [SEP]; words count from 1)."""
        ids, words = [self.cls], [0]
        room = MAX_PIECES - len(forms)
        for i, f in enumerate(forms, 1):
            p = self.word(f)
            p = p[:1 + max(0, room)]
            room -= len(p) - 1
            ids += p
            words += [i] * len(p)
        return ids + [self.sep], words + [-1]


def tensors(sentences, pieces):
    """ids, piece mask, shape of each piece, pool (words x pieces averaging, word 0 is [CLS]), word mask."""
    rows = [pieces.sentence(s.forms) for s in sentences]
    b, t = len(rows), max(len(r[0]) for r in rows)
    w = 1 + max(len(s.forms) for s in sentences)
    ids, shapes = np.zeros((b, t), np.int64), np.zeros((b, t), np.int64)
    mask, pool, words = np.zeros((b, t), bool), np.zeros((b, w, t), np.float32), np.zeros((b, w), bool)
    for k, (piece, of) in enumerate(rows):
        n = len(piece)
        kinds = [0] + [shape(f) for f in sentences[k].forms]
        ids[k, :n], mask[k, :n] = piece, True
        words[k, :len(kinds)] = True
        for j, i in enumerate(of):
            if i >= 0:
                pool[k, i, j] = 1
                shapes[k, j] = kinds[i]
    pool /= np.maximum(pool.sum(2, keepdims=True), 1)
    return tuple(map(torch.from_numpy, (ids, mask, shapes, pool, words)))


def gold(sentences, width, vocab):
    """Head, label and tag ids of each word, -100 where there is none to learn."""
    b = len(sentences)
    heads, rels, tags = (np.full((b, width), -100, np.int64) for _ in range(3))
    for k, s in enumerate(sentences):
        n = len(s.forms) + 1
        heads[k, 1:n] = s.heads
        rels[k, 1:n] = [vocab["rels"].get(r, -100) for r in s.rels]
        tags[k, 1:n] = [vocab["tags"].get(t, -100) for t in s.tags]
    return tuple(map(torch.from_numpy, (heads, rels, tags)))


def groups(sentences, pieces, size, rng=None):
    """Lists of sentence indices of like length, each of at most `size` pieces with padding."""
    noise = rng.random if rng else (lambda: 0)
    lengths = [pieces.size(s.forms) for s in sentences]
    order = sorted(range(len(sentences)), key=lambda i: (lengths[i] + 2 * noise(), i))
    out, now, longest = [], [], 0
    for i in order:
        longest = max(longest, lengths[i])
        if now and longest * (len(now) + 1) > size:
            out.append(now)
            now, longest = [], lengths[i]
        now.append(i)
    if now:
        out.append(now)
    if rng:
        rng.shuffle(out)
    return out


def headline(sentence, rng):
    """A copy in capitals or title case, half of them without the final stop."""
    from conllu import Sentence
    s, n = sentence, len(sentence.forms)
    if n > 2 and s.rels[-1] == "punct" and n not in s.heads and rng.random() < 0.5:
        n -= 1
    turn = str.upper if rng.random() < 0.6 else _title
    return Sentence([turn(f) for f in s.forms[:n]], s.tags[:n], s.heads[:n], s.rels[:n], s.id)


def _title(form):
    return form[:1].upper() + form[1:]
