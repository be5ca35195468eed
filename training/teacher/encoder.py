"""A BERT encoder in plain PyTorch, read from a packaged model folder (config.json, model.safetensors)."""
import json
import pathlib

import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import load_file


class Layer(nn.Module):
    def __init__(self, dim, inner, heads, drop):
        super().__init__()
        self.heads, self.drop = heads, drop
        self.query, self.key, self.value, self.out = (nn.Linear(dim, dim) for _ in range(4))
        self.norm1, self.norm2 = nn.LayerNorm(dim, eps=1e-12), nn.LayerNorm(dim, eps=1e-12)
        self.up, self.down = nn.Linear(dim, inner), nn.Linear(inner, dim)

    def forward(self, x, mask):
        b, n, d = x.shape
        q, k, v = (f(x).view(b, n, self.heads, -1).transpose(1, 2) for f in (self.query, self.key, self.value))
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        a = self.out(a.transpose(1, 2).reshape(b, n, d))
        x = self.norm1(x + F.dropout(a, self.drop, self.training))
        h = self.down(F.gelu(self.up(x)))
        return self.norm2(x + F.dropout(h, self.drop, self.training))


class Encoder(nn.Module):
    """Returns the list of all layers' states. `extra` is added to the input embeddings."""

    def __init__(self, folder, drop=0.1):
        super().__init__()
        folder = pathlib.Path(folder)
        c = json.loads((folder / "config.json").read_text())
        self.dim, self.drop = c["hidden_size"], drop
        self.words = nn.Embedding(c["vocab_size"], self.dim)
        self.places = nn.Embedding(c["max_position_embeddings"], self.dim)
        self.kind = nn.Parameter(torch.zeros(self.dim))
        self.norm = nn.LayerNorm(self.dim, eps=1e-12)
        self.layers = nn.ModuleList(Layer(self.dim, c["intermediate_size"], c["num_attention_heads"], drop)
                                    for _ in range(c["num_hidden_layers"]))
        self._load(load_file(folder / "model.safetensors"))

    def forward(self, ids, mask, extra=None):
        x = self.words(ids) + self.places.weight[:ids.shape[1]] + self.kind
        if extra is not None:
            x = x + extra
        x = F.dropout(self.norm(x), self.drop, self.training)
        bias = torch.zeros(mask.shape, dtype=x.dtype).masked_fill_(~mask, -1e4)[:, None, None, :]
        bias = bias.expand(-1, -1, ids.shape[1], -1)
        states = [x]
        for layer in self.layers:
            states.append(layer(states[-1], bias))
        return states

    def _load(self, w):
        w = {k.removeprefix("bert."): v for k, v in w.items()}
        own = {"words.weight": "embeddings.word_embeddings.weight",
               "places.weight": "embeddings.position_embeddings.weight",
               "norm.weight": "embeddings.LayerNorm.weight", "norm.bias": "embeddings.LayerNorm.bias"}
        parts = {"query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
                 "out": "attention.output.dense", "norm1": "attention.output.LayerNorm",
                 "up": "intermediate.dense", "down": "output.dense", "norm2": "output.LayerNorm"}
        for i in range(len(self.layers)):
            for a, b in parts.items():
                for s in ("weight", "bias"):
                    own[f"layers.{i}.{a}.{s}"] = f"encoder.layer.{i}.{b}.{s}"
        state = {k: w[v] for k, v in own.items()}
        state["kind"] = w["embeddings.token_type_embeddings.weight"][0]
        self.load_state_dict(state)
