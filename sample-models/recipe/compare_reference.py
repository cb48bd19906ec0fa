"""Compares figures of `sparsescope evaluate --json` with reference-consecutive.json and says which are out of bounds.

From the repository's root, with the four held-out books as UTF-8 texts in DIR:

  ./sparsescope evaluate sample-models/storybook-14m --text DIR/wizard-of-oz.txt,DIR/wind-in-the-willows.txt \\
      --calibration DIR/treasure-island.txt,DIR/black-beauty.txt --sparsity 0.25,0.4,0.5,0.6 --method teal,wina,topk \\
      --ties lower,higher,all --arithmetic nd4j,vector --json out.json
  python3 sample-models/recipe/compare_reference.py out.json

Bounds: perplexity 0.5 %, KL 2 %, realised sparsity 0.005 (the reference's is the share among all entries, `entrySparsity` here). Below them, what moves a figure: each method's perplexity under every choice
between ties (topk: ours, /higher, and /all, which is what the reference does) and under every arithmetic (@vector, @loops) that was
evaluated, as a difference from the reference, and the spread of each method's figures over arithmetics.
"""
import json, os, re, sys

ours = json.load(open(sys.argv[1]))
reference = json.load(open(os.path.join(os.path.dirname(__file__), '..', 'reference-consecutive.json')))
OUR_NAMES = {'realisedSparsity': 'entrySparsity'}
BOUNDS = {'perplexity': 0.005, 'klDivergence': 0.02, 'realisedSparsity': 0.005}
levels = [level for level in reference if level[0].isdigit() and level in ours]


def off(got, wanted, key):
    difference = got[OUR_NAMES.get(key, key)] - wanted[key]
    return difference / wanted[key] if key != 'realisedSparsity' and wanted[key] else difference


outside = 0
rows = [('dense', reference['dense'], ours['dense'])]
rows += [(f'{level} {method}', figures, ours[level][method])
         for level in levels for method, figures in reference[level].items() if method in ours[level]]
for name, wanted, got in rows:
    for key, bound in BOUNDS.items():
        bad = abs(off(got, wanted, key)) > bound
        outside += bad
        print(f'{name:11} {key:17} reference {wanted[key]:10.5f}  here {got[OUR_NAMES.get(key, key)]:10.5f}  off {off(got, wanted, key):+.5f}'
              f'  {"OUTSIDE" if bad else "ok"}')

print('\nperplexity, each variant against the reference')
for level in levels:
    for method, wanted in reference[level].items():
        variants = {name: got for name, got in ours[level].items() if re.split('[/@+]', name)[0] == method and '+' not in name}
        spreads = {}
        for name, got in variants.items():
            difference = 100 * off(got, wanted, 'perplexity')
            spreads.setdefault(name.split('@')[0], []).append(difference)
            print(f'{level:4} {name:18} {got["perplexity"]:9.4f}  reference {wanted["perplexity"]:9.4f}  {difference:+.3f} %')
        for name, differences in spreads.items():
            if len(differences) > 1:
                print(f'{level:4} {name:18} arithmetics apart by {max(differences) - min(differences):.3f} %')
sys.exit(1 if outside else 0)
