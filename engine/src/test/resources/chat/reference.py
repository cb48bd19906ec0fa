"""Makes reference.json: the templates beside this file, rendered by transformers' apply_chat_template.

    python3 -m venv venv && venv/bin/pip install transformers && venv/bin/python reference.py > reference.json

A conversation that the template refuses by raise_exception has null as its text and the template's words as
"refused". The templates were written for this test in the manner of well-known ones.
"""

import json
import pathlib
import sys

import jinja2
import transformers
from tokenizers import Tokenizer, models
from transformers import PreTrainedTokenizerFast

HERE = pathlib.Path(__file__).parent
USER = {"role": "user", "content": "Tell me about the <sea>.\n  It is \"blue\" & wide \u2013 isn't it? "}
ANSWER = {"role": "assistant", "content": " The sea\nis wide.\n"}
SYSTEM = {"role": "system", "content": "  Speak like a child.\n"}
CONVERSATIONS = [
    [USER],
    [SYSTEM, USER],
    [USER, ANSWER, {"role": "user", "content": "Go on!"}],
    [SYSTEM, USER, ANSWER],
    [ANSWER, USER],
    [{"role": "user", "content": ""}],
]


def main():
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=Tokenizer(models.WordLevel({"a": 0}, unk_token="a")), bos_token="<s>", eos_token="</s>"
    )
    cases = []
    for path in sorted(HERE.glob("*.jinja")):
        template = path.read_text(encoding="utf-8")
        for messages in CONVERSATIONS:
            for head in (True, False):
                case = {"template": path.name, "messages": messages, "addGenerationPrompt": head}
                try:
                    case["text"] = tokenizer.apply_chat_template(
                        messages, chat_template=template, tokenize=False, add_generation_prompt=head
                    )
                except jinja2.exceptions.TemplateError as refusal:
                    case["text"], case["refused"] = None, str(refusal)
                cases.append(case)
    json.dump({"transformers": transformers.__version__, "jinja2": jinja2.__version__, "cases": cases}, sys.stdout, indent=1)
    print()


main()
