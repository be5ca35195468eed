"""Scores a teacher on treebanks with gold sentences and words."""
import argparse

import torch

import conllu
from batch import Pieces
from decode import evaluate
from model import load


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--model", required=True)
    p.add_argument("--encoder", required=True)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("treebanks", nargs="+")
    o = p.parse_args()
    torch.set_num_threads(o.threads)
    model, vocab, note = load(o.model, o.encoder)
    print(note)
    for path in o.treebanks:
        print(path, evaluate(model, vocab, Pieces(o.encoder), conllu.read(path)), flush=True)


if __name__ == "__main__":
    main()
