"""Compares figures of `sparsescope evaluate --json` with reference-consecutive.json and says which are out of bounds.

From the repository's root, with the four held-out books as UTF-8 texts in DIR:

  ./sparsescope evaluate sample-models/storybook-14m --text DIR/wizard-of-oz.txt,DIR/wind-in-the-willows.txt \\
      --calibration DIR/treasure-island.txt,DIR/black-beauty.txt --sparsity 0.25,0.4,0.5,0.6 --method teal --json out.json
  python3 sample-models/recipe/compare_reference.py out.json

Bounds for TEAL: perplexity 0.5 %, KL 2 %, realised sparsity 0.005.
"""
import json, os, sys

ours = json.load(open(sys.argv[1]))
reference = json.load(open(os.path.join(os.path.dirname(__file__), '..', 'reference-consecutive.json')))
BOUNDS = {'perplexity': 0.005, 'klDivergence': 0.02, 'realisedSparsity': 0.005}
outside = 0
rows = [('dense', reference['dense'], ours['dense'])]
rows += [(f'{level} {method}', figures, ours[level][method])
         for level, methods in reference.items() if level[0].isdigit() and level in ours
         for method, figures in methods.items() if method in ours[level]]
for name, wanted, got in rows:
    for key, bound in BOUNDS.items():
        off = got[key] - wanted[key]
        if key != 'realisedSparsity' and wanted[key]:
            off /= wanted[key]
        bad = abs(off) > bound
        outside += bad
        print(f'{name:11} {key:17} reference {wanted[key]:10.5f}  here {got[key]:10.5f}  off {off:+.5f}  {"OUTSIDE" if bad else "ok"}')
sys.exit(1 if outside else 0)
