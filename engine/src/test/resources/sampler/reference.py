"""Makes reference.json: what transformers' own logits processors leave of some logits.

    python3 -m venv venv && venv/bin/pip install torch transformers && venv/bin/python reference.py > reference.json

The processors are applied in the order in which GenerationMixin._get_logits_processor appends them:
repetition penalty, then temperature, top-k, top-p, min-p, each only where its setting differs from neutral.
Values are what softmax gives afterwards, in double precision; tokens that were removed have none.
"""

import json
import sys

import torch
import transformers
from transformers.generation import logits_process as lp

VOCAB = 60


def processors(s):
    if s["repetitionPenalty"] != 1:
        yield lp.RepetitionPenaltyLogitsProcessor(penalty=s["repetitionPenalty"])
    if s["temperature"] != 1:
        yield lp.TemperatureLogitsWarper(s["temperature"])
    if s["topK"] != 0:
        yield lp.TopKLogitsWarper(top_k=s["topK"])
    if s["topP"] < 1:
        yield lp.TopPLogitsWarper(top_p=s["topP"])
    if s["minP"] > 0:
        yield lp.MinPLogitsWarper(min_p=s["minP"])


def setting(repetition=1.0, temperature=1.0, k=0, p=1.0, min_p=0.0):
    return {"repetitionPenalty": repetition, "temperature": temperature, "topK": k, "topP": p, "minP": min_p}


SETTINGS = [
    setting(),
    setting(temperature=0.7),
    setting(temperature=1.8),
    setting(repetition=1.3),
    setting(repetition=0.8),
    setting(k=1),
    setting(k=10),
    setting(k=1000),
    setting(p=0.9),
    setting(p=0.3),
    setting(p=0.001),
    setting(min_p=0.1),
    setting(min_p=1.0),
    setting(temperature=0.8, k=40, p=0.95),
    setting(repetition=1.2, temperature=0.9, k=20, p=0.8, min_p=0.05),
    setting(repetition=1.1, temperature=1.5, k=12, p=0.97, min_p=0.2),
]


def main():
    generator = torch.Generator().manual_seed(7)
    rows = [3 * torch.randn(VOCAB, generator=generator), 0.5 * torch.randn(VOCAB, generator=generator)]
    rows.append(torch.cat([torch.full((1,), 9.0), torch.linspace(-4, 4, VOCAB - 1)]))
    seen = torch.tensor([[0, 3, 3, 17, 58, 59]])
    cases = []
    for logits in rows:
        for s in SETTINGS:
            scores = logits.double()[None]
            for processor in processors(s):
                scores = processor(seen, scores)
            left = torch.softmax(scores, -1)[0]
            kept = {str(i): v for i, v in enumerate(left.tolist()) if v > 0}
            cases.append({"logits": logits.tolist(), "seen": seen[0].tolist(), "setting": s, "probabilities": kept})
    json.dump({"transformers": transformers.__version__, "torch": torch.__version__, "cases": cases}, sys.stdout)
    print()


main()
