"""Measures TEAL, WINA and top-k on consecutive windows in PyTorch: the protocol of ../reference-consecutive.json, and what moves its figures.

  python reference_consecutive.py MODEL EVAL[,EVAL] CALIBRATION[,CALIBRATION] [--levels 0.25,0.4,0.5,0.6] [--dtype float32|float64]
      [--batch 32] [--attention sdpa|eager] [--ties all,lower,higher,topk] [--thresholds PREFIX]

Ties: `all` keeps every |x| >= the k-th largest, more than k (what reference-consecutive.json did); the others keep exactly k, of equal
magnitudes the lower or the higher channels, or those that torch.topk returns. `--thresholds PREFIX` takes TEAL's and WINA's thresholds from
the files PREFIX-METHOD-LEVEL.safetensors that `sparsescope calibrate --sparsity LEVEL --method METHOD` wrote instead of sorting. Realised
sparsity is printed twice: the mean over projections, as Sparsescope reports it, and the share among all entries, as the reference does.
"""
import argparse, json, math, os
import torch, torch.nn.functional as F
from safetensors import safe_open
from transformers import AutoModelForCausalLM, PreTrainedTokenizerFast

parser = argparse.ArgumentParser()
parser.add_argument('model'); parser.add_argument('evaluation'); parser.add_argument('calibration')
parser.add_argument('--levels', default='0.25,0.4,0.5,0.6'); parser.add_argument('--dtype', default='float32')
parser.add_argument('--batch', type=int, default=32); parser.add_argument('--attention', default='sdpa')
parser.add_argument('--ties', default='all,lower,higher,topk'); parser.add_argument('--methods', default='teal,wina,topk')
parser.add_argument('--thresholds')
args = parser.parse_args()
torch.set_grad_enabled(False)
WINDOW, WINDOWS = 256, 64
tokenizer = PreTrainedTokenizerFast.from_pretrained(args.model)
model = AutoModelForCausalLM.from_pretrained(args.model, dtype=getattr(torch, args.dtype), attn_implementation=args.attention).eval()
PROJECTIONS = [f'self_attn.{p}_proj' for p in 'qkvo'] + [f'mlp.{p}_proj' for p in ('gate', 'up', 'down')]
linear = {f'model.layers.{l}.{p}': layer.get_submodule(p) for l, layer in enumerate(model.model.layers) for p in PROJECTIONS}
norms = {site: module.weight.norm(dim=0) for site, module in linear.items()}
reference = json.load(open(os.path.join(os.path.dirname(__file__), '..', 'reference-consecutive.json')))


def windows(files):
    ids = []
    for file in files.split(','):
        ids += tokenizer(open(file, encoding='utf-8').read(), add_special_tokens=False)['input_ids']
    ids = torch.tensor(ids)
    return ids[:len(ids) // WINDOW * WINDOW].view(-1, WINDOW)[:WINDOWS]


def keep_largest(sizes, count, ties):
    if ties == 'all':
        return sizes >= sizes.topk(count, dim=-1).values[..., -1:]
    if ties == 'topk':
        kept = sizes.topk(count, dim=-1).indices
    else:
        ordered = sizes.flip(-1) if ties == 'higher' else sizes
        kept = ordered.sort(dim=-1, descending=True, stable=True).indices[..., :count]
        kept = sizes.size(-1) - 1 - kept if ties == 'higher' else kept
    return torch.zeros_like(sizes, dtype=torch.bool).scatter_(-1, kept, True)


seen, mask, zeros = None, None, {}


def install(site):
    module = linear[site]

    def forward(x):
        if seen is not None:
            seen.setdefault(site, []).append(x.abs().reshape(-1, x.size(-1)))
        if mask is None:
            return F.linear(x, module.weight)
        kept = torch.where(mask(site, x.abs()), x, torch.zeros_like(x))
        count, total = zeros.get(site, (0, 0))
        zeros[site] = count + (kept == 0).sum().item(), total + kept.numel()
        return F.linear(kept, module.weight)
    module.forward = forward


for site in linear:
    install(site)


def log_probabilities(batch):
    return torch.log_softmax(model(input_ids=batch, use_cache=False).logits.double(), -1)


def quantiles(store, level, weighted):
    found = {}
    for site, sizes in store.items():
        scores = (sizes * norms[site] if weighted else sizes).flatten()
        found[site] = scores.kthvalue(max(1, math.ceil(level * len(scores) - 1e-9))).values.item()
    return found


def written(method, level):
    with safe_open(f'{args.thresholds}-{method}-{level}.safetensors', 'pt') as file:
        return {site: file.get_tensor('threshold.' + site).item() for site in linear}


evaluation = windows(args.evaluation)
dense = torch.cat([log_probabilities(batch).float() for batch in evaluation.split(args.batch)])


def report(name, level, method, chosen):
    global mask
    mask, likelihood, divergence = chosen, 0.0, 0.0
    zeros.clear()
    for number, batch in enumerate(evaluation.split(args.batch)):
        own = log_probabilities(batch)
        own_dense = dense[number * args.batch:(number + 1) * args.batch]
        likelihood += F.nll_loss(own[:, :-1].reshape(-1, own.size(-1)), batch[:, 1:].reshape(-1), reduction='sum').item()
        divergence += (own_dense.exp() * (own_dense - own)).sum().item()
    mask = None
    perplexity, wanted = math.exp(likelihood / (len(evaluation) * (WINDOW - 1))), reference[str(level)][method]
    mean = sum(count / total for count, total in zeros.values()) / len(zeros)
    pooled = sum(count for count, _ in zeros.values()) / sum(total for _, total in zeros.values())
    print(f'{level:4} {name:12} perplexity {perplexity:8.4f} ({100 * (perplexity / wanted["perplexity"] - 1):+.3f} %)  KL {divergence / evaluation.numel():.5f}'
          f' (reference {wanted["klDivergence"]:.5f})  zeros {mean:.5f} by projection, {pooled:.5f} of entries (reference {wanted["realisedSparsity"]:.5f})',
          flush=True)


levels = [float(level) for level in args.levels.split(',')]
methods = args.methods.split(',')
if 'topk' in methods:
    for level in levels:
        for ties in args.ties.split(','):
            counts = {site: max(1, round((1 - level) * module.weight.size(1))) for site, module in linear.items()}
            report('topk/' + ties, level, 'topk', lambda site, sizes: keep_largest(sizes, counts[site], ties))
if 'teal' in methods or 'wina' in methods:
    seen = {}
    for batch in windows(args.calibration).split(16):
        model(input_ids=batch, use_cache=False)
    store, seen = {site: torch.cat(sizes) for site, sizes in seen.items()}, None
    for level in levels:
        for method in [m for m in methods if m != 'topk']:
            bounds = written(method, level) if args.thresholds else quantiles(store, level, method == 'wina')
            report(method, level, method,
                   lambda site, sizes: (sizes * norms[site] if method == 'wina' else sizes) > bounds[site])
