"""The teacher: encoder, layer mix, biaffine arcs and labels, one head for joint tags."""
import json
import pathlib

import torch
import torch.nn as nn
import torch.nn.functional as F

from batch import SHAPES
from encoder import Encoder


class Biaffine(nn.Module):
    """score[b,o,i,j] of dependent i and head j."""

    def __init__(self, left, right, outs):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(outs, left + 1, right + 1))
        nn.init.normal_(self.weight, std=0.01)

    def forward(self, x, y):
        x, y = F.pad(x, (0, 1), value=1.0), F.pad(y, (0, 1), value=1.0)
        return torch.einsum("bil,olr,bjr->boij", x, self.weight, y)

    def pairs(self, x, y):
        """score[b,i,o] where y[b,i] is already the head's vector of i."""
        x, y = F.pad(x, (0, 1), value=1.0), F.pad(y, (0, 1), value=1.0)
        b, n, _ = x.shape
        x, y = x.reshape(b * n, -1), y.reshape(b * n, -1)
        o, l, r = self.weight.shape
        mid = (x @ self.weight.permute(1, 0, 2).reshape(l, o * r)).view(-1, o, r)
        return torch.bmm(mid, y[:, :, None]).view(b, n, o)


class Teacher(nn.Module):
    def __init__(self, folder, rels, tags, arc=384, lab=128, tag=256, drop=0.3):
        super().__init__()
        self.encoder = Encoder(folder)
        d = self.encoder.dim
        self.mix = nn.Parameter(torch.zeros(len(self.encoder.layers) + 1))
        self.shape_in = nn.Embedding(len(SHAPES), d)
        nn.init.zeros_(self.shape_in.weight)
        self.shape_out = nn.Embedding(len(SHAPES), 32)
        self.drop = nn.Dropout(drop)
        side = lambda n: nn.Sequential(nn.Linear(d + 32, n), nn.GELU(), nn.Dropout(drop))
        self.arc_dep, self.arc_head, self.lab_dep, self.lab_head = side(arc), side(arc), side(lab), side(lab)
        self.arc, self.lab = Biaffine(arc, arc, 1), Biaffine(lab, lab, rels)
        self.tag = nn.Sequential(nn.Linear(d + 32, tag), nn.GELU(), nn.Dropout(drop), nn.Linear(tag, tags))

    def states(self, ids, mask, shapes, pool):
        """All layers, and the mixed state of each word (row 0 is the root)."""
        layers = self.encoder(ids, mask, self.shape_in(shapes))
        share = torch.softmax(self.mix, 0)
        mixed = sum(share[i] * h for i, h in enumerate(layers))
        return layers, torch.bmm(pool, torch.cat([mixed, self.shape_out(shapes)], -1))

    def forward(self, ids, mask, shapes, pool, words):
        return self.scores(self.states(ids, mask, shapes, pool)[1], words)

    def scores(self, x, words):
        """Arc scores, the two sides of the labels, tag scores."""
        x = self.drop(x)
        arcs = self.arc(self.arc_dep(x), self.arc_head(x))[:, 0]
        arcs = arcs.masked_fill(~words[:, None, :], -1e4)
        eye = torch.eye(arcs.shape[1], dtype=torch.bool)
        arcs = arcs.masked_fill(eye[None], -1e4)
        return arcs, self.lab_dep(x), self.lab_head(x), self.tag(x)

    def labels(self, dep, head, heads):
        """Label scores [b,i,o] for the given heads."""
        at = heads.clamp(min=0)[:, :, None].expand(-1, -1, head.shape[-1])
        return self.lab.pairs(dep, head.gather(1, at))


def loss(model, inputs, heads, rels, tags):
    arcs, dep, head, tag = model(*inputs)
    flat = lambda scores, ids: F.cross_entropy(scores.flatten(0, 1), ids.flatten(), ignore_index=-100)
    return flat(arcs, heads) + flat(model.labels(dep, head, heads), rels) + 0.5 * flat(tag, tags)


def save(path, model, vocab, note):
    path = pathlib.Path(path)
    torch.save({"state": model.state_dict(), "vocab": vocab, "note": note}, path.with_suffix(".tmp"))
    path.with_suffix(".tmp").rename(path)


def load(path, folder):
    got = torch.load(path, map_location="cpu", weights_only=True)
    model = Teacher(folder, len(got["vocab"]["rels"]), len(got["vocab"]["tags"]))
    model.load_state_dict(got["state"])
    return model.eval(), got["vocab"], got["note"]
