"""Fine-tunes the teacher on the treebanks. See README.md."""
import argparse
import collections
import random
import time

import torch

import conllu
from batch import Pieces, gold, groups, headline, tensors
from decode import evaluate
from model import Teacher, loss, save


def options():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--encoder", required=True, help="folder with config.json, model.safetensors, tokenizer.json")
    p.add_argument("--train", nargs="+", required=True)
    p.add_argument("--dev", nargs="+", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--steps", type=int, default=0, help="stop after so many steps")
    p.add_argument("--minutes", type=float, default=0,
                   help="or choose the steps so that it ends then; the number is printed, and --steps with it gives the same teacher")
    p.add_argument("--rounds", type=int, default=0, help="or stop after so many rounds, with the rate still high")
    p.add_argument("--start", help="a teacher to go on from")
    p.add_argument("--fall", type=int, default=400, help="steps at the end over which the rate falls")
    p.add_argument("--size", type=int, default=1280, help="word pieces a batch")
    p.add_argument("--lr", type=float, default=1.5e-4)
    p.add_argument("--head-lr", type=float, default=1.5e-3)
    p.add_argument("--copies", type=float, default=0.10, help="share of sentences also seen as headlines")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=2)
    return p.parse_args()


def vocabulary(sentences):
    count = lambda lists: sorted({x for l in lists for x in l})
    ids = lambda xs: {x: i for i, x in enumerate(xs)}
    return {"rels": ids(count(s.rels for s in sentences)), "tags": ids(count(s.tags for s in sentences))}


def optimiser(model, o):
    model.encoder.words.weight.requires_grad = False      # too rare an update each, and a third of the time
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    known = {id(p) for p in model.encoder.parameters()}
    heads = [p for p in model.parameters() if id(p) not in known]
    return torch.optim.AdamW([{"params": encoder, "lr": o.lr, "top": o.lr},
                              {"params": heads, "lr": o.head_lr, "top": o.head_lr}],
                             betas=(0.9, 0.98), weight_decay=0.01, foreach=True)


WARM = 60      # steps


def rate(opt, step, steps, fall):
    """Rise, stay, and fall in a line over the last steps. steps may be unknown (0) until they begin."""
    f = min(1.0, (step + 1) / WARM, (steps - step) / fall if steps else 1.0)
    for g in opt.param_groups:
        g["lr"] = g["top"] * f


def chosen(o, step, spent):
    """The number of steps, as soon as there is time for the fall alone; 0 before."""
    if not o.minutes or o.steps or step < 50 or spent + o.fall * spent / step < 60 * o.minutes:
        return o.steps
    print("steps chosen:", step + o.fall, flush=True)
    return step + o.fall


def epoch(sentences, pieces, o, rng):
    more = [headline(s, rng) for s in sentences if rng.random() < o.copies]
    now = sentences + more
    for ids in groups(now, pieces, o.size, rng):
        yield [now[i] for i in ids]


def report(model, vocab, pieces, dev):
    with torch.inference_mode():
        for path, sentences in dev.items():
            print("  ", path, evaluate(model, vocab, pieces, sentences), flush=True)
    model.train()


def main():
    o = options()
    torch.set_num_threads(o.threads)
    torch.manual_seed(o.seed)
    rng = random.Random(o.seed)
    pieces = Pieces(o.encoder)
    train = [s for path in o.train for s in conllu.read(path)]
    dev = {path: conllu.read(path) for path in o.dev}
    vocab = vocabulary(train)
    model = Teacher(o.encoder, len(vocab["rels"]), len(vocab["tags"])).train()
    if o.start:
        model.load_state_dict(torch.load(o.start, map_location="cpu", weights_only=True)["state"])
    opt = optimiser(model, o)
    print(len(train), "sentences", len(vocab["rels"]), "labels", len(vocab["tags"]), "tags", flush=True)
    start, step, rounds, mean = time.time(), 0, 0, collections.deque(maxlen=100)
    going = True
    while going:
        for batch in epoch(train, pieces, o, rng):
            inputs = tensors(batch, pieces)
            rate(opt, step, o.steps, o.fall)
            l = loss(model, inputs, *gold(batch, inputs[4].shape[1], vocab))
            l.backward()
            torch.nn.utils.clip_grad_norm_((p for p in model.parameters() if p.grad is not None), 5.0)
            opt.step()
            opt.zero_grad(set_to_none=True)
            step += 1
            mean.append(l.item())
            spent = time.time() - start
            o.steps = chosen(o, step, spent)
            if step % 50 == 0:
                print(f"step {step} round {rounds} loss {sum(mean) / len(mean):.3f} {spent:.0f} s", flush=True)
            going = not o.steps or step < o.steps
            if not going:
                break
        rounds += 1
        save(o.out, model, vocab, {"step": step, "rounds": rounds, "seed": o.seed})
        going = going and rounds != o.rounds
    print("steps", step, "seconds", round(time.time() - start), flush=True)
    report(model, vocab, pieces, dev)


if __name__ == "__main__":
    main()
